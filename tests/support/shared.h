/*
 * Test data that is not part of the repository: real articles and real bounce
 * messages, below the folder that the environment variable TAIYAKU_SHARED
 * names ("../shared" where it is not set). Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_SHARED_H
#define TESTS_SUPPORT_SHARED_H

#include "base/file.h"

/* The path of a folder or file of the shared data. Where it is missing the
   running test is skipped with a message, or fails where CI is set. */
const char *shared_path(struct arena *arena, const char *name);

#endif
