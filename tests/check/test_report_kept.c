/* Texts of findings that are kept: the report is the same as one without them, and only
   the files of other findings, or with other bytes, are read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "check/report.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 60, OTHERS = 2 * 16 }; /* more than few parts */

static const struct rule rule_brackets = {
	.id = "bracket.balance",
	.severity = SEVERITY_WARNING,
	.message = {"{0} has no partner in the {lang}", "{lang}の {0} に対がありません"},
};

struct bed {
	struct arena arena;
	char folder[64];
	char kept_folder[80];
	char kept[96];
	const char *names[FILES];
	uint64_t hashes[FILES];
	struct findings findings;
	struct report_options options;
	atomic_size_t n_reads;
	size_t makes_folder_at; /* number of a read; 0: never */
};

static size_t number_of(const char *file)
{
	return strtoul(file + strlen("content/"), NULL, 10);
}

static bool read_file(void *context, const char *file, struct arena *arena, struct slice *text)
{
	struct bed *bed = context;
	if (++bed->n_reads == bed->makes_folder_at)
		assert_int_equal(mkdir(bed->kept_folder, 0755), 0);
	*text = arena_printf(arena, "first\nthe 「 line of %s, %zu\n", file,
			     (size_t)bed->hashes[number_of(file)]);
	return text->ptr != NULL;
}

static uint64_t hash_file(void *context, const char *file)
{
	const struct bed *bed = context;
	return bed->hashes[number_of(file)];
}

static void find_all(struct bed *bed)
{
	findings_init(&bed->findings, &bed->arena, NULL, NULL);
	for (size_t i = 0; i < FILES; i++)
		for (size_t n = 0; n < 3; n++) {
			struct finding *finding =
				findings_add(&bed->findings, &rule_brackets,
					     n == 1 ? LANG_EN : LANG_JA, (struct span){0});
			finding->file = bed->names[i];
			finding->start = (struct position){2, 5 + n};
			finding->end = (struct position){2, 6 + n};
			assert_int_equal(finding_arg(&bed->findings, finding, SLICE("「")),
					 STATUS_OK);
		}
}

static int set_up(void **state)
{
	struct bed *bed = calloc(1, sizeof(*bed));
	arena_init_must(&bed->arena);
	snprintf(bed->folder, sizeof(bed->folder), "/tmp/taiyaku-report-XXXXXX");
	if (!mkdtemp(bed->folder))
		return -1;
	snprintf(bed->kept_folder, sizeof(bed->kept_folder), "%s/kept", bed->folder);
	snprintf(bed->kept, sizeof(bed->kept), "%s/findings", bed->kept_folder);
	for (size_t i = 0; i < FILES; i++) {
		bed->names[i] = arena_printf(&bed->arena, "content/%02zu.md", i).ptr;
		bed->hashes[i] = 1000 + i;
	}
	find_all(bed);
	bed->options = (struct report_options){
		.lang = LANG_EN,
		.source = {.read = read_file, .hash = hash_file, .context = bed},
		.n_threads = 1,
	};
	*state = bed;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *bed = *state;
	struct problems silent;
	problems_init(&silent, NULL, LANG_EN);
	enum status status = folder_remove(bed->folder, &silent);
	findings_release(&bed->findings);
	arena_release(&bed->arena);
	free(bed);
	return status == STATUS_OK ? 0 : -1;
}

/* In the arena. */
static struct slice report(struct bed *bed, const char *format, const char *kept)
{
	char *text = NULL;
	size_t len = 0;
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	FILE *out = open_memstream(&text, &len);
	bed->options.kept_path = kept;
	bed->n_reads = 0;
	assert_int_equal(report_write(report_format_find(slice_from(format)), &bed->options,
				      &bed->findings, out, &problems),
			 STATUS_OK);
	fclose(out);
	struct slice copy = arena_copy(&bed->arena, (struct slice){text, len});
	free(text);
	return copy;
}

/* The same with what is kept as without. Gives how many files were read. */
static size_t reads(struct bed *bed, const char *format)
{
	struct slice anew = report(bed, format, NULL);
	assert_true(anew.len > 1000);
	struct slice kept = report(bed, format, bed->kept);
	if (!slice_eq(anew, kept))
		fail_msg("%.*s\nis not\n%.*s", SLICE_ARG(kept), SLICE_ARG(anew));
	return bed->n_reads;
}

static void make_folder(const struct bed *bed)
{
	assert_int_equal(mkdir(bed->kept_folder, 0755), 0);
}

static void what_has_not_changed_is_not_read(void **state)
{
	struct bed *bed = *state;
	make_folder(bed);
	assert_int_equal(reads(bed, "text"), FILES);
	assert_int_equal(reads(bed, "text"), 0);
	bed->hashes[7]++;
	assert_int_equal(reads(bed, "text"), 1);
	bed->findings.items[3 * 20].start.column++;
	bed->findings.items[3 * 21].severity = SEVERITY_ERROR;
	bed->findings.items[3 * 22 + 1].lang = LANG_JA;
	bed->findings.items[3 * 23].args[0][LANG_EN] = SLICE("」");
	bed->findings.items[3 * 24].n_args = 0;
	assert_int_equal(reads(bed, "text"), 6); /* too few to be kept again */
	bed->findings.items[3 * 24 + 2].severity = SEVERITY_OFF;
	assert_int_equal(reads(bed, "text"), 6);
	for (size_t i = 0; i < OTHERS; i++)
		bed->hashes[i] += 100;
	reads(bed, "text");
	assert_int_equal(reads(bed, "text"), 0);
}

static void other_options_make_other_texts(void **state)
{
	struct bed *bed = *state;
	make_folder(bed);
	reads(bed, "text");
	bed->options.lang = LANG_JA;
	assert_int_equal(reads(bed, "text"), FILES);
	assert_int_equal(reads(bed, "text"), 0);
	bed->options.colour = true;
	assert_int_equal(reads(bed, "text"), FILES);
	bed->options.width_cells = 50;
	assert_int_equal(reads(bed, "text"), FILES);
	bed->options.n_threads = 3;
	assert_int_equal(reads(bed, "text"), 0);
	reads(bed, "github");
	assert_int_equal(reads(bed, "text"), FILES);
	reads(bed, "json"); /* keeps nothing */
}

static void what_is_not_known_is_read_each_time(void **state)
{
	struct bed *bed = *state;
	make_folder(bed);
	bed->hashes[3] = 0;
	assert_int_equal(reads(bed, "text"), FILES);
	assert_int_equal(reads(bed, "text"), 1);
	bed->options.source.hash = NULL;
	assert_int_equal(reads(bed, "text"), FILES);
}

static void damaged_ones_are_not_used(void **state)
{
	struct bed *bed = *state;
	make_folder(bed);
	reads(bed, "text");
	assert_int_equal(truncate(bed->kept, 500), 0);
	assert_int_equal(reads(bed, "text"), FILES);
	assert_int_equal(reads(bed, "text"), 0);
}

static void without_a_folder_nothing_is_kept(void **state)
{
	struct bed *bed = *state;
	assert_int_equal(reads(bed, "text"), FILES);
	assert_int_equal(reads(bed, "text"), FILES);
	assert_int_equal(file_kind(bed->kept_folder), FILE_MISSING);
}

/* While the first of them are written, nobody has begun to publish yet. */
static void the_folder_may_come_later(void **state)
{
	struct bed *bed = *state;
	bed->makes_folder_at = 40;
	report(bed, "text", bed->kept);
	bed->makes_folder_at = 0;
	assert_int_equal(reads(bed, "text"), 0);
}

#define KEPT_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		KEPT_TEST(what_has_not_changed_is_not_read),
		KEPT_TEST(other_options_make_other_texts),
		KEPT_TEST(what_is_not_known_is_read_each_time),
		KEPT_TEST(damaged_ones_are_not_used),
		KEPT_TEST(without_a_folder_nothing_is_kept),
		KEPT_TEST(the_folder_may_come_later),
	};
	return cmocka_run_group_tests_name("check/report_kept", tests, NULL, NULL);
}
