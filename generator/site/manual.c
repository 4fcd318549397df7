/* What stands on a man page, and where its links lead. */
#include "manual.h"

#include "kb/links.h"
#include "render/man_entry.h"

struct manual {
	const struct build_options *options;
	const struct output *output;
	const struct kb_article *article; /* whose text it is */
	struct arena arena;
};

static enum lang lang_of(const struct manual *m)
{
	return m->output->lang;
}

static struct slice absolute_page(struct manual *m, struct slice page)
{
	struct slice base = m->options->base_url;
	return arena_printf(&m->arena, "%.*s%s/%.*s", SLICE_ARG(base), lang_name(lang_of(m)),
			    SLICE_ARG(page_address(page)));
}

static struct man_target to_page(struct slice name)
{
	return (struct man_target){.kind = MAN_TARGET_PAGE, .name = name, .section = 7};
}

static struct man_target to_url(struct slice url)
{
	return (struct man_target){.kind = MAN_TARGET_URL, .url = url};
}

bool manual_has_article(const struct build_options *options, const struct kb_article *article)
{
	return !article->is_include && (article->n_entries || options->has_all_manuals);
}

/* --- Links -------------------------------------------------------------- */

/* An article of one entry is read as that entry's page. */
static struct man_target to_article(struct manual *m, const struct kb_article *article)
{
	if (manual_has_article(m->options, article))
		return to_page(man_name_of_article(m->options->kb, article));
	if (m->options->base_url.len == 0)
		return (struct man_target){.kind = MAN_TARGET_NONE};
	return to_url(absolute_page(m, article_page(&m->arena, article)));
}

static struct man_target resolve(void *context, struct slice url)
{
	struct manual *m = context;
	struct link_target target = link_find(m->options->kb, m->article, url, &m->arena);
	if (target.kind == LINK_EXTERNAL)
		return to_url(target.address.len ? target.address : url);
	if (target.kind == LINK_HOME && m->options->base_url.len)
		return to_url(absolute_page(m, SLICE("index.html")));
	if (target.kind == LINK_ARTICLE)
		return to_article(m, target.article);
	return (struct man_target){.kind = MAN_TARGET_NONE};
}

/* --- Entries ------------------------------------------------------------ */

/* Parts of one kind below one section heading; from the second on each has its
   own subheading. */
static void write_parts(struct manual *m, struct man_writer *man, enum man_entry_section section,
			const struct part *first)
{
	if (!first)
		return;
	man_entry_section(man, section, lang_of(m));
	for (const struct part *part = first; part; part = part->next) {
		const struct node *start = part->body.first;
		if (part != first && part->heading)
			start = part->heading;
		man_blocks(man, start, part->body.end);
	}
}

static void write_entry(struct manual *m, struct man_writer *man, const struct entry *entry)
{
	const struct entry_side *side = &entry->sides[lang_of(m)];
	if (!side->heading)
		return;
	struct slice roles = roles_text(&m->article->acts, lang_of(m), &m->arena);
	bool has_intro = block_range_has_text(side->intro);
	if (has_intro || roles.len)
		man_entry_section(man, MAN_ENTRY_DESCRIPTION, lang_of(m));
	if (has_intro)
		man_blocks(man, side->intro.first, side->intro.end);
	man_entry_acts(man, roles, lang_of(m));
	write_parts(m, man, MAN_ENTRY_CAUSE, side->parts[PART_CAUSE]);
	write_parts(m, man, MAN_ENTRY_FIX, side->parts[PART_FIX]);
}

/* The first line of a page: what the error is, never empty. */
static struct slice description_of(const struct manual *m, const struct kb_entry *entry)
{
	struct slice title = entry->titles[lang_of(m)];
	if (title.len == 0)
		title = m->article->titles[lang_of(m)];
	return title.len ? title : entry->code.normal;
}

/* The page of the article that explains the code, and the entry on the web. */
static void see_also_of_entry(struct manual *m, struct man_writer *man,
			      const struct kb_entry *entry)
{
	struct man_target targets[2];
	size_t count = 0;
	if (m->article->n_entries > 1)
		targets[count++] = to_page(m->article->man_name);
	if (m->options->base_url.len)
		targets[count++] = to_url(absolute_page(m, entry_page(&m->arena, entry)));
	man_see_also(man, targets, count);
}

/* --- Articles ----------------------------------------------------------- */

static void see_also_of_article(struct manual *m, struct man_writer *man)
{
	const struct knowledge *kb = m->options->kb;
	struct man_target *targets =
		arena_array(&m->arena, m->article->n_entries + 1, sizeof(*targets));
	size_t count = 0;
	for (size_t i = 0; i < m->article->n_entries; i++) {
		const struct kb_entry *entry = &kb->entries[m->article->first_entry + i];
		if (!entry->is_duplicate)
			targets[count++] = to_page(entry->man_name);
	}
	if (m->options->base_url.len)
		targets[count++] = to_url(absolute_page(m, article_page(&m->arena, m->article)));
	man_see_also(man, targets, count);
}

/* --- Pages -------------------------------------------------------------- */

static struct man_page_head head_of(struct manual *m)
{
	return (struct man_page_head){
		.lang = lang_of(m),
		.date = m->article->updated,
		.newest = m->options->today,
		.source = config_title(m->options->config, lang_of(m)),
		.manual = man_entry_manual(lang_of(m)),
	};
}

void manual_write(const struct build_options *options, const struct output *output,
		  const struct article *article, const struct entry_list *entries,
		  struct line_breaker *breaker, struct buffer *out)
{
	const struct knowledge *kb = options->kb;
	bool is_entry = output->kind == OUTPUT_MAN_ENTRY;
	const struct kb_entry *entry = is_entry ? &kb->entries[output->index] : NULL;
	struct manual m = {.options = options, .output = output};
	m.article = &kb->articles[entry ? entry->article : output->index];
	arena_init_must(&m.arena);
	struct man_options man_options = {.breaker = breaker, .resolve = resolve, .context = &m};
	struct man_page_head head = head_of(&m);
	struct slice alias;
	if (entry) {
		head.name = entry->man_name;
		head.description = description_of(&m, entry);
		alias = code_man_name_with_reply(&m.arena, &entry->code);
		head.extra_names = &alias;
		head.n_extra_names = entry->code.reply.len ? 1 : 0;
	} else {
		head.name = m.article->man_name;
		head.description = m.article->titles[output->lang];
	}
	struct man_writer *man = man_begin(&m.arena, out, &man_options, &head);
	if (entry) {
		write_entry(&m, man, &entries->items[entry->in_article]);
		see_also_of_entry(&m, man, entry);
	} else {
		man_article(man, article->sides[output->lang].root, output->lang);
		see_also_of_article(&m, man);
	}
	man_end(man);
	arena_release(&m.arena);
}
