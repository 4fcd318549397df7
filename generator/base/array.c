/* Doubles an array behind its owner's pointer; one of few items grows faster. */
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 8, SMALL = 64 };

bool array_grow(void *items, size_t *capacity, size_t needed, size_t size)
{
	size_t n = *capacity ? *capacity : CAPACITY_FIRST;
	while (n < needed)
		n *= n < SMALL ? 4 : 2;
	void *old;
	memcpy(&old, items, sizeof(old)); /* the pointer's own type is the owner's */
	void *grown = reallocarray(old, n, size);
	if (!grown)
		return false;
	memcpy(items, &grown, sizeof(grown));
	*capacity = n;
	return true;
}
