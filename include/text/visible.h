/*
 * Text from outside, made safe and readable for a terminal: what a terminal
 * would obey or hide (escape sequences, bidirectional overrides, zero-width
 * characters) is shown instead.
 */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include "base/buffer.h"

#include "text/unicode.h"

/* Private: of what ICU has to be asked. */
bool is_invisible_wide(int32_t c);

/* Controls, formats, line and paragraph separators, and all that Unicode
   calls default ignorable, variation selectors left out: they belong to the
   character before them. */
static inline bool is_invisible(int32_t c)
{
	bool is_plain = (c >= ' ' && c < 0x7F) || is_plain_kanji(c) || is_plain_kana(c);
	return !is_plain && is_invisible_wide(c);
}

/* Where the run of printable ASCII at `at` ends, which is shown as it is, a cell a byte. */
size_t printable_end(struct slice text, size_t at);

/* Appends one character: ASCII controls as their picture (␛), other invisible
   ones as <U+200B>, the rest as it is. */
void code_point_visible(int32_t c, struct buffer *out);

/* Appends a text so; bytes that are not UTF-8 become U+FFFD. */
void text_visible(struct slice text, struct buffer *out);

#endif
