/*
 * Redirects: pages at addresses that articles once had, from `redirects` of
 * the configuration and `redirect_from` of front matter.
 */
#ifndef SITE_REDIRECTS_H
#define SITE_REDIRECTS_H

#include "base/map.h"
#include "site/build.h"

/* Strings live in the arena given to redirects_find. */
struct site_redirect {
	struct place at;                  /* where somebody asked for it */
	const char *from;                 /* its page below each language's folder: "old/x.html" */
	struct slice url;                 /* of another site; or empty, and then */
	struct slice page;                /* the page it leads to, below each language's folder */
	struct slice fragment;            /* without '#', or empty */
	const struct kb_article *article; /* whose page that is, or NULL */
};

struct site_redirects {
	struct site_redirect *items;
	size_t count;
};

/* `pages` holds the paths of all pages of the site. What is no address, or leads
   nowhere, is reported, and STATUS_FAILED returned. */
enum status redirects_find(const struct build_options *options, const struct map *pages,
			   struct arena *arena, struct problems *problems,
			   struct site_redirects *out);

#endif
