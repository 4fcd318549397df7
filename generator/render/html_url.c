/* Addresses made safe for HTML. */
#include "render/html.h"

#include "text/html.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <string.h>

struct slice html_id(struct arena *arena, struct slice anchor)
{
	struct slice id = arena_copy(arena, anchor);
	char *bytes = (char *)id.ptr;
	for (size_t i = 0; i < id.len; i++)
		if (ascii_is_blank(bytes[i]) || (unsigned char)bytes[i] < 0x20)
			bytes[i] = '-';
	return id;
}

static bool is_escape(struct slice url, size_t at)
{
	return at + 2 < url.len && ascii_is_hex(url.ptr[at + 1]) && ascii_is_hex(url.ptr[at + 2]);
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
	       (ascii_is_hex(url.ptr[end]) || url.ptr[end] == ':' || url.ptr[end] == '.'))
		end++;
	return end < url.len && url.ptr[end] == ']' ? end + 1 : 0;
}

static bool is_kept(char c)
{
	static const char kept[] = "-._~:/?@!$&()*+,;=";
	return ascii_is_alnum(c) || (c && strchr(kept, c));
}

/* Appends the run of bytes at `at` that stand for themselves and gives its end. */
static size_t append_kept(struct buffer *out, struct slice url, size_t at)
{
	size_t end = at;
	while (end < url.len && is_kept(url.ptr[end]))
		end++;
	buffer_slice(out, slice_sub(url, at, end));
	return end;
}

static void encode(struct buffer *out, struct slice url, size_t at)
{
	char c = url.ptr[at];
	if (c == '%' && is_escape(url, at))
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
	for (size_t i = append_kept(out, url, 0); i < url.len; i = append_kept(out, url, i + 1)) {
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
		if (id.ptr[i] == '&')
			buffer_printf(out, "%%%02X", (unsigned int)id.ptr[i]);
		else if (is_kept(id.ptr[i]))
			buffer_char(out, id.ptr[i]);
		else
			encode(out, id, i);
	}
}

void html_url(struct buffer *out, struct slice url)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	html_url_text(&text, url);
	html_escape(out, buffer_view(&text));
	buffer_release(&text);
}
