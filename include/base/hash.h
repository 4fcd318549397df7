/* Content hashes: xxHash, for tables and for "has this file changed". Not
   for anything that an attacker must not forge. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/slice.h"

#include <stdint.h>

uint64_t hash_slice(struct slice text);

/* Another, quicker for short texts: for tables that end with the program. */
uint64_t hash_key(struct slice text);

/* Goes on from an earlier hash: hash_more(hash_slice(a), b). */
uint64_t hash_more(uint64_t hash, struct slice text);

/* Goes on with a number; and with a text and its length, so that "ab", "c" is not "a",
   "bc". */
uint64_t hash_number(uint64_t hash, uint64_t number);
uint64_t hash_text(uint64_t hash, struct slice text);

/* FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), for short words that are read
   byte by byte, or character by character, anyway; and for several hashes as one. */
#define HASH_START UINT64_C(0xCBF29CE484222325)

static inline uint64_t hash_step(uint64_t hash, uint64_t unit)
{
	return (hash ^ unit) * UINT64_C(0x100000001B3);
}

#endif
