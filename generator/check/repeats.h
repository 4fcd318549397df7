/*
 * Which hashes came more than once: a bit each by its hash. Two that share a bit are
 * taken for the same, so "yes" means "maybe", and costs a look at a table of chains
 * (chains.h); "no" is certain, and most of a base's texts stand in it once.
 */
#ifndef CHECK_REPEATS_H
#define CHECK_REPEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 64 bits: of those that came, and of those that came again. */
struct repeats_word {
	uint64_t once;
	uint64_t twice;
};

struct repeats {
	struct repeats_word *words;
	size_t n_bits; /* a power of two */
};

/* For up to `count` hashes. False where memory is out; released all the same. */
bool repeats_init(struct repeats *repeats, size_t count);
void repeats_release(struct repeats *repeats);

static inline void repeats_see(struct repeats *repeats, uint64_t hash)
{
	size_t at = hash & (repeats->n_bits - 1);
	uint64_t bit = UINT64_C(1) << (at & 63);
	struct repeats_word *word = &repeats->words[at / 64];
	word->twice |= word->once & bit;
	word->once |= bit;
}

static inline bool repeats_has(const struct repeats *repeats, uint64_t hash)
{
	size_t at = hash & (repeats->n_bits - 1);
	return repeats->words[at / 64].twice >> (at & 63) & 1;
}

#endif
