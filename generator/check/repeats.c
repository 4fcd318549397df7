/* Sixteen bits a hash: one in sixteen is taken for another at most. */
#include "repeats.h"

#include <stdlib.h>
#include <string.h>

/* Zeros that are written and not the system's own: nearly every page is read before it is
   written to, and would be a page of the system's first. */
bool repeats_init(struct repeats *repeats, size_t count)
{
	for (repeats->n_bits = 64; repeats->n_bits < 16 * count;)
		repeats->n_bits *= 2;
	size_t size = repeats->n_bits / 64 * sizeof(*repeats->words);
	repeats->words = malloc(size);
	if (repeats->words)
		memset(repeats->words, 0, size);
	return repeats->words != NULL;
}

void repeats_release(struct repeats *repeats)
{
	free(repeats->words);
	*repeats = (struct repeats){0};
}
