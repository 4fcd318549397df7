/*
 * A line of an article as a terminal can show it, with a mark below:
 *
 *     …メッセージの期限が切れた場合は。…
 *                           ^~~~
 *
 * Everything is placed by display width: Japanese is two cells wide, a
 * combining mark none.
 */
#ifndef CHECK_EXCERPT_H
#define CHECK_EXCERPT_H

#include "base/buffer.h"

enum { EXCERPT_WIDTH_MIN = 20 };

/* Appends to `shown` the part of `line` around [start, end) that fits into
   `width_cells` (at least EXCERPT_WIDTH_MIN), "…" where something was cut
   off, tabs as blanks and invisible characters shown; and to `mark` the
   blanks and "^~~~" that stand below. Neither gets a line end. An empty span
   is marked with "^". Takes time by the width, not by the line. */
void excerpt_write(struct slice line, struct span at, size_t width_cells, struct buffer *shown,
		   struct buffer *mark);

#endif
