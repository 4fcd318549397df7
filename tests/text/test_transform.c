/* Normal forms, slugs and printable text. */
#include "text/transform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

typedef enum status transform(struct slice text, struct buffer *out);

/* The input lies in a block of its exact size. */
static void assert_transform(transform *apply, const char *from, size_t len, const char *expected)
{
	struct buffer out;
	char *exact = malloc(len ? len : 1);
	memcpy(exact, from, len);
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "<");
	assert_int_equal(apply((struct slice){exact, len}, &out), STATUS_OK);
	assert_string_equal(out.ptr + 1, expected);
	buffer_release(&out);
	free(exact);
}

static void assert_text(transform *apply, const char *from, const char *expected)
{
	assert_transform(apply, from, strlen(from), expected);
}

static void test_nfc_composes(void **state)
{
	(void)state;
	assert_text(text_nfc, "", "");
	assert_text(text_nfc, "plain", "plain");
	assert_text(text_nfc, "か\u3099 e\u0301", "が é");
	assert_text(text_nfc, "ｶﾞ ① Ａ", "ｶﾞ ① Ａ");
	assert_text(text_nfc, "\U00020bb7野", "\U00020bb7野");
}

/* What is known without ICU is what ICU says, of every character. */
static void test_nfc_is_known(void **state)
{
	(void)state;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&error);
	for (int32_t c = 0; c <= 0x10FFFF; c++) {
		struct buffer text;
		UChar units[2];
		int32_t n = 0;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		U16_APPEND_UNSAFE(units, n, c);
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_utf8(&text, (unsigned int)c);
		assert_int_equal(text_is_nfc(buffer_view(&text)),
				 unorm2_hasBoundaryBefore(form, c) &&
					 unorm2_quickCheck(form, units, n, &error) == UNORM_YES);
		buffer_release(&text);
	}
	assert_false(text_is_nfc(SLICE("か\u3099")));
	assert_true(text_is_nfc(SLICE("コネクタ、「カ」の Ａ")));
}

static bool is_usual_in_japanese(int32_t c)
{
	return (c >= 0x3000 && c <= 0x3029) ||
	       (c >= 0x3040 && c <= 0x30FF && c != 0x3099 && c != 0x309A) ||
	       (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFF5F);
}

/* At the end of a text and in front of more; and where a byte is wrong, not at all. */
static void test_composed_runs(void **state)
{
	(void)state;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&error);
	for (int32_t c = 0x80; c <= 0x10FFFF; c++) {
		struct buffer text;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		buffer_init(&text, 64);
		buffer_utf8(&text, (unsigned int)c);
		size_t expected = is_usual_in_japanese(c) ? text.len : 0;
		assert_true(!expected || unorm2_hasBoundaryBefore(form, c));
		assert_int_equal(text_composed_end(buffer_view(&text), 0), expected);
		buffer_str(&text, "日本");
		assert_int_equal(text_composed_end(buffer_view(&text), 0), expected ? text.len : 0);
		text.ptr[1] = 'x';
		assert_int_equal(text_composed_end(buffer_view(&text), 0), 0);
		buffer_release(&text);
	}
	assert_int_equal(text_composed_end(SLICE("a日\xE6\x9C"), 1), 4);
	assert_int_equal(text_composed_end(SLICE("日\xE6\x9Cx"), 0), 3);
	assert_int_equal(text_composed_end(SLICE("日"), 3), 3);
}

static void test_fold_joins_what_people_search_as_one(void **state)
{
	(void)state;
	assert_text(text_fold, "AADSTS50000", "aadsts50000");
	assert_text(text_fold, "ＡＡＤＳＴＳ５００００", "aadsts50000");
	assert_text(text_fold, "ｶﾞｲﾄﾞ", "ガイド");
	assert_text(text_fold, "Straße İ", "strasse i̇");
	assert_text(text_fold, "zero\u200bwidth\u00ad", "zerowidth");
	assert_text(text_fold, "㍻", "平成");
}

/* Usual text is folded without ICU; a character that is not usual, put behind it,
   sends all of it there. */
static void test_fold_is_the_same_without_icu(void **state)
{
	(void)state;
	struct buffer text, alone, with_other;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&alone, BUFFER_MAX_PAGE);
	buffer_init(&with_other, BUFFER_MAX_PAGE);
	for (unsigned int c = 1; c < 0x20000; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		buffer_clear(&text);
		buffer_clear(&alone);
		buffer_clear(&with_other);
		buffer_str(&text, "Aは");
		buffer_utf8(&text, c);
		buffer_str(&text, "か");
		assert_int_equal(text_fold(buffer_view(&text), &alone), STATUS_OK);
		buffer_str(&text, "\u00df");
		assert_int_equal(text_fold(buffer_view(&text), &with_other), STATUS_OK);
		buffer_str(&alone, "ss");
		if (!slice_eq(buffer_view(&alone), buffer_view(&with_other)))
			fail_msg("U+%04X: %s is not %s", c, alone.ptr, with_other.ptr);
	}
	buffer_release(&text);
	buffer_release(&alone);
	buffer_release(&with_other);
}

static void test_a_long_expansion_fits(void **state)
{
	(void)state;
	struct buffer from, out;
	buffer_init(&from, BUFFER_MAX_PAGE);
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (int i = 0; i < 5000; i++)
		buffer_str(&from, "\ufdfa"); /* 18 characters each in NFKC */
	assert_int_equal(text_fold(buffer_view(&from), &out), STATUS_OK);
	assert_int_equal(out.len, 5000 * 33);
	buffer_release(&from);
	buffer_release(&out);
}

static void test_not_utf8_becomes_replacement(void **state)
{
	(void)state;
	assert_text(text_nfc, "a\xff b\xe3\x81", "a\ufffd b\ufffd");
	assert_text(text_fold, "A\xff", "a\ufffd");
	assert_text(text_slug, "A\xff b", "a-b");
	assert_text(text_printable, "A\xff", "A\ufffd");
}

static void test_a_full_buffer_is_told(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 4);
	assert_int_equal(text_nfc(SLICE("plain"), &out), STATUS_NO_MEMORY);
	buffer_release(&out);
	buffer_init(&out, 4);
	assert_int_equal(text_nfc(SLICE("日本"), &out), STATUS_NO_MEMORY);
	buffer_release(&out);
}

static void test_slugs_as_published(void **state)
{
	(void)state;
	assert_text(text_slug, "Error code: 450 4.4.312 DNS query failed",
		    "error-code-450-44312-dns-query-failed");
	assert_text(text_slug, "How do I fix error code 450 4.4.312?",
		    "how-do-i-fix-error-code-450-44312");
	assert_text(text_slug, "Security & Compliance", "security--compliance");
	assert_text(text_slug, "FAILED_TO_AUTO_DISCOVER", "failed_to_auto_discover");
	assert_text(text_slug, "You're here", "youre-here");
	assert_text(text_slug, "  Off-premises\t", "off-premises");
}

static void test_slugs_of_japanese_are_not_empty(void **state)
{
	(void)state;
	assert_text(text_slug, "エラー コード:450 4.4.312 の「原因」",
		    "エラー-コード450-44312-の原因");
	assert_text(text_slug, "か\u3099\u3000ＡＢ", "が-ａｂ");
	assert_text(text_slug, "?!", "");
	assert_text(text_slug, "😀 ok", "-ok");
}

static void test_printable_text_cannot_move_the_cursor(void **state)
{
	(void)state;
	assert_transform(text_printable, "a\0\x1b[31mb\x7f\t\n", 11,
			 "a\ufffd\ufffd[31mb\ufffd\t\n");
	assert_text(text_printable,
		    "\xc2\x9b"
		    "31m\xc2\x85",
		    "\ufffd31m\ufffd");
	assert_text(text_printable, "a\u202eb\u2066c\u200bd\ufeff\u00ade", "abcde");
	assert_text(text_printable, "a\u2028b", "a b");
	assert_text(text_printable, "\U0010ffff\U00040000", "\ufffd\ufffd");
}

static void test_printable_text_keeps_what_shows(void **state)
{
	(void)state;
	assert_text(text_printable, "葛\U000e0100か\u3099 \u00a0\u3000\ue000☎\ufe0f",
		    "葛\U000e0100か\u3099 \u00a0\u3000\ue000☎\ufe0f");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nfc_composes),
		cmocka_unit_test(test_nfc_is_known),
		cmocka_unit_test(test_composed_runs),
		cmocka_unit_test(test_fold_joins_what_people_search_as_one),
		cmocka_unit_test(test_fold_is_the_same_without_icu),
		cmocka_unit_test(test_a_long_expansion_fits),
		cmocka_unit_test(test_not_utf8_becomes_replacement),
		cmocka_unit_test(test_a_full_buffer_is_told),
		cmocka_unit_test(test_slugs_as_published),
		cmocka_unit_test(test_slugs_of_japanese_are_not_empty),
		cmocka_unit_test(test_printable_text_cannot_move_the_cursor),
		cmocka_unit_test(test_printable_text_keeps_what_shows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
