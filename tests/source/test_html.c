/* Raw HTML: what is let through, what is shown as text, and that the tree stays
   a tree whatever the tags do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "source/html_tokens.h"
#include "source/url.h"
#include "text/unicode.h"

#include <stdio.h>
#include <string.h>

/* Without a pair the article has that finding too, before those of its HTML. */
#define SAYS(findings) "align.none 1:1, " findings

static void kept_elements(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"a<br>b<br/>c", "p['a' br 'b' br 'c']", NULL, NULL},
		{"a <b>b</b> <strong>c</strong> <i>d</i> <em>e</em>",
		 "p['a ' strong['b'] ' ' strong['c'] ' ' em['d'] ' ' em['e']]", NULL, NULL},
		{"a <s>b</s><del>c</del><strike>d</strike>",
		 "p['a ' strike['b'] strike['c'] strike['d']]", NULL, NULL},
		{"a <sub>b</sub><SUP>c</SUP><kbd>d</kbd><u>e</u><code>f</code>",
		 "p['a ' <sub>['b'] <sup>['c'] <kbd>['d'] <u>['e'] <code>['f']]", NULL, NULL},
		{"a <small>b</small><mark>c</mark><q>d</q><cite>e</cite><var>f</var><samp>g</samp>"
		 "<ins>h</ins>",
		 "p['a ' <small>['b'] <mark>['c'] <q>['d'] <cite>['e'] <var>['f'] <samp>['g'] "
		 "<ins>['h']]",
		 NULL, NULL},
		{"a <abbr title=\"b &amp; c\" onclick=\"d\">e</abbr>", "p['a ' <abbr>'b & c'['e']]",
		 NULL, NULL},
		{"a <a href=\"b?c&amp;d\" title='e' target=_blank>f</a>",
		 "p['a ' a'b?c&d''e'['f']]", NULL, NULL},
		{"a <a name=\"b\"></a>c <a id=d href=e>f</a>", "p['a ' #b 'c ' #d a'e'['f']]", NULL,
		 NULL},
		{"a <img src=\"b.png\" alt=\"c\" title=d onerror=e>", "p['a ' img'b.png''d''c']",
		 NULL, NULL},
		{"<hr>\n", "hr", NULL, NULL},
		{"<p>a</p>\n<p>b\n", "p['a'] p['b']", NULL, NULL},
		{"<div class=\"x\">a</div>\n", "p['a']", NULL, NULL},
		{"a <span style=\"x\">b</span> <font color=red>c</font>", "p['a b c']", NULL, NULL},
		{"<blockquote>a</blockquote>\n", "quote[p['a']]", NULL, NULL},
		{"<pre>a\n <b>b</b>&lt;</pre>\n", "pre'a\\n b<'", NULL, NULL},
		{"<pre>set &lt;a> <user-name></b></pre>\n", "pre'set <a> <user-name>'", NULL, NULL},
		{"<h3>a <em>b</em></h3>\n", "h3#a-b['a ' em['b']]", NULL, NULL},
		{"a <!-- b --> c <?d?> <!E f>", "p['a  c  ']", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

static void lists_and_tables(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"<ul><li>a<li>b <b>c</b></ul>\n",
		 "ul.tight[item[p['a']] item[p['b ' strong['c']]]]", NULL, NULL},
		{"<ol start=3>\n<li>a</li>\n<li>b<ul><li>c</li></ul></li>\n</ol>\n",
		 "ol.3.tight[item[p['a']] item[p['b'] ul.tight[item[p['c']]]]]", NULL, NULL},
		{"<table><thead><tr><th>a<th>b</thead><tbody><tr><td colspan=2>c</table>\n",
		 "table[row[th['a'] th['b']] row[td.2cols['c']]]", NULL, NULL},
		{"<table>\n<tr>\n<td rowspan=\"2\">a</td>\n<td><p>b</p><ul><li>c</ul></td>\n</tr>\n"
		 "</table>\n",
		 "table[row[td['a'] td[p['b'] ul.tight[item[p['c']]]]]]", NULL, NULL},
		{"<dl><dt>a<dd>b<dt>c<dd>d</dl>\n",
		 "<dl>[<dt>['a'] <dd>[p['b']] <dt>['c'] <dd>[p['d']]]", NULL, NULL},
		{"<details><summary>a</summary>\n\n- b\n\n</details>\n\nc",
		 "<details>[<summary>['a'] ul.tight[item[p['b']]]] p['c']", NULL, NULL},
		{"|a|\n|-|\n|b<br>c<ul><li>d</li></ul>|\n",
		 "table[row.head[th['a']] row[td['b' br 'c' ul.tight[item[p['d']]]]]]", NULL, NULL},
		/* Markdown goes on inside. */
		{"<table><tr><td>\n\n**a**\n\n- b\n\n</td></tr></table>\n\nc",
		 "table[row[td[p[strong['a']] ul.tight[item[p['b']]]]]] p['c']", NULL, NULL},
		{"<table>\n\n<tr>\n\n<td>\n\na\n\n</td>\n\n</tr>\n\n</table>\n",
		 "table[row[td[p['a']]]]", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

static void placeholders_are_text(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"a <username> b <MailboxIdParameter>", "p['a <username> b <MailboxIdParameter>']",
		 NULL, NULL},
		{"<domain>-com.mail\n", "p['<domain>-com.mail']", NULL, NULL},
		{"a < b > c <1> <日本> <a", "p['a < b > c <1> <日本> <a']", NULL, NULL},
		{"</nosuch> a\n", "p['</nosuch> a']", NULL, NULL},
		{"<Your Name>\n", "p['<Your Name>']", NULL, NULL},
		{PAIR("1b4da-101", "<username> を", "set <username>"), "p['set <username>'@0]",
		 "p['<username> を'@0]", NULL},
	};
	ASSERT_TREES(cases);
}

static void refused_elements(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"<script>alert(1)</script>\n", "p['<script>alert(1)</script>']", NULL,
		 SAYS("html.not-allowed 1:1")},
		{"a <iframe src=\"https://a.b\"></iframe>",
		 "p['a <iframe src=\"https://a.b\"></iframe>']", NULL,
		 SAYS("html.not-allowed 1:1")},
		{"<style>p{}</style>\n\n<SVG onload=x>\n",
		 "p['<style>p{}</style>'] p['<SVG onload=x>']", NULL,
		 SAYS("html.not-allowed 1:1, html.not-allowed 3:1")},
		{"a <input type=x> <form>b</form>", "p['a <input type=x> <form>b</form>']", NULL,
		 SAYS("html.not-allowed 1:1, html.not-allowed 1:1")},
		{PAIR("1b4da-101", "甲<video>", "A"), "p['A'@0]", "p['甲<video>'@0]",
		 "html.not-allowed 1:31"},
	};
	ASSERT_TREES(cases);
}

/* Every column and row of a table begins a cell, no cells overlap, and each row
   reaches the last column (HTML Standard, 4.9.12.1). */
static void tables_become_whole(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"<table><tr><td>a<tr><td>b<td>c<td>d<tr><tr><td>e<td>f</table>\n",
		 "table[row[td['a'] td.2cols] row[td['b'] td['c'] td['d']] row[td['e'] td['f'] "
		 "td]]",
		 NULL, NULL},
		{"<table><tr><td>a<td rowspan=3>b<tr><td colspan=3>c<tr><td>d</table>\n",
		 "table[row[td['a'] td.3rows['b']] row[td['c']] row[td['d']]]", NULL, NULL},
		{"<table><tr><td colspan=2>a<tr><td colspan=2>b</table>\n",
		 "table[row[td['a']] row[td['b']]]", NULL, NULL},
		{"<table><tr><td colspan=900>a<tr><td>b<td>c</table>\n",
		 "table[row[td.2cols['a']] row[td['b'] td['c']]]", NULL, NULL},
		{"<table><tr><td rowspan=2>a<td rowspan=2>b<tr></table>\n",
		 "table[row[td['a'] td['b']]]", NULL, NULL},
		{"<table><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d</table>\n",
		 "table[row[th.2rows['a'] th.2cols['b']] row[th['c'] th['d']]]", NULL, NULL},
		{"a\n\n<table></table><table><tr></tr></table>\n", "p['a']", NULL, NULL},
		{"a\n\n<dl></dl>\n", "p['a']", NULL, NULL},
		{"<dl><dt>a</dl>\n", "<dl>[<dt>['a'] <dd>]", NULL, NULL},
	};
	ASSERT_TREES(cases);
}

static void unbalanced_elements(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"a <b>b\n\nc", "p['a ' strong['b']] p['c']", NULL, SAYS("html.unbalanced 1:1")},
		{"a</b> b", "p['a b']", NULL, SAYS("html.unbalanced 1:1")},
		{"a <b>b <i>c</b> d</i>", "p['a ' strong['b ' em['c']] ' d']", NULL,
		 SAYS("html.unbalanced 1:1")},
		{"*a <b>b* c</b>", "p[em['a ' strong['b']] ' c']", NULL,
		 SAYS("html.unbalanced 1:1, html.unbalanced 1:1")},
		{"<details>\n<summary>a</summary>\n\nb\n", "<details>[<summary>['a'] p['b']]", NULL,
		 SAYS("html.unbalanced 1:1")},
		{"<summary>a</summary>\n", "p['a']", NULL, SAYS("html.unbalanced 1:1")},
		{"<details>a<summary>b</summary></details>\n", "<details>[p['a'] p['b']]", NULL,
		 SAYS("html.unbalanced 1:1")},
		{"<tr><td>a</td></tr>\n", "p['a']", NULL, NULL},
		{"a <li>b</li>\n", "p['a'] ul.tight[item[p['b']]]", NULL, NULL},
		{"a <li>b</li>\n<li>c</li>\n\n<li>d</li>e\n",
		 "p['a'] ul.tight[item[p['b']] item[p['c']] item[p['d']]] p['e']", NULL, NULL},
		{"<p><li>a</li></p>\n<p><li>b</li></p>\n", "ul.tight[item[p['a']] item[p['b']]]",
		 NULL, NULL},
		{"<li>\n\na\n\n</li>\n\nb\n", "ul.tight[item[p['a']]] p['b']", NULL, NULL},
		{"<li>a</li>b<li>c\n\nd",
		 "ul.tight[item[p['a']]] p['b'] ul.tight[item[p['c']]] p['d']", NULL, NULL},
		{"<ul><li>a</ul><li>b</li>\n", "ul.tight[item[p['a']]] ul.tight[item[p['b']]]",
		 NULL, NULL},
		{"|a|\n|-|\n|b <li>c</li><li>d</li> e|\n",
		 "table[row.head[th['a']] row[td['b' ul.tight[item[p['c']] item[p['d']]] ' e']]]",
		 NULL, NULL},
		{"<h2>a\n\nb\n", "h2#a['a'] p['b']", NULL, SAYS("html.unbalanced 1:1")},
		{"<a href=\"x\">a <a href=\"y\">b</a> c</a>", "p[a'x'['a b'] ' c']", NULL, NULL},
		{"<ul>a<p>b</ul>\n", "ul.tight[item[p['a'] p['b']]]", NULL, NULL},
		{"<table>a</table>\n", "table[row[td['a']]]", NULL, NULL},
		{"<dl>a</dl>\n", "<dl>[<dt> <dd>[p['a']]]", NULL, NULL},
		/* Inside a paragraph. */
		{"a <table><tr><td>b *c* </table> d", "p['a'] table[row[td['b ' em['c']]]] p[' d']",
		 NULL, NULL},
		{"a <p>b *c* d", "p['a'] p['b ' em['c'] ' d']", NULL, NULL},
		{"<details>\n\na </details> b\n\nc", "<details>[p['a  b'] p['c']]", NULL,
		 SAYS("html.unbalanced 3:1, html.unbalanced 1:1")},
		{"*a <ul><li>b</ul>* c", "p[em['a b'] ' c']", NULL, SAYS("html.unbalanced 1:1")},
	};
	ASSERT_TREES(cases);
}

static size_t depth_of(const struct node *root)
{
	size_t depth = 0;
	size_t deepest = 0;
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		if (!walk.node->first)
			continue;
		depth += walk.entering ? 1 : (size_t)-1;
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

/* No deeper than a hundred, told once for each, and the text is there. */
static void deep_elements(void **state)
{
	(void)state;
	static const char *const tags[] = {"b", "q", "blockquote", "ul><li"};
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		struct buffer text;
		struct reading r;
		buffer_init(&text, BUFFER_MAX_PAGE);
		for (int n = 0; n < 300; n++)
			buffer_printf(&text, "<%s>", tags[i]);
		buffer_str(&text, "x\n");
		reading_open(&r, buffer_view(&text));
		size_t told = 0;
		for (size_t f = 0; f < r.article.findings.count; f++)
			told += strcmp(r.article.findings.items[f].rule->id, "html.too-deep") == 0;
		assert_true(told >= 200);
		assert_true(depth_of(r.article.sides[LANG_EN].root) < 110);
		buffer_clear(&text);
		node_plain_text(r.article.sides[LANG_EN].root, &text);
		assert_true(slice_eq_str(buffer_view(&text), "x"));
		reading_close(&r);
		buffer_release(&text);
	}
}

/* What stands outside the pairs is read in both sides and said once. */
static void findings_are_said_once(void **state)
{
	(void)state;
	static const char text[] = "a <b> <b>\n\n" PAIR(
		"1b4da-101", "甲<b>", "A<b>") " <script>\n\n" PAIR("1b4da-102", "乙</u>", "B");
	struct reading r;
	reading_open(&r, slice_from(text));
	assert_findings(&r.article,
			"html.unbalanced 1:1, html.unbalanced 1:1, html.not-allowed 3:97, "
			"html.unbalanced 3:97, html.unbalanced 3:31, html.unbalanced 5:31");
	static const enum lang langs[] = {LANG_BOTH, LANG_BOTH, LANG_BOTH,
					  LANG_EN,   LANG_JA,   LANG_JA};
	for (size_t i = 0; i < r.article.findings.count; i++)
		assert_int_equal(r.article.findings.items[i].lang, langs[i]);
	reading_close(&r);
}

/* --- Addresses ---------------------------------------------------------- */

static void schemes(void **state)
{
	(void)state;
	static const struct {
		const char *url;
		enum url_kind kind;
	} cases[] = {
		{"", URL_RELATIVE},
		{"a/b.md#c", URL_RELATIVE},
		{"../a", URL_RELATIVE},
		{"/a", URL_RELATIVE},
		{"#a:b", URL_RELATIVE},
		{"?a:b", URL_RELATIVE},
		{"a/b:c", URL_RELATIVE},
		{"日本.md", URL_RELATIVE},
		{"http://a", URL_ABSOLUTE},
		{"HTTPS://a", URL_ABSOLUTE},
		{"  https://a", URL_ABSOLUTE},
		{"//a", URL_ABSOLUTE},
		{"\\\\a", URL_REFUSED}, /* a browser goes to host a, others do not */
		{"/\\a", URL_REFUSED},
		{"/\t/a", URL_REFUSED},
		{"//", URL_REFUSED},
		{"http:", URL_REFUSED},
		{"http:a", URL_REFUSED},
		{"http://", URL_REFUSED},
		{"https:///a", URL_REFUSED},
		{"https:\\\\a", URL_REFUSED},
		{"http://a b/", URL_REFUSED},
		{"http://%00/", URL_REFUSED},
		{"http://:80/", URL_REFUSED},
		{"http://[::1", URL_REFUSED},
		{"http://[::1]x", URL_REFUSED},
		{"http://[::1]:80/", URL_ABSOLUTE},
		{"https://a@b/", URL_REFUSED},
		{"https://a/@b", URL_ABSOLUTE},
		{"https://a?b@c", URL_ABSOLUTE},
		{"https://a_b-c.example:8443", URL_ABSOLUTE},
		{"https://例え.example/", URL_ABSOLUTE},
		{"mailto:a@b", URL_PROGRAM},
		{"tel:1", URL_PROGRAM},
		{"ms-settings:network?activationSource=GetHelp", URL_PROGRAM},
		{"feedback-hub:", URL_PROGRAM},
		{"javascript:alert(1)", URL_REFUSED},
		{"JavaScript:alert(1)", URL_REFUSED},
		{"\x01javascript:a", URL_REFUSED},
		{"java\nscript:a", URL_REFUSED},
		{"java\tscript:a", URL_REFUSED},
		{" \t javascript:a", URL_REFUSED},
		{"java script:a", URL_REFUSED}, /* no scheme, yet no good either */
		{"data:text/html,a", URL_REFUSED},
		{"vbscript:a", URL_REFUSED},
		{"file:///a", URL_REFUSED},
		{"ms-msdt:a", URL_REFUSED},
		{"ms-settings-x:a", URL_REFUSED},
		{"search-ms:a", URL_REFUSED},
		{"blob:a", URL_REFUSED},
		{"ht\ntps://a", URL_ABSOLUTE},
		{"averyveryverylongscheme:a", URL_REFUSED},
		{":a", URL_RELATIVE},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (url_classify(slice_from(cases[i].url)) != cases[i].kind)
			fail_msg("\"%s\" is of kind %d", cases[i].url,
				 url_classify(slice_from(cases[i].url)));
}

static void refused_addresses(void **state)
{
	(void)state;
	static const struct tree_case cases[] = {
		{"[a](javascript:b)", "p[a''['a']]", NULL, SAYS("html.bad-url 1:5")},
		{"[a](&#106;avascript:b)", "p[a''['a']]", NULL, SAYS("html.bad-url 1:1")},
		{"<javascript:a>", "p[a''['javascript:a']]", NULL, SAYS("html.bad-url 1:2")},
		{"![a](data:image/png;base64,AA)", "p[img'''a']", NULL, SAYS("html.bad-url 1:6")},
		{"a <a href=\"java&#10;script:b\">c</a>", "p['a ' a''['c']]", NULL,
		 SAYS("html.bad-url 1:1")},
		{"a <img src='vbscript:b' alt=c>", "p['a ' img'''c']", NULL,
		 SAYS("html.bad-url 1:13")},
		{"[a]\n\n[a]: file:///b", "p[a''['a']]", NULL, SAYS("html.bad-url 1:1")},
	};
	ASSERT_TREES(cases);
}

/* Of a picture no more than says what it is, and what to do with it. */
static void what_is_said_of_addresses(void **state)
{
	static const char *const cases[][2] = {
		{"[a](javascript:b)",
		 "the address \"javascript:b\" is left out; write a whole http "
		 "or https address, mailto, tel, or a path in this site"},
		{"<img src='DATA:image/png;base64,AA'>",
		 "the address \"DATA:image/png;base64,…\" is left out; save the picture as a "
		 "file, and write its path"},
		{"![a](data:text/html,b)",
		 "the address \"data:text/html,b\" is left out; write a whole http or https "
		 "address, mailto, tel, or a path in this site"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct reading r;
		struct buffer message;
		reading_open(&r, slice_from(cases[i][0]));
		buffer_init(&message, BUFFER_MAX_PAGE);
		finding_message(&r.article.findings.items[1], LANG_EN, &message);
		if (!slice_eq_str(buffer_view(&message), cases[i][1]))
			fail_msg("%s: %.*s", cases[i][0], SLICE_ARG(buffer_view(&message)));
		buffer_release(&message);
		reading_close(&r);
	}
}

/* --- Tokens ------------------------------------------------------------- */

static void assert_tokens(const char *html, const char *expected)
{
	static const char *const kinds[] = {[HTML_TEXT] = "text",
					    [HTML_OPEN] = "open",
					    [HTML_CLOSE] = "close",
					    [HTML_OTHER] = "other"};
	struct html_reader reader = html_reader_from(slice_from(html));
	struct html_token token;
	struct buffer out;
	size_t len = 0;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	while (html_token_next(&reader, &token)) {
		buffer_printf(&out, "%s%s %.*s", len ? "|" : "", kinds[token.kind],
			      SLICE_ARG(token.kind == HTML_OPEN || token.kind == HTML_CLOSE
						? token.name
						: token.raw));
		assert_ptr_equal(token.raw.ptr, html + len);
		len += token.raw.len;
		struct html_attribute attribute;
		while (html_attribute_next(&token.attributes, &attribute))
			buffer_printf(&out, " %.*s=%.*s", SLICE_ARG(attribute.name),
				      SLICE_ARG(attribute.value));
	}
	assert_int_equal(len, strlen(html));
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

/* 194 bytes are left behind "data:,", which would tear the 65th あ. */
static void long_addresses_are_quoted_in_part(void **state)
{
	(void)state;
	struct buffer text;
	struct buffer message;
	struct reading r;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&message, BUFFER_MAX_PAGE);
	buffer_str(&text, "![a](data:,");
	for (int i = 0; i < 1000; i++)
		buffer_str(&text, "あ");
	buffer_str(&text, ")\n");
	reading_open(&r, buffer_view(&text));
	assert_int_equal(r.article.findings.count, 2); /* one is align.none */
	finding_message(&r.article.findings.items[1], LANG_JA, &message);
	assert_non_null(strstr(message.ptr, "data:,あ"));
	assert_non_null(strstr(message.ptr, "あ…"));
	assert_true(message.len < 500);
	assert_int_equal(utf8_invalid_at(buffer_view(&message)), SLICE_NONE);
	reading_close(&r);
	buffer_release(&message);
	buffer_release(&text);
}

static void tokens(void **state)
{
	(void)state;
	assert_tokens("", "");
	assert_tokens("a<b>c</b >d", "text a|open b|text c|close b|text d");
	assert_tokens("<a b c=d e='f>' g=\"h'\"  />", "open a b= c=d e=f> g=h'");
	assert_tokens("<a\nb\n=\nc>", "open a b=c");
	assert_tokens("<a b=c/>", "open a b=c/"); /* HTML, 13.2.5.37 */
	assert_tokens("<a b=\"c\"d>", "text <a b=\"c\"d>");
	assert_tokens("<a =b>", "text <a =b>");
	assert_tokens("</a b>", "text </a b>");
	assert_tokens("<<a>", "text <|open a");
	assert_tokens("<a", "text <a");
	assert_tokens("<a b=\"c", "text <a b=\"c");
	assert_tokens("<", "text <");
	assert_tokens("</", "text </");
	assert_tokens("<!-- a -- > b -->c", "other <!-- a -- > b -->|text c");
	assert_tokens("<!-->a<!--->b", "other <!-->|text a|other <!--->|text b");
	assert_tokens("<!-- a <b>", "text <!-- a |open b");
	assert_tokens("<?a?><!B><![CDATA[c]]>", "other <?a?>|other <!B>|other <![CDATA[c]]>");
}

static void references(void **state)
{
	(void)state;
	static const struct {
		const char *html;
		const char *text;
	} cases[] = {
		{"a", "a"},
		{"&amp;&lt;&gt;&quot;&nbsp;", "&<>\"\xC2\xA0"},
		{"&#65;&#x3042;&#X3042;", "Aああ"},
		{"&amp", "&amp"},
		{"&", "&"},
		{"&;", "&;"},
		{"&#;", "&#;"},
		{"&#x;", "&#x;"},
		{"&#12a;", "&#12a;"},
		{"&nosuch;", "&nosuch;"},
		{"&#0;", "\xEF\xBF\xBD"},
		{"&#xD800;", "\xEF\xBF\xBD"},
		{"&#x110000;", "\xEF\xBF\xBD"},
		{"&#xFDD0;", "\xEF\xBF\xBD"}, /* one of our own marks */
		{"&#99999999999999999999;", "&#99999999999999999999;"},
		{"&amp;amp;", "&amp;"},
	};
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct slice text = html_unescape(&arena, slice_from(cases[i].html));
		if (!slice_eq_str(text, cases[i].text))
			fail_msg("%s is \"%.*s\"", cases[i].html, SLICE_ARG(text));
	}
	arena_release(&arena);
}

/* --- Anything at all ---------------------------------------------------- */

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 16;
}

static void write_random(struct buffer *out, unsigned int *seed)
{
	static const char *const names[] = {
		"p",      "table",  "tr",   "td",  "th", "ul",        "ol",      "li",
		"dl",     "dt",     "dd",   "div", "b",  "details",   "summary", "h2",
		"a",      "pre",    "span", "sub", "br", "hr",        "img",     "tbody",
		"script", "nosuch", "q",    "s",   "em", "blockquote"};
	static const char *const texts[] = {"x",    " ",  "\n",   "\n\n", "**",    "*",
					    "- ",   "# ", "> ",   "|",    "|-|\n", "`",
					    "    ", "[",  "](y)", "日本", "1. "};
	for (unsigned int n = next_random(seed) % 30; n > 0; n--) {
		unsigned int pick = next_random(seed) % 10;
		const char *name = names[next_random(seed) % (sizeof(names) / sizeof(*names))];
		if (pick < 4)
			buffer_printf(out, "<%s%s>", name, pick ? "" : " href=z name=n");
		else if (pick < 7)
			buffer_printf(out, "</%s>", name);
		else
			buffer_str(out,
				   texts[next_random(seed) % (sizeof(texts) / sizeof(*texts))]);
	}
}

static void tags_in_any_order(void **state)
{
	(void)state;
	unsigned int seed = 1;
	for (int round = 0; round < 5000; round++) {
		struct buffer text;
		struct reading r;
		buffer_init(&text, BUFFER_MAX_PAGE);
		write_random(&text, &seed);
		reading_open(&r, buffer_view(&text));
		reading_close(&r);
		buffer_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_elements),
		cmocka_unit_test(lists_and_tables),
		cmocka_unit_test(placeholders_are_text),
		cmocka_unit_test(refused_elements),
		cmocka_unit_test(tables_become_whole),
		cmocka_unit_test(unbalanced_elements),
		cmocka_unit_test(deep_elements),
		cmocka_unit_test(findings_are_said_once),
		cmocka_unit_test(schemes),
		cmocka_unit_test(refused_addresses),
		cmocka_unit_test(what_is_said_of_addresses),
		cmocka_unit_test(long_addresses_are_quoted_in_part),
		cmocka_unit_test(tokens),
		cmocka_unit_test(references),
		cmocka_unit_test(tags_in_any_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
