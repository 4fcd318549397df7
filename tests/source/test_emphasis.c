/* Emphasis in Japanese, by the CJK-friendly amendment, and CommonMark's own
   cases, which must not change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"
#include "support/shared.h"

#include "source/marks.h"
#include "source/sides.h"
#include "source/whole_texts.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* --- HTML as cmark-gfm writes it ---------------------------------------- */

static cmark_node *parse(struct slice text)
{
	static const char *const extensions[] = {"table", "tasklist", "strikethrough"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	for (size_t i = 0; i < 3; i++)
		cmark_parser_attach_syntax_extension(parser,
						     cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, text.ptr ? text.ptr : "", text.len);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

typedef const char *get_text(cmark_node *node);
typedef int set_text(cmark_node *node, const char *text);

/* What the article's reader takes out of the tree, and puts into it. */
struct stripping {
	struct arena *arena;
	const struct article *article;
	enum lang lang;
};

static void strip_one(const struct stripping *s, cmark_node *node, get_text *get, set_text *set)
{
	struct slice text = slice_from(get(node));
	struct slice all = whole_texts_put_back(s->article, s->lang, s->arena, text);
	struct slice bare = marks_strip(s->arena, all);
	if (bare.ptr != text.ptr)
		set(node, bare.ptr);
}

static void strip_marks(const struct stripping *s, cmark_node *document)
{
	cmark_iter *iter = cmark_iter_new(document);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		strip_one(s, node, cmark_node_get_literal, cmark_node_set_literal);
		strip_one(s, node, cmark_node_get_url, cmark_node_set_url);
		strip_one(s, node, cmark_node_get_title, cmark_node_set_title);
		strip_one(s, node, cmark_node_get_fence_info, cmark_node_set_fence_info);
	}
	cmark_iter_free(iter);
}

static struct slice stripped_html(const struct stripping *s, struct slice text)
{
	cmark_node *document = parse(text);
	strip_marks(s, document);
	char *html = cmark_render_html(document, CMARK_OPT_UNSAFE, NULL);
	struct slice copy = arena_copy(s->arena, slice_from(html));
	free(html);
	cmark_node_free(document);
	return copy;
}

static struct slice html_of(struct arena *arena, struct slice text)
{
	const struct article none = {0};
	return stripped_html(&(struct stripping){arena, &none, LANG_EN}, text);
}

/* The HTML of what our parser is given for a side of an article. */
static struct slice marked_html(struct arena *arena, struct slice text, enum lang lang)
{
	struct reading r;
	struct side_text side;
	reading_open(&r, text);
	assert_int_equal(side_text_init(&side, &r.article, r.article.scan, lang), STATUS_OK);
	const struct stripping stripping = {arena, &r.article, lang};
	struct slice html = stripped_html(&stripping, buffer_view(&side.text));
	side_text_release(&side);
	reading_close(&r);
	return html;
}

/* The same with the text as both sides of a pair. */
static struct slice paired_html(struct arena *arena, struct slice text, enum lang lang)
{
	const char *terminated = arena_copy(arena, text).ptr;
	struct buffer pair;
	buffer_init(&pair, BUFFER_MAX_PAGE);
	buffer_char(&pair, '\n'); /* no front matter */
	pair_write(&pair, "1b4da-101", terminated, terminated);
	struct slice html = marked_html(arena, buffer_view(&pair), lang);
	buffer_release(&pair);
	return html;
}

/* --- The suite's files, line by line ------------------------------------ */

struct suite {
	struct arena arena;
	struct slice rest;
};

static void suite_open(struct suite *suite, const char *name)
{
	struct problems problems;
	article_setup();
	arena_init(&suite->arena);
	problems_init(&problems, stderr, LANG_EN);
	struct slice file = arena_printf(&suite->arena, "suites/cjk-emphasis/%s", name);
	const char *path = shared_path(&suite->arena, file.ptr);
	assert_int_equal(file_read(&suite->arena, path, &problems, &suite->rest), STATUS_OK);
}

static bool suite_line(struct suite *suite, struct slice *line)
{
	while (slice_next_line(&suite->rest, line))
		if (line->len)
			return true;
	arena_release(&suite->arena);
	return false;
}

/* The HTML that a line must have where each `mark` in it opens and closes in
   turn: the parts between them, each read alone. */
static struct slice alternating(struct arena *arena, struct slice line, const char *mark,
				const char *tag)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "<p>");
	struct slice rest = line;
	for (bool open = false;; open = !open) {
		size_t end = slice_find(rest, slice_from(mark), 0);
		struct slice part = slice_sub(rest, 0, end);
		struct slice alone = arena_printf(arena, "x%.*sx\n", SLICE_ARG(part));
		struct slice html = html_of(arena, alone); /* <p>x…x</p>\n */
		buffer_slice(&out, slice_sub(html, 4, html.len - 6));
		if (end == SLICE_NONE)
			break;
		buffer_printf(&out, "<%s%s>", open ? "/" : "", tag);
		rest = slice_skip(rest, end + strlen(mark));
	}
	buffer_str(&out, "</p>\n");
	struct slice html = arena_copy(arena, buffer_view(&out));
	buffer_release(&out);
	return html;
}

static void assert_html(const char *how, struct slice line, struct slice got, struct slice expected)
{
	if (!slice_eq(got, expected))
		fail_msg("%s, \"%.*s\" is\n    %.*s\nand should be\n    %.*s", how, SLICE_ARG(line),
			 SLICE_ARG(got), SLICE_ARG(expected));
}

/* In the tree too: as many elements as runs pair up, and none left as text. */
static void assert_in_tree(struct slice line, const char *mark, enum node_kind kind)
{
	struct reading r;
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_printf(&text,
		      "<span data-ttu-id=\"1b4da-101\">%.*s</span><span class=\"sxs-lookup\">"
		      "<span data-stu-id=\"1b4da-101\">x</span></span>",
		      SLICE_ARG(line));
	reading_open(&r, buffer_view(&text));
	size_t n = 0;
	struct node_walk walk = node_walk_from(r.article.sides[LANG_JA].root);
	while (node_walk_next(&walk)) {
		n += walk.entering && walk.node->kind == kind;
		if (walk.node->kind == NODE_TEXT)
			assert_false(slice_contains(walk.node->text, slice_from(mark)));
	}
	size_t runs = 0;
	for (size_t at = 0; (at = slice_find(line, slice_from(mark), at)) != SLICE_NONE; runs++)
		at += strlen(mark);
	assert_int_equal(n, runs / 2);
	reading_close(&r);
	buffer_release(&text);
}

/* However the line comes: alone, as a pair's side, in both languages. */
static void assert_line(struct arena *arena, struct slice line, struct slice expected)
{
	assert_html("alone", line, marked_html(arena, line, LANG_EN), expected);
	assert_html("paired", line, paired_html(arena, line, LANG_JA), expected);
	assert_html("paired", line, paired_html(arena, line, LANG_EN), expected);
}

/* Every line's runs open and close in turn; how many plain CommonMark gets
   wrong. */
static void assert_suite(const char *name, const char *mark, const char *tag, size_t n_lines,
			 size_t n_plain_fails)
{
	enum node_kind kind = mark[0] == '~' ? NODE_STRIKE : NODE_STRONG;
	struct suite suite;
	struct slice line;
	size_t lines = 0;
	size_t fails = 0;
	suite_open(&suite, name);
	while (suite_line(&suite, &line)) {
		struct slice expected = alternating(&suite.arena, line, mark, tag);
		assert_line(&suite.arena, line, expected);
		assert_in_tree(line, mark, kind);
		fails += !slice_eq(html_of(&suite.arena, line), expected);
		lines++;
	}
	assert_int_equal(lines, n_lines);
	assert_int_equal(fails, n_plain_fails);
}

static void strong_opens_and_closes_in_every_line(void **state)
{
	(void)state;
	assert_suite("strong.md", "**", "strong", 85, 66);
}

static void emoji_that_are_characters_too(void **state)
{
	(void)state;
	assert_suite("pseudo-emoji.md", "**", "strong", 6, 2);
}

static void punctuation_before_underscores(void **state)
{
	struct suite suite;
	struct slice line;
	size_t n = 0;
	(void)state;
	suite_open(&suite, "underscore-cjk-punct.md");
	while (suite_line(&suite, &line)) {
		bool is_double = slice_contains(line, SLICE("__"));
		assert_line(&suite.arena, line,
			    alternating(&suite.arena, line, is_double ? "__" : "_",
					is_double ? "strong" : "em"));
		n++;
	}
	assert_int_equal(n, 7);
}

static void other_scripts_stay_as_they_are(void **state)
{
	struct suite suite;
	struct slice line;
	size_t n = 0;
	(void)state;
	suite_open(&suite, "non-bmp.md");
	while (suite_line(&suite, &line)) {
		struct slice literal = arena_printf(&suite.arena, "<p>%.*s</p>\n", SLICE_ARG(line));
		assert_line(&suite.arena, line, literal);
		n++;
	}
	assert_int_equal(n, 8);
}

static void strikes_in_japanese(void **state)
{
	(void)state;
	assert_suite("gfm-strikethrough.md", "~~", "del", 11, 8);
}

static void strikes_elsewhere_stay_as_they_are(void **state)
{
	struct suite suite;
	(void)state;
	suite_open(&suite, "gfm-non-cjk.md");
	struct slice text = suite.rest;
	assert_html("whole", text, marked_html(&suite.arena, text, LANG_EN),
		    html_of(&suite.arena, text));
	arena_release(&suite.arena);
}

/* --- Beyond the amendment ----------------------------------------------- */

/* The Japanese side of a pair. */
static void assert_emphasis(const char *text, const char *tree)
{
	struct reading r;
	struct buffer pair;
	buffer_init(&pair, BUFFER_MAX_PAGE);
	pair_write(&pair, "1b4da-101", text, text);
	reading_open(&r, buffer_view(&pair));
	assert_tree(&r.article, LANG_JA, tree);
	assert_tree(&r.article, LANG_EN, tree);
	reading_close(&r);
	buffer_release(&pair);
}

static void underscores_beside_japanese_are_asterisks(void **state)
{
	(void)state;
	assert_emphasis("_語_と", "p[em['語'@0] 'と'@0]");
	assert_emphasis("の_語_", "p['の'@0 em['語'@0]]");
	assert_emphasis("の__語__と", "p['の'@0 strong['語'@0] 'と'@0]");
	assert_emphasis("の_word_と", "p['の'@0 em['word'@0] 'と'@0]");
	assert_emphasis("の_語。_と", "p['の'@0 em['語。'@0] 'と'@0]");
	/* Names in Latin letters keep theirs. */
	assert_emphasis("snake_case_name を", "p['snake_case_name を'@0]");
	assert_emphasis("の snake_case_name", "p['の snake_case_name'@0]");
	assert_emphasis("a_語_b", "p['a_語_b'@0]");
}

static void single_tildes_are_ranges(void **state)
{
	(void)state;
	assert_emphasis("10~20 と 30~40", "p['10~20 と 30~40'@0]");
	assert_emphasis("月~金、土~日", "p['月~金、土~日'@0]");
	assert_emphasis("1~2と3~4日", "p['1~2と3~4日'@0]");
	assert_emphasis("a ~b~ c", "p['a '@0 strike['b'@0] ' c'@0]");
	assert_emphasis("の~~語~~と", "p['の'@0 strike['語'@0] 'と'@0]");
	assert_emphasis("(~語~)", "p['('@0 strike['語'@0] ')'@0]");
}

/* The span's own tags are no neighbours: the run sees what a reader sees. */
static void tags_decide_nothing(void **state)
{
	(void)state;
	static const char text[] =
		"<span data-ttu-id=\"1b4da-101\">次の**「通知」**</span><span class=\"sxs-lookup\">"
		"<span data-stu-id=\"1b4da-101\">the **\"notice\"**</span></span>"
		"<span data-ttu-id=\"1b4da-102\">を**見る。**</span><span class=\"sxs-lookup\">"
		"<span data-stu-id=\"1b4da-102\">s **are**</span></span>x **y";
	struct reading r;
	reading_open(&r, slice_from(text));
	assert_tree(&r.article, LANG_JA,
		    "p['次の'@0 strong['「通知」'@0] 'を'@1 strong['見る。'@1] 'x **y']");
	/* `"**s` closes nothing in English: a letter follows it. */
	assert_tree(&r.article, LANG_EN,
		    "p['the **\"notice\"**'@0 's '@1 strong['are'@1] 'x **y']");
	reading_close(&r);
}

static void a_run_may_span_segments(void **state)
{
	(void)state;
	static const char text[] =
		"**<span data-ttu-id=\"1b4da-101\">重要。</span><span class=\"sxs-lookup\">"
		"<span data-stu-id=\"1b4da-101\">Important.</span></span>**"
		"<span data-ttu-id=\"1b4da-102\">次**の</span><span class=\"sxs-lookup\">"
		"<span data-stu-id=\"1b4da-102\">Next**</span></span>**";
	struct reading r;
	reading_open(&r, slice_from(text));
	assert_tree(&r.article, LANG_JA, "p[strong['重要。'@0] '次'@1 strong['の'@1]]");
	reading_close(&r);
}

/* The amendment speaks of the character before a variation selector; the parser
   sees the selector. */
static void variation_selectors(void **state)
{
	(void)state;
	assert_emphasis("。\uFE01**(a)** b", "p['。\uFE01'@0 strong['(a)'@0] ' b'@0]");
	assert_emphasis("葛\U000E0100**(a)**城", "p['葛\U000E0100'@0 strong['(a)'@0] '城'@0]");
	assert_emphasis("**“\uFE01a”\uFE01**b", "p[strong['“\uFE01a”\uFE01'@0] 'b'@0]");
	assert_emphasis("a**”**b", "p['a**”**b'@0]");
}

static void escapes_and_code_keep_their_stars(void **state)
{
	(void)state;
	assert_emphasis("の\\*\\*語\\*\\*と", "p['の**語**と'@0]");
	assert_emphasis("の`**「a」**`と", "p['の'@0 code'**「a」**'@0 'と'@0]");
	assert_emphasis("の[**「a」**](b**「c」**d)と",
			"p['の'@0 a'b**「c」**d'[strong['「a」'@0]] 'と'@0]");
	assert_emphasis("<https://a.b/の**「c」**d>と",
			"p[a'https://a.b/の**「c」**d'['https://a.b/の**「c」**d'@0] 'と'@0]");
	assert_emphasis("![の**「a」**と](b)", "p[img'b''の「a」と'@0]");
}

/* --- CommonMark's own cases --------------------------------------------- */

struct counts {
	size_t cases;
	size_t as_parser; /* the same HTML as without marks */
	size_t as_suite;  /* not that, but what CommonMark 0.31 says */
	size_t paired;    /* the same HTML inside a pair */
};

/* Inside a pair these are text: a tag that never ends, and what could be a
   link's definition but is as likely a label and its description. */
static bool is_text_in_a_pair(json_int_t example)
{
	static const json_int_t examples[] = {156, 157, 158, 194, 195, 200, 206, 573, 576, 577};
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		if (examples[i] == example)
			return true;
	return false;
}

static void check_case(struct arena *arena, const json_t *item, struct counts *counts)
{
	json_int_t example = json_integer_value(json_object_get(item, "example"));
	struct slice expected = slice_from(json_string_value(json_object_get(item, "html")));
	const json_t *markdown = json_object_get(item, "markdown");
	/* Behind a line end, lest it be front matter. */
	struct slice text = arena_printf(arena, "\n%s", json_string_value(markdown));
	struct slice plain = html_of(arena, text);
	struct slice marked = marked_html(arena, text, LANG_JA);
	counts->cases++;
	if (slice_eq(marked, plain))
		counts->as_parser++;
	else if (slice_eq(marked, expected))
		counts->as_suite++;
	else
		fail_msg("example %d is\n%.*s\nand should be\n%.*s", (int)example,
			 SLICE_ARG(marked), SLICE_ARG(plain));
	struct slice paired = paired_html(arena, slice_skip(text, 1), LANG_JA);
	counts->paired += slice_eq(paired, marked);
	if (slice_eq(paired, marked) == is_text_in_a_pair(example))
		fail_msg("in a pair, example %d is\n%.*s", (int)example, SLICE_ARG(paired));
}

static void commonmark_does_not_change(void **state)
{
	(void)state;
	struct arena arena;
	struct counts counts = {0};
	json_error_t error;
	article_setup();
	arena_init(&arena);
	const char *path = shared_path(&arena, "suites/cjk-emphasis/commonmark.json");
	json_t *cases = json_load_file(path, JSON_ALLOW_NUL, &error);
	assert_non_null(cases);
	size_t i;
	json_t *item;
	json_array_foreach(cases, i, item)
	{
		struct arena_mark mark = arena_mark(&arena);
		check_case(&arena, item, &counts);
		arena_rewind(&arena, mark);
	}
	json_decref(cases);
	arena_release(&arena);
	print_message("%zu cases: %zu as without marks, %zu as CommonMark 0.31, %zu in a pair\n",
		      counts.cases, counts.as_parser, counts.as_suite, counts.paired);
	assert_int_equal(counts.cases, 652);
	assert_int_equal(counts.as_parser, 651);
	assert_int_equal(counts.as_suite, 1); /* 354: currency signs are punctuation */
	assert_int_equal(counts.paired, 642);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strong_opens_and_closes_in_every_line),
		cmocka_unit_test(emoji_that_are_characters_too),
		cmocka_unit_test(punctuation_before_underscores),
		cmocka_unit_test(other_scripts_stay_as_they_are),
		cmocka_unit_test(strikes_in_japanese),
		cmocka_unit_test(strikes_elsewhere_stay_as_they_are),
		cmocka_unit_test(underscores_beside_japanese_are_asterisks),
		cmocka_unit_test(single_tildes_are_ranges),
		cmocka_unit_test(tags_decide_nothing),
		cmocka_unit_test(a_run_may_span_segments),
		cmocka_unit_test(variation_selectors),
		cmocka_unit_test(escapes_and_code_keep_their_stars),
		cmocka_unit_test(commonmark_does_not_change),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
