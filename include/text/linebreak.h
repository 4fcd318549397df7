/*
 * Where a line may break: UAX #14 through ICU, Japanese rules (kinsoku)
 * strict.
 */
#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include "base/arena.h"
#include "base/status.h"

struct line_breaks {
	size_t *offsets; /* byte offsets behind which a line may end, ascending;
			    the end of the text is the last */
	size_t count;
};

/* One thread's break iterator; open one per thread and reuse it. */
struct line_breaker;

struct line_breaker *line_breaker_new(void); /* NULL when memory is out */
void line_breaker_free(struct line_breaker *breaker);

/* Finds the break opportunities of a text; the result lives in the arena. */
enum status line_breaks_find(struct line_breaker *breaker, struct arena *arena, struct slice text,
			     struct line_breaks *out);

#endif
