/* Tags and text of raw HTML. The one file that asks libxml2 about HTML's
   named characters. */
#include "html_tokens.h"

#include "base/buffer.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { ENTITY_NAME_MAX = 32 };

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

static bool is_attribute_char(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

static size_t skip_blanks(struct slice text, size_t at)
{
	while (at < text.len && ascii_is_blank(text.ptr[at]))
		at++;
	return at;
}

/* Behind a value that starts at `at`, or SLICE_NONE where it never ends. */
static size_t value_end(struct slice text, size_t at)
{
	if (at >= text.len)
		return SLICE_NONE;
	char quote = text.ptr[at];
	if (quote == '"' || quote == '\'') {
		size_t end = slice_find_char(text, quote, at + 1);
		return end == SLICE_NONE ? SLICE_NONE : end + 1;
	}
	size_t end = at;
	while (end < text.len && !ascii_is_blank(text.ptr[end]) &&
	       !strchr("\"'=<>`", text.ptr[end]))
		end++;
	return end == at ? SLICE_NONE : end;
}

/* Behind the attribute that starts at `at`, or SLICE_NONE where none does. */
static size_t attribute_end(struct slice text, size_t at, struct html_attribute *out)
{
	size_t end = at;
	while (end < text.len && is_attribute_char(text.ptr[end]))
		end++;
	if (end == at)
		return SLICE_NONE;
	out->name = slice_sub(text, at, end);
	out->value = (struct slice){0};
	size_t equals = skip_blanks(text, end);
	if (equals >= text.len || text.ptr[equals] != '=')
		return end;
	size_t start = skip_blanks(text, equals + 1);
	end = value_end(text, start);
	if (end == SLICE_NONE)
		return SLICE_NONE;
	bool is_quoted = text.ptr[start] == '"' || text.ptr[start] == '\'';
	out->value = is_quoted ? slice_sub(text, start + 1, end - 1) : slice_sub(text, start, end);
	return end;
}

bool html_attribute_next(struct slice *rest, struct html_attribute *attribute)
{
	size_t at = skip_blanks(*rest, 0);
	size_t end = attribute_end(*rest, at, attribute);
	if (end == SLICE_NONE)
		return false;
	*rest = slice_skip(*rest, end);
	return true;
}

/* Behind the '>' of an opening tag whose name ends at `at`. */
static size_t open_tag_end(struct slice text, size_t at)
{
	struct html_attribute ignored;
	for (;;) {
		size_t next = skip_blanks(text, at);
		if (next < text.len && text.ptr[next] == '/')
			next++;
		if (next < text.len && text.ptr[next] == '>')
			return next + 1;
		if (next == at) /* attributes are set apart by blanks */
			return SLICE_NONE;
		at = attribute_end(text, next, &ignored);
		if (at == SLICE_NONE)
			return SLICE_NONE;
	}
}

static size_t read_tag(struct slice text, struct html_token *token)
{
	bool closes = text.len > 1 && text.ptr[1] == '/';
	size_t start = closes ? 2 : 1;
	size_t end = start;
	while (end < text.len && is_name_char(text.ptr[end]))
		end++;
	if (end == start || !ascii_is_alpha(text.ptr[start]))
		return SLICE_NONE;
	token->kind = closes ? HTML_CLOSE : HTML_OPEN;
	token->name = slice_sub(text, start, end);
	if (closes) {
		size_t close = skip_blanks(text, end);
		return close < text.len && text.ptr[close] == '>' ? close + 1 : SLICE_NONE;
	}
	size_t tag_end = open_tag_end(text, end);
	if (tag_end != SLICE_NONE)
		token->attributes = slice_sub(text, end, tag_end - 1);
	return tag_end;
}

/* Comments, declarations, processing instructions and CDATA. What does not end
   from here does not end from further on either: it is looked for once. */
static size_t read_other(struct slice text, struct html_token *token, unsigned int *barren)
{
	static const struct {
		struct slice start;
		struct slice end;
	} kinds[] = {
		{{"<!--", 4}, {"-->", 3}},
		{{"<![CDATA[", 9}, {"]]>", 3}},
		{{"<?", 2}, {"?>", 2}},
		{{"<!", 2}, {">", 1}},
	};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!slice_starts_with(text, kinds[i].start))
			continue;
		if (*barren & 1U << i)
			return SLICE_NONE;
		/* "<!-->" and "<!--->" are comments too (HTML, 13.2.5.43). */
		size_t end = slice_find(text, kinds[i].end, i ? kinds[i].start.len : 2);
		token->kind = HTML_OTHER;
		if (end != SLICE_NONE)
			return end + kinds[i].end.len;
		*barren |= 1U << i;
		return SLICE_NONE;
	}
	return SLICE_NONE;
}

static size_t read_markup(struct slice text, struct html_token *token, unsigned int *barren)
{
	*token = (struct html_token){0};
	size_t end = read_tag(text, token);
	if (end == SLICE_NONE)
		end = read_other(text, token, barren);
	return end;
}

struct html_reader html_reader_from(struct slice html)
{
	return (struct html_reader){.rest = html};
}

bool html_token_next(struct html_reader *reader, struct html_token *token)
{
	struct slice *rest = &reader->rest;
	if (rest->len == 0)
		return false;
	size_t at = 0;
	while ((at = slice_find_char(*rest, '<', at)) != SLICE_NONE) {
		size_t len = read_markup(slice_skip(*rest, at), token, &reader->barren);
		if (len == SLICE_NONE) {
			at++;
			continue;
		}
		if (at == 0) {
			token->raw = slice_sub(*rest, 0, len);
			*rest = slice_skip(*rest, len);
			return true;
		}
		break;
	}
	size_t end = at == SLICE_NONE ? rest->len : at;
	*token = (struct html_token){.kind = HTML_TEXT, .raw = slice_sub(*rest, 0, end)};
	*rest = slice_skip(*rest, end);
	return true;
}

bool html_has_text(struct slice html)
{
	size_t at = skip_blanks(html, 0);
	if (at == html.len || html.ptr[at] != '<')
		return at < html.len; /* as most is: nothing to look for */
	struct html_reader reader = html_reader_from(html);
	struct html_token token;
	while (html_token_next(&reader, &token))
		if (token.kind == HTML_TEXT && !slice_is_blank(token.raw))
			return true;
	return false;
}

static unsigned int digit_value(char c)
{
	if (ascii_is_digit(c))
		return (unsigned int)(c - '0');
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? (unsigned int)(c - 'a') + 10 : 99;
}

bool html_reference_number(struct slice name, uint32_t *number)
{
	bool is_hex = name.len > 1 && ascii_lower(name.ptr[1]) == 'x';
	unsigned int base = is_hex ? 16 : 10;
	struct slice digits = slice_skip(name, is_hex ? 2 : 1);
	*number = 0;
	for (size_t i = 0; i < digits.len; i++) {
		unsigned int digit = digit_value(digits.ptr[i]);
		if (digit >= base || *number > 0x110000)
			return false;
		*number = *number * base + digit;
	}
	return digits.len != 0;
}

static unsigned int numeric_reference(struct slice name)
{
	uint32_t number;
	if (!html_reference_number(name, &number))
		return 0;
	bool is_character = number && number <= 0x10FFFF &&
			    !(number >= 0xD800 && number <= 0xDFFF) &&
			    !(number >= 0xFDD0 && number <= 0xFDEF);
	return is_character ? number : 0xFFFD;
}

static unsigned int reference_value(struct slice name)
{
	char terminated[ENTITY_NAME_MAX];
	if (name.len == 0 || name.len >= sizeof(terminated))
		return 0;
	if (name.ptr[0] == '#')
		return numeric_reference(name);
	memcpy(terminated, name.ptr, name.len);
	terminated[name.len] = '\0';
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)terminated);
	return entity ? entity->value : 0;
}

/* Length of the reference at the start of `text`, "&…;", or 0. */
static size_t reference_read(struct slice text, unsigned int *value)
{
	size_t end = slice_find_char(slice_sub(text, 0, ENTITY_NAME_MAX + 2), ';', 1);
	if (end == SLICE_NONE)
		return 0;
	*value = reference_value(slice_sub(text, 1, end));
	return *value ? end + 1 : 0;
}

struct slice html_unescape(struct arena *arena, struct slice text)
{
	if (slice_find_char(text, '&', 0) == SLICE_NONE)
		return text.ptr ? text : SLICE("");
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t at = 0; at < text.len;) {
		unsigned int value = 0;
		size_t len = text.ptr[at] == '&' ? reference_read(slice_skip(text, at), &value) : 0;
		if (len)
			buffer_utf8(&out, value);
		else
			buffer_char(&out, text.ptr[at]);
		at += len ? len : 1;
	}
	struct slice copy = {NULL, 0};
	if (!out.failed)
		copy = arena_copy(arena, buffer_view(&out));
	buffer_release(&out);
	return copy;
}
