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

/* These are inline, as every place of a text is asked for.

   The last step at or before `offset`. `near` is that of the last answer: what is asked
   for next lies behind it, mostly not far. */
static inline size_t offset_steps_at(const struct offset_steps *steps, size_t near, size_t offset)
{
	enum { NEARBY = 8 };
	const struct offset_step *items = steps->items;
	size_t count = steps->count;
	size_t low = near < count && items[near].from <= offset ? near : 0;
	size_t high = low + 1;
	for (size_t nearby = count - low > NEARBY ? low + NEARBY : count; high < nearby; high++)
		if (items[high].from > offset)
			return high - 1;
	low = high - 1;
	for (size_t stride = 1; high < count && items[high].from <= offset; stride *= 2) {
		low = high;
		high = count - high > stride ? high + stride : count;
	}
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (items[middle].from <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Where `offset` is, as seen from step `i`, which is at or before it. */
static inline size_t offset_steps_from(const struct offset_steps *steps, size_t i, size_t offset)
{
	const struct offset_step *step = &steps->items[i];
	size_t to = step->to + (offset > step->from ? offset - step->from : 0);
	/* Inside a mark: the character behind it. */
	if (i + 1 < steps->count && to > step[1].to && step[1].to >= step->to)
		to = step[1].to;
	return to;
}

/* Where `offset` is; `near` as above, and the step of this answer afterwards. */
static inline size_t offset_steps_follow(const struct offset_steps *steps, size_t *near,
					 size_t offset)
{
	if (steps->count == 0)
		return offset;
	*near = offset_steps_at(steps, *near, offset);
	return offset_steps_from(steps, *near, offset);
}

#endif
