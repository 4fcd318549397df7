/*
 * What is compared between segments: a whole pair, and, where a segment holds as
 * many English sentences as Japanese ones, each sentence with its own.
 */
#ifndef CHECK_UNITS_H
#define CHECK_UNITS_H

#include "signs.h"
#include "words.h"

#include <stdint.h>

/* A heading and a sentence say the same in other words; so they are kept apart. */
enum unit_kind { UNIT_TEXT, UNIT_HEADING, UNIT_CELL };

struct unit {
	const struct pair *pair;
	const struct signs *signs;  /* of the pair's Japanese prose */
	const struct word *words;   /* of its English, up to the unit's and on to the end */
	struct span at[LANG_SIDES]; /* in the sides' texts */
	enum unit_kind kind;
	bool is_sentence; /* one of several of its segment */
	bool has_parts;   /* the sentences of which stand behind it */
	size_t n_words;   /* English */
	uint64_t en;      /* hash without case, blanks and final punctuation */
};

typedef void unit_visit(void *context, const struct unit *unit);

/* Gives those with at least `words_min` English words whose Japanese is Japanese, in
   the order of the file. */
void units_each(struct checking *c, size_t words_min, unit_visit *visit, void *context);

/* Of the letters and digits of a unit's Japanese, in any case. Texts with the same words
   have the same; memory that is out tells `scratch`. */
uint64_t units_hash_japanese(struct slice text, struct arena *scratch);

struct slice unit_text(const struct unit *unit, enum lang lang);

#endif
