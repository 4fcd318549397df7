/* What a terminal would obey or hide is shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/visible.h"

static void expect(struct slice text, const char *shown)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	text_visible(text, &out);
	assert_string_equal(out.ptr, shown);
	buffer_release(&out);
}

static void test_ordinary_text_stays(void **state)
{
	(void)state;
	expect(SLICE(""), "");
	expect(SLICE("plain ASCII ~"), "plain ASCII ~");
	expect(SLICE("日本語　全角 😀"), "日本語　全角 😀");
	expect(SLICE("か\xE3\x82\x99 e\xCC\x81"), "か\xE3\x82\x99 e\xCC\x81");
	/* Variation selectors choose a form: 葛󠄀, ☎︎. */
	expect(SLICE("葛\xF3\xA0\x84\x80 ☎\xEF\xB8\x8E"), "葛\xF3\xA0\x84\x80 ☎\xEF\xB8\x8E");
}

static void test_controls_are_pictures(void **state)
{
	(void)state;
	expect(SLICE("\0\t\n\r\033[31m\x1F\x7F"), "␀␉␊␍␛[31m␟␡");
	expect(SLICE("\xC2\x80\xC2\x9B"), "<U+0080><U+009B>");
}

static void test_hidden_characters_are_named(void **state)
{
	(void)state;
	expect(SLICE("\xEF\xBB\xBF"), "<U+FEFF>");
	expect(SLICE("a\xC2\xADz"), "a<U+00AD>z");
	expect(SLICE("a\xE2\x80\x8Bz"), "a<U+200B>z");
	expect(SLICE("\xE2\x80\xAE\xE2\x81\xA6"), "<U+202E><U+2066>");
	expect(SLICE("\xE2\x80\xA8\xE2\x80\xA9"), "<U+2028><U+2029>");
	expect(SLICE("\xE3\x85\xA4"), "<U+3164>");      /* Hangul filler: looks blank */
	expect(SLICE("\xF3\xA0\x81\x81"), "<U+E0041>"); /* a tag: text nobody sees */
}

static void test_broken_bytes_are_replaced(void **state)
{
	(void)state;
	expect(SLICE("a\xFFz\xE6\x97"), "a\xEF\xBF\xBDz\xEF\xBF\xBD");
}

/* Wherever it ends, among bytes looked at together too, and before the end of the text. */
static void test_printable_ends(void **state)
{
	(void)state;
	static const char text[] = "~~ printable ASCII, two of eight ~~~~";
	static const char others[] = {'\x1F', '\x7F', '\x80', '\xFF', '\0', '\t'};
	for (size_t len = 0; len < sizeof(text); len++)
		for (size_t i = 0; i < len * sizeof(others); i++) {
			char copy[sizeof(text)];
			size_t at = i / sizeof(others);
			memcpy(copy, text, sizeof(text));
			copy[at] = others[i % sizeof(others)];
			for (size_t from = 0; from <= at; from++)
				assert_int_equal(printable_end((struct slice){copy, len}, from),
						 at);
			assert_int_equal(printable_end((struct slice){copy, at}, 0), at);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ordinary_text_stays),
		cmocka_unit_test(test_controls_are_pictures),
		cmocka_unit_test(test_hidden_characters_are_named),
		cmocka_unit_test(test_broken_bytes_are_replaced),
		cmocka_unit_test(test_printable_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
