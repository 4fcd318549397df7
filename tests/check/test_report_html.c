/* The report for reviewers: one file, ranked, marked in place, and nothing of an
   article becomes markup in it. */
#include "report_fixture.h"

#include "source/article.h"

#include <libxml/HTMLparser.h>

#define PAIR(id, ja, en)                                                                           \
	"<span data-ttu-id=\"" id "\">" ja "</span><span class=\"sxs-lookup\"><span "              \
	"data-stu-id=\"" id "\">" en "</span></span>\n"

static void expect(const char *report, const char *words)
{
	if (!strstr(report, words))
		fail_msg("no \"%s\" in:\n%s", words, report);
}

static void expect_not(const char *report, const char *words)
{
	if (strstr(report, words))
		fail_msg("\"%s\" is in:\n%s", words, report);
}

static struct finding *find_in(struct fixture *f, const struct rule *rule, enum lang lang,
			       const char *words, const char *segment)
{
	struct finding *finding = fixture_find(f, rule, lang, words);
	finding->segment = slice_from(segment);
	return finding;
}

static void marks_in_place(void **state)
{
	struct fixture *f = *state;
	article_setup();
	fixture_file(f, "a.md", SLICE(PAIR("ab12c-101", "か  き & <b>く</b>", "One & two")));
	find_in(f, &rule_warning, LANG_JA, "  ", "ab12c-101");
	find_in(f, &rule_error, LANG_JA, "  き", "ab12c-101");
	const char *report = fixture_report(f, "html");
	expect(report, "<p lang=\"en\">One &amp; two</p>");
	expect(report,
	       "<p lang=\"ja\">か<mark class=\"error\">  </mark><mark class=\"error\">き</mark>"
	       " &amp; &lt;b&gt;く&lt;/b&gt;</p>");
	expect(report, "data-rule=\"space.double\" data-severity=\"warning\"");
	expect(report, "1:32 ab12c-101");
}

static void worst_article_first(void **state)
{
	struct fixture *f = *state;
	article_setup();
	fixture_file(f, "mild.md", SLICE("か  き"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	fixture_file(f, "worse.md", SLICE("か  き く"));
	fixture_arg(f, fixture_find(f, &rule_error, LANG_JA, "き"), "4.4.312");
	const char *report = fixture_report(f, "html");
	const char *worse = strstr(report, "<span class=\"file\">worse.md</span>");
	const char *mild = strstr(report, "<span class=\"file\">mild.md</span>");
	assert_non_null(worse);
	assert_non_null(mild);
	assert_true(worse < mild);
	expect(report, "score 10<");
	expect(report, "score 3<");
	expect(report, "<p class=\"source\">か  <mark class=\"error\">き</mark> く</p>");
}

static void needs_nothing_else(void **state)
{
	struct fixture *f = *state;
	article_setup();
	fixture_file(f, "</script><script>alert(1)</script>.md", SLICE("か  き"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	const char *report = fixture_report(f, "html");
	expect(report, "Content-Security-Policy");
	expect(report, "default-src 'none'");
	expect(report, "&lt;script&gt;alert(1)");
	expect_not(report, "<script>alert");
	expect_not(report, "src=");
	expect_not(report, "href=");
	expect_not(report, "@import");
	expect_not(report, "url(");
}

static void speaks_both_languages(void **state)
{
	struct fixture *f = *state;
	article_setup();
	f->options.lang = LANG_JA;
	f->options.counts = (struct report_counts){1, 1, 0};
	const char *report = fixture_report(f, "html");
	expect(report, "<html lang=\"ja\">");
	expect(report, "翻訳検査レポート");
	expect(report, "指摘はありません");
	f->options.lang = LANG_EN;
	expect(fixture_report(f, "html"), "every article is clean");
}

static void a_missing_source_costs_the_text_only(void **state)
{
	struct fixture *f = *state;
	article_setup();
	fixture_file(f, "a.md", SLICE("か  き"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	f->n_files = 0;
	const char *report = fixture_report(f, "html");
	expect(report, "a.md");
	expect(report, "two blanks; leave one");
	expect_not(report, "class=\"source\"");
}

static void is_well_formed(void **state)
{
	struct fixture *f = *state;
	article_setup();
	fixture_file(f, "a.md", SLICE(PAIR("ab12c-101", "か  き", "One") "x  y\n"));
	find_in(f, &rule_warning, LANG_JA, "  ", "ab12c-101");
	fixture_find(f, &rule_info, LANG_BOTH, "x  y");
	const char *report = fixture_report(f, "html");
	htmlDocPtr document = htmlReadMemory(report, (int)strlen(report), NULL, "UTF-8",
					     HTML_PARSE_NONET | HTML_PARSE_NOERROR);
	assert_non_null(document);
	const xmlError *error = xmlGetLastError();
	/* Its parser knows no HTML5 elements; all else would be ours. */
	if (error && error->code != XML_HTML_UNKNOWN_TAG)
		fail_msg("line %d: %s", error->line, error->message);
	xmlFreeDoc(document);
	xmlCleanupParser();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(marks_in_place),
		FIXTURE_TEST(worst_article_first),
		FIXTURE_TEST(needs_nothing_else),
		FIXTURE_TEST(speaks_both_languages),
		FIXTURE_TEST(is_well_formed),
		FIXTURE_TEST(a_missing_source_costs_the_text_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
