/* The quick answers about kana and kanji are ICU's, for every character. */
#include "base/buffer.h"
#include "text/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum { LAST = 0x10FFFF };

static bool has(int32_t c, UScriptCode script)
{
	return uscript_hasScript(c, script);
}

static void test_japanese(void **state)
{
	(void)state;
	for (int32_t c = 0x80; c <= LAST; c++) {
		bool is_kana_of_icu = (has(c, USCRIPT_HIRAGANA) || has(c, USCRIPT_KATAKANA)) &&
				      !has(c, USCRIPT_HAN) && c >= 0x3000;
		bool is_japanese_of_icu =
			c >= 0x2E80 && (has(c, USCRIPT_HAN) || has(c, USCRIPT_HIRAGANA) ||
					has(c, USCRIPT_KATAKANA));
		UErrorCode error = U_ZERO_ERROR;
		assert_int_equal(is_kana(c), is_kana_of_icu);
		assert_int_equal(is_japanese(c), is_japanese_of_icu);
		assert_int_equal(is_han(c),
				 c >= 0x2E80 && uscript_getScript(c, &error) == USCRIPT_HAN);
	}
}

static void test_letters(void **state)
{
	(void)state;
	for (int32_t c = 0x80; c <= LAST; c++) {
		uint32_t mask = U_GET_GC_MASK(c);
		assert_int_equal(is_unicode_word(c),
				 (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0);
		assert_int_equal(is_unicode_punct(c), (mask & (U_GC_P_MASK | U_GC_S_MASK)) != 0);
	}
}

static void test_plain_ones(void **state)
{
	(void)state;
	for (int32_t c = 0; c <= LAST; c++) {
		if (!is_plain_kana(c) && !is_plain_kanji(c))
			continue;
		assert_true(is_japanese(c));
		assert_int_equal(code_point_width(c), 2);
		assert_int_equal(u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH), U_EA_WIDE);
		assert_false(u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
	}
	assert_false(is_plain_kana(0x3099));
	assert_false(is_plain_kana(0x30FB));
	assert_false(is_plain_kanji(0x3005));
}

/* No character is of two scripts, and each that is of one is Japanese. */
static void test_scripts(void **state)
{
	(void)state;
	for (int32_t c = 0; c <= LAST; c++) {
		int n = is_hiragana(c) + is_katakana(c) + is_kanji(c);
		assert_true(n <= 1);
		assert_true(n == 0 || (is_japanese(c) && !is_unicode_punct(c)));
		assert_int_equal(is_hiragana(c) || is_katakana(c),
				 is_plain_kana(c) || c == LONG_VOWEL_MARK);
		assert_true(is_kanji(c) || !is_han(c) || is_unicode_punct(c));
	}
	assert_true(is_kanji(0x5B57));  /* 字 */
	assert_true(is_kanji(0x3005));  /* 々 */
	assert_true(is_kanji(0x20BB7)); /* 𠮷 */
	assert_false(is_kanji(0x3001)); /* 、 */
	assert_false(is_kanji('a'));
	assert_false(is_katakana(0x30FB)); /* ・ */
	assert_false(is_katakana(0xFF71)); /* ｱ */
	assert_false(is_hiragana(0x30FC));
}

/* Every character, written and read; and what is no UTF-8. */
static void test_reading(void **state)
{
	(void)state;
	for (int32_t c = 0; c <= LAST; c++) {
		struct buffer bytes;
		size_t at = 0;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		buffer_init(&bytes, BUFFER_MAX_PAGE);
		buffer_utf8(&bytes, (unsigned int)c);
		struct slice text = buffer_view(&bytes);
		assert_int_equal(utf8_next(text, &at), c);
		assert_int_equal(at, text.len);
		assert_int_equal(utf8_invalid_at(text), SLICE_NONE);
		at = 0;
		assert_int_equal(utf8_next(slice_sub(text, 0, text.len - 1), &at),
				 text.len == 1 ? CODE_POINT_NONE : 0xFFFD);
		buffer_release(&bytes);
	}
}

static void test_surrogates(void **state)
{
	(void)state;
	const struct slice half = SLICE("\xED\xA0\x80");
	size_t at = 0;
	assert_int_equal(utf8_next(half, &at), 0xFFFD);
	assert_int_equal(utf8_invalid_at(half), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_japanese),   cmocka_unit_test(test_letters),
		cmocka_unit_test(test_plain_ones), cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_reading),    cmocka_unit_test(test_surrogates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
