/*
 * Golden files: what a test must give, byte for byte. Include after cmocka.h.
 *
 * `TAIYAKU_GOLDEN=update make check` writes them anew; git diff then shows
 * what has changed.
 */
#ifndef TESTS_SUPPORT_GOLDEN_H
#define TESTS_SUPPORT_GOLDEN_H

#include "base/slice.h"

/* Fails the test, with the first line that differs, unless the file at `path`
   holds just this. */
void assert_golden(const char *path, struct slice actual);

/* Calls `check` for each file of a folder whose name has this ending, sorted,
   with its path and the path without the ending. None at all fails. */
void golden_each(const char *folder, const char *ending,
		 void (*check)(const char *path, const char *stem));

#endif
