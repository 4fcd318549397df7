/* Man pages as wholes: head, sections, SEE ALSO, aliases. */
#include "support/man_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each test gets a page of its own. */
static int open_english(void **state)
{
	struct man_page *page = malloc(sizeof(*page));
	man_page_open(page, LANG_EN);
	*state = page;
	return 0;
}

static int open_japanese(void **state)
{
	struct man_page *page = malloc(sizeof(*page));
	man_page_open(page, LANG_JA);
	*state = page;
	return 0;
}

static int close_page(void **state)
{
	man_page_close(*state);
	free(*state);
	return 0;
}

static void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("not found: %s\nin: %s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("found: %s\nin: %s", part, text);
}

static void test_head(void **state)
{
	struct man_page *page = *state;
	const struct slice extra[] = {SLICE("450-4.4.312"), SLICE("0x80070005")};
	page->head.extra_names = extra;
	page->head.n_extra_names = 2;
	page->head.description = SLICE("the host's\n\"DNS\" query - failed");
	assert_string_equal(man_page_source(page),
			    ".TH \"4.4.312\" 7 2019-02-11 \"Error help\" \"Error codes\"\n"
			    ".nr HY 0\n"
			    ".nh\n"
			    ".ad l\n"
			    ".SH NAME\n"
			    "\\&4.4.312, 450\\-4.4.312, 0x80070005 \\- the host\\(aqs "
			    "\\(dqDNS\\(dq query \\- failed\n"
			    ".SH DESCRIPTION\n");
}

static void test_head_japanese(void **state)
{
	struct man_page *page = *state;
	const char *source = man_page_source(page);
	assert_contains(source, ".SH NAME\n\\&4.4.312 \\- DNS クエリに失敗しました\n");
	assert_contains(source, ".cflags 128 ");
	assert_lacks(source, ".JB");
	assert_lacks(source, "\\:");
}

static void assert_date(struct man_page *page, struct day date, struct day newest,
			const char *expected)
{
	page->head.date = date;
	page->head.newest = newest;
	assert_contains(man_page_source(page), expected);
}

static void test_date_is_never_in_the_future(void **state)
{
	struct man_page *page = *state;
	assert_date(page, (struct day){2019, 2, 11}, (struct day){2020, 1, 1}, " 7 2019-02-11 ");
	assert_date(page, (struct day){2030, 2, 11}, (struct day){2020, 1, 1}, " 7 2020-01-01 ");
	assert_date(page, (struct day){2019, 2, 11}, (struct day){0}, " 7 2019-02-11 ");
	assert_date(page, (struct day){0}, (struct day){2020, 1, 1}, " 7 2020-01-01 ");
	assert_date(page, (struct day){0}, (struct day){0}, " 7 1970-01-01 ");
}

/* groff prints what does not fit into the head line over each other. */
static void test_long_titles_are_cut_in_the_head_line(void **state)
{
	struct man_page *page = *state;
	page->head.name = SLICE("how-to-fix-a-very-long-name-of-an-article-in-a-long-folder");
	page->head.manual = SLICE("エラー コードの一覧");
	page->head.source = SLICE("A site with a title that is longer than a third of a line");
	const char *source = man_page_source(page);
	assert_contains(source, ".TH \"how\\-to\\-fix\\-a\\-very\\-long\\-name\\-o…\" 7 2019-02-11 "
				"\"A site with a title that is long…\" \"エラー…\"\n");
	assert_contains(source,
			"\\&how\\-to\\-fix\\-a\\-very\\-long\\-name\\-of\\-an\\-article\\-in");
	page->head.manual = (struct slice){0};
	assert_contains(man_page_source(page), " \"\\&\"\n");
}

static void test_head_is_never_a_request(void **state)
{
	struct man_page *page = *state;
	page->head.name = SLICE("a\n.SH \"x\\n");
	page->head.description = SLICE(".de\n.x \\\" y");
	page->head.source = SLICE("\"\n.x");
	page->head.manual = SLICE("\\\"");
	const char *source = man_page_source(page);
	assert_contains(source,
			".TH \"a .SH \\(dqx\\en\" 7 2019-02-11 \"\\(dq .x\" \"\\e\\(dq\"\n");
	assert_contains(source, "\n\\&a .SH \\(dqx\\en \\- .de .x \\e\\(dq y\n");
}

static void test_alias(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 1024);
	man_alias(&out, SLICE("man7/4.4.312.7"));
	assert_string_equal(out.ptr, ".so man7/4.4.312.7\n");
	buffer_clear(&out);
	man_alias(&out, SLICE("man7/x\n.sy rm.7"));
	assert_string_equal(out.ptr, ".so man7/x.syrm.7\n");
	buffer_release(&out);
}

static void test_a_range_of_blocks(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH, "a");
	struct node *b = tree_with(page, page->root, NODE_PARAGRAPH, "b");
	struct node *c = tree_with(page, page->root, NODE_PARAGRAPH, "c");
	struct man_writer *man = man_begin(&page->arena, &page->out, &page->options, &page->head);
	man_section(man, SLICE("FIX"));
	man_blocks(man, b, c);
	man_paragraph(man, SLICE("plain\n.text"));
	man_subsection(man, SLICE("Sub"));
	man_end(man);
	assert_contains(page->out.ptr, "\n.SH FIX\nb\n.PP\nplain .text\n.SS Sub\n");
}

static void test_see_also(void **state)
{
	struct man_page *page = *state;
	const struct man_target targets[] = {
		{.kind = MAN_TARGET_PAGE, .name = SLICE("5.1.1"), .section = 7},
		{.kind = MAN_TARGET_URL, .url = SLICE("https://example.com/x-y")},
		{.kind = MAN_TARGET_PAGE, .name = SLICE("smtp"), .section = 8},
	};
	struct man_writer *man = man_begin(&page->arena, &page->out, &page->options, &page->head);
	man_see_also(man, targets, 0);
	man_see_also(man, targets, 3);
	man_end(man);
	assert_contains(page->out.ptr, "failed\n.SH SEE ALSO\n.BR 5.1.1 (7),\n.BR smtp (8)\n.br\n"
				       "https://example.com/x\\-y\n");
}

static void test_a_full_buffer_is_told(void **state)
{
	struct man_page *page = *state;
	tree_fill_sample(page);
	buffer_release(&page->out);
	buffer_init(&page->out, 2000);
	assert_null(man_page_source(page));
}

static void test_the_same_twice(void **state)
{
	struct man_page *page = *state;
	tree_fill_sample(page);
	char *first = strdup(man_page_source(page));
	assert_string_equal(man_page_source(page), first);
	free(first);
}

#define ENGLISH(test)  cmocka_unit_test_setup_teardown(test, open_english, close_page)
#define JAPANESE(test) cmocka_unit_test_setup_teardown(test, open_japanese, close_page)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ENGLISH(test_head),
		JAPANESE(test_head_japanese),
		ENGLISH(test_date_is_never_in_the_future),
		JAPANESE(test_long_titles_are_cut_in_the_head_line),
		ENGLISH(test_head_is_never_a_request),
		cmocka_unit_test(test_alias),
		ENGLISH(test_a_range_of_blocks),
		ENGLISH(test_see_also),
		ENGLISH(test_a_full_buffer_is_told),
		JAPANESE(test_the_same_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
