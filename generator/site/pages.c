/* The data of every page, by kind. */
#include "page.h"

#include "bodies.h"
#include "layouts.h"
#include "page_links.h"
#include "render/html.h"

#include <string.h>

/* --- Parts of articles -------------------------------------------------- */

/* The article's own text: rendered when it was first read, or else now. */
static void get_body(struct page *page, const struct kb_article *article, struct fragment *out)
{
	const struct material *material = page->material;
	enum lang lang = page->output->kind == OUTPUT_PAIR ? LANG_BOTH : page_lang(page);
	if (!material->texts) {
		body_render_one(page_kb(page), article, material->article, lang, page->arena, out);
		return;
	}
	*out = material->texts->by_lang[lang];
	out->body = body_html(material->texts, lang, page->arena);
}

static void set_body(struct page *page, const struct kb_article *article,
		     const struct fragment *fragment)
{
	struct slice title = article->titles[page_lang(page)];
	bool is_blank = slice_is_blank(fragment->heading_html);
	value_set_text(page->arena, page->data, "heading_html",
		       is_blank ? page_escaped(page, title) : fragment->heading_html);
	if (fragment->heading_anchor.len)
		value_set_text(page->arena, page->data, "heading_anchor", fragment->heading_anchor);
	value_set_text(page->arena, page->data, "body", fragment->body);
	page_set_text_lang(page, article);
}

/* --- Tables of contents ------------------------------------------------- */

enum { TOC_MIN = 2 };

static struct value *toc_item(struct page *page, struct value *list,
			      const struct fragment_heading *heading)
{
	struct value *item = value_append_object(page->arena, list);
	value_set_text(page->arena, item, "title", heading->title);
	value_set_text(page->arena, item, "second_title", heading->second_title);
	value_set_text(page->arena, item, "anchor", page_fragment(page, heading->anchor));
	value_set_bool(page->arena, item, "has_children", false);
	return item;
}

/* Second-level headings with the third-level ones below each. */
static void set_toc(struct page *page, const struct fragment *fragment)
{
	struct value *toc = value_object(page->arena);
	struct value *items = value_set_list(page->arena, toc, "items");
	struct value *last = NULL;
	struct value *children = NULL;
	for (size_t i = 0; i < fragment->n_headings; i++) {
		const struct fragment_heading *heading = &fragment->headings[i];
		if (heading->level == 2 || !last) {
			last = toc_item(page, items, heading);
			children = NULL;
			continue;
		}
		if (!children) {
			value_set_bool(page->arena, last, "has_children", true);
			children = value_set_list(page->arena, last, "children");
		}
		toc_item(page, children, heading);
	}
	if (items->list.count >= TOC_MIN)
		value_set(page->arena, page->data, "toc", toc);
}

/* --- Lists of entries --------------------------------------------------- */

static void set_article_codes(struct page *page, const struct kb_article *article)
{
	struct value *list = value_set_list(page->arena, page->data, "codes");
	for (size_t i = 0; i < article->n_entries; i++) {
		const struct kb_entry *entry = &page_kb(page)->entries[article->first_entry + i];
		if (!entry->is_duplicate)
			page_add_entry(page, list, entry);
	}
	value_set_bool(page->arena, page->data, "has_codes", list->list.count > 0);
}

/* --- Articles ----------------------------------------------------------- */

/* Who reads side by side goes on so. */
static struct slice url_of_neighbour(struct page *page, const struct kb_article *article)
{
	if (page->output->kind != OUTPUT_PAIR || article->lang != LANG_BOTH)
		return page_url_of_article(page, article);
	return page_link(page, page_path_in(page, LANG_BOTH, article_page(page->arena, article)));
}

static void set_neighbour(struct page *page, const char *key, const struct kb_article *article)
{
	page_set_neighbour(page, key, article->titles[page_lang(page)],
			   url_of_neighbour(page, article));
}

/* Articles follow each other by path; the home page is none of them. */
static bool is_in_sequence(const struct kb_article *article)
{
	return article->address.len && !article->is_include;
}

const struct kb_article *pages_previous(const struct knowledge *kb, size_t index)
{
	for (size_t i = index; i-- > 0;)
		if (is_in_sequence(&kb->articles[i]))
			return &kb->articles[i];
	return NULL;
}

const struct kb_article *pages_next(const struct knowledge *kb, size_t index)
{
	for (size_t i = index + 1; i < kb->n_articles; i++)
		if (is_in_sequence(&kb->articles[i]))
			return &kb->articles[i];
	return NULL;
}

static void set_pager(struct page *page, size_t index)
{
	const struct kb_article *previous = pages_previous(page_kb(page), index);
	const struct kb_article *next = pages_next(page_kb(page), index);
	if (previous)
		set_neighbour(page, "previous", previous);
	if (next)
		set_neighbour(page, "next", next);
}

static void fill_article(struct page *page)
{
	size_t index = page->output->index;
	const struct kb_article *article = &page_kb(page)->articles[index];
	struct slice title = article->titles[page_lang(page)];
	page_set_title(page, title);
	page_set_description(page, article->descriptions[page_lang(page)]);
	struct fragment fragment;
	get_body(page, article, &fragment);
	page_set_dates(page, article);
	set_body(page, article, &fragment);
	set_toc(page, &fragment);
	set_article_codes(page, article);
	set_pager(page, index);
	page_set_source(page, article);
}

/* --- Pages of the index ------------------------------------------------- */

/* The words come from the strings: "{n} codes". */
static void set_count(struct page *page, const char *key, size_t count)
{
	const struct slice place = SLICE("{n}");
	bool is_one = number_is_one(page_lang(page), count);
	struct slice words = page_string(page, is_one ? "count_codes_one" : "count_codes");
	size_t at = slice_find(words, place, 0);
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_slice(&text, slice_sub(words, 0, at));
	if (at != SLICE_NONE && number_write(page_lang(page), count, &text) != STATUS_OK)
		out_of_memory();
	if (at != SLICE_NONE)
		buffer_slice(&text, slice_skip(words, at + place.len));
	value_set_text(page->arena, page->data, key, arena_copy(page->arena, buffer_view(&text)));
	buffer_release(&text);
}

/* An article about several codes may be named by the heading that names them all. */
static bool says_the_same(const struct kb_article *article, const struct kb_entry *entry,
			  enum lang lang)
{
	return slice_eq(article->titles[lang], entry->titles[lang]) ||
	       slice_eq(article->titles[lang], entry->full_titles[lang]);
}

static void fill_codes(struct page *page)
{
	const struct knowledge *kb = page_kb(page);
	struct arena *arena = page->arena;
	struct value *groups = value_set_list(arena, page->data, "groups");
	struct value *toc = value_object(arena);
	struct value *toc_items = value_set_list(arena, toc, "items");
	const struct scheme *scheme = NULL;
	struct value *items = NULL;
	for (size_t i = 0; i < page->site->n_codes; i++) {
		const struct kb_entry *entry =
			&kb->entries[page->site->codes_order[page_lang(page)][i]];
		const struct kb_article *article = &kb->articles[entry->article];
		if (entry->code.scheme != scheme || !items) {
			struct value *group = value_append_object(arena, groups);
			scheme = entry->code.scheme;
			value_set_text(arena, group, "scheme_title",
				       page_scheme_title(page, entry));
			value_set_text(arena, group, "anchor", scheme_name(scheme));
			items = value_set_list(arena, group, "items");
			toc_item(page, toc_items,
				 &(struct fragment_heading){.title = page_scheme_title(page, entry),
							    .anchor = scheme_name(scheme)});
		}
		struct value *item = page_add_entry(page, items, entry);
		if (article->n_entries == 1 || says_the_same(article, entry, page_lang(page)))
			continue;
		value_set_text(arena, item, "article_title", article->titles[page_lang(page)]);
		value_set_text(arena, item, "article_url", page_url_of_article(page, article));
	}
	if (toc_items->list.count >= TOC_MIN)
		value_set(arena, page->data, "toc", toc);
	set_count(page, "count_text", page->site->n_codes);
	page_set_title(page, page_string(page, "error_codes"));
	page_set_description(page,
			     config_description(page->site->options->config, page_lang(page)));
}

/* The home page shows the index in short; a large one would bury the rest. */
static void set_home_lists(struct page *page)
{
	enum { PREVIEW_MAX = 24, ARTICLES_MAX = 50 };
	const struct knowledge *kb = page_kb(page);
	struct arena *arena = page->arena;
	if (page->site->n_codes) {
		struct value *preview = value_set_object(arena, page->data, "codes_preview");
		struct value *items = value_set_list(arena, preview, "items");
		for (size_t i = 0; i < page->site->n_codes && i < PREVIEW_MAX; i++)
			page_add_entry(page, items,
				       &kb->entries[page->site->codes_order[page_lang(page)][i]]);
	}
	struct value *articles = value_set_list(arena, page->data, "articles");
	for (size_t i = 0; i < kb->n_articles && articles->list.count < ARTICLES_MAX; i++) {
		const struct kb_article *article = &kb->articles[i];
		if (!is_in_sequence(article) || article->n_entries == 1)
			continue; /* its code stands in the list above */
		struct value *item = value_append_object(arena, articles);
		value_set_text(arena, item, "title", article->titles[page_lang(page)]);
		value_set_text(arena, item, "url", page_url_of_article(page, article));
		value_set_text(arena, item, "description", article->descriptions[page_lang(page)]);
	}
	value_set_bool(arena, page->data, "has_articles", articles->list.count > 0);
}

static void fill_home(struct page *page)
{
	const struct config *config = page->site->options->config;
	struct slice description = config_description(config, page_lang(page));
	struct slice title = page_site_title(page);
	if (page->output->index != PLAN_NONE) {
		const struct kb_article *article = &page_kb(page)->articles[page->output->index];
		title = article->titles[page_lang(page)];
		if (description.len == 0)
			description = article->descriptions[page_lang(page)];
		struct fragment fragment;
		get_body(page, article, &fragment);
		set_body(page, article, &fragment);
	}
	page_set_title(page, title);
	page_set_description(page, description);
	set_home_lists(page);
}

static void fill_not_found(struct page *page)
{
	page_set_title(page, page_string(page, "notfound_title"));
}

static const struct site_redirect *redirect_of(const struct page *page)
{
	return &page->site->plan->redirects.items[page->output->index];
}

static void set_redirect_target(struct page *page, const struct site_redirect *redirect)
{
	struct arena *arena = page->arena;
	struct slice url = redirect->url;
	struct slice canonical = redirect->url;
	if (url.len == 0) {
		url = page_url(page, redirect->page);
		canonical =
			page_absolute(page, page_path_in(page, page_lang(page), redirect->page));
		if (page->site->options->base_url.len == 0)
			canonical = url;
	}
	value_set_text(arena, page->data, "canonical", canonical);
	if (redirect->fragment.len && redirect->url.len == 0)
		url = arena_printf(arena, "%.*s#%.*s", SLICE_ARG(url),
				   SLICE_ARG(redirect->fragment));
	value_set_text(arena, page->data, "target_url", url);
}

static void fill_redirect(struct page *page)
{
	const struct site_redirect *redirect = redirect_of(page);
	struct slice title = redirect->url;
	if (redirect->article)
		title = redirect->article->titles[page_lang(page)];
	else if (title.len == 0)
		title = redirect->page;
	page_set_title(page, page_string(page, "moved_title"));
	set_redirect_target(page, redirect);
	value_set_text(page->arena, page->data, "target_title", title);
}

static void fill_root(struct page *page)
{
	const struct config *config = page->site->options->config;
	struct slice title = page_site_title(page);
	struct slice ja = config_title(config, LANG_JA);
	if (!slice_eq(title, ja)) {
		title = arena_join(page->arena, arena_join(page->arena, title, SLICE(" / ")), ja);
		value_set_text(page->arena, page->data, "other_site_title", ja);
	}
	page_set_title(page, title);
	value_set_text(page->arena, page->data, "page_title", title);
	page_set_description(page, config_description(config, LANG_EN));
}

enum status pages_render(const struct pages *pages, const struct output *output,
			 const struct material *material, struct arena *arena, struct buffer *out)
{
	static void (*const fill[])(struct page *) = {
		[OUTPUT_ARTICLE] = fill_article,   [OUTPUT_PAIR] = fill_article,
		[OUTPUT_HOME] = fill_home,         [OUTPUT_ENTRY] = page_fill_entry,
		[OUTPUT_CODES] = fill_codes,       [OUTPUT_NOT_FOUND] = fill_not_found,
		[OUTPUT_ROOT] = fill_root,         [OUTPUT_ROOT_NOT_FOUND] = fill_not_found,
		[OUTPUT_REDIRECT] = fill_redirect,
	};
	const struct mustache *layout = layout_of(pages, output);
	if (!layout)
		return STATUS_FAILED;
	struct arena_mark mark = arena_mark(arena);
	struct page page = {.site = pages,
			    .output = output,
			    .material = material,
			    .arena = arena,
			    .data = value_object(arena),
			    .root = root_of(arena, output->path)};
	page_set_common(&page);
	fill[output->kind](&page);
	page_set_head(&page);
	enum status status = mustache_run(layout, page.data, pages->problems, out);
	arena_rewind(arena, mark);
	return status;
}
