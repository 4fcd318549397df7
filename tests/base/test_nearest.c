/* "Did you mean …?" */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/nearest.h"

#include <string.h>

static const char *const names[] = {"title", "description", "base_url", "fix",   "entry.no-fix",
				    "build", "check",       "export",   "4.4.7", NULL};

static void slips_are_forgiven(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		const char *name; /* NULL: none */
	} cases[] = {
		{"titel", "title"},
		{"title", "title"},
		{"tytle", "title"},
		{"base-url", "base_url"},
		{"descripton", "description"},
		{"entry.nofix", "entry.no-fix"},
		{"chekc", "check"},
		{"desc", "description"},
		{"4.4.8", "4.4.7"},
		{"zzzzzz", NULL},
		{"", NULL},
		{"q", NULL},
		{"日本語", NULL},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *is = nearest_of(slice_from(cases[i].typed), names);
		bool is_same =
			is && cases[i].name ? strcmp(is, cases[i].name) == 0 : is == cases[i].name;
		if (!is_same)
			fail_msg("%s: %s", cases[i].typed, is ? is : "none");
	}
}

static void names_of_any_length(void **state)
{
	(void)state;
	static char longest[100000];
	memset(longest, 't', sizeof(longest));
	assert_null(nearest_of((struct slice){longest, sizeof(longest)}, names));
	static const char *const none[] = {NULL};
	assert_null(nearest_of(SLICE("title"), none));
}

static void the_first_of_equals_is_taken(void **state)
{
	(void)state;
	static const char *const equals[] = {"cat", "car", NULL};
	assert_string_equal(nearest_of(SLICE("cab"), equals), "cat");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_are_forgiven),
		cmocka_unit_test(names_of_any_length),
		cmocka_unit_test(the_first_of_equals_is_taken),
	};
	return cmocka_run_group_tests_name("base/nearest", tests, NULL, NULL);
}
