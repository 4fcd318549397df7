/*
 * The code of a mark: U+FDD0 plus its kind and edges, then, where a segment
 * begins, its number in base 16, least digit first, as U+FDE0 … U+FDEF. All of
 * them are EF B7 xx in UTF-8. A blank may stand between MARK_WHOLE and its number.
 */
#include "marks.h"

#include "base/arena.h"
#include "html_tokens.h"

#include <string.h>

enum {
	UNIT = 3,          /* bytes of every character used here */
	LAST_HEAD = 0x90,  /* third byte of U+FDD0 */
	LAST_DIGIT = 0xA0, /* third byte of U+FDE0 */
	DIGITS_MAX = 8,
	EDGES = 4, /* bit 0: a character at the left edge, bit 1: right */
	KINDS = 4,
	NO_CODE = 256,
};

static const char unit_blank[] = "\xE1\x9A\x80"; /* U+1680, Zs */
static const char unit_punct[] = "\xEA\xA1\xB4"; /* U+A874, Po */

static size_t put_unit(char *out, const char *unit)
{
	for (size_t i = 0; i < UNIT; i++)
		out[i] = unit[i];
	return UNIT;
}

static size_t put_edge(char *out, enum mark_class class)
{
	if (class == MARK_OTHER)
		return 0;
	return put_unit(out, class == MARK_BLANK ? unit_blank : unit_punct);
}

static size_t put_code(char *out, unsigned int last)
{
	const char unit[UNIT] = {'\xEF', '\xB7', (char)last};
	return put_unit(out, unit);
}

/* At least one digit. */
static size_t put_number(char *out, unsigned int number)
{
	size_t len = 0;
	do {
		len += put_code(out + len, LAST_DIGIT + number % 16);
		number /= 16;
	} while (number);
	return len;
}

void mark_write(struct buffer *out, enum mark_kind kind, unsigned int segment, enum mark_class left,
		enum mark_class right)
{
	unsigned int edges = (left != MARK_OTHER ? 1U : 0U) | (right != MARK_OTHER ? 2U : 0U);
	char mark[(DIGITS_MAX + 3) * UNIT];
	size_t len = put_edge(mark, left);
	len += put_code(mark + len, LAST_HEAD + (unsigned int)kind * EDGES + edges);
	if (kind == MARK_START)
		len += put_number(mark + len, segment);
	len += put_edge(mark + len, right);
	buffer_append(out, mark, len);
}

void mark_write_whole(struct buffer *out, unsigned int number, enum mark_class left, bool has_blank)
{
	char mark[(DIGITS_MAX + 3) * UNIT];
	size_t len = put_edge(mark, left);
	len += put_code(mark + len, LAST_HEAD + (unsigned int)MARK_WHOLE * EDGES +
					    (left != MARK_OTHER ? 1U : 0U));
	if (has_blank)
		mark[len++] = ' ';
	len += put_number(mark + len, number);
	buffer_append(out, mark, len);
}

static bool is_noncharacter(struct slice text)
{
	if (text.len < UNIT || text.ptr[0] != '\xEF' || text.ptr[1] != '\xB7')
		return false;
	unsigned char last = (unsigned char)text.ptr[2];
	return last >= LAST_HEAD && last < LAST_DIGIT + 16;
}

static bool is_edge(struct slice text)
{
	return slice_starts_with(text, (struct slice){unit_blank, UNIT}) ||
	       slice_starts_with(text, (struct slice){unit_punct, UNIT});
}

/* The code of a mark or a digit at `at`, or NO_CODE. */
static unsigned int code_at(struct slice text, size_t at)
{
	if (text.len - at < UNIT || text.ptr[at] != '\xEF' || text.ptr[at + 1] != '\xB7')
		return NO_CODE;
	return (unsigned int)(unsigned char)text.ptr[at + 2] - (unsigned int)LAST_HEAD;
}

/* Whether a mark with this code stands at `at`, less its left edge; `end` is
   behind all of it. */
static bool read_behind_edge(struct slice text, size_t at, struct mark *mark, size_t *end)
{
	unsigned int code = code_at(text, at);
	if (code >= KINDS * EDGES)
		return false;
	*mark = (struct mark){.kind = (enum mark_kind)(code / EDGES)};
	at += UNIT;
	if (mark->kind == MARK_WHOLE && at < text.len && text.ptr[at] == ' ')
		at++;
	for (unsigned int shift = 0; shift < 4 * DIGITS_MAX; shift += 4, at += UNIT) {
		unsigned int digit = code_at(text, at) + LAST_HEAD - LAST_DIGIT;
		if (digit >= 16)
			break;
		mark->segment |= digit << shift;
	}
	bool has_right = (code & 2U) != 0;
	if (has_right && !is_edge(slice_skip(text, at)))
		return false;
	*end = at + (has_right ? UNIT : 0);
	return true;
}

/* The next first byte of a mark, which mostly is the next byte. */
static size_t next_lead(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] == '\xEF' ? at : slice_find_char(text, '\xEF', at);
}

size_t mark_find(struct slice text, size_t from, struct mark *mark)
{
	for (size_t at = from; (at = next_lead(text, at)) != SLICE_NONE; at++) {
		size_t end;
		if (!read_behind_edge(text, at, mark, &end))
			continue;
		bool has_left = (code_at(text, at) & 1U) != 0;
		size_t start = has_left ? at - UNIT : at;
		if (has_left && (at < from + UNIT || !is_edge(slice_skip(text, start))))
			continue;
		mark->len = end - start;
		return start;
	}
	return SLICE_NONE;
}

bool marks_are_all(struct slice text)
{
	struct mark mark;
	size_t at = 0;
	while (at < text.len && mark_find(text, at, &mark) == at && mark.kind != MARK_WHOLE)
		at += mark.len;
	return at == text.len;
}

struct slice marks_strip(struct arena *arena, struct slice text)
{
	struct mark mark;
	size_t at = mark_find(text, 0, &mark);
	if (at == SLICE_NONE)
		return text;
	char *out = arena_alloc(arena, text.len + 1);
	if (!out)
		return (struct slice){NULL, 0};
	size_t len = 0;
	size_t from = 0;
	for (; at != SLICE_NONE; at = mark_find(text, from, &mark)) {
		for (; from < at; from++)
			out[len++] = text.ptr[from];
		from += mark.len;
	}
	for (; from < text.len; from++)
		out[len++] = text.ptr[from];
	return (struct slice){out, len};
}

/* A numeric reference (CommonMark 6.2), from its "#" on, to a character that marks are made
   of becomes one to U+FFFD. */
static void clean_reference(char *name)
{
	uint32_t number;
	size_t end = 1;
	while (ascii_is_alnum(name[end]))
		end++;
	if (name[end] != ';' || !html_reference_number((struct slice){name, end}, &number) ||
	    number < 0xFDD0 || number > 0xFDEF)
		return;
	bool is_hex = ascii_lower(name[1]) == 'x';
	struct slice written = is_hex ? SLICE("FFFD") : SLICE("65533"); /* the last digits */
	memcpy(name + end - written.len, written.ptr, written.len);
}

void marks_clean(char *text, size_t len)
{
	const struct slice all = {text, len};
	for (size_t at = 0; (at = slice_find_char(all, '\xEF', at)) != SLICE_NONE; at++)
		if (is_noncharacter(slice_skip(all, at))) {
			text[at + 1] = '\xBF';
			text[at + 2] = '\xBD';
		}
	for (size_t at = 0; (at = slice_find_char(all, '&', at)) != SLICE_NONE; at++)
		if (text[at + 1] == '#')
			clean_reference(text + at + 1);
}
