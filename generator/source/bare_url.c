/* Looks for what begins one, then for its end. */
#include "source/bare_url.h"

#include "base/eight.h"

#include <string.h>

/* --- Characters --------------------------------------------------------- */

static bool is_wide(char c)
{
	return (signed char)c < 0;
}

static bool may_stand_before(char c)
{
	return ascii_is_blank(c) || is_wide(c) || c == '(' || c == '~';
}

/* RFC 3986 section 2, without the brackets. */
static bool is_of_address(char c)
{
	return ascii_is_alnum(c) || (c && strchr("-._~:/?#@!$&'()+,;=%", c));
}

static bool is_of_domain(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/* What stands for something that the reader fills in. */
static bool is_gap(struct slice behind)
{
	static const char *const gaps[] = {"<", "{", "}", "[", "*", "…", NULL};
	return slice_starts_with_one_of(behind, gaps);
}

static size_t skip(struct slice text, size_t at, bool (*is_part)(char c))
{
	while (at < text.len && is_part(text.ptr[at]))
		at++;
	return at;
}

/* --- Its end ------------------------------------------------------------ */

/* Two labels or more, with no '_' in the last two. */
static bool is_domain(struct slice text)
{
	size_t last_two = 0;
	size_t n_labels = 1;
	for (size_t start = 0, at = 0; at < text.len; at++) {
		if (text.ptr[at] != '.')
			continue;
		if (at == start)
			return false;
		last_two = start;
		start = at + 1;
		n_labels++;
	}
	return n_labels > 1 && text.len && text.ptr[text.len - 1] != '.' &&
	       slice_find_char(text, '_', last_two) == SLICE_NONE;
}

/* "https://bank.example@evil.example" hides where it leads. */
static bool names_user(struct slice host)
{
	size_t end = 0;
	while (end < host.len && !strchr("/?#", host.ptr[end]))
		end++;
	return slice_find_char(slice_sub(host, 0, end), '@', 0) != SLICE_NONE;
}

/* Without the punctuation of the sentence around it. */
static struct slice trimmed(struct slice url)
{
	size_t n_opened = slice_count_char(url, '(');
	size_t n_closed = slice_count_char(url, ')');
	for (; url.len; url.len--) {
		char last = url.ptr[url.len - 1];
		bool closes_more = last == ')' && n_closed > n_opened;
		if (!closes_more && !strchr("?!.,:;_~'", last))
			break;
		n_closed -= last == ')';
	}
	return url;
}

/* --- Its beginning ------------------------------------------------------ */

struct beginning {
	size_t start;
	size_t domain; /* or SLICE_NONE: no address begins there */
};

/* How many of eight bytes, from the first, are neither '.' nor ':'. */
static size_t plain_bytes(uint64_t eight)
{
	return eight_before(eight_equal(eight, '.') | eight_equal(eight, ':'));
}

/* How long the scheme is that ends a text. */
static size_t scheme_of(struct slice text)
{
	static const char *const schemes[] = {"https", "http"};
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (slice_ends_with_nocase(text, slice_from(schemes[i])))
			return strlen(schemes[i]);
	return 0;
}

/* Around the '.' of "www.", or the ':' of "https://". */
static struct beginning beginning_at(const struct bare_urls *urls, size_t at)
{
	const struct slice www = SLICE("www");
	const struct slice mark = SLICE("://");
	struct slice before = slice_sub(urls->text, urls->from, at);
	struct beginning none = {.domain = SLICE_NONE};
	if (urls->text.ptr[at] == '.')
		return slice_ends_with(before, www) ? (struct beginning){at - www.len, at - www.len}
						    : none;
	size_t scheme = slice_starts_with(slice_skip(urls->text, at), mark) ? scheme_of(before) : 0;
	return scheme ? (struct beginning){at - scheme, at + mark.len} : none;
}

/* Goes on behind the next '.' or ':'; false where there is none. */
static bool next_beginning(struct bare_urls *urls, struct beginning *out)
{
	size_t at = eight_end(urls->text, urls->from, plain_bytes);
	if (at >= urls->text.len)
		return false;
	*out = beginning_at(urls, at);
	if (out->domain != SLICE_NONE && out->start > 0 &&
	    !may_stand_before(urls->text.ptr[out->start - 1]))
		out->domain = SLICE_NONE;
	urls->from = at + 1;
	return true;
}

void bare_urls_init(struct bare_urls *urls, struct slice text)
{
	*urls = (struct bare_urls){.text = text};
}

bool bare_urls_next(struct bare_urls *urls, struct span *at)
{
	struct slice text = urls->text;
	struct beginning beginning;
	while (next_beginning(urls, &beginning)) {
		if (beginning.domain == SLICE_NONE)
			continue;
		urls->from = skip(text, beginning.domain, is_of_domain);
		struct slice domain = trimmed(slice_sub(text, beginning.domain, urls->from));
		if (!is_domain(domain))
			continue;
		urls->from = skip(text, urls->from, is_of_address);
		struct slice url = trimmed(slice_sub(text, beginning.start, urls->from));
		*at = (struct span){beginning.start, beginning.start + url.len};
		if (!is_gap(slice_skip(text, urls->from)) &&
		    !names_user(slice_sub(text, beginning.domain, at->end)))
			return true;
	}
	return false;
}

bool bare_url_goes_on(struct slice behind)
{
	return behind.len && (is_of_address(*behind.ptr) || is_gap(behind));
}
