/*
 * One page being made: its data for the template, and what pages of all kinds
 * have. Strings live in the page's arena, which ends the program when memory is
 * out.
 */
#ifndef SITE_PAGE_H
#define SITE_PAGE_H

#include "pages.h"

struct page {
	const struct pages *site;
	const struct output *output;
	const struct material *material;
	struct arena *arena;
	struct value *data;
	struct slice root;           /* the way up to the site's root: "../../" */
	const struct value *address; /* of a page that is searched for (layout_data.h) */
	const struct value *title;   /* as page_set_title got it */
};

const struct knowledge *page_kb(const struct page *page);
enum lang page_lang(const struct page *page);
struct slice page_site_title(const struct page *page);

/* The article that the page is about, or NULL. */
const struct kb_article *page_article(const struct page *page);

/* A text of templates/strings/LANG.yaml, or an empty slice. */
struct slice page_string(const struct page *page, const char *key);

/* --- Addresses ---------------------------------------------------------- */

/* Below the output folder: "ja/x". LANG_BOTH is the folder of what stands side by
   side. */
struct slice page_path_in(struct page *page, enum lang lang, struct slice target);

/* What lies below the output folder, as this page links to it. */
struct slice page_link(struct page *page, struct slice path);

/* The same of a page of this page's language. */
struct slice page_url(struct page *page, struct slice target);
struct slice page_url_of_article(struct page *page, const struct kb_article *article);
struct slice page_url_of_entry(struct page *page, const struct kb_entry *entry);

/* An anchor as an address names it. */
struct slice page_fragment(struct page *page, struct slice anchor);

/* In the world: only where the configuration says where that is. */
struct slice page_absolute(struct page *page, struct slice path);

/* --- Data --------------------------------------------------------------- */

/* What is left open in the layout (layout_data.h). */
void page_set_common(struct page *page);
void page_set_title(struct page *page, struct slice title);
void page_set_description(struct page *page, struct slice text);

/* When the article was changed, and how it was translated. */
void page_set_dates(struct page *page, const struct kb_article *article);

/* An article in one language has a page in both. */
void page_set_text_lang(struct page *page, const struct kb_article *article);

/* Where the article's source can be edited. */
void page_set_source(struct page *page, const struct kb_article *article);

/* `key` is "previous" or "next". */
struct value *page_set_neighbour(struct page *page, const char *key, struct slice title,
				 struct slice url);

/* Plain text as HTML. */
struct slice page_escaped(struct page *page, struct slice text);

/* "450 4.4.312" */
struct slice page_full_code(struct page *page, const struct kb_entry *entry);
struct slice page_scheme_title(const struct page *page, const struct kb_entry *entry);
struct value *page_add_entry(struct page *page, struct value *list, const struct kb_entry *entry);

/* Codes that a reader of this one may want: of another class, linked in the text,
   of the same subject. */
void page_set_related(struct page *page, const struct kb_entry *entry,
		      const struct kb_article *article);

/* What search engines and other programs read in the head; last of all. */
void page_set_head(struct page *page);

/* --- Kinds -------------------------------------------------------------- */

void page_fill_entry(struct page *page);

#endif
