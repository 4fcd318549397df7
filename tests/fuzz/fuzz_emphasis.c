/* Delimiter runs, cut at every place, and then a paragraph of them between two
   spans: what steers the parser is never seen in the tree. */
#include "fuzz/fuzz_articles.h"

#include "base/buffer.h"
#include "source/delimiters.h"
#include "source/marks.h"

static void check_runs(struct slice text)
{
	for (size_t at = 0; at < text.len; at++) {
		if (!is_delimiter(text.ptr[at]))
			continue;
		struct delimiter_run run = delimiter_run_read(text, at, SLICE_NONE);
		check(run.at.start == at && run.at.end > at && run.at.end <= text.len);
		run = delimiter_run_read(text, at, at + 1);
		check(run.at.end == at + 1);
	}
}

static void check_tree(const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		struct mark mark;
		if (walk.entering && (node->kind == NODE_TEXT || node->kind == NODE_CODE))
			check(mark_find(node->text, 0, &mark) == SLICE_NONE);
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct slice text = {(const char *)data, size};
	struct buffer bytes;
	struct article article;
	check_runs(text);
	buffer_init(&bytes, BUFFER_MAX_PAGE);
	buffer_str(&bytes, "<span data-ttu-id=\"a-1\">");
	buffer_slice(&bytes, slice_sub(text, 0, size / 2));
	buffer_str(&bytes, "</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">");
	buffer_slice(&bytes, slice_skip(text, size / 2));
	buffer_str(&bytes, "</span></span>");
	if (article_read(&article, "fuzz.md", buffer_view(&bytes)) != STATUS_OK)
		out_of_memory();
	check_tree(article.sides[LANG_EN].root);
	check_tree(article.sides[LANG_JA].root);
	article_release(&article);
	buffer_release(&bytes);
	return 0;
}
