/* Inline text: collected with its styles and links, then filled into lines. */
#include "base/array.h"
#include "render/html.h"
#include "terminal_parts.h"
#include "text/linebreak.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>

void run_init(struct run *run, struct terminal_writer *writer)
{
	*run = (struct run){.writer = writer};
	buffer_init(&run->text, BUFFER_MAX_PAGE);
}

void run_release(struct run *run)
{
	buffer_release(&run->text);
	free(run->marks);
}

/* --- Collecting --------------------------------------------------------------- */

static unsigned int styles_of(const struct run *run)
{
	return (run->bold ? STYLE_BOLD : STYLE_NONE) |
	       (run->underlined ? STYLE_UNDERLINED : STYLE_NONE);
}

static struct run_mark last_mark(const struct run *run)
{
	return run->n_marks ? run->marks[run->n_marks - 1] : (struct run_mark){0};
}

static struct run_mark mark_here(const struct run *run)
{
	return (struct run_mark){run->text.len, styles_of(run), run->url};
}

static bool is_alike(const struct run_mark *a, const struct run_mark *b)
{
	return a->styles == b->styles && a->url.ptr == b->url.ptr;
}

/* Where the style or the link is not that of the text before. */
static void put_mark(struct run *run, struct run_mark mark)
{
	struct run_mark last = last_mark(run);
	if (is_alike(&last, &mark))
		return;
	if (!array_room(&run->marks, &run->capacity, run->n_marks + 1))
		out_of_memory();
	run->marks[run->n_marks++] = mark;
}

static bool is_japanese_text(int32_t c)
{
	return is_japanese(c) || (is_unicode_punct(c) && code_point_width(c) == 2);
}

/* A blank between two styles has neither. */
static void put_gap(struct run *run, int32_t next)
{
	struct run_mark before = last_mark(run);
	struct run_mark after = mark_here(run);
	if (run->gap != GAP_NONE && !is_alike(&before, &after))
		put_mark(run, (struct run_mark){.at = run->text.len});
	size_t at = run->text.len;
	int32_t last = utf8_previous(buffer_view(&run->text), &at);
	bool joins = is_japanese_text(last) && is_japanese_text(next);
	if (run->text.len && run->gap == GAP_BREAK)
		buffer_char(&run->text, '\n');
	else if (run->text.len && (run->gap == GAP_BLANK || (run->gap == GAP_SOFT && !joins)))
		buffer_char(&run->text, ' ');
	run->gap = GAP_NONE;
}

static void add_gap(struct run *run, unsigned int gap)
{
	if (gap > run->gap)
		run->gap = gap;
}

void run_text(struct run *run, struct slice text)
{
	struct buffer printable;
	buffer_init(&printable, BUFFER_MAX_PAGE);
	if (text_printable(text, &printable) != STATUS_OK)
		out_of_memory();
	text = buffer_view(&printable);
	for (size_t at = 0, start = 0; at < text.len; start = at) {
		int32_t c = utf8_next(text, &at);
		if (c == ' ' || c == '\n' || c == '\t') {
			add_gap(run, GAP_BLANK);
			continue;
		}
		put_gap(run, c);
		put_mark(run, mark_here(run));
		buffer_slice(&run->text, slice_sub(text, start, at));
	}
	buffer_release(&printable);
}

/* Only what is printable ASCII may stand in an OSC (the specification of OSC 8),
   so that no address ends it. */
static struct slice encoded(struct run *run, struct slice url)
{
	struct buffer text;
	struct buffer safe;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&safe, BUFFER_MAX_PAGE);
	html_url_text(&text, url);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c > ' ' && c < 0x7f)
			buffer_char(&safe, (char)c);
		else
			buffer_printf(&safe, "%%%02X", c);
	}
	struct slice copy = arena_copy(run->writer->arena, buffer_view(&safe));
	buffer_release(&text);
	buffer_release(&safe);
	return copy;
}

static void open_link(struct run *run, struct slice url)
{
	run->url = encoded(run, url);
	run->underlined++;
}

/* An address that nobody can follow is told. */
static void close_link(struct run *run, size_t start)
{
	struct slice url = run->url;
	struct slice shown = buffer_view_from(&run->text, start < run->text.len ? start : 0);
	bool is_shown = slice_eq(slice_trim(shown), url);
	run->underlined--;
	run->url = (struct slice){0};
	if (run->writer->options->has_links || is_shown)
		return;
	add_gap(run, GAP_BLANK);
	run_text(run, SLICE("<"));
	run_text(run, url);
	run_text(run, SLICE(">"));
}

void run_link(struct run *run, struct slice text, struct slice url)
{
	size_t start = run->text.len;
	open_link(run, url);
	run_text(run, text);
	close_link(run, start);
}

/* Where open links began, innermost last: links do not nest in a page, but do in
   trees of raw HTML. */
struct link_state {
	const struct node *node;
	size_t start;
};

static void enter_link(struct run *run, const struct node *node, struct link_state *link)
{
	const struct terminal_options *options = run->writer->options;
	struct buffer url;
	if (link->node || !options->resolve)
		return;
	buffer_init(&url, BUFFER_MAX_PAGE);
	if (options->resolve(options->context, node->link.url, &url) && url.len) {
		*link = (struct link_state){node, run->text.len};
		open_link(run, buffer_view(&url));
	}
	buffer_release(&url);
}

static void leave_link(struct run *run, const struct node *node, struct link_state *link)
{
	if (link->node != node)
		return;
	close_link(run, link->start);
	link->node = NULL;
}

static bool is_bold(const struct node *node)
{
	static const char *const names[] = {"kbd", "samp", "summary", "dt"};
	if (node->kind == NODE_STRONG || (node->kind == NODE_CELL && node->cell.is_header))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (terminal_is_element(node, names[i]))
			return true;
	return false;
}

static bool is_underlined(const struct node *node)
{
	return node->kind == NODE_EMPHASIS || terminal_is_element(node, "var") ||
	       terminal_is_element(node, "cite") || terminal_is_element(node, "u");
}

/* Code is told by bold type; where there is none, by the quotes of Markdown. */
static void put_code(struct run *run, struct slice text)
{
	bool is_styled = run->writer->options->is_styled;
	struct slice quote = slice_from(is_styled ? "" : "`");
	run->bold += is_styled;
	run_text(run, quote);
	run_text(run, text);
	run_text(run, quote);
	run->bold -= is_styled;
}

static void put_leaf(struct run *run, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		run_text(run, node->text);
		break;
	case NODE_CODE:
		put_code(run, node->text);
		break;
	case NODE_CODE_BLOCK:
		run_text(run, node->code.text);
		break;
	case NODE_IMAGE:
		run_text(run, node->image.alt);
		break;
	case NODE_SOFT_BREAK:
		add_gap(run, GAP_SOFT);
		break;
	case NODE_HARD_BREAK:
		add_gap(run, GAP_BREAK);
		break;
	default:
		break;
	}
}

static void walk_node(struct run *run, const struct node_walk *walk, struct link_state *link)
{
	const struct node *node = walk->node;
	if (node_is_block(node))
		add_gap(run, GAP_BREAK);
	if (walk->entering)
		put_leaf(run, node);
	if (node->kind == NODE_LINK && walk->entering)
		enter_link(run, node, link);
	else if (node->kind == NODE_LINK)
		leave_link(run, node, link);
	if (is_bold(node))
		run->bold += walk->entering ? 1 : (size_t)-1;
	if (is_underlined(node))
		run->underlined += walk->entering ? 1 : (size_t)-1;
	if (node->kind == NODE_STRIKE)
		run_text(run, SLICE("~~"));
}

void run_nodes(struct run *run, const struct node *first, const struct node *end)
{
	for (const struct node *node = first; node && node != end; node = node->next) {
		struct node_walk walk = node_walk_from(node);
		struct link_state link = {0};
		while (node_walk_next(&walk))
			walk_node(run, &walk, &link);
	}
}

/* --- Writing ------------------------------------------------------------------ */

static void put_styles(const struct run *run, unsigned int styles)
{
	struct buffer *out = run->writer->out;
	if (!run->writer->options->is_styled)
		return;
	if (styles & STYLE_BOLD)
		buffer_str(out, "\033[1m");
	if (styles & STYLE_UNDERLINED)
		buffer_str(out, "\033[4m");
}

static void end_styles(const struct run *run, unsigned int styles)
{
	if (styles && run->writer->options->is_styled)
		buffer_str(run->writer->out, "\033[0m");
}

static void put_address(const struct run *run, struct slice url)
{
	if (run->writer->options->has_links)
		buffer_printf(run->writer->out, "\033]8;;%.*s\033\\", SLICE_ARG(url));
}

/* A piece of the text that has one style and one link. Links end with the line,
   so that no margin is a part of them. */
static void put_piece(const struct run *run, const struct run_mark *mark, struct span piece)
{
	struct run_mark plain = {0};
	const struct run_mark *in_force = mark ? mark : &plain;
	if (in_force->url.len)
		put_address(run, in_force->url);
	put_styles(run, in_force->styles);
	buffer_slice(run->writer->out, slice_sub(buffer_view(&run->text), piece.start, piece.end));
	end_styles(run, in_force->styles);
	if (in_force->url.len)
		put_address(run, (struct slice){0});
}

static void put_span(const struct run *run, struct span span)
{
	size_t next = 0;
	while (next < run->n_marks && run->marks[next].at <= span.start)
		next++;
	for (size_t at = span.start; at < span.end;) {
		size_t end = next < run->n_marks && run->marks[next].at < span.end
				     ? run->marks[next].at
				     : span.end;
		put_piece(run, next ? &run->marks[next - 1] : NULL, (struct span){at, end});
		at = end;
		next++;
	}
}

static size_t without_end(struct slice text, size_t start, size_t end)
{
	while (end > start && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\n'))
		end--;
	return end;
}

static void put_line(const struct run *run, size_t start, size_t end)
{
	end = without_end(buffer_view(&run->text), start, end);
	terminal_begin_line(run->writer);
	put_span(run, (struct span){start, end});
	terminal_end_line(run->writer);
}

/* UAX #14 also breaks behind the dashes of options and the slashes of paths, and
   lets "・" begin a line behind a blank: nobody who writes Japanese does. */
static bool may_break(struct slice text, size_t at)
{
	size_t before = at;
	size_t after = at;
	int32_t left = utf8_previous(text, &before);
	int32_t right = utf8_next(text, &after);
	if (right == CODE_POINT_NONE || left == '\n')
		return true;
	if (!may_begin_line(right))
		return false;
	return left == ' ' || code_point_width(left) == 2 || code_point_width(right) == 2;
}

void run_fill(struct run *run)
{
	struct slice text = buffer_view(&run->text);
	struct line_breaks breaks;
	size_t columns = terminal_columns(run->writer);
	size_t start = 0;
	size_t end = 0;   /* as far as is known to fit */
	size_t width = 0; /* from `start` to `end` */
	if (line_breaks_find(run->writer->options->breaker, run->writer->arena, text, &breaks) !=
	    STATUS_OK)
		out_of_memory();
	for (size_t i = 0; i < breaks.count; i++) {
		size_t at = breaks.offsets[i];
		if (at <= end || !may_break(text, at))
			continue;
		size_t visible = text_width(slice_sub(text, end, without_end(text, end, at)));
		if (end > start && width + visible > columns) {
			put_line(run, start, end);
			start = end;
			width = 0;
		}
		width += text_width(slice_sub(text, end, at));
		end = at;
		if (text.ptr[at - 1] == '\n') {
			put_line(run, start, end);
			start = end;
			width = 0;
		}
	}
	if (start < text.len)
		put_line(run, start, text.len);
}

void run_append(struct run *run)
{
	put_span(run, (struct span){0, run->text.len});
}

size_t run_width(const struct run *run)
{
	struct slice rest = buffer_view(&run->text);
	struct slice line;
	size_t widest = 0;
	while (slice_next_line(&rest, &line)) {
		size_t width = text_width(line);
		widest = width > widest ? width : widest;
	}
	return widest;
}
