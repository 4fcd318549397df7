/*
 * The words of a text as titles and messages are compared by them: Latin words
 * in lower case without a plural's s, and each pair of neighbours of Japanese
 * writing, which has no blanks between words.
 */
#ifndef LOOKUP_WORDS_H
#define LOOKUP_WORDS_H

#include "base/slice.h"

enum { WORD_BYTES_MAX = 32 };

struct words {
	struct slice text;
	size_t at;
	char word[WORD_BYTES_MAX];
};

struct words words_of(struct slice text);

/* The next word, valid until the one after; false at the end. Words that every
   text has ("the", "error") are left out. */
bool words_next(struct words *words, struct slice *word);

#endif
