/* The scheme list, and what a whole address needs. */
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

/* Two slashes first, as a browser reads them: a host follows. */
static bool means_host(struct slice url)
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

/* "[::1]", with a port or without (RFC 3986 section 3.2.2). */
static bool is_ipv6(struct slice host)
{
	size_t end = slice_find_char(host, ']', 0);
	if (end == SLICE_NONE || (end + 1 < host.len && host.ptr[end + 1] != ':'))
		return false;
	for (size_t i = 1; i < end; i++) {
		char c = ascii_lower(host.ptr[i]);
		if (!ascii_is_digit(c) && (c < 'a' || c > 'f') && c != ':' && c != '.')
			return false;
	}
	return end > 2;
}

static bool ends_host(char c)
{
	return c == '/' || c == '?' || c == '#';
}

/* A name, or numbers, up to what ends it. */
static bool starts_with_name(struct slice text)
{
	bool has_letter = false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (ascii_is_alnum(c) || (unsigned char)c >= 0x80)
			has_letter = true;
		else if (ends_host(c))
			break;
		else if (c != '-' && c != '.' && c != '_' && c != ':')
			return false;
	}
	return has_letter && text.ptr[0] != ':';
}

/* "//host…", and no less: browsers take "\\\\host", "https:host" and
   "https:///host" for the same, other readers do not. A name and a password
   before the host are refused, since they only serve to hide where an address
   leads. */
static bool names_host(struct slice rest)
{
	rest = slice_trim(rest);
	if (!slice_starts_with(rest, SLICE("//")))
		return false;
	struct slice host = slice_skip(rest, 2);
	if (!slice_starts_with(host, SLICE("[")))
		return starts_with_name(host);
	size_t end = 0;
	while (end < host.len && !ends_host(host.ptr[end]))
		end++;
	return is_ipv6(slice_sub(host, 0, end));
}

static enum url_kind kind_of_network(struct slice rest)
{
	return names_host(rest) ? URL_ABSOLUTE : URL_REFUSED;
}

enum url_kind url_classify(struct slice url)
{
	static const struct {
		struct slice name;
		enum url_kind kind;
	} schemes[] = {
		{{"http", 4}, URL_ABSOLUTE},         {{"https", 5}, URL_ABSOLUTE},
		{{"mailto", 6}, URL_PROGRAM},        {{"tel", 3}, URL_PROGRAM},
		{{"sip", 3}, URL_PROGRAM},           {{"ms-settings", 11}, URL_PROGRAM},
		{{"feedback-hub", 12}, URL_PROGRAM},
	};
	char scheme[SCHEME_MAX];
	if (slice_starts_with(url, SLICE("https:"))) /* as most of them do */
		return kind_of_network(slice_skip(url, strlen("https:")));
	size_t len = read_scheme(url, scheme);
	if (len == 0)
		return means_host(url) ? kind_of_network(url) : URL_RELATIVE;
	for (size_t i = 0; len != SLICE_NONE && i < sizeof(schemes) / sizeof(*schemes); i++) {
		if (!slice_eq((struct slice){scheme, len}, schemes[i].name))
			continue;
		if (schemes[i].kind != URL_ABSOLUTE)
			return schemes[i].kind;
		return kind_of_network(slice_skip(url, slice_find_char(url, ':', 0) + 1));
	}
	return URL_REFUSED;
}
