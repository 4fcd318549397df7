/* Entries: where they begin and end, their causes and fixes, and what is said
   about those that lack one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "support/entries.h"
#include "support/golden.h"
#include "support/shared.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

/* --- Golden articles ------------------------------------------------------ */

static void print_side(const struct entry_side *side, enum lang lang, struct buffer *out)
{
	buffer_printf(out, "  %s title: %.*s\n", lang_name(lang), SLICE_ARG(side->title));
	if (!slice_eq(side->title, side->full_title))
		buffer_printf(out, "  %s whole: %.*s\n", lang_name(lang),
			      SLICE_ARG(side->full_title));
	static const char *const names[PART_KINDS] = {"cause", "fix"};
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++) {
		buffer_printf(out, "  %s %s: ", lang_name(lang), names[kind]);
		print_parts(side->parts[kind], out);
		buffer_char(out, '\n');
	}
}

static void print_entries(const struct read_entries *r, struct buffer *out)
{
	for (size_t i = 0; i < r->entries.count; i++) {
		const struct entry *entry = &r->entries.items[i];
		struct position at = lines_position(&r->article.lines, entry->at.start);
		buffer_printf(out, "%zu:%zu %.*s reply \"%.*s\" #%.*s\n", at.line, at.column,
			      SLICE_ARG(entry->code.normal), SLICE_ARG(entry->code.reply),
			      SLICE_ARG(entry->anchor));
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			print_side(&entry->sides[lang], lang, out);
	}
	buffer_str(out, "\nfindings\n");
	print_findings(&r->article.findings, "entry.", out);
}

static void check_case(const char *path, const char *stem)
{
	struct arena arena;
	struct problems problems;
	struct slice text;
	struct read_entries r;
	struct buffer out;
	arena_init_must(&arena);
	buffer_init(&out, BUFFER_MAX_PAGE);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(file_read(&arena, path, &problems, &text), STATUS_OK);
	read_entries(&r, path, text);
	print_entries(&r, &out);
	assert_golden(arena_printf(&arena, "%s.findings", stem).ptr, buffer_view(&out));
	buffer_release(&out);
	read_entries_release(&r);
	arena_release(&arena);
}

static void golden_articles(void **state)
{
	(void)state;
	golden_each("tests/kb/cases", ".md", check_case);
}

static void nothing_in_nothing(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "\n", "#", "# \n", "---\n---\n", "##### 4.4", "0x"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct read_entries r;
		read_entries(&r, "a.md", slice_from(texts[i]));
		assert_int_equal(r.entries.count, 0);
		read_entries_release(&r);
	}
}

/* Time is linear in the headings, however they nest. */
static void many_headings(void **state)
{
	(void)state;
	enum { HEADINGS = 20000 };
	struct buffer text;
	struct read_entries r;
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < HEADINGS; i++)
		buffer_printf(&text, "###### 5.%zu.%zu x\n", i / 200, 1 + i % 200);
	read_entries(&r, "a.md", buffer_view(&text));
	assert_int_equal(r.entries.count, HEADINGS);
	/* A thousand of a rule are listed. */
	assert_int_equal(count_findings(&r.article.findings, "entry.no-fix"), 1000);
	read_entries_release(&r);
	buffer_release(&text);
}

/* --- The words of parts --------------------------------------------------- */

static bool says(enum part_kind kind, enum lang lang, const char *heading)
{
	bool found = false;
	assert_int_equal(
		part_words_match(part_words_default(), kind, lang, slice_from(heading), &found),
		STATUS_OK);
	return found;
}

static void words_in_english_match_whole(void **state)
{
	(void)state;
	assert_true(says(PART_FIX, LANG_EN, "Fix"));
	assert_true(says(PART_FIX, LANG_EN, "How do I fix this?"));
	assert_true(says(PART_FIX, LANG_EN, "RESOLUTION:"));
	assert_true(says(PART_FIX, LANG_EN, "ｆｉｘ"));
	assert_true(says(PART_FIX, LANG_EN, "Workarounds"));
	assert_false(says(PART_FIX, LANG_EN, "Prefix of the name"));
	assert_false(says(PART_FIX, LANG_EN, "Fixed in version 2"));
	assert_false(says(PART_FIX, LANG_EN, ""));
	assert_true(says(PART_CAUSE, LANG_EN, "Why did I get this bounce?"));
	assert_true(says(PART_CAUSE, LANG_EN, "Possible causes"));
	assert_false(says(PART_CAUSE, LANG_EN, "Because of that"));
	assert_false(says(PART_CAUSE, LANG_JA, "Cause"));
}

static void words_in_japanese_match_anywhere(void **state)
{
	(void)state;
	assert_true(says(PART_CAUSE, LANG_JA, "考えられる原因"));
	assert_true(says(PART_CAUSE, LANG_JA, "エラーの原因と対処方法"));
	assert_true(says(PART_FIX, LANG_JA, "エラーの原因と対処方法"));
	assert_true(says(PART_FIX, LANG_JA, "4.4.312 のエラーを修正する方法は?"));
	assert_true(says(PART_FIX, LANG_JA, "問題の解決"));
	assert_false(says(PART_FIX, LANG_JA, "DNS の名前解決"));
	assert_true(says(PART_FIX, LANG_JA, "名前解決の問題の解決策"));
	assert_false(says(PART_FIX, LANG_JA, "概要"));
}

/* --- The seed ------------------------------------------------------------- */

/* The first article of the project, with its text changed before it is read. */
struct seed {
	struct arena arena;
	struct slice text;
	struct read_entries read;
};

static void seed_open(struct seed *seed)
{
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	arena_init_must(&seed->arena);
	const char *path = shared_path(&seed->arena, "corpus/seed/mail-flow-intelligence.md");
	assert_int_equal(file_read(&seed->arena, path, &problems, &seed->text), STATUS_OK);
}

static void seed_read(struct seed *seed)
{
	read_entries(&seed->read, "mail-flow-intelligence.md", seed->text);
}

static void seed_close(struct seed *seed)
{
	read_entries_release(&seed->read);
	arena_release(&seed->arena);
}

/* Takes out the bytes from `start` on up to `end` (behind it with `through`),
   the first after `start`. */
static void seed_cut(struct seed *seed, const char *start, const char *end, bool through)
{
	size_t from = slice_find(seed->text, slice_from(start), 0);
	assert_true(from != SLICE_NONE);
	size_t to = slice_find(seed->text, slice_from(end), from + strlen(start));
	assert_true(to != SLICE_NONE);
	to += through ? strlen(end) : 0;
	seed->text = arena_printf(&seed->arena, "%.*s%.*s", (int)from, seed->text.ptr,
				  SLICE_ARG(slice_skip(seed->text, to)));
}

static void assert_entry_findings(const struct seed *seed, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	print_findings(&seed->read.article.findings, "entry.", &out);
	assert_string_equal(out.ptr ? out.ptr : "", expected);
	buffer_release(&out);
}

static void seed_has_six_whole_entries(void **state)
{
	(void)state;
	static const char *const codes[] = {"4.4.312", "4.4.315", "4.4.316",
					    "4.4.317", "4.4.318", "4.7.320"};
	struct seed seed;
	seed_open(&seed);
	seed_read(&seed);
	assert_int_equal(seed.read.article.n_segments, 58);
	assert_int_equal(seed.read.entries.count, 6);
	for (size_t i = 0; i < 6; i++) {
		const struct entry *entry = &seed.read.entries.items[i];
		assert_true(slice_eq_str(entry->code.normal, codes[i]));
		assert_true(slice_eq_str(entry->code.reply, "450"));
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			const struct entry_side *side = &entry->sides[lang];
			assert_true(side->title.len > 0);
			assert_true(slice_ends_with(side->full_title, side->title));
			assert_false(slice_contains(side->title, SLICE("4.")));
			assert_int_equal(has_japanese(side->title), lang == LANG_JA);
			for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++) {
				assert_non_null(side->parts[kind]);
				assert_null(side->parts[kind]->next);
				assert_true(block_range_has_text(side->parts[kind]->body));
			}
		}
	}
	assert_entry_findings(&seed, "");
	assert_int_equal(findings_count(&seed.read.article.findings, SEVERITY_ERROR), 0);
	seed_close(&seed);
}

static void seed_without_a_fix_heading(void **state)
{
	(void)state;
	struct seed seed;
	seed_open(&seed);
	seed_cut(&seed, "### <a name=\"how-do-i-fix-error-code-450-44312\">", "\n", true);
	seed_read(&seed);
	assert_int_equal(seed.read.entries.count, 6);
	assert_entry_findings(
		&seed,
		"29:1 error entry.no-fix en 4.4.312 1b4da-112: 4.4.312 has no fix in English; add "
		"a "
		"heading such as \"Fix\" with the steps under it\n"
		"29:1 error entry.no-fix ja 4.4.312 1b4da-112: 4.4.312 has no fix in Japanese; add "
		"a heading such as \"対処方法\" with the steps under it\n");
	assert_int_equal(findings_count(&seed.read.article.findings, SEVERITY_ERROR), 2);
	seed_close(&seed);
}

static const char no_fix_in_japanese[] =
	"29:1 error entry.no-fix ja 4.4.312 1b4da-112: 4.4.312 has no fix in Japanese; add a "
	"heading such as \"対処方法\" with the steps under it\n";

static void seed_with_an_empty_japanese_fix_heading(void **state)
{
	(void)state;
	struct seed seed;
	seed_open(&seed);
	seed_cut(&seed, "450 4.4.312 のエラー コードを修正する方法は?", "</span>", false);
	seed_read(&seed);
	assert_int_equal(seed.read.entries.count, 6);
	assert_entry_findings(&seed, no_fix_in_japanese);
	assert_int_equal(count_findings(&seed.read.article.findings, "align.empty"), 1);
	seed_close(&seed);
}

static void seed_without_the_japanese_fix_heading(void **state)
{
	(void)state;
	struct seed seed;
	seed_open(&seed);
	seed_cut(&seed, "<span data-ttu-id=\"1b4da-118\">", "</span>", true);
	seed_read(&seed);
	assert_int_equal(seed.read.entries.count, 6);
	assert_entry_findings(&seed, no_fix_in_japanese);
	assert_int_equal(count_findings(&seed.read.article.findings, "align.incomplete"), 1);
	seed_close(&seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_articles),
		cmocka_unit_test(nothing_in_nothing),
		cmocka_unit_test(many_headings),
		cmocka_unit_test(words_in_english_match_whole),
		cmocka_unit_test(words_in_japanese_match_anywhere),
		cmocka_unit_test(seed_has_six_whole_entries),
		cmocka_unit_test(seed_without_a_fix_heading),
		cmocka_unit_test(seed_with_an_empty_japanese_fix_heading),
		cmocka_unit_test(seed_without_the_japanese_fix_heading),
	};
	return cmocka_run_group_tests_name("kb-entry", tests, NULL, NULL);
}
