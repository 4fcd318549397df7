/*
 * The words of an article that may be terms, each with its places: of its English,
 * and of its Japanese, where they are katakana or a noun of kanji.
 *
 *     struct term_spots spots;
 *     term_spots_find(c, LANG_JA, &spots);
 *     struct term_groups groups;
 *     term_groups_make(c, LANG_JA, &spots, 2, &groups);
 *
 * All lie in the article's scratch memory; `c->failed` says that it is out.
 */
#ifndef CHECK_TERM_GROUPS_H
#define CHECK_TERM_GROUPS_H

#include "checking.h"
#include "loanword.h"

#include <stdint.h>

/* A word in a segment: small, since there are hundreds in each article. */
struct term_spot {
	struct term_spot *next; /* of the same word, in a later segment */
	uint64_t hash;          /* of the word, without case */
	uint32_t pair;
	uint32_t start; /* of the first, in the side's text */
	uint32_t len;
	uint32_t n_times : 31; /* in the segment */
	uint32_t is_loan : 1;  /* katakana */
};

/* All words of a side, and how often each stands there, counted by its hash: words of
   one slot are counted as one, which is never too little. */
struct term_spots {
	struct term_spot *items;
	size_t count;
	uint32_t *times;
	size_t mask;
};

/* The spots of one word, one a segment, in order. */
struct term_group {
	uint64_t hash;
	struct term_spot *first;
	struct term_spot *last;
	size_t count;
	struct slice word;    /* as it first stands */
	struct sounds sounds; /* of English that may be a term, and katakana */
	bool is_loan;
};

/* Found by their hash: a table of their numbers, from 1. */
struct term_groups {
	struct term_group *items; /* in the order in which their words first stand */
	size_t count;
	uint32_t *slots;
	size_t mask;
};

/* All words of one side. */
void term_spots_find(struct checking *c, enum lang lang, struct term_spots *out);

/* The groups of words that may stand at least so often, and of all loans. Again from
   the same spots, they come out as they were, with others among them. */
void term_groups_make(struct checking *c, enum lang lang, const struct term_spots *spots,
		      size_t times_min, struct term_groups *out);

bool term_group_has(const struct term_group *group, size_t pair);

/* Whether a word stands only in segments that have the other one too. */
bool term_group_is_within(const struct term_group *inner, const struct term_group *outer);

#endif
