/*
 * Where nodes may stand: rows in tables, items in lists, inlines in
 * paragraphs. Raw HTML opens and closes what it likes, and Markdown goes on in
 * the middle of it; what is missing is opened here, and what is in the way is
 * closed.
 */
#ifndef SOURCE_PLACING_H
#define SOURCE_PLACING_H

#include "builder.h"

/* How many elements of raw HTML may be open within each other. */
enum { HTML_DEPTH_MAX = 100 };

bool node_is_named(const struct node *node, const char *name);

/* Inlines go straight into these. */
bool node_takes_inlines(const struct node *node);

/* Of items that stand in no list. */
bool is_implied_list(const struct node *node);

/* Opens a container made of HTML in the current one. NULL when memory is out. */
struct node *open_html(struct builder *builder, enum node_kind kind);

/* The last child of the current container, which HTML had opened. */
void open_again(struct builder *builder, struct node *node);

/* Opens what it takes for inline content to stand here. */
void place_inline(struct builder *builder);

/* Makes room for a block of Markdown: closes what HTML left open and takes
   inlines only, opens an item or a cell. */
void place_block(struct builder *builder);

/* Blanks at the end of a block of HTML show nowhere. */
void trim_text(struct builder *builder);

/* Leaves paragraphs and inline elements, so that a block of HTML may come.
   False where the current container is one that takes inlines only: then the
   block's tags are dropped. */
bool leave_inlines(struct builder *builder);

/* Lists and tables need their own children; a block of `kind` needs an item or
   a cell in them first. */
void enter_item(struct builder *builder, enum node_kind kind);

/* Reports the elements that HTML opened and never closed, up to a block of
   Markdown that ends. */
void report_left_open(struct builder *builder, const struct node *block);

#endif
