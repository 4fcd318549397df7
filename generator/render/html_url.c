/* Addresses made safe for HTML. */
#include "render/html.h"

#include "base/eight.h"

static bool is_blank_or_control(char c)
{
	return (unsigned char)c <= ' ';
}

/* How many of eight bytes, from the first, are neither. */
static size_t id_bytes(uint64_t eight)
{
	return eight_before(eight_below(eight, ' ' + 1));
}

struct slice html_id(struct arena *arena, struct slice anchor)
{
	size_t at = eight_end(anchor, 0, id_bytes);
	if (at == anchor.len)
		return anchor;
	struct slice id = arena_copy(arena, anchor);
	char *bytes = (char *)id.ptr;
	for (; at < id.len; at++)
		if (is_blank_or_control(bytes[at]))
			bytes[at] = '-';
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

/* What stands for itself in a URL, but for '&', which HTML escapes. Most of any is
   letters. */
static inline bool is_kept(char c)
{
	if (ascii_is_alpha(c))
		return true;
	switch (c) {
	case '!':
	case '$':
	case '(':
	case ')':
	case '*':
	case '+':
	case ',':
	case '-':
	case '.':
	case '/':
	case ':':
	case ';':
	case '=':
	case '?':
	case '@':
	case '_':
	case '~':
		return true;
	default:
		return ascii_is_digit(c);
	}
}

/* How many of eight bytes, from the first, are among those that most of any address is:
   letters, digits and what stands around them in ASCII. */
static size_t usual_bytes(uint64_t eight)
{
	uint64_t usual = eight_between(eight, '(', ';') |
			 eight_between(eight | EIGHT_EACH * ('a' ^ 'A'), 'a', 'z');
	return eight_before(~usual | eight);
}

static size_t kept_end(struct slice url, size_t at)
{
	while ((at = eight_end(url, at, usual_bytes)) < url.len && is_kept(url.ptr[at]))
		at++;
	return at;
}

bool html_url_is_plain(struct slice url)
{
	return kept_end(url, 0) == url.len && !slice_starts_with(url, SLICE("//"));
}

static char *put_encoded(char *to, char byte)
{
	static const char digits[] = "0123456789ABCDEF";
	*to++ = '%';
	*to++ = digits[(unsigned char)byte >> 4];
	*to++ = digits[(unsigned char)byte & 0xF];
	return to;
}

static bool is_foreign(struct slice url, size_t at)
{
	return at < url.len && (unsigned char)url.ptr[at] >= 0x80;
}

/* Appends the run of bytes beyond ASCII at `at` and gives its end. */
static size_t append_foreign(struct buffer *out, struct slice url, size_t at)
{
	char encoded[3 * 64];
	char *to = encoded;
	while (is_foreign(url, at)) {
		to = put_encoded(to, url.ptr[at++]);
		if (to < encoded + sizeof(encoded))
			continue;
		buffer_append(out, encoded, sizeof(encoded));
		to = encoded;
	}
	buffer_append(out, encoded, (size_t)(to - encoded));
	return at;
}

/* Appends the run of bytes at `at` that are kept or beyond ASCII and gives its end. */
static size_t append_run(struct buffer *out, struct slice url, size_t at)
{
	size_t end = kept_end(url, at);
	buffer_slice(out, slice_sub(url, at, end));
	while (is_foreign(url, end)) {
		at = append_foreign(out, url, end);
		end = kept_end(url, at);
		buffer_slice(out, slice_sub(url, at, end));
	}
	return end;
}

/* A byte of ASCII. */
static void encode(struct buffer *out, struct slice url, size_t at)
{
	char c = url.ptr[at];
	if (c == '%' && is_escape(url, at)) {
		buffer_char(out, c);
	} else {
		char encoded[3];
		buffer_slice(out, slice_between(encoded, put_encoded(encoded, c)));
	}
}

static void append_url(struct buffer *out, struct slice url, const char *ampersand)
{
	url = slice_trim(url);
	if (slice_starts_with(url, SLICE("//")))
		buffer_str(out, "https:");
	bool is_in_fragment = false;
	size_t brackets = SLICE_NONE; /* not looked for yet */
	for (size_t i = append_run(out, url, 0); i < url.len; i = append_run(out, url, i + 1)) {
		char c = url.ptr[i];
		bool is_bracket = c == '[' || c == ']';
		bool is_hash = c == '#' && !is_in_fragment;
		is_in_fragment |= is_hash;
		if (is_bracket && brackets == SLICE_NONE)
			brackets = brackets_end(url);
		if (c == '&')
			buffer_str(out, ampersand);
		else if (is_hash || (is_bracket && i < brackets))
			buffer_char(out, c);
		else
			encode(out, url, i);
	}
}

void html_url_text(struct buffer *out, struct slice url)
{
	append_url(out, url, "&");
}

/* Of what a URL consists of, HTML escapes nothing else. */
void html_url(struct buffer *out, struct slice url)
{
	append_url(out, url, "&amp;");
}

void html_fragment(struct buffer *out, struct slice id)
{
	for (size_t i = append_run(out, id, 0); i < id.len; i = append_run(out, id, i + 1))
		encode(out, id, i);
}
