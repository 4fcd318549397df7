/*
 * Records: numbers and texts one behind the other, for what the program keeps
 * from one run to the next. A number takes as few bytes as it needs (LEB128), a
 * word eight, a text its length, its bytes and a NUL. The reader trusts nothing:
 * what does not hold what was asked for sets `failed`, and gives 0 and empty texts
 * from there on.
 *
 *     record_put_number(&out, 37);
 *     record_put_text(&out, title);
 *     …
 *     struct record record = {.rest = bytes};
 *     size_t line = record_take_number(&record);
 *     struct slice title = record_take_text(&record);
 *     if (record.failed) …
 */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include "base/buffer.h"
#include "base/lines.h"

#include <stdint.h>

struct record {
	struct slice rest; /* what was not read yet */
	bool failed;
};

void record_put_number(struct buffer *out, uint64_t number);
void record_put_word(struct buffer *out, uint64_t word); /* a hash, a time: any bits */
void record_put_text(struct buffer *out, struct slice text);
void record_put_position(struct buffer *out, struct position at);

uint64_t record_take_number(struct record *record);
uint64_t record_take_word(struct record *record);

/* At most `max`, or it has failed: for what is an index or an enum. */
size_t record_take_up_to(struct record *record, size_t max);

/* A count of things that take at least a byte each: no more than are left. */
size_t record_take_count(struct record *record);

/* Terminated, and a part of the record's bytes; "" where it was empty. */
struct slice record_take_text(struct record *record);

struct position record_take_position(struct record *record);

#endif
