/* Sixteen bits a hash: one in sixteen is taken for another at most. */
#include "repeats.h"

#include <stdlib.h>

bool repeats_init(struct repeats *repeats, size_t count)
{
	for (repeats->n_bits = 64; repeats->n_bits < 16 * count;)
		repeats->n_bits *= 2;
	repeats->once = calloc(repeats->n_bits / 64, sizeof(*repeats->once));
	repeats->twice = calloc(repeats->n_bits / 64, sizeof(*repeats->twice));
	return repeats->once && repeats->twice;
}

void repeats_release(struct repeats *repeats)
{
	free(repeats->once);
	free(repeats->twice);
	*repeats = (struct repeats){0};
}
