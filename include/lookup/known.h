/*
 * What the knowledge base knows, as lookup asks for it: entries by code, and
 * the words of their titles.
 *
 *     entries = known_entries(&arena, catalogue, &count);
 *     struct known *known = known_new(entries, count, catalogue_schemes(catalogue));
 *     const struct known_entry *entry = known_find(known, &code);
 *     …
 *     known_free(known);
 *
 * Never changes once it is made, so threads may share it.
 */
#ifndef LOOKUP_KNOWN_H
#define LOOKUP_KNOWN_H

#include "lookup/catalogue.h"

/* Borrowed from whoever has the knowledge base. */
struct known_entry {
	struct code code;
	struct slice article;            /* "smtp/5-1-1.md" */
	struct slice titles[LANG_SIDES]; /* the whole heading */
	size_t number;                   /* in the catalogue */
};

/* The entries of a catalogue, without those that repeat an earlier one's code.
   `arena` must be one that never fails; the catalogue must outlive the result. */
struct known_entry *known_entries(struct arena *arena, const struct catalogue *catalogue,
				  size_t *count);

struct known;

/* `entries` and all in it must outlive the result, and so must `schemes`, which
   the codes are of. */
struct known *known_new(const struct known_entry *entries, size_t count,
			const struct scheme_set *schemes);
void known_free(struct known *known); /* NULL is fine */

const struct scheme_set *known_schemes(const struct known *known);

/* Has any entry a code of that scheme? */
bool known_has_scheme(const struct known *known, struct slice name);

/* The entry of just that code, or of a range with it in it; NULL: none. */
const struct known_entry *known_find(const struct known *known, const struct code *code);
const struct known_entry *known_find_normal(const struct known *known, struct slice normal);

/* An entry whose title shares words with a text, and how many of the title's
   words, the rare ones counting more: 0 to 1. */
struct known_match {
	const struct known_entry *entry;
	double share;
};

/* The best of them, at most `max`, the best first; returns how many. */
size_t known_match_words(const struct known *known, struct slice text, struct known_match *out,
			 size_t max);

#endif
