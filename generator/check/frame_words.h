/*
 * The words that English sentences are built with, whatever they speak of: "the",
 * "before", "cannot". A word is told by the hash that words.h has of it, in any case.
 */
#ifndef CHECK_FRAME_WORDS_H
#define CHECK_FRAME_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FRAME_SLOTS = 512 }; /* a power of two, of which most stay free */

struct frame_words {
	uint64_t hashes[FRAME_SLOTS]; /* each at its own slot, or at the next free one; 0 is free */
};

void frame_words_init(struct frame_words *words);

static inline bool frame_words_have(const struct frame_words *words, uint64_t hash)
{
	size_t slot = hash & (FRAME_SLOTS - 1);
	while (words->hashes[slot] && words->hashes[slot] != hash)
		slot = (slot + 1) & (FRAME_SLOTS - 1);
	return words->hashes[slot] != 0;
}

#endif
