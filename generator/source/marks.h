/*
 * Marks: rare characters put into a side's text before it is parsed and
 * taken out of the tree afterwards. They carry segment borders through any
 * CommonMark parser, and they steer how a delimiter run (`*`, `_`, `~`)
 * opens and closes.
 *
 * A mark is a noncharacter (U+FDD0 …), which CommonMark sees as a letter,
 * with a rare blank or punctuation character on the side where its
 * neighbour must see one of these. Noncharacters never occur in text that
 * was cleaned by marks_clean, so a mark is never mistaken for text.
 */
#ifndef SOURCE_MARKS_H
#define SOURCE_MARKS_H

#include "base/buffer.h"
#include "base/status.h"

/* What a delimiter run sees beside it. */
enum mark_class { MARK_OTHER, MARK_BLANK, MARK_PUNCT };

/* MARK_WHOLE: stands for what is not shown to the parser (whole_texts.h). */
enum mark_kind { MARK_HELPER, MARK_START, MARK_END, MARK_WHOLE };

struct mark {
	enum mark_kind kind;
	unsigned int segment; /* of MARK_START; what MARK_WHOLE stands for */
	size_t len;           /* bytes of the whole mark */
};

/* `left` is what stands at the mark's left edge, for a run on its left. `segment` is
   written where a segment begins. */
void mark_write(struct buffer *out, enum mark_kind kind, unsigned int segment, enum mark_class left,
		enum mark_class right);

/* MARK_WHOLE; in it a blank for a text that has one: where a blank matters to the
   parser, it must see one. */
void mark_write_whole(struct buffer *out, unsigned int number, enum mark_class left,
		      bool has_blank);

/* Offset of the next mark at or after `from`, and what it says; or SLICE_NONE. */
size_t mark_find(struct slice text, size_t from, struct mark *mark);

/* Whether a text holds nothing else, and stands for none. */
bool marks_are_all(struct slice text);

/* The text without marks (of the parser's, with all that it was not shown): `text` itself where it
   has none, else a copy in the arena (whose pointer is NULL when memory is out). */
struct arena;
struct slice marks_strip(struct arena *arena, struct slice text);

/* Makes the noncharacters of a text U+FFFD, which has the same length, and numeric
   references to them one to it. The text is terminated. */
void marks_clean(char *text, size_t len);

#endif
