/* Reading articles for tests, and writing what was read in one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "support/shared.h"

#include <stdlib.h>
#include <string.h>

void reading_open_unchecked(struct reading *r, struct slice text)
{
	r->block = malloc(text.len ? text.len : 1);
	assert_non_null(r->block);
	if (text.len)
		memcpy(r->block, text.ptr, text.len);
	/* Of an empty file not even one byte may be read. */
	struct slice bytes = {text.len ? r->block : NULL, text.len};
	article_setup();
	assert_int_equal(article_read(&r->article, "article.md", bytes), STATUS_OK);
}

void reading_open(struct reading *r, struct slice text)
{
	reading_open_unchecked(r, text);
	article_check(&r->article);
}

void reading_close(struct reading *r)
{
	article_release(&r->article);
	free(r->block);
}

void pair_write(struct buffer *out, const char *id, const char *ja, const char *en)
{
	buffer_printf(out,
		      "<span data-ttu-id=\"%s\">%s</span><span class=\"sxs-lookup\"><span "
		      "data-stu-id=\"%s\">%s</span></span>",
		      id, ja, id, en);
}

/* --- Trees -------------------------------------------------------------- */

static const char *const alert_names[] = {
	[ALERT_NOTE] = "note",       [ALERT_TIP] = "tip",         [ALERT_IMPORTANT] = "important",
	[ALERT_WARNING] = "warning", [ALERT_CAUTION] = "caution",
};

static const char *const names[NODE_KINDS] = {
	[NODE_DOCUMENT] = "doc",  [NODE_QUOTE] = "quote",    [NODE_ALERT] = "alert",
	[NODE_LIST] = "ul",       [NODE_ITEM] = "item",      [NODE_PARAGRAPH] = "p",
	[NODE_HEADING] = "h",     [NODE_CODE_BLOCK] = "pre", [NODE_RULE] = "hr",
	[NODE_TABLE] = "table",   [NODE_ROW] = "row",        [NODE_CELL] = "cell",
	[NODE_TEXT] = "",         [NODE_SOFT_BREAK] = "~",   [NODE_HARD_BREAK] = "br",
	[NODE_CODE] = "code",     [NODE_EMPHASIS] = "em",    [NODE_STRONG] = "strong",
	[NODE_STRIKE] = "strike", [NODE_LINK] = "a",         [NODE_IMAGE] = "img",
	[NODE_ANCHOR] = "#",      [NODE_ELEMENT] = "",
};

static void write_quoted(struct buffer *out, struct slice text)
{
	buffer_char(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			buffer_str(out, "\\n");
		else
			buffer_char(out, text.ptr[i]);
	}
	buffer_char(out, '\'');
}

static void write_list(const struct node *node, struct buffer *out)
{
	if (node->list.ordered)
		buffer_printf(out, "ol.%u", node->list.start);
	else
		buffer_str(out, "ul");
	if (node->list.tight)
		buffer_str(out, ".tight");
}

static void write_cell(const struct node *node, struct buffer *out)
{
	static const char *const aligns[] = {[ALIGN_NONE] = "",
					     [ALIGN_LEFT] = ".left",
					     [ALIGN_CENTER] = ".center",
					     [ALIGN_RIGHT] = ".right"};
	buffer_str(out, node->cell.is_header ? "th" : "td");
	buffer_str(out, aligns[node->cell.align]);
	if (node->cell.columns > 1)
		buffer_printf(out, ".%ucols", node->cell.columns);
	if (node->cell.rows > 1)
		buffer_printf(out, ".%urows", node->cell.rows);
}

static void write_address(struct buffer *out, struct slice url, struct slice title)
{
	write_quoted(out, url);
	if (title.len)
		write_quoted(out, title);
}

static void write_name(const struct node *node, struct buffer *out)
{
	buffer_str(out, names[node->kind]);
	switch (node->kind) {
	case NODE_ALERT:
		buffer_printf(out, ".%s", alert_names[node->alert.kind]);
		break;
	case NODE_ITEM:
		if (node->item.is_task)
			buffer_str(out, node->item.is_done ? ".done" : ".todo");
		break;
	case NODE_HEADING:
		buffer_printf(out, "%u#%.*s", node->heading.level, SLICE_ARG(node->heading.anchor));
		break;
	case NODE_CODE_BLOCK:
		if (node->code.language.len)
			buffer_printf(out, ".%.*s", SLICE_ARG(node->code.language));
		write_quoted(out, node->code.text);
		break;
	case NODE_ROW:
		if (node->row.is_header)
			buffer_str(out, ".head");
		break;
	case NODE_TEXT:
	case NODE_CODE:
		write_quoted(out, node->text);
		break;
	case NODE_LINK:
		write_address(out, node->link.url, node->link.title);
		break;
	case NODE_IMAGE:
		write_address(out, node->image.url, node->image.title);
		write_quoted(out, node->image.alt);
		break;
	case NODE_ANCHOR:
		buffer_slice(out, node->anchor.name);
		break;
	case NODE_ELEMENT:
		buffer_printf(out, "<%.*s>", SLICE_ARG(node->element.name));
		for (const struct attribute *a = node->element.attributes; a; a = a->next)
			write_quoted(out, a->value);
		break;
	default:
		break;
	}
}

static void write_kind(const struct node *node, struct buffer *out)
{
	if (node->kind == NODE_LIST)
		write_list(node, out);
	else if (node->kind == NODE_CELL)
		write_cell(node, out);
	else
		write_name(node, out);
	bool is_leaf = !node->first && !node_is_block(node);
	if (is_leaf && node->segment != SEGMENT_NONE)
		buffer_printf(out, "@%d", node->segment);
}

static bool is_hidden(const struct node *node)
{
	return node->kind == NODE_TEXT && node->text.len == 0;
}

void tree_write(const struct article *article, enum lang lang, struct buffer *out)
{
	size_t start = out->len;
	const struct node *root = article->sides[lang].root;
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (node == root || is_hidden(node))
			continue;
		if (!walk.entering) {
			buffer_str(out, node->first ? "]" : "");
			continue;
		}
		if (out->len > start && out->ptr[out->len - 1] != '[')
			buffer_char(out, ' ');
		write_kind(node, out);
		if (node->first)
			buffer_char(out, '[');
	}
	buffer_append(out, "", 0); /* terminated, also where there is nothing */
}

static void assert_text(const char *what, const struct buffer *got, const char *expected)
{
	if (strcmp(got->ptr, expected) != 0)
		fail_msg("%s is\n    %s\nand should be\n    %s", what, got->ptr, expected);
}

void assert_tree(const struct article *article, enum lang lang, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	tree_write(article, lang, &out);
	assert_text(lang_name(lang), &out, expected);
	buffer_release(&out);
}

/* --- Findings and segments ---------------------------------------------- */

void findings_write(const struct article *article, struct buffer *out)
{
	for (size_t i = 0; i < article->findings.count; i++) {
		const struct finding *finding = &article->findings.items[i];
		buffer_printf(out, "%s%s %zu:%zu", i ? ", " : "", finding->rule->id,
			      finding->start.line, finding->start.column);
	}
	buffer_append(out, "", 0);
}

void assert_findings(const struct article *article, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	findings_write(article, &out);
	assert_text("the findings", &out, expected);
	buffer_release(&out);
}

void assert_segment(const struct article *article, size_t index, enum lang lang,
		    const char *expected)
{
	if (index >= article->n_segments)
		fail_msg("there are only %zu segments", article->n_segments);
	struct slice text = segment_text(article, &article->segments[index], lang);
	if (!slice_eq_str(text, expected))
		fail_msg("segment %zu is \"%.*s\" in %s, not \"%s\"", index, SLICE_ARG(text),
			 lang_name(lang), expected);
}

static void assert_case(const struct tree_case *c)
{
	struct reading r;
	reading_open(&r, slice_from(c->text));
	assert_tree(&r.article, LANG_EN, c->tree);
	assert_tree(&r.article, LANG_JA, c->ja ? c->ja : c->tree);
	const char *none = r.article.n_segments ? "" : "align.none 1:1";
	assert_findings(&r.article, c->findings ? c->findings : none);
	reading_close(&r);
}

void assert_trees(const struct tree_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_case(&cases[i]);
}

/* --- The corpus --------------------------------------------------------- */

void corpus_each(const char *name, corpus_file *each, void *context)
{
	struct arena arena;
	struct problems problems;
	struct file_list files;
	arena_init(&arena);
	problems_init(&problems, stderr, LANG_EN);
	const char *folder = shared_path(&arena, name);
	assert_int_equal(folder_walk(&arena, folder, &problems, &files), STATUS_OK);
	for (size_t i = 0; i < files.count; i++) {
		struct arena_mark mark = arena_mark(&arena);
		const char *path = path_join(&arena, folder, files.paths[i]);
		struct slice bytes;
		if (!slice_ends_with(slice_from(path), SLICE(".md")))
			continue;
		assert_int_equal(file_read(&arena, path, &problems, &bytes), STATUS_OK);
		each(context, path, bytes);
		arena_rewind(&arena, mark);
	}
	file_list_release(&files);
	arena_release(&arena);
}
