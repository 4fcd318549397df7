/* Positions in lines of characters, counted from a known one or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/lines.h"

static const char text[] = "\xEF\xBB\xBF"
			   "one\n\nメール フロー two\r\n日本";

static void positions(void **state)
{
	(void)state;
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	assert_int_equal(lines_init(&lines, &arena, slice_from(text)), STATUS_OK);
	struct position first = lines_position(&lines, 3);
	assert_int_equal(first.line, 1);
	assert_int_equal(first.column, 1);
	struct position third = lines_position(&lines, 3 + 5 + 9 + 1);
	assert_int_equal(third.line, 3);
	assert_int_equal(third.column, 5);
	arena_release(&arena);
}

/* From wherever: before, behind, on another line, past the end. */
static void behind_another(void **state)
{
	(void)state;
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	assert_int_equal(lines_init(&lines, &arena, slice_from(text)), STATUS_OK);
	for (size_t known = 3; known < sizeof(text) + 2; known++)
		for (size_t offset = 3; offset < sizeof(text) + 2; offset++) {
			struct position wanted = lines_position(&lines, offset);
			struct position found = lines_position_behind(
				&lines, known, lines_position(&lines, known), offset);
			assert_int_equal(found.line, wanted.line);
			assert_int_equal(found.column, wanted.column);
		}
	struct position none = lines_position_behind(&lines, 0, (struct position){0, 0}, 4);
	assert_int_equal(none.line, 1);
	assert_int_equal(none.column, 2);
	arena_release(&arena);
}

/* Short lines, more than their bytes let expect, and one so long that its characters
   are counted by strides. */
static void many_and_long(void **state)
{
	(void)state;
	enum { N_SHORT = 1000, N_LONG = 5000 };
	struct arena arena;
	struct buffer all;
	struct lines lines;
	arena_init(&arena);
	buffer_init(&all, BUFFER_MAX_PAGE);
	buffer_repeat(&all, '\n', N_SHORT);
	for (size_t i = 0; i < N_LONG; i++)
		buffer_str(&all, i % 3 ? "あ" : "a");
	assert_int_equal(lines_init(&lines, &arena, buffer_view(&all)), STATUS_OK);
	assert_int_equal(lines.count, N_SHORT + 1);
	for (size_t line = 1; line <= N_SHORT + 1; line++)
		assert_int_equal(lines_offset(&lines, line), line - 1);
	size_t offset = N_SHORT;
	for (size_t i = 0; i < N_LONG; offset += i++ % 3 ? 3 : 1) {
		struct position found = lines_position(&lines, offset);
		assert_int_equal(found.line, N_SHORT + 1);
		assert_int_equal(found.column, i + 1);
	}
	buffer_release(&all);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(positions),
					   cmocka_unit_test(behind_another),
					   cmocka_unit_test(many_and_long)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
