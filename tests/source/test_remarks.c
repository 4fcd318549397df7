/* Comments to this program leave nothing behind in the trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#define REMARK "<!-- taiyaku: ignore a.b -->"

static void no_block_is_disturbed(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"a\n\n" REMARK "\nb", "p['a'] p['b']", NULL, NULL},
		{"a\n" REMARK "\nb", "p['a' ~ 'b']", NULL, NULL},
		{"a " REMARK "\nb", "p['a' ~ 'b']", NULL, NULL},
		{"a  " REMARK "  \nb", "p['a' ~ 'b']", NULL, NULL},
		{"a " REMARK "\r\nb", "p['a' ~ 'b']", NULL, NULL},
		{"# a " REMARK "\nb", "h1#a['a'] p['b']", NULL, NULL},
		{"1. a\n" REMARK "\n2. b\n", "ol.1.tight[item[p['a']] item[p['b']]]", NULL, NULL},
		{"- a " REMARK "\n- b\n", "ul.tight[item[p['a']] item[p['b']]]", NULL, NULL},
		{"> a\n> " REMARK "\n> b", "quote[p['a' ~ 'b']]", NULL, NULL},
		{"|a|\n|-|\n|b| " REMARK "\n" REMARK "\n|c|\n",
		 "table[row.head[th['a']] row[td['b']] row[td['c']]]", NULL, NULL},
		{"a\n\n" REMARK, "p['a']", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

static void code_shows_it(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"`" REMARK "`", "p[code'" REMARK "']", NULL, NULL},
		{"```\n" REMARK "\n```\n", "pre'" REMARK "\\n'", NULL, NULL},
		{"~~~~\n~~~\n" REMARK "\n~~~~\n" REMARK "\n", "pre'~~~\\n" REMARK "\\n'", NULL,
		 NULL},
	};
	ASSERT_TREES(cases);
}

static void in_and_between_segments(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, slice_from("---\ntitle: " REMARK "\n---\n" REMARK "\n"
				    "- " PAIR("ab12c-101", "一",
					      "one") " " REMARK "\n"
						     "\n" REMARK
						     "\n\n- " PAIR("ab12c-102",
								   "二\n" REMARK "\n三", "two")));
	const struct article *article = &r.article;
	assert_tree(article, LANG_EN, "ul[item[p['one'@0]] item[p['two'@1]]]");
	assert_tree(article, LANG_JA, "ul[item[p['一'@0]] item[p['二'@1 '三'@1]]]");
	assert_int_equal(article->n_remarks, 4);
	assert_int_equal(article->remarks[0].first_line, 5);
	assert_int_equal(article->remarks[1].first_line, 5);
	assert_int_equal(article->remarks[1].last_line, 5);
	assert_int_equal(article->remarks[2].first_line, 9);
	assert_int_equal(article->remarks[2].last_line, 11);
	reading_close(&r);
}

/* What is not closed on its line, or has text behind it, stays where it is: a
   comment as any other. */
static void others_are_kept(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, slice_from("a " REMARK " b\n\n<!-- taiyaku: ignore\n-->\n"));
	assert_int_equal(r.article.n_remarks, 2);
	assert_false(r.article.remarks[0].ends_line);
	assert_false(r.article.remarks[1].is_closed);
	reading_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_block_is_disturbed),
		cmocka_unit_test(code_shows_it),
		cmocka_unit_test(in_and_between_segments),
		cmocka_unit_test(others_are_kept),
	};
	article_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
