/*
 * Addresses that stand in a text without any marks: GitHub Flavored Markdown,
 * section 6.9 (extended www and URL autolinks), as Japanese text needs them, which
 * has no blanks: one may begin behind a Japanese character, and the next such
 * character ends it. An address with a place for the reader to fill in is none: one
 * with "<", "{", "[", "*" or "…" in it.
 *
 *     struct bare_urls urls;
 *     struct span at;
 *     bare_urls_init(&urls, text);
 *     while (bare_urls_next(&urls, &at))
 *             …
 */
#ifndef SOURCE_BARE_URL_H
#define SOURCE_BARE_URL_H

#include "base/slice.h"

/* Private. */
struct bare_urls {
	struct slice text;
	size_t from; /* where to go on */
};

void bare_urls_init(struct bare_urls *urls, struct slice text);

/* The next address, which has no scheme where it begins with "www."; false where there
   is none. All of them take as long as the text is. */
bool bare_urls_next(struct bare_urls *urls, struct span *at);

/* Whether an address that ends a text would go on in what stands behind that. */
bool bare_url_goes_on(struct slice behind);

#endif
