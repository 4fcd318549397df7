/* What is put is taken again, and what was cut or damaged is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/record.h"

#include <stdlib.h>
#include <string.h>

/* Each of another length, as numbers and as words. */
static uint64_t number_at(size_t i)
{
	return i == 0 ? 0 : UINT64_MAX >> (64 - i);
}

enum { NUMBERS = 65 };

static void put_all(struct buffer *out)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		record_put_number(out, number_at(i));
		record_put_word(out, number_at(i));
		record_put_text(out, slice_sub(SLICE("450 4.4.312 の原因"), 0, i % 8));
		record_put_position(out, (struct position){i, 2 * i});
	}
	assert_false(out->failed);
}

/* Whether all is there as it was put. */
static bool takes_all(struct record *record)
{
	for (size_t i = 0; i < NUMBERS; i++) {
		bool is_same = record_take_number(record) == number_at(i);
		is_same &= record_take_word(record) == number_at(i);
		struct slice text = record_take_text(record);
		is_same &= slice_eq(text, slice_sub(SLICE("450 4.4.312 の原因"), 0, i % 8));
		is_same &= text.ptr[text.len] == '\0';
		struct position at = record_take_position(record);
		is_same &= at.line == i && at.column == 2 * i;
		if (record->failed || !is_same)
			return false;
	}
	return record->rest.len == 0;
}

static void what_is_put_is_taken(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	put_all(&out);
	struct record record = {.rest = buffer_view(&out)};
	assert_true(takes_all(&record));
	assert_int_equal(record_take_number(&record), 0);
	assert_true(record.failed);
	buffer_release(&out);
}

/* In memory of its own each time, so that a byte behind it is not read unseen. */
static void any_end_is_noticed(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	put_all(&out);
	for (size_t len = 0; len < out.len; len++) {
		char *bytes = malloc(len + !len);
		assert_non_null(bytes);
		memcpy(bytes, out.ptr, len);
		struct record record = {.rest = {bytes, len}};
		assert_false(takes_all(&record));
		assert_true(record.failed);
		assert_int_equal(record_take_word(&record), 0);
		assert_int_equal(record_take_text(&record).len, 0);
		free(bytes);
	}
	buffer_release(&out);
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	struct record endless = {.rest = SLICE("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")};
	record_take_number(&endless);
	assert_true(endless.failed);
	struct record large = {.rest = SLICE("\x05")};
	assert_int_equal(record_take_up_to(&large, 4), 0);
	assert_true(large.failed);
	struct record many = {.rest = SLICE("\x04..")};
	assert_int_equal(record_take_count(&many), 0);
	assert_true(many.failed);
	struct record unended = {.rest = SLICE("\x02xyz")};
	assert_int_equal(record_take_text(&unended).len, 0);
	assert_true(unended.failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_put_is_taken),
		cmocka_unit_test(any_end_is_noticed),
		cmocka_unit_test(what_cannot_be_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
