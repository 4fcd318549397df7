/* A walk over the tree with a handler per kind of node. */
#include "render/html.h"

#include "base/array.h"
#include "source/bare_url.h"
#include "source/url.h"
#include "text/html.h"

#include <stdlib.h>

typedef void on_node(struct html_writer *w, const struct node *node);

static void str(struct html_writer *w, const char *text)
{
	buffer_str(w->out, text);
}

static void escaped(struct html_writer *w, struct slice text)
{
	html_escape(w->out, text);
}

static bool is_japanese_page(const struct html_writer *w)
{
	return w->options->lang == LANG_JA;
}

static const char *word(const struct html_writer *w, const char *en, const char *ja)
{
	return is_japanese_page(w) ? ja : en;
}

/* --- Marks -------------------------------------------------------------- */

static struct html_mark *add_mark(struct html_writer *w, const struct node *node)
{
	struct html_marks *marks = w->marks;
	if (!array_room(&marks->items, &marks->capacity, marks->count + 1))
		out_of_memory();
	struct html_mark *mark = &marks->items[marks->count++];
	size_t at = w->out->len;
	*mark = (struct html_mark){node, SEGMENT_NONE, at, at, at, at, marks->count};
	return mark;
}

/* While a block is open, `after` is the block around it. */
static void open_mark(struct html_writer *w, const struct node *node)
{
	add_mark(w, node)->after = w->open_mark;
	w->open_mark = w->marks->count;
	w->segment = SEGMENT_NONE;
}

static void close_mark(struct html_writer *w, size_t inner_end)
{
	struct html_mark *mark = &w->marks->items[w->open_mark - 1];
	w->open_mark = mark->after;
	w->segment = SEGMENT_NONE;
	mark->inner_end = inner_end;
	mark->end = w->out->len;
	mark->after = w->marks->count;
}

static int first_segment(const struct node *node)
{
	while (node->first)
		node = node->first;
	return node->segment;
}

/* An inline of a block. A picture outside every span stands by itself; other
   text outside them goes with the segment before it. */
static void mark_segment(struct html_writer *w, const struct node *node)
{
	int segment = first_segment(node);
	bool is_picture = node->kind == NODE_IMAGE && segment == SEGMENT_NONE;
	if (!is_picture && (segment == SEGMENT_NONE || segment == w->segment))
		return;
	add_mark(w, node)->segment = segment;
	w->segment = segment;
	struct html_mark *items = w->marks->items;
	for (size_t i = w->open_mark; i && items[i - 1].segment == SEGMENT_NONE;
	     i = items[i - 1].after)
		items[i - 1].segment = segment;
}

static void add_id_mark(struct html_writer *w, size_t start)
{
	struct html_marks *marks = w->marks;
	size_t end = w->out->len;
	if (!array_room(&marks->ids, &marks->ids_capacity, marks->n_ids + 1))
		out_of_memory();
	marks->ids[marks->n_ids++] = (struct html_id_mark){start, start, end, end};
}

void html_keep_marks(struct html_writer *writer, struct html_marks *marks)
{
	writer->marks = marks;
	writer->open_mark = 0;
	if (marks)
		marks->count = marks->n_ids = 0;
}

void html_marks_release(struct html_marks *marks)
{
	free(marks->items);
	free(marks->ids);
	*marks = (struct html_marks){0};
}

/* --- Ids ---------------------------------------------------------------- */

static bool is_page_id(const struct html_writer *w, struct slice id)
{
	const char *const *ids = w->options->page_ids;
	while (ids && *ids && !slice_eq_str(id, *ids))
		ids++;
	return ids && *ids;
}

static bool id_take(struct html_writer *w, struct slice id)
{
	static char present;
	size_t count = w->ids.count;
	if (id.len == 0 || is_page_id(w, id))
		return false;
	if (map_put(&w->ids, id, &present) != STATUS_OK)
		out_of_memory();
	return w->ids.count > count;
}

bool html_reserve_id(struct html_writer *writer, struct slice id)
{
	return id_take(writer, id);
}

static struct slice prefixed_id(struct html_writer *w, struct slice anchor)
{
	struct slice id = html_id(&w->ids_arena, anchor);
	const char *prefix = w->options->id_prefix;
	return *prefix ? arena_join(&w->ids_arena, slice_from(prefix), id) : id;
}

/* Writes an id attribute unless the page has the id already. */
static bool write_id(struct html_writer *w, struct slice anchor)
{
	struct slice id = prefixed_id(w, anchor);
	if (!id_take(w, id))
		return false;
	size_t start = w->out->len;
	str(w, " id=\"");
	escaped(w, id);
	str(w, "\"");
	if (w->marks)
		add_id_mark(w, start);
	return true;
}

/* --- Blocks ------------------------------------------------------------- */

static bool in_tight_item(const struct node *node)
{
	const struct node *item = node->parent;
	return item && item->kind == NODE_ITEM && item->parent && item->parent->kind == NODE_LIST &&
	       item->parent->list.tight;
}

static void enter_paragraph(struct html_writer *w, const struct node *node)
{
	if (!in_tight_item(node))
		str(w, "<p>");
}

static void leave_paragraph(struct html_writer *w, const struct node *node)
{
	if (!in_tight_item(node))
		str(w, "</p>\n");
	else if (node->next)
		str(w, node->next->kind == NODE_PARAGRAPH ? "<br>\n" : "\n");
}

static void enter_quote(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "<blockquote>\n");
}

static void leave_quote(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "</blockquote>\n");
}

static void enter_alert(struct html_writer *w, const struct node *node)
{
	static const struct {
		const char *class;
		const char *label[LANG_SIDES];
	} kinds[] = {
		[ALERT_NOTE] = {"note", {"Note", "メモ"}},
		[ALERT_TIP] = {"tip", {"Tip", "ヒント"}},
		[ALERT_IMPORTANT] = {"important", {"Important", "重要"}},
		[ALERT_WARNING] = {"warning", {"Warning", "警告"}},
		[ALERT_CAUTION] = {"caution", {"Caution", "注意"}},
	};
	const char *label =
		kinds[node->alert.kind].label[w->options->lang == LANG_JA ? LANG_JA : LANG_EN];
	buffer_printf(
		w->out,
		"<div class=\"alert alert-%s\" role=\"note\">\n<p class=\"alert-title\">%s</p>\n",
		kinds[node->alert.kind].class, label);
}

static void leave_alert(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "</div>\n");
}

static void enter_list(struct html_writer *w, const struct node *node)
{
	if (!node->list.ordered)
		str(w, "<ul>\n");
	else if (node->list.start == 1)
		str(w, "<ol>\n");
	else
		buffer_printf(w->out, "<ol start=\"%u\">\n", node->list.start);
}

static void leave_list(struct html_writer *w, const struct node *node)
{
	str(w, node->list.ordered ? "</ol>\n" : "</ul>\n");
}

static void enter_item(struct html_writer *w, const struct node *node)
{
	if (!node->item.is_task) {
		str(w, "<li>");
		return;
	}
	bool done = node->item.is_done;
	buffer_printf(w->out,
		      "<li class=\"task\"><input type=\"checkbox\" disabled%s aria-label=\"%s\"> ",
		      done ? " checked" : "",
		      done ? word(w, "Done", "完了") : word(w, "To do", "未完了"));
}

static void leave_item(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "</li>\n");
}

/* From 1 to 6. */
static void write_level(struct html_writer *w)
{
	buffer_char(w->out, (char)('0' + w->heading));
}

static void enter_heading(struct html_writer *w, const struct node *node)
{
	w->heading = html_outline_next(&w->outline,
				       (int)node->heading.level + w->options->heading_shift);
	str(w, "<h");
	write_level(w);
	write_id(w, node->heading.anchor);
	str(w, ">");
}

static void write_heading_link(struct html_writer *w, struct slice anchor)
{
	str(w, " <a class=\"heading-link\" href=\"#");
	html_fragment(w->out, prefixed_id(w, anchor));
	str(w, "\" aria-label=\"");
	str(w, word(w, "Link to this section", "この節へのリンク"));
	str(w, "\">#</a>");
}

static void leave_heading(struct html_writer *w, const struct node *node)
{
	if (!w->options->is_part)
		write_heading_link(w, node->heading.anchor);
	str(w, "</h");
	write_level(w);
	str(w, ">\n");
}

static void enter_code_block(struct html_writer *w, const struct node *node)
{
	str(w, "<pre tabindex=\"0\"><code");
	if (node->code.language.len) {
		str(w, " class=\"language-");
		escaped(w, node->code.language);
		str(w, "\"");
	}
	str(w, ">");
	escaped(w, node->code.text);
	str(w, "</code></pre>\n");
}

static void enter_rule(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "<hr>\n");
}

/* --- Tables ------------------------------------------------------------- */

/* The corner above a column of row headers is often an empty <td>. */
static bool is_header_row(const struct node *row)
{
	bool has_header = false;
	for (const struct node *cell = row ? row->first : NULL; cell; cell = cell->next) {
		if (!cell->cell.is_header && cell->first)
			return false;
		has_header |= cell->cell.is_header;
	}
	return has_header;
}

/* The first row is the table's head, unless cells of it reach below: no cell may
   span from one group of rows into the next. */
static bool has_head(const struct node *table)
{
	if (!is_header_row(table->first))
		return false;
	for (const struct node *cell = table->first->first; cell; cell = cell->next)
		if (cell->cell.rows > 1)
			return false;
	return true;
}

static void enter_table(struct html_writer *w, const struct node *node)
{
	(void)node;
	buffer_printf(w->out,
		      "<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"%s "
		      "%u\">\n<table>\n",
		      word(w, "Table", "表"), ++w->n_tables);
}

static void leave_table(struct html_writer *w, const struct node *node)
{
	if (node->first && (node->first->next || !has_head(node)))
		str(w, "</tbody>\n");
	str(w, "</table>\n</div>\n");
}

static void enter_row(struct html_writer *w, const struct node *node)
{
	const struct node *first = node->parent->first;
	if (node == first)
		str(w, has_head(node->parent) ? "<thead>\n" : "<tbody>\n");
	else if (first->next == node && has_head(node->parent))
		str(w, "<tbody>\n");
	str(w, "<tr>");
}

static void leave_row(struct html_writer *w, const struct node *node)
{
	str(w, "</tr>\n");
	if (node == node->parent->first && has_head(node->parent))
		str(w, "</thead>\n");
}

static void enter_cell(struct html_writer *w, const struct node *node)
{
	static const char *const classes[] = {
		[ALIGN_NONE] = "",
		[ALIGN_LEFT] = "",
		[ALIGN_CENTER] = " class=\"align-center\"",
		[ALIGN_RIGHT] = " class=\"align-right\"",
	};
	str(w, node->cell.is_header ? "<th" : "<td");
	if (node->cell.is_header)
		str(w, is_header_row(node->parent) ? " scope=\"col\"" : " scope=\"row\"");
	str(w, classes[node->cell.align]);
	if (node->cell.columns > 1)
		buffer_printf(w->out, " colspan=\"%u\"", node->cell.columns);
	if (node->cell.rows > 1)
		buffer_printf(w->out, " rowspan=\"%u\"", node->cell.rows);
	str(w, ">");
}

static void leave_cell(struct html_writer *w, const struct node *node)
{
	str(w, node->cell.is_header ? "</th>" : "</td>");
}

/* --- Inlines ------------------------------------------------------------ */

static void write_bare_url(struct html_writer *w, struct slice url)
{
	str(w, "<a href=\"");
	if (slice_starts_with(url, SLICE("www.")))
		str(w, "http://"); /* GitHub Flavored Markdown, section 6.9 */
	html_url(w->out, url);
	str(w, "\">");
	escaped(w, url);
	str(w, "</a>");
}

/* Whether what ends this text goes on in the next node. */
static bool goes_on(const struct node *node)
{
	const struct node *next = node->next;
	if (!next || next->kind == NODE_SOFT_BREAK || next->kind == NODE_HARD_BREAK)
		return false;
	return next->kind != NODE_TEXT || bare_url_goes_on(next->text);
}

static void enter_text(struct html_writer *w, const struct node *node)
{
	struct slice text = node->text;
	struct bare_urls urls;
	struct span at;
	size_t done = 0;
	bare_urls_init(&urls, text);
	while (w->n_links == 0 && bare_urls_next(&urls, &at)) {
		if (urls.from == text.len && goes_on(node))
			break;
		escaped(w, slice_sub(text, done, at.start));
		write_bare_url(w, slice_sub(text, at.start, at.end));
		done = at.end;
	}
	escaped(w, slice_skip(text, done));
}

static void enter_soft_break(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "\n");
}

static void enter_hard_break(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "<br>\n");
}

static void enter_code(struct html_writer *w, const struct node *node)
{
	str(w, "<code>");
	escaped(w, node->text);
	str(w, "</code>");
}

static void enter_emphasis(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "<em>");
}

static void leave_emphasis(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "</em>");
}

static void enter_strong(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "<strong>");
}

static void leave_strong(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "</strong>");
}

static void enter_strike(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "<del>");
}

static void leave_strike(struct html_writer *w, const struct node *node)
{
	(void)node;
	str(w, "</del>");
}

/* The address of a link or an image, up to the next one; false where there is none. */
static bool resolve(struct html_writer *w, const struct node *node, struct slice *url)
{
	struct slice written = node->kind == NODE_LINK ? node->link.url : node->image.url;
	if (written.len == 0)
		return false;
	buffer_clear(&w->url);
	if (!w->options->resolve)
		buffer_slice(&w->url, written);
	else if (!w->options->resolve(w->options->context, node, &w->url))
		return false;
	*url = buffer_view(&w->url);
	return url_classify(*url) != URL_REFUSED;
}

static void write_title(struct html_writer *w, struct slice title)
{
	if (title.len == 0)
		return;
	str(w, " title=\"");
	escaped(w, title);
	str(w, "\"");
}

/* A link that leads nowhere is written as its text. */
static bool write_link_start(struct html_writer *w, const struct node *node)
{
	struct slice url;
	if (!resolve(w, node, &url))
		return false;
	str(w, "<a href=\"");
	html_url(w->out, url);
	str(w, "\"");
	write_title(w, node->link.title);
	str(w, ">");
	return true;
}

/* Markdown in raw HTML can put a link into a link, which HTML forbids. */
static void enter_link(struct html_writer *w, const struct node *node)
{
	if (w->n_links++ == 0)
		w->has_link = write_link_start(w, node);
}

static void leave_link(struct html_writer *w, const struct node *node)
{
	(void)node;
	if (--w->n_links == 0 && w->has_link)
		str(w, "</a>");
}

/* A reader's browser asks no other site for anything unless the reader wants it
   to: a picture from elsewhere is a link. */
static void write_outside_image(struct html_writer *w, const struct node *node, struct slice url)
{
	bool is_link = w->n_links == 0;
	if (is_link) {
		str(w, "<a href=\"");
		html_url(w->out, url);
		str(w, "\"");
		write_title(w, node->image.title);
		str(w, ">");
	}
	if (!slice_is_blank(node->image.alt))
		escaped(w, node->image.alt);
	else
		str(w, word(w, "Image", "画像"));
	str(w, is_link ? "</a>" : "");
}

static void enter_image(struct html_writer *w, const struct node *node)
{
	struct slice url;
	bool leads = resolve(w, node, &url);
	if (leads && url_classify(url) == URL_ABSOLUTE) {
		write_outside_image(w, node, url);
	} else if (leads) {
		str(w, "<img loading=\"lazy\" src=\"");
		html_url(w->out, url);
		str(w, "\" alt=\"");
		escaped(w, node->image.alt);
		str(w, "\"");
		write_title(w, node->image.title);
		str(w, ">");
	} else {
		escaped(w, node->image.alt);
	}
}

static void enter_anchor(struct html_writer *w, const struct node *node)
{
	size_t start = w->out->len;
	str(w, "<span");
	if (!write_id(w, node->anchor.name)) {
		buffer_truncate(w->out, start);
		return;
	}
	str(w, "></span>");
	if (w->marks) {
		struct html_id_mark *mark = &w->marks->ids[w->marks->n_ids - 1];
		mark->start = start;
		mark->end = w->out->len;
	}
}

static void enter_element(struct html_writer *w, const struct node *node)
{
	buffer_printf(w->out, "<%.*s", SLICE_ARG(node->element.name));
	for (const struct attribute *a = node->element.attributes; a; a = a->next) {
		buffer_printf(w->out, " %.*s=\"", SLICE_ARG(a->name));
		escaped(w, a->value);
		str(w, "\"");
	}
	str(w, ">");
	const struct node *first = node->first;
	bool has_summary = first && first->kind == NODE_ELEMENT &&
			   slice_eq_str(first->element.name, "summary");
	if (slice_eq_str(node->element.name, "details") && !has_summary)
		buffer_printf(w->out, "<summary>%s</summary>", word(w, "Details", "詳細"));
}

static void leave_element(struct html_writer *w, const struct node *node)
{
	buffer_printf(w->out, "</%.*s>%s", SLICE_ARG(node->element.name),
		      node->element.is_block ? "\n" : "");
}

/* --- The walk ----------------------------------------------------------- */

static const struct {
	on_node *enter;
	on_node *leave;
} handlers[NODE_KINDS] = {
	[NODE_QUOTE] = {enter_quote, leave_quote},
	[NODE_ALERT] = {enter_alert, leave_alert},
	[NODE_LIST] = {enter_list, leave_list},
	[NODE_ITEM] = {enter_item, leave_item},
	[NODE_PARAGRAPH] = {enter_paragraph, leave_paragraph},
	[NODE_HEADING] = {enter_heading, leave_heading},
	[NODE_CODE_BLOCK] = {enter_code_block, NULL},
	[NODE_RULE] = {enter_rule, NULL},
	[NODE_TABLE] = {enter_table, leave_table},
	[NODE_ROW] = {enter_row, leave_row},
	[NODE_CELL] = {enter_cell, leave_cell},
	[NODE_TEXT] = {enter_text, NULL},
	[NODE_SOFT_BREAK] = {enter_soft_break, NULL},
	[NODE_HARD_BREAK] = {enter_hard_break, NULL},
	[NODE_CODE] = {enter_code, NULL},
	[NODE_EMPHASIS] = {enter_emphasis, leave_emphasis},
	[NODE_STRONG] = {enter_strong, leave_strong},
	[NODE_STRIKE] = {enter_strike, leave_strike},
	[NODE_LINK] = {enter_link, leave_link},
	[NODE_IMAGE] = {enter_image, NULL},
	[NODE_ANCHOR] = {enter_anchor, NULL},
	[NODE_ELEMENT] = {enter_element, leave_element},
};

static void write_node(struct html_writer *w, const struct node *node, bool entering)
{
	on_node *handler = entering ? handlers[node->kind].enter : handlers[node->kind].leave;
	if (handler)
		handler(w, node);
}

static void write_marked_block(struct html_writer *w, const struct node *node, bool entering)
{
	size_t inner_end = w->out->len;
	if (entering)
		open_mark(w, node);
	write_node(w, node, entering);
	if (entering)
		w->marks->items[w->open_mark - 1].inner = w->out->len;
	bool is_leaf = node->kind == NODE_CODE_BLOCK || node->kind == NODE_RULE;
	if (!entering || is_leaf)
		close_mark(w, is_leaf ? w->out->len : inner_end);
}

static void write_marked(struct html_writer *w, const struct node *node, bool entering)
{
	if (node_is_block(node)) {
		write_marked_block(w, node, entering);
		return;
	}
	if (entering && node->parent && node_is_block(node->parent))
		mark_segment(w, node);
	write_node(w, node, entering);
}

static void write_tree(struct html_writer *w, const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (walk.entering && node == w->options->skip_heading) {
			html_outline_start(&w->outline, 1);
			node_walk_skip(&walk);
			continue;
		}
		if (w->marks)
			write_marked(w, node, walk.entering);
		else
			write_node(w, node, walk.entering);
	}
}

void html_init(struct html_writer *writer, const struct html_options *options, struct buffer *out)
{
	*writer = (struct html_writer){.options = options, .out = out};
	arena_init_must(&writer->ids_arena);
	map_init(&writer->ids);
	buffer_init(&writer->url, BUFFER_MAX_PAGE);
	html_outline_start(&writer->outline, 1);
}

void html_release(struct html_writer *writer)
{
	buffer_release(&writer->url);
	map_release(&writer->ids);
	arena_release(&writer->ids_arena);
}

void html_below(struct html_writer *writer, int level)
{
	html_outline_below(&writer->outline, level);
}

void html_blocks(struct html_writer *writer, const struct node *first, const struct node *end)
{
	for (const struct node *node = first; node && node != end; node = node->next)
		write_tree(writer, node);
}

void html_inlines(struct html_writer *writer, const struct node *parent)
{
	html_blocks(writer, parent->first, NULL);
}
