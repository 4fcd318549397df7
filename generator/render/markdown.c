/*
 * Blocks write themselves without a margin into a buffer of their own, which
 * the container then puts behind its margin line by line: a quote's "> ", an
 * item's blanks. The depth is capped, so the copying is too.
 */
#include "render/markdown.h"

#include "render/html.h"
#include "text/html.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <string.h>

enum { DEPTH_MAX = 32, LEVEL_MAX = 6, FENCE_MIN = 3 };

struct markdown {
	const struct markdown_options *options;
	size_t depth;
	bool is_cell; /* one line, and '|' is escaped */
};

/* --- Text --------------------------------------------------------------------- */

/* What could begin a construct, anywhere or at the start of a line. */
static bool is_special(struct slice text, size_t at, bool is_line_start)
{
	char c = text.ptr[at];
	char next = at + 1 < text.len ? text.ptr[at + 1] : ' ';
	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '_':
	case '[':
	case ']':
	case '<':
	case '|':
	case '~':
		return true;
	case '&':
		return ascii_is_alpha(next) || next == '#';
	default:
		break;
	}
	if (!is_line_start)
		return false;
	return strchr("#>", c) || (strchr("+-=:", c) && (ascii_is_blank(next) || next == c));
}

/* "1." and "1)" begin a list: the mark behind the digits is escaped. */
static size_t list_mark(struct slice text)
{
	size_t end = 0;
	while (end < text.len && ascii_is_digit(text.ptr[end]))
		end++;
	bool is_mark = end > 0 && end < text.len &&
		       (text.ptr[end] == '.' || text.ptr[end] == ')') &&
		       (end + 1 == text.len || ascii_is_blank(text.ptr[end + 1]));
	return is_mark ? end : SLICE_NONE;
}

static void put_text(struct slice text, struct buffer *out)
{
	bool is_line_start = out->len == 0 || out->ptr[out->len - 1] == '\n';
	struct buffer printable;
	buffer_init(&printable, BUFFER_MAX_PAGE);
	if (text_printable(text, &printable) != STATUS_OK)
		out_of_memory();
	text = buffer_view(&printable);
	size_t mark = is_line_start ? list_mark(text) : SLICE_NONE;
	size_t done = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = text.ptr[i] == '\n' || text.ptr[i] == '\t';
		bool is_escaped = i == mark || is_special(text, i, is_line_start && i == 0);
		if (!is_blank && !is_escaped)
			continue;
		buffer_slice(out, slice_sub(text, done, i));
		buffer_char(out, is_blank ? ' ' : '\\');
		done = i + is_blank;
	}
	buffer_slice(out, slice_skip(text, done));
	buffer_release(&printable);
}

void markdown_text(struct slice text, struct buffer *out)
{
	put_text(text, out);
}

/* The longest run of backticks, so that a longer one can fence it. */
static size_t longest_run(struct slice text, char c)
{
	size_t longest = 0;
	size_t run = 0;
	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* In a cell '|' is escaped even in code (GFM, 4.10). */
static void put_code(const struct markdown *md, struct slice text, struct buffer *out)
{
	struct buffer printable;
	buffer_init(&printable, BUFFER_MAX_PAGE);
	if (text_printable(text, &printable) != STATUS_OK)
		out_of_memory();
	text = buffer_view(&printable);
	size_t fence = longest_run(text, '`') + 1;
	bool is_padded = slice_starts_with(text, SLICE("`")) || slice_ends_with(text, SLICE("`"));
	buffer_repeat(out, '`', fence);
	buffer_str(out, is_padded ? " " : "");
	for (size_t i = 0; i < text.len; i++) {
		if (md->is_cell && text.ptr[i] == '|')
			buffer_char(out, '\\');
		buffer_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
	}
	buffer_str(out, is_padded ? " " : "");
	buffer_repeat(out, '`', fence);
	buffer_release(&printable);
}

/* --- Inlines ------------------------------------------------------------------ */

/* "(address)", with what would end it percent-encoded. False where there is
   none. */
static bool address_of(const struct markdown *md, const struct node *node, struct buffer *out)
{
	struct buffer written;
	struct buffer url;
	buffer_init(&written, BUFFER_MAX_PAGE);
	buffer_init(&url, BUFFER_MAX_PAGE);
	bool leads = md->options->resolve &&
		     md->options->resolve(md->options->context, node, &written) && written.len;
	html_url_text(&url, buffer_view(&written));
	for (size_t i = 0; i < url.len; i++)
		if (strchr("()<>\\|\n ", url.ptr[i]))
			buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)url.ptr[i]);
		else
			buffer_char(out, url.ptr[i]);
	buffer_release(&written);
	buffer_release(&url);
	return leads;
}

static const char *delimiter_of(const struct node *node)
{
	switch (node->kind) {
	case NODE_STRONG:
		return "**";
	case NODE_EMPHASIS:
		return "*";
	case NODE_STRIKE:
		return "~~";
	default:
		return "";
	}
}

static void put_image(const struct markdown *md, const struct node *node, struct buffer *out)
{
	struct buffer url;
	buffer_init(&url, BUFFER_MAX_PAGE);
	bool leads = address_of(md, node, &url);
	buffer_str(out, leads ? "![" : "");
	put_text(node->image.alt, out);
	if (leads)
		buffer_printf(out, "](%.*s)", SLICE_ARG(buffer_view(&url)));
	buffer_release(&url);
}

static void put_link_end(const struct markdown *md, const struct node *node, struct buffer *out)
{
	buffer_str(out, "](");
	(void)address_of(md, node, out);
	buffer_char(out, ')');
}

static bool leads_somewhere(const struct markdown *md, const struct node *node)
{
	struct buffer url;
	buffer_init(&url, BUFFER_MAX_PAGE);
	bool leads = address_of(md, node, &url);
	buffer_release(&url);
	return leads;
}

static void put_anchor(const struct markdown *md, struct slice name, struct buffer *out)
{
	struct arena arena;
	if (!md->options->has_anchors)
		return;
	arena_init_must(&arena);
	buffer_str(out, "<a name=\"");
	html_escape(out, html_id(&arena, name));
	buffer_str(out, "\"></a>");
	arena_release(&arena);
}

static void put_leaf(const struct markdown *md, const struct node *node, struct buffer *out)
{
	switch (node->kind) {
	case NODE_TEXT:
		put_text(node->text, out);
		break;
	case NODE_CODE:
	case NODE_CODE_BLOCK:
		put_code(md, node->kind == NODE_CODE ? node->text : slice_trim(node->code.text),
			 out);
		break;
	case NODE_IMAGE:
		put_image(md, node, out);
		break;
	case NODE_ANCHOR:
		put_anchor(md, node->anchor.name, out);
		break;
	case NODE_SOFT_BREAK:
		buffer_char(out, ' ');
		break;
	case NODE_HARD_BREAK:
		buffer_str(out, md->is_cell ? "<br>" : "\\\n");
		break;
	default:
		break;
	}
}

/* Blocks among inlines (in cells, or too deep) are set apart by breaks. */
static void put_border(const struct markdown *md, struct buffer *out)
{
	const char *text = md->is_cell ? "<br>" : "\\\n";
	if (out->len && !slice_ends_with(buffer_view(out), slice_from(text)))
		buffer_str(out, text);
}

static void put_inline(const struct markdown *md, const struct node *node, bool entering,
		       const struct node **link, struct buffer *out)
{
	if (node_is_block(node) && entering)
		put_border(md, out);
	if (entering)
		put_leaf(md, node, out);
	buffer_str(out, delimiter_of(node));
	if (node->kind != NODE_LINK)
		return;
	if (entering && !*link && leads_somewhere(md, node)) {
		*link = node;
		buffer_char(out, '[');
	} else if (!entering && *link == node) {
		put_link_end(md, node, out);
		*link = NULL;
	}
}

/* A link whose text is its address. */
static bool put_autolink(const struct markdown *md, const struct node *node, struct buffer *out)
{
	struct buffer url;
	bool is_one = node->kind == NODE_LINK && node->first && !node->first->next &&
		      node->first->kind == NODE_TEXT;
	if (!is_one)
		return false;
	buffer_init(&url, BUFFER_MAX_PAGE);
	bool shows = address_of(md, node, &url) && slice_eq(buffer_view(&url), node->first->text) &&
		     slice_find_char(buffer_view(&url), ':', 0) != SLICE_NONE;
	if (shows)
		buffer_printf(out, "<%.*s>", SLICE_ARG(buffer_view(&url)));
	buffer_release(&url);
	return shows;
}

static void put_inlines(const struct markdown *md, const struct node *first, const struct node *end,
			struct buffer *out)
{
	struct buffer line;
	const struct node *link = NULL;
	buffer_init(&line, BUFFER_MAX_PAGE);
	for (const struct node *node = first; node && node != end; node = node->next) {
		struct node_walk walk = node_walk_from(node);
		while (node_walk_next(&walk)) {
			if (walk.entering && put_autolink(md, walk.node, &line))
				node_walk_skip(&walk);
			else
				put_inline(md, walk.node, walk.entering, &link, &line);
		}
	}
	buffer_slice(out, slice_trim(buffer_view(&line)));
	buffer_release(&line);
}

/* --- Blocks ------------------------------------------------------------------- */

static void put_blocks(struct markdown *md, const struct node *first, const struct node *end,
		       bool is_tight, struct buffer *out);

/* A container's content, its first line behind `first`, the others behind
   `rest`. */
static void put_behind(struct slice content, struct slice first, struct slice rest,
		       struct buffer *out)
{
	struct slice line;
	struct slice margin = first;
	while (slice_next_line(&content, &line)) {
		if (margin.ptr != first.ptr)
			buffer_char(out, '\n');
		buffer_slice(out, margin);
		buffer_slice(out, line);
		while (out->len && out->ptr[out->len - 1] == ' ')
			buffer_truncate(out, out->len - 1);
		margin = rest;
	}
}

static void put_contained(struct markdown *md, const struct node *node, bool is_tight,
			  struct slice first, struct slice rest, struct buffer *out)
{
	struct buffer content;
	buffer_init(&content, BUFFER_MAX_PAGE);
	put_blocks(md, node->first, NULL, is_tight, &content);
	if (content.len == 0)
		buffer_slice(out, slice_trim(first));
	put_behind(buffer_view(&content), first, rest, out);
	buffer_release(&content);
}

static void block_quote(struct markdown *md, const struct node *node, struct buffer *out)
{
	static const char first[] = "> ";
	static const char rest[] = "> ";
	put_contained(md, node, false, SLICE(first), SLICE(rest), out);
}

static void block_alert(struct markdown *md, const struct node *node, struct buffer *out)
{
	static const char *const names[] = {
		[ALERT_NOTE] = "NOTE",           [ALERT_TIP] = "TIP",
		[ALERT_IMPORTANT] = "IMPORTANT", [ALERT_WARNING] = "WARNING",
		[ALERT_CAUTION] = "CAUTION",
	};
	buffer_printf(out, "> [!%s]\n", names[node->alert.kind]);
	block_quote(md, node, out);
}

static void block_paragraph(struct markdown *md, const struct node *node, struct buffer *out)
{
	put_inlines(md, node->first, NULL, out);
}

static void block_heading(struct markdown *md, const struct node *node, struct buffer *out)
{
	int level = (int)node->heading.level + md->options->heading_shift;
	bool was_cell = md->is_cell;
	level = level < 1 ? 1 : level > LEVEL_MAX ? LEVEL_MAX : level;
	buffer_repeat(out, '#', (size_t)level);
	buffer_char(out, ' ');
	put_anchor(md, node->heading.anchor, out);
	md->is_cell = true; /* one line */
	put_inlines(md, node->first, NULL, out);
	md->is_cell = was_cell;
}

static void block_code(struct markdown *md, const struct node *node, struct buffer *out)
{
	struct buffer code;
	(void)md;
	buffer_init(&code, BUFFER_MAX_PAGE);
	if (text_printable(node->code.text, &code) != STATUS_OK)
		out_of_memory();
	struct slice text = buffer_view(&code);
	size_t fence = longest_run(text, '`') + 1;
	fence = fence < FENCE_MIN ? FENCE_MIN : fence;
	buffer_repeat(out, '`', fence);
	for (size_t i = 0; i < node->code.language.len; i++)
		if (ascii_is_alnum(node->code.language.ptr[i]))
			buffer_char(out, node->code.language.ptr[i]);
	buffer_char(out, '\n');
	buffer_slice(out, text);
	if (text.len && text.ptr[text.len - 1] != '\n')
		buffer_char(out, '\n');
	buffer_repeat(out, '`', fence);
	buffer_release(&code);
}

static void block_rule(struct markdown *md, const struct node *node, struct buffer *out)
{
	(void)md;
	(void)node;
	buffer_str(out, "* * *");
}

static void put_item(struct markdown *md, const struct node *list, const struct node *item,
		     size_t number, struct buffer *out)
{
	static const char blanks[] = "                        ";
	struct buffer tag;
	buffer_init(&tag, sizeof(blanks));
	if (list->list.ordered)
		buffer_printf(&tag, "%zu. ", number);
	else
		buffer_str(&tag, "- ");
	size_t indent = tag.len;
	if (item->item.is_task)
		buffer_str(&tag, item->item.is_done ? "[x] " : "[ ] ");
	put_contained(md, item, list->list.tight, buffer_view(&tag), (struct slice){blanks, indent},
		      out);
	buffer_release(&tag);
}

static void block_list(struct markdown *md, const struct node *node, struct buffer *out)
{
	size_t number = node->list.start;
	for (const struct node *item = node->first; item; item = item->next) {
		if (item != node->first)
			buffer_str(out, node->list.tight ? "\n" : "\n\n");
		put_item(md, node, item, number++, out);
	}
}

static size_t count_columns(const struct node *table)
{
	size_t most = 0;
	for (const struct node *row = table->first; row; row = row->next) {
		size_t count = 0;
		for (const struct node *cell = row->first; cell; cell = cell->next)
			count++;
		most = count > most ? count : most;
	}
	return most;
}

static void put_row(struct markdown *md, const struct node *row, size_t columns, struct buffer *out)
{
	const struct node *cell = row->first;
	buffer_char(out, '|');
	for (size_t i = 0; i < columns; i++) {
		buffer_char(out, ' ');
		if (cell)
			put_inlines(md, cell->first, NULL, out);
		buffer_str(out, " |");
		cell = cell ? cell->next : NULL;
	}
}

static void put_delimiters(const struct node *row, size_t columns, struct buffer *out)
{
	static const char *const marks[] = {[ALIGN_NONE] = " --- |",
					    [ALIGN_LEFT] = " :-- |",
					    [ALIGN_CENTER] = " :-: |",
					    [ALIGN_RIGHT] = " --: |"};
	const struct node *cell = row->first;
	buffer_str(out, "\n|");
	for (size_t i = 0; i < columns; i++) {
		buffer_str(out, marks[cell ? cell->cell.align : ALIGN_NONE]);
		cell = cell ? cell->next : NULL;
	}
}

static void block_table(struct markdown *md, const struct node *table, struct buffer *out)
{
	size_t columns = count_columns(table);
	bool was_cell = md->is_cell;
	md->is_cell = true;
	for (const struct node *row = table->first; row; row = row->next) {
		if (row != table->first)
			buffer_char(out, '\n');
		put_row(md, row, columns, out);
		if (row == table->first)
			put_delimiters(row, columns, out);
	}
	md->is_cell = was_cell;
}

/* Elements are their content; a term is bold. */
static void block_children(struct markdown *md, const struct node *node, struct buffer *out)
{
	bool is_term = node->kind == NODE_ELEMENT && (slice_eq_str(node->element.name, "dt") ||
						      slice_eq_str(node->element.name, "summary"));
	size_t start = out->len;
	buffer_str(out, is_term ? "**" : "");
	put_blocks(md, node->first, NULL, false, out);
	if (is_term && out->len == start + 2)
		buffer_truncate(out, start);
	else
		buffer_str(out, is_term ? "**" : "");
}

typedef void block_handler(struct markdown *md, const struct node *node, struct buffer *out);

static block_handler *const handlers[NODE_KINDS] = {
	[NODE_DOCUMENT] = block_children, [NODE_QUOTE] = block_quote,
	[NODE_ALERT] = block_alert,       [NODE_LIST] = block_list,
	[NODE_ITEM] = block_children,     [NODE_PARAGRAPH] = block_paragraph,
	[NODE_HEADING] = block_heading,   [NODE_CODE_BLOCK] = block_code,
	[NODE_RULE] = block_rule,         [NODE_TABLE] = block_table,
	[NODE_ROW] = block_children,      [NODE_CELL] = block_children,
	[NODE_ELEMENT] = block_children,
};

static const struct node *skip_inlines(const struct node *node, const struct node *end)
{
	while (node && node != end && !node_is_block(node))
		node = node->next;
	return node;
}

/* One block, or inlines that stand among blocks; returns what follows. */
static const struct node *put_block(struct markdown *md, const struct node *node,
				    const struct node *end, struct buffer *out)
{
	const struct node *rest = skip_inlines(node, end);
	if (rest != node) {
		put_inlines(md, node, rest, out);
		return rest;
	}
	handlers[node->kind](md, node, out);
	return node->next;
}

static void put_blocks(struct markdown *md, const struct node *first, const struct node *end,
		       bool is_tight, struct buffer *out)
{
	size_t start = out->len;
	if (md->depth >= DEPTH_MAX) {
		put_inlines(md, first, end, out);
		return;
	}
	md->depth++;
	for (const struct node *node = first; node && node != end;) {
		struct buffer block;
		buffer_init(&block, BUFFER_MAX_PAGE);
		node = put_block(md, node, end, &block);
		if (block.len && out->len > start)
			buffer_str(out, is_tight ? "\n" : "\n\n");
		buffer_slice(out, buffer_view(&block));
		if (block.failed)
			out_of_memory();
		buffer_release(&block);
	}
	md->depth--;
}

void markdown_blocks(const struct markdown_options *options, const struct node *first,
		     const struct node *end, struct buffer *out)
{
	struct markdown md = {.options = options};
	put_blocks(&md, first, end, false, out);
}
