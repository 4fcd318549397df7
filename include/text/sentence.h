/*
 * How many sentences an English text has: UAX #29 through ICU, without the
 * breaks behind abbreviations ("e.g. this").
 */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include "base/slice.h"

/* One thread's sentence iterator; open one per thread and reuse it. */
struct sentence_counter;

struct sentence_counter *sentence_counter_new(void);          /* NULL when memory is out */
void sentence_counter_free(struct sentence_counter *counter); /* NULL is fine */

/* 0 for a blank text. SLICE_NONE when memory is out. */
size_t sentences_count(struct sentence_counter *counter, struct slice text);

/* No text has more than this, found without ICU: every full stop before a blank
   is taken for an end, and every line end. */
size_t sentences_at_most(struct slice text);

#endif
