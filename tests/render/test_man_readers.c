/*
 * Man pages in the hands of those who read them: mandoc, groff, man-db. A
 * sample of everything, in both languages, must be clean in all of them:
 * no warning, no line too wide, no line that begins or ends as no Japanese
 * line may, and the same words everywhere.
 *
 * A missing program skips its tests, visibly; under CI it fails them.
 */
#include "support/man_pages.h"

#include "base/file.h"
#include "text/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NAME "4.4.312"

struct fixture {
	char folder[64]; /* man/man7/NAME.7 and man/ja/man7/NAME.7 are below it */
	struct buffer output;
};

static const char *const page_paths[LANG_SIDES] = {
	[LANG_EN] = "man/man7/" NAME ".7",
	[LANG_JA] = "man/ja/man7/" NAME ".7",
};

static void write_pages(struct fixture *fixture)
{
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct man_page page;
		man_page_open(&page, lang);
		tree_fill_sample(&page);
		assert_non_null(man_page_source(&page));
		const char *path = path_join(&page.arena, fixture->folder, page_paths[lang]);
		assert_int_equal(file_write(path, buffer_view(&page.out), &problems), STATUS_OK);
		buffer_clear(&page.out);
		man_alias(&page.out, SLICE("man7/" NAME ".7"));
		path = path_join(&page.arena, fixture->folder,
				 lang == LANG_JA ? "man/ja/man7/450-" NAME ".7"
						 : "man/man7/450-" NAME ".7");
		assert_int_equal(file_write(path, buffer_view(&page.out), &problems), STATUS_OK);
		man_page_close(&page);
	}
}

static const char not_first[] =
	"、。，．・：；？！」』）】〕］ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶゝゞヽヾ々";
static const char not_last[] = "「『（【〔［";

/* Paragraphs without a blank, in which each such character stands at every
   column near the end of the line. */
static void write_edges(struct fixture *fixture)
{
	struct man_page page;
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	man_page_open(&page, LANG_JA);
	struct slice chars = slice_from(arena_printf(&page.arena, "%s%s", not_first, not_last).ptr);
	for (size_t at = 0, start = 0; at < chars.len; start = at) {
		utf8_next(chars, &at);
		for (size_t before = 32; before <= 36; before++) {
			struct buffer text;
			buffer_init(&text, BUFFER_MAX_PAGE);
			for (size_t i = 0; i < before + 8; i++) {
				if (i == before)
					buffer_slice(&text, slice_sub(chars, start, at));
				buffer_str(&text, "字");
			}
			struct slice kept = arena_copy(&page.arena, buffer_view(&text));
			tree_with(&page, page.root, NODE_PARAGRAPH, kept.ptr);
			buffer_release(&text);
		}
	}
	page.head.name = SLICE("edges");
	assert_non_null(man_page_source(&page));
	const char *path = path_join(&page.arena, fixture->folder, "man/ja/man7/edges.7");
	assert_int_equal(file_write(path, buffer_view(&page.out), &problems), STATUS_OK);
	man_page_close(&page);
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	assert_non_null(fixture);
	snprintf(fixture->folder, sizeof(fixture->folder), "/tmp/taiyaku-man-XXXXXX");
	assert_non_null(mkdtemp(fixture->folder));
	buffer_init(&fixture->output, BUFFER_MAX_PAGE);
	write_pages(fixture);
	write_edges(fixture);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	folder_remove(fixture->folder, &problems);
	buffer_release(&fixture->output);
	free(fixture);
	return 0;
}

/* Runs a command in the folder; both its outputs, read by the next call. */
__attribute__((format(printf, 2, 3))) static const char *run(struct fixture *fixture,
							     const char *format, ...)
{
	struct buffer command;
	char piece[4096];
	size_t n;
	va_list args;
	va_start(args, format);
	buffer_init(&command, BUFFER_MAX_PAGE);
	buffer_printf(&command, "cd %s && export LC_ALL=C.UTF-8 && exec 2>&1 && ", fixture->folder);
	buffer_vprintf(&command, format, args);
	va_end(args);
	FILE *pipe = popen(command.ptr, "r");
	assert_non_null(pipe);
	buffer_clear(&fixture->output);
	buffer_str(&fixture->output, "");
	while ((n = fread(piece, 1, sizeof(piece), pipe)) > 0)
		buffer_append(&fixture->output, piece, n);
	pclose(pipe);
	buffer_release(&command);
	return fixture->output.ptr;
}

static void need(const char *program)
{
	char command[128];
	snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", program);
	if (system(command) == 0)
		return;
	if (getenv("CI"))
		fail_msg("%s is not installed", program);
	print_message("SKIPPED: %s is not installed\n", program);
	skip();
}

static void test_mandoc_has_nothing_to_say(void **state)
{
	need("mandoc");
	for (int lang = LANG_EN; lang <= LANG_JA; lang++)
		assert_string_equal(run(*state, "mandoc -Tlint -W warning %s", page_paths[lang]),
				    "");
}

static void test_groff_has_nothing_to_say(void **state)
{
	need("groff");
	for (int lang = LANG_EN; lang <= LANG_JA; lang++) {
		assert_string_equal(
			run(*state, "groff -man -t -ww -z -K utf8 -Tutf8 %s", page_paths[lang]),
			"");
		assert_string_equal(run(*state, "groff -man -mja -t -ww -z -K utf8 -Tutf8 %s",
					page_paths[lang]),
				    "");
	}
}

static void test_lexgrog_reads_name_and_description(void **state)
{
	need("lexgrog");
	assert_string_equal(run(*state, "lexgrog %s", page_paths[LANG_EN]),
			    "man/man7/" NAME ".7: \"" NAME " - DNS query failed\"\n");
	assert_string_equal(run(*state, "lexgrog %s", page_paths[LANG_JA]),
			    "man/ja/man7/" NAME ".7: \"" NAME " - DNS クエリに失敗しました\"\n");
}

/* --- Layout ------------------------------------------------------------------------ */

enum { READERS = 4, EDGE_READERS = 3 };

static const struct reader {
	const char *program;
	const char *command[LANG_SIDES]; /* NULL: does not apply */
} readers[READERS] = {
	{"mandoc", {"mandoc -Tutf8 man/man7/" NAME ".7", "mandoc -Tutf8 man/ja/man7/" NAME ".7"}},
	{"groff",
	 {"groff -man -t -K utf8 -Tutf8 man/man7/" NAME ".7",
	  "groff -man -t -K utf8 -Tutf8 man/ja/man7/" NAME ".7"}},
	{"man",
	 {"MANPATH=$PWD/man MANWIDTH=80 MANPAGER=cat man " NAME,
	  "MANPATH=$PWD/man MANWIDTH=80 MANPAGER=cat man -L ja_JP.UTF-8 " NAME}},
	{"groff", {NULL, "groff -man -mja -t -K utf8 -Tutf8 man/ja/man7/" NAME ".7"}},
};

static const struct reader edge_readers[EDGE_READERS] = {
	{"mandoc", {NULL, "mandoc -Tutf8 man/ja/man7/edges.7"}},
	{"groff", {NULL, "groff -man -K utf8 -Tutf8 man/ja/man7/edges.7"}},
	{"man", {NULL, "MANPATH=$PWD/man MANWIDTH=80 MANPAGER=cat man -L ja_JP.UTF-8 edges"}},
};

/* The page as text: without the overstriking and colours that make it bold. */
static struct slice read_page(struct fixture *fixture, const struct reader *reader, int lang)
{
	need(reader->program);
	const char *shown = run(fixture, "%s", reader->command[lang]);
	struct buffer *text = &fixture->output;
	size_t end = 0;
	for (const char *c = shown; *c; c++) {
		if (*c == '\b') {
			size_t start = end;
			utf8_previous((struct slice){text->ptr, end}, &start);
			end = start;
		} else if (*c == '\033') {
			c += strcspn(c, "m");
		} else {
			text->ptr[end++] = *c;
		}
	}
	buffer_truncate(text, end);
	assert_true(text->len > 1000);
	return buffer_view(text);
}

static void test_no_line_is_wider_than_the_page(void **state)
{
	for (int i = 0; i < READERS * LANG_SIDES; i++) {
		const struct reader *reader = &readers[i / LANG_SIDES];
		if (!reader->command[i % LANG_SIDES])
			continue;
		struct slice rest = read_page(*state, reader, i % LANG_SIDES), line;
		while (slice_next_line(&rest, &line))
			if (text_width(line) > MAN_PAGE_COLUMNS)
				fail_msg("%s: %zu columns: %.*s", reader->program, text_width(line),
					 SLICE_ARG(line));
	}
}

static size_t indent_of(struct slice line)
{
	size_t indent = 0;
	while (indent < line.len && line.ptr[indent] == ' ')
		indent++;
	return indent;
}

static bool is_one_of(const char *set, int32_t c)
{
	struct slice chars = slice_from(set);
	for (size_t at = 0; at < chars.len;)
		if (utf8_next(chars, &at) == c)
			return true;
	return false;
}

/* Two lines of one paragraph: equally indented, the first well filled. */
static void check_kinsoku(const struct reader *reader, struct slice above, struct slice line)
{
	size_t first = indent_of(line), last = above.len;
	if (!above.len || indent_of(above) != first || text_width(above) < 64)
		return;
	if (is_one_of(not_first, utf8_next(line, &first)))
		fail_msg("%s begins a line: %.*s", reader->program, SLICE_ARG(line));
	if (is_one_of(not_last, utf8_previous(above, &last)))
		fail_msg("%s ends a line: %.*s", reader->program, SLICE_ARG(above));
}

static void test_japanese_lines_begin_and_end_as_they_should(void **state)
{
	for (int i = 0; i < READERS; i++) {
		struct slice rest = read_page(*state, &readers[i], LANG_JA), above = {0}, line;
		while (slice_next_line(&rest, &line)) {
			check_kinsoku(&readers[i], above, line);
			above = line;
		}
	}
}

static void test_every_mark_at_every_edge(void **state)
{
	for (int i = 0; i < EDGE_READERS; i++) {
		struct slice rest = read_page(*state, &edge_readers[i], LANG_JA), above = {0}, line;
		size_t n_broken = 0;
		while (slice_next_line(&rest, &line)) {
			if (text_width(line) > MAN_PAGE_COLUMNS)
				fail_msg("%s: %.*s", edge_readers[i].program, SLICE_ARG(line));
			if (slice_contains(line, SLICE("字 字")))
				fail_msg("%s: a blank: %.*s", edge_readers[i].program,
					 SLICE_ARG(line));
			check_kinsoku(&edge_readers[i], above, line);
			n_broken += above.len && slice_starts_with(above, SLICE("       字")) &&
				    slice_starts_with(line, SLICE("       "));
			above = line;
		}
		assert_true(n_broken > 200);
	}
}

/* Where groff's lines are not those laid out for mandoc. */
static void test_groff_fills_other_widths(void **state)
{
	static const struct {
		size_t columns;
		struct reader reader;
	} widths[] = {
		{60, {"groff", {"groff -man -K utf8 -Tutf8 -rLL=60n man/ja/man7/edges.7"}}},
		{120, {"groff", {"groff -man -K utf8 -Tutf8 -rLL=120n man/ja/man7/edges.7"}}},
	};
	for (size_t i = 0; i < 2; i++) {
		struct slice rest = read_page(*state, &widths[i].reader, 0), line;
		while (slice_next_line(&rest, &line)) {
			if (text_width(line) > widths[i].columns)
				fail_msg("%zu: %.*s", widths[i].columns, SLICE_ARG(line));
			if (slice_contains(line, SLICE("字 字")))
				fail_msg("a blank: %.*s", SLICE_ARG(line));
		}
	}
}

/* Without blanks and what each reader draws in its own way. */
static char *words_of(struct slice text)
{
	struct buffer words;
	buffer_init(&words, BUFFER_MAX_PAGE);
	for (size_t at = 0; at < text.len;) {
		int32_t c = utf8_next(text, &at);
		if (c == 0x27E8)
			buffer_char(&words, '<');
		else if (c == 0x27E9)
			buffer_char(&words, '>');
		else if (!is_unicode_blank(c) && c != 0x2500)
			buffer_utf8(&words, (unsigned int)c);
	}
	return words.ptr;
}

static void test_all_readers_show_the_same_words(void **state)
{
	for (int lang = LANG_EN; lang <= LANG_JA; lang++) {
		char *expected = words_of(read_page(*state, &readers[0], lang));
		for (int i = 1; i < READERS; i++) {
			if (!readers[i].command[lang])
				continue;
			char *words = words_of(read_page(*state, &readers[i], lang));
			assert_string_equal(words, expected);
			free(words);
		}
		free(expected);
	}
}

/* What an article wrote as roff is shown as it was written. */
static void test_hostile_text_is_shown(void **state)
{
	for (int i = 0; i < READERS; i++) {
		char *words = words_of(read_page(*state, &readers[i], LANG_JA));
		assert_non_null(strstr(words, ".SH悪意'引用'`符`^山~波\\fB太字\\n[x]\"引用\""));
		assert_non_null(strstr(words, ".ドット'引用'字下げ\\行\\&終"));
		assert_non_null(strstr(words, "_=T{.TE"));
		free(words);
	}
}

/* Japanese text has no blanks of its own between these characters. */
static void test_joined_lines_have_no_blank_between(void **state)
{
	for (int i = 0; i < READERS; i++) {
		struct slice page = read_page(*state, &readers[i], LANG_JA);
		assert_true(slice_contains(page, SLICE("「接続が拒否されました」通常、")));
		assert_false(slice_contains(page, SLICE("\\:")));
		assert_false(slice_contains(page, SLICE(".JB")));
	}
}

/* --- Finding ------------------------------------------------------------------------ */

static void test_man_db_finds_the_pages(void **state)
{
	need("mandb");
	need("whatis");
	run(*state, "mandb -q -c $PWD/man");
	const char *found = run(*state, "MANPATH=$PWD/man whatis " NAME);
	assert_non_null(strstr(found, "- DNS query failed"));
	found = run(*state, "MANPATH=$PWD/man whatis -L ja_JP.UTF-8 " NAME);
	assert_non_null(strstr(found, "- DNS クエリに失敗しました"));
	found = run(*state, "MANPATH=$PWD/man apropos -L ja_JP.UTF-8 クエリ");
	assert_non_null(strstr(found, NAME));
}

static void test_a_further_name_shows_the_page(void **state)
{
	need("man");
	const char *shown = run(*state, "MANPATH=$PWD/man MANPAGER=cat man 450-" NAME);
	assert_non_null(strstr(shown, NAME "(7)"));
	shown = run(*state, "MANPATH=$PWD/man MANPAGER=cat man -L ja_JP.UTF-8 450-" NAME);
	assert_non_null(strstr(shown, "失敗しました"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mandoc_has_nothing_to_say),
		cmocka_unit_test(test_groff_has_nothing_to_say),
		cmocka_unit_test(test_lexgrog_reads_name_and_description),
		cmocka_unit_test(test_no_line_is_wider_than_the_page),
		cmocka_unit_test(test_japanese_lines_begin_and_end_as_they_should),
		cmocka_unit_test(test_every_mark_at_every_edge),
		cmocka_unit_test(test_groff_fills_other_widths),
		cmocka_unit_test(test_all_readers_show_the_same_words),
		cmocka_unit_test(test_hostile_text_is_shown),
		cmocka_unit_test(test_joined_lines_have_no_blank_between),
		cmocka_unit_test(test_man_db_finds_the_pages),
		cmocka_unit_test(test_a_further_name_shows_the_page),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
