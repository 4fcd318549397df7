/* Real bounce messages of many mail systems: how often the code that explains
   the failure comes first, how often every code is found, and how often the
   first one leads to an entry of this project's own knowledge base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lookup_fixture.h"
#include "support/shared.h"

#include <string.h>

/* Per cent of the messages. */
#define FIRST_MIN   98.0
#define ALL_MIN     95.0
#define COVERED_MIN 95.0

struct tally {
	size_t messages;
	size_t first;
	size_t all;
	size_t covered;
	size_t surplus; /* codes found beyond those expected */
};

static struct slice next_field(struct slice *line, char end)
{
	size_t at = slice_find_char(*line, end, 0);
	struct slice field = slice_sub(*line, 0, at == SLICE_NONE ? line->len : at);
	*line = slice_skip(*line, at == SLICE_NONE ? line->len : at + 1);
	return field;
}

static bool has_code(const struct found *found, struct slice code)
{
	for (size_t i = 0; i < found->count; i++)
		if (slice_eq(found->items[i].code.normal, code))
			return true;
	return false;
}

static void show(struct slice file, struct slice expected, const struct found *found)
{
	print_message("  %.*s: expected %.*s; found", SLICE_ARG(file), SLICE_ARG(expected));
	for (size_t i = 0; i < found->count; i++)
		print_message(" %.*s (%s)", SLICE_ARG(found->items[i].code.normal),
			      code_place_name(found->items[i].place));
	print_message("%s\n", found->count ? "" : " nothing");
}

static void judge(struct lookup_fixture *f, struct slice file, struct slice expected,
		  struct slice bytes, struct tally *tally)
{
	struct found found = lookup_fixture_find(f, bytes);
	struct slice codes = expected;
	bool is_first = false;
	bool has_all = true;
	size_t n = 0;
	for (; codes.len; n++) {
		struct slice code = next_field(&codes, ',');
		is_first |= found.count && slice_eq(found.items[0].code.normal, code);
		has_all &= has_code(&found, code);
	}
	bool is_covered = found.count && known_find(f->known, &found.items[0].code);
	if (!is_first || !has_all)
		show(file, expected, &found);
	else if (!is_covered)
		print_message("  %.*s: no entry for %.*s\n", SLICE_ARG(file),
			      SLICE_ARG(found.items[0].code.normal));
	tally->messages++;
	tally->first += is_first;
	tally->all += has_all;
	tally->covered += is_covered;
	tally->surplus += found.count > n ? found.count - n : 0;
}

static double per_cent(size_t n, const struct tally *tally)
{
	return 100.0 * (double)n / (double)tally->messages;
}

static void real_bounces(void **state)
{
	(void)state;
	struct lookup_fixture f;
	struct slice table;
	struct slice line;
	struct tally tally = {0};
	lookup_fixture_init(&f, "content");
	const char *folder = shared_path(&f.arena, "bounces");
	assert_int_equal(file_read(&f.arena, path_join(&f.arena, folder, "expected.tsv"),
				   &f.problems, &table),
			 STATUS_OK);
	slice_next_line(&table, &line); /* the names of the columns */
	while (slice_next_line(&table, &line)) {
		struct slice file = next_field(&line, '\t');
		struct slice expected = next_field(&line, '\t');
		struct slice bytes;
		const char *path = arena_printf(&f.arena, "%s/%.*s", folder, SLICE_ARG(file)).ptr;
		assert_int_equal(file_read(&f.arena, path, &f.problems, &bytes), STATUS_OK);
		judge(&f, file, expected, bytes, &tally);
	}
	assert_true(tally.messages > 0);
	print_message("%zu messages: the first code right in %.1f %%, every code found in %.1f %%, "
		      "an entry for the first code in %.1f %%, %zu more codes than expected\n",
		      tally.messages, per_cent(tally.first, &tally), per_cent(tally.all, &tally),
		      per_cent(tally.covered, &tally), tally.surplus);
	assert_true(per_cent(tally.first, &tally) >= FIRST_MIN);
	assert_true(per_cent(tally.all, &tally) >= ALL_MIN);
	assert_true(per_cent(tally.covered, &tally) >= COVERED_MIN);
	lookup_fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(real_bounces)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
