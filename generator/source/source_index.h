/*
 * Where the English halves of an article's pairs stand, found without reading
 * any tags: to tell a span that holds another one from a span that was never
 * closed.
 */
#ifndef SOURCE_SOURCE_INDEX_H
#define SOURCE_SOURCE_INDEX_H

#include "base/map.h"

struct source_place;

/* Fields are private. */
struct source_index {
	struct slice bytes;
	struct source_place *places;
	struct map by_id;  /* id to the first place that may still be asked for */
	size_t blank_line; /* the first at or behind the last question */
	bool is_built;
	bool failed; /* memory is out */
};

void source_index_init(struct source_index *index, struct slice bytes);
void source_index_release(struct source_index *index);

/* Whether the source of segment `id` begins in the paragraph that goes on at
   `from`. Questions come in ascending order of `from`. */
bool source_index_follows(struct source_index *index, struct slice id, size_t from);

#endif
