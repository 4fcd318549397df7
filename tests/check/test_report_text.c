/* The report for people, compared byte for byte. */
#include "report_fixture.h"

#include "text/unicode.h"

static const struct slice article = SLICE("# 4.4.312 DNS query failed\r\n"
					  "\r\n"
					  "メッセージの  期限が切れました。\r\n"
					  "\tend");

static void fill(struct fixture *f)
{
	f->options.counts = (struct report_counts){1, 58, 6};
	fixture_file(f, "content/dns.md", article);
	struct finding *finding = fixture_find(f, &rule_error, LANG_BOTH, "4.4.312");
	fixture_arg(f, finding, "4.4.312");
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	finding = fixture_find(f, &rule_info, LANG_EN, "end");
	fixture_arg(f, finding, "d");
	fixture_arg(f, finding, "。");
}

static void test_english(void **state)
{
	struct fixture *f = *state;
	fill(f);
	assert_string_equal(fixture_report(f, "text"),
			    "content/dns.md:1:3: error: 4.4.312 has no fix; write one "
			    "[entry.no-fix]\n"
			    "    # 4.4.312 DNS query failed\n"
			    "      ^~~~~~~\n"
			    "content/dns.md:3:7: warning: two blanks; leave one [space.double]\n"
			    "    メッセージの  期限が切れました。\n"
			    "                ^~\n"
			    "content/dns.md:4:2: info: ends with \"d\", not \"。\" [punct.end]\n"
			    "            end\n"
			    "            ^~~\n"
			    "1 article, 58 segments, 6 entries: 1 error, 1 warning, 1 info\n");
}

static void test_japanese(void **state)
{
	struct fixture *f = *state;
	fill(f);
	f->options.lang = LANG_JA;
	assert_string_equal(
		fixture_report(f, "text"),
		"content/dns.md:1:3: エラー: 4.4.312 に解決方法がありません。書いてください "
		"[entry.no-fix]\n"
		"    # 4.4.312 DNS query failed\n"
		"      ^~~~~~~\n"
		"content/dns.md:3:7: 警告: 空白が 2 つあります。1 つにしてください [space.double]\n"
		"    メッセージの  期限が切れました。\n"
		"                ^~\n"
		"content/dns.md:4:2: 情報: 文末が「。」ではなく「d」です [punct.end]\n"
		"            end\n"
		"            ^~~\n"
		"記事 1 件、セグメント 58 件、エントリ 6 件: "
		"エラー 1 件、警告 1 件、情報 1 件\n");
}

static void test_no_findings(void **state)
{
	struct fixture *f = *state;
	f->options.counts = (struct report_counts){0, 1, 1};
	assert_string_equal(fixture_report(f, "text"),
			    "0 articles, 1 segment, 1 entry: 0 errors, 0 warnings, 0 infos\n");
	f->options.lang = LANG_JA;
	assert_string_equal(fixture_report(f, "text"), "記事 0 件、セグメント 1 件、エントリ 1 件: "
						       "エラー 0 件、警告 0 件、情報 0 件\n");
}

static void test_what_nobody_looked_for_is_not_counted(void **state)
{
	struct fixture *f = *state;
	f->options.least = SEVERITY_WARNING;
	assert_string_equal(fixture_report(f, "text"),
			    "0 articles, 0 segments, 0 entries: 0 errors, 0 warnings\n");
	f->options.lang = LANG_JA;
	assert_string_equal(fixture_report(f, "text"), "記事 0 件、セグメント 0 件、エントリ 0 件: "
						       "エラー 0 件、警告 0 件\n");
}

static void test_colour(void **state)
{
	struct fixture *f = *state;
	f->options.colour = true;
	fixture_file(f, "a.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	assert_string_equal(fixture_report(f, "text"),
			    "\033[1ma.md:1:2: \033[0m\033[1;33mwarning: \033[0m"
			    "two blanks; leave one\033[2m [space.double]\033[0m\n"
			    "    a  b\n"
			    "    \033[1;32m ^~\033[0m\n"
			    "0 articles, 0 segments, 0 entries: 0 errors, 1 warning, 0 infos\n");
}

static void test_severity_is_the_findings_own_and_off_is_silent(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_JA, "  ")->severity = SEVERITY_OFF;
	fixture_find(f, &rule_warning, LANG_JA, "b")->severity = SEVERITY_ERROR;
	assert_string_equal(fixture_report(f, "text"),
			    "a.md:1:4: error: two blanks; leave one [space.double]\n"
			    "    a  b\n"
			    "       ^\n"
			    "0 articles, 0 segments, 0 entries: 1 error, 0 warnings, 0 infos\n");
}

static void test_source_that_cannot_be_had(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	static const char expected[] =
		"a.md:1:2: warning: two blanks; leave one [space.double]\n"
		"0 articles, 0 segments, 0 entries: 0 errors, 1 warning, 0 infos\n";
	f->files[0].name = "other.md";
	assert_string_equal(fixture_report(f, "text"), expected);
	f->options.source.read = NULL;
	assert_string_equal(fixture_report(f, "text"), expected);
}

/* The file was cut short after it was checked. */
static void test_source_that_has_changed(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("one\ntwo\na  b"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	f->files[0].text = SLICE("one\ntwo");
	assert_null(strstr(fixture_report(f, "text"), "^"));
	f->files[0].text = SLICE("one\ntwo\nx");
	assert_non_null(strstr(fixture_report(f, "text"), "    x\n     ^\n"));
	f->files[0].text = SLICE("");
	assert_null(strstr(fixture_report(f, "text"), "^"));
}

static void test_finding_over_several_lines_is_marked_in_its_first(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("one two\r\nthree"));
	fixture_find(f, &rule_warning, LANG_JA, "two\r\nthr");
	assert_non_null(strstr(fixture_report(f, "text"),
			       "a.md:1:5: warning: two blanks; leave one "
			       "[space.double]\n    one two\n        ^~~\n"));
}

static void test_byte_order_mark_counts_for_nothing(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("\xEF\xBB\xBFone two"));
	fixture_find(f, &rule_warning, LANG_JA, "one");
	assert_non_null(strstr(fixture_report(f, "text"), "a.md:1:1: "));
	assert_non_null(strstr(f->report, "\n    one two\n    ^~~\n"));
}

static void test_empty_line_has_no_excerpt(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE(""));
	fixture_find(f, &rule_warning, LANG_JA, "");
	assert_null(strstr(fixture_report(f, "text"), "^"));
}

static void test_terminal_obeys_nothing(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a\033]0;x\a.md",
		     SLICE("\033[2Jx \xC2\x9B"
			   "1m \xE2\x80\xAE"));
	struct finding *finding = fixture_find(f, &rule_error, LANG_EN, "x");
	fixture_arg(f, finding, "\033[31m\xC2\x9B\xE2\x80\xAE");
	const char *report = fixture_report(f, "text");
	assert_null(strchr(report, '\033'));
	assert_null(strchr(report, '\a'));
	assert_null(strstr(report, "\xC2\x9B"));
	assert_null(strstr(report, "\xE2\x80\xAE"));
	assert_non_null(strstr(report, "a␛]0;x␇.md:1:5: "));
}

static void test_width(void **state)
{
	struct fixture *f = *state;
	struct buffer line;
	buffer_init(&line, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < 300; i++)
		buffer_str(&line, i == 150 ? "x" : "長い");
	fixture_file(f, "a.md", buffer_view(&line));
	fixture_find(f, &rule_warning, LANG_JA, "x");
	f->options.width_cells = 40;
	assert_non_null(strstr(fixture_report(f, "text"),
			       "\n    …い長い長いx長い長い長い長い長い長…\n"
			       "               ^\n"));
	/* Unknown: REPORT_WIDTH_DEFAULT, one cell of which no wide character fits. */
	f->options.width_cells = 0;
	const char *report = fixture_report(f, "text");
	const char *excerpt = strchr(report, '\n') + 1;
	size_t cells = text_width(slice_between(excerpt, strchr(excerpt, '\n')));
	assert_in_range(cells, REPORT_WIDTH_DEFAULT - 2, REPORT_WIDTH_DEFAULT);
	buffer_release(&line);
}

static void test_each_file_is_read_once(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "b.md", SLICE("a  b\nx  y"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	fixture_find(f, &rule_warning, LANG_JA, "x");
	fixture_file(f, "a.md", SLICE("c  d"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	fixture_find(f, &rule_warning, LANG_JA, "d");
	const char *report = fixture_report(f, "text");
	assert_int_equal(f->n_reads, 2);
	assert_true(strstr(report, "    c  d\n") < strstr(report, "    a  b\n"));
}

static void test_formats_are_found_by_name(void **state)
{
	(void)state;
	assert_string_equal(report_format_names[0], "text");
	for (size_t i = 0; report_format_names[i]; i++)
		assert_non_null(report_format_find(slice_from(report_format_names[i])));
	assert_null(report_format_find(SLICE("xml")));
	assert_null(report_format_find(SLICE("")));
}

static void test_full_disk_is_a_problem(void **state)
{
	struct fixture *f = *state;
	struct problems problems;
	problems_init(&problems, NULL, LANG_EN);
	FILE *full = fopen("/dev/full", "w");
	assert_non_null(full);
	assert_int_equal(report_write(report_format_find(SLICE("text")), &f->options, &f->findings,
				      full, &problems),
			 STATUS_FAILED);
	assert_int_equal(problems.count, 1);
	fclose(full);
}

/* Ten thousand findings on one line of a megabyte: each is found from the one
   before it, or this takes minutes. */
static void test_many_findings_on_a_long_line(void **state)
{
	struct fixture *f = *state;
	size_t len = 1 << 20;
	char *text = malloc(len);
	assert_non_null(text);
	memset(text, 'x', len);
	fixture_file(f, "a.md", (struct slice){text, len});
	for (size_t i = 0; i < 10000; i++) {
		struct finding *finding =
			findings_add(&f->findings, &rule_warning, LANG_JA, (struct span){0, 0});
		finding->start = (struct position){1, 100 * i + 1};
		finding->end = (struct position){1, 100 * i + 6};
	}
	assert_non_null(strstr(fixture_report(f, "text"), "a.md:1:999901: "));
	free(text);
}

/* More findings than one round of the threads, in three files, some of them off. */
static void test_threads_write_the_same_bytes(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = {"a.md", "b.md", "c.md"};
	static const char *const formats[] = {"text", "github"};
	for (size_t i = 0; i < 3000; i++) {
		if (i % 1000 == 0)
			fixture_file(f, names[i / 1000], article);
		struct finding *finding = fixture_find(f, &rule_error, LANG_BOTH, "end");
		fixture_arg(f, finding, arena_printf(&f->arena, "%zu", i).ptr);
		if (i % 7 == 0)
			finding->severity = SEVERITY_OFF;
	}
	for (size_t i = 0; i < 2; i++) {
		f->options.n_threads = 1;
		char *alone = strdup(fixture_report(f, formats[i]));
		f->options.n_threads = 3;
		assert_string_equal(fixture_report(f, formats[i]), alone);
		free(alone);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_english),
		FIXTURE_TEST(test_japanese),
		FIXTURE_TEST(test_no_findings),
		FIXTURE_TEST(test_what_nobody_looked_for_is_not_counted),
		FIXTURE_TEST(test_colour),
		FIXTURE_TEST(test_severity_is_the_findings_own_and_off_is_silent),
		FIXTURE_TEST(test_source_that_cannot_be_had),
		FIXTURE_TEST(test_source_that_has_changed),
		FIXTURE_TEST(test_finding_over_several_lines_is_marked_in_its_first),
		FIXTURE_TEST(test_byte_order_mark_counts_for_nothing),
		FIXTURE_TEST(test_empty_line_has_no_excerpt),
		FIXTURE_TEST(test_terminal_obeys_nothing),
		FIXTURE_TEST(test_width),
		FIXTURE_TEST(test_each_file_is_read_once),
		FIXTURE_TEST(test_formats_are_found_by_name),
		FIXTURE_TEST(test_full_disk_is_a_problem),
		FIXTURE_TEST(test_many_findings_on_a_long_line),
		FIXTURE_TEST(test_threads_write_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
