/*
 * The lines of `:::` in a side's text, outside of fenced code.
 */
#ifndef SOURCE_DIRECTIVE_LINES_H
#define SOURCE_DIRECTIVE_LINES_H

#include "base/slice.h"

struct directive {
	struct span line;  /* with the line ends; of an image, up to its last line */
	size_t at;         /* of the first colon */
	struct slice body; /* between the colons: `image source="x"` */
	struct slice name; /* `image` */
};

/* Private but for its place on the caller's stack. */
struct directive_lines {
	struct slice text;
	struct slice rest;
	char fence; /* the open one's sign and length; 0: none is open */
	size_t fence_len;
};

struct directive_lines directive_lines_of(struct slice text);

/* False: there are no more. */
bool directive_lines_next(struct directive_lines *lines, struct directive *out);

#endif
