/* What a worker keeps from article to article because opening it is dear. */
#ifndef CHECK_TOOLS_H
#define CHECK_TOOLS_H

#include "base/arena.h"
#include "base/buffer.h"

struct check_tools;
struct frame_words; /* frame_words.h */

struct check_tools *check_tools_new(void);        /* never NULL */
void check_tools_free(struct check_tools *tools); /* NULL is fine */

/* Rewound behind each article. */
struct arena *check_tools_scratch(struct check_tools *tools);

/* For what is kept of an article: all of it, the families' parts, and the things that
   one of these is of. They keep their room from article to article. */
struct facts_room {
	struct buffer all;
	struct buffer parts;
	struct buffer item;
};

struct facts_room *check_tools_facts(struct check_tools *tools);

/* Filled when they are first asked for. */
const struct frame_words *check_tools_frame_words(struct check_tools *tools);

struct sentence_counter *check_tools_sentences(struct check_tools *tools); /* never NULL */

#endif
