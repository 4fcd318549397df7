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

/* The whole table, without a limit: what is found must be the nearest by it. */
static size_t slips(const char *a, const char *b)
{
	enum { MAX = 8 };
	size_t table[MAX + 1][MAX + 1];
	size_t len_a = strlen(a);
	size_t len_b = strlen(b);
	for (size_t i = 0; i <= len_a; i++)
		for (size_t j = 0; j <= len_b; j++) {
			size_t best = i ? table[i - 1][j] + 1 : j;
			if (j && (i == 0 || table[i][j - 1] + 1 < best))
				best = table[i][j - 1] + 1;
			if (i && j && table[i - 1][j - 1] + (a[i - 1] != b[j - 1]) < best)
				best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    table[i - 2][j - 2] + 1 < best)
				best = table[i - 2][j - 2] + 1;
			table[i][j] = best;
		}
	return table[len_a][len_b];
}

/* The first of several that are as near; a beginning is one slip away. */
static const char *nearest_by_table(const char *typed, const char *const *of)
{
	size_t len = strlen(typed);
	size_t least = len / 3 + 1 < 2 ? 2 : len / 3 + 1;
	const char *name = NULL;
	for (; *of; of++) {
		bool begins = len >= 2 && strncmp(*of, typed, len) == 0;
		size_t distance = begins ? 1 : slips(typed, *of);
		if (distance < least) {
			least = distance;
			name = *of;
		}
	}
	return name;
}

static void any_names_are_compared_in_full(void **state)
{
	(void)state;
	unsigned int seed = 5;
	for (int round = 0; round < 20000; round++) {
		char words[5][9];
		const char *list[5] = {words[1], words[2], words[3], words[4], NULL};
		for (size_t i = 0; i < 5; i++) {
			size_t len = 0;
			for (unsigned int n = (seed = seed * 1103515245 + 12345) >> 16 & 7; n; n--)
				words[i][len++] =
					(char)('a' +
					       ((seed = seed * 1103515245 + 12345) >> 16) % 3);
			words[i][len] = '\0';
		}
		assert_ptr_equal(nearest_of(slice_from(words[0]), list),
				 nearest_by_table(words[0], list));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_are_forgiven),
		cmocka_unit_test(names_of_any_length),
		cmocka_unit_test(the_first_of_equals_is_taken),
		cmocka_unit_test(any_names_are_compared_in_full),
	};
	return cmocka_run_group_tests_name("base/nearest", tests, NULL, NULL);
}
