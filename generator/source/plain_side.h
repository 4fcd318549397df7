/*
 * One side of an article as its author would have written it alone: the other language,
 * the tags and the lines of directives are gone.
 */
#ifndef SOURCE_PLAIN_SIDE_H
#define SOURCE_PLAIN_SIDE_H

#include "offset_steps.h"
#include "scan.h"

struct plain_side {
	struct buffer text;
	struct offset_steps to_article;
	bool has_hidden; /* borders of cells are to be brought back (table_cells.h) */
};

/* The side behind the front matter. Directives that are not known are added to the
   article's findings, of the English side. To be released, also where it failed. */
enum status plain_side_init(struct plain_side *side, struct article *article,
			    const struct scan *scan, enum lang lang);
void plain_side_release(struct plain_side *side);

/* The offset in the side of one in the article, or SLICE_NONE where the side does not
   hold it. `near` is 0 at first; cheapest for offsets that ascend. */
size_t plain_side_offset(const struct plain_side *side, size_t *near, size_t article_offset);

#endif
