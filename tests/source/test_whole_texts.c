/* Which texts the parser is not shown, and that the tree never tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "source/marks.h"
#include "source/whole_texts.h"

#include <stdio.h>
#include <string.h>

static bool is_whole(const char *side, size_t start, size_t end)
{
	struct whole_texts texts;
	whole_texts_init(&texts, slice_from(side));
	return whole_texts_has(&texts, (struct span){start, end});
}

static void a_sentence(void **state)
{
	(void)state;
	assert_true(is_whole("Save it, then - at 10:30 - go!", 0, 30));
	assert_true(is_whole("保存します。", 0, 18));
	assert_true(is_whole("x", 0, 1));
	assert_true(is_whole("- x\n", 2, 3));
	assert_false(is_whole("x", 0, 0));
	assert_false(is_whole("", 0, 0));
	assert_false(is_whole("1. x", 0, 4));
	assert_false(is_whole("x ", 0, 2));
	assert_false(is_whole("x #", 0, 3));
}

static void a_sign_anywhere(void **state)
{
	(void)state;
	static const char signs[] = "\\`*_~[]<>&|\t\n\v\f\r\x01\x1f";
	for (const char *sign = signs; *sign; sign++) {
		char text[] = "abcdefghijklmnopqrstuvwxyz";
		for (size_t at = 1; at < sizeof(text) - 2; at++) {
			text[at] = *sign;
			assert_false(is_whole(text, 0, 26));
			assert_true(is_whole(text, 0, at));
			assert_true(is_whole(text, at + 1, 26));
			text[at] = 'a';
		}
	}
}

static void signs_of_links_and_tags(void **state)
{
	(void)state;
	static const char *const texts[] = {"it's (as=is)", "x \"x\" y", "x)", "x ="};
	static const char *const open[] = {"[x](/y ", "x [ ", "x\n[\n", "<a href=", "[]\n- "};
	static const char *const closed[] = {
		"", "x ", "- ", "> 1. ", "[x](/y)\n\n", "<a\n\n", "[\n \t\r\n", "x ( ' "};
	char side[64];
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		for (size_t k = 0; k < sizeof(open) / sizeof(*open); k++) {
			snprintf(side, sizeof(side), "%s%s", open[k], texts[i]);
			assert_false(is_whole(side, strlen(open[k]), strlen(side)));
		}
		for (size_t k = 0; k < sizeof(closed) / sizeof(*closed); k++) {
			snprintf(side, sizeof(side), "%s%s", closed[k], texts[i]);
			assert_true(is_whole(side, strlen(closed[k]), strlen(side)));
		}
	}
	assert_false(is_whole("x (*y", 0, 5));
}

static void what_asks_for_all(void **state)
{
	(void)state;
	assert_false(is_whole("x\n\n[x]: /y", 0, 1));
	assert_false(is_whole("x\n\n> 1. [x]: /y", 0, 1));
	assert_false(is_whole("x\n\n[x\ny]: /y", 0, 1));
	assert_false(is_whole("x\n\n[x\n\f\ny]: /y", 0, 1));
	assert_false(is_whole("\xEF\xBB\xBF[x]: /y\n\nx", 12, 13));
	assert_true(is_whole("x\n\n[x] : y", 0, 1));
	assert_true(is_whole("x\n\ny [x]: /y", 0, 1));
	assert_true(is_whole("x\n\n[x\n\ny]: /y", 0, 1));
	assert_false(is_whole("x\n\n<!X y>", 0, 1));
	assert_false(is_whole("x\n\n<![CDATA[y]]>", 0, 1));
	assert_false(is_whole("x\n\n<?y ?>", 0, 1));
}

static void hyphens_beside_comments(void **state)
{
	(void)state;
	assert_true(is_whole("x y\n\n<!-- y -->", 0, 3));
	assert_false(is_whole("x-y\n\n<!-- y -->", 0, 3));
	assert_false(is_whole("x'y\n\n<!-- y -->", 0, 3));
	assert_true(is_whole("x-y\n\n< !-- y -->", 0, 3));
}

static void one_after_the_other(void **state)
{
	(void)state;
	struct whole_texts texts;
	whole_texts_init(&texts, SLICE("one (two) three four=4 five"));
	assert_true(whole_texts_has(&texts, (struct span){0, 3}));
	assert_false(whole_texts_has(&texts, (struct span){3, 9})); /* a blank first */
	assert_true(whole_texts_has(&texts, (struct span){10, 15}));
	assert_true(whole_texts_has(&texts, (struct span){16, 22}));
	assert_true(whole_texts_has(&texts, (struct span){23, 27}));
}

static size_t anchor(const char *side, size_t at)
{
	struct whole_texts texts;
	whole_texts_init(&texts, slice_from(side));
	return whole_texts_anchor(&texts, at);
}

static void an_anchor(void **state)
{
	(void)state;
	assert_int_equal(anchor("# <a name=\"the-1st\"></a>x", 2), 24);
	assert_int_equal(anchor("x\n### <a name=\"a\"></a>", 6), 22);
	assert_int_equal(anchor("<a name=\"a\"></a>", 0), 0);
	assert_int_equal(anchor("x <a name=\"a\"></a>", 2), 0);
	assert_int_equal(anchor("x # <a name=\"a\"></a>", 4), 0);
	assert_int_equal(anchor("####### <a name=\"a\"></a>", 8), 0);
	assert_int_equal(anchor("# <a name=\"\"></a>", 2), 0);
	assert_int_equal(anchor("# <a name=\"a b\"></a>", 2), 0);
	assert_int_equal(anchor("# <a name=\"&amp;\"></a>", 2), 0);
	assert_int_equal(anchor("# <a name=\"a\">", 2), 0);
	assert_int_equal(anchor("# <a name=\"a\"></a>**b**", 2), 0);
	assert_int_equal(anchor("# <a name=\"a\"></a>\n\n[x]: /y", 2), 0);
}

#define ONE    PAIR("1b4da-101", "一つ目 です", "the first")
#define TWO    PAIR("1b4da-102", "二", "two")
#define QUOTED PAIR("1b4da-103", "三つ目 = 'です\" (が)", "the third's (\"x\") =")

/* Markdown around two pairs: its tree is that of the same with a definition at the top,
   which has everything shown. */
static const char *const surroundings[] = {
	"# " ONE " " TWO "\n",
	"- " ONE "\n  > " TWO "\n",
	"# <a name=\"a\"></a>" ONE "\n## <a name=\"b-1\"></a>" TWO "\n# <a name=\"c\"></a>\n",
	"```\n# <a name=\"a\"></a>" ONE "\n```\n    x\n# <a name=\"b\"></a>**" TWO "**",
	"<div>\n# <a name=\"a\"></a>" ONE "</div>\n\n<pre>\n# <a name=\"b\"></a>" TWO "</pre>",
	"[x\n# <a name=\"a\"></a>" ONE "](/x) [\n- # <a name=\"b\"></a>" TWO "\n",
	"a " ONE ", b " TWO " c\n",
	"`" ONE "` ``" TWO " x``",
	"```" ONE "\n" TWO "\n```\n",
	"    " ONE "\n    x " TWO "\n",
	"[" ONE "](/a \"" TWO "\") [" TWO "](/b '" ONE "')",
	"[a](" ONE ") [b](" TWO ") [c](<" ONE "> (" TWO "))",
	"![" ONE "](/a " TWO ") ![" ONE " " TWO "](/b)",
	"<http:" ONE "> <http:" TWO "> <" ONE ">",
	"<img src='a.png' alt='" ONE "'> <a href=" ONE ">x</a> <a href=" TWO ">x</a>",
	"<details>\n" ONE "  " TWO "\n</details>\n",
	"<pre>" ONE "\n" TWO "</pre>\n",
	"<table><tr><td>" ONE "<td>\n" TWO "</table>\n",
	"| " ONE " | x |\n|---|---|\n| " TWO " | **" ONE "** |\n",
	"| a |\n|---|\n| `x | " ONE "` |\n",
	"**" ONE "**" TWO "*x*__" TWO "__~~" ONE "~~",
	ONE "\n---\n" TWO "  \nx\\\n" ONE "\n===\n",
	"[" ONE "][] [" TWO "] &" ONE ";\\" TWO "\\",
	QUOTED "\n\n- " QUOTED " " ONE "\n",
	QUOTED " [x](/y \"" QUOTED "\")\n" QUOTED "\n\n" QUOTED,
	"[x](/y '" ONE "\n" QUOTED "')\n\n" QUOTED "**x**" QUOTED "\n",
	"<a href=" QUOTED ">\n\n<a title='" QUOTED "'>x</a>\n",
	"**" QUOTED "**" QUOTED "*x*\n\n~~" QUOTED "~~",
	"<!-- " ONE " " QUOTED " -->\n\n" QUOTED " <!-- " TWO "--\n>\n" ONE,
	"<pre title='\n\n" QUOTED "'>" QUOTED "</pre>\n" QUOTED "\n",
	"| " QUOTED " | x |\n|---|---|\n| " QUOTED " | [x](/y '" QUOTED "') |\n",
	":::image type=\"content\" alt-text=\"" QUOTED "\" source=\"a.png\":::\n",
	":::row:::\n" ONE "\n:::row-end:::\n> [!NOTE]\n> " TWO "\n",
};

static void write_trees(const char *top, const char *text, struct buffer *out)
{
	struct buffer whole;
	struct reading r;
	buffer_init(&whole, BUFFER_MAX_PAGE);
	buffer_str(&whole, top);
	buffer_str(&whole, text);
	reading_open(&r, buffer_view(&whole));
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		tree_write(&r.article, lang, out);
		buffer_char(out, '\n');
	}
	reading_close(&r);
	buffer_release(&whole);
}

static void wherever_they_stand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(surroundings) / sizeof(*surroundings); i++) {
		struct buffer trees;
		struct buffer shown;
		buffer_init(&trees, BUFFER_MAX_PAGE);
		buffer_init(&shown, BUFFER_MAX_PAGE);
		write_trees("\n", surroundings[i], &trees);
		write_trees("[all]: /shown\n\n", surroundings[i], &shown);
		assert_string_equal(trees.ptr, shown.ptr);
		buffer_release(&trees);
		buffer_release(&shown);
	}
}

/* Nobody writes a mark, not even by its number. */
static void no_mark_is_forged(void **state)
{
	(void)state;
	static const char *const texts[][2] = {
		{"x&#xFDDC;&#xFDE8;&#xFDE1;y &#Xfdd4;&#xFdE0; z",
		 "x&#xFFFD;&#xFFFD;&#xFFFD;y &#XFFFD;&#xFFFD; z"},
		{ONE " &#64976;&#0064992;&#00000065007; " TWO,
		 ONE " &#65533;&#0065533;&#00000065533; " TWO},
		{"[x&#xFDD8;](/y&#xFDD8; \"&#64980;\")", "[x&#xFFFD;](/y&#xFFFD; \"&#65533;\")"},
		{"<a name=\"x&#xFDDC;\"></a>\n\n``` &#xFDDC;\n```",
		 "<a name=\"x&#xFFFD;\"></a>\n\n``` &#xFFFD;\n```"},
	};
	static const char *const others[] = {"&#xFDCF; &#64975;", "&#xFDF0; &#65008;",
					     "&#xFDDC &#xFDDC",   "&#x; &#; &#",
					     "&#FDDC; &#x64976;", "&#x1FDDC; &#164976;"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buffer trees[2];
		for (size_t k = 0; k < 2; k++) {
			buffer_init(&trees[k], BUFFER_MAX_PAGE);
			write_trees("", texts[i][k], &trees[k]);
		}
		assert_string_equal(trees[0].ptr, trees[1].ptr);
		for (size_t k = 0; k < 2; k++)
			buffer_release(&trees[k]);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		char text[64];
		snprintf(text, sizeof(text), "%s", others[i]);
		marks_clean(text, strlen(text));
		assert_string_equal(text, others[i]);
	}
}

/* A tree's text that was not shown is the article's own. */
static void where_the_text_is(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, SLICE("# " ONE "\n"));
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		const struct node *text = r.article.sides[lang].root->first->first;
		size_t at = r.article.segments[0].text[lang].start;
		assert_int_equal(text->kind, NODE_TEXT);
		assert_ptr_equal(text->text.ptr, r.article.bytes.ptr + at);
	}
	reading_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence),
		cmocka_unit_test(a_sign_anywhere),
		cmocka_unit_test(signs_of_links_and_tags),
		cmocka_unit_test(hyphens_beside_comments),
		cmocka_unit_test(an_anchor),
		cmocka_unit_test(what_asks_for_all),
		cmocka_unit_test(one_after_the_other),
		cmocka_unit_test(wherever_they_stand),
		cmocka_unit_test(no_mark_is_forged),
		cmocka_unit_test(where_the_text_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
