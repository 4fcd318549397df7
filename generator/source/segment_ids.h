/*
 * The ids of an article's segments: one prefix a file, each used once, the
 * numbers ascending, those of merged segments (-pNNN) by themselves.
 */
#ifndef SOURCE_SEGMENT_IDS_H
#define SOURCE_SEGMENT_IDS_H

#include "source/article.h"

/* Adds the align.* findings about ids. */
enum status segment_ids_check(struct article *article);

#endif
