/*
 * Runs into lines that no reader overflows and no reader breaks in the wrong
 * place.
 *
 * English is easy: readers break at blanks. Japanese has none, and
 *
 * - groff breaks where it is told to by "\:", so that stands at every
 *   opportunity of UAX #14;
 * - mandoc ignores "\:". Its lines are laid out here, as it would, and ended
 *   by a macro that breaks the line under mandoc only;
 * - a line end in the source is a blank in the page, to all of them; "\c"
 *   takes it away.
 *
 * So a source line is a line as mandoc shows it. groff fills as it likes.
 */
#include "man_parts.h"

#include "text/linebreak.h"
#include "text/unicode.h"

#include <stdlib.h>

/* Words of narrow letters are broken (at hyphens, slashes, …) only where they
   are longer than this: addresses and paths, not "e-mail". */
enum { LONG_WORD_COLUMNS = 24 };

#define IDEOGRAPH "\u5b57"

struct filler {
	struct man_writer *man;
	const struct man_run *run;
	struct slice text;
	size_t columns;
	bool keeps_words; /* do not part long words where they would fit */
	size_t *cuts;     /* where a line may end, ascending; the last is the end */
	size_t n_cuts;

	size_t at;       /* layout: start of the next line */
	size_t next_cut; /* layout: first cut behind it */
	size_t mark;     /* writing: first mark not yet dealt with */
	size_t cut;      /* writing: first cut not yet dealt with */
	enum man_font font;

	/* While cuts are sought. */
	size_t whole;        /* first mark that ends behind the offset asked about */
	size_t whole_at_cut; /* the same at the last cut, or before it */
	struct span word;    /* word of narrow characters looked at last */
	size_t word_columns; /* its width */
};

/* --- Where lines may end ---------------------------------------------------- */

static int32_t char_before(struct slice text, size_t at)
{
	return utf8_previous(text, &at);
}

static int32_t char_at(struct slice text, size_t at)
{
	return utf8_next(text, &at);
}

static bool is_narrow(int32_t c)
{
	return c != CODE_POINT_NONE && c != ' ' && c != '\n' && code_point_width(c) < 2;
}

/* Measures the word around an offset. Offsets come in ascending order, so
   each word is measured once. */
static bool is_in_long_word(struct filler *fill, size_t at)
{
	struct slice text = fill->text;
	if (at < fill->word.start || at >= fill->word.end) {
		size_t start = at, end = at, next;
		for (next = start; is_narrow(utf8_previous(text, &next)); start = next)
			;
		for (next = end; is_narrow(utf8_next(text, &next)); end = next)
			;
		fill->word = (struct span){start, end};
		fill->word_columns = text_width(slice_sub(text, start, end));
	}
	return fill->word_columns > LONG_WORD_COLUMNS;
}

/* Addresses and names of pages stay whole; the blank before an address is
   part of its mark. */
static bool is_in_whole(struct filler *fill, size_t at)
{
	const struct man_run *run = fill->run;
	while (fill->whole < run->n_marks && run->marks[fill->whole].end <= at)
		fill->whole++;
	if (fill->whole == run->n_marks)
		return false;
	const struct man_mark *mark = &run->marks[fill->whole];
	return at > mark->at + (mark->kind == MARK_URL_END ? 1 : 0) && at < mark->end &&
	       (mark->kind == MARK_URL_END || mark->kind == MARK_PAGE || mark->kind == MARK_WHOLE);
}

static bool is_cut(struct filler *fill, size_t at)
{
	int32_t before = char_before(fill->text, at);
	if (is_in_whole(fill, at))
		return false;
	if (at == fill->text.len || before == ' ' || before == '\n')
		return true;
	if (slice_ends_with(slice_sub(fill->text, 0, at), SLICE("://")))
		return false;
	return code_point_width(before) == 2 || code_point_width(char_at(fill->text, at)) == 2 ||
	       (!fill->keeps_words && is_in_long_word(fill, at));
}

static struct slice without_end(struct slice text)
{
	while (text.len && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\n'))
		text.len--;
	return text;
}

static bool is_emergency_cut(struct filler *fill, size_t at, bool anywhere)
{
	int32_t before = char_before(fill->text, at), after = char_at(fill->text, at);
	if (after == ' ' || !code_point_width(after) || is_in_whole(fill, at))
		return false;
	return anywhere || (before < 0x80 && ascii_is_punct((char)before) &&
			    !(after < 0x80 && ascii_is_punct((char)after)));
}

/* Adds cuts inside a stretch without any; returns the width of the widest
   part. */
static size_t cut_stretch(struct filler *fill, size_t from, size_t to, bool anywhere)
{
	size_t widest = 0, width = 0;
	for (size_t at = from; at < to;) {
		if (at > from && is_emergency_cut(fill, at, anywhere)) {
			fill->cuts[fill->n_cuts++] = at;
			width = 0;
		}
		width += code_point_width(utf8_next(fill->text, &at));
		widest = width > widest ? width : widest;
	}
	return widest;
}

/* No character takes more columns than bytes. */
static bool fits(struct slice text, size_t columns)
{
	return text.len <= columns || text_width(text) <= columns;
}

/* What is wider than a line and has no opportunity may end behind any
   punctuation ("C:\Program Files\…"), or if that does not help, anywhere. */
static void add_emergency_cuts(struct filler *fill, size_t from, size_t to)
{
	size_t n_cuts = fill->n_cuts;
	to = from + without_end(slice_sub(fill->text, from, to)).len;
	if (fits(slice_sub(fill->text, from, to), fill->columns))
		return;
	fill->whole = fill->whole_at_cut; /* is_in_whole has been asked further on */
	if (cut_stretch(fill, from, to, false) <= fill->columns)
		return;
	fill->n_cuts = n_cuts;
	fill->whole = fill->whole_at_cut;
	cut_stretch(fill, from, to, true);
}

/* Lines of short ASCII words end at blanks alone, whatever else UAX #14 would
   allow (see is_cut). */
static bool has_only_short_words(struct slice text)
{
	size_t word = 0;
	for (size_t i = 0; i < text.len && word <= LONG_WORD_COLUMNS; i++) {
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
		word = text.ptr[i] == ' ' || text.ptr[i] == '\n' ? 0 : word + 1;
	}
	return word <= LONG_WORD_COLUMNS;
}

static struct line_breaks line_ends_of(struct man_writer *man, struct slice text)
{
	size_t *offsets = arena_array_raw(man->arena, text.len + 1, sizeof(*offsets));
	size_t count = 0, at = 0;
	while ((at = slice_find_char(text, '\n', at)) != SLICE_NONE)
		offsets[count++] = ++at;
	if (count == 0 || offsets[count - 1] != text.len)
		offsets[count++] = text.len;
	return (struct line_breaks){.offsets = offsets, .count = count};
}

/* Opportunities to end a line behind something else than a blank. */
static struct line_breaks breaks_of(struct man_writer *man, struct slice text)
{
	struct line_breaks breaks;
	if (has_only_short_words(text))
		return line_ends_of(man, text);
	if (line_breaks_find(man->options->breaker, man->arena, text, &breaks) != STATUS_OK)
		out_of_memory();
	return breaks;
}

static void add_cut(struct filler *fill, size_t *last, size_t at)
{
	if (!is_cut(fill, at))
		return;
	add_emergency_cuts(fill, *last, at);
	fill->cuts[fill->n_cuts++] = at;
	fill->whole_at_cut = fill->whole;
	*last = at;
}

/* Every blank is a cut, for readers break there; those of UAX #14's
   opportunities that is_cut accepts are the others. */
static void find_cuts(struct filler *fill, struct line_breaks breaks)
{
	/* One a byte is enough for the worst of words. */
	fill->cuts = arena_array_raw(fill->man->arena, fill->text.len + 1, sizeof(*fill->cuts));
	size_t last = 0, at = 0;
	for (size_t i = 0; i < breaks.count; i++) {
		for (; at + 1 < breaks.offsets[i]; at++)
			if (fill->text.ptr[at] == ' ')
				add_cut(fill, &last, at + 1);
		add_cut(fill, &last, breaks.offsets[i]);
		at = breaks.offsets[i];
	}
}

/* Replaces the blanks at the offsets given by no-break spaces, which are a
   byte longer, and moves the marks along. */
static void replace_blanks(struct man_run *run, const size_t *blanks, size_t count)
{
	struct buffer text;
	size_t from = 0;
	buffer_init(&text, run->text.max);
	for (size_t i = 0; i < count; i++) {
		buffer_slice(&text, slice_sub(buffer_view(&run->text), from, blanks[i]));
		buffer_str(&text, "\u00a0");
		from = blanks[i] + 1;
	}
	buffer_slice(&text, slice_skip(buffer_view(&run->text), from));
	for (size_t i = 0, before = 0, in = 0; i < run->n_marks; i++) {
		struct man_mark *mark = &run->marks[i];
		while (before < count && blanks[before] < mark->at)
			before++;
		for (in = before; in < count && blanks[in] < mark->end; in++)
			;
		mark->at += before;
		mark->end += in;
	}
	buffer_release(&run->text);
	run->text = text;
}

/* Which of the blanks stand before a character that begins no line in running
   text, such as "・" or a small kana. UAX #14 lets it begin one behind a blank,
   which no Japanese reader does; so it is asked about the character behind an
   ideograph. Returns the text asked about: an ideograph, the character and a
   line end for each blank. */
static struct slice probe_of(struct man_writer *man, struct slice text, const size_t *blanks,
			     size_t count)
{
	struct buffer probe;
	buffer_init(&probe, man->out->max);
	for (size_t i = 0; i < count; i++) {
		size_t at = blanks[i] + 1;
		utf8_next(text, &at);
		buffer_str(&probe, IDEOGRAPH);
		buffer_slice(&probe, slice_sub(text, blanks[i] + 1, at));
		buffer_char(&probe, '\n');
	}
	struct slice result = arena_copy(man->arena, buffer_view(&probe));
	buffer_release(&probe);
	return result;
}

/* Moves the blanks that the probe says to keep to the front. */
static size_t pick_kept(struct man_writer *man, struct slice text, size_t *blanks, size_t count)
{
	if (count == 0)
		return 0;
	struct slice probe = probe_of(man, text, blanks, count);
	struct line_breaks breaks = breaks_of(man, probe);
	size_t kept = 0, next = 0, at = 0;
	for (size_t i = 0; i < count; i++) {
		size_t offset = at + sizeof(IDEOGRAPH) - 1;
		while (next < breaks.count && breaks.offsets[next] < offset)
			next++;
		if (next < breaks.count && breaks.offsets[next] != offset)
			blanks[kept++] = blanks[i];
		at = slice_find_char(probe, '\n', at) + 1;
	}
	return kept;
}

static int compare_offsets(const void *a, const void *b)
{
	const size_t *left = a, *right = b;
	return (*left > *right) - (*left < *right);
}

/* Readers break at every blank, UAX #14 does not: "「 text" and "text ！" stay
   together, as articles that came out of a machine have them. Among narrow
   characters a blank stays a blank, for it may be part of a command. Returns the
   opportunities of the text as it is then. */
static struct line_breaks keep_blanks(struct man_writer *man, struct man_run *run)
{
	struct slice text = buffer_view(&run->text);
	struct line_breaks breaks = breaks_of(man, text);
	size_t *kept = arena_array_raw(man->arena, text.len + 1, sizeof(*kept));
	size_t *asked = arena_array_raw(man->arena, text.len + 1, sizeof(*asked));
	size_t n_kept = 0, n_asked = 0, next = 0;
	for (size_t at = 0; at + 1 < text.len; at++) {
		while (breaks.offsets[next] < at + 1)
			next++;
		if (text.ptr[at] != ' ')
			continue;
		bool is_wide = code_point_width(char_at(text, at + 1)) == 2;
		if (breaks.offsets[next] == at + 1 && is_wide)
			asked[n_asked++] = at;
		else if (breaks.offsets[next] != at + 1 &&
			 (is_wide || code_point_width(char_before(text, at)) == 2))
			kept[n_kept++] = at;
	}
	n_asked = pick_kept(man, text, asked, n_asked);
	for (size_t i = 0; i < n_asked; i++)
		kept[n_kept++] = asked[i];
	if (n_kept == 0)
		return breaks;
	qsort(kept, n_kept, sizeof(*kept), compare_offsets);
	replace_blanks(run, kept, n_kept);
	return breaks_of(man, buffer_view(&run->text));
}

static struct filler filler_of(struct man_writer *man, const struct man_run *run, size_t columns)
{
	return (struct filler){
		.man = man,
		.run = run,
		.text = buffer_view(&run->text),
		.columns = columns,
	};
}

/* The next line as mandoc will fill it. */
static bool next_line(struct filler *fill, struct span *line)
{
	size_t width = 0, end = fill->at;
	while (fill->next_cut < fill->n_cuts) {
		struct slice unit = slice_sub(fill->text, end, fill->cuts[fill->next_cut]);
		struct slice shown = without_end(unit);
		width += text_width(shown);
		if (width > fill->columns && end > fill->at)
			break;
		width += text_width(slice_skip(unit, shown.len));
		end = fill->cuts[fill->next_cut++];
		if (slice_ends_with(unit, SLICE("\n")))
			break;
	}
	*line = (struct span){fill->at, end};
	fill->at = end;
	return line->end > line->start;
}

/* --- Writing ------------------------------------------------------------------ */

/* Closes the source line for a macro. What stands before and the macro's text
   are neighbours unless a blank parts them. */
static void begin_request(struct filler *fill, size_t at)
{
	int32_t before = char_before(fill->text, at);
	if (fill->man->line.len && before != ' ' && before != '\n')
		man_line_end_with(fill->man, "\\c");
	else
		man_line_end(fill->man);
}

/* How many closing characters stand from `at` to the next blank, if nothing
   else does. */
static size_t count_closers(struct slice text, size_t at, size_t end)
{
	size_t n = 0;
	while (at + n < end &&
	       slice_find_char(SLICE(".,;:!?)]"), text.ptr[at + n], 0) != SLICE_NONE)
		n++;
	bool is_end = at + n == text.len || text.ptr[at + n] == ' ' || text.ptr[at + n] == '\n';
	return is_end ? n : 0;
}

/* Writes a macro whose last argument takes what follows without a blank, and
   returns where the text goes on. */
static size_t end_request(struct filler *fill, const char *request, const char *separator,
			  size_t at, size_t end)
{
	struct slice text = fill->text;
	const struct man_run *run = fill->run;
	size_t limit = end;
	for (size_t i = fill->mark; i < run->n_marks && run->marks[i].at < limit; i++)
		limit = run->marks[i].at > at ? run->marks[i].at : at;
	size_t n = count_closers(text, at, limit);
	struct slice closers = slice_sub(text, at, at + n);
	const char *tail = "";
	at += n;
	if (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\n')
		tail = "\\c";
	else if (at < text.len && man_ends_sentence(closers))
		tail = "\\&";
	if (!n && !*tail)
		separator = "";
	man_request(fill->man, "%s%s%.*s%s", request, separator, SLICE_ARG(closers), tail);
	return at;
}

static size_t write_page(struct filler *fill, const struct man_mark *mark, size_t end)
{
	const char *name = man_escaped(fill->man, mark->target.name);
	bool has_blank = slice_find_char(slice_from(name), ' ', 0) != SLICE_NONE;
	const char *quote = has_blank ? "\"" : "";
	struct slice request = arena_printf(fill->man->arena, "BR %s%s%s (%u)", quote, name, quote,
					    mark->target.section);
	begin_request(fill, mark->at);
	return end_request(fill, request.ptr, "", mark->end, end);
}

/* Deals with a mark at or before `at`; returns where the text goes on. */
static size_t write_mark(struct filler *fill, size_t at, size_t end)
{
	const struct man_mark *mark = &fill->run->marks[fill->mark++];
	switch (mark->kind) {
	case MARK_FONT:
		fill->font = mark->font;
		return at;
	case MARK_URL:
		begin_request(fill, mark->at);
		man_request(fill->man, "UR %s", man_escaped(fill->man, mark->target.url));
		return at;
	case MARK_URL_END:
		man_line_end(fill->man);
		return end_request(fill, "UE", " ", mark->end, end);
	case MARK_PAGE:
		return write_page(fill, mark, end);
	default:
		return at;
	}
}

/* "\:" at a cut that is no blank. */
static void write_cut(struct filler *fill, size_t at, size_t line_start)
{
	while (fill->cut < fill->n_cuts && fill->cuts[fill->cut] < at)
		fill->cut++;
	if (fill->cut == fill->n_cuts || fill->cuts[fill->cut] != at)
		return;
	fill->cut++;
	if (at > line_start && char_before(fill->text, at) != ' ')
		man_raw(fill->man, "\\:");
}

static void write_text(struct filler *fill, struct span line)
{
	const struct man_run *run = fill->run;
	size_t end = line.start + without_end(slice_sub(fill->text, line.start, line.end)).len;
	for (size_t at = line.start; at < end;) {
		write_cut(fill, at, line.start);
		if (fill->mark < run->n_marks && run->marks[fill->mark].at <= at) {
			at = write_mark(fill, at, end);
			continue;
		}
		size_t stop = end;
		if (fill->mark < run->n_marks && run->marks[fill->mark].at < stop)
			stop = run->marks[fill->mark].at;
		if (fill->cut < fill->n_cuts && fill->cuts[fill->cut] < stop)
			stop = fill->cuts[fill->cut];
		man_text(fill->man, slice_sub(fill->text, at, stop), fill->font);
		at = stop;
	}
}

static void write_line_end(struct filler *fill, struct span line)
{
	struct man_writer *man = fill->man;
	int32_t last = char_before(fill->text, line.end);
	if (line.end == fill->text.len) {
		man_line_end(man);
	} else if (last == '\n') {
		man_line_end(man);
		if (line.end - line.start == 1)
			man_request(man, "sp");
		else if (char_at(fill->text, line.end) != '\n')
			man_request(man, "br");
	} else if (last == ' ') {
		if (man->line.len &&
		    man_ends_sentence(without_end(slice_sub(fill->text, line.start, line.end))))
			man_raw(man, "\\&");
		man_line_end(man);
	} else {
		man_line_end_with(man, "\\:\\c");
		man_request(man, MAN_BREAK_MACRO);
		man->has_break_call = true;
	}
}

size_t man_columns(const struct man_writer *man)
{
	return MAN_PAGE_COLUMNS - MAN_INDENT - man->indent;
}

void man_fill(struct man_writer *man, struct man_run *run, size_t columns)
{
	struct arena_mark mark = arena_mark(man->arena);
	struct line_breaks breaks = keep_blanks(man, run);
	struct filler fill = filler_of(man, run, columns);
	struct span line;
	find_cuts(&fill, breaks);
	while (next_line(&fill, &line)) {
		write_text(&fill, line);
		write_line_end(&fill, line);
	}
	arena_rewind(man->arena, mark);
}

void man_fill_line(struct man_writer *man, const struct man_run *run)
{
	struct slice text = buffer_view(&run->text);
	enum man_font font = FONT_ROMAN;
	size_t at = 0;
	for (size_t i = 0; i < run->n_marks; i++) {
		if (run->marks[i].kind != MARK_FONT)
			continue;
		man_text(man, slice_sub(text, at, run->marks[i].at), font);
		at = run->marks[i].at;
		font = run->marks[i].font;
	}
	man_text(man, slice_skip(text, at), font);
	man_roman(man);
}

struct slice man_heading_text(struct man_writer *man, struct slice text, size_t first_columns,
			      size_t columns)
{
	struct man_run run;
	struct buffer heading;
	struct span line;
	man_run_init(&run, man, columns, RUN_FLAT);
	man_run_text(&run, text);
	struct line_breaks breaks = keep_blanks(man, &run);
	buffer_init(&heading, man->out->max);
	struct filler fill = filler_of(man, &run, columns);
	fill.keeps_words = true;
	find_cuts(&fill, breaks);
	fill.columns = first_columns;
	while (next_line(&fill, &line)) {
		if (heading.len)
			buffer_char(&heading, ' ');
		buffer_slice(&heading, without_end(slice_sub(fill.text, line.start, line.end)));
		fill.columns = columns;
	}
	struct slice result = arena_copy(man->arena, buffer_view(&heading));
	buffer_release(&heading);
	man_run_release(&run);
	return result;
}
