/*
 * Checks every link and image of an article in two steps: what needs the
 * paths of the knowledge base only while the article is in memory; anchors
 * in other articles when the whole index is there. Between the two an article
 * keeps a row per link of the second kind and nothing of the others.
 */
#ifndef KB_LINK_CHECK_H
#define KB_LINK_CHECK_H

#include "kb/knowledge.h"

/* A link to a place in another article, waiting for that article's anchors.
   Strings live as long as the index. */
struct kb_link {
	const struct kb_article *target;
	struct slice url;
	struct slice fragment; /* a part of `url` */
	struct slice segment;
	struct position start;
	struct position end;
	enum lang lang;
};

/* Adds the article's link.* findings and keeps in `row`, in the arena, what is
   left to check. The row's own anchors must be there. */
enum status links_check(const struct knowledge *kb, struct kb_article *row, struct article *article,
			struct arena *arena);

/* The second step; adds to the row's findings. */
enum status links_check_anchors(struct kb_article *row);

#endif
