/*
 * Names by how they begin and how they end: of some thousand, those that somebody may
 * have meant by another name are found without looking at the rest.
 *
 *     struct alike alike;
 *     status = alike_init(&alike, &names, &arena);
 *     struct kb_article *meant = alike_find(&alike, SLICE("4-4-321"));
 */
#ifndef KB_ALIKE_H
#define KB_ALIKE_H

#include "base/arena.h"
#include "base/map.h"

enum { ALIKE_CHAINS = 1024 };

/* Those of the names, by number from 1, that have two bytes in common and mostly no
   others: the first of each chain, and for each name the next one. 0 ends a chain. */
struct alike_chains {
	uint32_t first[ALIKE_CHAINS];
	uint32_t *next;
};

/* Private. */
struct alike {
	const struct map *names;
	uint64_t *letters; /* that are in each name, a bit each */
	struct alike_chains starts;
	struct alike_chains ends;
};

/* The keys of `names` are terminated; no more come behind this. */
enum status alike_init(struct alike *alike, const struct map *names, struct arena *arena);

/* The value of the name that is a few slips away, of several equally near the first; or
   NULL. */
void *alike_find(const struct alike *alike, struct slice name);

#endif
