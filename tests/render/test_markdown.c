/* Markdown from trees: reading it gives the tree again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "render/markdown.h"
#include "source/article.h"
#include "support/article.h"

#include <string.h>

static bool resolve(void *context, const struct node *node, struct buffer *out)
{
	(void)context;
	buffer_slice(out, node->kind == NODE_IMAGE ? node->image.url : node->link.url);
	return out->len > 0;
}

static void write_side(const struct article *article, enum lang lang, struct buffer *out)
{
	struct markdown_options options = {.resolve = resolve};
	buffer_str(out, "");
	markdown_blocks(&options, article->sides[lang].root->first, NULL, out);
}

static void assert_markdown(const char *text, const char *expected)
{
	struct reading r;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	reading_open_unchecked(&r, slice_from(text));
	write_side(&r.article, LANG_EN, &out);
	assert_string_equal(out.ptr, expected);
	reading_close(&r);
	buffer_release(&out);
}

static void blocks(void **state)
{
	(void)state;
	assert_markdown("# A\n\nb\nc\n", "# A\n\nb c");
	assert_markdown("* a\n* b\n  * c\n", "- a\n- b\n  - c");
	assert_markdown("- a\n\n- b\n", "- a\n\n- b");
	assert_markdown("9. a\n10. b\n\n    c\n", "9. a\n\n10. b\n\n    c");
	assert_markdown("- [x] a\n- [ ] b\n", "- [x] a\n- [ ] b");
	assert_markdown("> a\n>\n> b\n", "> a\n>\n> b");
	assert_markdown("> [!TIP]\n> a\n", "> [!TIP]\n> a");
	assert_markdown("~~~~sh\n```\n~~~~\n", "````sh\n```\n````");
	assert_markdown("| a\\|b | `c\\|d` |\n|:-:|--|\n| e |\n",
			"| a\\|b | `c\\|d` |\n| :-: | --- |\n| e |  |");
	assert_markdown("---\n", "* * *");
}

static void anchors(void **state)
{
	(void)state;
	struct reading r;
	struct buffer out;
	struct markdown_options options = {.has_anchors = true};
	buffer_init(&out, BUFFER_MAX_PAGE);
	reading_open_unchecked(
		&r, SLICE("# <a name=\"x\"></a>A\n\n## B c\n\n<a id=\"y&amp;z\"></a>d\n"));
	markdown_blocks(&options, r.article.sides[LANG_EN].root->first, NULL, &out);
	assert_string_equal(out.ptr, "# <a name=\"x\"></a>A\n\n## <a name=\"b-c\"></a>B c\n\n"
				     "<a name=\"y&amp;z\"></a>d");
	reading_close(&r);
	buffer_release(&out);
}

static void text_stays_text(void **state)
{
	(void)state;
	assert_markdown("\\# a\n", "\\# a");
	assert_markdown("1\\. a\n", "1\\. a");
	assert_markdown("\\- a \\*b\\* \\_c\\_ \\<d> \\[e] \\`f\\` &amp;amp;\n",
			"\\- a \\*b\\* \\_c\\_ \\<d> \\[e\\] \\`f\\` \\&amp;");
	assert_markdown("`` a`b `` ` `` `\n", "``a`b`` ``` `` ```");
	assert_markdown("[a](<b c>) <https://x.example/>\n", "[a](b%20c) <https://x.example/>");
}

/* Twice written is once written: what was read from the Markdown is what the
   Markdown was made of. */
static void check_side(const struct article *article, enum lang lang, const char *path)
{
	struct buffer once;
	struct buffer twice;
	struct article again;
	buffer_init(&once, BUFFER_MAX_PAGE);
	buffer_init(&twice, BUFFER_MAX_PAGE);
	write_side(article, lang, &once);
	assert_int_equal(article_read(&again, path, buffer_view(&once)), STATUS_OK);
	write_side(&again, LANG_EN, &twice);
	if (!slice_eq(buffer_view(&once), buffer_view(&twice))) {
		size_t at = 0;
		while (at < once.len && at < twice.len && once.ptr[at] == twice.ptr[at])
			at++;
		at = at > 60 ? at - 60 : 0;
		fail_msg("%s (%s):\n%.*s\nbecame\n%.*s", path, lang_name(lang), 160, once.ptr + at,
			 160, twice.ptr + at);
	}
	article_release(&again);
	buffer_release(&once);
	buffer_release(&twice);
}

static void content_comes_back(void **state)
{
	(void)state;
	struct arena arena;
	struct problems problems;
	struct file_list list;
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(folder_walk(&arena, "content", &problems, &list), STATUS_OK);
	size_t n_read = 0;
	for (size_t i = 0; i < list.count; i++) {
		struct slice bytes;
		struct article article;
		if (!slice_ends_with(slice_from(list.paths[i]), SLICE(".md")))
			continue;
		const char *path = path_join(&arena, "content", list.paths[i]);
		assert_int_equal(file_read(&arena, path, &problems, &bytes), STATUS_OK);
		assert_int_equal(article_read(&article, path, bytes), STATUS_OK);
		check_side(&article, LANG_EN, path);
		check_side(&article, LANG_JA, path);
		article_release(&article);
		n_read++;
	}
	assert_true(n_read > 0);
	file_list_release(&list);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),
		cmocka_unit_test(anchors),
		cmocka_unit_test(text_stays_text),
		cmocka_unit_test(content_comes_back),
	};
	article_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
