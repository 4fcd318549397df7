/*
 * The headings of an article, those of the two sides paired.
 */
#ifndef KB_HEADINGS_H
#define KB_HEADINGS_H

#include "source/article.h"

/* A heading in both languages. One of the two is NULL where the sides are not
   parallel. */
struct heading_pair {
	const struct node *nodes[LANG_SIDES];
	struct slice texts[LANG_SIDES]; /* plain; empty where there is none */
	unsigned int level;
	struct slice anchor;
};

struct heading_pairs {
	struct heading_pair *items;
	size_t count;
};

/* Only headings that stand in the document itself, not in a quote or a list.
   Everything lives in the article's arena. */
enum status headings_pair(struct article *article, struct heading_pairs *out);

/* The id of the segment that a heading's text comes from, or empty. */
struct slice heading_segment(const struct article *article, const struct node *heading);

#endif
