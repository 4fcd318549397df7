/* Cutting a window out of a line and placing the mark. Where the window begins and
   ends is found by walking over the neighbourhood of the span, cell by cell; most of
   it is plain, and passed as quickly as bytes can be looked at. */
#include "excerpt.h"

#include "text/unicode.h"
#include "text/visible.h"

#include <stdint.h>

enum {
	TAB_CELLS = 8,
	UTF8_MAX_BYTES = 4,
	/* Characters without width take no room, so room alone would not stop. */
	BYTES_PER_CELL = 16,
	GLYPH_MAX_BYTES = 16,
};

/* A place between two characters. */
struct spot {
	size_t at;     /* offset in the line */
	size_t column; /* cells between it and where the neighbourhood begins */
};

struct window {
	struct slice line;
	struct span at;
	size_t width;     /* cells there are */
	struct spot from; /* the neighbourhood: [from, to) */
	struct spot to;
	struct spot sure;  /* mostly shown, and from where the rest is counted */
	struct spot first; /* what is shown of it: [first, last) */
	struct spot last;
	bool is_cut_after; /* the line goes on behind `last` */
	bool has_unshown;  /* characters that are shown otherwise than they are written */
};

/* One byte, one cell, and shown as it is. */
static inline bool is_printable(char byte)
{
	return byte >= ' ' && byte < 0x7F;
}

/* What is no UTF-8 was read as U+FFFD. */
static bool is_shown_as_it_is(int32_t c)
{
	return !is_invisible(c) && c != 0xFFFD;
}

/* `tab` is for a tab, whose width depends on where it stands. */
static size_t cells_of_invisible(int32_t c, size_t tab)
{
	if (c == '\t')
		return tab;
	struct buffer text;
	buffer_init(&text, GLYPH_MAX_BYTES);
	code_point_visible(c, &text);
	size_t cells = text_width(buffer_view(&text));
	buffer_release(&text);
	return cells;
}

static size_t cells_of(int32_t c, size_t tab)
{
	return is_invisible(c) ? cells_of_invisible(c, tab) : code_point_width(c);
}

/* --- Walking ------------------------------------------------------------- */

static struct spot step_unusual(struct window *window, struct spot spot, int32_t c, size_t at)
{
	size_t tab = TAB_CELLS - spot.column % TAB_CELLS;
	bool is_shown = is_shown_as_it_is(c);
	window->has_unshown |= !is_shown;
	return (struct spot){at, spot.column + (is_shown ? code_point_width(c) : cells_of(c, tab))};
}

/* Behind the character at `spot`. */
static inline struct spot step(struct window *window, struct spot spot)
{
	size_t at = spot.at;
	int32_t c = utf8_next(window->line, &at);
	if (is_plain_kanji(c) || is_plain_kana(c))
		return (struct spot){at, spot.column + 2};
	return step_unusual(window, spot, c, at);
}

static struct spot walk_plain(struct slice line, struct spot spot, size_t end)
{
	size_t at = printable_end(slice_sub(line, 0, end), spot.at);
	return (struct spot){at, spot.column + (at - spot.at)};
}

/* From `spot` to `stop`, or to the last place before it that is no further than
   `column`. */
static struct spot walk(struct window *window, struct spot spot, size_t stop, size_t column)
{
	while (spot.at < stop) {
		size_t room = column - spot.column;
		size_t end = stop - spot.at < room ? stop : spot.at + room;
		if (is_printable(window->line.ptr[spot.at]))
			spot = walk_plain(window->line, spot, end);
		if (spot.at >= stop || is_printable(window->line.ptr[spot.at]))
			break;
		struct spot next = step(window, spot);
		if (next.column > column)
			break;
		spot = next;
	}
	return spot;
}

/* --- The neighbourhood ------------------------------------------------------ */

/* Where it begins: a window's width before the span; where much is behind it, only a
   little before what can be shown. */
static size_t walk_back(const struct window *window)
{
	size_t at = window->at.start;
	size_t most = window->width * BYTES_PER_CELL;
	size_t end = at > most ? at - most : 0;
	bool is_much = window->line.len - at > window->width * UTF8_MAX_BYTES;
	size_t wanted = is_much ? window->width / 3 + 2 : window->width;
	for (size_t cells = 0; at > end && cells < wanted;) {
		if (is_printable(window->line.ptr[at - 1])) {
			at--;
			cells++;
		} else {
			cells += cells_of(utf8_previous(window->line, &at), TAB_CELLS);
		}
	}
	return at;
}

/* Up to the first place that is further than a window's width behind the span's start,
   which it gives. */
static struct spot look_around(struct window *window)
{
	size_t most = window->width * BYTES_PER_CELL;
	size_t rest = window->line.len - window->at.start;
	size_t end = window->at.start + (rest < most ? rest : most);
	window->from = (struct spot){walk_back(window), 0};
	struct spot start = walk(window, window->from, window->at.start, SIZE_MAX);
	size_t sure = window->width - window->width / 3 - 2; /* the mark is behind a third */
	window->sure = walk(window, start, end, start.column + sure);
	window->to = walk(window, window->sure, end, start.column + window->width);
	if (window->to.at < end)
		window->to = step(window, window->to);
	window->is_cut_after = window->to.at < window->line.len;
	return start;
}

static bool is_without_width(const struct window *window, size_t at)
{
	return cells_of(utf8_next(window->line, &at), TAB_CELLS) == 0;
}

/* What the mark points to: the span's start, but for a combining mark the character it
   stands on. */
static struct spot pointed_at(struct window *window, struct spot start)
{
	size_t at = start.at;
	while (at > window->from.at && at < window->to.at && is_without_width(window, at))
		utf8_previous(window->line, &at);
	return at == start.at ? start : walk(window, window->from, at, SIZE_MAX);
}

/* --- What is shown ---------------------------------------------------------- */

/* How many cells before the span to show: a third of the width, or more where
   little is behind it. */
static size_t cells_before(const struct window *window, size_t behind)
{
	size_t room = window->width - (window->is_cut_after ? 2 : 1); /* for "…" */
	return behind < room - room / 3 ? room - behind : room / 3;
}

static bool is_cut_before(const struct window *window)
{
	return window->first.at > 0;
}

static void choose_first(struct window *window, struct spot point, size_t behind)
{
	size_t before = cells_before(window, behind);
	window->first = window->from;
	if (point.column <= before)
		return;
	size_t column = point.column - before;
	struct spot first = walk(window, window->from, point.at, column);
	if (first.column < column)
		first = step(window, first);
	/* A combining mark must not lose the character it stands on. */
	window->first = walk(window, first, point.at, first.column);
}

static void choose_last(struct window *window, struct spot point, size_t behind)
{
	size_t used = is_cut_before(window) + point.column - window->first.column;
	if (window->is_cut_after || used + behind > window->width)
		used++; /* for "…" */
	size_t column = point.column + window->width - used;
	struct spot from = window->sure.column <= column ? window->sure : point;
	window->last = walk(window, from, window->to.at, column);
	window->is_cut_after = window->last.at < window->line.len;
}

static void choose(struct window *window, struct spot point)
{
	bool is_whole = window->from.at == 0 && !window->is_cut_after;
	window->first = window->from;
	window->last = window->to;
	if (is_whole && window->to.column <= window->width)
		return;
	size_t behind = window->to.column - point.column;
	choose_first(window, point, behind);
	choose_last(window, point, behind);
}

/* Those that are not shown as they are written, and before each of them, from `*from`
   on, all that is. */
static void write_unshown(struct window *window, size_t *from, struct buffer *shown)
{
	struct spot next;
	for (struct spot spot = window->first; spot.at < window->last.at; spot = next) {
		size_t at = spot.at;
		int32_t c = utf8_next(window->line, &at);
		next = step(window, spot);
		if (is_shown_as_it_is(c))
			continue;
		buffer_slice(shown, slice_sub(window->line, *from, spot.at));
		*from = next.at;
		if (c == '\t')
			buffer_repeat(shown, ' ', next.column - spot.column);
		else
			code_point_visible(c, shown);
	}
}

static void write_shown(struct window *window, struct buffer *shown)
{
	size_t from = window->first.at; /* all before it is written */
	if (is_cut_before(window))
		buffer_str(shown, "…");
	if (window->has_unshown)
		write_unshown(window, &from, shown);
	buffer_slice(shown, slice_sub(window->line, from, window->last.at));
	if (window->is_cut_after)
		buffer_str(shown, "…");
}

static void write_mark(struct window *window, struct spot point, struct buffer *mark)
{
	bool is_whole = window->at.end < window->last.at;
	struct spot end = is_whole ? walk(window, point, window->at.end, SIZE_MAX) : window->last;
	size_t width = end.column - point.column;
	buffer_repeat(mark, ' ', is_cut_before(window) + point.column - window->first.column);
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
	struct spot point = pointed_at(&window, look_around(&window));
	choose(&window, point);
	write_shown(&window, shown);
	write_mark(&window, point, mark);
}
