/* A user's regular expressions: byte offsets, limits, and what is said of a bad one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/regex.h"

#include <stdlib.h>
#include <string.h>

static struct regex *open_good(const char *pattern)
{
	struct regex *regex = NULL;
	struct regex_fault fault = {0};
	if (regex_new(slice_from(pattern), &regex, &fault) != STATUS_OK)
		fail_msg("%s: %s", pattern, fault.message[LANG_EN]);
	return regex;
}

static void matches_have_byte_offsets(void **state)
{
	(void)state;
	struct regex *regex = open_good("(番号)?([0-9]+)(x)?");
	assert_int_equal(regex_groups(regex), 3);
	struct slice text = SLICE("日本 番号12 と 345x");
	char *exact = malloc(text.len);
	memcpy(exact, text.ptr, text.len);
	struct regex_search *search = regex_search_new(regex, (struct slice){exact, text.len});
	struct regex_match match;
	assert_true(regex_search_next(search, &match));
	assert_int_equal(match.groups[0].start, 7);
	assert_int_equal(match.groups[0].end, 15);
	assert_int_equal(match.groups[2].start, 13);
	assert_true(match.groups[3].start == SLICE_NONE);
	assert_true(match.groups[4].start == SLICE_NONE);
	assert_true(regex_search_next(search, &match));
	assert_true(match.groups[1].start == SLICE_NONE);
	assert_int_equal(match.groups[0].end, text.len);
	assert_int_equal(match.groups[3].end, text.len);
	assert_false(regex_search_next(search, &match));
	assert_false(regex_search_next(search, &match));
	assert_int_equal(regex_search_result(search), REGEX_DONE);
	regex_search_free(search);
	regex_free(regex);
	free(exact);
}

static void empty_matches_are_passed_over(void **state)
{
	(void)state;
	struct regex *regex = open_good("a*");
	assert_true(regex_matches_empty(regex));
	struct regex_search *search = regex_search_new(regex, SLICE("baab"));
	struct regex_match match;
	assert_true(regex_search_next(search, &match));
	assert_int_equal(match.groups[0].start, 1);
	assert_int_equal(match.groups[0].end, 3);
	assert_false(regex_search_next(search, &match));
	regex_search_free(search);
	regex_free(regex);
	regex = open_good("a+");
	assert_false(regex_matches_empty(regex));
	regex_free(regex);
}

static void texts_that_are_not_utf8(void **state)
{
	(void)state;
	struct regex *regex = open_good("[0-9]+");
	struct slice text = SLICE("\xFF\xE3\x81 12 \xF0\x9F 3\xE3");
	struct regex_search *search = regex_search_new(regex, text);
	struct regex_match match;
	size_t n = 0;
	while (regex_search_next(search, &match)) {
		assert_true(match.groups[0].end <= text.len);
		assert_true(ascii_is_digit(text.ptr[match.groups[0].start]));
		n++;
	}
	assert_int_equal(n, 2);
	regex_search_free(search);
	search = regex_search_new(regex, (struct slice){0});
	assert_false(regex_search_next(search, &match));
	assert_int_equal(regex_search_result(search), REGEX_DONE);
	regex_search_free(search);
	regex_free(regex);
	assert_false(regex_search_next(NULL, &match));
	assert_int_equal(regex_search_result(NULL), REGEX_NO_MEMORY);
}

static void searches_have_limits(void **state)
{
	(void)state;
	enum { N = 200000 };
	char *text = malloc(N);
	memset(text, 'a', N);
	static const char *const slow[] = {"(a|aa|a?a)+$b", "(a*)*b", "(?:(a|b)*)*c"};
	for (size_t i = 0; i < sizeof(slow) / sizeof(*slow); i++) {
		struct regex *regex = open_good(slow[i]);
		struct regex_search *search = regex_search_new(regex, (struct slice){text, N});
		struct regex_match match;
		assert_false(regex_search_next(search, &match));
		assert_int_equal(regex_search_result(search), REGEX_GAVE_UP);
		assert_false(regex_search_next(search, &match));
		regex_search_free(search);
		regex_free(regex);
	}
	free(text);
}

static void bad_patterns_say_why(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		const char *says;
	} cases[] = {
		{"", "empty"},
		{"a(b", "parenthesis"},
		{"[a", "]"},
		{"a{2,1}", "second"},
		{"(?<=a*)b", "behind"},
		{"[z-a]", "backwards"},
		{"(a)\\2", "reference"},
		{"*", ""},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct regex *regex;
		struct regex_fault fault = {0};
		assert_int_equal(regex_new(slice_from(cases[i].pattern), &regex, &fault),
				 STATUS_FAILED);
		assert_null(regex);
		if (!strstr(fault.message[LANG_EN], cases[i].says))
			fail_msg("%s: %s", cases[i].pattern, fault.message[LANG_EN]);
		assert_string_not_equal(fault.message[LANG_EN], fault.message[LANG_JA]);
	}
	char longest[REGEX_PATTERN_MAX_BYTES + 1];
	memset(longest, 'a', sizeof(longest));
	struct regex *regex;
	struct regex_fault fault;
	assert_int_equal(regex_new((struct slice){longest, sizeof(longest)}, &regex, &fault),
			 STATUS_FAILED);
	assert_int_equal(regex_new((struct slice){longest, sizeof(longest) - 1}, &regex, &fault),
			 STATUS_OK);
	regex_free(regex);
	regex_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_have_byte_offsets),
		cmocka_unit_test(empty_matches_are_passed_over),
		cmocka_unit_test(texts_that_are_not_utf8),
		cmocka_unit_test(searches_have_limits),
		cmocka_unit_test(bad_patterns_say_why),
	};
	return cmocka_run_group_tests_name("text/regex", tests, NULL, NULL);
}
