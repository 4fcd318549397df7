/* Escaping, eight bytes at a time, is what it is byte by byte. */
#include "text/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { TEXT_LEN = 20 }; /* two times eight bytes, and some that are left */

static const char *expected_of(unsigned char c)
{
	static char itself[2];
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		itself[0] = (char)c;
		return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t' ? itself : "\ufffd";
	}
}

/* Two bytes, which are no UTF-8 together, among letters. */
static void assert_pair(size_t at, unsigned char first, unsigned char second)
{
	char text[TEXT_LEN];
	struct buffer expected, out;
	memset(text, 'a', sizeof(text));
	text[at] = (char)first;
	text[at + 1] = (char)second;
	buffer_init(&expected, BUFFER_MAX_PAGE);
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < sizeof(text); i++)
		buffer_str(&expected, expected_of((unsigned char)text[i]));
	html_escape(&out, (struct slice){text, sizeof(text)});
	if (!slice_eq(buffer_view(&out), buffer_view(&expected)))
		fail_msg("bytes %02X %02X at %zu: %s", first, second, at, out.ptr);
	struct slice whole = {text, sizeof(text)};
	if (html_is_plain(whole) && !slice_eq(whole, buffer_view(&out)))
		fail_msg("bytes %02X %02X at %zu are not plain", first, second, at);
	buffer_release(&expected);
	buffer_release(&out);
}

static void each_byte_is_escaped_anywhere(void **state)
{
	(void)state;
	for (size_t at = 0; at + 1 < TEXT_LEN; at++)
		for (unsigned int c = 0; c < 0x100; c++)
			assert_pair(at, (unsigned char)c, 'a');
}

/* What is taken from a byte must not hide its neighbour. */
static void neighbours_do_not_hide_each_other(void **state)
{
	(void)state;
	for (unsigned int first = 0; first < 0x80; first++)
		for (unsigned int second = 0; second < 0x80; second++)
			assert_pair(3, (unsigned char)first, (unsigned char)second);
}

static void text_is_composed_before_it_is_escaped(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	html_escape(&out, SLICE("e\u0301 > \u0338か\u3099日本語 <b>"));
	assert_string_equal(out.ptr, "é &gt; \u0338が日本語 &lt;b&gt;");
	buffer_clear(&out);
	html_escape(&out, SLICE("\u0338x"));
	assert_string_equal(out.ptr, "\u00a0\u0338x");
	buffer_release(&out);
}

static void most_text_is_plain(void **state)
{
	(void)state;
	assert_true(html_is_plain(SLICE("")));
	assert_true(html_is_plain((struct slice){0}));
	assert_true(html_is_plain(SLICE("Plain text, 4.4.312: メールが届かない。")));
	assert_false(html_is_plain(SLICE("A & B")));
	assert_false(html_is_plain(SLICE("e\u0301")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_byte_is_escaped_anywhere),
		cmocka_unit_test(neighbours_do_not_hide_each_other),
		cmocka_unit_test(text_is_composed_before_it_is_escaped),
		cmocka_unit_test(most_text_is_plain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
