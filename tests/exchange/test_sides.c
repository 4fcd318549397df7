/* Sides land below the output folder and nowhere else. Everything happens in
   a folder of its own, which is the working folder meanwhile:

       content/a.md       the article
       outside/kept.txt   what nobody may touch */
#include "article_fixture.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "exchange/sides.h"

static const struct slice bytes = SLICE("<x-101|原因|Cause>\n<x-102|修正|Fix>\n");
#define ENGLISH  "Cause\nFix\n"
#define JAPANESE "原因\n修正\n"

struct fixture {
	char folder[64];
	char *before; /* the working folder */
	struct article_fixture article;
	struct problems problems;
	struct sides sides;
};

static void write_text(const char *path, const char *text)
{
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(file_write(path, slice_from(text), &problems), STATUS_OK);
}

static void expect_text(const char *path, const char *text)
{
	struct problems problems;
	struct arena arena;
	struct slice read;
	problems_init(&problems, stderr, LANG_EN);
	arena_init(&arena);
	assert_int_equal(file_read(&arena, path, &problems, &read), STATUS_OK);
	assert_string_equal(read.ptr, text);
	arena_release(&arena);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	assert_non_null(f);
	snprintf(f->folder, sizeof(f->folder), "/tmp/taiyaku-sides-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	f->before = getcwd(NULL, 0);
	assert_int_equal(chdir(f->folder), 0);
	write_text("content/a.md", "article");
	write_text("outside/kept.txt", "kept");
	article_fixture_init(&f->article, "content/a.md", bytes);
	problems_init(&f->problems, NULL, LANG_EN);
	f->sides.folder = -1;
	*state = f;
	return 0;
}

/* Whatever a test tried, these two are as they were. */
static int teardown(void **state)
{
	struct fixture *f = *state;
	expect_text("content/a.md", "article");
	expect_text("outside/kept.txt", "kept");
	sides_close(&f->sides);
	article_fixture_release(&f->article);
	assert_int_equal(chdir(f->before), 0);
	assert_int_equal(folder_remove(f->folder, &f->problems), STATUS_OK);
	free(f->before);
	free(f);
	return 0;
}

static void open_out(struct fixture *f, const char *folder)
{
	assert_int_equal(sides_open(&f->sides, folder, "content", &f->problems), STATUS_OK);
}

static enum status write_side(struct fixture *f, const char *name, enum lang lang)
{
	return sides_write(&f->sides, &f->article.article, name, lang);
}

static void expect_refused(struct fixture *f, const char *folder, const char *content)
{
	size_t count = f->problems.count;
	assert_int_equal(sides_open(&f->sides, folder, content, &f->problems), STATUS_FAILED);
	assert_int_equal(f->problems.count, count + 1);
	assert_int_equal(f->sides.folder, -1);
	sides_close(&f->sides);
}

static void expect_not_written(struct fixture *f, const char *name)
{
	size_t count = f->problems.count;
	assert_int_equal(write_side(f, name, LANG_EN), STATUS_FAILED);
	assert_int_equal(f->problems.count, count + 1);
}

static void test_sides_keep_their_paths(void **state)
{
	struct fixture *f = *state;
	open_out(f, "out/ja");
	assert_int_equal(write_side(f, "email/ndr/a.md", LANG_JA), STATUS_OK);
	assert_int_equal(write_side(f, "b.md", LANG_EN), STATUS_OK);
	assert_int_equal(write_side(f, "./email/../email/c.md", LANG_EN), STATUS_OK);
	assert_int_equal(write_side(f, "/rooted.md", LANG_EN), STATUS_OK);
	expect_text("out/ja/email/ndr/a.md", JAPANESE);
	expect_text("out/ja/b.md", ENGLISH);
	expect_text("out/ja/email/c.md", ENGLISH);
	expect_text("out/ja/rooted.md", ENGLISH);
}

static void test_what_is_there_is_replaced(void **state)
{
	struct fixture *f = *state;
	write_text("out/a.md", "something longer than either of the sides is");
	open_out(f, "out");
	assert_int_equal(write_side(f, "a.md", LANG_EN), STATUS_OK);
	expect_text("out/a.md", ENGLISH);
	assert_int_equal(write_side(f, "a.md", LANG_JA), STATUS_OK);
	expect_text("out/a.md", JAPANESE);
}

static void test_empty_side_is_an_empty_file(void **state)
{
	struct fixture *f = *state;
	article_fixture_release(&f->article);
	article_fixture_init(&f->article, "content/a.md", SLICE("<1b4da-103|原因|>"));
	open_out(f, "out");
	assert_int_equal(write_side(f, "a.md", LANG_EN), STATUS_OK);
	expect_text("out/a.md", "");
}

static void test_refused_folders(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(symlink("content", "link"), 0);
	assert_int_equal(symlink("/", "root"), 0);
	expect_refused(f, "", NULL);
	expect_refused(f, "/", NULL);
	expect_refused(f, "//", "content");
	expect_refused(f, "/tmp/..", NULL);
	expect_refused(f, "root", NULL);
	expect_refused(f, "content", "content");
	expect_refused(f, "./content/", "content");
	expect_refused(f, "outside/../content", "content");
	expect_refused(f, "link", "content");
	expect_refused(f, "content", "link");
	expect_refused(f, "content/out", "content");
	expect_refused(f, "link/new/out", "content");
	expect_refused(f, "outside/kept.txt", "content");
	expect_refused(f, "outside/kept.txt/out", "content");
	/* Nothing was made in the folder of the articles on the way. */
	assert_int_equal(file_kind("content/out"), FILE_MISSING);
	assert_int_equal(file_kind("content/new"), FILE_MISSING);
}

static void test_folder_around_the_content_is_fine(void **state)
{
	struct fixture *f = *state;
	open_out(f, ".");
	assert_int_equal(write_side(f, "b.md", LANG_EN), STATUS_OK);
	expect_text("b.md", ENGLISH);
}

static void test_content_folder_may_be_unknown(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(sides_open(&f->sides, "out", NULL, &f->problems), STATUS_OK);
	sides_close(&f->sides);
	assert_int_equal(sides_open(&f->sides, "out", "no-such-folder", &f->problems), STATUS_OK);
}

static void test_names_that_lead_out(void **state)
{
	struct fixture *f = *state;
	open_out(f, "out");
	expect_not_written(f, "../outside/kept.txt");
	expect_not_written(f, "a/../../outside/kept.txt");
	expect_not_written(f, "..");
	expect_not_written(f, ".");
	expect_not_written(f, "");
	expect_not_written(f, "/");
	assert_int_equal(write_side(f, "/../outside/kept.txt", LANG_EN), STATUS_FAILED);
}

static void test_links_to_folders_are_not_followed(void **state)
{
	struct fixture *f = *state;
	open_out(f, "out");
	assert_int_equal(symlink("../outside", "out/away"), 0);
	assert_int_equal(mkdir("out/real", 0755), 0);
	assert_int_equal(symlink("real", "out/alias"), 0);
	expect_not_written(f, "away/kept.txt");
	expect_not_written(f, "away/new.md");
	expect_not_written(f, "alias/new.md");
	assert_int_equal(file_kind("outside/new.md"), FILE_MISSING);
}

static void test_links_to_files_are_replaced(void **state)
{
	struct fixture *f = *state;
	struct stat info;
	open_out(f, "out");
	assert_int_equal(symlink("../outside/kept.txt", "out/a.md"), 0);
	assert_int_equal(symlink("../outside/dangling", "out/b.md"), 0);
	assert_int_equal(link("outside/kept.txt", "out/c.md"), 0);
	assert_int_equal(write_side(f, "a.md", LANG_EN), STATUS_OK);
	assert_int_equal(write_side(f, "b.md", LANG_EN), STATUS_OK);
	assert_int_equal(write_side(f, "c.md", LANG_EN), STATUS_OK);
	assert_int_equal(lstat("out/a.md", &info), 0);
	assert_true(S_ISREG(info.st_mode));
	expect_text("out/a.md", ENGLISH);
	expect_text("out/c.md", ENGLISH);
	assert_int_equal(file_kind("outside/dangling"), FILE_MISSING);
}

static void test_article_is_not_overwritten(void **state)
{
	struct fixture *f = *state;
	open_out(f, ".");
	expect_not_written(f, "content/a.md");
	expect_not_written(f, "outside/../content/./a.md");
	sides_close(&f->sides);
	open_out(f, "out");
	assert_int_equal(link("content/a.md", "out/a.md"), 0);
	expect_not_written(f, "a.md");
}

static void test_folder_in_the_place_of_a_file(void **state)
{
	struct fixture *f = *state;
	open_out(f, "out");
	assert_int_equal(mkdir("out/a.md", 0755), 0);
	expect_not_written(f, "a.md");
	write_text("out/b", "file");
	expect_not_written(f, "b/a.md");
	expect_text("out/b", "file");
}

static void test_names_too_long(void **state)
{
	struct fixture *f = *state;
	char name[600];
	memset(name, 'x', sizeof(name));
	name[300] = '/';
	name[sizeof(name) - 1] = '\0';
	open_out(f, "out");
	expect_not_written(f, name);
	expect_not_written(f, name + 1);
	expect_not_written(f, name + 301);
}

static void test_problems_in_both_languages(void **state)
{
	struct fixture *f = *state;
	char *text = NULL;
	size_t len = 0;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		FILE *out = open_memstream(&text, &len);
		problems_init(&f->problems, out, lang);
		expect_refused(f, "content", "content");
		fclose(out);
		assert_string_equal(
			text, lang == LANG_EN ? "taiyaku: content: lies in the folder of the "
						"articles (content); name another output folder\n"
					      : "taiyaku: content: 記事のフォルダー (content) "
						"の中です。別の出力フォルダーを指定してください\n");
		free(text);
		text = NULL;
	}
	problems_init(&f->problems, NULL, LANG_EN);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_sides_keep_their_paths),
		TEST(test_what_is_there_is_replaced),
		TEST(test_empty_side_is_an_empty_file),
		TEST(test_refused_folders),
		TEST(test_folder_around_the_content_is_fine),
		TEST(test_content_folder_may_be_unknown),
		TEST(test_names_that_lead_out),
		TEST(test_links_to_folders_are_not_followed),
		TEST(test_links_to_files_are_replaced),
		TEST(test_article_is_not_overwritten),
		TEST(test_folder_in_the_place_of_a_file),
		TEST(test_names_too_long),
		TEST(test_problems_in_both_languages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
