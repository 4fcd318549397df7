/*
 * Texts of segments that the parser is not shown. Most are a sentence without any
 * sign of Markdown or HTML: the parser would carry every byte of it through to the
 * tree. It is given one mark instead, MARK_WHOLE (marks.h), which it takes for a
 * letter, and the builder puts the text in its place.
 *
 * That such a text is only text must be so wherever the segment stands: in a link's
 * address or title, in a tag's attribute, in code. So it holds no character that
 * ends or changes any of these. Those that do so only in a link or a tag are no signs
 * where its paragraph has begun none.
 *
 * Nor is it shown the anchor that begins most headings, `# <a name="…"></a>`: no
 * link and no image is open there, so it is an anchor, or part of a block of code or
 * HTML, of which all is put back.
 */
#ifndef SOURCE_WHOLE_TEXTS_H
#define SOURCE_WHOLE_TEXTS_H

#include "source/article.h"

struct whole_texts {
	struct slice text; /* of a side */
	bool is_off;       /* something in it asks for every text */
	const char *signs; /* that a text which need not be shown does not hold */
	size_t next_sign;  /* at or behind the last place asked for; or none yet */
	size_t next_hard;  /* the same of those that are signs everywhere */
	size_t looked_to;  /* for what begins a link or a tag */
	bool is_open;      /* it was found since the last blank line */
};

/* `side` is terminated, and outlives `texts`. */
void whole_texts_init(struct whole_texts *texts, struct slice side);

/* Whether the text in this place of the side need not be shown. Cheapest for places
   that ascend. */
bool whole_texts_has(struct whole_texts *texts, struct span place);

/* Behind the heading's anchor that begins at `at` of the side, or 0. */
size_t whole_texts_anchor(const struct whole_texts *texts, size_t at);

/* What a MARK_WHOLE stands for: below the number of segments, one of these, else an
   anchor, whose place in the article it is, and that number. */
static inline unsigned int whole_texts_number(const struct article *article, size_t anchor)
{
	return (unsigned int)(article->n_segments + anchor);
}

/* The anchor's name, in the article; empty for the number of a segment. */
struct slice whole_texts_name(const struct article *article, unsigned int number);

/* What the parser gives as it would be had it seen all: `text` itself where it has no
   MARK_WHOLE, else a copy in the arena (whose pointer is NULL when memory is out). */
struct slice whole_texts_put_back(const struct article *article, enum lang lang,
				  struct arena *arena, struct slice text);

#endif
