/*
 * Normal forms, slugs and printable text. ICU normalises UTF-16, so a text
 * goes there and back; plain ASCII, most of what is asked for, does not.
 */
#include "text/transform.h"

#include "base/eight.h"
#include "text/unicode.h"

#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* Never longer in units than in bytes; bytes that are not UTF-8 become
   U+FFFD. To be freed; NULL without memory. */
static UChar *widen(struct slice text, int32_t *len)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar *wide = text.len < INT32_MAX ? malloc((text.len + 1) * sizeof(*wide)) : NULL;
	if (!wide)
		return NULL;
	u_strFromUTF8WithSub(wide, (int32_t)text.len + 1, len, text.ptr, (int32_t)text.len, 0xFFFD,
			     NULL, &error);
	if (U_SUCCESS(error))
		return wide;
	free(wide);
	return NULL;
}

/* Like widen(), of what is UTF-16 already. */
static UChar *normalize(const UNormalizer2 *form, const UChar *from, int32_t from_len, int32_t *len)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t needed = unorm2_normalize(form, from, from_len, NULL, 0, &error);
	if (error != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(error))
		return NULL;
	UChar *normal = malloc(((size_t)needed + 1) * sizeof(*normal));
	if (!normal)
		return NULL;
	error = U_ZERO_ERROR;
	*len = unorm2_normalize(form, from, from_len, normal, needed + 1, &error);
	if (U_SUCCESS(error))
		return normal;
	free(normal);
	return NULL;
}

/* A unit of UTF-16 takes three bytes at most. */
static bool append_wide(const UChar *wide, int32_t wide_len, struct buffer *out)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t len = 0;
	if (wide_len >= INT32_MAX / 3)
		return false;
	char *bytes = malloc((size_t)wide_len * 3 + 1);
	if (!bytes)
		return false;
	u_strToUTF8(bytes, wide_len * 3 + 1, &len, wide, wide_len, &error);
	if (U_SUCCESS(error))
		buffer_append(out, bytes, (size_t)len);
	free(bytes);
	return U_SUCCESS(error) && !out->failed;
}

static enum status normalize_into(const UNormalizer2 *form, struct slice text, struct buffer *out)
{
	int32_t wide_len = 0, normal_len = 0;
	UChar *wide = widen(text, &wide_len);
	UChar *normal = wide ? normalize(form, wide, wide_len, &normal_len) : NULL;
	bool done = normal && append_wide(normal, normal_len, out);
	free(wide);
	free(normal);
	return done ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The kinds of three bytes that are composed: which byte may stand where in which. */
enum {
	K = 1 << 0, /* E5 to E9: kanji */
	H = 1 << 1, /* E3 81, E3 83: hiragana, katakana */
	V = 1 << 2, /* E3 82: both, with no U+3099 and no U+309A */
	P = 1 << 3, /* E3 80: punctuation up to U+3029 */
	L = 1 << 4, /* E4 from U+4E00 on: kanji */
	F = 1 << 5, /* EF BC: full-width forms */
	G = 1 << 6, /* EF BD: full-width forms up to U+FF5F */
	E = K | L,
	A = K | H | V | P | L | F | G,
	B = A & ~V,
	C = A & ~G,
	D = C & ~P,
};

static const unsigned char kinds_of_first[256] = {
	[0xE3] = H | V | P, [0xE4] = L, [0xE5] = K, [0xE6] = K,
	[0xE7] = K,         [0xE8] = K, [0xE9] = K, [0xEF] = F | G,
};

/* From 0x80 on, sixteen a row. */
static const unsigned char kinds_of_second[256] = {
	[0x80] = K | P, K | H, K | V, K | H, K, K, K, K, K, K, K, K, K,     K,     K, K,
	[0x90] = K,     K,     K,     K,     K, K, K, K, K, K, K, K, K,     K,     K, K,
	[0xA0] = K,     K,     K,     K,     K, K, K, K, K, K, K, K, K,     K,     K, K,
	[0xB0] = K,     K,     K,     K,     K, K, K, K, E, E, E, E, E | F, E | G, E, E,
};

static const unsigned char kinds_of_third[256] = {
	[0x80] = A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	[0x90] = A, A, A, A, A, A, A, A, A, B, B, A, A, A, A, A,
	[0xA0] = C, C, C, C, C, C, C, C, C, C, D, D, D, D, D, D,
	[0xB0] = D, D, D, D, D, D, D, D, D, D, D, D, D, D, D, D,
};

/* As kana, kanji and their punctuation take turns that no processor foresees, all is
   asked in one. */
size_t text_composed_end(struct slice text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	while (text.len - at >= 3 && kinds_of_first[bytes[at]] & kinds_of_second[bytes[at + 1]] &
					     kinds_of_third[bytes[at + 2]])
		at += 3;
	return at;
}

/* All below U+0300 is composed too, two bytes of UTF-8 up to CB BF. */
static bool is_plainly_composed(struct slice text)
{
	for (size_t i = 0; i < text.len;) {
		size_t start = i;
		while (text.len - i >= sizeof(uint64_t) && !(eight_at(text.ptr + i) & EIGHT_HIGH))
			i += sizeof(uint64_t);
		while (i < text.len && (unsigned char)text.ptr[i] <= 0xCB)
			i++;
		i = text_composed_end(text, i);
		if (i == start)
			return false;
	}
	return true;
}

enum status text_nfc(struct slice text, struct buffer *out)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&error);
	/* What is not UTF-8 has to become U+FFFD. */
	if (is_plainly_composed(text) && utf8_invalid_at(text) == SLICE_NONE) {
		buffer_slice(out, text);
		return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
	}
	return U_FAILURE(error) ? STATUS_NO_MEMORY : normalize_into(form, text, out);
}

static UChar32 next_char(struct slice text, int32_t *at)
{
	UChar32 c;
	U8_NEXT_OR_FFFD((const uint8_t *)text.ptr, *at, (int32_t)text.len, c);
	return c;
}

/* Fills `units` with the next characters from U+0300 on: what comes before
   that never changes and never combines with what precedes it (the stability
   policy of Unicode promises that it stays so). */
static int32_t next_units(struct slice text, int32_t *at, UChar *units, int32_t capacity,
			  UChar32 *first)
{
	enum { LEAD_OF_0300 = 0xCC };
	int32_t count = 0;
	while (*at < (int32_t)text.len && count + 1 < capacity) {
		if ((unsigned char)text.ptr[*at] < LEAD_OF_0300) {
			++*at;
			continue;
		}
		UChar32 c = next_char(text, at);
		*first = count ? *first : c;
		U16_APPEND_UNSAFE(units, count, c);
	}
	return count;
}

bool text_is_nfc(struct slice text)
{
	if (is_plainly_composed(text))
		return true;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&error);
	UChar units[256];
	if (U_FAILURE(error) || text.len >= INT32_MAX)
		return false;
	for (int32_t at = 0; at < (int32_t)text.len;) {
		UChar32 first = 0;
		int32_t count = next_units(text, &at, units, 256, &first);
		if (!unorm2_hasBoundaryBefore(form, first) ||
		    unorm2_quickCheck(form, units, count, &error) != UNORM_YES)
			return false;
	}
	return true;
}

bool text_combines(struct slice text)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&error);
	int32_t at = 0;
	if (text.len == 0 || text.len >= INT32_MAX || U_FAILURE(error))
		return false;
	return !unorm2_hasBoundaryBefore(form, next_char(text, &at));
}

/* Whether a character beyond ASCII folds to itself, beside any other of these: kana, kanji
   and the punctuation between them. */
static bool is_plainly_folded(UChar32 c)
{
	return is_plain_kana(c) || is_plain_kanji(c) || c == LONG_VOWEL_MARK || c == 0x30FB ||
	       c == 0x3001 || c == 0x3002 || (c >= 0x300C && c <= 0x3011);
}

/* Writes the ASCII that begins at `at` in lower case, and gives its length. In eight
   bytes, the bit of the case lies two below the highest, which says that it is a capital. */
static size_t fold_ascii(struct slice text, size_t at, char *to)
{
	size_t start = at;
	for (; text.len - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t eight = eight_at(text.ptr + at);
		if (eight & EIGHT_HIGH)
			break;
		eight = htole64(eight | (eight_between(eight, 'A', 'Z') & EIGHT_HIGH) >> 2);
		memcpy(to + (at - start), &eight, sizeof(eight));
	}
	for (; at < text.len && (unsigned char)text.ptr[at] < 0x80; at++)
		to[at - start] = ascii_lower(text.ptr[at]);
	return at - start;
}

/* The same of the character that begins at `*at`, which is none of ASCII. 0 where ICU has
   to be asked. */
static size_t fold_usual(struct slice text, size_t *at, char *to)
{
	enum { ASCII_OF_FULL_WIDTH = 0xFEE0 };
	size_t start = *at;
	UChar32 c = utf8_next(text, at);
	size_t len = *at - start;
	if (c >= 0xFF01 && c <= 0xFF5E) {
		*to = ascii_lower((char)(c - ASCII_OF_FULL_WIDTH));
		return 1;
	}
	if (!is_plainly_folded(c))
		return 0;
	memcpy(to, text.ptr + start, len);
	return len;
}

/* False, and nothing written, where ICU has to be asked. Nothing becomes longer. */
static bool fold_plain(struct slice text, struct buffer *out)
{
	if (!buffer_reserve(out, text.len))
		return true;
	char *start = out->ptr + out->len;
	char *to = start;
	for (size_t at = 0; at < text.len;) {
		bool is_ascii = (unsigned char)text.ptr[at] < 0x80;
		size_t len = is_ascii ? fold_ascii(text, at, to) : fold_usual(text, &at, to);
		if (len == 0)
			return false;
		at += is_ascii ? len : 0;
		to += len;
	}
	*to = '\0';
	out->len += (size_t)(to - start);
	return true;
}

enum status text_fold(struct slice text, struct buffer *out)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&error);
	if (fold_plain(text, out))
		return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
	return U_FAILURE(error) ? STATUS_NO_MEMORY : normalize_into(form, text, out);
}

/* Letters, their marks, digits, '_' and '-' stay. Measured on 8,037 published
   headings with an anchor: 97 in 100 come out as published; the rest have
   entities ("amp") or a blank that the English lost. Runs of '-' stay too:
   "Security & Compliance" is "security--compliance" there. */
static void append_slug_char(UChar32 c, struct buffer *out)
{
	const uint32_t kept = U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK;
	if (c == '-' || u_isUWhiteSpace(c))
		buffer_char(out, '-');
	else if (c == '_' || (U_MASK(u_charType(c)) & kept))
		buffer_utf8(out, (unsigned int)u_tolower(c));
}

enum status text_slug(struct slice text, struct buffer *out)
{
	struct buffer composed;
	buffer_init(&composed, BUFFER_MAX_PAGE);
	enum status status = text_nfc(slice_trim(text), &composed);
	struct slice rest = buffer_view(&composed);
	if (status == STATUS_OK && rest.len < INT32_MAX) {
		for (int32_t at = 0; at < (int32_t)rest.len;)
			append_slug_char(next_char(rest, &at), out);
		status = out->failed ? STATUS_NO_MEMORY : STATUS_OK;
	}
	buffer_release(&composed);
	return status;
}

/* What a terminal shows of one character: 0 for nothing. */
static UChar32 printable(UChar32 c)
{
	switch (u_charType(c)) {
	case U_CONTROL_CHAR:
		return c == '\t' || c == '\n' ? c : 0xFFFD;
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return ' ';
	case U_SURROGATE:
	case U_UNASSIGNED:
		return 0xFFFD;
	default:
		break;
	}
	if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR))
		return c;
	if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	    u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL))
		return 0;
	return c;
}

/* Most of what is shown, and shown as it is. */
static bool is_plainly_printable(UChar32 c)
{
	return (c >= 0x20 && c < 0x7F) || is_plain_kana(c) || is_plain_kanji(c);
}

enum status text_printable(struct slice text, struct buffer *out)
{
	if (text.len >= INT32_MAX)
		return STATUS_NO_MEMORY;
	int32_t from = 0; /* all before it is written */
	for (int32_t at = 0; at < (int32_t)text.len;) {
		int32_t start = at;
		UChar32 c = next_char(text, &at);
		if (is_plainly_printable(c))
			continue;
		buffer_slice(out, slice_sub(text, (size_t)from, (size_t)start));
		c = printable(c);
		if (c)
			buffer_utf8(out, (unsigned int)c);
		from = at;
	}
	buffer_slice(out, slice_skip(text, (size_t)from));
	return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
}
