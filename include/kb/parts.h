/*
 * The words by which a heading says that it is a cause or a fix.
 */
#ifndef KB_PARTS_H
#define KB_PARTS_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/status.h"

enum part_kind { PART_CAUSE, PART_FIX, PART_KINDS };

struct part_words {
	const struct slice *words[PART_KINDS][LANG_SIDES];
	const struct slice *folded[PART_KINDS][LANG_SIDES]; /* the same; or NULL: not yet */
	size_t counts[PART_KINDS][LANG_SIDES];
};

/* The words known without any configuration. */
const struct part_words *part_words_default(void);

/* Folds all words, once for all headings. The folded ones live in the arena. */
enum status part_words_fold(struct part_words *words, struct arena *arena);

/* Whether a heading's text says that it is a part of that kind. English words
   match whole ("fix" but not "prefix"), in any case; Japanese words anywhere.
   Widths and cases are folded. */
enum status part_words_match(const struct part_words *words, enum part_kind kind, enum lang lang,
			     struct slice heading, bool *out);

/* A word to suggest: the first of its list. */
struct slice part_words_example(const struct part_words *words, enum part_kind kind,
				enum lang lang);

#endif
