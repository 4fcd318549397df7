/*
 * Paragraphs for the terminal, wrapped by display width.
 *
 *     struct wrapper wrapper;
 *     wrapper_init(&wrapper, &out);
 *     buffer_str(&out, "  ");
 *     wrap_text(&wrapper, text, 2, 80);
 *     wrapper_release(&wrapper);
 */
#ifndef CMD_WRAP_H
#define CMD_WRAP_H

#include "base/arena.h"
#include "base/buffer.h"
#include "text/linebreak.h"

/* Fields are private. */
struct wrapper {
	struct arena arena;
	struct line_breaker *breaker;
	struct buffer *out;
};

/* Memory running out ends the program. */
void wrapper_init(struct wrapper *wrapper, struct buffer *out);
void wrapper_release(struct wrapper *wrapper);

/* Appends one paragraph with its line end. Its first line goes on where the
   cursor stands, at column `indent`, and the next ones begin there. */
void wrap_text(struct wrapper *wrapper, struct slice text, size_t indent, size_t width_cells);

#endif
