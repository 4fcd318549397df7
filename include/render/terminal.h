/*
 * Trees as text for a terminal: filled to a width that is counted in cells,
 * broken where Japanese may be broken, with bold text and links where the
 * terminal knows them. Without those it is plain text for files and pipes.
 *
 *     struct terminal_writer *writer = terminal_begin(&arena, &options, &out);
 *     terminal_heading(writer, SLICE("Cause"));
 *     terminal_indent(writer, 2);
 *     terminal_blocks(writer, body->first, NULL);
 *     terminal_indent(writer, -2);
 *     terminal_end(writer);
 *
 * Nothing in a tree reaches the terminal as a control: texts pass
 * text_printable, and addresses are percent-encoded. Memory running out ends
 * the program.
 */
#ifndef RENDER_TERMINAL_H
#define RENDER_TERMINAL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/lang.h"
#include "source/node.h"

struct line_breaker;

/* Appends the address that a link leads to; false where there is none, and then
   the link is its text only. */
typedef bool terminal_resolve(void *context, struct slice url, struct buffer *out);

struct terminal_options {
	enum lang lang;
	size_t columns; /* of a line */
	bool is_styled; /* bold and underlined by ECMA-48 (SGR) */
	bool has_links; /* OSC 8,
			   https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda; else
			   addresses stand behind the texts of links */
	struct line_breaker *breaker;
	terminal_resolve *resolve; /* NULL: no links */
	void *context;
};

struct terminal_writer;

/* The writer lives in the arena, which must be one that never fails; the options
   are read until terminal_end. */
struct terminal_writer *terminal_begin(struct arena *arena, const struct terminal_options *options,
				       struct buffer *out);

/* Moves the margin by so many columns. */
void terminal_indent(struct terminal_writer *writer, int columns);

/* A bold line, set apart from what stands above. */
void terminal_heading(struct terminal_writer *writer, struct slice text);

/* A paragraph of plain text; set apart where `has_gap`. */
void terminal_paragraph(struct terminal_writer *writer, struct slice text, bool has_gap);

/* A blank line before what comes next. */
void terminal_space(struct terminal_writer *writer);

/* The same with a link behind all of the text. */
void terminal_link(struct terminal_writer *writer, struct slice text, struct slice url,
		   bool has_gap);

/* The siblings from `first` up to `end`, which is not written; NULL is the
   last. */
void terminal_blocks(struct terminal_writer *writer, const struct node *first,
		     const struct node *end);

void terminal_end(struct terminal_writer *writer);

#endif
