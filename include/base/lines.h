/*
 * From a byte offset to the line and column that an editor shows.
 */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include "base/arena.h"
#include "base/status.h"

struct lines {
	struct slice text;  /* borrowed */
	size_t *starts;     /* offset of each line's first byte */
	size_t *characters; /* before each stride of bytes, or NULL; private */
	size_t count;
};

struct position {
	size_t line;   /* from 1 */
	size_t column; /* characters (code points), from 1 */
};

/* The index lives in the arena; `text` must outlive it. A byte order mark
   counts for nothing. */
enum status lines_init(struct lines *lines, struct arena *arena, struct slice text);

/* The same for who never asks for a position. */
enum status lines_find(struct lines *lines, struct arena *arena, struct slice text);

struct position lines_position(const struct lines *lines, size_t offset);

/* The same for one that mostly stands behind another on its line, whose position is
   known: only what is between the two is counted. */
struct position lines_position_behind(const struct lines *lines, size_t known,
				      struct position position, size_t offset);

/* Offset of line `line` (from 1); the text's length past the last line. */
size_t lines_offset(const struct lines *lines, size_t line);

/* The line's text without its line end; empty for a line that is not there. */
struct slice lines_text(const struct lines *lines, size_t line);

#endif
