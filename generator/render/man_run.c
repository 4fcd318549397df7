/*
 * Inline text collected into a run: one string as a reader will see it, with
 * marks for fonts and links. A walk, not a recursion: an article may nest as
 * deep as it likes.
 *
 * Blanks, breaks, fonts and link starts are kept pending until a character
 * comes, so a run never begins or ends with any of them.
 */
#include "man_parts.h"

#include "base/array.h"
#include "text/unicode.h"

#include <stdlib.h>

void man_run_init(struct man_run *run, struct man_writer *man, size_t columns,
		  enum man_run_flags flags)
{
	/* Room for the punctuation that stays with an address. */
	enum { SLACK = 8 };
	*run = (struct man_run){
		.man = man,
		.columns = columns > SLACK ? columns - SLACK : 0,
		.is_flat = flags & RUN_FLAT,
		.link_mark = SLICE_NONE,
	};
	buffer_init(&run->text, man->out->max);
}

void man_run_release(struct man_run *run)
{
	buffer_release(&run->text);
	free(run->marks);
	run->marks = NULL;
	run->n_marks = 0;
}

static struct man_mark *add_mark(struct man_run *run, enum man_mark_kind kind)
{
	if (!array_room(&run->marks, &run->marks_capacity, run->n_marks + 1))
		out_of_memory();
	struct man_mark *mark = &run->marks[run->n_marks++];
	*mark = (struct man_mark){.kind = kind, .at = run->text.len, .end = run->text.len};
	return mark;
}

static int32_t last_char(const struct man_run *run)
{
	size_t at = run->text.len;
	return utf8_previous(buffer_view(&run->text), &at);
}

/* Wide punctuation counts too, whichever script it is filed under. */
static bool is_japanese_text(int32_t c)
{
	return is_japanese(c) || (is_unicode_punct(c) && code_point_width(c) == 2);
}

bool man_joins(int32_t before, int32_t after)
{
	return is_japanese_text(before) && is_japanese_text(after);
}

static void put_pending(struct man_run *run, int32_t next)
{
	int32_t last = last_char(run);
	if (last == CODE_POINT_NONE)
		; /* nothing stands before the first character */
	else if (run->breaks)
		buffer_repeat(&run->text, '\n', run->breaks > 2 ? 2 : run->breaks);
	else if (run->pending == PENDING_BLANK ||
		 (run->pending == PENDING_SOFT && !man_joins(last, next)))
		buffer_char(&run->text, ' ');
	run->breaks = 0;
	run->pending = PENDING_NONE;
}

static void put_marks(struct man_run *run)
{
	enum man_font font = (run->bold ? FONT_BOLD : 0) | (run->italic ? FONT_ITALIC : 0);
	if (run->link && run->link_mark == SLICE_NONE) {
		run->link_mark = run->n_marks;
		add_mark(run, MARK_NONE)->font = run->font;
	}
	if (font != run->font)
		add_mark(run, MARK_FONT)->font = font;
	run->font = font;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Word by word: within one, nothing is pending and no font changes. */
void man_run_text(struct man_run *run, struct slice text)
{
	struct arena_mark mark = arena_mark(run->man->arena);
	text = man_printable(run->man, text);
	for (size_t at = 0; at < text.len;) {
		if (is_blank(text.ptr[at])) {
			run->pending = PENDING_BLANK;
			at++;
			continue;
		}
		size_t start = at;
		int32_t first = utf8_next(text, &at);
		while (at < text.len && !is_blank(text.ptr[at]))
			at++;
		if (run->breaks || run->pending)
			put_pending(run, first);
		put_marks(run);
		buffer_slice(&run->text, slice_sub(text, start, at));
	}
	arena_rewind(run->man->arena, mark);
}

void man_run_bold(struct man_run *run, bool on)
{
	run->bold += on ? 1 : (size_t)-1;
}

void man_run_italic(struct man_run *run, bool on)
{
	run->italic += on ? 1 : (size_t)-1;
}

void man_run_break(struct man_run *run)
{
	run->breaks++;
}

void man_run_join(struct man_run *run)
{
	run->pending = PENDING_NONE;
	run->breaks = 0;
}

/* Between blocks: one line end, however many blocks end here. */
static void block_break(struct man_run *run)
{
	if (!run->breaks)
		run->breaks = 1;
}

bool man_run_is_empty(const struct man_run *run)
{
	return !run->text.len;
}

size_t man_run_width(const struct man_run *run)
{
	size_t widest = 0;
	struct slice rest = buffer_view(&run->text), line;
	while (slice_next_line(&rest, &line)) {
		size_t width = text_width(line);
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* --- Links ------------------------------------------------------------------ */

static void open_link(struct man_run *run, const struct node *node, struct slice url)
{
	const struct man_options *options = run->man->options;
	if (run->link || !options->resolve || !url.len)
		return;
	run->target = options->resolve(options->context, url);
	if (run->target.kind == MAN_TARGET_NONE ||
	    (run->target.kind == MAN_TARGET_URL ? !run->target.url.len : !run->target.name.len))
		return;
	run->link = node;
	run->link_mark = SLICE_NONE;
}

/* An address is one word for roff. */
static struct slice one_word(struct man_run *run, struct slice url)
{
	struct buffer word;
	url = man_printable(run->man, slice_trim(url));
	buffer_init(&word, run->man->out->max);
	for (size_t i = 0; i < url.len; i++)
		if (ascii_is_blank(url.ptr[i]))
			buffer_str(&word, "%20");
		else
			buffer_char(&word, url.ptr[i]);
	url = arena_copy(run->man->arena, buffer_view(&word));
	buffer_release(&word);
	return url;
}

/* The text is the address itself, or its readable part. */
static bool shows_url(struct slice text, struct slice url)
{
	if (slice_starts_with(url, SLICE("mailto:")) && slice_eq(text, slice_skip(url, 7)))
		return true;
	if (slice_ends_with(url, SLICE("/")) && !slice_ends_with(text, SLICE("/")))
		url.len--;
	return slice_eq(text, url);
}

static void close_url(struct man_run *run, struct man_mark *start)
{
	struct slice url = one_word(run, run->target.url);
	size_t width = text_width(url) + 2;
	start->end = run->text.len;
	if (shows_url(buffer_view_from(&run->text, start->at), url)) {
		start->kind = width <= run->columns ? MARK_WHOLE : MARK_NONE;
		return;
	}
	bool is_request = !run->is_flat && width <= run->columns;
	if (is_request) {
		start->kind = MARK_URL;
		start->target.url = url;
		add_mark(run, MARK_URL_END);
	}
	buffer_str(&run->text, " \u27e8");
	buffer_slice(&run->text, url);
	buffer_str(&run->text, "\u27e9");
	if (is_request)
		run->marks[run->n_marks - 1].end = run->text.len;
}

/* The fonts of a text that is cut off are forgotten with it. */
static void cut_to_mark(struct man_run *run, size_t index)
{
	run->font = run->marks[index].font;
	buffer_truncate(&run->text, run->marks[index].at);
	run->n_marks = index;
}

static void close_page(struct man_run *run, size_t mark_index)
{
	struct buffer shown;
	size_t start = run->marks[mark_index].at;
	bool is_name = slice_eq(buffer_view_from(&run->text, start), run->target.name);
	buffer_init(&shown, run->man->out->max);
	buffer_slice(&shown, run->target.name);
	buffer_printf(&shown, "(%u)", run->target.section);
	if (is_name || slice_eq(buffer_view_from(&run->text, start), buffer_view(&shown)))
		cut_to_mark(run, mark_index);
	else
		buffer_char(&run->text, ' ');
	if (!run->is_flat && text_width(buffer_view(&shown)) <= run->columns)
		add_mark(run, MARK_PAGE)->target = run->target;
	buffer_slice(&run->text, buffer_view(&shown));
	if (run->n_marks && run->marks[run->n_marks - 1].kind == MARK_PAGE)
		run->marks[run->n_marks - 1].end = run->text.len;
	buffer_release(&shown);
}

static void close_link(struct man_run *run, const struct node *node)
{
	size_t mark = run->link_mark;
	if (run->link != node)
		return;
	run->link = NULL;
	run->link_mark = SLICE_NONE;
	if (mark == SLICE_NONE)
		return; /* nothing to see in it */
	if (run->target.kind == MAN_TARGET_URL)
		close_url(run, &run->marks[mark]);
	else
		close_page(run, mark);
}

void man_run_link(struct man_run *run, const struct man_target *target, struct slice text)
{
	static const struct node link = {.kind = NODE_LINK};
	run->link = &link;
	run->target = *target;
	man_run_text(run, text);
	close_link(run, &link);
}

/* --- Nodes ------------------------------------------------------------------ */

/* How an element of HTML looks inside text. */
struct inline_element {
	const char *name;
	enum man_font font;
	const char *before;
	const char *after;
};

#define BULLET "\u2022 "

static const struct inline_element inline_elements[] = {
	{.name = "b", .font = FONT_BOLD},
	{.name = "strong", .font = FONT_BOLD},
	{.name = "kbd", .font = FONT_BOLD},
	{.name = "code", .font = FONT_BOLD},
	{.name = "tt", .font = FONT_BOLD},
	{.name = "samp", .font = FONT_BOLD},
	{.name = "th", .font = FONT_BOLD},
	{.name = "summary", .font = FONT_BOLD},
	{.name = "i", .font = FONT_ITALIC},
	{.name = "em", .font = FONT_ITALIC},
	{.name = "cite", .font = FONT_ITALIC},
	{.name = "var", .font = FONT_ITALIC},
	{.name = "dfn", .font = FONT_ITALIC},
	{.name = "u", .font = FONT_ITALIC},
	{.name = "ins", .font = FONT_ITALIC},
	{.name = "s", .before = "~~", .after = "~~"},
	{.name = "del", .before = "~~", .after = "~~"},
	{.name = "strike", .before = "~~", .after = "~~"},
	{.name = "sup", .before = "^"},
	{.name = "sub", .before = "_"},
	{.name = "li", .before = BULLET},
	{.name = "q", .before = "\u201c", .after = "\u201d"},
};

static const struct inline_element *find_inline_element(const struct node *node)
{
	static const struct inline_element item = {.before = BULLET};
	static const struct inline_element strike = {.before = "~~", .after = "~~"};
	static const struct inline_element emphasis = {.font = FONT_ITALIC};
	static const struct inline_element strong = {.font = FONT_BOLD};
	if (node->kind == NODE_STRIKE)
		return &strike;
	if (node->kind == NODE_ITEM)
		return &item;
	if (node->kind == NODE_EMPHASIS)
		return &emphasis;
	if (node->kind == NODE_STRONG)
		return &strong;
	for (size_t i = 0; i < sizeof(inline_elements) / sizeof(*inline_elements); i++)
		if (man_is_element(node, inline_elements[i].name))
			return &inline_elements[i];
	return NULL;
}

static void enter_styled(struct man_run *run, const struct node *node)
{
	const struct inline_element *element = find_inline_element(node);
	if (!element)
		return;
	run->bold += element->font == FONT_BOLD;
	run->italic += element->font == FONT_ITALIC;
	man_run_text(run, slice_from(element->before));
}

static void leave_styled(struct man_run *run, const struct node *node)
{
	const struct inline_element *element = find_inline_element(node);
	if (!element)
		return;
	man_run_text(run, slice_from(element->after));
	run->bold -= element->font == FONT_BOLD;
	run->italic -= element->font == FONT_ITALIC;
}

static void enter_element(struct man_run *run, const struct node *node)
{
	if (man_is_element(node, "br"))
		man_run_break(run);
	else if (man_is_element(node, "img"))
		man_run_text(run, man_attribute(node, "alt"));
	else if (man_is_element(node, "a"))
		open_link(run, node, man_attribute(node, "href"));
	else
		enter_styled(run, node);
}

static void code_text(struct man_run *run, struct slice text)
{
	run->bold++;
	man_run_text(run, text);
	run->bold--;
}

static void code_block_text(struct man_run *run, struct slice text)
{
	struct slice line;
	while (slice_next_line(&text, &line)) {
		block_break(run);
		code_text(run, line);
	}
}

static void enter_inline(struct man_run *run, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		man_run_text(run, node->text);
		break;
	case NODE_CODE:
		code_text(run, node->text);
		break;
	case NODE_CODE_BLOCK:
		code_block_text(run, node->code.text);
		break;
	case NODE_SOFT_BREAK:
		if (run->pending == PENDING_NONE)
			run->pending = PENDING_SOFT;
		break;
	case NODE_HARD_BREAK:
		man_run_break(run);
		break;
	case NODE_IMAGE:
		man_run_text(run, node->image.alt);
		break;
	case NODE_LINK:
		open_link(run, node, node->link.url);
		break;
	case NODE_ELEMENT:
		enter_element(run, node);
		break;
	default:
		enter_styled(run, node);
		break;
	}
}

/* Cells of a row stay on its line. */
static void separate(struct man_run *run, const struct node *node)
{
	if (node->kind == NODE_CELL || man_is_element(node, "td") || man_is_element(node, "th"))
		run->pending = PENDING_BLANK;
	else if (node_is_block(node) && !man_is_element(node, "br"))
		block_break(run);
}

static void enter(struct man_run *run, const struct node *node)
{
	separate(run, node);
	enter_inline(run, node);
}

static void leave(struct man_run *run, const struct node *node)
{
	close_link(run, node);
	leave_styled(run, node);
	separate(run, node);
}

/* A container without children is left at once; so it does not matter here
   whether the walk would come back to it. */
static void collect(struct man_run *run, const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		if (!walk.entering) {
			leave(run, walk.node);
			continue;
		}
		enter(run, walk.node);
		if (!walk.node->first) {
			leave(run, walk.node);
			node_walk_skip(&walk);
		}
	}
}

void man_run_nodes(struct man_run *run, const struct node *first, const struct node *end)
{
	for (const struct node *node = first; node && node != end; node = node->next)
		collect(run, node);
	run->man->out->failed |= run->text.failed;
}
