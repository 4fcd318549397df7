/* A table with open addressing; the key of a chain is that of its first. */
#include "chains.h"

#include <stdlib.h>
#include <string.h>

bool chains_init(struct chains *chains, size_t count)
{
	for (chains->n_slots = 64; chains->n_slots < 2 * count;)
		chains->n_slots *= 2;
	chains->heads = calloc(chains->n_slots, sizeof(*chains->heads));
	chains->nexts = calloc(count + 1, sizeof(*chains->nexts));
	chains->keys = calloc(count + 1, sizeof(*chains->keys));
	return chains->heads && chains->nexts && chains->keys;
}

void chains_release(struct chains *chains)
{
	free(chains->heads);
	free(chains->nexts);
	free(chains->keys);
	*chains = (struct chains){0};
}

void chains_clear(struct chains *chains)
{
	memset(chains->heads, 0, chains->n_slots * sizeof(*chains->heads));
}

void chains_add(struct chains *chains, size_t number, uint64_t key)
{
	size_t slot = key & (chains->n_slots - 1);
	while (chains->heads[slot] && chains->keys[chains->heads[slot] - 1] != key)
		slot = (slot + 1) & (chains->n_slots - 1);
	chains->keys[number] = key;
	chains->nexts[number] = chains->heads[slot];
	chains->heads[slot] = (uint32_t)number + 1;
}
