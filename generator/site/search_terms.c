/* A table of its own, and not base/map.h: nearly every word is no longer than eight
   bytes (two kana are six), and then one number tells it from all others. */
#include "search_terms.h"

#include <endian.h>
#include <stdlib.h>

enum { SLOTS_FIRST = 1024, EIGHT = sizeof(uint64_t) };

void search_terms_init(struct search_terms *terms, struct arena *arena)
{
	*terms = (struct search_terms){.arena = arena};
}

void search_terms_release(struct search_terms *terms)
{
	free(terms->slots);
	*terms = (struct search_terms){0};
}

/* --- Finding them --------------------------------------------------------- */

/* Up to eight bytes as a number that sorts as they do. */
static uint64_t number_of(struct slice text)
{
	uint64_t number = 0;
	memcpy(&number, text.ptr, text.len < EIGHT ? text.len : EIGHT);
	return be64toh(number);
}

static uint64_t mix(uint64_t hash, uint64_t number)
{
	hash = (hash ^ number) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
	return hash ^ hash >> 32;
}

static uint32_t hash_of(uint64_t start, struct slice text)
{
	uint64_t hash = mix(text.len, start);
	for (; text.len > EIGHT; text = slice_skip(text, EIGHT))
		hash = mix(hash, number_of(slice_skip(text, EIGHT)));
	return (uint32_t)hash;
}

static bool is_word(const struct search_term *term, uint64_t start, struct slice text)
{
	return term->start == start && term->text.len == text.len &&
	       (text.len <= EIGHT || slice_eq(term->text, text));
}

static struct search_term **free_slot(const struct search_terms *terms, uint32_t hash)
{
	size_t i = hash & (terms->n_slots - 1);
	while (terms->slots[i])
		i = (i + 1) & (terms->n_slots - 1);
	return &terms->slots[i];
}

/* The slot that holds the word, or the free one where it would go. */
static struct search_term **slot_of(const struct search_terms *terms, uint32_t hash, uint64_t start,
				    struct slice text)
{
	size_t i = hash & (terms->n_slots - 1);
	while (terms->slots[i] && !is_word(terms->slots[i], start, text))
		i = (i + 1) & (terms->n_slots - 1);
	return &terms->slots[i];
}

/* Half of the slots are never taken. */
static void grow(struct search_terms *terms)
{
	struct search_term **old = terms->slots;
	size_t n_old = terms->n_slots;
	terms->n_slots = n_old ? n_old * 2 : SLOTS_FIRST;
	terms->slots = calloc(terms->n_slots, sizeof(struct search_term *));
	if (!terms->slots)
		out_of_memory();
	for (size_t i = 0; i < n_old; i++)
		if (old[i])
			*free_slot(terms, old[i]->hash) = old[i];
	free(old);
}

uint64_t search_term_start(struct slice text)
{
	return number_of(text);
}

struct search_term *search_term_new(struct arena *arena, struct slice text)
{
	struct search_term *term = arena_alloc(arena, sizeof(*term));
	term->text = arena_copy(arena, text);
	term->start = number_of(text);
	return term;
}

static struct search_term *add_term(struct search_terms *terms, uint32_t hash, struct slice text)
{
	struct search_term *term = search_term_new(terms->arena, text);
	term->hash = hash;
	terms->count++;
	return term;
}

struct search_term *search_term_of(struct search_terms *terms, struct slice text)
{
	uint64_t start = number_of(text);
	uint32_t hash = hash_of(start, text);
	if (terms->count * 2 >= terms->n_slots)
		grow(terms);
	struct search_term **slot = slot_of(terms, hash, start, text);
	if (!*slot)
		*slot = add_term(terms, hash, text);
	return *slot;
}

/* --- Places --------------------------------------------------------------- */

enum { BASE = SEARCH_PLACE_BASE, DIGITS_MAX = 7 }; /* of a place */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Room for one more place. Gives where it goes. */
static char *make_room(struct arena *arena, struct search_term *term)
{
	enum { CAPACITY_FIRST = 16 };
	if (term->capacity - term->places_len >= DIGITS_MAX)
		return (char *)term->places + term->places_len;
	term->capacity = term->capacity ? term->capacity * 2 : CAPACITY_FIRST;
	char *larger = arena_take(arena, term->capacity);
	if (term->places_len)
		memcpy(larger, term->places, term->places_len);
	term->places = larger;
	return larger + term->places_len;
}

static void put_place(struct arena *arena, struct search_term *term, uint32_t doc, bool in_title)
{
	uint32_t value = (doc + 1 - term->next_place) * 2 + in_title;
	char *at = make_room(arena, term);
	for (; value >= BASE; value /= BASE)
		*at++ = digits[value % BASE + BASE];
	*at++ = digits[value];
	term->places_len = (uint32_t)(at - term->places);
	term->next_place = doc + 1;
}

void search_term_put(struct arena *arena, struct search_term *term, uint32_t doc, bool in_title)
{
	term->next_doc = doc + 1;
	term->n_docs++;
	if (term->n_docs <= (in_title ? SEARCH_TITLES_MAX : SEARCH_PLACES_MAX))
		put_place(arena, term, doc, in_title);
}

/* Sixteen a row; beyond ASCII there are none. */
const unsigned char search_digit_values[256] = {
	0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* controls */
	0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  /* controls */
	0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  63, 0,  0,  /*  !"#$%&'()*+,-./ */
	53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 0,  0,  0,  0,  0,  0,  /* 0123456789:;<=>? */
	0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, /* @ABCDEFGHIJKLMNO */
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 0,  0,  0,  0,  64, /* PQRSTUVWXYZ[\]^_ */
	0,  27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, /* `abcdefghijklmno */
	42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 0,  0,  0,  0,  0,  /* pqrstuvwxyz{|}~ */
};

/* --- Sorting -------------------------------------------------------------- */

int search_term_compare(const struct search_term *a, const struct search_term *b)
{
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return slice_compare(a->text, b->text);
}

static int compare(const void *left, const void *right)
{
	return search_term_compare(*(const struct search_term *const *)left,
				   *(const struct search_term *const *)right);
}

struct search_term **search_terms_sorted(const struct search_terms *terms)
{
	struct search_term **sorted =
		arena_array_raw(terms->arena, terms->count, sizeof(struct search_term *));
	size_t n = 0;
	for (size_t i = 0; i < terms->n_slots; i++)
		if (terms->slots[i])
			sorted[n++] = terms->slots[i];
	if (n)
		qsort(sorted, n, sizeof(*sorted), compare);
	return sorted;
}
