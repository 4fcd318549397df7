/*
 * A table says what becomes of each element: a node of its own kind, an
 * element kept by name, content without its tags, or text with a finding.
 * A name that is in no table is a placeholder such as <username> and shown
 * as it was typed.
 */
#include "raw_html.h"

#include "checked_url.h"
#include "html_rules.h"
#include "html_tokens.h"
#include "marks.h"
#include "placing.h"

enum element_action {
	ACT_DROP,   /* content stays, tags go */
	ACT_NODE,   /* a container of .kind */
	ACT_BLOCK,  /* NODE_ELEMENT, a block */
	ACT_INLINE, /* NODE_ELEMENT, an inline */
	ACT_BREAK,
	ACT_RULE,
	ACT_IMAGE,
	ACT_LINK,
	ACT_REFUSE, /* shown as text */
};

struct element {
	const char *name;
	enum element_action action;
	enum node_kind kind; /* of ACT_NODE */
	bool closes_itself;  /* the end tag is optional in HTML */
};

static const struct element elements[] = {
	{"a", ACT_LINK, NODE_LINK, false},
	{"abbr", ACT_INLINE, NODE_ELEMENT, false},
	{"applet", ACT_REFUSE, NODE_ELEMENT, false},
	{"audio", ACT_REFUSE, NODE_ELEMENT, false},
	{"b", ACT_NODE, NODE_STRONG, false},
	{"base", ACT_REFUSE, NODE_ELEMENT, false},
	{"big", ACT_DROP, NODE_ELEMENT, false},
	{"blockquote", ACT_NODE, NODE_QUOTE, false},
	{"body", ACT_REFUSE, NODE_ELEMENT, false},
	{"br", ACT_BREAK, NODE_HARD_BREAK, true},
	{"button", ACT_REFUSE, NODE_ELEMENT, false},
	{"canvas", ACT_REFUSE, NODE_ELEMENT, false},
	{"caption", ACT_DROP, NODE_ELEMENT, false},
	{"center", ACT_DROP, NODE_ELEMENT, false},
	{"cite", ACT_INLINE, NODE_ELEMENT, false},
	{"code", ACT_INLINE, NODE_ELEMENT, false},
	{"col", ACT_DROP, NODE_ELEMENT, true},
	{"colgroup", ACT_DROP, NODE_ELEMENT, true},
	{"dd", ACT_BLOCK, NODE_ELEMENT, true},
	{"del", ACT_NODE, NODE_STRIKE, false},
	{"details", ACT_BLOCK, NODE_ELEMENT, false},
	{"div", ACT_DROP, NODE_ELEMENT, false},
	{"dl", ACT_BLOCK, NODE_ELEMENT, false},
	{"dt", ACT_BLOCK, NODE_ELEMENT, true},
	{"em", ACT_NODE, NODE_EMPHASIS, false},
	{"embed", ACT_REFUSE, NODE_ELEMENT, false},
	{"font", ACT_DROP, NODE_ELEMENT, false},
	{"form", ACT_REFUSE, NODE_ELEMENT, false},
	{"frame", ACT_REFUSE, NODE_ELEMENT, false},
	{"frameset", ACT_REFUSE, NODE_ELEMENT, false},
	{"h1", ACT_NODE, NODE_HEADING, false},
	{"h2", ACT_NODE, NODE_HEADING, false},
	{"h3", ACT_NODE, NODE_HEADING, false},
	{"h4", ACT_NODE, NODE_HEADING, false},
	{"h5", ACT_NODE, NODE_HEADING, false},
	{"h6", ACT_NODE, NODE_HEADING, false},
	{"head", ACT_REFUSE, NODE_ELEMENT, false},
	{"hr", ACT_RULE, NODE_RULE, true},
	{"html", ACT_REFUSE, NODE_ELEMENT, false},
	{"i", ACT_NODE, NODE_EMPHASIS, false},
	{"iframe", ACT_REFUSE, NODE_ELEMENT, false},
	{"img", ACT_IMAGE, NODE_IMAGE, true},
	{"input", ACT_REFUSE, NODE_ELEMENT, true},
	{"ins", ACT_INLINE, NODE_ELEMENT, false},
	{"kbd", ACT_INLINE, NODE_ELEMENT, false},
	{"li", ACT_NODE, NODE_ITEM, true},
	{"link", ACT_REFUSE, NODE_ELEMENT, true},
	{"mark", ACT_INLINE, NODE_ELEMENT, false},
	{"math", ACT_REFUSE, NODE_ELEMENT, false},
	{"meta", ACT_REFUSE, NODE_ELEMENT, true},
	{"nobr", ACT_DROP, NODE_ELEMENT, false},
	{"noscript", ACT_REFUSE, NODE_ELEMENT, false},
	{"object", ACT_REFUSE, NODE_ELEMENT, false},
	{"ol", ACT_NODE, NODE_LIST, false},
	{"p", ACT_NODE, NODE_PARAGRAPH, true},
	{"pre", ACT_DROP, NODE_ELEMENT, false}, /* a block of it is code; see below */
	{"q", ACT_INLINE, NODE_ELEMENT, false},
	{"s", ACT_NODE, NODE_STRIKE, false},
	{"samp", ACT_INLINE, NODE_ELEMENT, false},
	{"script", ACT_REFUSE, NODE_ELEMENT, false},
	{"section", ACT_DROP, NODE_ELEMENT, false},
	{"select", ACT_REFUSE, NODE_ELEMENT, false},
	{"small", ACT_INLINE, NODE_ELEMENT, false},
	{"span", ACT_DROP, NODE_ELEMENT, false},
	{"strike", ACT_NODE, NODE_STRIKE, false},
	{"strong", ACT_NODE, NODE_STRONG, false},
	{"style", ACT_REFUSE, NODE_ELEMENT, false},
	{"sub", ACT_INLINE, NODE_ELEMENT, false},
	{"summary", ACT_BLOCK, NODE_ELEMENT, false},
	{"sup", ACT_INLINE, NODE_ELEMENT, false},
	{"svg", ACT_REFUSE, NODE_ELEMENT, false},
	{"table", ACT_NODE, NODE_TABLE, false},
	{"tbody", ACT_DROP, NODE_ELEMENT, true},
	{"td", ACT_NODE, NODE_CELL, true},
	{"template", ACT_REFUSE, NODE_ELEMENT, false},
	{"textarea", ACT_REFUSE, NODE_ELEMENT, false},
	{"tfoot", ACT_DROP, NODE_ELEMENT, true},
	{"th", ACT_NODE, NODE_CELL, true},
	{"thead", ACT_DROP, NODE_ELEMENT, true},
	{"title", ACT_REFUSE, NODE_ELEMENT, false},
	{"tr", ACT_NODE, NODE_ROW, true},
	{"tt", ACT_DROP, NODE_ELEMENT, false},
	{"u", ACT_INLINE, NODE_ELEMENT, false},
	{"ul", ACT_NODE, NODE_LIST, false},
	{"var", ACT_INLINE, NODE_ELEMENT, false},
	{"video", ACT_REFUSE, NODE_ELEMENT, false},
	{"wbr", ACT_DROP, NODE_ELEMENT, true},
};

static const struct element *element_find(struct slice name)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++) {
		bool may_be = name.len && ascii_lower(name.ptr[0]) == elements[i].name[0];
		if (may_be && slice_eq_nocase(name, slice_from(elements[i].name)))
			return &elements[i];
	}
	return NULL;
}

bool raw_html_is_block(struct slice name)
{
	const struct element *element = element_find(name);
	if (!element)
		return false;
	if (element->action == ACT_NODE)
		return element->kind < NODE_TEXT;
	return element->action == ACT_BLOCK || element->action == ACT_RULE ||
	       element->action == ACT_DROP || element->action == ACT_REFUSE;
}

/* --- Where things may stand --------------------------------------------- */

/* Items in no list are shown as items of one, those in a row of the same. */
static bool ensure_list(struct builder *b)
{
	if (b->current->kind == NODE_LIST)
		return true;
	if (is_implied_list(b->current->last)) {
		open_again(b, b->current->last);
		return true;
	}
	struct node *list = open_html(b, NODE_LIST);
	if (!list)
		return false;
	list->list.is_implied = true;
	list->list.tight = true;
	list->list.start = 1;
	return true;
}

/* Makes the current container one that a cell or an item may stand in. */
static bool ensure_parent(struct builder *b, enum node_kind kind)
{
	if (kind == NODE_CELL && b->current->kind == NODE_TABLE)
		return open_html(b, NODE_ROW) != NULL;
	if (kind == NODE_CELL)
		return b->current->kind == NODE_ROW;
	if (kind == NODE_ROW)
		return b->current->kind == NODE_TABLE;
	if (kind == NODE_ITEM)
		return ensure_list(b);
	return true;
}

/* --- Closing ------------------------------------------------------------ */

static bool is_node_of(const struct node *node, const struct element *element, struct slice name)
{
	if (!node->is_html)
		return false;
	if (element->action == ACT_BLOCK || element->action == ACT_INLINE)
		return node->kind == NODE_ELEMENT && slice_eq_nocase(node->element.name, name);
	return node->kind == element->kind;
}

/* What an end tag may not reach past. */
static bool is_barrier(const struct node *node, const struct element *element)
{
	bool structural = element->kind == NODE_TABLE || element->kind == NODE_ROW ||
			  element->kind == NODE_LIST || element->kind == NODE_CELL ||
			  element->kind == NODE_ITEM || element->action == ACT_BLOCK;
	return !node->is_html ||
	       (!structural && (node->kind == NODE_CELL || node->kind == NODE_ITEM));
}

static struct node *find_open(const struct builder *b, const struct element *element,
			      struct slice name)
{
	for (struct node *node = b->current; node && node != b->floor; node = node->parent) {
		if (is_node_of(node, element, name))
			return node;
		if (is_barrier(node, element))
			return NULL;
	}
	return NULL;
}

static void close_tag(struct builder *b, const struct element *element, struct slice name)
{
	if (element->action == ACT_DROP || element->action == ACT_BREAK ||
	    element->action == ACT_RULE || element->action == ACT_IMAGE)
		return;
	struct node *open = find_open(b, element, name);
	if (open && node_is_block(open))
		trim_text(b);
	if (open)
		builder_close(b, open);
	else if (element->action != ACT_LINK && !element->closes_itself)
		builder_report(b, &rule_html_unbalanced, slice_from(element->name));
}

static bool is_definition(const struct element *element)
{
	return slice_eq_str(slice_from(element->name), "dt") ||
	       slice_eq_str(slice_from(element->name), "dd");
}

/* Whether a node ends where the element's start tag comes: <li>, <tr> and <td>
   end an open one of their kind, <dt> and <dd> each other. */
static bool ends_before(const struct node *node, const struct element *element)
{
	if (is_definition(element))
		return node_is_named(node, "dt") || node_is_named(node, "dd");
	return node->kind == element->kind;
}

static void close_implied(struct builder *b, const struct element *element)
{
	if (!is_definition(element) && element->kind != NODE_ITEM && element->kind != NODE_CELL &&
	    element->kind != NODE_ROW)
		return;
	for (struct node *node = b->current; node && node->is_html && node != b->floor;
	     node = node->parent) {
		if (ends_before(node, element)) {
			builder_close(b, node);
			return;
		}
		if (node->kind == NODE_TABLE || node->kind == NODE_LIST ||
		    node_is_named(node, "dl"))
			return;
	}
}

/* --- Attributes --------------------------------------------------------- */

static struct slice attribute_value(struct builder *b, const struct html_token *token,
				    const char *name)
{
	struct slice rest = token->attributes;
	struct html_attribute attribute;
	while (html_attribute_next(&rest, &attribute)) {
		if (!slice_eq_nocase(attribute.name, slice_from(name)))
			continue;
		struct slice value = marks_strip(&b->article->arena, attribute.value);
		return html_unescape(&b->article->arena, value);
	}
	return (struct slice){NULL, 0};
}

static struct slice keep(struct builder *b, struct slice text)
{
	struct slice copy = arena_copy(&b->article->arena, text);
	b->failed |= !copy.ptr;
	return copy;
}

static unsigned int attribute_number(struct builder *b, const struct html_token *token,
				     const char *name)
{
	struct slice value = attribute_value(b, token, name);
	unsigned int number = 0;
	for (size_t i = 0; i < value.len && i < 3 && ascii_is_digit(value.ptr[i]); i++)
		number = number * 10 + (unsigned int)(value.ptr[i] - '0');
	return number;
}

static void keep_attribute(struct builder *b, struct node *node, const struct html_token *token,
			   const char *name)
{
	struct slice value = attribute_value(b, token, name);
	struct attribute *attribute =
		value.ptr ? arena_alloc(&b->article->arena, sizeof(*attribute)) : NULL;
	if (!attribute)
		return;
	*attribute = (struct attribute){slice_from(name), keep(b, value), node->element.attributes};
	node->element.attributes = attribute;
}

/* --- Opening ------------------------------------------------------------ */

static void open_link(struct builder *b, const struct html_token *token)
{
	struct slice name = attribute_value(b, token, "name");
	struct slice href = attribute_value(b, token, "href");
	if (name.len == 0)
		name = attribute_value(b, token, "id");
	place_inline(b);
	if (name.len) {
		struct node *anchor = builder_leaf(b, NODE_ANCHOR);
		if (anchor)
			anchor->anchor.name = keep(b, name);
	}
	if (href.len == 0 || b->n_links)
		return; /* links do not nest */
	struct slice title = attribute_value(b, token, "title");
	struct slice url = keep(b, checked_url(b, href));
	struct node *link = open_html(b, NODE_LINK);
	if (link) {
		link->link.url = url;
		link->link.title = keep(b, title);
	}
}

static void open_image(struct builder *b, const struct html_token *token)
{
	struct slice url = keep(b, checked_url(b, attribute_value(b, token, "src")));
	struct slice alt = keep(b, attribute_value(b, token, "alt"));
	struct slice title = keep(b, attribute_value(b, token, "title"));
	place_inline(b);
	struct node *image = builder_leaf(b, NODE_IMAGE);
	if (!image)
		return;
	image->is_html = true;
	image->image.url = url;
	image->image.alt = alt;
	image->image.title = title;
}

static void fill(struct builder *b, struct node *node, const struct element *element,
		 const struct html_token *token)
{
	if (node->kind == NODE_HEADING)
		node->heading.level = (unsigned int)(element->name[1] - '0');
	if (node->kind == NODE_LIST) {
		node->list.ordered = element->name[0] == 'o';
		node->list.tight = true;
		unsigned int start = attribute_number(b, token, "start");
		node->list.start = start ? start : 1;
	}
	if (node->kind == NODE_CELL) {
		node->cell.is_header = element->name[1] == 'h';
		node->cell.columns = attribute_number(b, token, "colspan");
		node->cell.rows = attribute_number(b, token, "rowspan");
	}
	if (node->kind == NODE_ELEMENT) {
		node->element.name = slice_from(element->name);
		node->element.is_block = element->action == ACT_BLOCK;
		if (slice_eq_str(slice_from(element->name), "abbr"))
			keep_attribute(b, node, token, "title");
	}
}

static bool is_block_element(const struct element *element)
{
	return element->action == ACT_BLOCK || element->action == ACT_RULE ||
	       (element->action == ACT_NODE && element->kind < NODE_TEXT);
}

/* <summary> only first in <details>; <dt> and <dd> only in <dl>. */
static bool has_its_parent(const struct builder *b, const struct element *element)
{
	struct slice name = slice_from(element->name);
	if (slice_eq_str(name, "summary"))
		return node_is_named(b->current, "details") && !b->current->first;
	if (is_definition(element))
		return node_is_named(b->current, "dl");
	return !node_is_named(b->current, "dl");
}

static void open_block(struct builder *b, const struct element *element,
		       const struct html_token *token)
{
	if (is_definition(element))
		close_implied(b, element); /* a term takes inlines only */
	if (!leave_inlines(b))
		return;
	close_implied(b, element);
	enter_item(b, element->action == ACT_NODE ? element->kind : NODE_PARAGRAPH);
	bool wants_parent = element->action == ACT_BLOCK || node_is_named(b->current, "dl");
	if ((wants_parent && !has_its_parent(b, element)) ||
	    (element->action == ACT_NODE && !ensure_parent(b, element->kind)))
		return;
	if (element->action == ACT_RULE) {
		builder_leaf(b, NODE_RULE);
		return;
	}
	struct node *node =
		open_html(b, element->action == ACT_NODE ? element->kind : NODE_ELEMENT);
	if (node)
		fill(b, node, element, token);
}

static void open_inline(struct builder *b, const struct element *element,
			const struct html_token *token)
{
	place_inline(b);
	struct node *node =
		open_html(b, element->action == ACT_NODE ? element->kind : NODE_ELEMENT);
	if (node)
		fill(b, node, element, token);
}

static void show_as_text(struct builder *b, struct slice raw)
{
	place_inline(b);
	builder_text(b, raw);
}

static bool opens_container(const struct element *element)
{
	return element->action == ACT_NODE || element->action == ACT_BLOCK ||
	       element->action == ACT_INLINE || element->action == ACT_LINK;
}

static void open_tag(struct builder *b, const struct element *element,
		     const struct html_token *token)
{
	if (b->n_html >= HTML_DEPTH_MAX && opens_container(element)) {
		builder_report(b, &rule_html_too_deep, slice_from(element->name));
		return;
	}
	switch (element->action) {
	case ACT_DROP:
		break;
	case ACT_BREAK:
		place_inline(b);
		builder_leaf(b, NODE_HARD_BREAK);
		break;
	case ACT_IMAGE:
		open_image(b, token);
		break;
	case ACT_LINK:
		open_link(b, token);
		break;
	case ACT_REFUSE:
		builder_report(b, &rule_html_not_allowed, slice_from(element->name));
		show_as_text(b, token->raw);
		break;
	default:
		if (is_block_element(element))
			open_block(b, element, token);
		else
			open_inline(b, element, token);
	}
}

static bool ends_itself(const struct html_token *token)
{
	return slice_ends_with(token->raw, SLICE("/>"));
}

static void take_tag(struct builder *b, const struct html_token *token)
{
	const struct element *element = element_find(token->name);
	if (!element) {
		show_as_text(b, token->raw);
		return;
	}
	if (token->kind == HTML_CLOSE) {
		if (element->action == ACT_REFUSE)
			show_as_text(b, token->raw);
		else
			close_tag(b, element, token->name);
		return;
	}
	open_tag(b, element, token);
	/* Browsers ignore the slash, yet <a name="x"/> is meant to be whole. */
	if (ends_itself(token) && element->action != ACT_REFUSE && !element->closes_itself)
		close_tag(b, element, token->name);
}

/* --- Text --------------------------------------------------------------- */

/* White space of raw HTML is one blank, as browsers show it. */
static void take_text(struct builder *b, struct slice raw)
{
	struct slice text = html_unescape(&b->article->arena, raw);
	if (!text.ptr) {
		b->failed = true;
		return;
	}
	struct slice visible = marks_strip(&b->article->arena, text);
	bool is_blank = slice_is_blank(visible);
	if (is_blank && !node_takes_inlines(b->current)) {
		builder_literal(b, text);
		return;
	}
	place_inline(b);
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && !ascii_is_blank(text.ptr[end]))
			end++;
		builder_text(b, slice_sub(text, at, end));
		at = end;
		while (at < text.len && ascii_is_blank(text.ptr[at]))
			at++;
		bool is_first = b->text.len == 0 && !b->current->first && node_is_block(b->current);
		if (at > end && !is_first)
			builder_text(b, SLICE(" "));
	}
}

void raw_html_inline(struct builder *builder, struct slice html)
{
	struct html_reader reader = html_reader_from(html);
	struct html_token token;
	while (html_token_next(&reader, &token)) {
		if (token.kind == HTML_TEXT)
			show_as_text(builder, token.raw);
		else if (token.kind == HTML_OTHER)
			builder_literal(builder, token.raw);
		else
			take_tag(builder, &token);
	}
}

static bool is_pre(const struct html_token *token, enum html_token_kind kind)
{
	return token->kind == kind && slice_eq_nocase(token->name, SLICE("pre"));
}

/* Up to </pre>: a code block. */
static void take_pre(struct builder *b, struct html_reader *reader)
{
	struct html_token token;
	struct buffer code;
	buffer_init(&code, BUFFER_MAX_PAGE);
	while (html_token_next(reader, &token) && !is_pre(&token, HTML_CLOSE)) {
		bool is_placeholder = (token.kind == HTML_OPEN || token.kind == HTML_CLOSE) &&
				      !element_find(token.name);
		if (token.kind != HTML_TEXT && !is_placeholder)
			continue;
		struct slice text = html_unescape(&b->article->arena, token.raw);
		b->failed |= !text.ptr;
		buffer_slice(&code, builder_literal(b, text));
	}
	bool placed = leave_inlines(b);
	if (placed)
		place_block(b);
	struct node *node = placed ? builder_leaf(b, NODE_CODE_BLOCK) : NULL;
	if (node) {
		node->is_html = true;
		node->code.text = keep(b, buffer_view(&code));
	} else {
		builder_text(b, buffer_view(&code));
	}
	buffer_release(&code);
}

void raw_html_block(struct builder *builder, struct slice html)
{
	struct html_reader reader = html_reader_from(html);
	struct html_token token;
	while (html_token_next(&reader, &token)) {
		if (token.kind == HTML_TEXT)
			take_text(builder, token.raw);
		else if (token.kind == HTML_OTHER)
			builder_literal(builder, token.raw);
		else if (is_pre(&token, HTML_OPEN))
			take_pre(builder, &reader);
		else
			take_tag(builder, &token);
	}
	trim_text(builder);
	builder_flush(builder);
	leave_inlines(builder); /* a paragraph ends with its block */
}
