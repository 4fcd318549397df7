/* Arenas: what they give, and what a rewind gives back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

enum { ALIGN = alignof(max_align_t) };

static void everything_is_aligned_zeroed_and_apart(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	const char *before = NULL;
	for (size_t size = 0; size < 3000; size++) {
		char *bytes = arena_alloc(&arena, size);
		assert_non_null(bytes);
		assert_int_equal((uintptr_t)bytes % ALIGN, 0);
		assert_ptr_not_equal(bytes, before);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xAA, size); /* the next must not lie in it */
		before = bytes;
	}
	assert_false(arena.failed);
	arena_release(&arena);
	assert_int_equal(arena_size(&arena), 0);
}

static void what_is_larger_than_a_block_has_one(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	char *large = arena_alloc(&arena, ((size_t)4 << 20) + 1);
	assert_non_null(large);
	large[(size_t)4 << 20] = 'x';
	assert_non_null(arena_alloc(&arena, 8));
	arena_release(&arena);
}

static void what_no_system_has_is_refused(void **state)
{
	(void)state;
	struct arena arena;
	volatile size_t huge = SIZE_MAX; /* a compiler that sees it refuses it itself */
	arena_init(&arena);
	assert_null(arena_alloc(&arena, huge));
	assert_null(arena_take(&arena, huge - ALIGN));
	assert_true(arena.failed);
	assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
	assert_non_null(arena_alloc(&arena, 1));
	arena_release(&arena);
}

static void what_is_trimmed_is_given_again(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	char *last = arena_array_raw(&arena, 1000, 8);
	arena_trim(&arena, last, 100);
	char *next = arena_alloc(&arena, 8);
	assert_true(next >= last + 100 && next < last + 100 + ALIGN);
	char *large = arena_array_raw(&arena, (size_t)4 << 20, 1);
	arena_trim(&arena, large, 1);
	size_t size = arena_size(&arena);
	assert_ptr_equal(arena_alloc(&arena, (size_t)2 << 20), large + ALIGN);
	assert_int_equal(arena_size(&arena), size);
	arena_release(&arena);
}

static void a_rewind_gives_the_same_place_again(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct arena_mark empty = arena_mark(&arena);
	char *kept = arena_alloc(&arena, 100);
	struct arena_mark mark = arena_mark(&arena);
	size_t size = arena_size(&arena);
	char *first = arena_alloc(&arena, 40);
	for (int i = 0; i < 100; i++)
		memset(arena_alloc(&arena, 10000), 0xAA, 10000);
	memset(first, 0xAA, 40);
	arena_rewind(&arena, mark);
	assert_int_equal(arena_size(&arena), size);
	assert_ptr_equal(arena_alloc(&arena, 40), first);
	assert_int_equal(first[39], 0);
	assert_int_equal(kept[99], 0);
	arena_rewind(&arena, empty);
	assert_int_equal(arena_size(&arena), 0);
	assert_non_null(arena_alloc(&arena, 1));
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_aligned_zeroed_and_apart),
		cmocka_unit_test(what_is_larger_than_a_block_has_one),
		cmocka_unit_test(what_no_system_has_is_refused),
		cmocka_unit_test(what_is_trimmed_is_given_again),
		cmocka_unit_test(a_rewind_gives_the_same_place_again),
	};
	return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
