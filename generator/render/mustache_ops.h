/* What the parser makes of a template and the runner walks. */
#ifndef RENDER_MUSTACHE_OPS_H
#define RENDER_MUSTACHE_OPS_H

#include "base/lines.h"
#include "base/problem.h"
#include "render/mustache.h"

enum op_kind { OP_TEXT, OP_ESCAPED, OP_RAW, OP_SECTION, OP_INVERTED, OP_END, OP_PARTIAL };

/* Slices lead into the template's text. */
struct op {
	enum op_kind kind;
	bool starts_line;         /* the indentation of the partial goes before it */
	size_t offset;            /* in the template's text */
	size_t last;              /* index of a section's OP_END; else its own index */
	struct slice text;        /* OP_TEXT: to be written; else the name in the tag */
	const struct slice *keys; /* the name cut at its dots; none for "." */
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
};

struct place mustache_place(const struct mustache *template, size_t offset);

#endif
