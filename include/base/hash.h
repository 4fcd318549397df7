/* Content hashes: xxHash, for tables and for "has this file changed". Not
   for anything that an attacker must not forge. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/slice.h"

#include <stdint.h>

uint64_t hash_slice(struct slice text);

/* Goes on from an earlier hash: hash_more(hash_slice(a), b). */
uint64_t hash_more(uint64_t hash, struct slice text);

#endif
