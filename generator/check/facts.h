/*
 * What a family keeps of an article until all are read: bytes without pointers,
 * so that they can be kept between runs too.
 *
 *     facts_put_number(out, line);
 *     facts_put_text(out, words);
 *     …
 *     struct facts facts = facts_from(base_facts(b, article));
 *     while (facts_remain(&facts)) {
 *             line = facts_number(&facts);
 *             words = facts_text(&facts);
 *     }
 *
 * They are written and read by the same program; bytes that do not fit read as
 * zeros and empty texts, and never past the end.
 */
#ifndef CHECK_FACTS_H
#define CHECK_FACTS_H

#include "base/buffer.h"
#include "base/lines.h"

#include <stdint.h>

/* Private: of more than one byte. */
void facts_put_large(struct buffer *out, uint64_t number);

/* Small numbers take few bytes (LEB128). */
static inline void facts_put_number(struct buffer *out, uint64_t number)
{
	if (number < 0x80)
		buffer_char(out, (char)number);
	else
		facts_put_large(out, number);
}

void facts_put_text(struct buffer *out, struct slice text);

/* Start and end of a place, relative to a line that grows from place to place. */
void facts_put_place(struct buffer *out, struct position start, struct position end, size_t *line);

struct facts {
	struct slice rest;
};

struct facts facts_from(struct slice bytes);
bool facts_remain(const struct facts *facts);
uint64_t facts_number(struct facts *facts);
struct slice facts_text(struct facts *facts);
void facts_place(struct facts *facts, struct position *start, struct position *end, size_t *line);

#endif
