/*
 * Entries: what an article says about each error code. An entry begins at a
 * heading with a code and runs to the next heading of the same or a higher
 * level; headings inside it that say so are its cause and its fix, in both
 * languages side by side.
 *
 * Entries point into the article's trees and live in its arena.
 */
#ifndef KB_ENTRY_H
#define KB_ENTRY_H

#include "kb/parts.h"
#include "kb/scheme.h"
#include "source/article.h"

/* Siblings from `first` up to `end` (NULL: to the last). Empty where `first` is
   NULL or equals `end`. */
struct block_range {
	const struct node *first;
	const struct node *end;
};

/* One cause or fix in one language. An entry may have several of a kind. */
struct part {
	const struct node *heading; /* NULL: the text below the code's heading, or what
				       goes on behind a part inside this one */
	struct block_range body;
	struct part *next;
};

/* An entry in one language. */
struct entry_side {
	const struct node *heading;     /* NULL: the side lacks the heading */
	struct slice title;             /* its text without the code: "DNS query failed" */
	struct slice full_title;        /* its text */
	struct block_range intro;       /* between the heading and the first part */
	struct part *parts[PART_KINDS]; /* in order; NULL: none */
};

struct entry {
	struct code code;
	struct slice anchor;  /* of the heading */
	struct slice segment; /* id of the heading's segment, or empty */
	struct span at;       /* of the heading in the article */
	bool is_repeated;     /* an earlier entry of the article has this code */
	struct entry_side sides[LANG_SIDES];
};

struct entry_list {
	struct entry *items; /* in the order of the article */
	size_t count;
};

/* Finds the entries of an article and adds the entry.* findings that concern
   this article alone. */
enum status entries_find(struct article *article, const struct scheme_set *schemes,
			 const struct part_words *words, struct entry_list *out);

/* Whether the blocks hold anything a reader sees. */
bool block_range_has_text(struct block_range range);

#endif
