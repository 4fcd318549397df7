/* The next byte, asked for place by place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/finder.h"

static void every_place_is_found(void **state)
{
	(void)state;
	const struct slice text = SLICE("*a**b\0c*");
	const char bytes[] = {'*', 'a', '\0', 'x'};
	for (size_t step = 1; step < 4; step++)
		for (size_t i = 0; i < sizeof(bytes); i++) {
			struct finder finder = finder_of(text, bytes[i]);
			for (size_t at = 0; at < text.len + 2; at += step)
				assert_int_equal(finder_next(&finder, at),
						 slice_find_char(text, bytes[i], at));
		}
}

static void the_same_place_may_be_asked_again(void **state)
{
	(void)state;
	struct finder finder = finder_of(SLICE("a.b."), '.');
	assert_int_equal(finder_next(&finder, 0), 1);
	assert_int_equal(finder_next(&finder, 1), 1);
	assert_int_equal(finder_next(&finder, 2), 3);
	assert_int_equal(finder_next(&finder, 3), 3);
	assert_int_equal(finder_next(&finder, 4), SLICE_NONE);
	assert_int_equal(finder_next(&finder, 4), SLICE_NONE);
}

static void nothing_is_in_no_text(void **state)
{
	(void)state;
	struct finder finder = finder_of((struct slice){0}, 'a');
	assert_int_equal(finder_next(&finder, 0), SLICE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_place_is_found),
		cmocka_unit_test(the_same_place_may_be_asked_again),
		cmocka_unit_test(nothing_is_in_no_text),
	};
	return cmocka_run_group_tests_name("base/finder", tests, NULL, NULL);
}
