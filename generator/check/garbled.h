/*
 * Japanese in UTF-8 that somebody read as Shift_JIS: 繧ｨ繝ｩ繝ｼ for エラー.
 */
#ifndef CHECK_GARBLED_H
#define CHECK_GARBLED_H

#include "base/slice.h"

/* From the first to the last character that kana became; empty: there are none. */
struct span garbled_find(struct slice text);

#endif
