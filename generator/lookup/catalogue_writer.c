/* The catalogue from an index and the texts kept while it was read. */
#include "lookup/catalogue_writer.h"

#include "base/hash.h"
#include "base/record.h"
#include "catalogue_format.h"
#include "catalogue_tree.h"
#include "kb/links.h"
#include "lookup/catalogue.h"
#include "source/url.h"

#include <stdlib.h>
#include <string.h>

/* --- While articles are read -------------------------------------------------- */

struct address_context {
	const struct knowledge *kb;
	const struct kb_article *article;
	struct arena *arena; /* scratch */
};

/* Another program has no picture to load. */
static bool is_shown(const struct link_target *target, struct slice written)
{
	return target->kind == LINK_MEDIA ||
	       (target->kind == LINK_EXTERNAL && url_classify(written) != URL_PROGRAM);
}

static void put_target(struct address_context *c, const struct link_target *target,
		       struct slice written, struct buffer *out)
{
	switch (target->kind) {
	case LINK_EXTERNAL:
		buffer_slice(out, target->address.len ? target->address : written);
		break;
	case LINK_SELF:
	case LINK_ARTICLE:
		buffer_printf(out, CATALOGUE_ARTICLE_URL "%zu",
			      (size_t)(target->article - c->kb->articles));
		if (target->fragment.len)
			buffer_printf(out, "#%.*s", SLICE_ARG(target->fragment));
		break;
	case LINK_MEDIA:
		buffer_printf(out, CATALOGUE_MEDIA_URL "%s", target->media);
		break;
	case LINK_HOME:
		buffer_str(out, CATALOGUE_HOME_URL);
		break;
	case LINK_BROKEN:
		break;
	}
}

static void resolve(void *context, const struct node *node, struct buffer *out)
{
	struct address_context *c = context;
	bool is_image = node->kind == NODE_IMAGE;
	struct slice written = is_image ? node->image.url : node->link.url;
	struct link_target target = link_find(c->kb, c->article, written, c->arena);
	if (!is_image || is_shown(&target, written))
		put_target(c, &target, written, out);
}

static void end_row(struct buffer *out)
{
	buffer_char(out, (char)(unsigned char)TREE_END);
}

/* From the second part on with its heading, as on the man page. */
static void put_parts(struct address_context *c, const struct part *first, struct buffer *out)
{
	for (const struct part *part = first; part; part = part->next) {
		bool has_heading = part != first && part->heading;
		catalogue_tree_write(has_heading ? part->heading : part->body.first, part->body.end,
				     resolve, c, out);
	}
	end_row(out);
}

static void put_body_record(struct address_context *c, const struct entry_side *side,
			    struct buffer *out)
{
	struct buffer body;
	buffer_init(&body, BUFFER_MAX_PAGE);
	catalogue_tree_write(side->intro.first, side->intro.end, resolve, c, &body);
	end_row(&body);
	put_parts(c, side->parts[PART_CAUSE], &body);
	put_parts(c, side->parts[PART_FIX], &body);
	record_put_text(out, buffer_view(&body));
	out->failed |= body.failed;
	buffer_release(&body);
}

enum status catalogue_texts(const struct knowledge *kb, size_t index,
			    const struct entry_list *entries, struct arena *keep,
			    struct slice *texts)
{
	struct arena scratch;
	struct buffer out;
	arena_init_must(&scratch);
	buffer_init(&out, BUFFER_MAX_PAGE);
	struct address_context c = {kb, &kb->articles[index], &scratch};
	for (size_t i = 0; i < entries->count; i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			put_body_record(&c, &entries->items[i].sides[lang], &out);
	*texts = arena_copy(keep, buffer_view(&out));
	enum status status = out.failed || !texts->ptr ? STATUS_NO_MEMORY : STATUS_OK;
	buffer_release(&out);
	arena_release(&scratch);
	return status;
}

/* --- The file ----------------------------------------------------------------- */

struct writing {
	const struct knowledge *kb;
	const struct config *config;
	struct slice base_url;
	const struct kb_entry **entries; /* sorted */
	size_t n_ranges;
	struct arena arena;
	struct buffer *rows; /* of the file itself */
	struct buffer strings;
	struct buffer bodies;
	struct slice (*texts)[LANG_SIDES]; /* of each entry of the index */
};

/* References and lengths have 32 bits. */
static void put_text(struct writing *w, struct slice text)
{
	put_u32(w->rows, (uint32_t)w->strings.len);
	put_u32(w->rows, (uint32_t)text.len);
	buffer_slice(&w->strings, text);
}

static void put_scheme(struct writing *w, const struct scheme *scheme)
{
	struct scheme_definition definition;
	bool is_users = scheme_definition(scheme, &definition);
	put_text(w, scheme_name(scheme));
	put_text(w, is_users ? definition.pattern : (struct slice){0});
	put_text(w, is_users ? definition.normal : (struct slice){0});
	put_u32(w->rows, is_users ? (uint32_t)definition.letters : 0);
}

static size_t scheme_row(const struct writing *w, const struct scheme *scheme)
{
	const struct scheme_set *set = config_schemes(w->config);
	size_t row = 0;
	while (scheme_at(set, row) != scheme)
		row++;
	return row;
}

/* The page of the manual that every site has (site/manual.c). */
static struct slice man_name_of(const struct writing *w, const struct kb_article *article)
{
	if (article->n_entries == 0 || article->is_include)
		return (struct slice){0};
	return man_name_of_article(w->kb, article);
}

static uint32_t day_number(struct day day)
{
	return day.month ? (uint32_t)(day.year * 10000 + day.month * 100 + day.day) : 0;
}

static uint32_t acts_number(const struct role_list *acts)
{
	uint32_t number = 0;
	for (size_t i = acts->count; i-- > 0;)
		number = number << ROLE_BITS | ((uint32_t)acts->items[i] + 1);
	return number;
}

static void put_article(struct writing *w, const struct kb_article *article)
{
	put_text(w, slice_from(article->path));
	put_text(w, page_address(article_page(&w->arena, article)));
	put_text(w, man_name_of(w, article));
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_text(w, article->titles[lang]);
	put_u32(w->rows, day_number(article->updated));
	put_u32(w->rows, acts_number(&article->acts));
}

static void put_body(struct writing *w, struct slice body)
{
	put_u64(w->rows, w->bodies.len);
	put_u32(w->rows, (uint32_t)body.len);
	put_u64(w->rows, hash_slice(body));
	buffer_slice(&w->bodies, body);
}

static void put_entry(struct writing *w, const struct kb_entry *entry)
{
	put_text(w, entry->code.normal);
	put_text(w, entry->code.reply);
	put_text(w, entry->code.first);
	put_text(w, entry->code.last);
	put_text(w, entry->man_name);
	put_text(w, page_address(entry_page(&w->arena, entry)));
	put_text(w, entry->anchor);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_text(w, entry->titles[lang]);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_text(w, entry->full_titles[lang]);
	put_u32(w->rows, (uint32_t)scheme_row(w, entry->code.scheme));
	put_u32(w->rows, (uint32_t)entry->article);
	put_u32(w->rows, entry->is_duplicate ? ENTRY_IS_DUPLICATE : 0);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_body(w, w->texts[entry - w->kb->entries][lang]);
}

/* Those of one code in the order of the articles: the first is no duplicate. */
static int compare_entries(const void *left, const void *right)
{
	const struct kb_entry *a = *(const struct kb_entry *const *)left;
	const struct kb_entry *b = *(const struct kb_entry *const *)right;
	int order = catalogue_compare_codes(a->code.normal, b->code.normal);
	return order ? order : (a > b) - (a < b);
}

static void sort_entries(struct writing *w)
{
	size_t count = w->kb->n_entries;
	w->entries = arena_array(&w->arena, count, sizeof(struct kb_entry *));
	for (size_t i = 0; i < count; i++)
		w->entries[i] = &w->kb->entries[i];
	qsort((void *)w->entries, count, sizeof(struct kb_entry *), compare_entries);
}

/* An article's texts stand in the order of its entries. */
static void find_texts(struct writing *w)
{
	w->texts = arena_array(&w->arena, w->kb->n_entries, sizeof(*w->texts));
	for (size_t i = 0; i < w->kb->n_articles; i++) {
		const struct kb_article *article = &w->kb->articles[i];
		struct record record = {.rest = article->texts};
		for (size_t n = 0; n < article->n_entries; n++)
			for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
				w->texts[article->first_entry + n][lang] =
					record_take_text(&record);
	}
}

static void put_rows(struct writing *w)
{
	const struct scheme_set *schemes = config_schemes(w->config);
	put_text(w, w->base_url);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_text(w, config_title(w->config, lang));
	for (size_t i = 0; i < scheme_count(schemes); i++)
		put_scheme(w, scheme_at(schemes, i));
	for (size_t i = 0; i < w->kb->n_articles; i++)
		put_article(w, &w->kb->articles[i]);
	for (size_t i = 0; i < w->kb->n_entries; i++)
		put_entry(w, w->entries[i]);
	for (size_t i = 0; i < w->kb->n_entries; i++) {
		if (w->entries[i]->code.last.len == 0)
			continue;
		put_u32(w->rows, (uint32_t)i);
		w->n_ranges++;
	}
}

/* Where room was left for it, as it counts what is behind. */
static void put_header(const struct writing *w, size_t start)
{
	char bytes[CATALOGUE_HEADER_BYTES + 1];
	struct buffer head;
	struct slice index = buffer_view_from(w->rows, start + CATALOGUE_HEADER_BYTES);
	buffer_init_in(&head, bytes, sizeof(bytes));
	buffer_append(&head, CATALOGUE_MAGIC, sizeof(CATALOGUE_MAGIC) - 1);
	put_u32(&head, CATALOGUE_VERSION);
	put_u32(&head, 0);
	put_u64(&head, CATALOGUE_HEADER_BYTES + index.len + w->bodies.len);
	put_u64(&head, index.len);
	put_u64(&head, hash_slice(index));
	put_u32(&head, (uint32_t)scheme_count(config_schemes(w->config)));
	put_u32(&head, (uint32_t)w->kb->n_articles);
	put_u32(&head, (uint32_t)w->kb->n_entries);
	put_u32(&head, (uint32_t)w->n_ranges);
	put_u64(&head, hash_slice(buffer_view(&head)));
	if (!w->rows->failed)
		memcpy(w->rows->ptr + start, bytes, CATALOGUE_HEADER_BYTES);
}

void catalogue_write(const struct knowledge *kb, const struct config *config, struct slice base_url,
		     struct buffer *out)
{
	struct writing w = {.kb = kb, .config = config, .base_url = base_url, .rows = out};
	size_t start = out->len;
	arena_init_must(&w.arena);
	buffer_init(&w.strings, BUFFER_MAX_PAGE);
	buffer_init(&w.bodies, out->max);
	sort_entries(&w);
	find_texts(&w);
	buffer_repeat(out, '\0', CATALOGUE_HEADER_BYTES);
	put_rows(&w);
	buffer_slice(out, buffer_view(&w.strings)); /* now it is the index */
	put_header(&w, start);
	buffer_slice(out, buffer_view(&w.bodies));
	out->failed |= w.strings.failed || w.bodies.failed;
	buffer_release(&w.strings);
	buffer_release(&w.bodies);
	arena_release(&w.arena);
}
