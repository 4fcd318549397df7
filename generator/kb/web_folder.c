/* What is told apart is what the message has to say. */
#include "kb/web_folder.h"

#include <string.h>

/* The length of "https://" and the like, or 0. */
static size_t scheme_len(struct slice url)
{
	static const struct slice schemes[] = {{"https://", 8}, {"http://", 7}};
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (slice_eq_nocase(slice_sub(url, 0, schemes[i].len), schemes[i]))
			return schemes[i].len;
	return 0;
}

/* What RFC 3986 allows in an address; others must be percent-encoded. */
static bool is_url_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("-._~:/[]@!$&'()*+,;=%", c));
}

enum web_folder web_folder_kind(struct slice url)
{
	size_t host = scheme_len(url);
	bool has_host = host && host < url.len && url.ptr[host] != '/';
	enum web_folder kind = WEB_FOLDER_GOOD;
	for (size_t i = 0; i < url.len; i++) {
		if (url.ptr[i] == '?' || url.ptr[i] == '#')
			return WEB_FOLDER_NONE;
		if (!is_url_char(url.ptr[i]))
			kind = WEB_FOLDER_CHARACTER;
	}
	bool is_good = has_host && (kind == WEB_FOLDER_CHARACTER || ascii_is_alnum(url.ptr[host]) ||
				    url.ptr[host] == '[');
	return is_good ? kind : WEB_FOLDER_NONE;
}

struct slice web_folder_normal(struct arena *arena, struct slice url)
{
	size_t host = scheme_len(url);
	bool has_slash = slice_ends_with(url, SLICE("/"));
	const char *scheme = host == 8 ? "https" : "http";
	return arena_printf(arena, "%s://%.*s%s", scheme, SLICE_ARG(slice_skip(url, host)),
			    has_slash ? "" : "/");
}
