/*
 * Blocks. The layout knows two states: whether the next paragraph needs a
 * .PP (never right behind a heading, where mandoc warns of it), and how many
 * columns the open .RS take.
 *
 * An item's first paragraph hangs behind its tag (.IP, .TP); what follows in
 * the item stands in an .RS of the same width, since "\.IP" without a tag
 * prints a blank line too many in mandoc.
 */
#include "alert_label.h"
#include "man_parts.h"

#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

enum {
	QUOTE_COLUMNS = 4,
	TERM_COLUMNS = 4,
	BULLET_COLUMNS = 2,
	COLUMNS_MIN = 30, /* text is not squeezed below this, however deep it is */
	DEPTH_MAX = 32,   /* blocks deeper than this become plain paragraphs */
};

/* --- Spacing ---------------------------------------------------------------- */

void man_gap(struct man_writer *man)
{
	if (man->wants_gap)
		man_request(man, "PP");
	man->wants_gap = false;
}

struct man_margin man_indent(struct man_writer *man, size_t columns)
{
	struct man_margin margin = {0};
	if (!columns || man_columns(man) < columns + COLUMNS_MIN)
		return margin;
	man_line_end(man);
	margin.columns = columns;
	margin.start = man->body.len;
	man_request(man, "RS %zu", columns);
	margin.end = man->body.len;
	man->indent += columns;
	return margin;
}

/* mandoc warns of an .RS with nothing in it. */
void man_outdent(struct man_writer *man, struct man_margin margin)
{
	man_line_end(man);
	if (margin.columns && man->body.len == margin.end)
		buffer_truncate(&man->body, margin.start);
	else if (margin.columns)
		man_request(man, "RE");
	man->indent -= margin.columns;
	man->wants_gap = true;
}

static void set_tight(struct man_writer *man, bool tight)
{
	if (tight != man->is_tight)
		man_request(man, tight ? "PD 0" : "PD");
	man->is_tight = tight;
}

void man_run_paragraph(struct man_writer *man, struct man_run *run)
{
	if (man_run_is_empty(run))
		return;
	man_gap(man);
	man_fill(man, run, man_columns(man));
	man->wants_gap = true;
}

/* --- Elements ---------------------------------------------------------------- */

bool man_is_element(const struct node *node, const char *name)
{
	return node->kind == NODE_ELEMENT && slice_eq_str(node->element.name, name);
}

struct slice man_attribute(const struct node *node, const char *name)
{
	for (const struct attribute *a = node->element.attributes; a; a = a->next)
		if (slice_eq_str(a->name, name))
			return a->value;
	return (struct slice){0};
}

static bool is_inline(const struct node *node)
{
	return !node_is_block(node) || man_is_element(node, "br") || man_is_element(node, "img");
}

static const struct node *skip_inlines(const struct node *node, const struct node *end)
{
	while (node && node != end && is_inline(node))
		node = node->next;
	return node;
}

/* --- Simple blocks ------------------------------------------------------------ */

static void children(struct man_writer *man, const struct node *node)
{
	man_flow(man, node->first, NULL);
}

static void paragraph(struct man_writer *man, const struct node *first, const struct node *end,
		      bool bold)
{
	struct man_run run;
	man_run_init(&run, man, man_columns(man), RUN_FILLED);
	if (bold)
		man_run_bold(&run, true);
	man_run_nodes(&run, first, end);
	man_run_paragraph(man, &run);
	man_run_release(&run);
}

static void block_paragraph(struct man_writer *man, const struct node *node)
{
	paragraph(man, node->first, NULL, false);
}

static void block_summary(struct man_writer *man, const struct node *node)
{
	paragraph(man, node->first, NULL, true);
}

/* A subsection would end what it stands in: inside other blocks a heading is
   a bold paragraph. */
static void block_heading(struct man_writer *man, const struct node *node)
{
	struct buffer title;
	if (man->indent) {
		paragraph(man, node->first, NULL, true);
		return;
	}
	buffer_init(&title, man->out->max);
	node_plain_text(node, &title);
	man_subsection(man, buffer_view(&title));
	buffer_release(&title);
}

static void block_quote(struct man_writer *man, const struct node *node)
{
	struct man_margin margin = man_indent(man, QUOTE_COLUMNS);
	children(man, node);
	man_outdent(man, margin);
}

static void block_alert(struct man_writer *man, const struct node *node)
{
	struct man_run run;
	man_run_init(&run, man, man_columns(man), RUN_FILLED);
	man_run_bold(&run, true);
	man_run_text(&run, slice_from(alert_label(node->alert.kind, man->head->lang)));
	man_run_text(&run, SLICE(":"));
	man_run_paragraph(man, &run);
	man_run_release(&run);

	struct man_margin margin = man_indent(man, QUOTE_COLUMNS);
	man->wants_gap = margin.columns == 0;
	children(man, node);
	man_outdent(man, margin);
}

static void block_rule(struct man_writer *man, const struct node *node)
{
	(void)node;
	man_gap(man);
	man_text(man, SLICE("* * *"), FONT_ROMAN);
	man_line_end(man);
	man->wants_gap = true;
}

/* --- Code ---------------------------------------------------------------------- */

static void block_code(struct man_writer *man, const struct node *node)
{
	man_code(man, node->code.text, node->code.language);
}

static void block_pre(struct man_writer *man, const struct node *node)
{
	struct buffer text;
	buffer_init(&text, man->out->max);
	node_plain_text(node, &text);
	man_code(man, buffer_view(&text), (struct slice){0});
	buffer_release(&text);
}

/* --- Hanging blocks: items and terms ------------------------------------------- */

/* The first paragraph behind a tag; returns what is left of the siblings. */
static const struct node *hang_first(struct man_writer *man, const struct node *first,
				     size_t columns)
{
	const struct node *rest = skip_inlines(first, NULL);
	struct man_run run;
	man_run_init(&run, man, columns, RUN_FILLED);
	if (rest != first) {
		man_run_nodes(&run, first, rest);
	} else if (first && (first->kind == NODE_PARAGRAPH || man_is_element(first, "p"))) {
		man_run_nodes(&run, first->first, NULL);
		rest = first->next;
	}
	man->wants_gap = !man_run_is_empty(&run);
	if (man->wants_gap) {
		man_fill(man, &run, columns);
	} else {
		man_raw(man, "\\&");
		man_line_end(man);
	}
	man_run_release(&run);
	return rest;
}

static void hang(struct man_writer *man, const struct node *first, size_t width)
{
	const struct node *rest = hang_first(man, first, man_columns(man) - width);
	if (rest) {
		struct man_margin margin = man_indent(man, width);
		man_flow(man, rest, NULL);
		man_outdent(man, margin);
	}
	man->wants_gap = true;
}

struct man_term man_term_begin(struct man_writer *man, struct man_run *run)
{
	struct man_term term = {.columns = man_columns(man)};
	set_tight(man, false);
	term.is_tag = man_run_width(run) <= term.columns && !man_run_is_empty(run) &&
		      slice_find_char(buffer_view(&run->text), '\n', 0) == SLICE_NONE;
	if (term.is_tag) {
		man_request(man, "TP %d", TERM_COLUMNS);
		man_fill_line(man, run);
		man_line_end(man);
		term.columns -= TERM_COLUMNS;
	} else {
		man_run_paragraph(man, run);
		term.margin = man_indent(man, TERM_COLUMNS);
		term.columns -= term.margin.columns;
	}
	man->wants_gap = false;
	return term;
}

void man_term_blocks(struct man_writer *man, const struct man_term *term, const struct node *first)
{
	if (term->is_tag)
		hang(man, first, TERM_COLUMNS);
	else
		man_flow(man, first, NULL);
}

void man_term_end(struct man_writer *man, const struct man_term *term)
{
	if (!term->is_tag)
		man_outdent(man, term->margin);
	man->wants_gap = true;
}

/* --- Lists ---------------------------------------------------------------------- */

struct list {
	bool is_ordered;
	bool is_tight;
	unsigned long start;
	size_t columns; /* of the tags and the blank behind them */
};

static bool is_list(const struct node *node)
{
	return node->kind == NODE_LIST || man_is_element(node, "ul") || man_is_element(node, "ol");
}

static bool is_item(const struct node *node)
{
	return node->kind == NODE_ITEM || man_is_element(node, "li");
}

/* Items of nothing but text and lists may stand without blank lines. */
static bool may_be_tight(const struct node *list)
{
	for (const struct node *item = list->first; item; item = item->next)
		for (const struct node *child = item->first; child; child = child->next)
			if (!is_inline(child) && !is_list(child) && child->kind != NODE_PARAGRAPH)
				return false;
	return true;
}

static unsigned long start_of(const struct node *node)
{
	unsigned long start = 0;
	struct slice text = {0};
	if (node->kind == NODE_LIST)
		return node->list.start;
	text = man_attribute(node, "start");
	for (size_t i = 0; i < text.len && i < 9 && ascii_is_digit(text.ptr[i]); i++)
		start = start * 10 + (unsigned long)(text.ptr[i] - '0');
	return text.len ? start : 1;
}

static size_t count_items(const struct node *list, bool *has_tasks)
{
	size_t count = 0;
	*has_tasks = false;
	for (const struct node *item = list->first; item; item = item->next) {
		count += is_item(item);
		*has_tasks |= item->kind == NODE_ITEM && item->item.is_task;
	}
	return count;
}

static size_t digits_of(unsigned long number)
{
	size_t digits = 1;
	while (number /= 10)
		digits++;
	return digits;
}

static struct list look_at_list(const struct node *node)
{
	bool has_tasks;
	size_t count = count_items(node, &has_tasks);
	struct list list = {
		.is_ordered =
			node->kind == NODE_LIST ? node->list.ordered : man_is_element(node, "ol"),
		.is_tight = (node->kind != NODE_LIST || node->list.tight) && may_be_tight(node),
		.start = start_of(node),
		.columns = has_tasks ? sizeof("[x]") : BULLET_COLUMNS,
	};
	if (list.is_ordered)
		list.columns = digits_of(list.start + (count ? count - 1 : 0)) + sizeof(".") +
			       (has_tasks ? sizeof("[x]") : 0);
	return list;
}

static void write_tag(struct man_writer *man, const struct list *list, const struct node *item,
		      unsigned long number)
{
	const char *task = "";
	if (item->kind == NODE_ITEM && item->item.is_task)
		task = item->item.is_done ? "[x]" : "[ ]";
	if (list->is_ordered)
		man_request(man, *task ? "IP \"%lu. %s\" %zu" : "IP %lu.%s %zu", number, task,
			    list->columns);
	else if (*task)
		man_request(man, "IP \"%s\" %zu", task, list->columns);
	else
		man_request(man, "IP \\(bu %zu", list->columns);
}

/* The first item keeps the distance to what stands above the list. */
static void write_item(struct man_writer *man, const struct list *list, const struct node *item,
		       unsigned long number)
{
	write_tag(man, list, item, number);
	const struct node *rest = hang_first(man, item->first, man_columns(man) - list->columns);
	set_tight(man, list->is_tight);
	if (rest) {
		struct man_margin margin = man_indent(man, list->columns);
		man_flow(man, rest, NULL);
		man_outdent(man, margin);
	}
	man->wants_gap = true;
}

static void block_list(struct man_writer *man, const struct node *node)
{
	bool outer = man->is_tight;
	struct list list = look_at_list(node);
	unsigned long number = list.start;
	if (!list.is_tight)
		set_tight(man, false);
	for (const struct node *item = node->first; item; item = item->next) {
		if (is_item(item))
			write_item(man, &list, item, number++);
		else
			man_flow(man, item, item->next);
	}
	set_tight(man, outer);
}

static void block_definitions(struct man_writer *man, const struct node *node)
{
	const struct node *child = node->first;
	while (child) {
		if (!man_is_element(child, "dt")) {
			man_flow(man, child, child->next);
			child = child->next;
			continue;
		}
		struct man_run run;
		man_run_init(&run, man, man_columns(man), RUN_FLAT);
		man_run_bold(&run, true);
		man_run_nodes(&run, child->first, NULL);
		struct man_term term = man_term_begin(man, &run);
		child = child->next;
		bool has_text = child && man_is_element(child, "dd");
		man_term_blocks(man, &term, has_text ? child->first : NULL);
		man_term_end(man, &term);
		man_run_release(&run);
		child = has_text ? child->next : child;
	}
}

/* --- All of them ------------------------------------------------------------------ */

typedef void block_handler(struct man_writer *man, const struct node *node);

static block_handler block_element;

static block_handler *const handlers[NODE_KINDS] = {
	[NODE_DOCUMENT] = children,     [NODE_QUOTE] = block_quote,
	[NODE_ALERT] = block_alert,     [NODE_LIST] = block_list,
	[NODE_ITEM] = children,         [NODE_PARAGRAPH] = block_paragraph,
	[NODE_HEADING] = block_heading, [NODE_CODE_BLOCK] = block_code,
	[NODE_RULE] = block_rule,       [NODE_TABLE] = man_table,
	[NODE_ROW] = children,          [NODE_CELL] = children,
	[NODE_ELEMENT] = block_element,
};

static const struct {
	const char *name;
	block_handler *handle;
} elements[] = {
	{"ul", block_list},        {"ol", block_list},         {"table", man_table},
	{"pre", block_pre},        {"hr", block_rule},         {"blockquote", block_quote},
	{"h1", block_heading},     {"h2", block_heading},      {"h3", block_heading},
	{"h4", block_heading},     {"h5", block_heading},      {"h6", block_heading},
	{"dl", block_definitions}, {"summary", block_summary},
};

/* Others are their content. */
static void block_element(struct man_writer *man, const struct node *node)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++) {
		if (man_is_element(node, elements[i].name)) {
			elements[i].handle(man, node);
			return;
		}
	}
	children(man, node);
}

void man_flow(struct man_writer *man, const struct node *first, const struct node *end)
{
	if (man->depth >= DEPTH_MAX) {
		paragraph(man, first, end, false);
		return;
	}
	man->depth++;
	for (const struct node *node = first; node && node != end;) {
		if (is_inline(node)) {
			const struct node *rest = skip_inlines(node, end);
			paragraph(man, node, rest, false);
			node = rest;
			continue;
		}
		handlers[node->kind](man, node);
		node = node->next;
	}
	man->depth--;
}
