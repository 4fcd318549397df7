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
				 .parts = lang == LANG_BOTH ? SLICE("parts") : SLICE(""),
				 .headings = heading,
				 .n_headings = 1};
}

/* Every third has one language, and so nothing side by side. */
static struct fragment_set set_of(struct arena *arena, size_t article)
{
	struct fragment_set set = {0};
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++)
		if (lang != LANG_BOTH || article % 3)
			set.by_lang[lang] = fragment_of(arena, article, lang);
	return set;
}

static void put_all(struct fragments *f, struct arena *arena)
{
	for (size_t i = 0; i < N_ARTICLES; i++) {
		struct fragment_set set = set_of(arena, i);
		assert_int_equal(fragments_put(f, i, i % N_WORKERS, &set), STATUS_OK);
	}
}

static void assert_slice(struct slice got, struct slice wanted)
{
	assert_true(slice_eq(got, wanted));
}

static void assert_same(const struct fragment *got, const struct fragment *wanted)
{
	assert_slice(got->heading_html, wanted->heading_html);
	assert_slice(got->heading_anchor, wanted->heading_anchor);
	assert_slice(got->body, wanted->body);
	assert_slice(got->parts, wanted->parts);
	assert_int_equal(got->n_headings, wanted->n_headings);
	for (size_t i = 0; i < got->n_headings; i++) {
		assert_int_equal(got->headings[i].level, wanted->headings[i].level);
		assert_slice(got->headings[i].title, wanted->headings[i].title);
		assert_slice(got->headings[i].second_title, wanted->headings[i].second_title);
		assert_slice(got->headings[i].anchor, wanted->headings[i].anchor);
	}
}

static void assert_got(const struct fragments *f, size_t article, struct arena *arena)
{
	struct fragment_set wanted = set_of(arena, article);
	struct fragment_set got;
	assert_true(fragments_get(f, article, arena, &got));
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++)
		assert_same(&got.by_lang[lang], &wanted.by_lang[lang]);
}

static size_t count_in_files(const struct fragments *f)
{
	size_t n = 0;
	for (size_t i = 0; i < N_ARTICLES; i++)
		n += f->slots[i].bytes == NULL;
	return n;
}

/* Where each worker may keep so many bytes in memory. Returns how many went to files. */
static size_t come_back(size_t room)
{
	struct arena arena;
	struct fragments f;
	struct problems problems;
	arena_init_must(&arena);
	problems_init(&problems, NULL, LANG_EN);
	fragments_init(&f, N_ARTICLES, N_WORKERS, "/tmp", &problems);
	for (size_t i = 0; i < N_WORKERS && room != SIZE_MAX; i++)
		f.stores[i].room = room;
	put_all(&f, &arena);
	for (size_t i = 0; i < N_ARTICLES; i++)
		assert_got(&f, i, &arena);
	size_t n_in_files = count_in_files(&f);
	fragments_release(&f);
	arena_release(&arena);
	return n_in_files;
}

static void test_come_back(void **state)
{
	(void)state;
	assert_int_equal(come_back(SIZE_MAX), 0);
	assert_int_equal(come_back(0), N_ARTICLES);
	size_t n_in_files = come_back(10000);
	assert_in_range(n_in_files, 1, N_ARTICLES - 1);
}

static void test_what_was_not_put_is_not_there(void **state)
{
	(void)state;
	struct arena arena;
	struct fragments f;
	struct problems problems;
	struct fragment_set got;
	arena_init_must(&arena);
	problems_init(&problems, NULL, LANG_EN);
	fragments_init(&f, 2, 1, "/tmp", &problems);
	struct fragment_set set = set_of(&arena, 1);
	assert_int_equal(fragments_put(&f, 1, 0, &set), STATUS_OK);
	assert_false(fragments_get(&f, 0, &arena, &got));
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
