/* The tree that templates read. */
#include "render/value.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static int make_arena(void **state)
{
	static struct arena arena;
	arena_init_must(&arena);
	*state = &arena;
	return 0;
}

static int release_arena(void **state)
{
	arena_release(*state);
	return 0;
}

static void assert_text(const struct value *value, const char *expected)
{
	assert_non_null(value);
	assert_int_equal(value->kind, VALUE_TEXT);
	assert_int_equal(value->text.len, strlen(expected));
	assert_memory_equal(value->text.ptr, expected, value->text.len);
}

static void keys_are_found_by_slice(void **state)
{
	struct arena *arena = *state;
	struct value *page = value_object(arena);
	value_set_text(arena, page, "title", SLICE("A"));
	value_set_str(arena, page, "titles", "B");
	value_set_printf(arena, page, "count", "%d of %s", 7, "nine");
	assert_text(value_get(page, slice_sub(SLICE("titles!"), 0, 5)), "A");
	assert_text(value_get(page, slice_sub(SLICE("titles!"), 0, 6)), "B");
	assert_text(value_get(page, SLICE("count")), "7 of nine");
	assert_null(value_get(page, SLICE("titl")));
	assert_null(value_get(page, SLICE("")));
	assert_null(value_get(NULL, SLICE("title")));
	assert_null(value_get(value_get(page, SLICE("title")), SLICE("title")));
}

static void a_key_set_again_keeps_its_place(void **state)
{
	struct arena *arena = *state;
	struct value *page = value_object(arena);
	value_set_str(arena, page, "a", "1");
	value_set_str(arena, page, "b", "2");
	value_set_str(arena, page, "a", "3");
	assert_int_equal(page->object.count, 2);
	assert_true(slice_eq_str(page->object.members[0].key, "a"));
	assert_text(page->object.members[0].value, "3");
	value_set(arena, page, "b", NULL);
	assert_int_equal(value_get(page, SLICE("b"))->kind, VALUE_NOTHING);
}

static void tables_and_lists_grow(void **state)
{
	enum { MANY = 1000 };
	struct arena *arena = *state;
	struct value *page = value_object(arena);
	struct value *list = value_set_list(arena, page, "list");
	for (int i = 0; i < MANY; i++) {
		const char *key = arena_printf(arena, "key%d", i).ptr;
		value_set_str(arena, page, key, key);
		value_set_str(arena, value_append_object(arena, list), "n", key);
	}
	value_append_text(arena, list, SLICE("last"));
	value_append(arena, list, NULL);
	assert_int_equal(page->object.count, MANY + 1);
	assert_int_equal(list->list.count, MANY + 2);
	for (size_t i = 0; i < MANY; i++) {
		const char *key = arena_printf(arena, "key%zu", i).ptr;
		assert_text(value_get(page, slice_from(key)), key);
		assert_text(value_get(list->list.items[i], SLICE("n")), key);
	}
	assert_text(list->list.items[MANY], "last");
	assert_int_equal(list->list.items[MANY + 1]->kind, VALUE_NOTHING);
}

/* Behind more members than a byte counts, the first key that begins and ends so. */
static void late_keys_are_found(void **state)
{
	enum { MANY = 600 };
	struct arena *arena = *state;
	struct value *page = value_object(arena);
	for (int i = 0; i < MANY; i++)
		value_set_str(arena, page, arena_printf(arena, "a%03d0", i).ptr, "early");
	assert_null(value_get(page, SLICE("late")));
	value_set_str(arena, page, "late", "1");
	value_set_str(arena, page, "late", "2");
	assert_int_equal(page->object.count, MANY + 1);
	assert_text(value_get(page, SLICE("late")), "2");
	assert_text(value_get(page, SLICE("a5990")), "early");
}

static void what_is_true(void **state)
{
	struct arena *arena = *state;
	struct value *list = value_list(arena);
	assert_false(value_is_true(NULL));
	assert_false(value_is_true(value_bool(false)));
	assert_false(value_is_true(value_text(arena, SLICE(""))));
	assert_false(value_is_true(value_text(arena, slice_from(NULL))));
	assert_false(value_is_true(list));
	assert_true(value_is_true(value_bool(true)));
	assert_true(value_is_true(value_text(arena, SLICE("0"))));
	assert_true(value_is_true(value_object(arena)));
	value_append(arena, list, value_bool(false));
	assert_true(value_is_true(list));
	assert_false(value_is_true(value_later(arena, SLICE(""), "key")));
	assert_true(value_is_true(value_later(arena, SLICE("a"), "key")));
}

static void what_is_written_often_is_looked_at(void **state)
{
	struct arena *arena = *state;
	assert_true(value_text_often(arena, SLICE("plain, メール"))->is_plain);
	assert_text(value_text_often(arena, SLICE("A & B")), "A & B");
	assert_false(value_text_often(arena, SLICE("A & B"))->is_plain);
	assert_false(value_text(arena, SLICE("plain"))->is_plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_are_found_by_slice, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(a_key_set_again_keeps_its_place, make_arena,
						release_arena),
		cmocka_unit_test_setup_teardown(tables_and_lists_grow, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(late_keys_are_found, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(what_is_true, make_arena, release_arena),
		cmocka_unit_test_setup_teardown(what_is_written_often_is_looked_at, make_arena,
						release_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
