/* Eight bytes at once, against one at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/eight.h"

static void the_first_byte_is_the_lowest(void **state)
{
	(void)state;
	assert_true(eight_at("abcdefgh") == UINT64_C(0x6867666564636261));
	assert_int_equal(eight_before(0), 8);
	assert_int_equal(eight_before(EIGHT_HIGH - 0x80), 1);
	assert_int_equal(eight_before(UINT64_C(0x8000000000000000)), 7);
	assert_int_equal(eight_before(~EIGHT_HIGH), 8);
}

static void ranges_hold_their_ends(void **state)
{
	(void)state;
	for (unsigned int byte = 0; byte < 0x80; byte++) {
		uint64_t eight = EIGHT_EACH * byte;
		size_t expected = byte >= '(' && byte <= ';' ? 0 : 8;
		assert_int_equal(eight_before(eight_between(eight, '(', ';')), expected);
	}
}

/* Among bytes of all kinds, the first of those asked for is found. */
static void any_byte_at_any_place(void **state)
{
	(void)state;
	static const unsigned char others[] = {' ', '"', 'a', 0x7F, 0x80, 0xE3, 0xFF};
	for (size_t o = 0; o < sizeof(others); o++)
		for (unsigned int i = 0; i < 8 * 256; i++) {
			unsigned char byte = (unsigned char)(i / 8);
			char bytes[8];
			memset(bytes, others[o], sizeof(bytes));
			bytes[i % 8] = (char)byte;
			size_t below = byte < ' ' ? i % 8 : 8;
			size_t equal = byte == '[' ? i % 8 : 8;
			size_t beyond = byte == 0xE4 ? i % 8 : 8;
			assert_int_equal(eight_before(eight_below(eight_at(bytes), ' ')), below);
			assert_int_equal(eight_before(eight_equal(eight_at(bytes), '[')), equal);
			assert_int_equal(eight_before(eight_equal(eight_at(bytes), 0xE4)), beyond);
		}
}

static size_t small_letters(uint64_t eight)
{
	return eight_before(eight | ~eight_between(eight, 'a', 'z'));
}

/* Of texts of all lengths around eight, with one byte that is none. */
static void a_run_ends_at_the_first_other(void **state)
{
	(void)state;
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	for (size_t len = 0; len < sizeof(letters); len++)
		for (size_t from = 0; from <= len; from++)
			for (size_t other = from; other <= len; other++) {
				char bytes[sizeof(letters)];
				memcpy(bytes, letters, sizeof(letters));
				bytes[other] = other % 2 ? '\xE3' : '!';
				struct slice text = {bytes, len};
				assert_int_equal(eight_end(text, from, small_letters), other);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_byte_is_the_lowest),
		cmocka_unit_test(ranges_hold_their_ends),
		cmocka_unit_test(any_byte_at_any_place),
		cmocka_unit_test(a_run_ends_at_the_first_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
