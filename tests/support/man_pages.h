/*
 * Trees built by hand, and the man pages made of them.
 *
 *     struct man_page page;
 *     man_page_open(&page, LANG_JA);
 *     struct node *p = tree_add(&page, page.root, NODE_PARAGRAPH);
 *     tree_text(&page, p, "…");
 *     const char *source = man_page_source(&page);   // the body's blocks only
 *     …
 *     man_page_close(&page);
 */
#ifndef TESTS_SUPPORT_MAN_PAGES_H
#define TESTS_SUPPORT_MAN_PAGES_H

#include "render/man.h"

struct man_page {
	struct arena arena;
	struct line_breaker *breaker;
	struct man_options options;
	struct man_page_head head;
	struct buffer out;
	struct node *root;
};

void man_page_open(struct man_page *page, enum lang lang);
void man_page_close(struct man_page *page);

/* Links: "http…" is an address, "NAME.md" a page, everything else nothing. */
struct man_target man_page_resolve(void *context, struct slice url);

/* The whole page: NAME, a section DESCRIPTION or 説明 of the tree. */
const char *man_page_source(struct man_page *page);

/* The part of the page behind that section's heading. */
const char *man_page_blocks(struct man_page *page);

struct node *tree_add(struct man_page *page, struct node *parent, enum node_kind kind);
struct node *tree_element(struct man_page *page, struct node *parent, const char *name,
			  bool is_block);
struct node *tree_text(struct man_page *page, struct node *parent, const char *text);

/* A node of the kind with a text in it. */
struct node *tree_with(struct man_page *page, struct node *parent, enum node_kind kind,
		       const char *text);
struct node *tree_link(struct man_page *page, struct node *parent, const char *url,
		       const char *text);
struct node *tree_code(struct man_page *page, struct node *parent, const char *code);
struct node *tree_list(struct man_page *page, struct node *parent, bool tight);
struct node *tree_ordered(struct man_page *page, struct node *parent, unsigned int start);

/* An item with a paragraph in it. */
struct node *tree_item(struct man_page *page, struct node *list, const char *text);

/* A table from rows of cells separated by '|', rows by '\n'; the first row is
   the header. */
struct node *tree_table(struct man_page *page, struct node *parent, const char *cells);

/* One of everything, in the page's language. */
void tree_fill_sample(struct man_page *page);

#endif
