/*
 * The page: head, sections, SEE ALSO. The body is written into a buffer of
 * its own, for the head depends on it: a page with tables says so on its
 * first line, and defines the break macro only if it is called.
 */
#include "man_parts.h"

#include "text/unicode.h"

enum {
	/* Name and section stand twice in a page's head line, and beside the
	   date in its foot line; groff prints parts that are too long over each
	   other. */
	TITLE_COLUMNS_MAX = 30,
	SOURCE_COLUMNS_MAX = 33,
	SECTION_COLUMNS = 3, /* "(7)" */
};

/* Kana that groff's ja.tmac lets begin a line, although UAX #14 does not. */
#define KINSOKU_REQUEST                                                                            \
	".cflags 128 \\[u308E] \\[u3095] \\[u3096] \\[u30A0] \\[u30EE] \\[u30F5] \\[u30F6]"        \
	" \\[u30FD] \\[u30FE]\n"

/* Cut to a width, with an ellipsis. */
static struct slice cut_to_width(struct man_writer *man, struct slice text, size_t columns)
{
	size_t width = 0, at = 0, end = 0;
	if (text_width(text) <= columns)
		return text;
	while (width + 1 <= columns) {
		end = at;
		width += code_point_width(utf8_next(text, &at));
	}
	return arena_printf(man->arena, "%.*s\u2026",
			    SLICE_ARG(slice_trim(slice_sub(text, 0, end))));
}

static const char *date_of(struct man_writer *man)
{
	struct day day = man->head->date, newest = man->head->newest;
	struct buffer text;
	long number = (day.year * 100L + day.month) * 100L + day.day;
	long limit = (newest.year * 100L + newest.month) * 100L + newest.day;
	if (!day.month || (newest.month && number > limit))
		day = newest;
	if (!day.month)
		day = (struct day){1970, 1, 1}; /* mandoc warns of a missing date */
	buffer_init(&text, man->out->max);
	day_iso(day, &text);
	struct slice date = arena_copy(man->arena, buffer_view(&text));
	buffer_release(&text);
	return date.ptr;
}

static void write_title(struct man_writer *man, struct buffer *out)
{
	const struct man_page_head *head = man->head;
	struct slice title = cut_to_width(man, man_printable(man, head->name), TITLE_COLUMNS_MAX);
	struct slice source =
		cut_to_width(man, man_printable(man, head->source), SOURCE_COLUMNS_MAX);
	size_t taken = 2 * (text_width(title) + SECTION_COLUMNS) + 4;
	struct slice manual =
		cut_to_width(man, man_printable(man, head->manual), MAN_PAGE_COLUMNS - taken);
	buffer_printf(out, ".TH \"%s\" %u %s \"%s\" \"%s\"\n", man_escaped(man, title),
		      head->section ? head->section : 7, date_of(man), man_escaped(man, source),
		      manual.len ? man_escaped(man, manual) : "\\&");
}

/* `.nr HY 0` because groff's .UE turns hyphenation on again, to the value of
   that register. */
static void write_head(struct man_writer *man, struct buffer *out)
{
	if (man->has_table)
		buffer_str(out, "'\\\" t\n");
	write_title(man, out);
	if (man->has_break_call)
		buffer_str(out, ".de " MAN_BREAK_MACRO "\n.if !\\n(.f .br\n..\n");
	buffer_str(out, ".nr HY 0\n.nh\n.ad l\n");
	if (man->head->lang == LANG_JA)
		buffer_str(out, KINSOKU_REQUEST);
}

/* A name that fits on a line is written so that it can be pasted; in a longer
   one the hyphens stay hyphens, where readers may break. */
static void write_name(struct man_writer *man, struct slice name)
{
	enum { LONG_NAME = 60 };
	name = man_printable(man, name);
	if (text_width(name) <= LONG_NAME) {
		man_raw(man, man_escaped(man, name));
		return;
	}
	while (name.len) {
		size_t hyphen = slice_find_char(name, '-', 0);
		size_t end = hyphen == SLICE_NONE ? name.len : hyphen;
		man_raw(man, man_escaped(man, slice_sub(name, 0, end)));
		if (hyphen != SLICE_NONE)
			man_raw(man, "-");
		name = slice_skip(name, hyphen == SLICE_NONE ? end : end + 1);
	}
}

/* One line for lexgrog and makewhatis, which know no other heading either,
   and no "\:". */
static void write_names(struct man_writer *man)
{
	enum { NARROW = 36 };
	const struct man_page_head *head = man->head;
	size_t columns = man_columns(man), width = text_width(head->name) + 3;
	man_request(man, "SH NAME");
	man_raw(man, "\\&");
	write_name(man, head->name);
	for (size_t i = 0; i < head->n_extra_names; i++) {
		man_raw(man, ", ");
		write_name(man, head->extra_names[i]);
		width += text_width(head->extra_names[i]) + 2;
	}
	/* Behind several lines of names nobody knows the column. */
	if (width + NARROW > columns)
		width = columns - NARROW, columns = NARROW;
	struct slice text =
		man_heading_text(man, head->description, man_columns(man) - width, columns);
	man_raw(man, " \\- ");
	man_raw(man, man_escaped(man, text.len ? text : head->name));
	man_line_end(man);
}

struct man_writer *man_begin(struct arena *arena, struct buffer *out,
			     const struct man_options *options, const struct man_page_head *head)
{
	struct man_writer *man = arena_alloc(arena, sizeof(*man));
	man->arena = arena;
	man->out = out;
	man->options = options;
	man->head = head;
	buffer_init(&man->body, out->max);
	buffer_init(&man->line, out->max);
	write_names(man);
	return man;
}

/* Both kinds of heading begin further left than the text, and go on below
   it. Behind Japanese that fills a line to its end groff breaks it and yet warns
   that it cannot: a column stays free. */
static void write_heading(struct man_writer *man, const char *request, struct slice title,
			  size_t indent)
{
	struct arena_mark mark = arena_mark(man->arena);
	struct slice text =
		man_heading_text(man, title, MAN_PAGE_COLUMNS - 1 - indent, man_columns(man));
	if (text.len) {
		man_request(man, "%s %s", request, man_escaped(man, text));
		man->wants_gap = false;
	}
	arena_rewind(man->arena, mark);
}

void man_section(struct man_writer *man, struct slice title)
{
	write_heading(man, "SH", title, 0);
}

void man_subsection(struct man_writer *man, struct slice title)
{
	write_heading(man, "SS", title, MAN_INDENT_SUBSECTION);
}

void man_paragraph(struct man_writer *man, struct slice text)
{
	struct man_run run;
	man_run_init(&run, man, man_columns(man), RUN_FILLED);
	man_run_text(&run, text);
	man_run_paragraph(man, &run);
	man_run_release(&run);
}

void man_blocks(struct man_writer *man, const struct node *first, const struct node *end)
{
	man_flow(man, first, end);
}

/* Pages in a row, addresses each on a line, so that no comma is taken for a
   part of one. */
void man_see_also(struct man_writer *man, const struct man_target *targets, size_t count)
{
	struct man_run run;
	bool has_page = false;
	man_run_init(&run, man, man_columns(man), RUN_FILLED);
	for (size_t i = 0; i < count; i++) {
		if (targets[i].kind != MAN_TARGET_PAGE)
			continue;
		if (has_page)
			man_run_text(&run, SLICE(", "));
		man_run_link(&run, &targets[i], targets[i].name);
		has_page = true;
	}
	for (size_t i = 0; i < count; i++) {
		if (targets[i].kind != MAN_TARGET_URL)
			continue;
		man_run_break(&run);
		man_run_link(&run, &targets[i], targets[i].url);
	}
	if (!man_run_is_empty(&run)) {
		man_section(man,
			    man->head->lang == LANG_JA ? SLICE("関連項目") : SLICE("SEE ALSO"));
		man_run_paragraph(man, &run);
	}
	man_run_release(&run);
}

void man_end(struct man_writer *man)
{
	man_line_end(man);
	write_head(man, man->out);
	buffer_slice(man->out, buffer_view(&man->body));
	man->out->failed |= man->body.failed;
	buffer_release(&man->body);
	buffer_release(&man->line);
}

void man_alias(struct buffer *out, struct slice page)
{
	buffer_str(out, ".so ");
	for (size_t i = 0; i < page.len; i++)
		if ((unsigned char)page.ptr[i] > ' ')
			buffer_char(out, page.ptr[i]);
	buffer_char(out, '\n');
}
