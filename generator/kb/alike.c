/* A slip or two leave one of the ends of a name whole. */
#include "alike.h"

#include "base/nearest.h"

/* More slips than this make another name. */
enum { SLIPS_MAX = 3, NAME_MIN = 3 };

/* The number of the chain of two bytes. */
static size_t chain_of(const char *two)
{
	return ((unsigned char)two[0] * 37U + (unsigned char)two[1]) % ALIKE_CHAINS;
}

static const char *last_two(struct slice name)
{
	return name.ptr + name.len - 2;
}

static void put(struct alike_chains *chains, const char *two, size_t number)
{
	uint32_t *first = &chains->first[chain_of(two)];
	chains->next[number] = *first;
	*first = (uint32_t)number;
}

static uint64_t letters_of(struct slice name)
{
	uint64_t letters = 0;
	for (size_t i = 0; i < name.len; i++)
		letters |= UINT64_C(1) << ((unsigned char)name.ptr[i] % 64);
	return letters;
}

/* Whether that many slips can have brought in these letters. */
static bool are_few(uint64_t letters)
{
	size_t n = 0;
	for (; letters && n <= SLIPS_MAX; n++)
		letters &= letters - 1;
	return n <= SLIPS_MAX;
}

enum status alike_init(struct alike *alike, const struct map *names, struct arena *arena)
{
	*alike = (struct alike){.names = names};
	alike->starts.next = arena_array(arena, names->count + 1, sizeof(uint32_t));
	alike->ends.next = arena_array(arena, names->count + 1, sizeof(uint32_t));
	alike->letters = arena_array(arena, names->count, sizeof(uint64_t));
	if (!alike->starts.next || !alike->ends.next || !alike->letters)
		return STATUS_NO_MEMORY;
	/* The last first, so that they are in order in each chain. */
	for (size_t number = names->count; number > 0; number--) {
		struct slice name = names->entries[number - 1].key;
		if (name.len < NAME_MIN)
			continue;
		alike->letters[number - 1] = letters_of(name);
		put(&alike->starts, name.ptr, number);
		put(&alike->ends, last_two(name), number);
	}
	return STATUS_OK;
}

static bool has_same_end(struct slice a, struct slice b)
{
	return memcmp(a.ptr, b.ptr, 2) == 0 || memcmp(last_two(a), last_two(b), 2) == 0;
}

static bool is_about_as_long(struct slice a, struct slice b)
{
	return a.len <= b.len + SLIPS_MAX && b.len <= a.len + SLIPS_MAX;
}

void *alike_find(const struct alike *alike, struct slice name)
{
	struct nearest nearest;
	void *best = NULL;
	uint64_t letters = letters_of(name);
	if (name.len < NAME_MIN)
		return NULL;
	nearest_init(&nearest, name);
	if (nearest.distance > SLIPS_MAX + 1)
		nearest.distance = SLIPS_MAX + 1;
	uint32_t start = alike->starts.first[chain_of(name.ptr)];
	uint32_t end = alike->ends.first[chain_of(last_two(name))];
	while (start || end) {
		uint32_t number = !end || (start && start < end) ? start : end;
		const struct map_entry *entry = &alike->names->entries[number - 1];
		uint64_t others = alike->letters[number - 1];
		if (number == start)
			start = alike->starts.next[number];
		if (number == end)
			end = alike->ends.next[number];
		if (!are_few(letters & ~others) || !are_few(others & ~letters) ||
		    !is_about_as_long(name, entry->key) || !has_same_end(name, entry->key))
			continue;
		const char *before = nearest.name;
		nearest_offer(&nearest, entry->key.ptr);
		if (nearest.name != before)
			best = entry->value;
	}
	return best;
}
