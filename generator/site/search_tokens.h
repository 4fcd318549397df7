/*
 * The words of a text, as the search index knows them. This is the one
 * definition: site/assets/search.js does the same in the browser and is held
 * to tests/site/cases/search-words.tsv, as this is.
 *
 * The text is folded (NFKC_Casefold, UAX #31) and falls into runs of letters,
 * marks and digits (general categories L, M, N). Japanese has no blanks, and
 * no two programs cut it alike: a run of Han, Hiragana and Katakana (by
 * script extensions) gives each pair of neighbours (管理者: 管理 理者), so that
 * any part of it is found. Its last character, where it is Han, and a run of
 * one character are words too. Any other run is one word.
 */
#ifndef SITE_SEARCH_TOKENS_H
#define SITE_SEARCH_TOKENS_H

#include "base/buffer.h"
#include "base/slice.h"

enum {
	SEARCH_WORD_MAX = 24,  /* characters; what is longer is cut */
	SEARCH_DIGITS_MIN = 3, /* "365", "2016"; not the parts of 4.4.1 and 192.0.2.1 */
};

struct search_tokens {
	struct buffer folded;
	struct slice *items; /* of `folded`, in the order of the text */
	size_t count;
	size_t capacity;
};

void search_tokens_init(struct search_tokens *tokens);
void search_tokens_release(struct search_tokens *tokens);

/* Replaces the words by those of another text. Out of memory ends the run. */
void search_tokens_read(struct search_tokens *tokens, struct slice text);

#endif
