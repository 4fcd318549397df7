/* For tickets and mails. */
#include "answer_parts.h"
#include "render/markdown.h"

/* "# 5.1.1: …", "## Fix", and what an article has below. */
enum { PART_LEVEL = 2 };

struct markdown_answer {
	const struct answering *answering;
	struct buffer *out;
	enum lang lang;
};

static bool resolve(void *context, const struct node *node, struct buffer *out)
{
	const struct markdown_answer *m = context;
	struct slice url = node->kind == NODE_IMAGE ? node->image.url : node->link.url;
	struct catalogue_link link =
		catalogue_link(m->answering->catalogue, m->answering->arena, url, m->lang);
	buffer_slice(out, link.url);
	return link.url.len > 0;
}

/* An entry stands at any level of its article: its first heading is brought to `level`. */
static int shift_to(int level, const struct node *document)
{
	const struct node *node = document->first;
	while (node && node->kind != NODE_HEADING)
		node = node->next;
	return node ? level - (int)node->heading.level : 0;
}

static void put_part(struct markdown_answer *m, const char *heading, const struct node *document)
{
	struct markdown_options options = {.resolve = resolve, .context = m};
	if (!has_blocks(document))
		return;
	options.heading_shift = shift_to(heading ? PART_LEVEL + 1 : PART_LEVEL, document);
	if (heading)
		buffer_printf(m->out, "\n## %s\n", heading);
	buffer_char(m->out, '\n');
	markdown_blocks(&options, document->first, NULL, m->out);
	buffer_char(m->out, '\n');
}

static void put_paragraph(struct markdown_answer *m, struct slice text)
{
	if (text.len == 0)
		return;
	buffer_char(m->out, '\n');
	markdown_text(text, m->out);
	buffer_char(m->out, '\n');
}

static void put_references(struct markdown_answer *m, const struct query *query)
{
	const struct answering *a = m->answering;
	for (size_t i = 0; i < query->n_candidates; i++) {
		struct catalogue_entry entry =
			catalogue_entry_at(a->catalogue, query->candidates[i]);
		struct catalogue_article article =
			catalogue_article_at(a->catalogue, entry.article);
		struct slice url = catalogue_entry_url(a->catalogue, a->arena, &entry, a->lang);
		struct slice code = told_code(a, &entry);
		buffer_printf(m->out, url.len ? "%s- [%.*s](%.*s): " : "%s- %.*s: ", i ? "" : "\n",
			      SLICE_ARG(code), SLICE_ARG(url));
		markdown_text(told_title(&entry, &article, a->lang), m->out);
		buffer_char(m->out, '\n');
	}
}

static void put_title(struct markdown_answer *m, struct slice text)
{
	buffer_str(m->out, "# ");
	markdown_text(text, m->out);
	buffer_char(m->out, '\n');
}

static void put_entry(struct markdown_answer *m, const struct told_entry *told,
		      const struct remarks *remarks)
{
	const struct answering *a = m->answering;
	struct slice url = catalogue_entry_url(a->catalogue, a->arena, &told->entry, m->lang);
	struct slice code = told_code(a, &told->entry);
	struct slice title = told_title(&told->entry, &told->article, m->lang);
	put_title(m, arena_printf(a->arena, "%.*s: %.*s", SLICE_ARG(code), SLICE_ARG(title)));
	put_paragraph(m, remarks->note);
	put_paragraph(m, remarks->acts);
	put_part(m, NULL, told->body.intro);
	put_part(m, answer_word(a, "Cause", "原因"), told->body.cause);
	put_part(m, answer_word(a, "Fix", "対処"), told->body.fix);
	if (url.len)
		buffer_printf(m->out, "\n<%.*s>\n", SLICE_ARG(url));
}

enum status answer_markdown(const struct answering *a, struct slice asked,
			    const struct query *query, struct buffer *out)
{
	struct markdown_answer m = {.answering = a, .out = out, .lang = a->lang};
	struct told_entry told;
	struct remarks remarks;
	bool is_found = query->result == QUERY_FOUND;
	if (is_found && told_entry_open(a, query->entry, &told) != STATUS_OK)
		return STATUS_FAILED;
	remarks_of(a, asked, query, is_found ? &told : NULL, &remarks);
	if (is_found) {
		m.lang = told.lang;
		put_entry(&m, &told, &remarks);
		return STATUS_OK;
	}
	put_title(&m, remarks.headline);
	for (size_t i = 0; i < sizeof(remarks.status) / sizeof(*remarks.status); i++)
		put_paragraph(&m, remarks.status[i]);
	if (remarks.candidates.len)
		buffer_printf(out, "\n## %s\n", remarks.candidates.ptr);
	put_references(&m, query);
	return STATUS_OK;
}
