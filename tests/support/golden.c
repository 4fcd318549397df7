#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/golden.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

static void fail_at_first_difference(const char *path, struct slice expected, struct slice actual)
{
	struct slice want = {"", 0};
	struct slice have = {"", 0};
	for (size_t line = 1;; line++) {
		bool more_wanted = slice_next_line(&expected, &want);
		bool more_there = slice_next_line(&actual, &have);
		if (more_wanted == more_there && slice_eq(want, have) && more_there)
			continue;
		fail_msg("%s:%zu\n  expected: %.*s\n  actual:   %.*s", path, line,
			 SLICE_ARG(more_wanted ? want : SLICE("(end)")),
			 SLICE_ARG(more_there ? have : SLICE("(end)")));
	}
}

void assert_golden(const char *path, struct slice actual)
{
	struct arena arena;
	struct problems problems;
	struct slice expected = {"", 0};
	const char *update = getenv("TAIYAKU_GOLDEN");
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	if (update && strcmp(update, "update") == 0)
		assert_int_equal(file_write(path, actual, &problems), STATUS_OK);
	if (file_kind(path) != FILE_REGULAR)
		fail_msg("%s is missing; write it with TAIYAKU_GOLDEN=update", path);
	assert_int_equal(file_read(&arena, path, &problems, &expected), STATUS_OK);
	if (!slice_eq(expected, actual))
		fail_at_first_difference(path, expected, actual);
	arena_release(&arena);
}

void golden_each(const char *folder, const char *ending,
		 void (*check)(const char *path, const char *stem))
{
	struct arena arena;
	struct problems problems;
	struct file_list files;
	size_t n_checked = 0;
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(folder_walk(&arena, folder, &problems, &files), STATUS_OK);
	for (size_t i = 0; i < files.count; i++) {
		struct slice path = slice_from(path_join(&arena, folder, files.paths[i]));
		if (!slice_ends_with(path, slice_from(ending)))
			continue;
		struct slice stem = slice_sub(path, 0, path.len - strlen(ending));
		check(path.ptr, arena_copy(&arena, stem).ptr);
		n_checked++;
	}
	file_list_release(&files);
	arena_release(&arena);
	assert_true(n_checked > 0);
}
