/* Addresses as one page of the site writes them. */
#ifndef SITE_PAGE_LINKS_H
#define SITE_PAGE_LINKS_H

#include "site/build.h"
#include "source/node.h"

/* A page's path below the output folder, in the folder of its language: "ja/x";
   LANG_BOTH has the folder of what stands side by side. */
struct slice path_in_lang(struct arena *arena, enum lang lang, struct slice page);

/* From a page to the output's root: "", "../", "../../" … */
struct slice root_of(struct arena *arena, const char *path);

/* An address below the site's root, for a reader of the page at `path`. */
struct slice link_to(struct arena *arena, const char *path, struct slice target);

/* A page's path below the output folder as an address names it: encoded, and without
   "index.html". */
struct slice url_path(struct arena *arena, struct slice path);

/* The address of a page in the world, as search engines know it: encoded, and
   without "index.html". */
struct slice absolute_url(struct arena *arena, const struct build_options *options,
			  struct slice path);

/* The context of resolve_link. */
struct page_links {
	const struct knowledge *kb;
	const struct kb_article *article; /* whose text it is */
	const char *path;                 /* of the page that shows it */
	enum lang lang;
	bool is_own_page; /* the page is the article's: "#x" stays as it is */
	bool is_markdown; /* and leads to other articles' Markdown where they have it */
	struct arena arena;
};

/* An html_resolve. */
bool resolve_link(void *context, const struct node *node, struct buffer *out);

#endif
