/* Nodes as HTML: golden pages of both languages, escaping, addresses, ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/html.h"

#include "base/file.h"
#include "source/article.h"
#include "support/golden.h"
#include "text/html.h"

#include <stdlib.h>
#include <string.h>

/* --- Golden cases --------------------------------------------------------- */

static void write_side(const struct article *article, const struct html_options *options,
		       struct buffer *out)
{
	struct html_writer writer;
	html_init(&writer, options, out);
	html_blocks(&writer, article->sides[options->lang].root->first, NULL);
	html_release(&writer);
	assert_false(out->failed);
}

static bool is_in(const char *const *names, const char *start, size_t len)
{
	for (; *names; names++)
		if (strlen(*names) == len && strncmp(*names, start, len) == 0)
			return true;
	return false;
}

static void assert_address(const char *value, size_t len)
{
	static const char *const schemes[] = {"http", "https", "mailto", "tel", "sip", NULL};
	size_t scheme = strcspn(value, ":/?#\"");
	if (scheme < len && value[scheme] == ':' && !is_in(schemes, value, scheme))
		fail_msg("address %.*s", (int)len, value);
}

/* Reads ` name="value"`s up to '>'. */
static const char *assert_attributes(const char *at)
{
	static const char *const known[] = {
		"alt",  "aria-label", "checked", "class",    "colspan", "disabled",
		"href", "id",         "loading", "role",     "rowspan", "scope",
		"src",  "start",      "title",   "tabindex", "type",    NULL};
	while (*at == ' ') {
		const char *name = ++at;
		size_t len = strcspn(name, "=> ");
		if (!is_in(known, name, len))
			fail_msg("attribute %.*s", (int)len, name);
		at += len;
		if (*at != '=')
			continue;
		assert_true(at[1] == '"');
		const char *value = at + 2;
		at = strchr(value, '"');
		assert_non_null(at);
		if (is_in((const char *const[]){"href", "src", NULL}, name, len))
			assert_address(value, (size_t)(at - value));
		at++;
	}
	assert_true(*at == '>');
	return at;
}

/* Nothing of an article is markup but what is known to be harmless. */
static void assert_inert(const char *html)
{
	static const char *const known[] = {
		"a",       "abbr",   "blockquote", "br",      "cite", "code",  "dd",    "del",
		"details", "div",    "dl",         "dt",      "em",   "h1",    "h2",    "h3",
		"h4",      "h5",     "h6",         "hr",      "img",  "input", "ins",   "kbd",
		"li",      "mark",   "ol",         "p",       "pre",  "q",     "samp",  "small",
		"span",    "strong", "sub",        "summary", "sup",  "table", "tbody", "td",
		"th",      "thead",  "tr",         "u",       "ul",   "var",   NULL};
	for (const char *at = strchr(html, '<'); at; at = strchr(at, '<')) {
		at += at[1] == '/' ? 2 : 1;
		size_t len = strcspn(at, " >");
		if (!is_in(known, at, len))
			fail_msg("element %.*s", (int)len, at);
		at = assert_attributes(at + len);
	}
}

static void check_case(const char *path, const char *stem)
{
	struct arena arena;
	struct problems problems;
	struct slice text;
	struct article article;
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(file_read(&arena, path, &problems, &text), STATUS_OK);
	assert_int_equal(article_read(&article, path, text), STATUS_OK);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct html_options options = {.lang = lang, .id_prefix = ""};
		struct buffer out;
		buffer_init(&out, BUFFER_MAX_PAGE);
		write_side(&article, &options, &out);
		assert_inert(out.ptr);
		assert_golden(arena_printf(&arena, "%s.%s.html", stem, lang_name(lang)).ptr,
			      buffer_view(&out));
		buffer_release(&out);
	}
	article_release(&article);
	arena_release(&arena);
}

static void golden_cases(void **state)
{
	(void)state;
	golden_each("tests/render/cases", ".md", check_case);
}

/* --- From a line of Markdown ---------------------------------------------- */

static char *html_of(const char *markdown, const struct html_options *options)
{
	struct article article;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	assert_int_equal(article_read(&article, "a.md", slice_from(markdown)), STATUS_OK);
	write_side(&article, options, &out);
	article_release(&article);
	return out.ptr; /* to be freed */
}

static void assert_html_with(const char *markdown, const struct html_options *options,
			     const char *expected)
{
	char *html = html_of(markdown, options);
	assert_string_equal(html, expected);
	free(html);
}

static void assert_html(const char *markdown, const char *expected)
{
	const struct html_options options = {.lang = LANG_EN, .id_prefix = ""};
	assert_html_with(markdown, &options, expected);
}

static void paragraphs_of_tight_items(void **state)
{
	(void)state;
	assert_html("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
	assert_html("- a\n\n- b\n", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n");
	assert_html("- a\n  > b\n",
		    "<ul>\n<li>a\n<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n</ul>\n");
	assert_html("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n");
}

static void lists_keep_their_first_number(void **state)
{
	(void)state;
	assert_html("0. a\n", "<ol start=\"0\">\n<li>a</li>\n</ol>\n");
	assert_html("999999999. a\n", "<ol start=\"999999999\">\n<li>a</li>\n</ol>\n");
}

/* "A table cell spans past the end of its row group" is an error of HTML. */
static void cells_span_no_more_rows_than_there_are(void **state)
{
	(void)state;
	const struct html_options options = {.lang = LANG_EN, .id_prefix = ""};
	char *html =
		html_of("<table><tr><th rowspan=\"9\">a</th></tr><tr><td rowspan=\"9\">b</td></tr>"
			"<tr><td rowspan=\"9\">c</td></tr></table>\n",
			&options);
	assert_non_null(strstr(html, "<th scope=\"col\" rowspan=\"3\">a</th>"));
	assert_null(strstr(html, "<thead>")); /* which the cell would leave */
	assert_non_null(strstr(html, "<td rowspan=\"2\">b</td>"));
	assert_non_null(strstr(html, "<td>c</td>"));
	free(html);
}

static void line_ends_of_windows(void **state)
{
	(void)state;
	assert_html("a\r\nb\r\n\r\n```\r\nc\r\nd\r\n```\r\n",
		    "<p>a\nb</p>\n<pre tabindex=\"0\"><code>c\nd\n</code></pre>\n");
}

/* --- Ids ------------------------------------------------------------------ */

static void ids_are_unique_and_links_lead_to_them(void **state)
{
	(void)state;
	const struct html_options options = {.lang = LANG_EN, .id_prefix = "in-"};
	assert_html_with(
		"# <a name=\"a b&quot;\"></a>x\n\n# <a name=\"a-b&quot;\"></a>y\n\n"
		"<a name=\"a b&quot;\"></a>z\n",
		&options,
		"<h1 id=\"in-a-b&quot;\">x <a class=\"heading-link\" href=\"#in-a-b%22\" "
		"aria-label=\"Link to this section\">#</a></h1>\n"
		"<h1>y <a class=\"heading-link\" href=\"#in-a-b%22\" aria-label=\"Link to this "
		"section\">#</a></h1>\n"
		"<p>z</p>\n");
}

static void headings_of_no_page_have_no_link(void **state)
{
	(void)state;
	const struct html_options options = {.lang = LANG_EN, .id_prefix = "", .is_part = true};
	assert_html_with("## A *b*\n", &options, "<h2 id=\"a-b\">A <em>b</em></h2>\n");
}

static void a_reserved_id_is_not_written(void **state)
{
	(void)state;
	const struct html_options options = {.lang = LANG_EN, .id_prefix = ""};
	struct article article;
	struct html_writer writer;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	assert_int_equal(article_read(&article, "a.md", SLICE("## Page-main\n")), STATUS_OK);
	html_init(&writer, &options, &out);
	html_reserve_id(&writer, SLICE("page-main"));
	html_blocks(&writer, article.sides[LANG_EN].root->first, NULL);
	assert_null(strstr(out.ptr, "id="));
	html_release(&writer);
	article_release(&article);
	buffer_release(&out);
}

/* --- Headings ------------------------------------------------------------- */

static void heading_levels_stay_in_their_limits(void **state)
{
	(void)state;
	static const struct {
		int shift;
		const char *tags[3]; /* of levels 1, 2 and 6: none is skipped */
	} cases[] = {
		{0, {"<h1 ", "<h2 ", "<h3 "}},
		{1, {"<h2 ", "<h3 ", "<h4 "}},
		{-1, {"<h1 ", "<h1 ", "<h2 "}},
		{9, {"<h2 ", "<h3 ", "<h4 "}},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct html_options options = {
			.lang = LANG_EN, .id_prefix = "", .heading_shift = cases[i].shift};
		char *html = html_of("# a\n## b\n###### c\n", &options);
		const char *at = html;
		for (size_t n = 0; n < 3; n++) {
			at = strstr(at, cases[i].tags[n]);
			assert_non_null(at);
			at++;
		}
		free(html);
	}
}

/* Not even one that is written on a higher level: the page's own heading, an
   <h2> here, has no equals in what it stands over. */
static void headings_stay_below_the_page_s_own(void **state)
{
	(void)state;
	const struct html_options options = {.lang = LANG_EN, .id_prefix = ""};
	struct html_writer writer;
	struct article article;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	assert_int_equal(article_read(&article, "a.md", SLICE("## a\n# b\n## c\n### d\n")),
			 STATUS_OK);
	html_init(&writer, &options, &out);
	html_below(&writer, 2);
	html_blocks(&writer, article.sides[LANG_EN].root->first, NULL);
	static const char *const tags[] = {"<h3 id=\"a\"", "<h3 id=\"b\"", "<h4 id=\"c\"",
					   "<h5 id=\"d\""};
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (!strstr(out.ptr, tags[i]))
			fail_msg("no %s in %s", tags[i], out.ptr);
	html_release(&writer);
	article_release(&article);
	buffer_release(&out);
}

/* A heading in a quote before the title is text of its own. */
static void only_the_page_heading_is_skipped(void **state)
{
	(void)state;
	struct article article;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	assert_int_equal(article_read(&article, "a.md", SLICE("> # Quoted\n\n# Title\n\n# More\n")),
			 STATUS_OK);
	const struct node *quote = article.sides[LANG_EN].root->first;
	const struct html_options options = {
		.lang = LANG_EN, .id_prefix = "", .skip_heading = quote->next};
	write_side(&article, &options, &out);
	assert_non_null(strstr(out.ptr, ">Quoted "));
	assert_null(strstr(out.ptr, ">Title "));
	assert_non_null(strstr(out.ptr, ">More "));
	article_release(&article);
	buffer_release(&out);
}

/* --- Links ---------------------------------------------------------------- */

static bool resolve_in_test(void *context, const struct node *node, struct buffer *out)
{
	(void)context;
	struct slice url = node->kind == NODE_LINK ? node->link.url : node->image.url;
	if (slice_eq_str(url, "nowhere"))
		return false;
	buffer_str(out, slice_eq_str(url, "evil") ? "javascript:alert(1)" : "../there?a=1&b=2");
	return true;
}

static void links_lead_where_they_are_resolved(void **state)
{
	(void)state;
	const struct html_options options = {
		.lang = LANG_EN, .id_prefix = "", .resolve = resolve_in_test};
	assert_html_with("[a](x)", &options, "<p><a href=\"../there?a=1&amp;b=2\">a</a></p>\n");
	assert_html_with("[a *b*](nowhere)", &options, "<p>a <em>b</em></p>\n");
	assert_html_with("[a](evil)", &options, "<p>a</p>\n");
	assert_html_with("![a & b](x)", &options,
			 "<p><img loading=\"lazy\" src=\"../there?a=1&amp;b=2\" alt=\"a &amp; "
			 "b\"></p>\n");
	assert_html_with("![a](nowhere)", &options, "<p>a</p>\n");
	assert_html_with("![a](evil)", &options, "<p>a</p>\n");
}

/* --- Escaping ------------------------------------------------------------- */

static void assert_escaped(struct slice text, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	html_escape(&out, text);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static void text_is_escaped(void **state)
{
	(void)state;
	assert_escaped(SLICE(""), "");
	assert_escaped(SLICE("a"), "a");
	assert_escaped(SLICE("<>&\"'"), "&lt;&gt;&amp;&quot;&#39;");
	assert_escaped(SLICE("a\tb\nc"), "a\tb\nc");
	assert_escaped(SLICE("日本語 😀"), "日本語 😀");
	assert_escaped(SLICE("\0\x01\r\f\x1b\x7f"),
		       "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	/* C1 controls and noncharacters: errors in HTML as well. */
	assert_escaped(SLICE("\xC2\x80|\xC2\x9F|\xC2\xA0"), "\xEF\xBF\xBD|\xEF\xBF\xBD|\xC2\xA0");
	assert_escaped(SLICE("\xEF\xB7\x90|\xEF\xBF\xBF|\xF0\x9F\xBF\xBE"),
		       "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD");
	/* Not UTF-8: cut, overlong, a surrogate. */
	assert_escaped(SLICE("a\xE3\x81"), "a\xEF\xBF\xBD");
	assert_escaped(SLICE("\xFF<"), "\xEF\xBF\xBD&lt;");
}

static void assert_url(const char *url, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	html_url(&out, slice_from(url));
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static void addresses_are_encoded(void **state)
{
	(void)state;
	assert_url("", "");
	assert_url("https://example.com/a?b=c&d#e", "https://example.com/a?b=c&amp;d#e");
	assert_url(" a b ", "a%20b");
	assert_url("日", "%E6%97%A5");
	assert_url("a%20b%zz%", "a%20b%25zz%25");
	assert_url("a%2", "a%252");
	assert_url("\"'<>\\^`{|}", "%22%27%3C%3E%5C%5E%60%7B%7C%7D");
	assert_url("#a#b", "#a%23b");
	assert_url("http://[2001:db8::1]:80/[a]", "http://[2001:db8::1]:80/%5Ba%5D");
	assert_url("http://[x]/", "http://%5Bx%5D/");
	assert_url("http://[", "http://%5B");
	assert_url("a\nb\tc", "a%0Ab%09c");
}

/* An anchor without blanks is its id; in any place of another, a blank is none. */
static void ids_have_no_blanks(void **state)
{
	(void)state;
	struct arena arena;
	const struct slice plain = SLICE("日本語-plain");
	arena_init_must(&arena);
	assert_ptr_equal(html_id(&arena, plain).ptr, plain.ptr);
	for (int byte = 1; byte < 0x100; byte++)
		for (size_t place = 0; place < 12; place++) {
			char text[] = "zzzzzzzzzzzz";
			char expected[] = "zzzzzzzzzzzz";
			text[place] = (char)byte;
			expected[place] = byte <= ' ' ? '-' : (char)byte;
			assert_true(slice_eq_str(html_id(&arena, slice_from(text)), expected));
		}
	arena_release(&arena);
}

static void plain_addresses_are_told(void **state)
{
	(void)state;
	assert_true(html_url_is_plain(SLICE("en/mail-flow/ndr_5.1.10.html")));
	assert_true(html_url_is_plain(SLICE("")));
	assert_false(html_url_is_plain(SLICE("//host/a")));
	assert_false(html_url_is_plain(SLICE("a b")));
	assert_false(html_url_is_plain(SLICE("a?b=c&d")));
	assert_false(html_url_is_plain(SLICE("a#b")));
	assert_false(html_url_is_plain(SLICE("日")));
}

/* Wherever it stands, a byte becomes what it becomes alone. */
static void bytes_are_encoded_in_any_place(void **state)
{
	(void)state;
	struct buffer alone;
	struct buffer among;
	buffer_init(&alone, BUFFER_MAX_PAGE);
	buffer_init(&among, BUFFER_MAX_PAGE);
	for (int byte = 1; byte < 0x100; byte++)
		for (size_t place = 0; place < 12; place++) {
			char text[] = "zzzzzzzzzzzz";
			text[place] = (char)byte;
			buffer_clear(&alone);
			buffer_clear(&among);
			html_fragment(&alone, (struct slice){text + place, 1});
			html_fragment(&among, slice_from(text));
			assert_int_equal(among.len, alone.len + strlen(text) - 1);
			assert_memory_equal(among.ptr, "zzzzzzzzzzzz", place);
			assert_memory_equal(among.ptr + place, alone.ptr, alone.len);
		}
	buffer_release(&among);
	buffer_release(&alone);
}

static void long_runs_are_encoded(void **state)
{
	(void)state;
	char text[201] = {0};
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t len = 0; len < sizeof(text); len++) {
		buffer_clear(&out);
		html_fragment(&out, slice_from(text));
		assert_int_equal(out.len, 3 * len);
		for (size_t i = 0; i < len; i++)
			assert_memory_equal(out.ptr + 3 * i, "%E3", 3);
		if (len + 1 < sizeof(text))
			text[len] = '\xE3';
	}
	buffer_release(&out);
}

static int setup(void **state)
{
	(void)state;
	article_setup();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_cases),
		cmocka_unit_test(paragraphs_of_tight_items),
		cmocka_unit_test(lists_keep_their_first_number),
		cmocka_unit_test(cells_span_no_more_rows_than_there_are),
		cmocka_unit_test(line_ends_of_windows),
		cmocka_unit_test(ids_are_unique_and_links_lead_to_them),
		cmocka_unit_test(headings_of_no_page_have_no_link),
		cmocka_unit_test(a_reserved_id_is_not_written),
		cmocka_unit_test(heading_levels_stay_in_their_limits),
		cmocka_unit_test(headings_stay_below_the_page_s_own),
		cmocka_unit_test(only_the_page_heading_is_skipped),
		cmocka_unit_test(links_lead_where_they_are_resolved),
		cmocka_unit_test(text_is_escaped),
		cmocka_unit_test(addresses_are_encoded),
		cmocka_unit_test(ids_have_no_blanks),
		cmocka_unit_test(plain_addresses_are_told),
		cmocka_unit_test(bytes_are_encoded_in_any_place),
		cmocka_unit_test(long_runs_are_encoded),
	};
	return cmocka_run_group_tests_name("render-html", tests, setup, NULL);
}
