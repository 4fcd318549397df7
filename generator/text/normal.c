/* NFKC in pieces that do not interact, each with its place in the original. */
#include "text/normal.h"

#include "base/array.h"
#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* Code points that are normalised together. Longer runs of combining marks
   are no writing; they are cut. NFKC makes at most 18 units of one. */
enum { PIECE_MAX = 32, MADE_MAX = PIECE_MAX * 18 };

struct maker {
	const UNormalizer2 *nfkc;
	struct slice original;
	struct buffer text;
	struct normal_origin *origins;
	size_t n_origins;
	size_t capacity;
};

struct piece {
	UChar units[PIECE_MAX * 2];
	int32_t n_units;
	struct span at;
};

/* Kana, kanji and the first marks of Japanese punctuation, of those that NFKC leaves as
   they are. */
static bool is_normal_triple(struct slice text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr + at;
	if (text.len - at < 3 || (bytes[1] & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80)
		return false;
	switch (bytes[0] << 8 | bytes[1]) {
	case 0xE380: /* not the ideographic space */
		return bytes[2] >= 0x81 && bytes[2] <= 0x91;
	case 0xE381:
		return true;
	case 0xE382: /* not U+3099 to U+309F */
		return bytes[2] <= 0x96 || bytes[2] >= 0xA0;
	case 0xE383: /* not U+30FF */
		return bytes[2] <= 0xBE;
	default:
		return (bytes[0] == 0xE4 && bytes[1] >= 0xB8) ||
		       (bytes[0] > 0xE4 && bytes[0] <= 0xE9);
	}
}

/* Most headings are; none of what is let pass combines. */
static bool is_normal(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		if ((unsigned char)text.ptr[at] < 0x80)
			at++;
		else if (is_normal_triple(text, at))
			at += 3;
		else
			return false;
	}
	return true;
}

static UChar32 decode(struct slice text, size_t *at)
{
	const uint8_t *bytes = (const uint8_t *)text.ptr + *at;
	int32_t length = text.len - *at > 8 ? 8 : (int32_t)(text.len - *at);
	int32_t i = 0;
	UChar32 c;
	U8_NEXT_OR_FFFD(bytes, i, length, c);
	*at += (size_t)i;
	return c;
}

static void piece_add(struct piece *piece, UChar32 c, size_t end)
{
	piece->at.end = end;
	U16_APPEND_UNSAFE(piece->units, piece->n_units, c);
}

/* The next character with all that may combine with it; false at the end. */
static bool next_piece(const struct maker *maker, size_t *at, struct piece *piece)
{
	struct slice original = maker->original;
	piece->n_units = 0;
	while (*at < original.len) {
		size_t next = *at;
		UChar32 c = decode(original, &next);
		bool is_shown =
			c < 0x80 || !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
		if (is_shown && piece->n_units && unorm2_hasBoundaryBefore(maker->nfkc, c))
			break;
		if (is_shown && piece->n_units >= PIECE_MAX)
			break;
		if (is_shown && !piece->n_units)
			piece->at.start = *at;
		if (is_shown)
			piece_add(piece, c, next);
		*at = next;
	}
	return piece->n_units > 0;
}

static enum status put(struct maker *maker, const char *bytes, size_t len, struct span at)
{
	if (!array_room(&maker->origins, &maker->capacity, maker->n_origins + len))
		return STATUS_NO_MEMORY;
	buffer_append(&maker->text, bytes, len);
	for (size_t i = 0; i < len; i++)
		maker->origins[maker->n_origins++] =
			(struct normal_origin){(uint32_t)at.start, (uint32_t)at.end};
	return maker->text.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status put_piece(struct maker *maker, const struct piece *piece)
{
	UChar made[MADE_MAX];
	char bytes[MADE_MAX * 3];
	int32_t len = 0;
	UErrorCode code = U_ZERO_ERROR;
	int32_t n =
		unorm2_normalize(maker->nfkc, piece->units, piece->n_units, made, MADE_MAX, &code);
	u_strToUTF8(bytes, sizeof(bytes), &len, made, n, &code);
	if (U_FAILURE(code) && code != U_STRING_NOT_TERMINATED_WARNING)
		return STATUS_NO_MEMORY;
	return put(maker, bytes, (size_t)len, piece->at);
}

static enum status make(struct maker *maker)
{
	struct piece piece;
	enum status status = STATUS_OK;
	for (size_t at = 0; status == STATUS_OK && next_piece(maker, &at, &piece);) {
		char ascii = (char)piece.units[0];
		if (piece.n_units == 1 && piece.units[0] < 0x80)
			status = put(maker, &ascii, 1, piece.at);
		else
			status = put_piece(maker, &piece);
	}
	return status;
}

static enum status keep(struct maker *maker, struct arena *arena, struct normal_text *out)
{
	struct normal_origin *origins =
		arena_array(arena, maker->n_origins, sizeof(*maker->origins));
	out->text = arena_copy(arena, buffer_view(&maker->text));
	if (!origins || !out->text.ptr)
		return STATUS_NO_MEMORY;
	if (maker->n_origins)
		memcpy(origins, maker->origins, maker->n_origins * sizeof(*origins));
	out->origins = origins;
	return STATUS_OK;
}

enum status normal_text_make(struct arena *arena, struct slice original, struct normal_text *out)
{
	*out = (struct normal_text){.text = original};
	if (is_normal(original))
		return STATUS_OK;
	UErrorCode code = U_ZERO_ERROR;
	struct maker maker = {.nfkc = unorm2_getNFKCInstance(&code), .original = original};
	if (U_FAILURE(code) || original.len > UINT32_MAX)
		return STATUS_NO_MEMORY;
	buffer_init(&maker.text, BUFFER_MAX_PAGE);
	enum status status = make(&maker);
	if (status == STATUS_OK)
		status = keep(&maker, arena, out);
	buffer_release(&maker.text);
	free(maker.origins);
	return status;
}

struct span normal_text_origin(const struct normal_text *normal, struct span span)
{
	if (!normal->origins || normal->text.len == 0)
		return span;
	size_t last = normal->text.len - 1;
	if (span.start >= span.end) {
		size_t at = span.start <= last ? normal->origins[span.start].start
					       : normal->origins[last].end;
		return (struct span){at, at};
	}
	return (struct span){normal->origins[span.start].start, normal->origins[span.end - 1].end};
}
