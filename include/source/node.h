/*
 * The tree of one side of an article: CommonMark's blocks and inlines,
 * GitHub's tables, and what Microsoft's docs add. Nodes and their strings
 * live in the article's arena, or are parts of its bytes; a tree is read-only
 * once article_read has returned it.
 *
 * Each leaf knows the segment it came from. Raw HTML has been read into
 * NODE_ELEMENT (allow-listed, balanced) or turned into text, so no node
 * holds markup that a renderer may pass on unescaped.
 */
#ifndef SOURCE_NODE_H
#define SOURCE_NODE_H

#include "base/arena.h"
#include "base/slice.h"

enum node_kind {
	/* Blocks. */
	NODE_DOCUMENT,
	NODE_QUOTE,
	NODE_ALERT, /* > [!NOTE] …; children are blocks */
	NODE_LIST,  /* children are NODE_ITEM */
	NODE_ITEM,
	NODE_PARAGRAPH,
	NODE_HEADING,
	NODE_CODE_BLOCK, /* leaf */
	NODE_RULE,       /* leaf: thematic break */
	NODE_TABLE,      /* children are NODE_ROW; the first is the header */
	NODE_ROW,        /* children are NODE_CELL */
	NODE_CELL,       /* children are inlines; from raw HTML also blocks */

	/* Inlines. */
	NODE_TEXT,       /* leaf: literal text, entities and escapes resolved */
	NODE_SOFT_BREAK, /* leaf: a line end that reads as a blank */
	NODE_HARD_BREAK, /* leaf */
	NODE_CODE,       /* leaf: code span */
	NODE_EMPHASIS,
	NODE_STRONG,
	NODE_STRIKE,
	NODE_LINK,
	NODE_IMAGE,  /* leaf; the alternative text is in .image.alt */
	NODE_ANCHOR, /* leaf: <a name="…"></a> */

	/* Raw HTML that no kind above stands for, from the allow-list: details,
	   summary, dl, dt, dd (blocks); sub, sup, kbd, u, small, mark, q, cite,
	   abbr, var, samp, ins (inlines). */
	NODE_ELEMENT,

	NODE_KINDS
};

enum alert_kind { ALERT_NOTE, ALERT_TIP, ALERT_IMPORTANT, ALERT_WARNING, ALERT_CAUTION };

enum cell_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* "No segment": the text stands outside any span. */
#define SEGMENT_NONE (-1)

struct attribute {
	struct slice name; /* lower case */
	struct slice value;
	struct attribute *next;
};

struct node {
	enum node_kind kind;
	bool is_html;     /* made from a raw HTML tag, not from Markdown */
	bool is_included; /* from another file, whose own reading checks it */
	int segment;      /* index into the article's segments, or SEGMENT_NONE */
	struct span at;   /* bytes of the article; a block's own extent, a leaf's
			     segment where nothing better is known */
	struct node *parent;
	struct node *first;
	struct node *last;
	struct node *next;
	struct node *previous;
	union {
		struct slice text; /* NODE_TEXT, NODE_CODE */
		struct {
			unsigned int level;  /* 1 to 6 */
			struct slice anchor; /* the address on the page, unique in it;
						never empty after article_read */
		} heading;
		struct {
			bool ordered;
			bool tight;
			bool is_implied;    /* by items of raw HTML that stand in none */
			unsigned int start; /* first number of an ordered list */
		} list;
		struct {
			bool is_task;
			bool is_done;
		} item;
		struct {
			struct slice text;     /* with its last line end */
			struct slice language; /* first word of the info string */
		} code;
		struct {
			bool is_header;
		} row;
		struct {
			enum cell_align align;
			bool is_header;
			unsigned int columns; /* spanned; 0 and 1 are one */
			unsigned int rows;
		} cell;
		struct {
			enum alert_kind kind;
		} alert;
		struct {
			struct slice url; /* as written, entities and escapes resolved */
			struct slice title;
			const struct link_target *target; /* kb/links.h: once links_check has
							     found where it leads; else NULL */
		} link;
		struct {
			struct slice url;
			struct slice title;
			struct slice alt;
			const struct link_target *target;
		} image;
		struct {
			struct slice name;
		} anchor;
		struct {
			struct slice name; /* lower case, e.g. "details" */
			struct attribute *attributes;
			bool is_block;
		} element;
	};
};

/* NULL when memory is out. */
struct node *node_new(struct arena *arena, enum node_kind kind);

void node_append(struct node *parent, struct node *child);
void node_insert_after(struct node *sibling, struct node *added);

/* Takes a node with its subtree out of its parent. */
void node_unlink(struct node *node);

static inline bool node_is_block(const struct node *node)
{
	if (node->kind == NODE_ELEMENT)
		return node->element.is_block;
	return node->kind < NODE_TEXT;
}

/* Whether it is of a kind that never has children. */
static inline bool node_is_leaf(const struct node *node)
{
	switch (node->kind) {
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_TEXT:
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK:
	case NODE_CODE:
	case NODE_IMAGE:
	case NODE_ANCHOR:
		return true;
	default:
		return false;
	}
}

/* A walk without recursion, each container entered and left, each leaf
   entered only:
 *
 *     struct node_walk walk = node_walk_from(root);
 *     while (node_walk_next(&walk))
 *             if (walk.entering && walk.node->kind == NODE_TEXT) …
 */
struct node_walk {
	const struct node *root;
	const struct node *node;
	bool entering;
};

static inline struct node_walk node_walk_from(const struct node *root)
{
	return (struct node_walk){.root = root};
}

/* Here, to be a part of the loop that asks: every pass over a tree is one. */
static inline bool node_walk_next(struct node_walk *walk)
{
	const struct node *node = walk->node;
	if (!node) {
		walk->node = walk->root;
		walk->entering = true;
		return walk->node != NULL;
	}
	if (walk->entering && !node_is_leaf(node)) {
		walk->entering = node->first != NULL;
		if (node->first)
			walk->node = node->first;
		return true;
	}
	if (node == walk->root)
		return false;
	walk->entering = node->next != NULL;
	walk->node = node->next ? node->next : node->parent;
	return true;
}

/* On entering a container: go on behind it, without its children and without
   leaving it. */
void node_walk_skip(struct node_walk *walk);

/* The text of a subtree as a reader sees it: no markup, soft breaks as
   blanks, blocks apart by line ends, alternative text for images. */
struct buffer;
void node_plain_text(const struct node *root, struct buffer *out);

#endif
