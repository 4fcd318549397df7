/* Errors caught as text, for tests that compare them whole. */
#ifndef TESTS_RENDER_TOLD_H
#define TESTS_RENDER_TOLD_H

#include "base/problem.h"

#include <stdio.h>
#include <stdlib.h>

struct told {
	struct problems problems;
	FILE *stream;
	char *text;
	size_t len;
};

static inline void told_init(struct told *told, enum lang lang)
{
	told->text = NULL;
	told->stream = open_memstream(&told->text, &told->len);
	problems_init(&told->problems, told->stream, lang);
}

/* All that was told so far; borrowed. */
static inline const char *told_text(struct told *told)
{
	fflush(told->stream);
	return told->text;
}

static inline void told_release(struct told *told)
{
	fclose(told->stream);
	free(told->text);
}

#endif
