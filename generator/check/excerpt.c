/* Cutting a window out of a line and placing the mark. The neighbourhood of
   the span is first taken apart into glyphs of known width; which of them
   are shown is then a matter of adding up. */
#include "excerpt.h"

#include "base/arena.h"
#include "text/unicode.h"
#include "text/visible.h"

#include <stdlib.h>

enum {
	TAB_CELLS = 8,
	UTF8_MAX_BYTES = 4,
	/* Characters without width take no room, so room alone would not stop. */
	GLYPHS_PER_CELL = 4,
	GLYPH_MAX_BYTES = 16,
};

struct glyph {
	size_t at; /* offset in the line */
	int32_t c;
	size_t column; /* cells before it */
};

struct window {
	struct slice line;
	struct span at;
	size_t width;         /* cells there are */
	struct glyph *glyphs; /* and one more, which is behind the last */
	size_t count;
	size_t start; /* the glyph at the span's start */
	size_t first; /* the glyphs shown: [first, last) */
	size_t last;
	bool is_cut_before; /* the line goes on outside of [first, last) */
	bool is_cut_after;
};

static size_t cells_of_unusual(int32_t c, size_t tab)
{
	if (c == '\t')
		return tab;
	if (!is_invisible(c))
		return code_point_width(c);
	struct buffer text;
	buffer_init(&text, GLYPH_MAX_BYTES);
	code_point_visible(c, &text);
	size_t cells = text_width(buffer_view(&text));
	buffer_release(&text);
	return cells;
}

/* `tab` is for a tab, whose width depends on where it stands. */
static inline size_t cells_of(int32_t c, size_t tab)
{
	return c >= ' ' && c < 0x7F ? 1 : cells_of_unusual(c, tab);
}

/* Where the neighbourhood begins: a window's width before the span; where much is
   behind it, only a little before what can be shown. */
static size_t walk_back(const struct window *window, size_t max_glyphs)
{
	size_t at = window->at.start;
	bool is_much = window->line.len - at > window->width * UTF8_MAX_BYTES;
	size_t wanted = is_much ? window->width / 3 + 2 : window->width;
	size_t cells = 0;
	for (size_t n = 0; at > 0 && cells < wanted && n < max_glyphs; n++)
		cells += cells_of(utf8_previous(window->line, &at), TAB_CELLS);
	return at;
}

/* Takes characters apart from the one that begins at `next` on, up to a place and up to
   a column. Gives what is behind the last. */
static struct glyph *take_apart(struct slice line, struct glyph *next, const struct glyph *end,
				size_t stop, size_t last_column)
{
	size_t at = next->at;
	size_t column = next->column;
	for (; at < stop && column <= last_column && next < end; next++) {
		next->at = at;
		next->column = column;
		next->c = utf8_next(line, &at);
		column += cells_of(next->c, TAB_CELLS - column % TAB_CELLS);
	}
	*next = (struct glyph){.at = at, .column = column};
	return next;
}

/* Takes [from, …) apart, up to a window's width behind the span's start. */
static void read_glyphs(struct window *window, size_t from, size_t max_glyphs)
{
	const struct glyph *end = window->glyphs + max_glyphs;
	window->glyphs[0] = (struct glyph){.at = from};
	struct glyph *start =
		take_apart(window->line, window->glyphs, end, window->at.start, SIZE_MAX);
	struct glyph *last = take_apart(window->line, start, end, window->line.len,
					start->column + window->width);
	window->start = (size_t)(start - window->glyphs);
	window->count = (size_t)(last - window->glyphs);
	window->is_cut_before = from > 0;
	window->is_cut_after = last->at < window->line.len;
}

static size_t sum(const struct window *window, size_t first, size_t last)
{
	return window->glyphs[last].column - window->glyphs[first].column;
}

static size_t cells_at(const struct window *window, size_t i)
{
	return sum(window, i, i + 1);
}

/* The glyph that the mark points to: the one at the span's start, but for a
   combining mark the character it stands on. */
static size_t pointed_at(const struct window *window)
{
	size_t i = window->start;
	while (i > 0 && i < window->count && cells_at(window, i) == 0)
		i--;
	return i;
}

/* How many cells before the span to show: a third of the width, or more where
   little is behind it. */
static size_t cells_before(const struct window *window, size_t behind)
{
	size_t room = window->width - (window->is_cut_after ? 2 : 1); /* for "…" */
	return behind < room - room / 3 ? room - behind : room / 3;
}

static void choose_first(struct window *window, size_t point, size_t behind)
{
	size_t before = cells_before(window, behind);
	size_t i = point;
	while (i > 0 && sum(window, i - 1, point) <= before)
		i--;
	/* A combining mark must not lose the character it stands on. */
	while (i > 0 && i < point && cells_at(window, i) == 0)
		i++;
	window->first = i;
	window->is_cut_before = window->is_cut_before || i > 0;
}

static void choose_last(struct window *window, size_t point, size_t behind)
{
	size_t used = window->is_cut_before + sum(window, window->first, point);
	size_t i = point;
	if (window->is_cut_after || used + behind > window->width)
		used++; /* for "…" */
	size_t end = window->glyphs[point].column + window->width - used;
	while (i < window->count && window->glyphs[i + 1].column <= end)
		i++;
	window->last = i;
	window->is_cut_after = window->is_cut_after || i < window->count;
}

static void choose(struct window *window, size_t point)
{
	bool is_whole = !window->is_cut_before && !window->is_cut_after;
	window->last = window->count;
	if (is_whole && sum(window, 0, window->count) <= window->width)
		return;
	size_t behind = sum(window, point, window->count);
	choose_first(window, point, behind);
	choose_last(window, point, behind);
}

/* What is no UTF-8 was read as U+FFFD. */
static bool is_shown_as_it_is(int32_t c)
{
	return !is_invisible(c) && c != 0xFFFD;
}

static void write_shown(const struct window *window, struct buffer *shown)
{
	size_t from = window->glyphs[window->first].at; /* all before it is written */
	if (window->is_cut_before)
		buffer_utf8(shown, 0x2026);
	for (size_t i = window->first; i < window->last; i++) {
		const struct glyph *glyph = &window->glyphs[i];
		if (is_shown_as_it_is(glyph->c))
			continue;
		buffer_slice(shown, slice_sub(window->line, from, glyph->at));
		from = glyph[1].at;
		if (glyph->c == '\t')
			buffer_repeat(shown, ' ', cells_at(window, i));
		else
			code_point_visible(glyph->c, shown);
	}
	buffer_slice(shown, slice_sub(window->line, from, window->glyphs[window->last].at));
	if (window->is_cut_after)
		buffer_utf8(shown, 0x2026);
}

static void write_mark(const struct window *window, size_t point, struct buffer *mark)
{
	size_t end = point;
	while (end < window->last && window->glyphs[end].at < window->at.end)
		end++;
	size_t width = sum(window, point, end);
	buffer_repeat(mark, ' ', window->is_cut_before + sum(window, window->first, point));
	buffer_char(mark, '^');
	buffer_repeat(mark, '~', width > 1 ? width - 1 : 0);
}

void excerpt_write(struct slice line, struct span at, size_t width_cells, struct buffer *shown,
		   struct buffer *mark)
{
	size_t width = width_cells < EXCERPT_WIDTH_MIN ? EXCERPT_WIDTH_MIN : width_cells;
	struct window window = {.line = line, .at = at, .width = width};
	if (window.at.start > line.len)
		window.at.start = line.len;
	size_t max_glyphs = width * GLYPHS_PER_CELL;
	window.glyphs = malloc((2 * max_glyphs + 1) * sizeof(*window.glyphs));
	if (!window.glyphs)
		out_of_memory();
	read_glyphs(&window, walk_back(&window, max_glyphs), 2 * max_glyphs);
	size_t point = pointed_at(&window);
	choose(&window, point);
	write_shown(&window, shown);
	write_mark(&window, point, mark);
	free(window.glyphs);
}
