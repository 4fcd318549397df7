/* Templates from folders: which file wins, what is told, loading again. */
#include "base/file.h"
#include "base/pool.h"
#include "render/templates.h"
#include "render/told.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test works in a folder of its own, by relative paths, so that
   messages can be compared whole. */
struct workplace {
	char root[256];
	char *back; /* where the test came from */
};

static const char *const folders[] = {"own", "shipped"};

static int enter_workplace(void **state)
{
	struct workplace *work = calloc(1, sizeof(*work));
	const char *temporary = getenv("TMPDIR");
	if (!work)
		return -1;
	snprintf(work->root, sizeof(work->root), "%s/taiyaku-templates-XXXXXX",
		 temporary ? temporary : "/tmp");
	work->back = getcwd(NULL, 0);
	*state = work;
	return mkdtemp(work->root) && work->back ? chdir(work->root) : -1;
}

static int leave_workplace(void **state)
{
	struct workplace *work = *state;
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	int left = chdir(work->back);
	enum status removed = folder_remove(work->root, &problems);
	free(work->back);
	free(work);
	return left == 0 && removed == STATUS_OK ? 0 : -1;
}

static void write_file(const char *path, const char *text)
{
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(file_write(path, slice_from(text), &problems), STATUS_OK);
}

static void load(struct templates *templates)
{
	struct told told;
	told_init(&told, LANG_EN);
	templates_init(templates);
	enum status status = templates_load(templates, folders, 2, &told.problems);
	assert_string_equal(told_text(&told), "");
	assert_int_equal(status, STATUS_OK);
	told_release(&told);
}

/* Expects the load to fail with exactly these lines. */
static void load_fails(enum lang lang, const char *expected)
{
	struct told told;
	struct templates templates;
	told_init(&told, lang);
	templates_init(&templates);
	enum status status = templates_load(&templates, folders, 2, &told.problems);
	assert_string_equal(told_text(&told), expected);
	assert_int_equal(status, STATUS_FAILED);
	templates_release(&templates);
	told_release(&told);
}

static void expect(const struct templates *templates, const char *name, const char *expected)
{
	struct told told;
	struct buffer out;
	told_init(&told, LANG_EN);
	buffer_init(&out, BUFFER_MAX_PAGE);
	enum status status = templates_run(templates, name, NULL, &told.problems, &out);
	assert_string_equal(told_text(&told), "");
	assert_int_equal(status, STATUS_OK);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
	told_release(&told);
}

static void the_first_folder_wins_file_by_file(void **state)
{
	(void)state;
	struct templates templates;
	write_file("shipped/article.mustache", "shipped article [{{> partials/head }}]");
	write_file("shipped/index.mustache",
		   "shipped index [{{>partials/head}}{{>partials/foot}}]");
	write_file("shipped/partials/head.mustache", "shipped head");
	write_file("shipped/partials/foot.mustache", "shipped foot");
	write_file("own/partials/head.mustache", "own head with {{>partials/foot}}");
	write_file("own/extra.mustache", "own extra");
	load(&templates);
	expect(&templates, "article", "shipped article [own head with shipped foot]");
	expect(&templates, "index", "shipped index [own head with shipped footshipped foot]");
	expect(&templates, "partials/foot", "shipped foot");
	expect(&templates, "extra", "own extra");
	templates_release(&templates);
}

static void a_replaced_file_is_not_read(void **state)
{
	(void)state;
	struct templates templates;
	write_file("shipped/article.mustache", "{{#broken}}{{>missing}}");
	write_file("own/article.mustache", "own");
	load(&templates);
	expect(&templates, "article", "own");
	templates_release(&templates);
}

static void only_mustache_files_count(void **state)
{
	(void)state;
	struct templates templates;
	struct told told;
	write_file("own/article.mustache", "A");
	write_file("own/README.md", "{{#broken}}");
	write_file("own/.hidden.mustache", "{{#broken}}");
	load(&templates);
	expect(&templates, "article", "A");
	told_init(&told, LANG_EN);
	assert_null(templates_get(&templates, "README", &told.problems));
	assert_null(templates_get(&templates, "article.mustache", &told.problems));
	assert_null(templates_get(&templates, "../own/article", &told.problems));
	assert_int_equal(told.problems.count, 3);
	told_release(&told);
	templates_release(&templates);
}

static void unknown_partials_are_errors(void **state)
{
	(void)state;
	write_file("own/article.mustache", "x\n  {{> partials/heed }}\n対訳 {{>foot}}\n");
	write_file("shipped/partials/head.mustache", "{{! }}{{>article}}{{>../own/article}}");
	load_fails(LANG_EN,
		   "taiyaku: own/article.mustache:2:3: there is no partials/heed.mustache for this "
		   "partial; correct the name, or add the file (searched: own, shipped)\n"
		   "taiyaku: own/article.mustache:3:4: there is no foot.mustache for this partial; "
		   "correct the name, or add the file (searched: own, shipped)\n"
		   "taiyaku: shipped/partials/head.mustache:1:19: there is no "
		   "../own/article.mustache for this partial; correct the name, or add the file "
		   "(searched: own, shipped)\n");
	load_fails(LANG_JA,
		   "taiyaku: own/article.mustache:2:3: パーシャル partials/heed.mustache が"
		   "ありません。名前を直すか、ファイルを追加してください (検索先: own, shipped)\n"
		   "taiyaku: own/article.mustache:3:4: パーシャル foot.mustache がありません。"
		   "名前を直すか、ファイルを追加してください (検索先: own, shipped)\n"
		   "taiyaku: shipped/partials/head.mustache:1:19: パーシャル "
		   "../own/article.mustache がありません。名前を直すか、ファイルを追加して"
		   "ください (検索先: own, shipped)\n");
}

/* One error for the broken file, none for those that include it. */
static void a_broken_file_is_told_once(void **state)
{
	(void)state;
	write_file("own/head.mustache", "{{#open}}");
	write_file("shipped/head.mustache", "fine");
	write_file("shipped/article.mustache", "{{>head}}\n{{/no}}");
	write_file("shipped/index.mustache", "{{>head}}");
	load_fails(LANG_EN,
		   "taiyaku: own/head.mustache:1:1: the section {{#open}} is never closed; write "
		   "{{/open}} where it ends\n"
		   "taiyaku: shipped/article.mustache:2:1: the tag {{/no}} closes a section, but "
		   "none is open here; remove it, or open the section with {{#no}}\n");
}

static void unreadable_files_are_errors(void **state)
{
	(void)state;
	write_file("own/huge.mustache", "x");
	assert_int_equal(truncate("own/huge.mustache", (off_t)FILE_MAX_BYTES + 1), 0);
	write_file("own/article.mustache", "{{>huge}}");
	load_fails(LANG_EN, "taiyaku: own/huge.mustache: is larger than 64 MiB; split it or leave "
			    "it out\n");
	load_fails(LANG_JA, "taiyaku: own/huge.mustache: 64 MiB を超えています。分割するか、"
			    "対象から外してください\n");
	if (geteuid() == 0)
		return; /* who may read everything */
	assert_int_equal(unlink("own/huge.mustache"), 0);
	write_file("own/huge.mustache", "x");
	assert_int_equal(chmod("own/huge.mustache", 0), 0);
	load_fails(LANG_EN, "taiyaku: own/huge.mustache: cannot read: Permission denied; check the "
			    "file and its permissions\n");
}

static void a_name_that_is_not_there_is_an_error(void **state)
{
	(void)state;
	static const char *const expected[LANG_SIDES] = {
		"taiyaku: there is no template articel.mustache; add the file to a folder of "
		"templates (searched: own, shipped)\n",
		"taiyaku: テンプレート articel.mustache がありません。テンプレートのフォルダーに"
		"追加してください (検索先: own, shipped)\n",
	};
	struct templates templates;
	write_file("own/article.mustache", "A");
	load(&templates);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct told told;
		struct buffer out;
		told_init(&told, lang);
		buffer_init(&out, BUFFER_MAX_PAGE);
		assert_int_equal(templates_run(&templates, "articel", NULL, &told.problems, &out),
				 STATUS_FAILED);
		assert_string_equal(told_text(&told), expected[lang]);
		assert_int_equal(out.len, 0);
		buffer_release(&out);
		told_release(&told);
	}
	templates_release(&templates);
}

static void a_folder_is_no_template(void **state)
{
	(void)state;
	struct templates templates;
	struct told told;
	write_file("own/entry.mustache/x.txt", "");
	write_file("own/article.mustache", "A");
	load(&templates);
	told_init(&told, LANG_EN);
	assert_null(templates_get(&templates, "entry", &told.problems));
	assert_string_equal(told_text(&told),
			    "taiyaku: own/entry.mustache: is a folder where the template entry is "
			    "expected; move it away and put a file there, or leave it out to use "
			    "the template that comes with taiyaku\n");
	told_release(&told);
	templates_release(&templates);
}

/* They are not even read. */
static void the_programs_manual_is_passed_over(void **state)
{
	(void)state;
	struct templates templates;
	struct told told;
	write_file("own/man/page.mustache", "{{#broken}}");
	write_file("own/manner.mustache", "M");
	load(&templates);
	expect(&templates, "manner", "M");
	told_init(&told, LANG_EN);
	assert_null(templates_get(&templates, "man/page", &told.problems));
	told_release(&told);
	templates_release(&templates);
}

static void one_folder_must_exist(void **state)
{
	(void)state;
	struct templates templates;
	load_fails(LANG_EN,
		   "taiyaku: no templates found; install the program with \"make install\", "
		   "or copy templates/ from its source here (searched: own, shipped)\n");
	load_fails(LANG_JA,
		   "taiyaku: テンプレートがありません。\"make install\" でインストールするか、"
		   "ソースの templates/ をここにコピーしてください (検索先: own, shipped)\n");
	write_file("shipped/article.mustache", "A");
	load(&templates);
	expect(&templates, "article", "A");
	templates_release(&templates);
	write_file("own", "a file");
	struct told told;
	told_init(&told, LANG_EN);
	templates_init(&templates);
	assert_int_equal(templates_load(&templates, folders, 2, &told.problems), STATUS_FAILED);
	assert_non_null(strstr(told_text(&told), "taiyaku: own"));
	templates_release(&templates);
	told_release(&told);
}

static void partials_include_each_other_in_any_order(void **state)
{
	(void)state;
	struct templates templates;
	struct told told;
	struct buffer out;
	write_file("own/a.mustache", "{{#go}}a{{>b}}{{/go}}");
	write_file("own/b.mustache", "b{{#next}}{{>a}}{{/next}}");
	load(&templates);
	told_init(&told, LANG_EN);
	buffer_init(&out, BUFFER_MAX_PAGE);
	struct value *data = value_object(&templates.arena);
	struct value *next = value_set_object(&templates.arena, data, "next");
	value_set_bool(&templates.arena, data, "go", true);
	value_set_bool(&templates.arena, next, "next", false);
	assert_int_equal(templates_run(&templates, "a", data, &told.problems, &out), STATUS_OK);
	assert_string_equal(out.ptr, "abab");
	buffer_release(&out);
	told_release(&told);
	templates_release(&templates);
}

static void a_second_set_sees_what_changed(void **state)
{
	(void)state;
	struct templates old;
	struct templates new;
	write_file("shipped/article.mustache", "[{{>head}}]");
	write_file("shipped/head.mustache", "one");
	load(&old);
	write_file("shipped/head.mustache", "two");
	load(&new);
	expect(&old, "article", "[one]");
	expect(&new, "article", "[two]");
	templates_release(&new);
	write_file("own/head.mustache", "{{broken");
	load_fails(LANG_EN, "taiyaku: own/head.mustache:1:1: the tag that begins with {{broken is "
			    "never closed; end it with }}\n");
	expect(&old, "article", "[one]");
	write_file("own/head.mustache", "three");
	load(&new);
	templates_release(&old);
	expect(&new, "article", "[three]");
	templates_release(&new);
	templates_release(&new); /* releasing twice does no harm */
}

enum { RUNS = 200 };

struct many_runs {
	const struct templates *templates;
	struct problems problems;
	bool same[RUNS];
};

static void run_once(void *context, size_t job, size_t worker)
{
	struct many_runs *runs = context;
	struct buffer out;
	(void)worker;
	buffer_init(&out, BUFFER_MAX_PAGE);
	const char *name = job % 2 ? "article" : "index";
	templates_run(runs->templates, name, NULL, &runs->problems, &out);
	runs->same[job] =
		slice_eq_str(buffer_view(&out), job % 2 ? "article\n  head\n" : "index head\n");
	buffer_release(&out);
}

static void threads_share_a_set(void **state)
{
	(void)state;
	struct templates templates;
	write_file("shipped/article.mustache", "article\n  {{>head}}\n");
	write_file("shipped/index.mustache", "index {{>head}}");
	write_file("shipped/head.mustache", "head\n");
	load(&templates);
	struct many_runs runs = {.templates = &templates};
	problems_init(&runs.problems, stderr, LANG_EN);
	pool_run(4, RUNS, run_once, &runs);
	for (size_t i = 0; i < RUNS; i++)
		assert_true(runs.same[i]);
	templates_release(&templates);
}

#define IN_WORKPLACE(test) cmocka_unit_test_setup_teardown(test, enter_workplace, leave_workplace)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORKPLACE(the_first_folder_wins_file_by_file),
		IN_WORKPLACE(a_replaced_file_is_not_read),
		IN_WORKPLACE(only_mustache_files_count),
		IN_WORKPLACE(unknown_partials_are_errors),
		IN_WORKPLACE(a_broken_file_is_told_once),
		IN_WORKPLACE(unreadable_files_are_errors),
		IN_WORKPLACE(a_name_that_is_not_there_is_an_error),
		IN_WORKPLACE(a_folder_is_no_template),
		IN_WORKPLACE(the_programs_manual_is_passed_over),
		IN_WORKPLACE(one_folder_must_exist),
		IN_WORKPLACE(partials_include_each_other_in_any_order),
		IN_WORKPLACE(a_second_set_sees_what_changed),
		IN_WORKPLACE(threads_share_a_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
