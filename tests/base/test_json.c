/* What the writer writes is read again by jansson, and compared byte for
   byte where the form matters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"

struct fixture {
	struct buffer out;
	struct json json;
};

static void start(struct fixture *f, size_t broken_levels)
{
	buffer_init(&f->out, BUFFER_MAX_PAGE);
	json_init(&f->json, &f->out, broken_levels);
}

static void expect_text(struct fixture *f, const char *expected)
{
	json_finish(&f->json);
	assert_false(f->out.failed);
	assert_string_equal(f->out.ptr, expected);
	buffer_release(&f->out);
}

/* The string that jansson reads back from what is written for `text`. */
static void expect_read_back(struct slice text, struct slice expected)
{
	struct fixture f;
	start(&f, JSON_ONE_LINE);
	json_put_string(&f.json, text);
	json_finish(&f.json);
	json_error_t error;
	json_t *root = json_loadb(f.out.ptr, f.out.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	if (!root)
		fail_msg("%s: %s", f.out.ptr, error.text);
	assert_int_equal(json_string_length(root), expected.len);
	assert_memory_equal(json_string_value(root), expected.ptr, expected.len);
	json_decref(root);
	buffer_release(&f.out);
}

static void write_sample(struct json *json)
{
	json_begin_object(json);
	json_key(json, "version");
	json_put_size(json, 1);
	json_key(json, "empty");
	json_begin_object(json);
	json_end_object(json);
	json_key(json, "findings");
	json_begin_array(json);
	for (int i = 0; i < 2; i++) {
		json_begin_object(json);
		json_key(json, "line");
		json_put_integer(json, -i);
		json_key(json, "none");
		json_begin_array(json);
		json_end_array(json);
		json_end_object(json);
	}
	json_end_array(json);
	json_key(json, "yes");
	json_put_bool(json, true);
	json_key(json, "code");
	json_put_string_or_null(json, (struct slice){0});
	json_end_object(json);
}

static void test_compact(void **state)
{
	(void)state;
	struct fixture f;
	start(&f, JSON_ONE_LINE);
	write_sample(&f.json);
	expect_text(&f, "{\"version\":1,\"empty\":{},\"findings\":[{\"line\":0,\"none\":[]},"
			"{\"line\":-1,\"none\":[]}],\"yes\":true,\"code\":null}");
}

static void test_indented(void **state)
{
	(void)state;
	struct fixture f;
	start(&f, JSON_ALL_LINES);
	write_sample(&f.json);
	expect_text(&f, "{\n"
			"  \"version\": 1,\n"
			"  \"empty\": {},\n"
			"  \"findings\": [\n"
			"    {\n"
			"      \"line\": 0,\n"
			"      \"none\": []\n"
			"    },\n"
			"    {\n"
			"      \"line\": -1,\n"
			"      \"none\": []\n"
			"    }\n"
			"  ],\n"
			"  \"yes\": true,\n"
			"  \"code\": null\n"
			"}\n");
}

static void test_outer_levels_broken(void **state)
{
	(void)state;
	struct fixture f;
	start(&f, 2);
	write_sample(&f.json);
	expect_text(&f, "{\n"
			"  \"version\": 1,\n"
			"  \"empty\": {},\n"
			"  \"findings\": [\n"
			"    {\"line\": 0, \"none\": []},\n"
			"    {\"line\": -1, \"none\": []}\n"
			"  ],\n"
			"  \"yes\": true,\n"
			"  \"code\": null\n"
			"}\n");
}

static void test_scalar_roots(void **state)
{
	(void)state;
	struct fixture f;
	start(&f, JSON_ONE_LINE);
	json_put_null(&f.json);
	expect_text(&f, "null");
	start(&f, JSON_ONE_LINE);
	json_put_integer(&f.json, INT64_MIN);
	expect_text(&f, "-9223372036854775808");
	start(&f, JSON_ONE_LINE);
	json_put_size(&f.json, SIZE_MAX);
	expect_text(&f, "18446744073709551615");
}

static void test_escapes(void **state)
{
	(void)state;
	struct fixture f;
	start(&f, JSON_ONE_LINE);
	json_put_string(&f.json, SLICE("a\"b\\c\b\f\n\r\t\x01\x1f\x7f/\0z"));
	expect_text(&f, "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f/\\u0000z\"");
}

static void test_keys_are_escaped(void **state)
{
	(void)state;
	struct fixture f;
	start(&f, JSON_ONE_LINE);
	json_begin_object(&f.json);
	json_key_slice(&f.json, SLICE("a\"\xFF"));
	json_put_null(&f.json);
	json_end_object(&f.json);
	expect_text(&f, "{\"a\\\"\xEF\xBF\xBD\":null}");
}

static void test_every_control_character_reads_back(void **state)
{
	(void)state;
	char all[0x80];
	for (size_t i = 0; i < sizeof(all); i++)
		all[i] = (char)i;
	expect_read_back((struct slice){all, sizeof(all)}, (struct slice){all, sizeof(all)});
}

#define BAD "\xEF\xBF\xBD"

static void test_utf8(void **state)
{
	(void)state;
	static const struct {
		struct slice text;
		struct slice read;
	} cases[] = {
		{SLICE(""), SLICE("")},
		{SLICE("日本語 😀 é"), SLICE("日本語 😀 é")},
		{SLICE("\xC2\x80\xDF\xBF"), SLICE("\xC2\x80\xDF\xBF")},
		{SLICE("\xF4\x8F\xBF\xBF"), SLICE("\xF4\x8F\xBF\xBF")},
		{SLICE("\xEE\x80\x80"), SLICE("\xEE\x80\x80")},
		{SLICE("a\x80z"), SLICE("a" BAD "z")},               /* lone trail byte */
		{SLICE("a\xC0\xAFz"), SLICE("a" BAD BAD "z")},       /* overlong */
		{SLICE("\xE0\x80\x80"), SLICE(BAD BAD BAD)},         /* overlong */
		{SLICE("\xF0\x80\x80\x80"), SLICE(BAD BAD BAD BAD)}, /* overlong */
		{SLICE("\xED\xA0\x80"), SLICE(BAD BAD BAD)},         /* surrogate */
		{SLICE("\xF4\x90\x80\x80"), SLICE(BAD BAD BAD BAD)}, /* past U+10FFFF */
		{SLICE("\xF5z\xFE\xFF"), SLICE(BAD "z" BAD BAD)},
		{SLICE("\xE6\x97"), SLICE(BAD)}, /* cut off: one mark */
		{SLICE("\xE6\x97 x"), SLICE(BAD " x")},
		{SLICE("\xF0\x9F\x98"), SLICE(BAD)},
		{SLICE("\xE6\xE6\x97\xA5"), SLICE(BAD "日")},
		{SLICE("\xE6\""), SLICE(BAD "\"")}, /* must not swallow the quote */
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_read_back(cases[i].text, cases[i].read);
}

/* The last bytes lie at the end of a heap block of their very size, for the
   sanitizer to see one read too far. */
static void test_cut_character_is_not_read_past(void **state)
{
	(void)state;
	static const char character[] = "\xF0\x9F\x98\x80";
	for (size_t len = 1; len <= 4; len++) {
		char *exact = malloc(len);
		assert_non_null(exact);
		memcpy(exact, character, len);
		struct slice expected = len == 4 ? slice_from(character) : SLICE(BAD);
		expect_read_back((struct slice){exact, len}, expected);
		free(exact);
	}
}

static void expect_real(double number, const char *expected)
{
	struct fixture f;
	start(&f, JSON_ONE_LINE);
	json_put_real(&f.json, number);
	expect_text(&f, expected);
}

static void test_reals(void **state)
{
	(void)state;
	expect_real(0, "0");
	expect_real(0.1, "0.1");
	expect_real(-2.5, "-2.5");
	expect_real(1.0 / 3, "0.3333333333333333");
	expect_real(1e300, "1e+300");
	expect_real(INFINITY, "null");
	expect_real(-INFINITY, "null");
	expect_real(NAN, "null");
}

static void test_reals_in_a_locale_with_decimal_commas(void **state)
{
	(void)state;
	if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
		print_message("no German locale here: only the plain one is tried\n");
	expect_real(2.5, "2.5");
	setlocale(LC_NUMERIC, "C");
}

static void test_buffer_may_be_emptied_between(void **state)
{
	(void)state;
	struct fixture f;
	struct buffer whole;
	buffer_init(&whole, BUFFER_MAX_PAGE);
	start(&f, JSON_ONE_LINE);
	json_begin_array(&f.json);
	for (size_t i = 0; i < 3; i++) {
		json_put_size(&f.json, i);
		buffer_slice(&whole, buffer_view(&f.out));
		buffer_clear(&f.out);
	}
	json_end_array(&f.json);
	json_finish(&f.json);
	buffer_slice(&whole, buffer_view(&f.out));
	assert_string_equal(whole.ptr, "[0,1,2]");
	buffer_release(&whole);
	buffer_release(&f.out);
}

static void test_full_buffer_fails_and_does_not_crash(void **state)
{
	(void)state;
	struct buffer out;
	struct json json;
	buffer_init(&out, 10);
	json_init(&json, &out, JSON_ALL_LINES);
	write_sample(&json);
	json_finish(&json);
	assert_true(out.failed);
	buffer_release(&out);
}

/* --- Misuse ends in an assertion ------------------------------------------- */

static void value_without_key(struct json *json)
{
	json_begin_object(json);
	json_put_null(json);
}

static void key_in_array(struct json *json)
{
	json_begin_array(json);
	json_key(json, "a");
}

static void key_after_key(struct json *json)
{
	json_begin_object(json);
	json_key(json, "a");
	json_key(json, "b");
}

static void key_without_value(struct json *json)
{
	json_begin_object(json);
	json_key(json, "a");
	json_end_object(json);
}

static void wrong_end(struct json *json)
{
	json_begin_array(json);
	json_end_object(json);
}

static void end_of_nothing(struct json *json)
{
	json_end_array(json);
}

static void second_root(struct json *json)
{
	json_put_null(json);
	json_put_null(json);
}

static void unfinished(struct json *json)
{
	json_begin_array(json);
	json_finish(json);
}

static void too_deep(struct json *json)
{
	for (size_t i = 0; i <= JSON_DEPTH_MAX; i++)
		json_begin_array(json);
}

static void well_formed(struct json *json)
{
	write_sample(json);
	json_finish(json);
}

static bool aborts(void (*misuse)(struct json *json))
{
	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct fixture f;
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		start(&f, JSON_ONE_LINE);
		misuse(&f.json);
		_exit(0);
	}
	int how;
	assert_int_equal(waitpid(child, &how, 0), child);
	return WIFSIGNALED(how) && WTERMSIG(how) == SIGABRT;
}

static void test_misuse_is_asserted(void **state)
{
	(void)state;
	assert_false(aborts(well_formed));
	assert_true(aborts(value_without_key));
	assert_true(aborts(key_in_array));
	assert_true(aborts(key_after_key));
	assert_true(aborts(key_without_value));
	assert_true(aborts(wrong_end));
	assert_true(aborts(end_of_nothing));
	assert_true(aborts(second_root));
	assert_true(aborts(unfinished));
	assert_true(aborts(too_deep));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compact),
		cmocka_unit_test(test_indented),
		cmocka_unit_test(test_outer_levels_broken),
		cmocka_unit_test(test_scalar_roots),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_keys_are_escaped),
		cmocka_unit_test(test_every_control_character_reads_back),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_cut_character_is_not_read_past),
		cmocka_unit_test(test_reals),
		cmocka_unit_test(test_reals_in_a_locale_with_decimal_commas),
		cmocka_unit_test(test_buffer_may_be_emptied_between),
		cmocka_unit_test(test_full_buffer_fails_and_does_not_crash),
		cmocka_unit_test(test_misuse_is_asserted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
