/* That each word has one term, whatever others there are, and that they are sorted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "site/search_terms.h"

/* What differs in any of the bytes that are looked at together, or in length alone. */
static const char *const words[] = {
	"a",
	"ab",
	"b",
	"管理",
	"理者",
	"eightchr",
	"eightchr2",
	"eightchr3",
	"eight",
	"sixteen character",
	"sixteen charactes",
	"sixteen characters",
	"twenty four characters!!",
	"a\xC3\xA9",
};
enum { WORDS = sizeof(words) / sizeof(*words), MANY = 5000 };

static void test_each_word_has_one_term(void **state)
{
	(void)state;
	struct arena arena;
	struct search_terms terms;
	struct search_term *first[WORDS];
	arena_init_must(&arena);
	search_terms_init(&terms, &arena);
	for (size_t i = 0; i < WORDS; i++) {
		first[i] = search_term_of(&terms, slice_from(words[i]));
		for (size_t before = 0; before < i; before++)
			assert_ptr_not_equal(first[i], first[before]);
	}
	for (size_t i = 0; i < MANY; i++)
		search_term_of(&terms, arena_printf(&arena, "word %zu", i));
	assert_int_equal(terms.count, WORDS + MANY);
	for (size_t i = 0; i < WORDS; i++) {
		assert_ptr_equal(search_term_of(&terms, slice_from(words[i])), first[i]);
		assert_true(slice_eq_str(first[i]->text, words[i]));
	}
	search_terms_release(&terms);
	arena_release(&arena);
}

static void test_sorted_by_their_bytes(void **state)
{
	(void)state;
	struct arena arena;
	struct search_terms terms;
	arena_init_must(&arena);
	search_terms_init(&terms, &arena);
	for (size_t i = 0; i < WORDS; i++)
		search_term_of(&terms, slice_from(words[i]));
	for (size_t i = 0; i < MANY; i++)
		search_term_of(&terms, arena_printf(&arena, "%zu eighth", i * 7919 % MANY));
	struct search_term **sorted = search_terms_sorted(&terms);
	for (size_t i = 1; i < terms.count; i++)
		assert_true(slice_compare(sorted[i - 1]->text, sorted[i]->text) < 0);
	search_terms_release(&terms);
	arena_release(&arena);
}

static void test_no_words(void **state)
{
	(void)state;
	struct arena arena;
	struct search_terms terms;
	arena_init_must(&arena);
	search_terms_init(&terms, &arena);
	search_terms_sorted(&terms);
	assert_int_equal(terms.count, 0);
	search_terms_release(&terms);
	arena_release(&arena);
}

static void test_places(void **state)
{
	(void)state;
	struct arena arena;
	struct search_terms terms;
	arena_init_must(&arena);
	search_terms_init(&terms, &arena);
	struct search_term *term = search_term_of(&terms, SLICE("word"));
	search_term_put(&arena, term, 0, true);
	search_term_put(&arena, term, 1, false);
	search_term_put(&arena, term, 17, false);
	search_term_put(&arena, term, UINT32_MAX / 2 - 1, false);
	/* 1 * 2 + 1; 1 * 2; 16 * 2; the rest in seven digits. */
	struct slice places = {term->places, term->places_len};
	assert_true(slice_starts_with(places, SLICE("DCgB")));
	assert_int_equal(places.len, 11);
	search_terms_release(&terms);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_word_has_one_term),
		cmocka_unit_test(test_sorted_by_their_bytes),
		cmocka_unit_test(test_no_words),
		cmocka_unit_test(test_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
