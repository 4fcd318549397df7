/*
 * One side of an article as text: what is left when the other language and
 * the alignment tags are taken out, with marks put in for the parser, and
 * the way back from an offset in it to an offset in the article.
 */
#ifndef SOURCE_SIDES_H
#define SOURCE_SIDES_H

#include "offset_steps.h"
#include "scan.h"

struct side_text {
	struct buffer text;   /* with marks: what is parsed */
	struct lines lines;   /* of it; none ends with a carriage return alone */
	bool has_hidden;      /* borders of cells are to be brought back (table_cells.h) */
	bool may_have_tables; /* what limits_check_side saw */
	bool may_have_tasks;
	struct offset_steps to_plain;
	struct offset_steps to_article; /* of what is plain */
	size_t near_plain;              /* steps of the last answer: see side_text_origin */
	size_t near_article;
};

/* The side behind the front matter. Directives that are not known are added to
   the article's findings. */
enum status side_text_init(struct side_text *side, struct article *article, const struct scan *scan,
			   enum lang lang);
void side_text_release(struct side_text *side);

/* The article's offset of the character at `offset` of side->text. Cheapest for
   offsets that ascend. */
size_t side_text_origin(struct side_text *side, size_t offset);

/* The article's offset behind the character before `offset`: before any tag
   that follows it there. */
size_t side_text_origin_end(struct side_text *side, size_t offset);

#endif
