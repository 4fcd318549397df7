/*
 * Which of many things have the same key: those of one key hang in a chain, in the
 * order of their numbers.
 *
 *     chains_init(&chains, count);
 *     for (i = count; i-- > 0;)
 *             chains_add(&chains, i, key_of(i));
 *     for (slot = 0; slot < chains.n_slots; slot++) {
 *             i = chains_first_of_many(&chains, slot);
 *             for (; i != CHAIN_END; i = chains_next(&chains, i))
 *                     …
 *     }
 *     chains_release(&chains);
 */
#ifndef CHECK_CHAINS_H
#define CHECK_CHAINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHAIN_END SIZE_MAX

struct chains {
	uint32_t *heads; /* numbers from 1, of the first of each chain; 0: a free slot */
	uint32_t *nexts; /* the same, of the next one, by number */
	uint64_t *keys;  /* by number */
	size_t n_slots;  /* a power of two */
};

/* For numbers below `count`. False where memory is out; released all the same. */
bool chains_init(struct chains *chains, size_t count);
void chains_release(struct chains *chains);

/* Takes all out again. */
void chains_clear(struct chains *chains);

/* Puts one in front of those with its key. Keys are hashes: all bits of them count. */
void chains_add(struct chains *chains, size_t number, uint64_t key);

static inline size_t chains_next(const struct chains *chains, size_t number)
{
	return chains->nexts[number] ? chains->nexts[number] - 1 : CHAIN_END;
}

/* The first of a chain of two or more at a slot, or CHAIN_END. */
static inline size_t chains_first_of_many(const struct chains *chains, size_t slot)
{
	uint32_t head = chains->heads[slot];
	return head && chains->nexts[head - 1] ? head - 1 : CHAIN_END;
}

#endif
