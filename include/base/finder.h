/*
 * Where a byte stands next, for places that ascend: what was found is known until
 * it is passed, so that a text is gone over once, however short the steps are.
 *
 *     struct finder stars = finder_of(text, '*');
 *     size_t next = finder_next(&stars, at);       // at or after `at`
 */
#ifndef BASE_FINDER_H
#define BASE_FINDER_H

#include "base/slice.h"

struct finder {
	struct slice text;
	char c;
	size_t next; /* SLICE_NONE: none is left */
};

static inline struct finder finder_of(struct slice text, char c)
{
	return (struct finder){text, c, slice_find_char(text, c, 0)};
}

static inline size_t finder_next(struct finder *finder, size_t at)
{
	if (finder->next < at)
		finder->next = slice_find_char(finder->text, finder->c, at);
	return finder->next;
}

#endif
