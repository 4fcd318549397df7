/* Steps are looked for from the last answer on. */
#include "offset_steps.h"

size_t offset_steps_at(const struct offset_steps *steps, size_t near, size_t offset)
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

size_t offset_steps_from(const struct offset_steps *steps, size_t i, size_t offset)
{
	const struct offset_step *step = &steps->items[i];
	size_t to = step->to + (offset > step->from ? offset - step->from : 0);
	/* Inside a mark: the character behind it. */
	if (i + 1 < steps->count && to > step[1].to && step[1].to >= step->to)
		to = step[1].to;
	return to;
}

size_t offset_steps_follow(const struct offset_steps *steps, size_t *near, size_t offset)
{
	if (steps->count == 0)
		return offset;
	*near = offset_steps_at(steps, *near, offset);
	return offset_steps_from(steps, *near, offset);
}
