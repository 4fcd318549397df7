/*
 * What two sentences that are nearly the same have in common, small enough to be
 * kept of every sentence of a base.
 *
 * The English is cut into ten parts; names, numbers, quoted and marked words are
 * gaps in it. Sentences of which nine parts are the same are alike to nine
 * tenths. A word such as "not" or "before" counts for two parts, since the
 * Japanese of a sentence that differs in it ought to differ.
 *
 * The Japanese is what stands between its words: which hiragana follow which,
 * whatever kanji, katakana, names and marked words they join.
 */
#ifndef CHECK_SHAPE_H
#define CHECK_SHAPE_H

#include "frame_words.h"
#include "units.h"

enum { SHAPE_PARTS = 10 };

struct shape {
	uint64_t ja;                   /* a bit for each two hiragana, of 64 */
	unsigned char en[SHAPE_PARTS]; /* a hash of each part */
};

/* Those that are worth keeping; what lies behind them is nothing. */
enum { SHAPE_BYTES = sizeof(uint64_t) + SHAPE_PARTS };

/* False where a unit has too few words of its own, or too many, to be compared. */
bool shape_make(struct shape *out, const struct unit *unit, const struct frame_words *frame);

/* Of all parts but one. */
uint64_t shape_key(const struct shape *shape, size_t without);

/* Of the first or the second five parts. */
uint64_t shape_half_key(const struct shape *shape, size_t half);

/* How much of two Japanese shapes is the same, in percent. */
unsigned int shape_likeness(uint64_t a, uint64_t b);

#endif
