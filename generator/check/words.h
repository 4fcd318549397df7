/*
 * The words of an English text, read once for all rules that look at words: what
 * stands between blanks, and in it, without the punctuation around it, the word
 * itself. "(OneDrive," is the word OneDrive.
 */
#ifndef CHECK_WORDS_H
#define CHECK_WORDS_H

#include "checking.h"

#include <stdint.h>

/* What a word holds, so that most words need not be looked at again. */
enum word_trait {
	WORD_LETTER = 1 << 0,   /* of ASCII */
	WORD_DIGIT = 1 << 1,    /* of ASCII */
	WORD_OPAQUE = 1 << 2,   /* PAIR_OPAQUE */
	WORD_SMALL = 1 << 3,    /* a letter in lower case */
	WORD_CAPITAL = 1 << 4,  /* the first of its letters and digits is a capital */
	WORD_CAPITALS = 1 << 5, /* another one is */
	WORD_HYPHEN = 1 << 6,   /* one, within the word: on-premises */
	WORD_PARTS = 1 << 7,    /* other signs within the word, or several: and/or */
	WORD_SIGN = 1 << 8,     /* . @ \ - % $ ( anywhere: what codes and paths have */
	WORD_ODD = 1 << 9,      /* a byte that is no usual character of ASCII */
	WORD_MARK = 1 << 10,    /* * _ ` anywhere: what may be left of markup */
};

struct word {
	uint32_t start; /* in the text, from blank to blank */
	uint32_t end;
	uint32_t first; /* its letters and digits, with what is between them; empty: none. */
	uint32_t last;  /* PAIR_OPAQUE counts as one. */
	uint64_t hash;  /* of these, ASCII in lower case: hash_step (base/hash.h) */
	uint32_t traits;
};

struct words {
	/* In the order of the text; behind them stands an empty one at its end. */
	const struct word *items;
	size_t count;
	size_t n_bytes;  /* of all words, from blank to blank */
	uint32_t traits; /* of any; blanks other than ' ', \n and \t are odd too */
};

/* Memory that is out leaves `out` without any, and its arena says so. */
void words_read(struct words *out, struct slice text, struct arena *arena);

/* The word at `at`, where no blank is. */
void word_read(struct word *word, struct slice text, size_t at);

/* The hash that a word of these letters has; hyphens and apostrophes may be among them. */
uint64_t word_hash(struct slice letters);

/* Private: read them, if nobody has. */
const struct words *words_read_once(struct checking *c, const struct pair *pair, bool is_text);

/* Those of a pair's English prose, or of all of its text, read when they are first
   asked for. */
static inline const struct words *words_of_prose(struct checking *c, const struct pair *pair)
{
	const struct words *all = c->words[0];
	size_t i = (size_t)(pair - c->pairs->items);
	return all && all[i].items ? &all[i] : words_read_once(c, pair, false);
}

static inline const struct words *words_of_text(struct checking *c, const struct pair *pair)
{
	return pair->sides[LANG_EN].is_prose ? words_of_prose(c, pair)
					     : words_read_once(c, pair, true);
}

/* The word itself. */
static inline struct slice word_text(const struct word *word, struct slice text)
{
	return slice_sub(text, word->first, word->last);
}

/* Whether it is made of letters alone, or of such parts with a hyphen. */
static inline bool word_is_plain(const struct word *word)
{
	return (word->traits & (WORD_DIGIT | WORD_OPAQUE | WORD_PARTS)) == 0;
}

/* Whether the last letter of a word is the s of a plural: there are enough before it. */
static inline bool word_is_plural(struct slice word)
{
	return word.len > 4 && word.ptr[word.len - 1] == 's' && word.ptr[word.len - 2] != 's';
}

#endif
