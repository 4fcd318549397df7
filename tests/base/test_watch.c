/* What counts as a change of a watched folder, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/watch.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct bed {
	struct arena arena;
	struct problems problems;
	const char *folder;
	struct watch *watch;
};

static int set_up(void **state)
{
	static struct bed bed;
	arena_init_must(&bed.arena);
	problems_init(&bed.problems, stderr, LANG_EN);
	char *folder = (char *)arena_copy(&bed.arena, SLICE("/tmp/taiyaku-watch-XXXXXX")).ptr;
	bed.folder = mkdtemp(folder);
	*state = &bed;
	return bed.folder && watch_new(&bed.watch, &bed.problems) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
	struct bed *bed = *state;
	watch_free(bed->watch);
	enum status status = folder_remove(bed->folder, &bed->problems);
	arena_release(&bed->arena);
	return status == STATUS_OK && bed->problems.count == 0 ? 0 : -1;
}

static const char *path(struct bed *bed, const char *name)
{
	return path_join(&bed->arena, bed->folder, name);
}

static void put(struct bed *bed, const char *name)
{
	assert_int_equal(file_write(path(bed, name), arena_printf(&bed->arena, "%s\n", name),
				    &bed->problems),
			 STATUS_OK);
}

static void make(struct bed *bed, const char *name)
{
	assert_int_equal(folder_make(path(bed, name), &bed->problems), STATUS_OK);
}

static void move(struct bed *bed, const char *from, const char *to)
{
	assert_int_equal(rename(path(bed, from), path(bed, to)), 0);
}

static void add(struct bed *bed, const char *name)
{
	assert_int_equal(watch_add(bed->watch, path(bed, name)), STATUS_OK);
}

/* inotify tells at once: what has happened is there to be read. */
static bool changed(const struct bed *bed)
{
	return watch_take(bed->watch);
}

static void files_count(void **state)
{
	struct bed *bed = *state;
	make(bed, "top/deep/er");
	add(bed, "top");
	assert_false(changed(bed));
	put(bed, "top/a");
	assert_true(changed(bed));
	assert_false(changed(bed));
	put(bed, "top/deep/er/b");
	assert_true(changed(bed));
	move(bed, "top/a", "top/c");
	assert_true(changed(bed));
	assert_int_equal(unlink(path(bed, "top/deep/er/b")), 0);
	assert_true(changed(bed));
	assert_int_equal(symlink("c", path(bed, "top/link")), 0);
	assert_true(changed(bed));
	put(bed, "beside");
	assert_false(changed(bed));
}

static void a_half_written_file_does_not(void **state)
{
	struct bed *bed = *state;
	make(bed, "top");
	add(bed, "top");
	int fd = open(path(bed, "top/a"), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	assert_int_equal(write(fd, "half", 4), 4);
	assert_false(changed(bed));
	close(fd);
	assert_true(changed(bed));
	fd = open(path(bed, "top"), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0644);
	if (fd >= 0) {
		assert_int_equal(write(fd, "no name", 7), 7);
		close(fd);
	}
	assert_false(changed(bed));
}

static void hidden_and_passed_over_do_not(void **state)
{
	struct bed *bed = *state;
	make(bed, "top/.git");
	make(bed, "top/public/en");
	/* However it is written. */
	assert_int_equal(watch_pass_over(bed->watch, path(bed, "top/public/../public//")),
			 STATUS_OK);
	add(bed, "top");
	put(bed, "top/.a.swp");
	put(bed, "top/.git/index");
	put(bed, "top/public/en/page");
	move(bed, "top/public", "top/.old");
	make(bed, "top/public/ja");
	put(bed, "top/public/ja/page");
	assert_false(changed(bed));
	put(bed, "top/publication");
	assert_true(changed(bed));
}

static void new_folders_are_watched(void **state)
{
	struct bed *bed = *state;
	make(bed, "top");
	add(bed, "top");
	make(bed, "top/a/b");
	assert_true(changed(bed));
	put(bed, "top/a/b/c");
	assert_true(changed(bed));
	move(bed, "top/a", "top/z");
	assert_true(changed(bed));
	put(bed, "top/z/b/c2");
	assert_true(changed(bed));
	move(bed, "top/z", "away");
	assert_true(changed(bed));
	put(bed, "away/b/c3");
	assert_false(changed(bed));
	move(bed, "away", "top/back");
	assert_true(changed(bed));
	put(bed, "top/back/b/c4");
	assert_true(changed(bed));
}

static void what_is_missing_may_come(void **state)
{
	struct bed *bed = *state;
	add(bed, "top");
	add(bed, "file");
	put(bed, "other");
	assert_false(changed(bed));
	put(bed, "file");
	assert_true(changed(bed));
	make(bed, "top/a");
	assert_true(changed(bed));
	put(bed, "top/a/b");
	assert_true(changed(bed));
	assert_int_equal(folder_remove(path(bed, "top"), &bed->problems), STATUS_OK);
	assert_true(changed(bed));
	make(bed, "top/a");
	assert_true(changed(bed));
	put(bed, "top/a/b");
	assert_true(changed(bed));
}

static void a_named_link_is_followed(void **state)
{
	struct bed *bed = *state;
	make(bed, "real/public");
	assert_int_equal(symlink("real", path(bed, "top")), 0);
	assert_int_equal(watch_pass_over(bed->watch, path(bed, "top/public")), STATUS_OK);
	add(bed, "top");
	put(bed, "real/a");
	assert_true(changed(bed));
	put(bed, "real/public/page");
	assert_false(changed(bed));
	/* Another one inside is not. */
	make(bed, "elsewhere");
	assert_int_equal(symlink("../elsewhere", path(bed, "real/link")), 0);
	assert_true(changed(bed));
	put(bed, "elsewhere/b");
	assert_false(changed(bed));
}

static void the_descriptor_tells_when(void **state)
{
	struct bed *bed = *state;
	struct pollfd on = {.fd = watch_descriptor(bed->watch), .events = POLLIN};
	make(bed, "top");
	add(bed, "top");
	assert_int_equal(poll(&on, 1, 0), 0);
	put(bed, "top/a");
	assert_int_equal(poll(&on, 1, 1000), 1);
	assert_true(changed(bed));
	assert_int_equal(poll(&on, 1, 0), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_count),
		TEST(a_half_written_file_does_not),
		TEST(hidden_and_passed_over_do_not),
		TEST(new_folders_are_watched),
		TEST(what_is_missing_may_come),
		TEST(a_named_link_is_followed),
		TEST(the_descriptor_tells_when),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
