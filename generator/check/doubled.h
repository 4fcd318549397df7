/*
 * Where a word of hiragana stands twice that no longer word can hold: をを, ようにに.
 */
#ifndef CHECK_DOUBLED_H
#define CHECK_DOUBLED_H

#include "signs.h"

/* How many signs the word has that stands twice from `at` on; 0: none does. */
size_t doubled_kana_at(const struct signs *text, size_t at, struct slice prose);

#endif
