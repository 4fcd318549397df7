/*
 * A map from text to a pointer. Keys are borrowed: their bytes must outlive
 * the map. Iteration is in the order of insertion, so output made from a
 * map does not depend on hashes.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/slice.h"
#include "base/status.h"

#include <stdint.h>

struct map_entry {
	struct slice key;
	void *value;
	uint64_t hash;
};

/* Read `entries` and `count`; the rest is private. */
struct map {
	struct map_entry *entries;
	size_t count;
	size_t capacity;
	uint32_t *slots; /* index + 1 into entries; 0 is free */
	size_t n_slots;  /* a power of two */
};

void map_init(struct map *map);
void map_release(struct map *map);

/* NULL when the key is not there. */
void *map_get(const struct map *map, struct slice key);
bool map_has(const struct map *map, struct slice key);

/* Adds the key or replaces its value. */
enum status map_put(struct map *map, struct slice key, void *value);

#endif
