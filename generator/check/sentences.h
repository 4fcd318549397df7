/* The English sentences of an article, in order, block by block. */
#ifndef CHECK_SENTENCES_H
#define CHECK_SENTENCES_H

#include "source/article.h"

#include <stdint.h>

struct sentence {
	uint64_t hash;     /* of the text with blanks collapsed */
	struct slice text; /* in the arena */
	int segment;       /* of its first leaf, or SEGMENT_NONE */
	size_t at;         /* offset in the article of that leaf */
};

struct sentence_list {
	struct sentence *items; /* in the arena */
	size_t count;
};

/* Code blocks and what was included are left out. */
enum status sentences_of(struct sentence_list *out, const struct node *root, struct arena *arena);

#endif
