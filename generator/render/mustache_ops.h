/* What the parser makes of a template, the binder fills in and the runner walks. */
#ifndef RENDER_MUSTACHE_OPS_H
#define RENDER_MUSTACHE_OPS_H

#include "base/lines.h"
#include "base/problem.h"
#include "render/mustache.h"

#include <stdatomic.h>

enum op_kind { OP_TEXT, OP_ESCAPED, OP_RAW, OP_SECTION, OP_INVERTED, OP_END, OP_PARTIAL };

/* Slices lead into the template's text. */
struct op {
	enum op_kind kind;
	bool starts_line;                /* the indentation of the partial goes before it */
	const struct mustache *template; /* that it is written in, */
	size_t offset;                   /* and where in its text */
	size_t last;                     /* index of a section's OP_END; else its own index */
	struct slice text;               /* OP_TEXT: to be written; else the name in the tag */
	const struct value_key *keys;    /* the name cut at its dots; none for "." */
	size_t n_keys;
	bool alone; /* OP_PARTIAL: on its line, behind `indent` */
	struct slice indent;
	const struct mustache *partial; /* OP_PARTIAL: NULL is the empty text */
};

struct mustache {
	const char *file;
	struct lines lines;
	struct op *ops;
	size_t n_ops;
	const struct value *known; /* what it was bound to, or NULL */
	atomic_bool *was_told;     /* a mistake was met in a run; its copies have the same */
};

struct place mustache_place(const struct mustache *template, size_t offset);

/* What names are looked up in, innermost first. */
struct scope {
	const struct value *value;
	const struct scope *outer;
};

/* What goes before each line of the partial that runs. */
struct indent {
	struct slice text;
	const struct indent *outer;
};

/* The value that an op names, NULL when there is none. */
const struct value *mustache_look_up(const struct scope *scope, const struct op *op);

/* Appends the text of a value, as {{x}} and as {{{x}}}. */
void mustache_put_escaped(struct buffer *out, const struct value *value);
void mustache_put_raw(struct buffer *out, const struct value *value);

/* Appends an indentation (NULL: none), and the text of an OP_TEXT with it. */
void mustache_put_indent(struct buffer *out, const struct indent *indent);
void mustache_put_text(struct buffer *out, const struct indent *indent, const struct op *op);

#endif
