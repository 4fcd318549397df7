/* What stands around articles that were named one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kb/surroundings.h"

#include "base/file.h"

#include <stdlib.h>

struct fixture {
	char folder[64];
	struct arena arena;
	struct problems problems;
	struct surroundings *around;
};

static void put_file(struct fixture *f, const char *path)
{
	const char *file = path_join(&f->arena, f->folder, path);
	assert_int_equal(file_write(file, SLICE("x"), &f->problems), STATUS_OK);
}

static bool holds(struct fixture *f, const char *below, const char *path)
{
	bool found = false;
	struct slice folder = slice_from(path_join(&f->arena, f->folder, below));
	assert_int_equal(surroundings_hold(f->around, &f->arena, folder, slice_from(path), &found),
			 STATUS_OK);
	return found;
}

static void links_to_files(void **state)
{
	(void)state;
	struct fixture f = {.folder = "/tmp/taiyaku-around-XXXXXX"};
	assert_non_null(mkdtemp(f.folder));
	arena_init(&f.arena);
	f.around = surroundings_new();
	assert_non_null(f.around);
	put_file(&f, "docs/a.md");
	put_file(&f, "docs/deep/B.md");
	put_file(&f, "docs/media/x.png");
	assert_true(holds(&f, "docs", "a"));
	assert_true(holds(&f, "docs", "a.md"));
	assert_true(holds(&f, "docs", "A.MD"));
	assert_true(holds(&f, "docs", "deep/b"));
	assert_true(holds(&f, "docs", "./deep/"));
	assert_true(holds(&f, "docs/deep", "../a"));
	assert_true(holds(&f, "docs/deep", "../media/x.png"));
	assert_true(holds(&f, "", "/docs/a"));
	assert_false(holds(&f, "docs", "b"));
	assert_false(holds(&f, "docs", "DEEP/b"));
	assert_false(holds(&f, "docs", "a.md/b"));
	assert_false(holds(&f, "docs", "missing/../a"));
	/* A folder is listed once. */
	put_file(&f, "docs/late.md");
	assert_false(holds(&f, "docs", "late"));
	surroundings_free(f.around);
	assert_int_equal(folder_remove(f.folder, &f.problems), STATUS_OK);
	arena_release(&f.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(links_to_files)};
	return cmocka_run_group_tests_name("kb/surroundings", tests, NULL, NULL);
}
