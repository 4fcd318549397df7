/* For a terminal. */
#include "answer_parts.h"
#include "render/terminal.h"

enum { BODY_INDENT = 2 };

struct text_answer {
	const struct answering *answering;
	struct terminal_writer *writer;
	enum lang lang; /* of the texts */
};

static bool resolve(void *context, struct slice url, struct buffer *out)
{
	const struct text_answer *t = context;
	struct catalogue_link link =
		catalogue_link(t->answering->catalogue, t->answering->arena, url, t->lang);
	buffer_slice(out, link.url);
	/* Without links addresses are printed: not those of our own pages. */
	return link.url.len && (t->answering->has_links || link.kind != CATALOGUE_LINK_ARTICLE);
}

static void put_part(struct text_answer *t, const char *heading, const struct node *document)
{
	if (!has_blocks(document))
		return;
	if (heading)
		terminal_heading(t->writer, slice_from(heading));
	terminal_indent(t->writer, BODY_INDENT);
	terminal_blocks(t->writer, document->first, NULL);
	terminal_indent(t->writer, -BODY_INDENT);
}

/* A code and its title, as a link where there can be one. */
static void put_reference(struct text_answer *t, size_t i)
{
	const struct answering *a = t->answering;
	struct catalogue_entry entry = catalogue_entry_at(a->catalogue, i);
	struct catalogue_article article = catalogue_article_at(a->catalogue, entry.article);
	struct slice code = told_code(a, &entry);
	struct slice title = told_title(&entry, &article, a->lang);
	struct slice line = arena_printf(a->arena, "%.*s: %.*s", SLICE_ARG(code), SLICE_ARG(title));
	struct slice url = catalogue_entry_url(a->catalogue, a->arena, &entry, a->lang);
	if (a->has_links && url.len)
		terminal_link(t->writer, line, url, false);
	else
		terminal_paragraph(t->writer, line, false);
}

static void put_references(struct text_answer *t, const char *heading, const size_t *entries,
			   size_t count)
{
	terminal_heading(t->writer, slice_from(heading));
	terminal_indent(t->writer, BODY_INDENT);
	for (size_t i = 0; i < count; i++)
		put_reference(t, entries[i]);
	terminal_indent(t->writer, -BODY_INDENT);
}

/* The man page and the page on the web. */
static void put_see_also(struct text_answer *t, const struct told_entry *told)
{
	const struct answering *a = t->answering;
	struct slice url = catalogue_entry_url(a->catalogue, a->arena, &told->entry, t->lang);
	if (url.len == 0)
		return;
	terminal_heading(t->writer, slice_from(answer_word(a, "See also", "関連項目")));
	terminal_indent(t->writer, BODY_INDENT);
	terminal_link(t->writer, url, url, false);
	terminal_indent(t->writer, -BODY_INDENT);
}

/* Other articles about the code stand behind the first. */
static void put_duplicates(struct text_answer *t, const struct query *query)
{
	const struct answering *a = t->answering;
	size_t first = query->entry + 1;
	size_t end = first;
	while (end < catalogue_count(a->catalogue) &&
	       catalogue_entry_at(a->catalogue, end).is_duplicate)
		end++;
	if (end == first)
		return;
	terminal_heading(t->writer, slice_from(answer_word(a, "Also explained in", "ほかの解説")));
	terminal_indent(t->writer, BODY_INDENT);
	for (size_t i = first; i < end; i++) {
		struct catalogue_entry entry = catalogue_entry_at(a->catalogue, i);
		struct catalogue_article article =
			catalogue_article_at(a->catalogue, entry.article);
		struct slice title =
			article.titles[a->lang].len ? article.titles[a->lang] : article.path;
		struct slice url = catalogue_article_url(a->catalogue, a->arena, &article, a->lang);
		if (url.len)
			terminal_link(t->writer, title, url, false);
		else
			terminal_paragraph(t->writer, title, false);
	}
	terminal_indent(t->writer, -BODY_INDENT);
}

static void put_entry(struct text_answer *t, const struct query *query,
		      const struct told_entry *told, const struct remarks *remarks)
{
	const struct answering *a = t->answering;
	struct slice code = told_code(a, &told->entry);
	struct slice title = told_title(&told->entry, &told->article, t->lang);
	terminal_heading(t->writer,
			 arena_printf(a->arena, "%.*s: %.*s", SLICE_ARG(code), SLICE_ARG(title)));
	if (remarks->note.len)
		terminal_paragraph(t->writer, remarks->note, true);
	if (remarks->acts.len)
		terminal_paragraph(t->writer, remarks->acts, true);
	terminal_space(t->writer);
	put_part(t, NULL, told->body.intro);
	put_part(t, answer_word(a, "Cause", "原因"), told->body.cause);
	put_part(t, answer_word(a, "Fix", "対処"), told->body.fix);
	put_duplicates(t, query);
	put_see_also(t, told);
}

static void put_remarks(struct text_answer *t, const struct query *query,
			const struct remarks *remarks)
{
	terminal_heading(t->writer, remarks->headline);
	for (size_t i = 0; i < sizeof(remarks->status) / sizeof(*remarks->status); i++)
		if (remarks->status[i].len)
			terminal_paragraph(t->writer, remarks->status[i], i == 0);
	if (remarks->candidates.len)
		put_references(t, remarks->candidates.ptr, query->candidates, query->n_candidates);
}

enum status answer_text(const struct answering *a, struct slice asked, const struct query *query,
			struct buffer *out)
{
	struct text_answer t = {.answering = a, .lang = a->lang};
	struct told_entry told;
	struct remarks remarks;
	bool is_found = query->result == QUERY_FOUND;
	if (is_found && told_entry_open(a, query->entry, &told) != STATUS_OK)
		return STATUS_FAILED;
	remarks_of(a, asked, query, is_found ? &told : NULL, &remarks);
	t.lang = is_found ? told.lang : a->lang;
	struct terminal_options options = {
		.lang = t.lang,
		.columns = a->columns,
		.is_styled = a->is_styled,
		.has_links = a->has_links,
		.breaker = a->breaker,
		.resolve = resolve,
		.context = &t,
	};
	t.writer = terminal_begin(a->arena, &options, out);
	if (is_found)
		put_entry(&t, query, &told, &remarks);
	else
		put_remarks(&t, query, &remarks);
	terminal_end(t.writer);
	return STATUS_OK;
}
