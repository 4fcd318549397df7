/* From HTML to text. */
#include "html_text.h"

enum { REFERENCE_MAX_BYTES = 12, TAG_MAX_BYTES = 4 << 10 };

/* What lies inside is no text; a raw text element ends at its end tag only
   (HTML 13.2.5.2). */
static const struct slice hidden[] = {
	{"script", 6},
	{"style", 5},
	{"head", 4},
	{"title", 5},
};

/* They stand within a line. */
static const char *const inline_names[] = {"a",    "b",    "i",   "u",    "em",  "strong",
					   "span", "font", "tt",  "code", "big", "small",
					   "sub",  "sup",  "wbr", "nobr", "abbr"};

static const struct {
	struct slice name;
	const char *text;
} references[] = {
	{{"lt", 2}, "<"},    {{"gt", 2}, ">"},   {{"amp", 3}, "&"},
	{{"quot", 4}, "\""}, {{"nbsp", 4}, " "}, {{"apos", 4}, "'"},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_inline(struct slice name)
{
	for (size_t i = 0; i < COUNT(inline_names); i++)
		if (slice_eq_nocase(name, slice_from(inline_names[i])))
			return true;
	return false;
}

static struct slice tag_name(struct slice html, size_t at)
{
	size_t end = at;
	while (end < html.len && (ascii_is_alnum(html.ptr[end]) || html.ptr[end] == ':'))
		end++;
	return slice_sub(html, at, end);
}

/* Behind "</name"; the end of the text where it is missing. */
static size_t end_of_hidden(struct slice html, size_t at, struct slice name)
{
	for (; (at = slice_find(html, SLICE("</"), at)) != SLICE_NONE; at += 2)
		if (slice_eq_nocase(slice_sub(html, at + 2, at + 2 + name.len), name))
			return at;
	return html.len;
}

/* A tag, comment or the like at `at` ('<'); moves behind it. */
static void skip_tag(struct slice html, size_t *at, struct buffer *out)
{
	if (slice_starts_with(slice_skip(html, *at), SLICE("<!--"))) {
		size_t end = slice_find(html, SLICE("-->"), *at + 4);
		*at = end == SLICE_NONE ? html.len : end + 3;
		return;
	}
	bool is_end = *at + 1 < html.len && html.ptr[*at + 1] == '/';
	struct slice name = tag_name(html, *at + 1 + is_end);
	struct slice near = slice_sub(html, 0, *at + TAG_MAX_BYTES);
	/* "<user@example.com>" is no tag, though it should have been escaped. */
	size_t behind = *at + 1 + is_end + name.len;
	bool is_named = name.len && ascii_is_alpha(name.ptr[0]) && behind < html.len &&
			(ascii_is_blank(html.ptr[behind]) || html.ptr[behind] == '>' ||
			 html.ptr[behind] == '/');
	bool is_declaration = *at + 1 < html.len && html.ptr[*at + 1] == '!';
	size_t close = is_named || is_declaration ? slice_find_char(near, '>', *at) : SLICE_NONE;
	if (close == SLICE_NONE) {
		buffer_char(out, html.ptr[(*at)++]);
		return;
	}
	*at = close + 1;
	if (!is_inline(name) && out->len && out->ptr[out->len - 1] != '\n')
		buffer_char(out, '\n');
	for (size_t i = 0; !is_end && i < COUNT(hidden); i++)
		if (slice_eq_nocase(name, hidden[i]))
			*at = end_of_hidden(html, *at, hidden[i]);
}

/* "&lt;", "&#39;", "&#x27;" at `at`; moves behind it. */
static void put_reference(struct slice html, size_t *at, struct buffer *out)
{
	struct slice near = slice_sub(html, *at + 1, *at + 1 + REFERENCE_MAX_BYTES);
	size_t end = slice_find_char(near, ';', 0);
	struct slice name = slice_sub(near, 0, end == SLICE_NONE ? 0 : end);
	for (size_t i = 0; i < COUNT(references); i++)
		if (slice_eq(name, references[i].name)) {
			buffer_str(out, references[i].text);
			*at += name.len + 2;
			return;
		}
	unsigned int value = 0;
	bool is_hex = name.len > 2 && ascii_lower(name.ptr[1]) == 'x';
	bool is_number = name.len > 1 && name.ptr[0] == '#';
	for (size_t i = is_hex ? 2 : 1; is_number && i < name.len; i++) {
		char c = ascii_lower(name.ptr[i]);
		bool is_letter = is_hex && c >= 'a' && c <= 'f';
		is_number = (ascii_is_digit(c) || is_letter) && value < 0x110000;
		unsigned int digit = (unsigned int)(is_letter ? c - 'a' + 10 : c - '0');
		value = value * (is_hex ? 16 : 10) + (is_number ? digit : 0);
	}
	if (!is_number) {
		buffer_char(out, html.ptr[(*at)++]);
		return;
	}
	bool is_bad = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000);
	buffer_utf8(out, is_bad ? 0xFFFD : value);
	*at += name.len + 2;
}

void html_text(struct slice html, struct buffer *out)
{
	for (size_t at = 0; at < html.len && !out->failed;) {
		char c = html.ptr[at];
		if (c == '<')
			skip_tag(html, &at, out);
		else if (c == '&')
			put_reference(html, &at, out);
		else
			buffer_char(out, html.ptr[at++]);
	}
}
