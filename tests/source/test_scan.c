/* The alignment and its damage: what is said, where, and that the rest of the
   article is read all the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "text/transform.h"

#include <stdlib.h>
#include <string.h>

#define JA(id)     "<span data-ttu-id=\"" id "\">"
#define MIDDLE(id) "</span><span class=\"sxs-lookup\"><span data-stu-id=\"" id "\">"
#define END        "</span></span>"

enum { SEGMENTS_MAX = 8 };

struct expected_segment {
	const char *id; /* NULL: no more */
	const char *ja;
	const char *en;
};

struct damage {
	const char *name;
	const char *text;
	const char *findings;
	struct expected_segment segments[SEGMENTS_MAX];
};

static void assert_segments(const struct article *article, const struct expected_segment *expected)
{
	size_t n = 0;
	for (; n < SEGMENTS_MAX && expected[n].id; n++) {
		assert_segment(article, n, LANG_JA, expected[n].ja);
		assert_segment(article, n, LANG_EN, expected[n].en);
		assert_true(slice_eq_str(article->segments[n].id, expected[n].id));
	}
	assert_int_equal(article->n_segments, n);
}

static void assert_damage(const struct damage *damage, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct reading r;
		print_message("  %s\n", damage[i].name);
		reading_open(&r, slice_from(damage[i].text));
		assert_findings(&r.article, damage[i].findings);
		assert_segments(&r.article, damage[i].segments);
		reading_close(&r);
	}
}

#define ASSERT_DAMAGE(cases) assert_damage(cases, sizeof(cases) / sizeof(*(cases)))

/* --- Good articles ------------------------------------------------------ */

static void good_pairs(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"one",
		 PAIR("1b4da-101", "日本", "English"),
		 "",
		 {{"1b4da-101", "日本", "English"}}},
		{"several in a line, with separators",
		 PAIR("1b4da-101", "一。", "One.") " " PAIR("1b4da-102", "二。", "Two.") "、" PAIR(
			 "1b4da-104", "三。", "Three."),
		 "",
		 {{"1b4da-101", "一。", "One."},
		  {"1b4da-102", "二。", "Two."},
		  {"1b4da-104", "三。", "Three."}}},
		{"merged sentences count by themselves",
		 PAIR("1b4da-p101", "一", "A") PAIR("1b4da-105", "二", "B")
			 PAIR("1b4da-p103", "三", "C") PAIR("1b4da-106", "四", "D"),
		 "",
		 {{"1b4da-p101", "一", "A"},
		  {"1b4da-105", "二", "B"},
		  {"1b4da-p103", "三", "C"},
		  {"1b4da-106", "四", "D"}}},
		{"headings, lists, quotes, tables",
		 "# <a name=\"x\"></a>" PAIR("1b4da-101", "見出し", "Heading") "\n\n- " PAIR(
			 "1b4da-102", "項目",
			 "Item") "\n  1. " PAIR("1b4da-103", "番号",
						"Number") "\n\n> [!NOTE]\n> " PAIR("1b4da-104",
										   "注",
										   "Note") "\n\n"
											   "|" PAIR("1b4da-105", "甲", "A") "|" PAIR(
												   "1b4da-106",
												   "乙",
												   "B") "|\n|--|--|\n|" PAIR("1b4da-107",
															     "丙",
															     "C") "|x|\n",
		 "",
		 {{"1b4da-101", "見出し", "Heading"},
		  {"1b4da-102", "項目", "Item"},
		  {"1b4da-103", "番号", "Number"},
		  {"1b4da-104", "注", "Note"},
		  {"1b4da-105", "甲", "A"},
		  {"1b4da-106", "乙", "B"},
		  {"1b4da-107", "丙", "C"}}},
		{"a line end inside a side",
		 PAIR("1b4da-101", "一\n二", "One\ntwo") "\n",
		 "",
		 {{"1b4da-101", "一\n二", "One\ntwo"}}},
		{"another span inside a side",
		 PAIR("1b4da-101", "一<span class=\"x\">二</span>三",
		      "<span style='y'>One</span> <span>two</span>"),
		 "",
		 {{"1b4da-101", "一<span class=\"x\">二</span>三",
		   "<span style='y'>One</span> <span>two</span>"}}},
		{"a span around pairs",
		 "<span class=\"x\">" PAIR("1b4da-101", "一", "One") "</span>",
		 "",
		 {{"1b4da-101", "一", "One"}}},
		{"Windows line ends, a byte order mark",
		 "\xEF\xBB\xBF# " PAIR("1b4da-101", "一", "One") "\r\n\r\n" PAIR("1b4da-102", "二",
										 "Two") "\r\n",
		 "",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"single quotes, other blanks, more attributes",
		 "<span  data-ttu-id = '1b4da-101' lang=\"ja\" >一</span>\n<span class=sxs-lookup>"
		 "<span\ndata-stu-id=\"1b4da-101\">One</span></span>",
		 "",
		 {{"1b4da-101", "一", "One"}}},
		{"blanks between the tags",
		 JA("1b4da-101") "一</span> <span class=\"sxs-lookup\"> "
				 "<span data-stu-id=\"1b4da-101\">One</span> </span> " PAIR(
					 "1b4da-102", "二", "Two"),
		 "",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"both sides blank", PAIR("1b4da-101", "", "") "x", "", {{"1b4da-101", "", ""}}},
		{"tags that only look like these",
		 "<spanner>a</spanner> <span>b</span> data-ttu-id=\"x\" `<b>`",
		 "align.none 1:1",
		 {{0}}},
	};
	ASSERT_DAMAGE(cases);
}

/* --- Missing and misplaced tags ----------------------------------------- */

static void unclosed_spans(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"target, at the end of its text",
		 "x " JA("1b4da-101") "一<span class=\"sxs-lookup\"><span "
				      "data-stu-id=\"1b4da-101\">"
				      "One</span></span>\n" PAIR("1b4da-102", "二", "Two"),
		 "align.unclosed 1:3",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"target, and no more in its line",
		 JA("1b4da-101") "一\n三\n" PAIR("1b4da-102", "二", "Two"),
		 "align.unclosed 1:1",
		 {{"1b4da-101", "一", ""}, {"1b4da-102", "二", "Two"}}},
		{"target, up to the end of the file",
		 PAIR("1b4da-101", "一", "One") "\n\n" JA("1b4da-102") "二",
		 "align.unclosed 3:1",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", ""}}},
		{"source, both ends",
		 JA("1b4da-101") "一" MIDDLE("1b4da-101") "One\nrest\n" PAIR("1b4da-102", "二",
									     "Two"),
		 "align.unclosed 1:1",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"lookup: one of two ends",
		 JA("1b4da-101") "一" MIDDLE("1b4da-101") "One</span> " PAIR("1b4da-102", "二",
									     "Two"),
		 "align.unclosed 1:1",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"lookup: one of two ends, at the end of the file",
		 JA("1b4da-101") "一" MIDDLE("1b4da-101") "One</span>",
		 "align.unclosed 1:1",
		 {{"1b4da-101", "一", "One"}}},
		{"lookup: one of two ends, then text",
		 JA("1b4da-101") "一" MIDDLE("1b4da-101") "One</span>\nrest",
		 "align.unclosed 1:1",
		 {{"1b4da-101", "一", "One"}}},
		{"source and lookup, at the end of the file",
		 JA("1b4da-101") "一" MIDDLE("1b4da-101") "One",
		 "align.unclosed 1:1",
		 {{"1b4da-101", "一", "One"}}},
		{"a tag that the file ends in",
		 PAIR("1b4da-101", "一", "One") "\n<span data-ttu-id=\"1b4da-1",
		 "align.stray-tag 2:1",
		 {{"1b4da-101", "一", "One"}}},
		{"a tag without its end",
		 "<span data-ttu-id=\"1b4da-101\"一</span>\n" PAIR("1b4da-102", "二", "Two"),
		 "align.stray-tag 1:1, align.stray-tag 1:31",
		 {{"1b4da-102", "二", "Two"}}},
	};
	ASSERT_DAMAGE(cases);
}

static void half_pairs(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"a target alone",
		 JA("1b4da-101") "一</span> x " PAIR("1b4da-102", "二", "Two"),
		 "align.incomplete 1:1",
		 {{"1b4da-101", "一", ""}, {"1b4da-102", "二", "Two"}}},
		{"a target alone, last",
		 PAIR("1b4da-101", "一", "One") "\n" JA("1b4da-102") "二</span>",
		 "align.incomplete 2:1",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", ""}}},
		{"a source alone",
		 "x <span class=\"sxs-lookup\"><span "
		 "data-stu-id=\"1b4da-101\">One</span></span>\n" PAIR("1b4da-102", "二", "Two"),
		 "align.incomplete 1:3",
		 {{"1b4da-101", "", "One"}, {"1b4da-102", "二", "Two"}}},
		{"a source without its lookup",
		 JA("1b4da-101") "一</span><span data-stu-id=\"1b4da-101\">One</span>\n" PAIR(
			 "1b4da-102", "二", "Two"),
		 "",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"a lookup without its source",
		 JA("1b4da-101") "一</span><span class=\"sxs-lookup\">One</span>\n" PAIR(
			 "1b4da-102", "二", "Two"),
		 "align.incomplete 1:1",
		 {{"1b4da-101", "一", ""}, {"1b4da-102", "二", "Two"}}},
		{"text between the halves",
		 JA("1b4da-101") "一</span>, <span class=\"sxs-lookup\">"
				 "<span data-stu-id=\"1b4da-101\">One</span></span>",
		 "align.apart 1:39",
		 {{"1b4da-101", "一", "One"}}},
		{"a blank side",
		 PAIR("1b4da-101", "", "One") "\n" PAIR("1b4da-102", "二", " \n") "\n" PAIR(
			 "1b4da-103", "<a name=\"x\"></a>", "Three"),
		 "align.empty 1:1, align.empty 2:1, align.empty 4:1",
		 {{"1b4da-101", "", "One"},
		  {"1b4da-102", "二", " \n"},
		  {"1b4da-103", "<a name=\"x\"></a>", "Three"}}},
		{"blanks of other widths",
		 PAIR("1b4da-101", "　", "One") "\n" PAIR("1b4da-102", "&nbsp; ", "Two") "\n" PAIR(
			 "1b4da-103", "　三", "Three"),
		 "align.empty 1:1, align.empty 2:1",
		 {{"1b4da-101", "　", "One"},
		  {"1b4da-102", "&nbsp; ", "Two"},
		  {"1b4da-103", "　三", "Three"}}},
	};
	ASSERT_DAMAGE(cases);
}

static void stray_tags(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"an end outside",
		 "a</span>b " PAIR("1b4da-101", "一", "One"),
		 "align.stray-tag 1:2",
		 {{"1b4da-101", "一", "One"}}},
		{"an end too many",
		 PAIR("1b4da-101", "一", "One") "</span>\n" PAIR("1b4da-102", "二", "Two"),
		 "align.stray-tag 1:111",
		 {{"1b4da-101", "一", "One"}, {"1b4da-102", "二", "Two"}}},
		{"an end in the middle of either side",
		 JA("1b4da-101") "一 </span> 二" MIDDLE(
			 "1b4da-101") "One </span> two" END "\n" PAIR("1b4da-102", "三", "Three"),
		 "align.stray-tag 1:33, align.stray-tag 1:108",
		 {{"1b4da-101", "一 </span> 二", "One </span> two"}, {"1b4da-102", "三", "Three"}}},
	};
	ASSERT_DAMAGE(cases);
}

/* --- Ids ---------------------------------------------------------------- */

static void wrong_ids(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"ids that differ",
		 JA("1b4da-101") "一" MIDDLE("1b4da-102") "One" END
							  "\n" PAIR("1b4da-103", "二", "Two"),
		 "align.id-mismatch 1:64",
		 {{"1b4da-101", "一", "One"}, {"1b4da-103", "二", "Two"}}},
		{"a nested pair",
		 JA("1b4da-101") "一" PAIR("1b4da-102", "二", "Two") "三" MIDDLE(
			 "1b4da-101") "One" END "\n" PAIR("1b4da-103", "四", "Four"),
		 "align.nested 1:32",
		 {{"1b4da-101", "一" PAIR("1b4da-102", "二", "Two") "三", "One"},
		  {"1b4da-102", "二", "Two"},
		  {"1b4da-103", "四", "Four"}}},
		{"a repeated id",
		 PAIR("1b4da-101", "一", "One") "\n\n" PAIR("1b4da-102", "二", "Two") "\n" PAIR(
			 "1b4da-101", "三", "Three") "\n" PAIR("1b4da-103", "四", "Four"),
		 "align.repeated-id 4:1",
		 {{"1b4da-101", "一", "One"},
		  {"1b4da-102", "二", "Two"},
		  {"1b4da-101", "三", "Three"},
		  {"1b4da-103", "四", "Four"}}},
		{"out of order",
		 PAIR("1b4da-101", "一", "One") PAIR("1b4da-104", "四", "Four") "\n" PAIR(
			 "1b4da-102", "二", "Two") PAIR("1b4da-103", "三", "Three"),
		 "align.order 2:1",
		 {{"1b4da-101", "一", "One"},
		  {"1b4da-104", "四", "Four"},
		  {"1b4da-102", "二", "Two"},
		  {"1b4da-103", "三", "Three"}}},
		{"two prefixes",
		 PAIR("1b4da-101", "一", "One") PAIR("1b4da-102", "二", "Two") "\n" PAIR(
			 "2b4da-103", "三", "Three") PAIR("1b4da-103", "四", "Four"),
		 "align.prefix 2:1",
		 {{"1b4da-101", "一", "One"},
		  {"1b4da-102", "二", "Two"},
		  {"2b4da-103", "三", "Three"},
		  {"1b4da-103", "四", "Four"}}},
		{"two prefixes, the stranger first",
		 PAIR("2b4da-101", "一", "One") "\n" PAIR("1b4da-102", "二", "Two")
			 PAIR("1b4da-103", "三", "Three"),
		 "align.prefix 1:1",
		 {{"2b4da-101", "一", "One"},
		  {"1b4da-102", "二", "Two"},
		  {"1b4da-103", "三", "Three"}}},
		{"ids that are none",
		 PAIR("1b4da-101", "一", "One") "\n" PAIR("", "二", "Two") "\n" PAIR(
			 "1b4da-1x", "三",
			 "Three") "\n" PAIR("1b4da", "四",
					    "Four") "\n" PAIR("1b4da-", "五",
							      "Five") "\n" PAIR("1b4da-"
										"999999999999999999"
										"99",
										"六", "Six"),
		 "align.prefix 2:1, align.prefix 3:1, align.prefix 4:1, align.prefix 5:1, "
		 "align.prefix 6:1",
		 {{"1b4da-101", "一", "One"},
		  {"", "二", "Two"},
		  {"1b4da-1x", "三", "Three"},
		  {"1b4da", "四", "Four"},
		  {"1b4da-", "五", "Five"},
		  {"1b4da-99999999999999999999", "六", "Six"}}},
	};
	ASSERT_DAMAGE(cases);
}

/* --- Escaped quotes ----------------------------------------------------- */

#define Q "&quot;"
#define BAD(id)                                                                                    \
	"<span data-ttu-id=\"" id Q ">一</span><span class=" Q "sxs-lookup" Q                      \
	"><span data-stu-id=" Q id Q ">One</span></span>"

static void escaped_quotes(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"from some point on",
		 PAIR("527bf-144", "零", "Zero") "\n\n" BAD("527bf-145") "\n" BAD("527bf-146"),
		 "align.damaged-tag 3:1",
		 {{"527bf-144", "零", "Zero"},
		  {"527bf-145", "一", "One"},
		  {"527bf-146", "一", "One"}}},
		{"an anchor first",
		 "# <a name=\"x" Q "></a>" BAD("527bf-145"),
		 "align.damaged-tag 1:3",
		 {{"527bf-145", "一", "One"}}},
		{"every quote",
		 "<span data-ttu-id=" Q "527bf-145" Q ">一</span><span class=" Q "sxs-lookup" Q
		 "><span data-stu-id=" Q "527bf-145" Q ">One</span></span>",
		 "align.damaged-tag 1:1",
		 {{"527bf-145", "一", "One"}}},
		{"an entity that is meant",
		 PAIR("527bf-144", "&quot;零&quot;",
		      "<a title=\"a &quot;b&quot;\" href=\"c\">Zero</a>"),
		 "",
		 {{"527bf-144", "&quot;零&quot;",
		   "<a title=\"a &quot;b&quot;\" href=\"c\">Zero</a>"}}},
	};
	ASSERT_DAMAGE(cases);
}

/* Links lead to it in both languages. */
static void an_anchor_in_one_half_is_in_both(void **state)
{
	static const struct {
		const char *text;
		const char *sides[LANG_SIDES];
	} cases[] = {
		{PAIR("1b4da-101", "<a name=\"x\"> </a>", "") " end",
		 {"<a name=\"x\"> </a> end", "<a name=\"x\"> </a> end"}},
		{PAIR("1b4da-101", " ", "<a id=\"x\"></a>") " end",
		 {"<a id=\"x\"></a> end", " <a id=\"x\"></a> end"}},
		{"<span data-ttu-id=&quot;1b4da-101&quot;><a name=x></a></span>"
		 "<span class=\"sxs-lookup\"><span data-stu-id=\"1b4da-101\">" END,
		 {"<a name=x></a>", "<a name=x></a>"}},
		{PAIR("1b4da-101", "<a name=\"x\"></a>", "One"), {"One", "<a name=\"x\"></a>"}},
		{PAIR("1b4da-101", "<a name=\"x\">一</a>", ""), {"", "<a name=\"x\">一</a>"}},
		{PAIR("1b4da-101", "<br>", ""), {"", "<br>"}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct reading r;
			struct buffer side;
			reading_open(&r, slice_from(cases[i].text));
			buffer_init(&side, BUFFER_MAX_PAGE);
			article_side_markdown(&r.article, lang, &side);
			if (!slice_eq_str(buffer_view(&side), cases[i].sides[lang]))
				fail_msg("%s: %.*s", cases[i].text, SLICE_ARG(buffer_view(&side)));
			buffer_release(&side);
			reading_close(&r);
		}
}

/* The original is written, a translation made. */
static void what_is_empty_is_told(void **state)
{
	static const char *const told[][2] = {
		{"segment 1b4da-101 has no text in English; write it",
		 "セグメント 1b4da-101 に英語の文がありません。原文を追加してください"},
		{"segment 1b4da-102 has no text in Japanese; translate it",
		 "セグメント 1b4da-102 に日本語の文がありません。訳文を追加してください"},
	};
	struct reading r;
	struct buffer message;
	(void)state;
	reading_open(&r, slice_from(PAIR("1b4da-101", "一", "") PAIR("1b4da-102", "", "Two")));
	assert_int_equal(r.article.findings.count, 2);
	buffer_init(&message, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < 2; i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			buffer_clear(&message);
			finding_message(&r.article.findings.items[i], lang, &message);
			assert_true(slice_eq_str(buffer_view(&message), told[i][lang]));
		}
	buffer_release(&message);
	reading_close(&r);
}

/* The heading's address is read as it was meant. */
static void an_escaped_anchor_still_names(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, slice_from("## <a name=\"from-here&quot;></a>" BAD(
				 "527bf-145") "\n\n"
					      "<a href=&quot;https://a.b/&quot;>x</a>\n"));
	assert_tree(&r.article, LANG_JA, "h2#from-here['一'@0] p[a'https://a.b/'['x']]");
	assert_tree(&r.article, LANG_EN, "h2#from-here['One'@0] p[a'https://a.b/'['x']]");
	assert_findings(&r.article, "align.damaged-tag 1:4");
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	finding_message(&r.article.findings.items[0], LANG_EN, &message);
	assert_non_null(strstr(message.ptr, "in 4 more tags"));
	buffer_release(&message);
	reading_close(&r);
}

/* --- Files that are no text --------------------------------------------- */

static void no_text(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"empty", "", "text.empty 1:1", {{0}}},
		{"a byte order mark", "\xEF\xBB\xBF", "text.empty 1:1", {{0}}},
		{"line ends", "\n\r\n \n", "text.empty 1:1", {{0}}},
		{"front matter", "---\ntitle: a\n---\n", "text.empty 4:1", {{0}}},
		{"front matter and blanks", "---\ntitle: a\n---\n\n \n", "text.empty 4:1", {{0}}},
		{"front matter up to the end", "---\ntitle: a\n---", "text.empty 3:4", {{0}}},
		{"one byte", "a", "align.none 1:1", {{0}}},
		{"one language", "---\ntitle: a\n---\n# a\n", "align.none 4:1", {{0}}},
	};
	ASSERT_DAMAGE(cases);
}

static void a_nul(void **state)
{
	(void)state;
	static const char text[] =
		PAIR("1b4da-101", "一", "One") "\nab\0c"
					       "\n\n" PAIR("1b4da-102", "二", "Two");
	struct reading r;
	reading_open(&r, (struct slice){text, sizeof(text) - 1});
	assert_findings(&r.article, "text.nul 2:3");
	assert_segment(&r.article, 1, LANG_JA, "二");
	assert_tree(&r.article, LANG_JA,
		    "p['一'@0 ~ 'ab\xEF\xBF\xBD"
		    "c'] p['二'@1]");
	reading_close(&r);
}

/* --- Other encodings ---------------------------------------------------- */

/* "エラーの原因と対処方法を説明します。" and the like, in bytes. */
static const char sjis[] =
	"# <span data-ttu-id=\"1b4da-101\">\x83\x47\x83\x89\x81\x5B\x82\xCC\x8C\xB4\x88\xF6\x82\xC6"
	"\x91\xCE\x8F\x88\x95\xFB\x96\x40\x82\xF0\x90\xE0\x96\xBE\x82\xB5\x82\xDC\x82\xB7\x81\x42"
	"</span><span class=\"sxs-lookup\"><span data-stu-id=\"1b4da-101\">Cause and "
	"fix</span></span>\n";
static const char euc[] =
	"# <span data-ttu-id=\"1b4da-101\">\xA5\xA8\xA5\xE9\xA1\xBC\xA4\xCE\xB8\xB6\xB0\xF8\xA4\xC8"
	"\xC2\xD0\xBD\xE8\xCA\xFD\xCB\xA1\xA4\xF2\xC0\xE2\xCC\xC0\xA4\xB7\xA4\xDE\xA4\xB9\xA1\xA3"
	"</span><span class=\"sxs-lookup\"><span data-stu-id=\"1b4da-101\">Cause and "
	"fix</span></span>\n";
static const char utf8[] = "# <span data-ttu-id=\"1b4da-101\">エラーの原因と対処方法を説明します。"
			   "</span><span class=\"sxs-lookup\"><span "
			   "data-stu-id=\"1b4da-101\">Cause and fix</span></span>\n";

static void assert_recovered(struct slice bytes, const char *encoding, const char *finding)
{
	struct reading r;
	struct buffer message;
	reading_open(&r, bytes);
	assert_int_equal(r.article.findings.count, 1);
	assert_findings(&r.article, finding);
	buffer_init(&message, BUFFER_MAX_PAGE);
	finding_message(&r.article.findings.items[0], LANG_EN, &message);
	if (!strstr(message.ptr, encoding))
		fail_msg("not %s: %s", encoding, message.ptr);
	buffer_release(&message);
	assert_segment(&r.article, 0, LANG_JA, "エラーの原因と対処方法を説明します。");
	assert_segment(&r.article, 0, LANG_EN, "Cause and fix");
	reading_close(&r);
}

/* ASCII and the BMP only, which is what the text has. */
static struct slice as_utf16(struct arena *arena, struct slice text, bool big, bool with_mark)
{
	char *out = arena_alloc(arena, text.len * 2 + 2);
	size_t len = 0;
	assert_non_null(out);
	if (with_mark) {
		out[len++] = big ? '\xFE' : '\xFF';
		out[len++] = big ? '\xFF' : '\xFE';
	}
	for (size_t at = 0; at < text.len;) {
		unsigned int c = (unsigned char)text.ptr[at];
		size_t n = c < 0x80 ? 1 : 3;
		if (n == 3)
			c = (c & 0xF) << 12 | ((unsigned int)text.ptr[at + 1] & 0x3F) << 6 |
			    ((unsigned int)text.ptr[at + 2] & 0x3F);
		out[len++] = (char)(big ? c >> 8 : c & 0xFF);
		out[len++] = (char)(big ? c & 0xFF : c >> 8);
		at += n;
	}
	return (struct slice){out, len};
}

#define ENGLISH "A long sentence in English, and another one that says it all, letter by letter."

static void other_encodings(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	assert_recovered(slice_from(sjis), "Shift_JIS", "text.encoding 1:33");
	assert_recovered(slice_from(euc), "EUC-JP", "text.encoding 1:33");
	for (int big = 0; big < 2; big++)
		for (int mark = 0; mark < 2; mark++)
			assert_recovered(as_utf16(&arena, slice_from(utf8), big, mark),
					 big ? "UTF-16BE" : "UTF-16LE",
					 mark ? "text.encoding 1:1" : "text.encoding 1:33");
	arena_release(&arena);
}

/* A few Japanese words between English ones, which statistics take for Latin-1;
   and Latin-1 with an accent, which is no Japanese. */
static void little_japanese(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		const char *encoding;
	} cases[] = {
		{"\x8Bg\x96\xEC\x89\xC6[\x88\xAB\x82\xA2](x) " ENGLISH, "Shift_JIS"},
		{"\xB5\xC8\xCC\xEE\xB2\xC8[\xB0\xAD\xA4\xA4](x) " ENGLISH, "EUC-JP"},
		{"\x82\xB1\x82\xEA\x82\xCD\x93\xFA\x96{\x8C", "Shift_JIS"}, /* cut in a character */
		{"caf\xE9 " ENGLISH, "ISO-8859-1"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buffer out;
		const char *encoding = NULL;
		buffer_init(&out, BUFFER_MAX_PAGE);
		assert_int_equal(text_recover(slice_from(cases[i].bytes), &out, &encoding),
				 STATUS_OK);
		assert_non_null(encoding);
		assert_string_equal(encoding, cases[i].encoding);
		buffer_release(&out);
	}
}

/* One bad byte does not make a file Latin-1: the rest stays Japanese. */
static void a_few_bad_bytes(void **state)
{
	(void)state;
	static const struct damage cases[] = {
		{"in the middle",
		 "It is well known that the text of this article is in English for the most "
		 "part.\n\n" PAIR(
			 "1b4da-101", "日\xE6本",
			 "The quick brown fox jumps over the lazy dog.") "\n\n" PAIR("1b4da-102",
										     "日本",
										     "English"),
		 "text.encoding 3:32",
		 {{"1b4da-101", "日\xEF\xBF\xBD本", "The quick brown fox jumps over the lazy dog."},
		  {"1b4da-102", "日本", "English"}}},
		{"cut short",
		 PAIR("1b4da-101", "日本", "English") "\n\n" JA("1b4da-102") "日本\xE6\x97",
		 "text.encoding 3:33, align.unclosed 3:1",
		 {{"1b4da-101", "日本", "English"}, {"1b4da-102", "日本\xEF\xBF\xBD", ""}}},
	};
	ASSERT_DAMAGE(cases);
}

/* --- Every cut ---------------------------------------------------------- */

static const char good[] =
	"\xEF\xBB\xBF---\r\ntitle: 届かない\r\nms.date: ''\r\n---\r\n\r\n"
	"# <a name=\"dns-query-failed\"></a>" PAIR("1b4da-101", "DNS クエリの失敗", "DNS query failed") "\r\n\r\n" PAIR("1b4da-102", "**「通知」**を見る。", "See **the notice**.") " " PAIR(
		"1b4da-p103", "一<br>二",
		"One<br>two &amp; three") "\r\n\r\n> "
					  "[!NOTE]\r\n>"
					  " " PAIR(
						  "1b4da-"
						  "104",
						  "`コー"
						  "ド`",
						  "`code"
						  "`") "\r\n\r\n| a "
						       "|"
						       " " PAIR(
							       "1b4da"
							       "-105",
							       "甲",
							       "A") " |"
								    "\r"
								    "\n"
								    "|-"
								    "--"
								    "|:"
								    "-:"
								    "|"
								    "\r"
								    "\n"
								    "|"
								    " " PAIR(
									    "1b4da-106",
									    "[乙](b.md \"題\")",
									    "[B](b.md "
									    "\"title\")") " | "
											  "~~b~~"
											  " |"
											  "\r\n"
											  "\r\n1"
											  "."
											  " " PAIR(
												  "1b4da-107",
												  "<details><summary>丙</summary>丁</details>",
												  "C") "\r\n   - ![図](a.png)\r\n\r\n```sh\r\nls *\r\n```\r\n";

static void cut_anywhere(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof(good); len++) {
		struct reading r;
		reading_open(&r, slice_sub(slice_from(good), 0, len));
		assert_true(r.article.n_segments <= 7);
		for (size_t i = 0; i + 1 < r.article.n_segments; i++)
			assert_true(r.article.segments[i].text[LANG_EN].end >
				    r.article.segments[i].text[LANG_EN].start);
		reading_close(&r);
	}
}

static void changed_anywhere(void **state)
{
	(void)state;
	static const char bytes[] = {'<', '>', '"', '*', '\n', '\0', '&', ' ', '\xE3', '|', '`'};
	char text[sizeof(good)];
	for (size_t at = 0; at + 1 < sizeof(good); at++) {
		struct reading r;
		memcpy(text, good, sizeof(good));
		text[at] = bytes[at % sizeof(bytes)];
		reading_open(&r, (struct slice){text, sizeof(good) - 1});
		reading_close(&r);
	}
}

static void begun_anywhere(void **state)
{
	(void)state;
	for (size_t from = 0; from < sizeof(good); from++) {
		struct reading r;
		reading_open(&r, slice_skip(slice_from(good), from));
		reading_close(&r);
	}
}

/* Deterministic, so that a failure comes again. */
static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 16;
}

static void tags_in_any_order(void **state)
{
	(void)state;
	static const char *const parts[] = {JA("1b4da-101"),
					    JA("1b4da-102"),
					    "</span>",
					    "</span>",
					    "</span></span>",
					    "<span class=\"sxs-lookup\">",
					    "<span data-stu-id=\"1b4da-101\">",
					    "<span data-stu-id=\"1b4da-102\">",
					    "<span>",
					    "日本",
					    "text",
					    "\n",
					    "\n\n",
					    " ",
					    "**",
					    "- ",
					    "# ",
					    "|",
					    "<span data-ttu-id=&quot;1b4da-103&quot;>",
					    "<span data-stu-id=\"x",
					    "> ",
					    "`",
					    "<a name=\"x\"></a>",
					    "<b>",
					    "</b>",
					    "[",
					    "](x)",
					    "|--|\n"};
	unsigned int seed = 1;
	for (int round = 0; round < 3000; round++) {
		struct buffer text;
		struct reading r;
		buffer_init(&text, BUFFER_MAX_PAGE);
		for (unsigned int n = next_random(&seed) % 24; n > 0; n--)
			buffer_str(&text,
				   parts[next_random(&seed) % (sizeof(parts) / sizeof(*parts))]);
		reading_open(&r, buffer_view(&text));
		reading_close(&r);
		buffer_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_pairs),
		cmocka_unit_test(unclosed_spans),
		cmocka_unit_test(half_pairs),
		cmocka_unit_test(stray_tags),
		cmocka_unit_test(wrong_ids),
		cmocka_unit_test(escaped_quotes),
		cmocka_unit_test(an_anchor_in_one_half_is_in_both),
		cmocka_unit_test(what_is_empty_is_told),
		cmocka_unit_test(an_escaped_anchor_still_names),
		cmocka_unit_test(no_text),
		cmocka_unit_test(a_nul),
		cmocka_unit_test(other_encodings),
		cmocka_unit_test(little_japanese),
		cmocka_unit_test(a_few_bad_bytes),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(changed_anywhere),
		cmocka_unit_test(begun_anywhere),
		cmocka_unit_test(tags_in_any_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
