/* The window of a long line, and the mark below it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

#include "check/excerpt.h"
#include "text/unicode.h"

struct excerpt {
	struct buffer shown;
	struct buffer mark;
};

static void make(struct excerpt *e, struct slice line, struct span at, size_t width)
{
	buffer_init(&e->shown, BUFFER_MAX_PAGE);
	buffer_init(&e->mark, BUFFER_MAX_PAGE);
	excerpt_write(line, at, width, &e->shown, &e->mark);
}

static void release(struct excerpt *e)
{
	buffer_release(&e->shown);
	buffer_release(&e->mark);
}

/* Marks the first `words` in the line. */
static void expect(const char *line, const char *words, size_t width, const char *shown,
		   const char *mark)
{
	struct excerpt e;
	const char *hit = strstr(line, words);
	assert_non_null(hit);
	size_t at = (size_t)(hit - line);
	make(&e, slice_from(line), (struct span){at, at + strlen(words)}, width);
	assert_string_equal(e.shown.ptr ? e.shown.ptr : "", shown);
	assert_string_equal(e.mark.ptr, mark);
	release(&e);
}

static void test_short_lines_are_whole(void **state)
{
	(void)state;
	expect("one two three", "two", 40, "one two three", "    ^~~");
	expect("one", "o", 40, "one", "^");
	expect("exactly twenty cells", "cells", 20, "exactly twenty cells", "               ^~~~~");
}

static void test_japanese_is_two_cells_wide(void **state)
{
	(void)state;
	expect("日本語のtest です", "test", 40, "日本語のtest です", "        ^~~~");
	expect("ab日本語", "日本", 40, "ab日本語", "  ^~~~");
	expect("半角ｶﾅと全角ＡＢ", "全角", 40, "半角ｶﾅと全角ＡＢ", "        ^~~~");
}

static void test_combining_marks_take_no_cell(void **state)
{
	(void)state;
	/* か + U+3099 is one character of two cells. */
	expect("か\xE3\x82\x99x", "x", 40, "か\xE3\x82\x99x", "  ^");
	/* A mark alone is pointed at where it stands. */
	expect("aか\xE3\x82\x99x", "\xE3\x82\x99", 40, "aか\xE3\x82\x99x", " ^~");
	expect("e\xCC\x81x", "\xCC\x81x", 40, "e\xCC\x81x", "^~");
}

static void test_tabs_are_blanks(void **state)
{
	(void)state;
	expect("\tx", "x", 40, "        x", "        ^");
	expect("日本\tx\ty", "y", 40, "日本    x       y", "                ^");
	expect("ab\tx", "\t", 40, "ab      x", "  ^~~~~~");
}

static void test_invisible_characters_are_shown(void **state)
{
	(void)state;
	expect("a\033[31mb", "b", 40, "a␛[31mb", "      ^");
	expect("a\x7F"
	       "b",
	       "b", 40, "a␡b", "  ^");
	expect("a\xE2\x80\x8B"
	       "b",
	       "\xE2\x80\x8B", 40, "a<U+200B>b", " ^~~~~~~~");
	expect("a\xE2\x80\xAE"
	       "b",
	       "b", 40, "a<U+202E>b", "         ^");
	expect("a\xC2\x9B"
	       "31m",
	       "m", 40, "a<U+009B>31m", "           ^");
}

static void test_broken_bytes_are_replaced(void **state)
{
	(void)state;
	expect("a\xFF\xFE"
	       "b",
	       "b", 40,
	       "a\xEF\xBF\xBD\xEF\xBF\xBD"
	       "b",
	       "   ^");
}

#define ALPHABET "abcdefghijklmnopqrstuvwxyz"

static void test_long_lines_are_cut(void **state)
{
	(void)state;
	static const char line[] = ALPHABET "0123456789" ALPHABET "0123456789";
	expect(line, "c", 20, "abcdefghijklmnopqrs…", "  ^");
	expect(line, "3456", 20,
	       "…xyz012" /* a third of the room before it */
	       "3456789abcde…",
	       "       ^~~~");
	struct excerpt e;
	make(&e, slice_from(line), (struct span){sizeof(line) - 2, sizeof(line) - 1}, 20);
	assert_string_equal(e.shown.ptr, "…rstuvwxyz0123456789");
	assert_string_equal(e.mark.ptr, "                   ^");
	release(&e);
}

static void test_behind_the_end(void **state)
{
	(void)state;
	struct excerpt e;
	make(&e, SLICE("日本"), (struct span){6, 6}, 20);
	assert_string_equal(e.mark.ptr, "    ^");
	release(&e);
	make(&e, SLICE("日本"), (struct span){60, 90}, 20);
	assert_string_equal(e.mark.ptr, "    ^");
	release(&e);
	make(&e, (struct slice){0}, (struct span){0, 0}, 20);
	assert_string_equal(e.mark.ptr, "^");
	release(&e);
}

/* What is shown always fits, is UTF-8 and holds what the mark points at. */
static void check_window(struct slice line, struct span at, size_t width)
{
	struct excerpt e;
	make(&e, line, at, width);
	struct slice shown = buffer_view(&e.shown);
	size_t fits = width < EXCERPT_WIDTH_MIN ? EXCERPT_WIDTH_MIN : width;
	if (text_width(shown) > fits)
		fail_msg("%zu cells in %zu: %.*s", text_width(shown), fits, SLICE_ARG(shown));
	assert_false(slice_contains(shown, SLICE("\xEF\xBF\xBD")));
	size_t caret = slice_find_char(buffer_view(&e.mark), '^', 0);
	assert_true(e.mark.len <= fits + 1);
	size_t cells = 0;
	size_t i = 0;
	while (cells < caret) {
		int32_t c = utf8_next(shown, &i);
		assert_true(c != CODE_POINT_NONE);
		cells += code_point_width(c);
	}
	assert_int_equal(cells, caret);
	struct slice word = slice_sub(line, at.start, at.end);
	size_t after = at.start;
	int32_t c = utf8_next(line, &after);
	if (word.len && code_point_width(c)) {
		/* Combining marks of the character before. */
		size_t next = i;
		while (code_point_width(utf8_next(shown, &next)) == 0)
			i = next;
		assert_true(
			slice_starts_with(slice_skip(shown, i), slice_sub(line, at.start, after)));
	}
	release(&e);
}

static void test_every_place_at_every_width(void **state)
{
	(void)state;
	struct slice line =
		SLICE("配信状態通知 (DSN) の 4.4.312 は、か\xE3\x82\x99ふ\xE3\x82\x9A ｶﾅ "
		      "e\xCC\x81\xCC\xA7 と 😀 と 𠮟る、**「通知」** を受け取ったことを示します。");
	for (size_t width = 1; width < 130; width++)
		for (size_t start = 0; start < line.len;) {
			size_t end = start;
			utf8_next(line, &end);
			check_window(line, (struct span){start, end}, width);
			check_window(line, (struct span){start, line.len}, width);
			start = end;
		}
}

/* A character without width takes no room, so a line of them must be cut by
   another measure. Finishes at once, or the test run's time limit ends it. */
static void test_hostile_lines_take_no_time(void **state)
{
	(void)state;
	struct buffer line;
	struct excerpt e;
	buffer_init(&line, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < 1000000; i++)
		buffer_str(&line, "\xCC\x81");
	for (size_t i = 0; i < 1000; i++) {
		size_t start = 2000 * i;
		make(&e, buffer_view(&line), (struct span){start, line.len}, 100);
		assert_true(e.shown.len < 10000);
		release(&e);
	}
	buffer_release(&line);
}

/* The line lies in a heap block of its very size. */
static void test_nothing_is_read_past_the_line(void **state)
{
	(void)state;
	static const char cut[] = "日本\xE8\xAA";
	size_t len = sizeof(cut) - 1;
	char *exact = malloc(len);
	struct excerpt e;
	assert_non_null(exact);
	memcpy(exact, cut, len);
	for (size_t start = 0; start <= len; start++) {
		make(&e, (struct slice){exact, len}, (struct span){start, len}, 80);
		release(&e);
	}
	free(exact);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_lines_are_whole),
		cmocka_unit_test(test_japanese_is_two_cells_wide),
		cmocka_unit_test(test_combining_marks_take_no_cell),
		cmocka_unit_test(test_tabs_are_blanks),
		cmocka_unit_test(test_invisible_characters_are_shown),
		cmocka_unit_test(test_broken_bytes_are_replaced),
		cmocka_unit_test(test_long_lines_are_cut),
		cmocka_unit_test(test_behind_the_end),
		cmocka_unit_test(test_every_place_at_every_width),
		cmocka_unit_test(test_hostile_lines_take_no_time),
		cmocka_unit_test(test_nothing_is_read_past_the_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
