/* What the files of the terminal's writer share: inline text collected into a
   run and filled (terminal_run.c), blocks (terminal.c), tables
   (terminal_table.c). */
#ifndef RENDER_TERMINAL_PARTS_H
#define RENDER_TERMINAL_PARTS_H

#include "render/terminal.h"

enum terminal_style { STYLE_NONE = 0, STYLE_BOLD = 1, STYLE_UNDERLINED = 2 };

struct terminal_writer {
	const struct terminal_options *options;
	struct arena *arena;
	struct buffer *out;
	struct buffer margin; /* what every line begins with */
	size_t margin_columns;
	struct buffer tag; /* stands in the margin of the next line, at its end */
	size_t tag_columns;
	bool is_started; /* something was written: the next block may need a gap */
	bool wants_gap;
	bool is_tight; /* in a list without gaps */
	size_t depth;
};

/* What changes at a place in the text. */
struct run_mark {
	size_t at;
	unsigned int styles; /* enum terminal_style, from here on */
	struct slice url;    /* of the link that it is part of, or empty */
};

/* Some inlines as a reader sees them, in one line but for hard breaks ('\n'). */
struct run {
	struct terminal_writer *writer;
	struct buffer text;
	struct run_mark *marks; /* ascending */
	size_t n_marks;
	size_t capacity;
	enum { GAP_NONE, GAP_SOFT, GAP_BLANK, GAP_BREAK } gap; /* before what comes */
	size_t bold;
	size_t underlined;
	struct slice url;
};

void run_init(struct run *run, struct terminal_writer *writer);
void run_release(struct run *run);
void run_text(struct run *run, struct slice text);
void run_link(struct run *run, struct slice text, struct slice url);

/* The siblings, blocks among them set apart by line ends. */
void run_nodes(struct run *run, const struct node *first, const struct node *end);

/* Columns of its widest line. */
size_t run_width(const struct run *run);

/* Fills it into lines, each behind the margin. */
void run_fill(struct run *run);

/* Appends it in one line, without margin and line end. */
void run_append(struct run *run);

/* Columns left between the margin and the line's end. */
size_t terminal_columns(const struct terminal_writer *writer);

/* The blank line before a block, where one is needed. */
void terminal_gap(struct terminal_writer *writer);

/* The margin, and a tag that waits for its line. */
void terminal_begin_line(struct terminal_writer *writer);
void terminal_end_line(struct terminal_writer *writer);

/* Moves the margin right, by a text that all lines show. */
void terminal_push(struct terminal_writer *writer, struct slice text);
void terminal_pop(struct terminal_writer *writer, struct slice text);

void terminal_table(struct terminal_writer *writer, const struct node *table);

bool terminal_is_element(const struct node *node, const char *name);

#endif
