/* Man pages, compared with their source as it should be. */
#include "support/man_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Each test gets a page of its own; expectations are its blocks' source. */
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

static void assert_blocks(struct man_page *page, const char *expected)
{
	assert_string_equal(man_page_blocks(page), expected);
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

/* --- Text -------------------------------------------------------------------------- */

static void test_text_is_escaped(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, ".dot 'q' `g` ^ ~ - \\n \"");
	tree_add(page, p, NODE_HARD_BREAK);
	tree_text(page, p, "'quote");
	tree_add(page, p, NODE_HARD_BREAK);
	tree_text(page, p, ".x\n.y\x1b[31m\u202e\u200b\u00a0z");
	assert_blocks(page, "\\&.dot \\(aqq\\(aq \\(gag\\(ga \\(ha \\(ti \\- \\en \\(dq\n"
			    ".br\n"
			    "\\(aqquote\n"
			    ".br\n"
			    "\\&.x .y\ufffd[31m\\~z\n");
}

static void test_fonts_nest_and_end_with_the_line(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, "a ");
	struct node *strong = tree_with(page, p, NODE_STRONG, "b ");
	tree_with(page, strong, NODE_EMPHASIS, "c");
	tree_text(page, strong,
		  " bold words that go on until the line is full and then on "
		  "another line");
	tree_text(page, p, " ");
	tree_with(page, p, NODE_CODE, ".d");
	tree_add(page, p, NODE_STRONG);
	tree_with(page, p, NODE_STRIKE, "gone");
	assert_blocks(page,
		      "\\&a \\fBb \\f(BIc \\fBbold words that go on until the line is full and "
		      "then on another\\fR\n"
		      "\\fBline .d\\fR\\(ti\\(tigone\\(ti\\(ti\n");
}

static void test_a_line_does_not_end_a_sentence(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH,
		  "This sentence is exactly so long that its end is the end of a line. (Next!) "
		  "Last.");
	assert_blocks(page,
		      "This sentence is exactly so long that its end is the end of a line.\\&\n"
		      "(Next!) Last.\n");
}

static void test_blanks_and_breaks(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, " \t a  b\n");
	tree_add(page, p, NODE_SOFT_BREAK);
	tree_text(page, p, "c");
	tree_add(page, p, NODE_HARD_BREAK);
	tree_add(page, p, NODE_HARD_BREAK);
	tree_text(page, p, " d ");
	tree_add(page, p, NODE_HARD_BREAK);
	tree_with(page, page->root, NODE_PARAGRAPH, " \n ");
	assert_blocks(page, "a b c\n.sp\nd\n");
}

static void test_words_longer_than_a_line_are_broken(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH,
		  "e-mail https://example.com/abcdefgh/ijklmnop/qrstuvwx/yzabcdef/ghijklmn/"
		  "opqrstuv/wxyz");
	assert_blocks(page, "e\\-mail https://example.com/\\:abcdefgh/\\:ijklmnop/\\:qrstuvwx/"
			    "\\:yzabcdef/\\:\\c\n"
			    ".JB\n"
			    "ghijklmn/\\:opqrstuv/\\:wxyz\n");
	assert_contains(man_page_source(page), ".de JB\n.if !\\n(.f .br\n..\n");
}

static void test_words_without_an_opportunity_are_broken_behind_punctuation(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH,
		  "C:"
		  "\\Folder\\Another\\Another\\Another\\Another\\Another\\Another\\Another\\Another"
		  "\\Another\\x");
	tree_with(page, page->root, NODE_PARAGRAPH,
		  "See 0123456789012345678901234567890123456789012345678901234567890123456789xy");
	const char *source = man_page_blocks(page);
	assert_contains(source, "\\e\\:\\c\n.JB\nAnother\\e\\:Another\\e\\:x\n");
	assert_contains(source, "\\&See 0\\:1\\:2\\:3");
	assert_contains(source, "\\:6\\:\\c\n.JB\n7\\:8\\:9\\:x\\:y\n");
}

/* mandoc counts each character beyond ASCII as eight bytes. */
static void test_long_lines_begin_so_that_mandoc_does_not_mind(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH, "a é é é é é é é é é é");
	tree_with(page, page->root, NODE_PARAGRAPH, "日本語日本語日本語日本語");
	assert_blocks(page, "\\&a é é é é é é é é é é\n"
			    ".PP\n"
			    "日\\:本\\:語\\:日\\:本\\:語\\:日\\:本\\:語\\:日\\:本\\:語\n");
}

static void test_japanese_breaks_where_it_may(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH,
		  "メールを（すぐに）送り、「キュー」へ入れます。ちょっと長い文なので、ここで"
		  "折り返します。DNS クエリ");
	assert_blocks(page, "メー\\:ル\\:を\\:（\\&す\\:ぐ\\:に）\\:送\\:り、\\:「\\&キュー」\\:"
			    "へ\\:入\\:れ\\:ま\\:す。\\:"
			    "ちょっ\\:と\\:長\\:い\\:文\\:な\\:の\\:で、\\:こ\\:\\c\n"
			    ".JB\n"
			    "こ\\:で\\:折\\:り\\:返\\:し\\:ま\\:す。\\:DNS ク\\:エ\\:リ\n");
}

static void test_japanese_lines_are_joined_without_a_blank(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, "上");
	tree_add(page, p, NODE_SOFT_BREAK);
	tree_text(page, p, "下。");
	tree_add(page, p, NODE_SOFT_BREAK);
	tree_text(page, p, "「次");
	tree_add(page, p, NODE_SOFT_BREAK);
	tree_text(page, p, "DNS");
	assert_blocks(page, "上\\:下。\\:「\\&次 DNS\n");
}

/* Readers break at every blank; kinsoku does not. */
static void test_blanks_at_which_no_line_may_end(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH, "「 語 」 と ・ 々 ！ end");
	assert_blocks(page, "「\\&\\~語\\~」 と\\~・\\~々\\~！ end\n");
}

/* --- Links ------------------------------------------------------------------------- */

static void test_links_to_addresses(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, "See");
	tree_text(page, p, " ");
	tree_link(page, p, "https://example.com/a-b \"c", "the list");
	tree_text(page, p, "). Then (");
	tree_link(page, p, "https://example.com/d", "more");
	tree_text(page, p, "and more) ");
	tree_link(page, p, "mailto:a@example.com", "a@example.com");
	assert_blocks(page, "See\n"
			    ".UR https://example.com/a\\-b%20\\(dqc\n"
			    "the list\n"
			    ".UE ).\\&\n"
			    "Then (\\c\n"
			    ".UR https://example.com/d\n"
			    "more\n"
			    ".UE \\c\n"
			    "\\:and more) a@example.com\n");
}

static void test_links_to_pages(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, "See ");
	tree_link(page, p, "dns-query.md", "the topic");
	tree_text(page, p, ", ");
	tree_link(page, p, "5.1.1.md", "5.1.1");
	tree_text(page, p, "or (");
	tree_link(page, p, "x y.md", "that");
	tree_text(page, p, "). ");
	tree_link(page, p, "#here", "nowhere");
	tree_link(page, p, "", "else");
	assert_blocks(page, "See the topic\n"
			    ".BR dns\\-query (7),\n"
			    ".BR 5.1.1 (7)\\c\n"
			    "or (that\n"
			    ".BR \"x y\" (7)).\\&\n"
			    "nowhereelse\n");
}

static void test_links_in_japanese(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH, "「");
	tree_link(page, p, "https://example.com/", "一覧");
	tree_text(page, p, "」を");
	tree_link(page, p, "5.1.1.md", "参照");
	tree_text(page, p, "。");
	assert_blocks(page, "「\\&\\c\n"
			    ".UR https://example.com/\n"
			    "一\\:覧\n"
			    ".UE \\c\n"
			    "」\\:を\\:参\\:照\n"
			    ".BR 5.1.1 (7)\\c\n"
			    "。\n");
}

static void test_an_address_that_fits_no_line_is_text(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_add(page, page->root, NODE_PARAGRAPH);
	tree_link(page, p,
		  "https://example.com/abcdefghij/abcdefghij/abcdefghij/abcdefghij/abcdefghij/ab",
		  "x");
	assert_blocks(page, "\\&x ⟨https://example.com/\\:abcdefghij/\\:abcdefghij/\\:abcdefghij/"
			    "\\:abcdefghij/\\:\\c\n"
			    ".JB\n"
			    "abcdefghij/\\:ab⟩\n");
}

static void test_an_address_in_a_broken_word_stays_whole(void **state)
{
	struct man_page *page = *state;
	struct node *p = tree_with(page, page->root, NODE_PARAGRAPH,
				   "0123456789012345678901234567890123456789012345678901234567");
	tree_link(page, p, "https://example.com", "https://example.com");
	tree_text(page, p, "0123456789");
	const char *source = man_page_blocks(page);
	assert_contains(source, "5\\:6\\:7\\:\\c\n.JB\nhttps://example.com\\:0\\:1");
}

static void test_links_without_a_resolver_are_text(void **state)
{
	struct man_page *page = *state;
	page->options.resolve = NULL;
	tree_link(page, tree_add(page, page->root, NODE_PARAGRAPH), "https://example.com/", "x");
	assert_blocks(page, "x\n");
}

/* --- Blocks ------------------------------------------------------------------------ */

static void test_no_paragraph_request_behind_a_heading(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_PARAGRAPH, "a");
	tree_with(page, page->root, NODE_PARAGRAPH, "b");
	tree_with(page, page->root, NODE_HEADING, "H \"x\"");
	tree_with(page, page->root, NODE_PARAGRAPH, "c");
	tree_with(page, page->root, NODE_HEADING, "Empty");
	tree_with(page, page->root, NODE_HEADING, " ");
	assert_blocks(page, "a\n.PP\nb\n.SS H \\(dqx\\(dq\nc\n.SS Empty\n");
}

static void test_long_headings_are_broken_by_blanks(void **state)
{
	struct man_page *page = *state;
	tree_with(page, page->root, NODE_HEADING,
		  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八"
		  "九十");
	assert_blocks(page, ".SS 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
			    "一二三四五六七 八九十\n");
}

static void test_lists(void **state)
{
	struct man_page *page = *state;
	struct node *list = tree_ordered(page, page->root, 9);
	struct node *item = tree_item(page, list, "nine");
	tree_with(page, item, NODE_PARAGRAPH, "more");
	item = tree_item(page, list, "ten");
	struct node *inner = tree_list(page, item, true);
	tree_item(page, inner, "a");
	tree_item(page, inner, "b");
	tree_add(page, list, NODE_ITEM);
	tree_with(page, page->root, NODE_PARAGRAPH, "end");
	assert_blocks(page, ".IP 9. 4\nnine\n"
			    ".RS 4\n.PP\nmore\n.RE\n"
			    ".IP 10. 4\nten\n"
			    ".RS 4\n"
			    ".IP \\(bu 2\na\n.PD 0\n"
			    ".IP \\(bu 2\nb\n.PD\n"
			    ".RE\n"
			    ".IP 11. 4\n\\&\n"
			    ".PP\nend\n");
}

static void test_tight_lists_in_tight_lists(void **state)
{
	struct man_page *page = *state;
	struct node *list = tree_list(page, page->root, true);
	struct node *item = tree_item(page, list, "a");
	tree_item(page, tree_list(page, item, true), "b");
	item = tree_item(page, list, "done");
	item->item.is_task = item->item.is_done = true;
	assert_blocks(page, ".IP \\(bu 4\na\n.PD 0\n"
			    ".RS 4\n.IP \\(bu 2\nb\n.RE\n"
			    ".IP \"[x]\" 4\ndone\n.PD\n");
}

static void test_quotes_and_alerts(void **state)
{
	struct man_page *page = *state;
	struct node *quote = tree_add(page, page->root, NODE_QUOTE);
	tree_with(page, quote, NODE_HEADING, "H");
	tree_with(page, quote, NODE_PARAGRAPH, "q");
	tree_add(page, page->root, NODE_QUOTE);
	struct node *alert = tree_add(page, page->root, NODE_ALERT);
	alert->alert.kind = ALERT_CAUTION;
	tree_with(page, alert, NODE_PARAGRAPH, "a");
	tree_with(page, alert, NODE_PARAGRAPH, "b");
	tree_add(page, page->root, NODE_RULE);
	assert_blocks(page, ".RS 4\n\\fBH\\fR\n.PP\nq\n.RE\n"
			    ".PP\n\\fBCaution:\\fR\n"
			    ".RS 4\na\n.PP\nb\n.RE\n"
			    ".PP\n* * *\n");
}

static void test_alerts_in_japanese(void **state)
{
	struct man_page *page = *state;
	for (int kind = ALERT_NOTE; kind <= ALERT_CAUTION; kind++)
		tree_add(page, page->root, NODE_ALERT)->alert.kind = (enum alert_kind)kind;
	assert_blocks(page, "\\fB注:\\fR\n.PP\n\\fBヒ\\:ン\\:ト:\\fR\n.PP\n\\fB重\\:要:\\fR\n"
			    ".PP\n\\fB警\\:告:\\fR\n.PP\n\\fB注\\:意:\\fR\n");
}

static void test_code(void **state)
{
	struct man_page *page = *state;
	tree_code(page, page->root, "\n\n.dot 'q'\n\n  \tx  \n\\fB\x1b\n\n");
	tree_code(page, page->root, "\n \n");
	assert_blocks(page, ".RS 4\n.EX\n"
			    "\\&.dot \\(aqq\\(aq\n"
			    "\n"
			    "        x\n"
			    "\\efB\ufffd\n"
			    ".EE\n.RE\n");
}

static void test_wide_code_is_moved_out_not_broken(void **state)
{
	struct man_page *page = *state;
	char code[80];
	memset(code, 'x', sizeof(code));
	code[69] = '\0';
	tree_code(page, page->root, code);
	assert_contains(man_page_blocks(page), ".RS 2\n.EX\nxxx");
	code[69] = 'x', code[71] = '\0';
	assert_contains(man_page_blocks(page), ".RS 2\n.EX\nxxx");
	page->root->first->code.text = slice_from(code);
	assert_contains(man_page_blocks(page), ".EX\nxxx");
	assert_lacks(man_page_blocks(page), ".RS");
	code[71] = 'x', code[72] = '\0';
	page->root->first->code.text = slice_from(code);
	assert_contains(man_page_blocks(page), ".in 0\n.EX\nxxx");
	assert_contains(man_page_blocks(page), ".EE\n.in\n");
}

/* Code of one line in a language, as it is written. */
static void assert_code(struct man_page *page, const char *language, const char *code,
			const char *expected)
{
	struct node *node = page->root->first;
	if (!node)
		node = tree_code(page, page->root, code);
	node->code.text = slice_from(code);
	node->code.language = slice_from(language);
	char blocks[1024];
	snprintf(blocks, sizeof(blocks), ".RS 4\n.EX\n%s.EE\n.RE\n", expected);
	assert_blocks(page, blocks);
}

#define TEN   "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

/* No line of a page is wider than 78 columns: 67 are left for indented code. */
static void test_code_wider_than_the_page(void **state)
{
	struct man_page *page = *state;
	assert_code(page, "", SIXTY TEN "123456789", SIXTY "01234↩\n    56789123456789\n");
	assert_code(page, "text", SIXTY " 2345678 " TEN "x", SIXTY " ↩\n    2345678 " TEN "x\n");
	assert_code(page, "text", "  a " SIXTY "12345678901234567",
		    "  a ↩\n      " TEN TEN TEN TEN TEN "012345678↩\n      912345678901234567\n");
	assert_code(page, "text", "ア" SIXTY "12エ6789" TEN, "ア" SIXTY "12↩\n    エ6789" TEN "\n");
	assert_code(page, "text", SIXTY "12345.89" TEN TEN,
		    SIXTY "12345↩\n    \\&.89" TEN TEN "\n");
	/* Behind a part of a long word, if that fills half the line. */
	assert_code(page, "", TEN TEN TEN TEN ",a.b," TEN TEN TEN TEN TEN,
		    TEN TEN TEN TEN ",a.b,↩\n    " TEN TEN TEN TEN TEN "\n");
	assert_code(page, "", "a=" SIXTY TEN TEN, "a=" SIXTY "012↩\n    3456789" TEN "\n");
}

/* What is copied still runs where the language has a way to go on. */
static void test_wide_code_of_shells(void **state)
{
	struct man_page *page = *state;
	assert_code(page, "console", "dig " SIXTY " MX +short +norecurse",
		    "dig " SIXTY " \\e\n    MX +short +norecurse\n");
	assert_code(page, "PowerShell", "Get " SIXTY " |x yyyyyyyyyyyyyyyyyyyy",
		    "Get " SIXTY " \\(ga\n    |x yyyyyyyyyyyyyyyyyyyy\n");
	assert_code(page, "bash", "a 'b c d " SIXTY TEN "' e",
		    "a \\e\n    \\(aqb c d ↩\n    " SIXTY "0↩\n    123456789\\(aq e\n");
	assert_code(page, "bash", "# " SIXTY " not run by the shell",
		    "# " SIXTY " ↩\n    not run by the shell\n");
	assert_code(page, "bash", "a#b " SIXTY " c d e f g h i j k l",
		    "a#b " SIXTY " \\e\n    c d e f g h i j k l\n");
}

static void test_a_table_that_fits(void **state)
{
	struct man_page *page = *state;
	struct node *table = tree_table(page, page->root, "コード|意味\n4.4.312|失敗\n_|\n.x|T{");
	table->first->last->cell.align = ALIGN_RIGHT;
	tree_with(page, page->root, NODE_PARAGRAPH, "終");
	assert_blocks(page, ".TS\nnokeep;\nlB rB\nl r.\n"
			    "コード\t意味\n"
			    "_\n"
			    "4.4.312\t失敗\n"
			    "\\&_\t\\&\n"
			    "\\&.x\t\\&T{\n"
			    ".TE\n"
			    ".PP\n終\n");
	assert_memory_equal(man_page_source(page), "'\\\" t\n.TH ", 10);
}

static void test_a_wide_table_is_a_list(void **state)
{
	struct man_page *page = *state;
	tree_table(
		page, page->root,
		"Code|Meaning:|Fix\n"
		"4.4.312|The DNS query for the smart host's addresses failed.|Ask whom you pay.\n"
		"4.4.316||");
	assert_blocks(page, ".TP 4\n\\fBCode: 4.4.312\\fR\n"
			    "\\fIMeaning: \\fRThe DNS query for the smart host\\(aqs addresses "
			    "failed.\n"
			    ".br\n"
			    "\\fIFix: \\fRAsk whom you pay.\n"
			    ".PP\nCode: 4.4.316\n");
	assert_memory_equal(man_page_source(page), ".TH ", 4);
}

static void test_empty_tables_are_nothing(void **state)
{
	struct man_page *page = *state;
	tree_table(page, page->root, "|\n|\n");
	tree_add(page, page->root, NODE_TABLE);
	tree_add(page, tree_add(page, page->root, NODE_TABLE), NODE_ROW);
	assert_blocks(page, "");
}

static void test_elements(void **state)
{
	struct man_page *page = *state;
	struct node *details = tree_element(page, page->root, "details", true);
	tree_text(page, tree_element(page, details, "summary", true), "More");
	tree_text(page, details, "x");
	tree_text(page, tree_element(page, details, "sup", false), "2");
	tree_element(page, details, "br", false);
	tree_text(page, tree_element(page, details, "kbd", false), "C");
	struct node *list = tree_element(page, details, "ol", true);
	tree_text(page, tree_element(page, list, "li", true), "one");
	tree_text(page, tree_element(page, page->root, "center", true), "else");
	struct node *pre = tree_element(page, page->root, "pre", true);
	tree_text(page, pre, ".x\n  y");
	struct node *terms = tree_element(page, page->root, "dl", true);
	tree_text(page, tree_element(page, terms, "dt", true), "T");
	tree_text(page, tree_element(page, terms, "dd", true), "D");
	assert_blocks(page, "\\fBMore\\fR\n.PP\nx\\(ha2\n.br\n\\fBC\\fR\n"
			    ".IP 1. 3\none\n.PD 0\n.PD\n"
			    ".PP\nelse\n"
			    ".PP\n.RS 4\n.EX\n\\&.x\n  y\n.EE\n.RE\n"
			    ".TP 4\n\\fBT\\fR\nD\n");
}

static void test_elements_with_attributes(void **state)
{
	struct man_page *page = *state;
	struct attribute href = {.name = SLICE("href"), .value = SLICE("5.1.1.md")};
	struct attribute alt = {.name = SLICE("alt"), .value = SLICE("a picture")};
	struct node *p = tree_element(page, page->root, "p", true);
	struct node *link = tree_element(page, p, "a", false);
	link->element.attributes = &href;
	tree_text(page, link, "here");
	tree_element(page, p, "br", false);
	tree_element(page, p, "img", false)->element.attributes = &alt;
	assert_blocks(page, "here\n.BR 5.1.1 (7)\n.br\na picture\n");
}

static void test_tables_in_html(void **state)
{
	struct man_page *page = *state;
	struct node *table = tree_element(page, page->root, "table", true);
	tree_text(page, tree_element(page, table, "caption", true), "Codes");
	struct node *head = tree_element(page, table, "thead", true);
	struct node *row = tree_element(page, head, "tr", true);
	tree_text(page, tree_element(page, row, "th", true), "A");
	tree_text(page, row, "\n");
	tree_text(page, tree_element(page, row, "th", true), "B");
	row = tree_element(page, table, "tr", true);
	tree_text(page, tree_element(page, row, "td", true), "1");
	struct node *cell = tree_element(page, row, "td", true);
	struct node *list = tree_element(page, cell, "ul", true);
	tree_text(page, tree_element(page, list, "li", true), "x");
	tree_text(page, tree_element(page, list, "li", true), "y");
	assert_blocks(page, "Codes\n"
			    ".TP 4\n\\fBA: 1\\fR\n"
			    "\\f(BIB\\fI:\\fR\n.br\n• x\n.br\n• y\n");
}

static struct node *nest(struct man_page *page, enum node_kind kind, size_t depth)
{
	struct node *node = page->root;
	for (size_t i = 0; i < depth; i++)
		node = tree_add(page, node, kind);
	return node;
}

static void test_nesting_has_no_end(void **state)
{
	struct man_page *page = *state;
	tree_with(page, nest(page, NODE_QUOTE, 50000), NODE_PARAGRAPH, "deep");
	tree_text(page, nest(page, NODE_EMPHASIS, 50000), "deeper");
	struct node *list = page->root;
	for (int i = 0; i < 20000; i++)
		list = tree_add(page, tree_list(page, list, true), NODE_ITEM);
	tree_text(page, list, "deepest");
	const char *source = man_page_blocks(page);
	assert_contains(source, "\ndeep\n");
	assert_contains(source, "\\fIdeeper\\fR\n");
	assert_contains(source, "deepest\n");
}

#define ENGLISH(test)  cmocka_unit_test_setup_teardown(test, open_english, close_page)
#define JAPANESE(test) cmocka_unit_test_setup_teardown(test, open_japanese, close_page)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ENGLISH(test_text_is_escaped),
		ENGLISH(test_fonts_nest_and_end_with_the_line),
		ENGLISH(test_a_line_does_not_end_a_sentence),
		ENGLISH(test_blanks_and_breaks),
		ENGLISH(test_words_longer_than_a_line_are_broken),
		ENGLISH(test_words_without_an_opportunity_are_broken_behind_punctuation),
		JAPANESE(test_long_lines_begin_so_that_mandoc_does_not_mind),
		JAPANESE(test_japanese_breaks_where_it_may),
		JAPANESE(test_japanese_lines_are_joined_without_a_blank),
		JAPANESE(test_blanks_at_which_no_line_may_end),
		ENGLISH(test_links_to_addresses),
		ENGLISH(test_links_to_pages),
		JAPANESE(test_links_in_japanese),
		ENGLISH(test_an_address_that_fits_no_line_is_text),
		ENGLISH(test_an_address_in_a_broken_word_stays_whole),
		ENGLISH(test_links_without_a_resolver_are_text),
		ENGLISH(test_no_paragraph_request_behind_a_heading),
		JAPANESE(test_long_headings_are_broken_by_blanks),
		ENGLISH(test_lists),
		ENGLISH(test_tight_lists_in_tight_lists),
		ENGLISH(test_quotes_and_alerts),
		JAPANESE(test_alerts_in_japanese),
		ENGLISH(test_code),
		ENGLISH(test_wide_code_is_moved_out_not_broken),
		ENGLISH(test_code_wider_than_the_page),
		ENGLISH(test_wide_code_of_shells),
		JAPANESE(test_a_table_that_fits),
		ENGLISH(test_a_wide_table_is_a_list),
		ENGLISH(test_empty_tables_are_nothing),
		ENGLISH(test_elements),
		ENGLISH(test_elements_with_attributes),
		ENGLISH(test_tables_in_html),
		ENGLISH(test_nesting_has_no_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
