/* Characters and their properties, all from ICU. */
#include "text/unicode.h"

#include "base/eight.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#define REPLACEMENT 0xFFFD

int32_t utf8_next_wide(struct slice text, size_t *at)
{
	const uint8_t *bytes = (const uint8_t *)text.ptr + *at;
	int32_t length = text.len - *at > 8 ? 8 : (int32_t)(text.len - *at);
	int32_t i = 0;
	UChar32 c;
	U8_NEXT_OR_FFFD(bytes, i, length, c);
	*at += (size_t)i;
	return c;
}

int32_t utf8_previous_wide(struct slice text, size_t *at)
{
	size_t start = *at > 8 ? *at - 8 : 0;
	const uint8_t *bytes = (const uint8_t *)text.ptr + start;
	int32_t i = (int32_t)(*at - start);
	UChar32 c;
	U8_PREV_OR_FFFD(bytes, 0, i, c);
	*at = start + (size_t)i;
	return c;
}

/* The first byte at or after `at` that is not ASCII; looked at sixteen at a time. */
static size_t skip_ascii(struct slice text, size_t at)
{
	uint64_t bytes[2];
	for (; at + sizeof(bytes) <= text.len; at += sizeof(bytes)) {
		memcpy(bytes, text.ptr + at, sizeof(bytes));
		if ((bytes[0] | bytes[1]) & EIGHT_HIGH)
			break;
	}
	while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
		at++;
	return at;
}

static bool leads_plain_triple(char c)
{
	return (unsigned char)c >= 0xE1 && (unsigned char)c <= 0xEC;
}

/* What utf8_is_plain_triple asks, of two in one. */
static bool are_plain_triples(struct slice text, size_t at)
{
	static const unsigned char looked_at[] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
	static const unsigned char wanted[] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
	uint64_t bytes;
	uint64_t mask;
	uint64_t form;
	if (text.len - at < sizeof(bytes))
		return false;
	memcpy(&bytes, text.ptr + at, sizeof(bytes));
	memcpy(&mask, looked_at, sizeof(mask));
	memcpy(&form, wanted, sizeof(form));
	return (bytes & mask) == form && leads_plain_triple(text.ptr[at]) &&
	       leads_plain_triple(text.ptr[at + 3]);
}

size_t utf8_invalid_at(struct slice text)
{
	size_t at = 0;
	while ((at = skip_ascii(text, at)) < text.len) {
		size_t start = at;
		while (are_plain_triples(text, at))
			at += 6;
		while (utf8_is_plain_triple(text, at))
			at += 3;
		if (at > start)
			continue;
		const uint8_t *bytes = (const uint8_t *)text.ptr + at;
		int32_t length = text.len - at > 8 ? 8 : (int32_t)(text.len - at);
		int32_t i = 0;
		UChar32 c;
		U8_NEXT(bytes, i, length, c);
		if (c < 0)
			return at;
		at += (size_t)i;
	}
	return SLICE_NONE;
}

/* By script extensions, so that ー 、 「 count, which several scripts share. */
static bool has_script(int32_t c, UScriptCode script)
{
	return uscript_hasScript(c, script);
}

bool is_kana(int32_t c)
{
	if (is_plain_kanji(c))
		return false;
	if (is_plain_kana(c))
		return true;
	return c >= 0x3000 &&
	       (has_script(c, USCRIPT_HIRAGANA) || has_script(c, USCRIPT_KATAKANA)) &&
	       !has_script(c, USCRIPT_HAN);
}

bool is_japanese(int32_t c)
{
	if (is_plain_kanji(c) || is_plain_kana(c))
		return true;
	return c >= 0x2E80 && (has_script(c, USCRIPT_HAN) || has_script(c, USCRIPT_HIRAGANA) ||
			       has_script(c, USCRIPT_KATAKANA));
}

bool has_japanese(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		/* Everything Japanese starts with E2 or above. */
		if ((unsigned char)text.ptr[at] < 0xE2) {
			at++;
			continue;
		}
		if (is_japanese(utf8_next(text, &at)))
			return true;
	}
	return false;
}

bool is_kanji_wide(int32_t c)
{
	return is_japanese(c) && !is_kana(c) && !is_unicode_punct(c);
}

bool is_han(int32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	return is_plain_kanji(c) ||
	       (c >= 0x2E80 && !is_plain_kana(c) && uscript_getScript(c, &error) == USCRIPT_HAN);
}

bool is_unicode_word(int32_t c)
{
	if (c >= 0 && c < 0x80)
		return ascii_is_alnum((char)c);
	if (is_plain_kanji(c) || is_plain_kana(c))
		return true;
	return c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

bool is_unicode_blank(int32_t c)
{
	if (c == CODE_POINT_NONE)
		return true;
	if (c < 0x80)
		return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
	if (is_plain_kanji(c) || is_plain_kana(c))
		return false;
	return u_charType(c) == U_SPACE_SEPARATOR;
}

bool is_unicode_punct(int32_t c)
{
	if (c >= 0 && c < 0x80)
		return ascii_is_punct((char)c);
	if (is_plain_kanji(c) || is_plain_kana(c))
		return false;
	return c >= 0 && (U_GET_GC_MASK(c) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

bool is_unicode_symbol(int32_t c)
{
	return c >= 0x80 && (U_GET_GC_MASK(c) & U_GC_S_MASK) != 0;
}

bool is_hangul(int32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	return c >= 0x1100 && uscript_getScript(c, &error) == USCRIPT_HANGUL;
}

bool is_cjk(int32_t c)
{
	if (c < 0x1100)
		return false;
	if (is_plain_kanji(c) || is_plain_kana(c))
		return true;
	switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_FULLWIDTH:
	case U_EA_HALFWIDTH:
		return true;
	case U_EA_WIDE:
		return !u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION);
	default:
		return is_hangul(c);
	}
}

bool is_variation_selector_ideographic(int32_t c)
{
	return c >= 0xE0100 && c <= 0xE01EF;
}

bool is_variation_selector_standard(int32_t c)
{
	return c >= 0xFE00 && c <= 0xFE0E;
}

bool may_begin_line(int32_t c)
{
	if (c < 0)
		return true;
	switch (u_getIntPropertyValue(c, UCHAR_LINE_BREAK)) {
	case U_LB_CLOSE_PUNCTUATION:
	case U_LB_CLOSE_PARENTHESIS:
	case U_LB_EXCLAMATION:
	case U_LB_NONSTARTER:
	case U_LB_CONDITIONAL_JAPANESE_STARTER:
		return false;
	default:
		return true;
	}
}

size_t code_point_width_wide(int32_t c)
{
	if (c < 0x300)
		return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xA0) && c != 0xAD;
	uint32_t mask = U_GET_GC_MASK(c);
	if (mask & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK))
		return 0;
	switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_FULLWIDTH:
	case U_EA_WIDE:
		return 2;
	default:
		return 1;
	}
}

size_t text_width(struct slice text)
{
	size_t width = 0;
	for (size_t at = 0; at < text.len;)
		width += code_point_width(utf8_next(text, &at));
	return width;
}
