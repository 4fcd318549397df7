/*
 * Questions about characters, answered by ICU's properties.
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include "base/slice.h"

#include <stdint.h>

/* Past either end of a text. */
#define CODE_POINT_NONE (-1)

/* Private: beyond ASCII and what is read at once. */
int32_t utf8_next_wide(struct slice text, size_t *at);

/* Private: three bytes from U+1000 up to the surrogates: nearly all of Japanese. */
static inline bool utf8_is_plain_triple(struct slice text, size_t at)
{
	if (text.len - at < 3)
		return false;
	unsigned char lead = (unsigned char)text.ptr[at];
	return lead >= 0xE1 && lead <= 0xEC && utf8_is_trail(text.ptr[at + 1]) &&
	       utf8_is_trail(text.ptr[at + 2]);
}

/* Decodes the character at `*at` and moves `*at` behind it; U+FFFD for a byte
   that is not UTF-8, CODE_POINT_NONE at the end. */
static inline int32_t utf8_next(struct slice text, size_t *at)
{
	if (*at >= text.len)
		return CODE_POINT_NONE;
	const unsigned char *bytes = (const unsigned char *)text.ptr + *at;
	if (bytes[0] < 0x80) {
		++*at;
		return bytes[0];
	}
	if (!utf8_is_plain_triple(text, *at)) {
		size_t behind = *at; /* a place of its own: the other may be in a register */
		int32_t c = utf8_next_wide(text, &behind);
		*at = behind;
		return c;
	}
	*at += 3;
	/* 1110xxxx 10xxxxxx 10xxxxxx: the bits before the x are known, and taken off at once. */
	return (bytes[0] << 12) + (bytes[1] << 6) + bytes[2] - ((0xE0 << 12) + (0x80 << 6) + 0x80);
}

/* Private: beyond ASCII and what is read at once. */
int32_t utf8_previous_wide(struct slice text, size_t *at);

/* The character that ends at `*at`, which moves to its start. */
static inline int32_t utf8_previous(struct slice text, size_t *at)
{
	if (*at == 0)
		return CODE_POINT_NONE;
	unsigned char last = (unsigned char)text.ptr[*at - 1];
	if (last < 0x80) {
		--*at;
		return last;
	}
	if (*at < 3 || !utf8_is_plain_triple(text, *at - 3)) {
		size_t start = *at; /* as above */
		int32_t c = utf8_previous_wide(text, &start);
		*at = start;
		return c;
	}
	*at -= 3;
	size_t start = *at;
	return utf8_next(text, &start);
}

/* Offset of the first byte that is not UTF-8, or SLICE_NONE. */
size_t utf8_invalid_at(struct slice text);

/* Kanji, and the kana proper: most of what is asked for below, where ICU says the
   same of all of them. They are letters, wide, Japanese and visible. */
static inline bool is_plain_kanji(int32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}

static inline bool is_plain_kana(int32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA);
}

/* The letters that words are written in, one script a question. The mark that
   lengthens a vowel is katakana's, though no word begins with it; 々 stands for a
   kanji. Punctuation of neither is meant, nor half-width forms. */
enum { LONG_VOWEL_MARK = 0x30FC };

static inline bool is_hiragana(int32_t c)
{
	return c >= 0x3041 && c <= 0x3096;
}

static inline bool is_katakana(int32_t c)
{
	return (c >= 0x30A1 && c <= 0x30FA) || c == LONG_VOWEL_MARK;
}

/* Private: of what has to be asked of ICU. */
bool is_kanji_wide(int32_t c);

static inline bool is_kanji(int32_t c)
{
	bool is_usual_mark = c >= 0x3000 && c < 0x3005; /* 、 and 。 */
	return is_plain_kanji(c) || (c >= 0x2E80 && !is_usual_mark && !is_hiragana(c) &&
				     !is_katakana(c) && is_kanji_wide(c));
}

/* Han, Hiragana, Katakana or a mark of their writing: what makes a text
   Japanese. Full-width Latin letters are not. */
bool is_japanese(int32_t c);

/* Kana only: what no Chinese text has. */
bool is_kana(int32_t c);

bool has_japanese(struct slice text);

/* Han alone, by its own script: no kana, and no mark that both use. */
bool is_han(int32_t c);

/* Letters, marks and numbers (L, M, N): what words are made of. */
bool is_unicode_word(int32_t c);

/* Neighbours of a delimiter run, by CommonMark 0.31 section 2.1 and the
   CJK-friendly amendment. */
bool is_unicode_blank(int32_t c);  /* Zs, tab, line ends; also past the end */
bool is_unicode_punct(int32_t c);  /* P and S */
bool is_unicode_symbol(int32_t c); /* S alone, beyond ASCII */
bool is_cjk(int32_t c);
bool is_hangul(int32_t c);
bool is_variation_selector_ideographic(int32_t c); /* U+E0100 … U+E01EF */
bool is_variation_selector_standard(int32_t c);    /* U+FE00 … U+FE0E */

/* Whether a line may begin with the character: no closing bracket, no 、 or ！, no
   small kana, no mark that repeats or lengthens (UAX #14 classes CL, CP, EX, NS,
   CJ; JIS X 4051 gyōtō kinsoku). */
bool may_begin_line(int32_t c);

/* Terminal columns of a text (UAX #11: wide and full-width are two, combining
   marks and controls none). */
size_t text_width(struct slice text);

/* Private: of what ICU has to be asked. */
size_t code_point_width_wide(int32_t c);

static inline size_t code_point_width(int32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	return is_plain_kanji(c) || is_plain_kana(c) ? 2 : code_point_width_wide(c);
}

#endif
