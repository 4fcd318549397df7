/* Two languages beside each other: golden pages, and what holds for every one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/html_pairs.h"

#include "base/file.h"
#include "source/article.h"
#include "support/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- From an article ------------------------------------------------------ */

struct written {
	struct buffer html[LANG_SIDES];
	struct html_marks marks[LANG_SIDES];
	struct arena arena;
	struct slice pairs; /* terminated */
};

static void write_side(const struct article *article, enum lang lang, struct written *out)
{
	const struct html_options options = {.lang = lang, .id_prefix = ""};
	struct html_writer writer;
	buffer_init(&out->html[lang], BUFFER_MAX_PAGE);
	buffer_str(&out->html[lang], "");
	html_init(&writer, &options, &out->html[lang]);
	html_keep_marks(&writer, &out->marks[lang]);
	html_blocks(&writer, article->sides[lang].root->first, NULL);
	html_release(&writer);
}

static void write_pairs(const struct article *article, struct written *out)
{
	struct html_side sides[LANG_SIDES];
	struct slice texts[LANG_SIDES];
	struct buffer words;
	struct buffer parts;
	*out = (struct written){0};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		write_side(article, lang, out);
		texts[lang] = buffer_view(&out->html[lang]);
		sides[lang] = (struct html_side){texts[lang], &out->marks[lang]};
	}
	buffer_init(&words, BUFFER_MAX_PAGE);
	buffer_init(&parts, BUFFER_MAX_PAGE);
	html_pairs(sides, &words, &parts);
	assert_false(words.failed || parts.failed);
	arena_init_must(&out->arena);
	out->pairs = html_woven(buffer_view(&words), buffer_view(&parts), texts, &out->arena);
	buffer_release(&words);
	buffer_release(&parts);
}

static void release_written(struct written *written)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		buffer_release(&written->html[lang]);
		html_marks_release(&written->marks[lang]);
	}
	arena_release(&written->arena);
}

/* --- What always holds ---------------------------------------------------- */

/* Marks lie inside each other, in order. */
static void assert_marks(const struct html_marks *marks, size_t len)
{
	size_t before = 0;
	for (size_t i = 0; i < marks->count; i++) {
		const struct html_mark *mark = &marks->items[i];
		assert_true(before <= mark->start && mark->start <= mark->inner);
		assert_true(mark->inner <= mark->inner_end && mark->inner_end <= mark->end);
		assert_true(mark->end <= len);
		assert_true(mark->after > i && mark->after <= marks->count);
		for (size_t child = i + 1; child < mark->after; child++)
			assert_true(marks->items[child].start >= mark->inner &&
				    marks->items[child].end <= mark->inner_end);
		before = mark->start;
	}
}

static size_t count_of(const char *text, const char *needle)
{
	size_t n = 0;
	for (; (text = strstr(text, needle)); text += strlen(needle))
		n++;
	return n;
}

/* Every id of both languages is on the page, and none twice. */
static void assert_ids(const struct written *written)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		for (size_t i = 0; i < written->marks[lang].n_ids; i++) {
			const struct html_id_mark *id = &written->marks[lang].ids[i];
			size_t len = id->attribute_end - id->attribute;
			char *attribute = strndup(written->html[lang].ptr + id->attribute, len);
			assert_non_null(attribute);
			if (count_of(written->pairs.ptr, attribute) != 1)
				fail_msg("%zu times%s", count_of(written->pairs.ptr, attribute),
					 attribute);
			free(attribute);
		}
}

/* As many start tags of a name as end tags. */
static void assert_balance(const char *html)
{
	static const char *const names[] = {"div", "p",  "ul",    "ol", "li",   "table",
					    "tr",  "td", "th",    "h2", "span", "blockquote",
					    "em",  "a",  "tbody", "dl", "dd",   "details"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char open[32];
		char bare[32];
		char close[32];
		snprintf(open, sizeof(open), "<%s ", names[i]);
		snprintf(bare, sizeof(bare), "<%s>", names[i]);
		snprintf(close, sizeof(close), "</%s>", names[i]);
		size_t n_open = count_of(html, open) + count_of(html, bare);
		if (n_open != count_of(html, close))
			fail_msg("%zu <%s> but %zu </%s>", n_open, names[i], count_of(html, close),
				 names[i]);
	}
}

static void assert_whole(const struct written *written)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		assert_marks(&written->marks[lang], written->html[lang].len);
	assert_ids(written);
	assert_balance(written->pairs.ptr);
}

/* --- Golden cases --------------------------------------------------------- */

static void check_case(const char *path, const char *stem)
{
	struct arena arena;
	struct problems problems;
	struct article article;
	struct written written;
	struct slice text;
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(file_read(&arena, path, &problems, &text), STATUS_OK);
	assert_int_equal(article_read(&article, path, text), STATUS_OK);
	write_pairs(&article, &written);
	assert_whole(&written);
	assert_golden(arena_printf(&arena, "%s.pair.html", stem).ptr, written.pairs);
	release_written(&written);
	article_release(&article);
	arena_release(&arena);
}

static void golden_cases(void **state)
{
	(void)state;
	golden_each("tests/render/cases", ".md", check_case);
}

/* --- Single lines --------------------------------------------------------- */

#define PAIR(id, ja, en)                                                                           \
	"<span data-ttu-id=\"a0001-" id "\">" ja "</span><span class=\"sxs-lookup\">"              \
	"<span data-stu-id=\"a0001-" id "\">" en "</span></span>"

static void assert_pairs(const char *markdown, const char *expected)
{
	struct article article;
	struct written written;
	assert_int_equal(article_read(&article, "a.md", slice_from(markdown)), STATUS_OK);
	write_pairs(&article, &written);
	assert_whole(&written);
	assert_string_equal(written.pairs.ptr, expected);
	release_written(&written);
	article_release(&article);
}

static void a_segment_is_a_row(void **state)
{
	(void)state;
	assert_pairs(PAIR("103", "一。", "One.") " " PAIR("104", "**二**。", "**Two**.") "\n",
		     "<div class=\"pairs\">\n"
		     "<div class=\"pair\"><p lang=\"ja\">一。</p><p lang=\"en\">One.</p></div>\n"
		     "<div class=\"pair\"><p lang=\"ja\"><strong>二</strong>。</p>"
		     "<p lang=\"en\"><strong>Two</strong>.</p></div>\n"
		     "</div>\n");
}

static void text_outside_spans_stands_once(void **state)
{
	(void)state;
	assert_pairs("`code` alone\n\n```\nx\n```\n",
		     "<p class=\"both\"><code>code</code> alone</p>\n"
		     "<pre tabindex=\"0\"><code>x\n</code></pre>\n");
	assert_pairs("![a](b.png) " PAIR("103", "一。", "One.") "\n",
		     "<div class=\"pairs\">\n"
		     "<p class=\"both\"><img loading=\"lazy\" src=\"b.png\" alt=\"a\"> </p>\n"
		     "<div class=\"pair\"><p lang=\"ja\">一。</p><p lang=\"en\">One.</p></div>\n"
		     "</div>\n");
}

static void equal_cells_stand_once(void **state)
{
	(void)state;
	assert_pairs(
		"| " PAIR("103", "`2`", "`2`") " | " PAIR("104", "成功", "Success") " |\n"
										    "|---|---|\n",
		"<div class=\"table-wrap\" role=\"region\" tabindex=\"0\" aria-label=\"表 1\">\n"
		"<table>\n<thead>\n<tr><th scope=\"col\"><code>2</code></th>"
		"<th scope=\"col\"><span lang=\"ja\">成功</span> "
		"<span lang=\"en\">Success</span></th></tr>\n</thead>\n</table>\n</div>\n");
}

/* A block in one language only keeps its place; what follows stays in step. */
static void a_block_without_counterpart_stands_alone(void **state)
{
	(void)state;
	assert_pairs(PAIR("103", "一", "One") "\n\n" PAIR("104", "", "Only English") "\n\n" PAIR(
			     "105", "三", "Three") "\n",
		     "<div class=\"pair\"><p lang=\"ja\">一</p><p lang=\"en\">One</p></div>\n"
		     "<div class=\"pair\"><div lang=\"en\"><p>Only English</p></div></div>\n"
		     "<div class=\"pair\"><p lang=\"ja\">三</p><p lang=\"en\">Three</p></div>\n");
}

static void an_id_of_both_languages_stands_once(void **state)
{
	(void)state;
	assert_pairs("## <a name=\"x\"></a>" PAIR("103", "甲", "A") "\n\n<a name=\"y\"></a>" PAIR(
			     "104", "乙", "B") "\n",
		     "<h2 id=\"x\"><span lang=\"ja\">甲</span> <span lang=\"en\">A</span> "
		     "<a class=\"heading-link\" href=\"#x\" aria-label=\"この節へのリンク\">#</a>"
		     "</h2>\n<div class=\"pair\"><p lang=\"ja\"><span id=\"y\"></span>乙</p>"
		     "<p lang=\"en\">B</p></div>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_cases),
		cmocka_unit_test(a_segment_is_a_row),
		cmocka_unit_test(text_outside_spans_stands_once),
		cmocka_unit_test(equal_cells_stand_once),
		cmocka_unit_test(a_block_without_counterpart_stands_alone),
		cmocka_unit_test(an_id_of_both_languages_stands_once),
	};
	article_setup();
	return cmocka_run_group_tests_name("render.html-pairs", tests, NULL, NULL);
}
