/*
 * How much of an article is read as Markdown. cmark-gfm takes quadratic time
 * and memory for some texts: it is given none of those. A side over a limit
 * loses nothing: its text is shown as it was written, and a finding says why.
 */
#ifndef SOURCE_LIMITS_H
#define SOURCE_LIMITS_H

#include "builder.h"
#include "sides.h"

enum {
	LIMIT_FILE_MIB = 6,         /* of an article */
	LIMIT_LINE_KIB = 1024,      /* of a line */
	LIMIT_DEPTH = 50,           /* quotes and lists within each other */
	LIMIT_SEGMENTS = 100000,    /* of an article */
	LIMIT_TABLE_CELLS = 100000, /* of a side, those that short rows lack included */
};

/* Each sets `over` where the limit is passed, which it reports; it leaves it
   alone elsewhere. */
enum status limits_check_file(struct article *article, bool *over);
enum status limits_check_lines(struct article *article, bool *over);
enum status limits_check_segments(struct article *article, bool *over);

/* Tells of segments too long to be compared with their translations. */
enum status limits_tell_long_segments(struct article *article);

/* The same, and notes in the side what it saw of tables and tasks. */
enum status limits_check_side(struct article *article, struct side_text *side, enum lang lang,
			      bool *over);

/* The side as one block of code, in place of its Markdown. */
enum status limits_show_plain(struct builder *builder, struct side_text *side);

#endif
