/*
 * The words of the search index, each once, and where they stand.
 *
 *     struct search_terms terms;
 *     search_terms_init(&terms, &arena);
 *     struct search_term *term = search_term_of(&terms, word);
 *     search_term_put(&terms, term, doc, true);
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

/*
 * A word and its places, ascending: for each the distance to the place before
 * (from -1) times two, plus one where the word stands in the page's title; in
 * digits of 32, the lowest first, written A…Za…f, of which all but the last
 * are raised by 32 (g…z0…9-_).
 */
struct search_term {
	struct slice text;
	uint64_t start; /* its first eight bytes, zeros behind its end: smaller is before */
	char *places;
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

/* One place more; `doc` is behind the last one put. */
void search_term_put(struct search_terms *terms, struct search_term *term, uint32_t doc,
		     bool in_title);

/* By their bytes; in the arena. */
struct search_term **search_terms_sorted(const struct search_terms *terms);

#endif
