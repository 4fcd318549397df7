/* The scheme list. */
#include "source/url.h"

enum { SCHEME_MAX = 16 };

/* Reads the scheme in lower case, without what browsers ignore. Returns its
   length, 0 where there is none, SLICE_NONE where there is one that is too
   long or odd to be of use. */
static size_t read_scheme(struct slice url, char *scheme)
{
	size_t len = 0;
	bool odd = false;
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];
		if ((unsigned char)c < 0x20 || (c == ' ' && len == 0))
			continue;
		if (c == ':')
			return odd ? SLICE_NONE : len;
		if (c == '/' || c == '?' || c == '#' || c == '\\')
			return 0;
		odd |= len >= SCHEME_MAX ||
		       !(ascii_is_alnum(c) || c == '+' || c == '-' || c == '.');
		if (!odd)
			scheme[len++] = ascii_lower(c);
	}
	return 0;
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Two slashes first: a host follows. */
static bool names_host(struct slice url)
{
	size_t slashes = 0;
	for (size_t i = 0; i < url.len && slashes < 2; i++) {
		char c = url.ptr[i];
		if ((unsigned char)c < 0x20 || (c == ' ' && slashes == 0))
			continue;
		if (!is_slash(c))
			return false;
		slashes++;
	}
	return slashes == 2;
}

enum url_kind url_classify(struct slice url)
{
	static const struct {
		struct slice name;
		enum url_kind kind;
	} schemes[] = {
		{{"http", 4}, URL_ABSOLUTE}, {{"https", 5}, URL_ABSOLUTE},
		{{"mailto", 6}, URL_MAIL},   {{"tel", 3}, URL_MAIL},
		{{"sip", 3}, URL_MAIL},
	};
	char scheme[SCHEME_MAX];
	size_t len = read_scheme(url, scheme);
	if (len == 0)
		return names_host(url) ? URL_ABSOLUTE : URL_RELATIVE;
	for (size_t i = 0; len != SLICE_NONE && i < sizeof(schemes) / sizeof(*schemes); i++)
		if (slice_eq((struct slice){scheme, len}, schemes[i].name))
			return schemes[i].kind;
	return URL_REFUSED;
}
