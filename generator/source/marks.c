/*
 * The code of a mark: U+FDD0 plus its kind and edges, then for a border its
 * segment in base 16, least digit first, as U+FDE0 … U+FDEF. All of them
 * are EF B7 xx in UTF-8.
 */
#include "marks.h"

#include "base/arena.h"

enum {
	UNIT = 3,          /* bytes of every character used here */
	LAST_HEAD = 0x90,  /* third byte of U+FDD0 */
	LAST_DIGIT = 0xA0, /* third byte of U+FDE0 */
	DIGITS_MAX = 8,
	EDGES = 4, /* bit 0: a character at the left edge, bit 1: right */
	KINDS = 3,
};

static const char unit_blank[] = "\xE1\x9A\x80"; /* U+1680, Zs */
static const char unit_punct[] = "\xEA\xA1\xB4"; /* U+A874, Po */

static void write_edge(struct buffer *out, enum mark_class class)
{
	if (class != MARK_OTHER)
		buffer_append(out, class == MARK_BLANK ? unit_blank : unit_punct, UNIT);
}

static void write_unit(struct buffer *out, unsigned int last)
{
	const char unit[UNIT] = {'\xEF', '\xB7', (char)last};
	buffer_append(out, unit, UNIT);
}

void mark_write(struct buffer *out, enum mark_kind kind, unsigned int segment, enum mark_class left,
		enum mark_class right)
{
	unsigned int edges = (left != MARK_OTHER ? 1U : 0U) | (right != MARK_OTHER ? 2U : 0U);
	write_edge(out, left);
	write_unit(out, LAST_HEAD + (unsigned int)kind * EDGES + edges);
	for (; kind != MARK_HELPER && segment; segment /= 16)
		write_unit(out, LAST_DIGIT + segment % 16);
	write_edge(out, right);
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

struct mark mark_read(struct slice text)
{
	struct mark none = {MARK_HELPER, 0, 0};
	bool has_left = is_edge(text);
	size_t at = has_left ? UNIT : 0;
	if (!is_noncharacter(slice_skip(text, at)))
		return none;
	unsigned int code = (unsigned char)text.ptr[at + 2] - (unsigned int)LAST_HEAD;
	if (code >= KINDS * EDGES || (code & 1U) != has_left)
		return none;
	struct mark mark = {(enum mark_kind)(code / EDGES), 0, 0};
	at += UNIT;
	for (unsigned int shift = 0; shift < 4 * DIGITS_MAX; shift += 4, at += UNIT) {
		struct slice rest = slice_skip(text, at);
		if (!is_noncharacter(rest) || (unsigned char)rest.ptr[2] < LAST_DIGIT)
			break;
		mark.segment |= ((unsigned char)rest.ptr[2] - (unsigned int)LAST_DIGIT) << shift;
	}
	bool has_right = (code & 2U) != 0;
	if (has_right && !is_edge(slice_skip(text, at)))
		return none;
	mark.len = at + (has_right ? UNIT : 0);
	return mark;
}

size_t mark_find(struct slice text, size_t from)
{
	const struct slice lead = SLICE("\xEF\xB7");
	for (size_t at = from; (at = slice_find(text, lead, at)) != SLICE_NONE; at++) {
		if (!is_noncharacter(slice_skip(text, at)))
			continue;
		bool may_have_edge = at >= from + UNIT;
		if (may_have_edge && mark_read(slice_skip(text, at - UNIT)).len)
			return at - UNIT;
		if (mark_read(slice_skip(text, at)).len)
			return at;
	}
	return SLICE_NONE;
}

bool marks_are_all(struct slice text)
{
	while (text.len) {
		struct mark mark = mark_read(text);
		if (mark.len == 0)
			return false;
		text = slice_skip(text, mark.len);
	}
	return true;
}

struct slice marks_strip(struct arena *arena, struct slice text)
{
	size_t at = mark_find(text, 0);
	if (at == SLICE_NONE)
		return text;
	char *out = arena_alloc(arena, text.len + 1);
	if (!out)
		return (struct slice){NULL, 0};
	size_t len = 0;
	size_t from = 0;
	for (; at != SLICE_NONE; at = mark_find(text, from)) {
		for (; from < at; from++)
			out[len++] = text.ptr[from];
		from += mark_read(slice_skip(text, at)).len;
	}
	for (; from < text.len; from++)
		out[len++] = text.ptr[from];
	return (struct slice){out, len};
}

void marks_clean(struct buffer *out, struct slice text)
{
	size_t start = out->len;
	buffer_slice(out, text);
	if (out->failed)
		return;
	struct slice copy = buffer_view_from(out, start);
	for (size_t at = 0; (at = slice_find(copy, SLICE("\xEF\xB7"), at)) != SLICE_NONE;
	     at += UNIT)
		if (is_noncharacter(slice_skip(copy, at))) {
			out->ptr[start + at + 1] = '\xBF';
			out->ptr[start + at + 2] = '\xBD';
		}
}
