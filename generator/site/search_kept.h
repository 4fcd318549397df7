/*
 * The words of the search index, kept from one build to the next. Of most builds
 * one page or a few say something else than before: its places are taken out of the
 * terms, and its words of today put in. What comes out is what gathering all pages
 * anew would make.
 *
 * They are gathered anew where pages came, went or have other numbers, where many say
 * something else, and where a word is so common that not all of its places are kept.
 */
#ifndef SITE_SEARCH_KEPT_H
#define SITE_SEARCH_KEPT_H

#include "search_index.h"

/* Fills in the terms of an index that knows what its pages show. False where they have
   to be gathered anew. `is_same`: no page shows anything else than before. */
bool search_kept_take(struct search_index *index, bool *is_same);

/* For the next build; nothing is told of what goes wrong. */
void search_kept_save(const struct search_index *index);

#endif
