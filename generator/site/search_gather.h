/*
 * The words of pages, gathered one page behind the other:
 *
 *     struct search_gathering all;
 *     search_gather_init(&all, &arena);
 *     search_gather(&all, 0, &docs[0]);
 *     …search_terms_sorted(&all.terms)…
 *     search_gather_release(&all);           // the terms stay in the arena
 */
#ifndef SITE_SEARCH_GATHER_H
#define SITE_SEARCH_GATHER_H

#include "search_index.h"
#include "search_tokens.h"

struct search_gathering {
	struct arena *arena;
	struct search_tokens tokens;
	struct search_terms terms;
};

void search_gather_init(struct search_gathering *gathering, struct arena *arena);
void search_gather_release(struct search_gathering *gathering);

/* The page numbered `doc`, which is behind the last one gathered. */
void search_gather(struct search_gathering *gathering, uint32_t doc, const struct search_doc *page);

#endif
