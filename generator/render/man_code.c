/*
 * Code. It is indented where that leaves it room, and moved out to the page's
 * margin where it would not fit otherwise. What does not fit there either is
 * broken where it stands, for in no reader may a line be wider than the page:
 * where a shell can be told, so that what is copied still runs; else a mark says
 * that the line goes on.
 */
#include "man_parts.h"

#include "text/transform.h"
#include "text/unicode.h"

enum { CODE_COLUMNS = 4, TAB_COLUMNS = 8, CONTINUATION_COLUMNS = 4 };

/* --- Tidying ------------------------------------------------------------------ */

static void tidy_line(struct slice line, struct buffer *out)
{
	size_t column = 0;
	for (size_t at = 0, from = 0; at < line.len; from = at) {
		int32_t c = utf8_next(line, &at);
		size_t width = c == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : code_point_width(c);
		if (c == '\t')
			buffer_repeat(out, ' ', width);
		else
			buffer_slice(out, slice_sub(line, from, at));
		column += width;
	}
}

/* Without blank lines at both ends, tabs expanded, no blanks at line ends. */
static void tidy_code(struct slice code, struct buffer *out)
{
	struct slice line;
	while (slice_next_line(&code, &line)) {
		size_t start = out->len;
		tidy_line(line, out);
		while (out->len > start && out->ptr[out->len - 1] == ' ')
			buffer_truncate(out, out->len - 1);
		if (out->len)
			buffer_char(out, '\n');
	}
	while (out->len && out->ptr[out->len - 1] == '\n')
		buffer_truncate(out, out->len - 1);
}

/* --- Wide lines --------------------------------------------------------------- */

/* How a language goes on in the next line. */
static const struct continuation {
	const char *language;
	const char *mark; /* behind a blank */
} continuations[] = {
	{"bash", "\\"},    {"sh", "\\"},        {"shell", "\\"}, {"zsh", "\\"},
	{"console", "\\"}, {"powershell", "`"}, {"pwsh", "`"},   {"azurecli", "\\"},
};

/* U+21A9: it does, as the reader is told; behind a blank where the line has one. */
#define GOES_ON "\xE2\x86\xA9"

static const char *mark_of(struct slice language)
{
	for (size_t i = 0; i < sizeof(continuations) / sizeof(*continuations); i++)
		if (slice_eq_nocase(language, slice_from(continuations[i].language)))
			return continuations[i].mark;
	return NULL;
}

/* Where a line is broken: before the byte `end`; `next` goes on. */
struct code_break {
	size_t end;
	size_t next;
	bool is_inside; /* of a word, of quotes, of a comment */
};

/* The quote or '#' that is open behind the character `c`; 0: none. */
static int32_t open_quote(int32_t quote, int32_t before, int32_t c)
{
	if (quote)
		return quote != '#' && c == quote ? 0 : quote;
	bool opens = c == '\'' || c == '"' || (c == '#' && (before == ' ' || !before));
	return opens ? c : 0;
}

/* Long words are broken behind these rather than between letters. */
static bool ends_part(int32_t c)
{
	return c == ',' || c == ';' || c == '/' || c == '=' || c == '|' || c == '.';
}

/* The whole line where it fits, else up to the last blank that leaves room for a
   mark: one that a shell takes for the end of a word, if there is one. A word that is
   longer is broken behind a part of it, if that fills half the line. */
static struct code_break find_break(struct slice line, size_t columns, bool is_shell)
{
	enum { MARK_COLUMNS = 2 };
	struct code_break found = {0};
	size_t column = 0, full = 0, part = 0;
	int32_t quote = 0, before = 0;
	for (size_t at = 0; at < line.len;) {
		size_t start = at;
		int32_t c = utf8_next(line, &at);
		column += code_point_width(c);
		if (column <= columns - MARK_COLUMNS)
			full = at;
		if (full == at && ends_part(c) && column > columns / 2)
			part = at;
		if (column > columns && found.end)
			return found;
		if (column > columns)
			return part ? (struct code_break){part, part, true}
				    : (struct code_break){full, full, true};
		bool is_better = !quote || !found.end || found.is_inside;
		if (c == ' ' && start <= full && is_better &&
		    !slice_is_blank(slice_sub(line, 0, start)))
			found = (struct code_break){start, at, quote != 0};
		if (is_shell)
			quote = open_quote(quote, before, c);
		before = c;
	}
	return (struct code_break){line.len, line.len, false};
}

static void write_line(struct man_writer *man, struct slice line, const char *mark, bool has_blank)
{
	if (slice_starts_with(line, SLICE(".")))
		man_raw(man, "\\&");
	man_escape(line, &man->line);
	if (mark) {
		man_raw(man, has_blank ? " " : "");
		man_escape(slice_from(mark), &man->line);
	}
	man_line_end_with(man, "");
}

/* How far in the rest of a broken line stands. */
static size_t indent_of_rest(struct slice line, size_t columns)
{
	size_t blanks = 0;
	while (blanks < line.len && line.ptr[blanks] == ' ')
		blanks++;
	return blanks < columns / 2 ? blanks + CONTINUATION_COLUMNS : CONTINUATION_COLUMNS;
}

/* Behind a break that the shell does not know it is told of no other. */
static void write_broken(struct man_writer *man, struct slice line, size_t columns,
			 const char *mark)
{
	size_t blanks = indent_of_rest(line, columns);
	size_t room = columns;
	for (;;) {
		struct code_break at = find_break(line, room, mark != NULL);
		if (at.end == line.len)
			break;
		if (at.is_inside)
			mark = NULL;
		write_line(man, slice_sub(line, 0, at.end), mark ? mark : GOES_ON,
			   at.next > at.end);
		line = slice_skip(line, at.next);
		room = columns - blanks;
		for (size_t i = 0; i < blanks; i++)
			man_raw(man, " ");
	}
	write_line(man, line, NULL, false);
}

/* --- Code --------------------------------------------------------------------- */

static size_t widest_line(struct slice text)
{
	size_t widest = 0;
	struct slice line;
	while (slice_next_line(&text, &line)) {
		size_t width = text_width(line);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void write_lines(struct man_writer *man, struct slice code, size_t columns, const char *mark)
{
	struct slice line;
	man_request(man, "EX");
	while (slice_next_line(&code, &line))
		write_broken(man, line, columns, mark);
	man_request(man, "EE");
}

static void place_code(struct man_writer *man, struct slice code, const char *mark)
{
	size_t widest = widest_line(code), columns = man_columns(man);
	man_gap(man);
	if (widest > columns && widest <= MAN_PAGE_COLUMNS) {
		man_request(man, "in 0");
		write_lines(man, code, MAN_PAGE_COLUMNS, mark);
		man_request(man, "in");
	} else {
		size_t room = widest > columns ? CODE_COLUMNS : columns - widest;
		struct man_margin margin =
			man_indent(man, room < CODE_COLUMNS ? room : CODE_COLUMNS);
		write_lines(man, code, man_columns(man), mark);
		man_outdent(man, margin);
	}
	man->wants_gap = true;
}

void man_code(struct man_writer *man, struct slice text, struct slice language)
{
	struct buffer code;
	struct arena_mark mark = arena_mark(man->arena);
	buffer_init(&code, man->out->max);
	tidy_code(man_printable(man, text), &code);
	man->out->failed |= code.failed;
	if (code.len)
		place_code(man, buffer_view(&code), mark_of(language));
	buffer_release(&code);
	arena_rewind(man->arena, mark);
}
