/* Text and addresses made safe for HTML. */
#include "render/html.h"

#include "text/transform.h"
#include "text/unicode.h"

#include <string.h>

static const char *reference_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Errors in HTML: control characters and noncharacters (HTML Standard,
   13.2.3.5). */
static bool is_forbidden(int32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F) ||
	       (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* What stands for the character at `*at`, which moves behind it; NULL where it
   stands for itself. A byte that is not UTF-8 comes as U+FFFD. */
static const char *replacement_at(struct slice text, size_t *at)
{
	const char *reference = reference_of(text.ptr[*at]);
	int32_t c = utf8_next(text, at);
	if (reference)
		return reference;
	return is_forbidden(c) || c == 0xFFFD ? "\xEF\xBF\xBD" : NULL;
}

/* ASCII that stands for itself: most of any page. */
static inline bool is_plain(char c)
{
	if (c >= '?')
		return c < 0x7F;
	return c > '\'' ? c != '<' && c != '>' : c == ' ' || c == '\n';
}

static void escape(struct buffer *out, struct slice text)
{
	size_t from = 0;
	for (size_t at = 0; at < text.len;) {
		if (is_plain(text.ptr[at])) {
			at++;
			continue;
		}
		size_t start = at;
		const char *replaced = replacement_at(text, &at);
		if (!replaced)
			continue;
		buffer_slice(out, slice_sub(text, from, start));
		buffer_str(out, replaced);
		from = at;
	}
	buffer_slice(out, slice_skip(text, from));
}

/* Text is composed before it is escaped and never after: U+0338 behind a '>'
   would make one character of the two, and a tag would be open. For the same
   reason no text may begin with a mark; it gets a blank to stand on (The
   Unicode Standard, 2.11). */
void html_escape(struct buffer *out, struct slice text)
{
	if (text_is_nfc(text)) {
		escape(out, text);
		return;
	}
	struct buffer composed;
	buffer_init(&composed, BUFFER_MAX_PAGE);
	if (text_combines(text))
		buffer_str(&composed, "\xC2\xA0");
	if (text_nfc(text, &composed) != STATUS_OK)
		out_of_memory();
	escape(out, buffer_view(&composed));
	buffer_release(&composed);
}

struct slice html_id(struct arena *arena, struct slice anchor)
{
	struct slice id = arena_copy(arena, anchor);
	char *bytes = (char *)id.ptr;
	for (size_t i = 0; i < id.len; i++)
		if (ascii_is_blank(bytes[i]) || (unsigned char)bytes[i] < 0x20)
			bytes[i] = '-';
	return id;
}

static bool is_hex(char c)
{
	return ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

static bool is_escape(struct slice url, size_t at)
{
	return at + 2 < url.len && is_hex(url.ptr[at + 1]) && is_hex(url.ptr[at + 2]);
}

/* Where the brackets around an IPv6 address end, 0 where there is none: only
   there are brackets part of a URL (RFC 3986 section 3.2.2). */
static size_t brackets_end(struct slice url)
{
	size_t host = slice_find(url, SLICE("//["), 0);
	if (host == SLICE_NONE)
		return 0;
	size_t end = host + 3;
	while (end < url.len &&
	       (is_hex(url.ptr[end]) || url.ptr[end] == ':' || url.ptr[end] == '.'))
		end++;
	return end < url.len && url.ptr[end] == ']' ? end + 1 : 0;
}

static void encode(struct buffer *out, struct slice url, size_t at)
{
	static const char kept[] = "-._~:/?@!$&()*+,;=";
	char c = url.ptr[at];
	if (ascii_is_alnum(c) || c == '/' || c == '-' || (c && strchr(kept, c)) ||
	    (c == '%' && is_escape(url, at)))
		buffer_char(out, c);
	else
		buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)c);
}

void html_url_text(struct buffer *out, struct slice url)
{
	url = slice_trim(url);
	if (slice_starts_with(url, SLICE("//")))
		buffer_str(out, "https:");
	size_t brackets = brackets_end(url);
	size_t hash = slice_find_char(url, '#', 0);
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];
		if (i == hash || ((c == '[' || c == ']') && i < brackets))
			buffer_char(out, c);
		else
			encode(out, url, i);
	}
}

void html_fragment(struct buffer *out, struct slice id)
{
	for (size_t i = 0; i < id.len; i++) {
		if (id.ptr[i] == '&' || id.ptr[i] == '\'')
			buffer_printf(out, "%%%02X", (unsigned int)id.ptr[i]);
		else
			encode(out, id, i);
	}
}

void html_url(struct buffer *out, struct slice url)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	html_url_text(&text, url);
	escape(out, buffer_view(&text));
	buffer_release(&text);
}
