/* Fragments come back as they were put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "site/fragments.h"

enum { N_ARTICLES = 40, N_WORKERS = 3 };

static struct fragment fragment_of(struct arena *arena, size_t article, enum lang lang)
{
	struct fragment_heading *heading = arena_alloc(arena, sizeof(*heading));
	*heading = (struct fragment_heading){
		.level = 2,
		.title = arena_printf(arena, "title %zu", article),
		.second_title = SLICE("見出し"),
		.anchor = arena_printf(arena, "anchor-%zu-%d", article, (int)lang)};
	return (struct fragment){.heading_html = SLICE("<b>bold</b>"),
				 .body = arena_printf(arena, "<p>%zu %0*d</p>", article,
						      (int)article * 50, (int)lang),
				 .headings = heading,
				 .n_headings = 1};
}

static void put_all(struct fragments *f, struct arena *arena)
{
	for (size_t i = 0; i < N_ARTICLES; i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct fragment fragment = fragment_of(arena, i, lang);
			assert_int_equal(fragments_put(f, i, lang, i % N_WORKERS, &fragment),
					 STATUS_OK);
		}
}

static void assert_slice(struct slice got, struct slice wanted)
{
	assert_true(slice_eq(got, wanted));
}

static void assert_got(const struct fragments *f, size_t article, enum lang lang,
		       struct arena *arena)
{
	struct fragment wanted = fragment_of(arena, article, lang);
	struct fragment got;
	assert_true(fragments_get(f, article, lang, arena, &got));
	assert_slice(got.heading_html, wanted.heading_html);
	assert_slice(got.heading_anchor, wanted.heading_anchor);
	assert_slice(got.body, wanted.body);
	assert_int_equal(got.n_headings, 1);
	assert_int_equal(got.headings[0].level, 2);
	assert_slice(got.headings[0].title, wanted.headings[0].title);
	assert_slice(got.headings[0].second_title, wanted.headings[0].second_title);
	assert_slice(got.headings[0].anchor, wanted.headings[0].anchor);
}

static void test_come_back(void **state)
{
	(void)state;
	struct arena arena;
	struct fragments f;
	struct problems problems;
	arena_init_must(&arena);
	problems_init(&problems, NULL, LANG_EN);
	assert_int_equal(fragments_init(&f, N_ARTICLES, N_WORKERS, "/tmp", &problems), STATUS_OK);
	put_all(&f, &arena);
	for (size_t i = 0; i < N_ARTICLES; i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			assert_got(&f, i, lang, &arena);
	fragments_release(&f);
	arena_release(&arena);
}

static void test_what_was_not_put_is_not_there(void **state)
{
	(void)state;
	struct arena arena;
	struct fragments f;
	struct problems problems;
	struct fragment got;
	arena_init_must(&arena);
	problems_init(&problems, NULL, LANG_EN);
	assert_int_equal(fragments_init(&f, 2, 1, "/tmp", &problems), STATUS_OK);
	struct fragment fragment = fragment_of(&arena, 1, LANG_EN);
	assert_int_equal(fragments_put(&f, 1, LANG_EN, 0, &fragment), STATUS_OK);
	assert_false(fragments_get(&f, 0, LANG_EN, &arena, &got));
	assert_false(fragments_get(&f, 1, LANG_BOTH, &arena, &got));
	assert_false(fragments_has(&f, 1));
	fragments_release(&f);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_come_back),
		cmocka_unit_test(test_what_was_not_put_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
