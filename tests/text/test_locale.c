/* Sort orders and dates in both languages. */
#include "text/locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void assert_order(enum lang lang, const char *const *texts, size_t count)
{
	struct collator *collator = collator_new(lang);
	assert_non_null(collator);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++)
			assert_int_equal(sign(collator_compare(collator, slice_from(texts[i]),
							       slice_from(texts[j]))),
					 (i > j) - (i < j));
	collator_free(collator);
}

static void test_english_ignores_case_first(void **state)
{
	(void)state;
	const char *const texts[] = {"", "Alpha", "beta", "Beta", "éclair", "Gamma"};
	assert_order(LANG_EN, texts, sizeof(texts) / sizeof(*texts));
}

static void test_japanese_orders_kana_then_kanji(void **state)
{
	(void)state;
	/* The long-vowel mark sorts as the vowel it lengthens; bytes would put
	   katakana behind all hiragana. */
	const char *const texts[] = {"Exchange", "アーカイブ", "あいさつ", "イベント",
				     "エラー",   "送信",       "配信"};
	assert_order(LANG_JA, texts, sizeof(texts) / sizeof(*texts));
}

static void test_numbers_in_codes_count_as_numbers(void **state)
{
	(void)state;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct collator *collator = collator_new(lang);
		assert_non_null(collator);
		assert_true(collator_compare(collator, SLICE("4.4.7"), SLICE("4.4.312")) < 0);
		assert_true(collator_compare(collator, SLICE("4.10.1"), SLICE("4.9.1")) > 0);
		collator_free(collator);
	}
}

static void test_equal_words_keep_an_order(void **state)
{
	(void)state;
	struct collator *collator = collator_new(LANG_EN);
	struct slice a = SLICE("e\u0301"), b = SLICE("\u00e9");
	assert_int_equal(collator_compare(collator, a, a), 0);
	assert_int_equal(sign(collator_compare(collator, a, b)),
			 -sign(collator_compare(collator, b, a)));
	assert_int_not_equal(collator_compare(collator, a, b), 0);
	collator_free(collator);
}

static void test_collator_reads_no_byte_too_far(void **state)
{
	(void)state;
	struct collator *collator = collator_new(LANG_JA);
	char *cut = malloc(2);
	memcpy(cut, "\xe3\x81", 2);
	collator_compare(collator, (struct slice){cut, 2}, (struct slice){0});
	collator_free(collator);
	free(cut);
}

static void assert_day(const char *text, int year, int month, int day)
{
	struct day got;
	assert_true(day_parse(slice_from(text), &got));
	assert_int_equal(got.year, year);
	assert_int_equal(got.month, month);
	assert_int_equal(got.day, day);
}

static void test_days_are_read_as_front_matter_has_them(void **state)
{
	(void)state;
	assert_day("02/11/2019", 2019, 2, 11);
	assert_day("2/1/2019", 2019, 2, 1);
	assert_day(" 2019-02-11 ", 2019, 2, 11);
	assert_day("02/29/2020", 2020, 2, 29);
}

static void test_what_is_no_day_is_refused(void **state)
{
	(void)state;
	const char *const bad[] = {"",           "''",         "02/30/2019", "02/29/2019",
				   "13/01/2019", "00/10/2019", "2019-2-1",   "2019-02-11T00:00",
				   "02/11/19",   "0000-01-01", "2019/02/11", "99999999999/1/2019",
				   "02/11/20190"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct day day = {1, 1, 1};
		assert_false(day_parse(slice_from(bad[i]), &day));
		assert_int_equal(day.month, 0);
	}
}

static void assert_written(struct day day, enum lang lang, const char *expected)
{
	struct buffer out;
	buffer_init(&out, 1024);
	struct day_writer *writer = day_writer_new(lang);
	assert_non_null(writer);
	assert_int_equal(day_write(writer, day, &out), STATUS_OK);
	day_writer_free(writer);
	assert_int_equal(out.len, strlen(expected));
	assert_memory_equal(out.ptr ? out.ptr : "", expected, out.len);
	buffer_release(&out);
}

static void test_days_are_written_as_people_write_them(void **state)
{
	(void)state;
	assert_written((struct day){2019, 2, 11}, LANG_EN, "February 11, 2019");
	assert_written((struct day){2019, 2, 11}, LANG_JA, "2019年2月11日");
	assert_written((struct day){2000, 12, 31}, LANG_EN, "December 31, 2000");
	assert_written((struct day){0}, LANG_JA, "");
}

static void test_the_time_zone_of_the_machine_does_not_matter(void **state)
{
	(void)state;
	setenv("TZ", "Pacific/Kiritimati", 1);
	assert_written((struct day){2019, 1, 1}, LANG_EN, "January 1, 2019");
	setenv("TZ", "Pacific/Pago_Pago", 1);
	assert_written((struct day){2019, 1, 1}, LANG_JA, "2019年1月1日");
	unsetenv("TZ");
}

static void test_iso(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 1024);
	day_iso((struct day){0}, &out);
	assert_int_equal(out.len, 0);
	day_iso((struct day){2019, 2, 1}, &out);
	assert_string_equal(out.ptr, "2019-02-01");
	buffer_release(&out);
}

static void assert_list(enum lang lang, size_t count, const char *expected)
{
	const struct slice items[] = {SLICE("一"), SLICE("two"), SLICE("三")};
	struct buffer out;
	buffer_init(&out, 1024);
	buffer_str(&out, "");
	assert_int_equal(list_write(lang, items, count, &out), STATUS_OK);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static void test_lists_are_joined_as_people_join_them(void **state)
{
	(void)state;
	assert_list(LANG_EN, 0, "");
	assert_list(LANG_EN, 1, "一");
	assert_list(LANG_EN, 2, "一 and two");
	assert_list(LANG_EN, 3, "一, two, and 三");
	assert_list(LANG_JA, 3, "一、two、三");
}

static void test_numbers_are_grouped(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 1024);
	assert_int_equal(number_write(LANG_EN, 100000, &out), STATUS_OK);
	assert_int_equal(number_write(LANG_JA, 3514, &out), STATUS_OK);
	assert_string_equal(out.ptr, "100,0003,514");
	buffer_release(&out);
	assert_true(number_is_one(LANG_EN, 1));
	assert_false(number_is_one(LANG_EN, 0) || number_is_one(LANG_EN, 21));
	assert_false(number_is_one(LANG_JA, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english_ignores_case_first),
		cmocka_unit_test(test_japanese_orders_kana_then_kanji),
		cmocka_unit_test(test_numbers_in_codes_count_as_numbers),
		cmocka_unit_test(test_equal_words_keep_an_order),
		cmocka_unit_test(test_collator_reads_no_byte_too_far),
		cmocka_unit_test(test_days_are_read_as_front_matter_has_them),
		cmocka_unit_test(test_what_is_no_day_is_refused),
		cmocka_unit_test(test_days_are_written_as_people_write_them),
		cmocka_unit_test(test_the_time_zone_of_the_machine_does_not_matter),
		cmocka_unit_test(test_iso),
		cmocka_unit_test(test_lists_are_joined_as_people_join_them),
		cmocka_unit_test(test_numbers_are_grouped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
