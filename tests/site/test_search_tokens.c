/* The words of the search index; the browser's port reads the same cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "site/search_tokens.h"
#include "support/vectors.h"

#include <stdio.h>

static void words_of_the_cases(void **state)
{
	(void)state;
	struct arena arena;
	struct problems problems;
	struct search_tokens tokens;
	struct slice rest;
	struct slice line;
	size_t n_cases = 0;
	size_t n_wrong = 0;
	arena_init(&arena);
	problems_init(&problems, stderr, LANG_EN);
	search_tokens_init(&tokens);
	assert_int_equal(file_read(&arena, "tests/site/cases/search-words.tsv", &problems, &rest),
			 STATUS_OK);
	while (slice_next_line(&rest, &line)) {
		struct vector vector;
		struct buffer words;
		if (!vector_read(&arena, line, &vector))
			continue;
		n_cases++;
		buffer_init(&words, BUFFER_MAX_PAGE);
		search_tokens_read(&tokens, vector.input);
		for (size_t i = 0; i < tokens.count; i++) {
			buffer_str(&words, i ? " " : "");
			buffer_slice(&words, tokens.items[i]);
		}
		if (!slice_eq(buffer_view(&words), vector.expected)) {
			print_error("\"%.*s\" has \"%.*s\", not \"%.*s\"\n",
				    SLICE_ARG(vector.input), SLICE_ARG(buffer_view(&words)),
				    SLICE_ARG(vector.expected));
			n_wrong++;
		}
		buffer_release(&words);
	}
	assert_true(n_cases > 40);
	assert_int_equal(n_wrong, 0);
	search_tokens_release(&tokens);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_the_cases),
	};
	return cmocka_run_group_tests_name("site.search-tokens", tests, NULL, NULL);
}
