/* Open addressing over a dense array of entries. */
#include "base/map.h"

#include "base/array.h"
#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>

enum { SLOTS_FIRST = 32, SMALL = 512 }; /* most maps are of a few keys */

void map_init(struct map *map)
{
	*map = (struct map){0};
}

void map_release(struct map *map)
{
	free(map->entries);
	free(map->slots);
	map_init(map);
}

/* The slot that holds the key, or the free one where it would go. */
static size_t slot_of(const struct map *map, struct slice key, uint64_t hash)
{
	size_t i = (size_t)hash & (map->n_slots - 1);
	while (map->slots[i]) {
		const struct map_entry *entry = &map->entries[map->slots[i] - 1];
		if (entry->hash == hash && slice_eq(entry->key, key))
			break;
		i = (i + 1) & (map->n_slots - 1);
	}
	return i;
}

static struct map_entry *find_hashed(const struct map *map, struct slice key, uint64_t hash)
{
	if (map->n_slots == 0)
		return NULL;
	uint32_t slot = map->slots[slot_of(map, key, hash)];
	return slot ? &map->entries[slot - 1] : NULL;
}

static struct map_entry *find(const struct map *map, struct slice key)
{
	return map->count ? find_hashed(map, key, hash_key(key)) : NULL;
}

void *map_get(const struct map *map, struct slice key)
{
	const struct map_entry *entry = find(map, key);
	return entry ? entry->value : NULL;
}

bool map_has(const struct map *map, struct slice key)
{
	return find(map, key) != NULL;
}

/* The entries grow with the slots, half of which are never taken. */
static enum status grow(struct map *map)
{
	size_t n = map->n_slots ? map->n_slots * (map->n_slots < SMALL ? 4 : 2) : SLOTS_FIRST;
	if (!array_room(&map->entries, &map->capacity, n / 2))
		return STATUS_NO_MEMORY;
	assert(map->entries);
	uint32_t *slots = calloc(n, sizeof(*slots));
	if (!slots)
		return STATUS_NO_MEMORY;
	free(map->slots);
	map->slots = slots;
	map->n_slots = n;
	for (size_t i = 0; i < map->count; i++) {
		const struct map_entry *entry = &map->entries[i];
		map->slots[slot_of(map, entry->key, entry->hash)] = (uint32_t)(i + 1);
	}
	return STATUS_OK;
}

enum status map_put(struct map *map, struct slice key, void *value)
{
	uint64_t hash = hash_key(key);
	struct map_entry *known = find_hashed(map, key, hash);
	if (known) {
		known->value = value;
		return STATUS_OK;
	}
	if (map->count >= UINT32_MAX - 1)
		return STATUS_NO_MEMORY;
	if ((map->count + 1) * 2 > map->n_slots && grow(map) != STATUS_OK)
		return STATUS_NO_MEMORY;
	assert(map->entries);
	size_t slot = slot_of(map, key, hash);
	map->entries[map->count] = (struct map_entry){key, value, hash};
	map->slots[slot] = (uint32_t)++map->count;
	return STATUS_OK;
}
