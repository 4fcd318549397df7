/* What is kept comes back whole, or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/kept.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bed {
	struct arena arena;
	struct problems problems;
	const char *folder;
	const char *file;
};

static int set_up(void **state)
{
	static struct bed bed;
	arena_init_must(&bed.arena);
	problems_init(&bed.problems, stderr, LANG_EN);
	char *folder = (char *)arena_copy(&bed.arena, SLICE("/tmp/taiyaku-kept-XXXXXX")).ptr;
	bed.folder = mkdtemp(folder);
	bed.file = bed.folder ? path_join(&bed.arena, bed.folder, "kept") : NULL;
	*state = &bed;
	return bed.file ? 0 : -1;
}

static int tear_down(void **state)
{
	struct bed *bed = *state;
	enum status status = folder_remove(bed->folder, &bed->problems);
	arena_release(&bed->arena);
	return status == STATUS_OK && bed->problems.count == 0 ? 0 : -1;
}

/* Bytes of which no two stretches are alike. */
static struct slice some_bytes(struct bed *bed, size_t len)
{
	char *bytes = arena_array(&bed->arena, len, 1);
	unsigned int seed = 7;
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)((seed = seed * 1103515245 + 12345) >> 16);
	return (struct slice){bytes, len};
}

static void keep(struct bed *bed, struct slice bytes)
{
	struct kept_writer writer;
	kept_begin(&writer, bed->file, "test 1");
	kept_put(&writer, slice_sub(bytes, 0, bytes.len / 3));
	kept_put(&writer, slice_skip(bytes, bytes.len / 3));
	assert_true(kept_end(&writer));
}

/* All of the file that keeps them. */
static struct slice kept_file(struct bed *bed, struct slice bytes)
{
	struct slice whole;
	keep(bed, bytes);
	assert_int_equal(file_read(&bed->arena, bed->file, &bed->problems, &whole), STATUS_OK);
	return whole;
}

static bool is_kept(struct bed *bed, const char *kind, struct slice bytes)
{
	struct kept kept;
	bool is_open = kept_open(&kept, bed->file, kind);
	if (is_open) {
		assert_int_equal(kept.bytes.len, bytes.len);
		assert_true(slice_eq(kept.bytes, bytes));
	}
	kept_close(&kept);
	return is_open;
}

static void any_length_comes_back(void **state)
{
	static const size_t lengths[] = {0, 1, 65535, 65536, 65537, 3 * 65536, 1000000};
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		struct slice bytes = some_bytes(*state, lengths[i]);
		keep(*state, bytes);
		assert_true(is_kept(*state, "test 1", bytes));
	}
}

static void another_kind_is_nothing(void **state)
{
	struct slice bytes = some_bytes(*state, 100);
	keep(*state, bytes);
	assert_false(is_kept(*state, "test 2", bytes));
	assert_false(is_kept(*state, "a longer kind of test 1", bytes));
}

static void write_over(struct bed *bed, struct slice bytes)
{
	assert_int_equal(file_write(bed->file, bytes, &bed->problems), STATUS_OK);
}

static void damage_anywhere_is_nothing(void **state)
{
	struct bed *bed = *state;
	struct slice bytes = some_bytes(bed, 5 * 65536 + 9);
	struct slice whole = kept_file(bed, bytes);
	char *copy = (char *)arena_copy(&bed->arena, whole).ptr;
	for (size_t at = 0; at < whole.len; at += at < 128 ? 1 : 9973) {
		copy[at] ^= 1;
		write_over(bed, (struct slice){copy, whole.len});
		assert_false(is_kept(bed, "test 1", bytes));
		copy[at] ^= 1;
	}
	write_over(bed, (struct slice){copy, whole.len});
	assert_true(is_kept(bed, "test 1", bytes));
}

static void two_blocks_in_each_others_place_are_nothing(void **state)
{
	struct bed *bed = *state;
	struct slice bytes = some_bytes(bed, 4 * 65536);
	struct slice whole = kept_file(bed, bytes);
	char *copy = (char *)arena_copy(&bed->arena, whole).ptr;
	size_t head = whole.len - bytes.len;
	memcpy(copy + head, bytes.ptr + 65536, 65536);
	memcpy(copy + head + 65536, bytes.ptr, 65536);
	write_over(bed, (struct slice){copy, whole.len});
	assert_false(is_kept(bed, "test 1", bytes));
}

static void what_is_cut_or_longer_is_nothing(void **state)
{
	struct bed *bed = *state;
	struct slice bytes = some_bytes(bed, 2 * 65536);
	struct slice whole = kept_file(bed, bytes);
	static const size_t lengths[] = {0, 10, 70, 65536, 2 * 65536};
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		write_over(bed, slice_sub(whole, 0, lengths[i]));
		assert_false(is_kept(bed, "test 1", bytes));
	}
	write_over(bed, arena_join(&bed->arena, whole, SLICE("x")));
	assert_false(is_kept(bed, "test 1", bytes));
	assert_int_equal(unlink(bed->file), 0);
	assert_false(is_kept(bed, "test 1", bytes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(any_length_comes_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(another_kind_is_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(damage_anywhere_is_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_blocks_in_each_others_place_are_nothing, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_is_cut_or_longer_is_nothing, set_up,
						tear_down),
	};
	return cmocka_run_group_tests_name("base/kept", tests, NULL, NULL);
}
