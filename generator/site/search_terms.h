/*
 * The words of the search index, each once, and where they stand.
 *
 *     struct search_terms terms;
 *     search_terms_init(&terms, &arena);
 *     struct search_term *term = search_term_of(&terms, word);
 *     search_term_put(&arena, term, doc, true);
 *     …
 *     struct search_term **sorted = search_terms_sorted(&terms);  // terms.count
 *     search_terms_release(&terms);
 *
 * The terms live in the arena. Out of memory ends the run.
 */
#ifndef SITE_SEARCH_TERMS_H
#define SITE_SEARCH_TERMS_H

#include "base/arena.h"

#include <stdint.h>

enum {
	SEARCH_PLACES_MAX = 4096, /* of a word beyond which only titles are kept, */
	SEARCH_TITLES_MAX = 8192, /* and beyond this nothing: such a word tells little */
};

/*
 * A word and its places, ascending: for each the distance to the place before
 * (from -1) times two, plus one where the word stands in the page's title; in
 * digits of 32, the lowest first, written A…Za…f, of which all but the last
 * are raised by 32 (g…z0…9-_).
 */
struct search_term {
	struct slice text;
	uint64_t start; /* its first eight bytes, zeros behind its end: smaller is before */
	const char *places;
	uint32_t places_len;
	uint32_t capacity;
	uint32_t n_docs;   /* also those that places leave out: see SEARCH_PLACES_MAX */
	uint32_t next_doc; /* behind the last one counted */
	uint32_t next_place;
	uint32_t hash; /* private */
};

/* Read `count`; the rest is private. */
struct search_terms {
	struct arena *arena;
	struct search_term **slots; /* NULL is free */
	size_t n_slots;             /* a power of two */
	size_t count;
};

void search_terms_init(struct search_terms *terms, struct arena *arena);
void search_terms_release(struct search_terms *terms);

/* The word's term: a new one where it has none yet. */
struct search_term *search_term_of(struct search_terms *terms, struct slice text);

/* A term by itself, without places; in the arena. */
struct search_term *search_term_new(struct arena *arena, struct slice text);

/* Of a term that is filled in from elsewhere. */
uint64_t search_term_start(struct slice text);

/* Counts the page, which is behind the last one counted, and keeps the place where the
   word has not too many. */
void search_term_put(struct arena *arena, struct search_term *term, uint32_t doc, bool in_title);

/* Less than 0 where `a` is before `b`, by their bytes. */
int search_term_compare(const struct search_term *a, const struct search_term *b);

/* In that order; in the arena. */
struct search_term **search_terms_sorted(const struct search_terms *terms);

/* Reads places: begins as {.at = term->places, .end = term->places + term->places_len}. */
struct search_places {
	const char *at;
	const char *end;
	uint32_t next_doc; /* behind the last one read */
};

enum { SEARCH_PLACE_BASE = 32, SEARCH_PLACE_BITS = 5 };

/* Of each byte, plus one; 0 for what is no digit. */
extern const unsigned char search_digit_values[256];

/* False at the end, and at what is no place. Here as most words are read past: where one
   page has changed, all places of all words are looked at. */
static inline bool search_places_next(struct search_places *places, uint32_t *doc, bool *in_title)
{
	uint32_t number = 0;
	uint32_t digit = SEARCH_PLACE_BASE;
	for (unsigned int shift = 0; digit >= SEARCH_PLACE_BASE; shift += SEARCH_PLACE_BITS) {
		if (places->at == places->end || shift > 30)
			return false;
		digit = search_digit_values[(unsigned char)*places->at++];
		if (!digit--)
			return false;
		number |= digit % SEARCH_PLACE_BASE << shift;
	}
	places->next_doc += number / 2;
	*doc = places->next_doc - 1;
	*in_title = number % 2;
	return number > 1;
}

#endif
