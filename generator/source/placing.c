/* What stands between the tags of raw HTML and a tree that can be trusted. */
#include "placing.h"

#include "html_rules.h"

bool node_is_named(const struct node *node, const char *name)
{
	return node->kind == NODE_ELEMENT && slice_eq_str(node->element.name, name);
}

bool node_takes_inlines(const struct node *node)
{
	return node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING ||
	       node->kind == NODE_CELL || !node_is_block(node) || node_is_named(node, "summary") ||
	       node_is_named(node, "dt");
}

/* Nothing but inlines. */
static bool takes_no_blocks(const struct node *node)
{
	return node_takes_inlines(node) && node->kind != NODE_CELL;
}

bool is_implied_list(const struct node *node)
{
	return node && node->kind == NODE_LIST && node->list.is_implied;
}

struct node *open_html(struct builder *b, enum node_kind kind)
{
	struct node *node = builder_open(b, kind);
	if (!node)
		return NULL;
	node->is_html = true;
	b->has_html = true;
	b->n_html++;
	return node;
}

void open_again(struct builder *b, struct node *node)
{
	builder_flush(b);
	b->current = node;
	b->n_html++;
}

void enter_item(struct builder *b, enum node_kind kind)
{
	if (is_implied_list(b->current) && kind != NODE_ITEM)
		builder_close(b, b->current);
	if (b->current->kind == NODE_LIST && kind != NODE_ITEM)
		open_html(b, NODE_ITEM);
	if (b->current->kind == NODE_TABLE && kind != NODE_ROW && kind != NODE_CELL)
		open_html(b, NODE_ROW);
	if (b->current->kind == NODE_ROW && kind != NODE_CELL && kind != NODE_ROW)
		open_html(b, NODE_CELL);
}

/* A list of definitions holds terms and definitions only. */
static void enter_definition(struct builder *b)
{
	struct node *node = node_is_named(b->current, "dl") ? open_html(b, NODE_ELEMENT) : NULL;
	if (!node)
		return;
	node->element.name = SLICE("dd");
	node->element.is_block = true;
}

void place_inline(struct builder *b)
{
	enter_item(b, NODE_TEXT);
	enter_definition(b);
	if (!node_takes_inlines(b->current))
		open_html(b, NODE_PARAGRAPH);
}

/* What to call an element whose end tag is missing; empty where it needs none. */
static struct slice name_of(const struct node *node)
{
	switch (node->kind) {
	case NODE_TABLE:
		return SLICE("table");
	case NODE_LIST:
		if (is_implied_list(node))
			return SLICE("");
		return node->list.ordered ? SLICE("ol") : SLICE("ul");
	case NODE_LINK:
		return SLICE("a");
	case NODE_QUOTE:
		return SLICE("blockquote");
	case NODE_STRONG:
		return SLICE("strong");
	case NODE_EMPHASIS:
		return SLICE("em");
	case NODE_STRIKE:
		return SLICE("del");
	case NODE_HEADING: {
		static const struct slice levels[] = {{"h1", 2}, {"h2", 2}, {"h3", 2},
						      {"h4", 2}, {"h5", 2}, {"h6", 2}};
		return levels[node->heading.level - 1];
	}
	case NODE_ELEMENT:
		if (node_is_named(node, "dt") || node_is_named(node, "dd"))
			return SLICE("");
		return node->element.name;
	default: /* their end tags are optional, or nobody opened them */
		return SLICE("");
	}
}

static void report_open(struct builder *b, const struct node *node)
{
	struct slice name = node->is_html ? name_of(node) : SLICE("");
	if (name.len)
		builder_report_at(b, &rule_html_unbalanced, node, name);
}

/* An item that nobody closed would take all of the article that follows. */
static void leave_implied_list(struct builder *b)
{
	struct node *node = b->current;
	while (node && node->is_html && !is_implied_list(node))
		node = node->parent;
	if (is_implied_list(node) && node->last && node->last->first)
		builder_close(b, node);
}

void place_block(struct builder *b)
{
	while (b->current->is_html && takes_no_blocks(b->current)) {
		report_open(b, b->current);
		builder_close(b, b->current);
	}
	leave_implied_list(b);
	enter_item(b, NODE_PARAGRAPH);
	enter_definition(b);
}

void trim_text(struct builder *b)
{
	while (b->text.len && b->text.ptr[b->text.len - 1] == ' ')
		buffer_truncate(&b->text, b->text.len - 1);
}

bool leave_inlines(struct builder *b)
{
	struct node *at = b->current;
	while (!node_is_block(at)) {
		if (!at->is_html)
			return false;
		at = at->parent;
	}
	if (at->kind == NODE_HEADING || node_is_named(at, "summary") || node_is_named(at, "dt"))
		return false;
	trim_text(b);
	builder_flush(b);
	if (at->kind != NODE_PARAGRAPH) {
		builder_up(b, at);
		return true;
	}
	builder_up(b, at->parent);
	if (at->is_html && !at->first)
		node_unlink(at);
	return true;
}

/* HTML that left a paragraph stands beside it. */
void report_left_open(struct builder *b, const struct node *block)
{
	const struct node *node = b->current;
	for (; node && node != block && node != block->parent; node = node->parent)
		report_open(b, node);
}
