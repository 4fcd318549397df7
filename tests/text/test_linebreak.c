/* Break opportunities, shown as '|' in the text. */
#include "text/linebreak.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct line_breaker *breaker;
	struct arena arena;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	assert_non_null(fixture);
	arena_init(&fixture->arena);
	fixture->breaker = line_breaker_new();
	assert_non_null(fixture->breaker);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	line_breaker_free(fixture->breaker);
	arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

static void assert_breaks(void **state, const char *expected)
{
	struct fixture *fixture = *state;
	struct buffer text, shown;
	struct line_breaks breaks;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&shown, BUFFER_MAX_PAGE);
	for (const char *c = expected; *c; c++)
		if (*c != '|')
			buffer_char(&text, *c);
	/* An exact-size copy, so that a sanitizer sees one byte too far. */
	char *exact = malloc(text.len ? text.len : 1);
	memcpy(exact, text.ptr, text.len);
	assert_int_equal(line_breaks_find(fixture->breaker, &fixture->arena,
					  (struct slice){exact, text.len}, &breaks),
			 STATUS_OK);
	size_t start = 0;
	for (size_t i = 0; i < breaks.count; i++) {
		assert_true(breaks.offsets[i] > start || text.len == 0);
		assert_true(breaks.offsets[i] <= text.len);
		buffer_append(&shown, exact + start, breaks.offsets[i] - start);
		buffer_char(&shown, '|');
		start = breaks.offsets[i];
	}
	assert_int_equal(start, text.len);
	assert_string_equal(shown.ptr, expected);
	free(exact);
	buffer_release(&text);
	buffer_release(&shown);
}

static void test_english_breaks_at_blanks_and_hyphens(void **state)
{
	assert_breaks(state, "Error |450 |4.4.312: |re-|try |later|");
}

static void test_line_ends_are_breaks(void **state)
{
	assert_breaks(state, "a\n|b|");
}

static void test_kinsoku_keeps_punctuation_with_its_neighbour(void **state)
{
	assert_breaks(state, "「送|信|者」|は、|（宛|先）|へ。|");
}

static void test_strict_keeps_small_kana_and_long_vowels_off_the_line_start(void **state)
{
	assert_breaks(state, "サー|バー|ちょっ|と|フィ|ル|ター|一ヶ|月|");
}

static void test_a_combined_kana_is_one(void **state)
{
	assert_breaks(state, "か\u3099|き|");
}

static void test_empty_text_has_its_end(void **state)
{
	struct fixture *fixture = *state;
	struct line_breaks breaks;
	assert_int_equal(
		line_breaks_find(fixture->breaker, &fixture->arena, (struct slice){0}, &breaks),
		STATUS_OK);
	assert_int_equal(breaks.count, 1);
	assert_int_equal(breaks.offsets[0], 0);
}

static void test_bytes_that_are_not_utf8_do_no_harm(void **state)
{
	struct fixture *fixture = *state;
	const char *bad[] = {"\xff\xfe\x80", "\xe3\x81", "abc \xf0\x9f\x98", "\xed\xa0\x80 x",
			     "日\xe3本\x81"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		size_t len = strlen(bad[i]);
		char *exact = malloc(len);
		struct line_breaks breaks;
		memcpy(exact, bad[i], len);
		assert_int_equal(line_breaks_find(fixture->breaker, &fixture->arena,
						  (struct slice){exact, len}, &breaks),
				 STATUS_OK);
		assert_int_equal(breaks.offsets[breaks.count - 1], len);
		free(exact);
	}
}

static void test_a_breaker_is_reusable(void **state)
{
	assert_breaks(state, "長|い|文|");
	assert_breaks(state, "a |b|");
	assert_breaks(state, "長|い|文|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english_breaks_at_blanks_and_hyphens),
		cmocka_unit_test(test_line_ends_are_breaks),
		cmocka_unit_test(test_kinsoku_keeps_punctuation_with_its_neighbour),
		cmocka_unit_test(test_strict_keeps_small_kana_and_long_vowels_off_the_line_start),
		cmocka_unit_test(test_a_combined_kana_is_one),
		cmocka_unit_test(test_empty_text_has_its_end),
		cmocka_unit_test(test_bytes_that_are_not_utf8_do_no_harm),
		cmocka_unit_test(test_a_breaker_is_reusable),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
