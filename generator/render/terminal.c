/*
 * Blocks. A margin is a text that every line begins with; an item's tag takes
 * the place of its end on the item's first line.
 */
#include "render/terminal.h"

#include "alert_label.h"
#include "terminal_parts.h"
#include "text/transform.h"
#include "text/unicode.h"

enum {
	CODE_COLUMNS = 4,
	QUOTE_COLUMNS = 2,
	TERM_COLUMNS = 4,
	TAB_COLUMNS = 8,
	DEPTH_MAX = 32,   /* blocks deeper than this become plain paragraphs */
	COLUMNS_MIN = 20, /* text is not squeezed below this, however narrow the window */
};

/* --- Lines -------------------------------------------------------------------- */

size_t terminal_columns(const struct terminal_writer *writer)
{
	size_t columns = writer->options->columns;
	return columns > writer->margin_columns + COLUMNS_MIN ? columns - writer->margin_columns
							      : COLUMNS_MIN;
}

static void trim_line(struct buffer *out)
{
	while (out->len && out->ptr[out->len - 1] == ' ')
		buffer_truncate(out, out->len - 1);
}

void terminal_begin_line(struct terminal_writer *writer)
{
	struct slice margin = buffer_view(&writer->margin);
	size_t kept = margin.len - (writer->tag_columns <= margin.len ? writer->tag_columns : 0);
	buffer_slice(writer->out, writer->tag.len ? slice_sub(margin, 0, kept) : margin);
	buffer_slice(writer->out, buffer_view(&writer->tag));
	buffer_clear(&writer->tag);
	writer->tag_columns = 0;
	writer->is_started = true;
}

void terminal_end_line(struct terminal_writer *writer)
{
	trim_line(writer->out);
	buffer_char(writer->out, '\n');
}

void terminal_gap(struct terminal_writer *writer)
{
	if (writer->wants_gap && writer->is_started && writer->tag.len == 0) {
		buffer_slice(writer->out, buffer_view(&writer->margin));
		terminal_end_line(writer);
	}
	writer->wants_gap = false;
}

void terminal_push(struct terminal_writer *writer, struct slice text)
{
	buffer_slice(&writer->margin, text);
	writer->margin_columns += text_width(text);
}

void terminal_pop(struct terminal_writer *writer, struct slice text)
{
	buffer_truncate(&writer->margin, writer->margin.len - text.len);
	writer->margin_columns -= text_width(text);
}

void terminal_indent(struct terminal_writer *writer, int columns)
{
	if (columns >= 0) {
		buffer_repeat(&writer->margin, ' ', (size_t)columns);
		writer->margin_columns += (size_t)columns;
		return;
	}
	buffer_truncate(&writer->margin, writer->margin.len - (size_t)-columns);
	writer->margin_columns -= (size_t)-columns;
}

/* --- Paragraphs --------------------------------------------------------------- */

static void put_run(struct terminal_writer *writer, struct run *run)
{
	if (run->text.len == 0)
		return;
	terminal_gap(writer);
	run_fill(run);
	writer->wants_gap = !writer->is_tight;
}

static void paragraph(struct terminal_writer *writer, const struct node *first,
		      const struct node *end, bool is_bold)
{
	struct run run;
	run_init(&run, writer);
	run.bold = is_bold;
	run_nodes(&run, first, end);
	put_run(writer, &run);
	run_release(&run);
}

static void text_paragraph(struct terminal_writer *writer, struct slice text, bool is_bold)
{
	struct run run;
	run_init(&run, writer);
	run.bold = is_bold;
	run_text(&run, text);
	put_run(writer, &run);
	run_release(&run);
}

void terminal_heading(struct terminal_writer *writer, struct slice text)
{
	writer->wants_gap = true;
	text_paragraph(writer, text, true);
	writer->wants_gap = false;
}

void terminal_paragraph(struct terminal_writer *writer, struct slice text, bool has_gap)
{
	writer->wants_gap = has_gap;
	text_paragraph(writer, text, false);
	writer->wants_gap = true;
}

void terminal_space(struct terminal_writer *writer)
{
	writer->wants_gap = true;
}

void terminal_link(struct terminal_writer *writer, struct slice text, struct slice url,
		   bool has_gap)
{
	struct run run;
	writer->wants_gap = has_gap;
	run_init(&run, writer);
	run_link(&run, text, url);
	put_run(writer, &run);
	run_release(&run);
}

static void children(struct terminal_writer *writer, const struct node *node)
{
	terminal_blocks(writer, node->first, NULL);
}

static void block_paragraph(struct terminal_writer *writer, const struct node *node)
{
	paragraph(writer, node->first, NULL, false);
}

static void block_heading(struct terminal_writer *writer, const struct node *node)
{
	paragraph(writer, node->first, NULL, true);
	writer->wants_gap = false;
}

static void block_quote(struct terminal_writer *writer, const struct node *node)
{
	struct slice bar = SLICE("│ ");
	bool is_tight = writer->is_tight;
	terminal_gap(writer);
	terminal_push(writer, bar);
	writer->is_tight = false;
	children(writer, node);
	terminal_pop(writer, bar);
	writer->is_tight = is_tight;
	writer->wants_gap = true;
}

static void block_alert(struct terminal_writer *writer, const struct node *node)
{
	struct buffer label;
	buffer_init(&label, BUFFER_MAX_PAGE);
	buffer_printf(&label, "%s:", alert_label(node->alert.kind, writer->options->lang));
	text_paragraph(writer, buffer_view(&label), true);
	writer->wants_gap = false;
	terminal_indent(writer, QUOTE_COLUMNS);
	children(writer, node);
	terminal_indent(writer, -QUOTE_COLUMNS);
	writer->wants_gap = true;
	buffer_release(&label);
}

static void block_rule(struct terminal_writer *writer, const struct node *node)
{
	(void)node;
	text_paragraph(writer, SLICE("* * *"), false);
}

/* --- Code --------------------------------------------------------------------- */

/* With tabs expanded. Code is never broken: it is there to be copied. */
static void put_code_line(struct terminal_writer *writer, struct slice line)
{
	size_t column = 0;
	terminal_begin_line(writer);
	for (size_t at = 0, start = 0; at < line.len; start = at) {
		int32_t c = utf8_next(line, &at);
		size_t width = c == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : code_point_width(c);
		if (c == '\t')
			buffer_repeat(writer->out, ' ', width);
		else
			buffer_slice(writer->out, slice_sub(line, start, at));
		column += width;
	}
	terminal_end_line(writer);
}

static void block_code(struct terminal_writer *writer, const struct node *node)
{
	struct buffer code;
	struct slice line;
	buffer_init(&code, BUFFER_MAX_PAGE);
	if (text_printable(node->code.text, &code) != STATUS_OK)
		out_of_memory();
	struct slice rest = buffer_view(&code);
	while (rest.len && rest.ptr[rest.len - 1] == '\n')
		rest.len--;
	terminal_gap(writer);
	terminal_indent(writer, CODE_COLUMNS);
	while (slice_next_line(&rest, &line))
		put_code_line(writer, line);
	terminal_indent(writer, -CODE_COLUMNS);
	writer->wants_gap = true;
	buffer_release(&code);
}

/* --- Lists -------------------------------------------------------------------- */

static void put_tag(struct terminal_writer *writer, const struct node *list,
		    const struct node *item, size_t number)
{
	size_t start = writer->tag.len; /* of a list that begins another */
	if (list->list.ordered)
		buffer_printf(&writer->tag, "%zu. ", number);
	else if (!item->item.is_task)
		buffer_str(&writer->tag, "• ");
	if (item->item.is_task)
		buffer_str(&writer->tag, item->item.is_done ? "[x] " : "[ ] ");
	writer->tag_columns += text_width(buffer_view_from(&writer->tag, start));
}

static size_t tag_columns(const struct node *list)
{
	size_t last = list->list.start;
	size_t digits = 1;
	size_t task = 0;
	for (const struct node *item = list->first; item; item = item->next) {
		last += item->next != NULL;
		task = item->item.is_task ? sizeof("[x] ") - 1 : task;
	}
	for (; last >= 10; last /= 10)
		digits++;
	if (list->list.ordered)
		return digits + sizeof(". ") - 1 + task;
	return task ? task : sizeof("- ") - 1;
}

/* A tag narrower than others is set to the right, before the text. */
static void put_item(struct terminal_writer *writer, const struct node *list,
		     const struct node *item, size_t number)
{
	int columns = (int)tag_columns(list);
	terminal_gap(writer);
	terminal_indent(writer, columns);
	put_tag(writer, list, item, number);
	children(writer, item);
	if (writer->tag.len) { /* nothing stands in it */
		terminal_begin_line(writer);
		terminal_end_line(writer);
	}
	terminal_indent(writer, -columns);
}

static void block_list(struct terminal_writer *writer, const struct node *list)
{
	bool is_tight = writer->is_tight;
	size_t number = list->list.start;
	terminal_gap(writer);
	writer->is_tight = list->list.tight;
	for (const struct node *item = list->first; item; item = item->next) {
		if (item->kind == NODE_ITEM)
			put_item(writer, list, item, number++);
	}
	writer->is_tight = is_tight;
	writer->wants_gap = !is_tight;
}

/* --- Elements ----------------------------------------------------------------- */

bool terminal_is_element(const struct node *node, const char *name)
{
	return node->kind == NODE_ELEMENT && slice_eq_str(node->element.name, name);
}

static void block_element(struct terminal_writer *writer, const struct node *node)
{
	if (terminal_is_element(node, "dt") || terminal_is_element(node, "summary")) {
		paragraph(writer, node->first, NULL, true);
		writer->wants_gap = terminal_is_element(node, "summary");
		return;
	}
	bool is_description = terminal_is_element(node, "dd");
	terminal_indent(writer, is_description ? TERM_COLUMNS : 0);
	children(writer, node);
	terminal_indent(writer, is_description ? -TERM_COLUMNS : 0);
}

/* --- All of them -------------------------------------------------------------- */

typedef void block_handler(struct terminal_writer *writer, const struct node *node);

static block_handler *const handlers[NODE_KINDS] = {
	[NODE_DOCUMENT] = children,     [NODE_QUOTE] = block_quote,
	[NODE_ALERT] = block_alert,     [NODE_LIST] = block_list,
	[NODE_ITEM] = children,         [NODE_PARAGRAPH] = block_paragraph,
	[NODE_HEADING] = block_heading, [NODE_CODE_BLOCK] = block_code,
	[NODE_RULE] = block_rule,       [NODE_TABLE] = terminal_table,
	[NODE_ROW] = children,          [NODE_CELL] = children,
	[NODE_ELEMENT] = block_element,
};

static const struct node *skip_inlines(const struct node *node, const struct node *end)
{
	while (node && node != end && !node_is_block(node))
		node = node->next;
	return node;
}

void terminal_blocks(struct terminal_writer *writer, const struct node *first,
		     const struct node *end)
{
	if (writer->depth >= DEPTH_MAX) {
		paragraph(writer, first, end, false);
		return;
	}
	writer->depth++;
	for (const struct node *node = first; node && node != end;) {
		const struct node *rest = skip_inlines(node, end);
		if (rest != node) {
			paragraph(writer, node, rest, false);
			node = rest;
			continue;
		}
		handlers[node->kind](writer, node);
		node = node->next;
	}
	writer->depth--;
}

struct terminal_writer *terminal_begin(struct arena *arena, const struct terminal_options *options,
				       struct buffer *out)
{
	struct terminal_writer *writer = arena_alloc(arena, sizeof(*writer));
	writer->options = options;
	writer->arena = arena;
	writer->out = out;
	buffer_init(&writer->margin, BUFFER_MAX_PAGE);
	buffer_init(&writer->tag, BUFFER_MAX_PAGE);
	return writer;
}

void terminal_end(struct terminal_writer *writer)
{
	if (writer->margin.failed || writer->tag.failed)
		out_of_memory();
	buffer_release(&writer->margin);
	buffer_release(&writer->tag);
}
