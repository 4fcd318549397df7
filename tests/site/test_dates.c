/* That each day is written once, as its language writes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "site/dates.h"

static struct slice text_of(const struct value *date, const char *key)
{
	const struct value *text = value_get(date, slice_from(key));
	assert_non_null(text);
	return text->text;
}

static void test_days_in_both_languages(void **state)
{
	(void)state;
	static const char *const texts[LANG_SIDES] = {"February 11, 2019", "2019年2月11日"};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct dates *dates = dates_new(lang);
		const struct value *date = dates_get(dates, (struct day){2019, 2, 11});
		assert_true(slice_eq_str(text_of(date, "iso"), "2019-02-11"));
		assert_true(slice_eq_str(text_of(date, "text"), texts[lang]));
		dates_free(dates);
	}
}

static void test_each_day_once(void **state)
{
	(void)state;
	struct dates *dates = dates_new(LANG_EN);
	const struct value *date = dates_get(dates, (struct day){2020, 1, 2});
	assert_ptr_not_equal(dates_get(dates, (struct day){2020, 2, 1}), date);
	assert_ptr_equal(dates_get(dates, (struct day){2020, 1, 2}), date);
	assert_null(dates_get(dates, (struct day){0}));
	dates_free(dates);
}

static void test_nothing_asked(void **state)
{
	(void)state;
	dates_free(dates_new(LANG_JA));
	dates_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_in_both_languages),
		cmocka_unit_test(test_each_day_once),
		cmocka_unit_test(test_nothing_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
