/*
 * Builds the tree of one side, from Markdown and raw HTML together. Whatever
 * order tags come in, the result is a tree that every renderer may trust:
 * rows stand in tables, items in lists, inlines in paragraphs.
 */
#ifndef SOURCE_BUILDER_H
#define SOURCE_BUILDER_H

#include "base/buffer.h"
#include "source/article.h"

struct builder {
	struct article *article;
	enum lang lang;
	struct node *root;
	struct node *current;  /* where the next node goes */
	struct buffer text;    /* text not yet made a node */
	struct buffer scratch; /* for whoever calls the builder; clear it first */
	int segment;           /* of the text that comes next */
	int literal_segment;   /* of the last builder_literal */
	struct span block;     /* the Markdown block being read, in the article */
	struct node *floor;    /* what inline HTML may not close; or NULL */
	size_t n_html;         /* how many of the open containers HTML opened */
	size_t n_links;        /* how many of them are links: none or one */
	bool has_html;         /* whether HTML opened any */
	bool has_quotes;       /* whether there was a quote */
	bool has_odd_lines;    /* a line of a paragraph begins as a table's row of dashes may */
	bool failed;           /* memory is out */
};

enum status builder_init(struct builder *builder, struct article *article, enum lang lang);
void builder_release(struct builder *builder);

/* Opens a container inside the current one and makes it the current. NULL when
   memory is out. */
struct node *builder_open(struct builder *builder, enum node_kind kind);

/* Ends a container that builder_open gave, with all still open in it, or beside
   it: HTML may have left it (placing.h). */
void builder_close(struct builder *builder, struct node *node);

/* Makes an ancestor of the current container, or itself, the current one. */
void builder_up(struct builder *builder, const struct node *node);

struct node *builder_leaf(struct builder *builder, enum node_kind kind);

/* Literal text, marks included: they say where segments begin and end. */
void builder_text(struct builder *builder, struct slice text);

/* What the parser gives, with all that it was not shown: of what becomes no text node
   (code, an address, HTML). */
struct slice builder_put_back(struct builder *builder, struct slice text);

/* Follows the marks in such a text and gives all of it without them, in the arena. */
struct slice builder_literal(struct builder *builder, struct slice text);

/* A leaf for what builder_literal gave: of its segment, which may have begun in
   it, or ended. */
struct node *builder_literal_leaf(struct builder *builder, enum node_kind kind);

/* Makes a node of the text collected so far. */
void builder_flush(struct builder *builder);

/* A node's place: its segment's text, or else its block. */
struct span builder_place(const struct builder *builder);

/* Adds a finding of a rule with one argument at the current place. */
void builder_report(struct builder *builder, const struct rule *rule, struct slice argument);

/* Where an address stands there; `shown` is the argument. NULL when memory is out. */
struct finding *builder_report_address(struct builder *builder, const struct rule *rule,
				       struct slice address, struct slice shown);

/* At a node's place. */
void builder_report_at(struct builder *builder, const struct rule *rule, const struct node *node,
		       struct slice argument);

#endif
