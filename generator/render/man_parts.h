/*
 * What the files of the man page writer share. From below: source lines
 * (man_source.c), inline text collected into a run (man_run.c), runs filled
 * into lines (man_fill.c), code (man_code.c), blocks (man_block.c), tables
 * (man_table.c), and the page (man.c).
 */
#ifndef RENDER_MAN_PARTS_H
#define RENDER_MAN_PARTS_H

#include "render/man.h"

#include <stdint.h>

/* Columns before the text of a section, in all three readers. */
enum { MAN_INDENT = 7, MAN_INDENT_SUBSECTION = 3 };

enum man_font { FONT_ROMAN, FONT_BOLD, FONT_ITALIC, FONT_BOLD_ITALIC };

struct man_writer {
	struct arena *arena;
	struct buffer *out;
	const struct man_options *options;
	const struct man_page_head *head;

	struct buffer body; /* the page without its head, which depends on it */
	struct buffer line; /* the source line being written */
	enum man_font font; /* in force at the end of `line` */

	size_t indent;       /* columns of all open .RS */
	size_t depth;        /* of blocks in blocks */
	bool wants_gap;      /* the next paragraph needs a .PP */
	bool is_tight;       /* .PD 0 is in force */
	bool has_table;      /* the page needs tbl */
	bool has_break_call; /* the page needs MAN_BREAK_MACRO */
};

/* The macro that breaks the line under mandoc only (man_fill.c). */
#define MAN_BREAK_MACRO "JB"

/* --- man_source.c: lines of roff ------------------------------------------ */

/* Text, printable already, appended to the source line so that it stays
   text. Blanks that would begin a line are left out. */
void man_text(struct man_writer *man, struct slice text, enum man_font font);

/* Roff as it is, e.g. "\\:". */
void man_raw(struct man_writer *man, const char *roff);

/* Goes back to the roman font. */
void man_roman(struct man_writer *man);

/* Ends the source line, if there is one, in the roman font. */
void man_line_end(struct man_writer *man);

/* Ends the source line, also an empty one, with roff behind the text. */
void man_line_end_with(struct man_writer *man, const char *tail);

/* A request on a line of its own. */
__attribute__((format(printf, 2, 3))) void man_request(struct man_writer *man, const char *format,
						       ...);

/* Escapes printable text, for text and for arguments. */
void man_escape(struct slice text, struct buffer *out);

/* Any text, made printable and escaped, in the arena: for "%s". */
const char *man_escaped(struct man_writer *man, struct slice text);

/* A copy that a terminal may be sent (text_printable). */
struct slice man_printable(struct man_writer *man, struct slice text);

/* Whether a line's last character would end a sentence, after which both
   groff and mandoc put two blanks. */
bool man_ends_sentence(struct slice text);

/* --- man_run.c: inline text ------------------------------------------------ */

enum man_mark_kind {
	MARK_NONE,
	MARK_FONT,    /* `font` from here on */
	MARK_WHOLE,   /* [at, end) is not broken */
	MARK_URL,     /* a link's text begins */
	MARK_URL_END, /* its text ends; [at, end) is the address as readers show it */
	MARK_PAGE,    /* [at, end) is a page's name and section as readers show them */
};

struct man_mark {
	enum man_mark_kind kind;
	size_t at;
	size_t end;
	enum man_font font;
	struct man_target target;
};

/* The text of some inline nodes as a reader will see it, in one line but for
   hard breaks ('\n'), and marks in it in ascending order. */
struct man_run {
	struct man_writer *man;
	size_t columns; /* of the widest address or page name kept whole */
	bool is_flat;   /* no requests: for headings, tags and table cells */
	struct buffer text;
	struct man_mark *marks;
	size_t n_marks;
	size_t marks_capacity;

	/* While collecting: what stands before the next character, if there is
	   one, and what is open. */
	enum { PENDING_NONE, PENDING_SOFT, PENDING_BLANK } pending;
	size_t breaks;
	size_t bold;
	size_t italic;
	enum man_font font;      /* of the last MARK_FONT */
	const struct node *link; /* the open link, or NULL */
	size_t link_mark;        /* index of its mark, or SLICE_NONE */
	struct man_target target;
};

enum man_run_flags { RUN_FILLED = 0, RUN_FLAT = 1 };

void man_run_init(struct man_run *run, struct man_writer *man, size_t columns,
		  enum man_run_flags flags);
void man_run_release(struct man_run *run);

/* Appends plain text; blanks collapse. */
void man_run_text(struct man_run *run, struct slice text);
void man_run_bold(struct man_run *run, bool on); /* they nest */
void man_run_italic(struct man_run *run, bool on);
void man_run_break(struct man_run *run);
void man_run_join(struct man_run *run); /* no blank or break before what comes */

/* Appends a link that is not in the tree. */
void man_run_link(struct man_run *run, const struct man_target *target, struct slice text);

/* Two Japanese characters with a line end between them are neighbours. */
bool man_joins(int32_t before, int32_t after);

/* Appends the siblings [first, end); blocks among them are set apart by hard
   breaks. Needs no more stack however deep the tree is. */
void man_run_nodes(struct man_run *run, const struct node *first, const struct node *end);

/* Nothing to see? */
bool man_run_is_empty(const struct man_run *run);

/* Columns of its widest line. */
size_t man_run_width(const struct man_run *run);

/* --- man_fill.c: runs into lines ------------------------------------------- */

/* Columns left for text. */
size_t man_columns(const struct man_writer *man);

/* Writes a run as filled text. */
void man_fill(struct man_writer *man, struct man_run *run, size_t columns);

/* Writes a run that is known to fit, on one source line. */
void man_fill_line(struct man_writer *man, const struct man_run *run);

/* Plain text for a heading's argument, in the arena: blanks stand where it
   has to be broken, for nothing else breaks it in all readers. */
struct slice man_heading_text(struct man_writer *man, struct slice text, size_t first_columns,
			      size_t columns);

/* --- man_block.c, man_code.c, man_table.c --------------------------------- */

void man_flow(struct man_writer *man, const struct node *first, const struct node *end);

/* A .PP where one is needed. */
void man_gap(struct man_writer *man);

/* A run as a paragraph; nothing for an empty one. */
void man_run_paragraph(struct man_writer *man, struct man_run *run);

/* .RS and .RE. Text is never squeezed below a readable width: deep inside,
   no columns are taken. */
struct man_margin {
	size_t columns;
	size_t start; /* in the body: of the .RS, and what is behind it */
	size_t end;
};
struct man_margin man_indent(struct man_writer *man, size_t columns);
void man_outdent(struct man_writer *man, struct man_margin margin);

/* A term whose explanation follows: .TP where the run fits on a line, else a
   paragraph and .RS. man_term_end closes what it opened. */
struct man_term {
	size_t columns; /* left for the explanation */
	struct man_margin margin;
	bool is_tag;
};
struct man_term man_term_begin(struct man_writer *man, struct man_run *run);
void man_term_blocks(struct man_writer *man, const struct man_term *term, const struct node *first);
void man_term_end(struct man_writer *man, const struct man_term *term);

/* A block of code; its language may be empty. */
void man_code(struct man_writer *man, struct slice text, struct slice language);

void man_table(struct man_writer *man, const struct node *table);

/* "table", "ul" …: the element's name. */
bool man_is_element(const struct node *node, const char *name);
struct slice man_attribute(const struct node *node, const char *name);

#endif
