/* A Japanese text taken apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/signs.h"
#include "text/unicode.h"

static struct arena arena;

static struct signs read_text(const char *text)
{
	struct signs signs;
	signs_read(&signs, slice_from(text), &arena);
	return signs;
}

static void scripts(void **state)
{
	(void)state;
	static const struct {
		int32_t c;
		size_t at;
		enum script script;
	} wanted[] = {
		{'D', 0, SCRIPT_LATIN},
		{'7', 1, SCRIPT_OTHER},
		{' ', 2, SCRIPT_OTHER},
		{0x3092, 3, SCRIPT_HIRAGANA},
		{0x30B5, 6, SCRIPT_KATAKANA},
		{LONG_VOWEL_MARK, 9, SCRIPT_KATAKANA},
		{0x5C55, 12, SCRIPT_KANJI},
		{0x3005, 15, SCRIPT_KANJI},
		{0x20BB7, 18, SCRIPT_KANJI},
		{0x3002, 22, SCRIPT_OTHER},
		{CODE_POINT_NONE, 25, SCRIPT_OTHER},
	};
	const size_t n = sizeof(wanted) / sizeof(*wanted);
	struct signs signs = read_text("D7 をサー展々𠮷。");
	assert_int_equal(signs.count, n - 1);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(signs.items[i].c, wanted[i].c);
		assert_int_equal(signs.items[i].at, wanted[i].at);
		assert_int_equal(signs.items[i].script, wanted[i].script);
	}
}

static void kinds(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t kinds;
	} cases[] = {
		{"", 0},
		{"設定を開きます。\n\t", 0},
		{"メール フロー", KIND_BLANK},
		{"メール　フロー", KIND_BLANK},
		{"DNS", KIND_LATIN},
		{"4.5", KIND_DIGIT},
		{"４", KIND_DIGIT | KIND_FORM},
		{"(", KIND_BRACKET | KIND_PAREN},
		{"）", KIND_BRACKET | KIND_FORM},
		{"（", KIND_BRACKET | KIND_FORM | KIND_WIDE_PAREN},
		{"「", KIND_BRACKET},
		{"]", KIND_BRACKET},
		{":!?", KIND_COLON | KIND_EXCLAMATION | KIND_QUESTION},
		{"：！？",
		 KIND_FORM | KIND_WIDE_COLON | KIND_WIDE_EXCLAMATION | KIND_WIDE_QUESTION},
		{"ﾒ", KIND_FORM | KIND_ODD},
		{"カ\xE3\x82\x99", KIND_ODD},
		{"\x02", KIND_ODD},
		{"…", KIND_ODD},
		{"*", KIND_MARK},
		{"_", KIND_MARK},
		{"\x01", 0},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (read_text(cases[i].text).kinds != cases[i].kinds)
			fail_msg("\"%s\": kinds %x", cases[i].text, read_text(cases[i].text).kinds);
}

static void others(void **state)
{
	(void)state;
	static const uint32_t wanted[] = {2, 3, 5};
	struct signs signs = read_text("ab 1あ。");
	assert_int_equal(signs.n_latin, 2);
	assert_int_equal(signs.n_others, sizeof(wanted) / sizeof(*wanted));
	assert_memory_equal(signs.others, wanted, sizeof(wanted));
}

static void runs(void **state)
{
	(void)state;
	static const uint32_t wanted[] = {2, 0, 1, 1, 3, 0, 0, 2, 0, 1, 1};
	struct signs signs = read_text("ab. サーバ設定を。");
	assert_int_equal(signs.count, sizeof(wanted) / sizeof(*wanted));
	for (size_t i = 0; i < signs.count; i++)
		assert_int_equal(signs.items[i].run, wanted[i]);
	assert_int_equal(read_text("").count, 0);
}

static void finding(void **state)
{
	(void)state;
	struct signs signs = read_text("aあ。b");
	assert_int_equal(signs_find(&signs, 0), 0);
	assert_int_equal(signs_find(&signs, 1), 1);
	assert_int_equal(signs_find(&signs, 2), 2); /* inside: the one behind */
	assert_int_equal(signs_find(&signs, 4), 2);
	assert_int_equal(signs_find(&signs, 7), 3);
	assert_int_equal(signs_find(&signs, 8), 4);
	assert_int_equal(signs_find(&signs, 100), 4);
}

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(scripts), cmocka_unit_test(kinds),
					   cmocka_unit_test(others), cmocka_unit_test(runs),
					   cmocka_unit_test(finding)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
