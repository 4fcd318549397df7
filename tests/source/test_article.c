/* The trees: every kind of block and inline, its place, its segment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "source/url.h"

#include <stdlib.h>
#include <string.h>

/* --- Blocks ------------------------------------------------------------- */

static void blocks(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"a\n\nb", "p['a'] p['b']", NULL, NULL},
		{"# a\n## b ##\n###### c", "h1#a['a'] h2#b['b'] h6#c['c']", NULL, NULL},
		{"a\n=\n\nb\nc\n---\n", "h1#a['a'] h2#b-c['b' ~ 'c']", NULL, NULL},
		{"* * *\n", "hr", NULL, NULL},
		{"    a\n    b\n", "pre'a\\nb\\n'", NULL, NULL},
		{"```\na\n```\n", "pre'a\\n'", NULL, NULL},
		{"``` sh -x\n*a*\n", "pre.sh'*a*\\n'", NULL, NULL},
		{"~~~\n\n~~~", "pre'\\n'", NULL, NULL},
		{"> a\nb\n> > c", "quote[p['a' ~ 'b'] quote[p['c']]]", NULL, NULL},
		{"- a\n- b\n", "ul.tight[item[p['a']] item[p['b']]]", NULL, NULL},
		{"- a\n\n- b\n", "ul[item[p['a']] item[p['b']]]", NULL, NULL},
		{"- a\n\n  b\n- c\n", "ul[item[p['a'] p['b']] item[p['c']]]", NULL, NULL},
		{"- a\n  - b\n", "ul.tight[item[p['a'] ul.tight[item[p['b']]]]]", NULL, NULL},
		{"3) a\n4) b\n", "ol.3.tight[item[p['a']] item[p['b']]]", NULL, NULL},
		{"0. a\n", "ol.0.tight[item[p['a']]]", NULL, NULL},
		{"- a\n+ b\n", "ul.tight[item[p['a']]] ul.tight[item[p['b']]]", NULL, NULL},
		{"-\n", "ul.tight[item]", NULL, NULL},
		{"- [ ] a\n- [x] b\n- [X] c\n- [-] d\n",
		 "ul.tight[item.todo[p['a']] item.done[p['b']] item.done[p['c']] item[p['[-] d']]]",
		 NULL, NULL},
		{"- # a\n  > b\n", "ul.tight[item[h1#a['a'] quote[p['b']]]]", NULL, NULL},
		{"|a|b|\n|-|:-:|\n|c|d|\n|e|\n",
		 "table[row.head[th['a'] th.center['b']] row[td['c'] td.center['d']] "
		 "row[td['e'] td.center]]",
		 NULL, NULL},
		/* Another number of dashes: no table, and that is said. */
		{"|a|b|\n|-|-|-|\n|c|d|\n", "p['|a|b|' ~ '|-|-|-|' ~ '|c|d|']", NULL,
		 "align.none 1:1, text.table 1:1"},
		{"> a | b\n> -|-|-\n", "quote[p['a | b' ~ '-|-|-']]", NULL,
		 "align.none 1:1, text.table 1:3"},
		{"a\n|-|-|\n", "p['a' ~ '|-|-|']", NULL, NULL},
		{"a|b|c\n:-|-:|---\n\nd",
		 "table[row.head[th.left['a'] th.right['b'] th['c']]] p['d']", NULL, NULL},
		{"|a|\n|-|\n|b \\| c|\n|`d \\| e`|\n",
		 "table[row.head[th['a']] row[td['b | c']] row[td[code'd | e']]]", NULL, NULL},
		{"[a]: /b 'c'\n\n[d][a] [A]", "p[a'/b''c'['d'] ' ' a'/b''c'['A']]", NULL, NULL},
		{"a\r\n\r\nb\r\n", "p['a'] p['b']", NULL, NULL},
		{"a\r\rb\rc", "p['a'] p['b' ~ 'c']", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

static void inlines(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"*a* _b_ **c** __d__ ***e***",
		 "p[em['a'] ' ' em['b'] ' ' strong['c'] ' ' strong['d'] ' ' em[strong['e']]]", NULL,
		 NULL},
		{"~~a~~ `b` ``c`d``", "p[strike['a'] ' ' code'b' ' ' code'c`d']", NULL, NULL},
		{"a  \nb\\\nc\nd", "p['a' br 'b' br 'c' ~ 'd']", NULL, NULL},
		{"[a](b \"c\")[*d*](<e f>)", "p[a'b''c'['a'] a'e f'[em['d']]]", NULL, NULL},
		{"![a *b* `c`\nd](e 'f')", "p[img'e''f''a b c d']", NULL, NULL},
		{"[![a](b)](c)", "p[a'c'[img'b''a']]", NULL, NULL},
		{"<https://a.b/c?d=e&f> <g@h.i>",
		 "p[a'https://a.b/c?d=e&f'['https://a.b/c?d=e&f'] ' ' a'mailto:g@h.i'['g@h.i']]",
		 NULL, NULL},
		/* Not GitHub's own links without brackets. */
		{"https://a.b www.c.d", "p['https://a.b www.c.d']", NULL, NULL},
		{"&amp; &lt;b&gt; &copy; &#x3042; &nosuch; \\* \\# \\あ",
		 "p['& <b> © あ &nosuch; * # \\あ']", NULL, NULL},
		{"[a](b%20c\\)d&amp;e)", "p[a'b%20c)d&e'['a']]", NULL, NULL},
		{"[a]()", "p[a''['a']]", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

/* --- Places ------------------------------------------------------------- */

static void write_position(struct buffer *out, const struct article *article, size_t offset)
{
	struct position at = lines_position(&article->lines, offset);
	buffer_printf(out, "%zu:%zu", at.line, at.column);
}

/* "1:1-1:4 3:1-5:2 …": the blocks in the order of the tree. */
static void assert_places(const struct article *article, enum lang lang, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	struct node_walk walk = node_walk_from(article->sides[lang].root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (!walk.entering || !node_is_block(node) || node->kind == NODE_DOCUMENT)
			continue;
		if (out.len)
			buffer_char(&out, ' ');
		write_position(&out, article, node->at.start);
		buffer_char(&out, '-');
		write_position(&out, article, node->at.end);
	}
	if (strcmp(out.ptr, expected) != 0)
		fail_msg("the places are\n    %s\nand should be\n    %s", out.ptr, expected);
	buffer_release(&out);
}

static void assert_places_in(const char *text, const char *en, const char *ja)
{
	struct reading r;
	reading_open(&r, slice_from(text));
	assert_places(&r.article, LANG_EN, en);
	assert_places(&r.article, LANG_JA, ja ? ja : en);
	reading_close(&r);
}

static void places_of_blocks(void **state)
{
	(void)state;
	assert_places_in("a\n\n  b\nc\n", "1:1-1:2 3:3-4:2", NULL);
	assert_places_in("# a\n\nb\n==\n", "1:1-1:4 3:1-4:3", NULL);
	assert_places_in("# あ い\n\n- 日本\n  語\n", "1:1-1:6 3:1-4:4 3:1-4:4 3:3-4:4", NULL);
	assert_places_in("> a\n> b\n", "1:1-2:4 1:3-2:4", NULL);
	assert_places_in("***\n\n```\na\n```\n", "1:1-1:4 3:1-5:4", NULL);
	assert_places_in("|a|b|\n|-|-|\n|日本|d|\n",
			 "1:1-3:7 1:1-1:6 1:2-1:3 1:4-1:5 3:1-3:7 3:2-3:4 3:5-3:6", NULL);
	/* The head row is given the first line of what it was split off. */
	assert_places_in("a\n\nb\nc\n|d|\n|-|\n|e|\n",
			 "1:1-1:2 3:1-3:2 3:1-7:4 3:1-3:2 3:2-3:2 7:1-7:4 7:2-7:3", NULL);
	assert_places_in("- [x] a\n", "1:1-1:8 1:1-1:8 1:7-1:8", NULL);
	assert_places_in("\xEF\xBB\xBF# a\n", "1:1-1:4", NULL);
	assert_places_in("---\ntitle: a\n---\n\n# a\n", "5:1-5:4", NULL);
	assert_places_in("a\r\n\r\nb\r\n", "1:1-1:2 3:1-3:2", NULL);
	assert_places_in("# a\n\nb\0c\n", "1:1-1:4 3:1-3:2", NULL);
}

/* A block of pairs ends with the side's own text. */
static void places_of_blocks_in_pairs(void **state)
{
	(void)state;
	assert_places_in(
		"# " PAIR("1b4da-101", "甲", "A") "\n\n- " PAIR("1b4da-102", "乙", "B") "\n",
		"1:1-1:97 3:1-3:97 3:1-3:97 3:96-3:97", "1:1-1:34 3:1-3:34 3:1-3:34 3:33-3:34");
	assert_places_in("|" PAIR("1b4da-101", "甲", "A") "|b|\n|-|-|\n|c|" PAIR("1b4da-102", "丙",
										 "") "|\n",
			 "1:1-3:112 1:1-1:113 1:95-1:96 1:111-1:112 3:1-3:112 3:2-3:3 3:111-3:111",
			 "1:1-3:112 1:1-1:113 1:32-1:33 1:111-1:112 3:1-3:112 3:2-3:3 3:34-3:35");
	assert_places_in(PAIR("1b4da-101", "**「甲」**を\n乙", "A") "\n\nb\n", "2:64-2:65 4:1-4:2",
			 "1:31-2:2 4:1-4:2");
	assert_places_in(PAIR("1b4da-101", "甲\n- 乙", "A") "\n", "2:66-2:67",
			 "1:31-1:32 2:1-2:4 2:1-2:4 2:3-2:4");
}

static void places_of_leaves_are_their_segments(void **state)
{
	(void)state;
	struct reading r;
	reading_open(&r, slice_from("a " PAIR("1b4da-101", "甲**乙**", "A [b](c)") " `d`\n"));
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct node_walk walk = node_walk_from(r.article.sides[lang].root);
		while (node_walk_next(&walk)) {
			const struct node *node = walk.node;
			if (node->first || node_is_block(node) || !walk.entering)
				continue;
			bool outside = node->segment == SEGMENT_NONE;
			struct span block = node->parent->at;
			struct span segment = r.article.segments[0].text[lang];
			assert_int_equal(node->at.start, outside ? block.start : segment.start);
			assert_int_equal(node->at.end, outside ? block.end : segment.end);
		}
	}
	reading_close(&r);
}

/* --- Segments ----------------------------------------------------------- */

static void segments_of_text(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"# <a name=\"x\"></a>" PAIR("1b4da-101", "甲", "A") "\n\n" PAIR(
			 "1b4da-102", "乙。", "B.") " " PAIR("1b4da-103", "丙", "C"),
		 "h1#x['A'@0] p['B.'@1 ' ' 'C'@2]", "h1#x['甲'@0] p['乙。'@1 '丙'@2]", NULL},
		{"- " PAIR("1b4da-101", "- 甲", "1. A") "\n> " PAIR("1b4da-102", "# 乙", "# B"),
		 "ul.tight[item[ol.1.tight[item[p['A'@0]]]]] quote[h1#b['B'@1]]",
		 "ul.tight[item[ul.tight[item[p['甲'@0]]]]] quote[h1#b['乙'@1]]", NULL},
		{PAIR("1b4da-101", "甲`乙`[丙](x)![丁](y)<br>", "A *b* ~~c~~  \nd"),
		 "p['A '@0 em['b'@0] ' '@0 strike['c'@0] br@0 'd'@0]",
		 "p['甲'@0 code'乙'@0 a'x'['丙'@0] img'y''丁'@0 br@0]", NULL},
		{"**" PAIR("1b4da-101", "甲", "A") "**: `" PAIR("1b4da-102", "乙", "B") "` [" PAIR(
			 "1b4da-103", "丙", "C") "](d)",
		 "p[strong['A'@0] ': ' code'B'@1 ' ' a'd'['C'@2]]",
		 "p[strong['甲'@0] ': ' code'乙'@1 ' ' a'd'['丙'@2]]", NULL},
		/* A label and its description are no link's definition. */
		{"- " PAIR("1b4da-101", "[**保存**]:このオプションは保存します。",
			   "**Save**: saves."),
		 "ul.tight[item[p[strong['Save'@0] ': saves.'@0]]]",
		 "ul.tight[item[p['['@0 strong['保存'@0] ']:このオプションは保存します。'@0]]]",
		 NULL},
		{PAIR("1b4da-101", "[a]", "[a]") "\n\n" PAIR("1b4da-102", "[a]: b/c", "[a]: d/e"),
		 "p[a'd/e'['a'@0]]", "p[a'b/c'['a'@0]]", NULL},
		{"- " PAIR("1b4da-101", "[x] 甲", "[ ] A"), "ul.tight[item.todo[p['A'@0]]]",
		 "ul.tight[item.done[p['甲'@0]]]", NULL},
		/* Rules, fences and underlines that stand in a pair. */
		{PAIR("1b4da-101", "***", "---") "\n\n" PAIR("1b4da-102", "```\n甲\n```", "a\n="),
		 "hr h1#a['a'@1]", "hr pre'甲\\n'", NULL},
		/* Bold that failed begins no block. */
		{PAIR("1b4da-101", "** 甲", "__ A") "\n\n" PAIR("1b4da-102", "* * *\n乙", "* B"),
		 "p['__ A'@0] ul.tight[item[p['B'@1]]]", "p['** 甲'@0] hr p['乙'@1]", NULL},
		{"## " PAIR("1b4da-101", "甲 ##", "A ##") "\n\n" PAIR("1b4da-102", "C#", "C #"),
		 "h2#a['A'@0] p['C #'@1]", "h2#a['甲'@0] p['C#'@1]", NULL},
		{PAIR("1b4da-101", "|甲|乙|", "|A|B|") "\n|-|-|\n" PAIR("1b4da-102", "|丙|",
									"|C|D|"),
		 "table[row.head[th['A'@0] th['B'@0]] row[td['C'@1] td['D'@1]]]",
		 "table[row.head[th['甲'@0] th['乙'@0]] row[td['丙'@1] td]]", NULL},
		{PAIR("1b4da-101", "甲\\", "A\\") "\nb", "p['A'@0 br 'b']", "p['甲'@0 br 'b']",
		 NULL},
		{PAIR("1b4da-101", "    甲", "\tA"), "pre'A\\n'", "pre'甲\\n'", NULL},
		{PAIR("1b4da-101", "<username> を", "<username> is"), "p['<username> is'@0]",
		 "p['<username> を'@0]", NULL},
	};
	ASSERT_TREES(cases);
}

/* --- Headings' addresses ------------------------------------------------ */

static void anchors(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"# <a name=\"x-y\"></a>" PAIR("1b4da-101", "甲", "A B"), "h1#x-y['A B'@0]",
		 "h1#x-y['甲'@0]", NULL},
		{"# <a id='x'/>" PAIR("1b4da-101", "甲", "A"), "h1#x['A'@0]", "h1#x['甲'@0]", NULL},
		{"# " PAIR("1b4da-101", "甲", "A: *B*, 4.4.312!"),
		 "h1#a-b-44312['A: '@0 em['B'@0] ', 4.4.312!'@0]", "h1#a-b-44312['甲'@0]", NULL},
		/* The first keeps its name. */
		{"# a\n# a\n# a\n", "h1#a['a'] h1#a-1['a'] h1#a-2['a']", NULL, NULL},
		{"# a\n# a-1\n# a\n", "h1#a['a'] h1#a-1['a-1'] h1#a-2['a']", NULL, NULL},
		{"# a\n# a\n# a-1\n", "h1#a['a'] h1#a-1['a'] h1#a-1-1['a-1']", NULL, NULL},
		{"# <a name=\"x\"></a>a\n# <a name=\"x\"></a>b\n", "h1#x['a'] h1#x-1['b']", NULL,
		 NULL},
		{"# ?!\n#\n", "h1#section['?!'] h1#section-1", NULL, NULL},
		{"# " PAIR("1b4da-101", "甲", "A") "\n\n# " PAIR("1b4da-102", "乙", "A"),
		 "h1#a['A'@0] h1#a-1['A'@1]", "h1#a['甲'@0] h1#a-1['乙'@1]", NULL},
		/* Where the sides are not parallel, each names its own. */
		{"# " PAIR("1b4da-101", "甲", "A") "\n\n" PAIR("1b4da-102", "# 乙", "b"),
		 "h1#a['A'@0] p['b'@1]", "h1#甲['甲'@0] h1#乙['乙'@1]", NULL},
		{"<h2>a</h2>\n", "h2#a['a']", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

/* --- Alerts ------------------------------------------------------------- */

static void alerts(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"> [!NOTE]\n> a\n", "alert.note[p['a']]", NULL, NULL},
		{"> [!tip] a\n> b\n", "alert.tip[p['a' ~ 'b']]", NULL, NULL},
		{"> [!Important]\n>\n> a\n>\n> - b\n",
		 "alert.important[p['a'] ul.tight[item[p['b']]]]", NULL, NULL},
		{"> [!WARNING]  \n> *a*\n", "alert.warning[p[em['a']]]", NULL, NULL},
		{"> [!CAUTION]\\\n> a\n", "alert.caution[p['a']]", NULL, NULL},
		{"> [!TIPS]\n> a\n", "alert.tip[p['a']]", NULL, NULL},
		{"> [!NOTE]\n", "alert.note", NULL, NULL},
		{"- > [!NOTE]\n  > a\n", "ul.tight[item[alert.note[p['a']]]]", NULL, NULL},
		{"> > [!NOTE]\n> > a\n", "quote[alert.note[p['a']]]", NULL, NULL},
		{"> [!NOTE]\n> " PAIR("1b4da-101", "甲", "A"), "alert.note[p['A'@0]]",
		 "alert.note[p['甲'@0]]", NULL},
		{"> " PAIR("1b4da-101", "[!NOTE]\n> 甲", "[!NOTE]\n> A"), "alert.note[p['A'@0]]",
		 "alert.note[p['甲'@0]]", NULL},
		{"> " PAIR("1b4da-101", "[!NOTE]", "[!NOTE]") "\n> a", "alert.note[p['a']]", NULL,
		 NULL},
		/* The marker may be translated too. */
		{"> " PAIR("1b4da-101", "[!ヒント]", "[!TIPS]") "\n> a", "alert.tip[p['a']]", NULL,
		 NULL},
		{"> [!メモ]\n> a\n> \n> [!NOTE]", "alert.note[p['a'] p[strong['Note:'] ' ']]",
		 "alert.note[p['a'] p[strong['メモ:'] ' ']]", NULL},
		/* No alerts: of a marker elsewhere a label is made. */
		{"[!NOTE]\na\n", "p[strong['Note:'] ' ' ~ 'a']", "p[strong['メモ:'] ' ' ~ 'a']",
		 NULL},
		{"> a\n> [!NOTE]\n", "quote[p['a' ~ strong['Note:'] ' ']]",
		 "quote[p['a' ~ strong['メモ:'] ' ']]", NULL},
		{"> **[!NOTE]**\n", "quote[p[strong[strong['Note:'] ' ']]]",
		 "quote[p[strong[strong['メモ:'] ' ']]]", NULL},
		{"> [NOTE]\n", "quote[p['[NOTE]']]", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

/* --- Blanks in Japanese ------------------------------------------------- */

static void japanese_lines_join(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"日本\n語\n", "p['日本' '語']", NULL, NULL},
		{"日本、\n語\n", "p['日本、' '語']", NULL, NULL},
		{"日本\nEnglish\n日本\n", "p['日本' ~ 'English' ~ '日本']", NULL, NULL},
		{"**日本**\n*語*\n", "p[strong['日本'] em['語']]", NULL, NULL},
		{"日本  \n語\n", "p['日本' br '語']", NULL, NULL},
		{"日本\n`語`\n日本", "p['日本' ~ code'語' ~ '日本']", NULL, NULL},
		{"a\nb\n", "p['a' ~ 'b']", NULL, NULL},
		{"한국\n한국\n", "p['한국' ~ '한국']", NULL, NULL}, /* Korean has blanks */
		{PAIR("1b4da-101", "甲。", "A.") " " PAIR("1b4da-102", "乙。",
							  "B.") "\n" PAIR("1b4da-103", "C丙", "C"),
		 "p['A.'@0 ' ' 'B.'@1 ~ 'C'@2]", "p['甲。'@0 '乙。'@1 ~ 'C丙'@2]", NULL},
		{PAIR("1b4da-101", "甲。", "A.") " " PAIR("1b4da-102", "B乙", "B"),
		 "p['A.'@0 ' ' 'B'@1]", "p['甲。'@0 'B乙'@1]", NULL},
		{PAIR("1b4da-101", "甲", "A") " " PAIR("1b4da-102", "B乙", "B"),
		 "p['A'@0 ' ' 'B'@1]", "p['甲'@0 ' ' 'B乙'@1]", NULL},
		{"日本 語", "p['日本 語']", NULL, NULL}, /* what is written inside a text stays */
	};
	ASSERT_TREES(cases);
}

/* --- The sides as Markdown ---------------------------------------------- */

static void assert_side(const struct article *article, enum lang lang, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	article_side_markdown(article, lang, &out);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static void assert_sides(const char *text, const char *en, const char *ja)
{
	struct reading r;
	reading_open(&r, slice_from(text));
	assert_side(&r.article, LANG_EN, en);
	assert_side(&r.article, LANG_JA, ja);
	reading_close(&r);
}

static void sides_as_markdown(void **state)
{
	(void)state;
	assert_sides("", "", "");
	assert_sides("a *b*  \r\n\t\r\nc\r", "a *b*  \r\n\t\r\nc\r", "a *b*  \r\n\t\r\nc\r");
	assert_sides("\xEF\xBB\xBF---\na: 1\n---\n# <a name=\"x\"></a>" PAIR(
			     "1b4da-101", "甲", "A") " " PAIR("1b4da-102", "乙\n", "B"),
		     "\xEF\xBB\xBF---\na: 1\n---\n# <a name=\"x\"></a>A B",
		     "\xEF\xBB\xBF---\na: 1\n---\n# <a name=\"x\"></a>甲 乙\n");
	/* Damage is taken out too, or left as it is written. */
	assert_sides("</span>a <span class=\"x\">b</span>", "a <span class=\"x\">b</span>",
		     "a <span class=\"x\">b</span>");
	assert_sides("<a name=\"x&quot;></a>" PAIR("1b4da-101", "甲", "A"),
		     "<a name=\"x&quot;></a>A", "<a name=\"x&quot;></a>甲");
	assert_sides("<span data-ttu-id=\"1b4da-101\">甲\nb", "\nb", "甲\nb");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),
		cmocka_unit_test(inlines),
		cmocka_unit_test(places_of_blocks),
		cmocka_unit_test(places_of_blocks_in_pairs),
		cmocka_unit_test(places_of_leaves_are_their_segments),
		cmocka_unit_test(segments_of_text),
		cmocka_unit_test(anchors),
		cmocka_unit_test(alerts),
		cmocka_unit_test(japanese_lines_join),
		cmocka_unit_test(sides_as_markdown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
