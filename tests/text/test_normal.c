/* NFKC with the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/normal.h"

#include "base/buffer.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

struct origin_case {
	const char *original;
	const char *normal;
	struct span in_normal;
	struct span in_original;
};

static void texts_and_their_origins(void **state)
{
	(void)state;
	static const struct origin_case cases[] = {
		{"", "", {0, 0}, {0, 0}},
		{"abc", "abc", {1, 2}, {1, 2}},
		{"日1", "日1", {3, 4}, {3, 4}},
		{"１２", "12", {1, 2}, {3, 6}},
		{"ｶﾞ1", "ガ1", {0, 3}, {0, 6}},
		{"か\xE3\x82\x99x", "がx", {3, 4}, {6, 7}},
		{"½x",
		 "1\xE2\x81\x84"
		 "2x",
		 {0, 1},
		 {0, 2}},
		{"½x",
		 "1\xE2\x81\x84"
		 "2x",
		 {5, 6},
		 {2, 3}},
		{"4\xE2\x80\x8B.\xC2\xAD"
		 "5 x",
		 "4.5 x",
		 {0, 3},
		 {0, 8}},
		{"4\xE2\x80\x8B x", "4 x", {0, 1}, {0, 1}},
		{"é", "é", {2, 2}, {2, 2}},
		{"\xFF"
		 "1",
		 "\xEF\xBF\xBD"
		 "1",
		 {3, 4},
		 {1, 2}},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena;
		struct normal_text normal;
		arena_init(&arena);
		assert_int_equal(normal_text_make(&arena, slice_from(cases[i].original), &normal),
				 STATUS_OK);
		if (!slice_eq_str(normal.text, cases[i].normal))
			fail_msg("%s: %.*s", cases[i].original, SLICE_ARG(normal.text));
		struct span is = normal_text_origin(&normal, cases[i].in_normal);
		if (is.start != cases[i].in_original.start || is.end != cases[i].in_original.end)
			fail_msg("%s: %zu-%zu", cases[i].original, is.start, is.end);
		arena_release(&arena);
	}
}

/* More combining marks than any writing has: cut, not grown without end. */
static void runs_of_marks(void **state)
{
	(void)state;
	struct arena arena;
	struct buffer text;
	struct normal_text normal;
	arena_init(&arena);
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, "a");
	for (int i = 0; i < 100000; i++)
		buffer_str(&text, i % 2 ? "\xCC\x81" : "\xF0\x9D\x85\xA5");
	buffer_str(&text, "b");
	assert_int_equal(normal_text_make(&arena, buffer_view(&text), &normal), STATUS_OK);
	size_t last = normal.text.len - 1;
	assert_int_equal(normal.text.ptr[last], 'b');
	struct span at = normal_text_origin(&normal, (struct span){last, last + 1});
	assert_int_equal(at.start, text.len - 1);
	buffer_release(&text);
	arena_release(&arena);
}

/* What is let pass at a glance is what ICU makes of it, of every character. */
static void every_character(void **state)
{
	(void)state;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error);
	struct arena arena;
	struct buffer text;
	arena_init(&arena);
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (int32_t c = 1; c <= 0x10FFFF; c++) {
		UChar from[2];
		UChar made[64];
		char bytes[200];
		int32_t len = 0;
		int32_t n = 0;
		struct normal_text normal;
		struct arena_mark mark = arena_mark(&arena);
		if ((c >= 0xD800 && c <= 0xDFFF) ||
		    u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			continue;
		U16_APPEND_UNSAFE(from, n, c);
		n = unorm2_normalize(nfkc, from, n, made, 64, &error);
		u_strToUTF8(bytes, sizeof(bytes), &len, made, n, &error);
		assert_true(U_SUCCESS(error));
		buffer_clear(&text);
		buffer_utf8(&text, (unsigned int)c);
		assert_int_equal(normal_text_make(&arena, buffer_view(&text), &normal), STATUS_OK);
		assert_int_equal(normal.text.len, len);
		assert_memory_equal(normal.text.ptr, bytes, (size_t)len);
		arena_rewind(&arena, mark);
	}
	buffer_release(&text);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_and_their_origins),
		cmocka_unit_test(runs_of_marks),
		cmocka_unit_test(every_character),
	};
	return cmocka_run_group_tests_name("text/normal", tests, NULL, NULL);
}
