/*
 * Whether a katakana word is an English one as it sounds: コネクタ is
 * "connector". Both are reduced to their consonants, as Japanese hears them.
 */
#ifndef CHECK_LOANWORD_H
#define CHECK_LOANWORD_H

#include "base/slice.h"

enum { SOUNDS_MAX = 24, SOUNDS_SURE = 3 };

struct sounds {
	char letters[SOUNDS_MAX];
	size_t count;
};

struct sounds sounds_of_english(struct slice word);
struct sounds sounds_of_katakana(struct slice word);

/* Private: of those that are about as long. */
bool sounds_are_alike(const struct sounds *a, const struct sounds *b);

/* Words of fewer than three consonants are never told apart with certainty, and
   are no match. */
static inline bool sounds_match(const struct sounds *a, const struct sounds *b)
{
	size_t more = a->count > b->count ? a->count - b->count : b->count - a->count;
	return more <= 1 && sounds_are_alike(a, b);
}

#endif
