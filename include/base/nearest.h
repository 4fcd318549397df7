/*
 * "Did you mean …?": the known name nearest to what somebody typed.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/slice.h"

/* Keeps the best of the names offered to it. */
struct nearest {
	struct slice typed;
	const char *name; /* NULL: none is near enough to have been meant */
	size_t distance;
};

void nearest_init(struct nearest *nearest, struct slice typed);
void nearest_offer(struct nearest *nearest, const char *name);

/* All at once: `names` ends with NULL. */
const char *nearest_of(struct slice typed, const char *const *names);

#endif
