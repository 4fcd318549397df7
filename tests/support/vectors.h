/*
 * Cases that a test in C and one in the browser read alike, so that two
 * programs in two languages are held to the same answers: a line each, the
 * input and what is expected of it with a tab between. \n, \r, \t and \\ stand
 * for those characters; a line without a tab is a remark.
 */
#ifndef TESTS_SUPPORT_VECTORS_H
#define TESTS_SUPPORT_VECTORS_H

#include "base/arena.h"

#include <stdbool.h>

struct vector {
	struct slice input;
	struct slice expected;
};

/* False for a remark. */
bool vector_read(struct arena *arena, struct slice line, struct vector *out);

#endif
