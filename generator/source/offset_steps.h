/*
 * The way back from an offset in a text that was made of another to the offset in that:
 * where the two stop advancing together, a step says where both go on.
 */
#ifndef SOURCE_OFFSET_STEPS_H
#define SOURCE_OFFSET_STEPS_H

#include "base/array.h"

/* Offsets that advance together from here on. */
struct offset_step {
	size_t from;
	size_t to;
};

/* In the order of both; the first is from 0. Grown by their owner (base/array.h). */
struct offset_steps {
	struct offset_step *items;
	size_t count;
	size_t capacity;
};

/* False when memory is out. */
static inline bool offset_steps_push(struct offset_steps *steps, size_t from, size_t to)
{
	if (!array_room(&steps->items, &steps->capacity, steps->count + 1))
		return false;
	steps->items[steps->count++] = (struct offset_step){from, to};
	return true;
}

/* The last step at or before `offset`. `near` is that of the last answer: what is asked
   for next lies behind it, mostly not far. */
size_t offset_steps_at(const struct offset_steps *steps, size_t near, size_t offset);

/* Where `offset` is, as seen from step `i`, which is at or before it. */
size_t offset_steps_from(const struct offset_steps *steps, size_t i, size_t offset);

/* Where `offset` is; `near` as above, and the step of this answer afterwards. */
size_t offset_steps_follow(const struct offset_steps *steps, size_t *near, size_t offset);

#endif
