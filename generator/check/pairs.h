/*
 * An article's pairs as rules see them: for each segment and side its text
 * without markup, and the markup beside it. Rules compare these, never raw
 * bytes, so that "**" in code or a changed order of attributes fools nobody.
 *
 * All of it lives in the scratch arena given, and points into the article.
 */
#ifndef CHECK_PAIRS_H
#define CHECK_PAIRS_H

#include "source/article.h"

/* An inline that is no text: strong, emphasis, strike, link, code, image, or
   an element. It belongs to the pair of its first leaf. */
struct pair_mark {
	const struct node *node;
	struct span at; /* in the side's text */
};

struct pair_side {
	struct slice text;  /* as a reader sees it; code and alternative texts too */
	struct slice prose; /* the same length, with PAIR_OPAQUE for each byte of these */
	bool is_prose;      /* there are none: the two are the same */
	bool is_blank;
	const struct pair_mark *marks; /* in the order in which they begin */
	size_t n_marks;
	const struct node *block; /* the nearest around the first leaf; NULL: no leaf */
};

enum { PAIR_OPAQUE = '\x01' };

struct pair {
	const struct segment *segment;
	struct pair_side sides[LANG_SIDES];
	bool is_heading; /* of either side */
	bool is_cell;
	bool is_item;
};

/* Text that stands in no segment. */
struct loose_text {
	struct slice text;
	const struct node *node; /* NODE_TEXT or NODE_IMAGE */
	enum lang lang;
};

struct pair_list {
	struct pair *items; /* one a segment, in the order of the file */
	size_t count;
	const struct pair **both; /* those of which neither text is blank */
	size_t n_both;
	struct loose_text *loose; /* of both sides, English first */
	size_t n_loose;
	struct slice prose[LANG_SIDES]; /* that of all pairs: what is not in it is in none */
};

/* What others included is left out: its own reading checks it. */
enum status pairs_make(struct pair_list *out, const struct article *article, struct arena *scratch);

/* How many marks of a kind a side has. */
size_t pair_count(const struct pair_side *side, enum node_kind kind);

/* Where a part of a side's text stands in the article: exact where the bytes
   between the tags can be followed, else the side of the segment. */
struct span pair_place(const struct article *article, const struct pair *pair, enum lang lang,
		       struct span at);

#endif
