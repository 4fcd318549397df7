/* As a man page, for `taiyaku explain --format man 4.4.312 | man -l -`. */
#include "answer_parts.h"
#include "render/man_entry.h"

struct man_answer {
	const struct answering *answering;
	enum lang lang;
};

static struct man_target resolve(void *context, struct slice url)
{
	const struct man_answer *m = context;
	struct catalogue_link link =
		catalogue_link(m->answering->catalogue, m->answering->arena, url, m->lang);
	if (link.man_name.len)
		return (struct man_target){
			.kind = MAN_TARGET_PAGE, .name = link.man_name, .section = 7};
	if (link.url.len)
		return (struct man_target){.kind = MAN_TARGET_URL, .url = link.url};
	return (struct man_target){.kind = MAN_TARGET_NONE};
}

static void put_section(const struct man_answer *m, struct man_writer *man,
			enum man_entry_section section, const struct node *document)
{
	if (!has_blocks(document))
		return;
	man_entry_section(man, section, m->lang);
	man_blocks(man, document->first, NULL);
}

static void put_description(const struct man_answer *m, struct man_writer *man,
			    const struct told_entry *told)
{
	struct slice roles = roles_text(&told->article.acts, m->lang, m->answering->arena);
	const struct node *intro = told->body.intro;
	if (!has_blocks(intro) && roles.len == 0)
		return;
	man_entry_section(man, MAN_ENTRY_DESCRIPTION, m->lang);
	if (has_blocks(intro))
		man_blocks(man, intro->first, NULL);
	man_entry_acts(man, roles, m->lang);
}

static void put_see_also(const struct man_answer *m, struct man_writer *man,
			 const struct told_entry *told)
{
	const struct answering *a = m->answering;
	struct man_target targets[2];
	size_t count = 0;
	struct slice article = told->article.man_name;
	if (article.len && !slice_eq(article, told->entry.man_name))
		targets[count++] =
			(struct man_target){.kind = MAN_TARGET_PAGE, .name = article, .section = 7};
	struct slice url = catalogue_entry_url(a->catalogue, a->arena, &told->entry, m->lang);
	if (url.len)
		targets[count++] = (struct man_target){.kind = MAN_TARGET_URL, .url = url};
	man_see_also(man, targets, count);
}

enum status answer_man(const struct answering *a, const struct query *query, struct buffer *out)
{
	struct told_entry told;
	if (query->result != QUERY_FOUND)
		return STATUS_OK;
	if (told_entry_open(a, query->entry, &told) != STATUS_OK)
		return STATUS_FAILED;
	struct man_answer m = {.answering = a, .lang = told.lang};
	struct man_options options = {.breaker = a->breaker, .resolve = resolve, .context = &m};
	struct code code = catalogue_code_of(a->catalogue, &told.entry);
	struct slice alias = code_man_name_with_reply(a->arena, &code);
	struct man_page_head head = {
		.name = told.entry.man_name,
		.extra_names = &alias,
		.n_extra_names = told.entry.reply.len ? 1 : 0,
		.description = told_title(&told.entry, &told.article, told.lang),
		.lang = told.lang,
		.date = told.article.updated,
		.source = catalogue_title(a->catalogue, told.lang),
		.manual = man_entry_manual(told.lang),
	};
	struct man_writer *man = man_begin(a->arena, out, &options, &head);
	put_description(&m, man, &told);
	put_section(&m, man, MAN_ENTRY_CAUSE, told.body.cause);
	put_section(&m, man, MAN_ENTRY_FIX, told.body.fix);
	put_see_also(&m, man, &told);
	man_end(man);
	return STATUS_OK;
}
