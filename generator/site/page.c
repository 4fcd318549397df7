/* What pages of all kinds have. */
#include "page.h"

#include "description.h"
#include "page_links.h"
#include "render/html.h"
#include "text/html.h"

#include <string.h>

const struct knowledge *page_kb(const struct page *page)
{
	return page->site->options->kb;
}

enum lang page_lang(const struct page *page)
{
	return page->output->lang;
}

struct slice page_site_title(const struct page *page)
{
	return config_title(page->site->options->config, page_lang(page));
}

/* --- Addresses ---------------------------------------------------------- */

struct slice page_path_in(struct page *page, enum lang lang, struct slice target)
{
	return path_in_lang(page->arena, lang, target);
}

struct slice page_link(struct page *page, struct slice path)
{
	return arena_join(page->arena, page->root, path);
}

struct slice page_url(struct page *page, struct slice target)
{
	return page_link(page, page_path_in(page, page_lang(page), target));
}

struct slice page_url_of_article(struct page *page, const struct kb_article *article)
{
	return page_url(page, article_page(page->arena, article));
}

struct slice page_url_of_entry(struct page *page, const struct kb_entry *entry)
{
	return page_url(page, entry_page(page->arena, entry));
}

struct slice page_absolute(struct page *page, struct slice path)
{
	return absolute_url(page->arena, page->site->options, path);
}

/* --- What all pages have ------------------------------------------------ */

const struct kb_article *page_article(const struct page *page)
{
	return output_article(page->output, page_kb(page));
}

struct slice page_fragment(struct page *page, struct slice anchor)
{
	struct slice id = html_id(page->arena, anchor);
	struct buffer out;
	if (html_url_is_plain(id))
		return id;
	buffer_init(&out, BUFFER_MAX_PAGE);
	html_fragment(&out, id);
	struct slice fragment = arena_copy(page->arena, buffer_view(&out));
	buffer_release(&out);
	return fragment;
}

struct slice page_string(const struct page *page, const char *key)
{
	return pages_string(page->site, page_lang(page), key);
}

void page_set_title(struct page *page, struct slice title)
{
	struct arena *arena = page->arena;
	struct slice site = page_site_title(page);
	struct slice both = arena_join(arena, arena_join(arena, title, SLICE(" | ")), site);
	page->title = value_text_often(arena, title);
	value_set(arena, page->data, "title", page->title);
	value_set_text(arena, page->data, "page_title",
		       slice_eq(title, site) || title.len == 0 ? site : both);
}

/* Where a code's text stands in both languages: a place in its article. */
static struct slice pair_path(struct page *page)
{
	const struct kb_article *article = page_article(page);
	struct slice anchor = page_kb(page)->entries[page->output->index].anchor;
	struct slice path = article_page(page->arena, article);
	return arena_printf(page->arena, "%.*s#%.*s", SLICE_ARG(path),
			    SLICE_ARG(page_fragment(page, anchor)));
}

static struct slice without_folder(struct slice path)
{
	return slice_skip(path, slice_find_char(path, '/', 0) + 1);
}

void page_set_common(struct page *page)
{
	struct arena *arena = page->arena;
	struct slice path = slice_from(page->output->path);
	if (page->output->kind == OUTPUT_ROOT || output_is_not_found(page->output))
		return;
	value_set(arena, page->data, "path", value_text_often(arena, without_folder(path)));
	if (page->output->kind == OUTPUT_ENTRY)
		value_set_text(arena, page->data, "pair_path", pair_path(page));
	if (!output_is_indexed(page->output))
		return;
	page->address = value_text_often(arena, without_folder(url_path(arena, path)));
	value_set(arena, page->data, "address", page->address);
}

void page_set_description(struct page *page, struct slice text)
{
	value_set(page->arena, page->data, "description",
		  value_text_often(page->arena, description_fit(page->arena, text)));
}

/* --- Parts of many pages --------------------------------------------------- */

void page_set_dates(struct page *page, const struct kb_article *article)
{
	struct arena *arena = page->arena;
	struct dates *dates = page->site->dates[page_lang(page)];
	const struct value *updated = dates_get(dates, article->updated);
	if (updated)
		value_set(arena, page->data, "updated", updated);
	if (article->translation == TRANSLATION_UNKNOWN || page_lang(page) == LANG_EN)
		return;
	bool is_machine = article->translation == TRANSLATION_MACHINE;
	struct value *translation = value_set_object(arena, page->data, "translation");
	value_set_bool(arena, translation, "is_machine", is_machine);
	value_set_bool(arena, translation, "is_human", !is_machine);
}

struct slice page_escaped(struct page *page, struct slice text)
{
	struct buffer html;
	buffer_init(&html, BUFFER_MAX_PAGE);
	html_escape(&html, text);
	struct slice copy = arena_copy(page->arena, buffer_view(&html));
	buffer_release(&html);
	return copy;
}

void page_set_text_lang(struct page *page, const struct kb_article *article)
{
	if (article->lang != LANG_BOTH && article->lang != page_lang(page))
		value_set_str(page->arena, page->data, "text_lang", lang_name(article->lang));
}

struct slice page_full_code(struct page *page, const struct kb_entry *entry)
{
	if (entry->code.reply.len == 0)
		return entry->code.normal;
	return arena_printf(page->arena, "%.*s %.*s", SLICE_ARG(entry->code.reply),
			    SLICE_ARG(entry->code.normal));
}

struct slice page_scheme_title(const struct page *page, const struct kb_entry *entry)
{
	struct slice name = scheme_name(entry->code.scheme);
	static const struct {
		const char *name;
		const char *title[LANG_SIDES];
	} known[] = {
		{"smtp", {"SMTP enhanced status codes", "SMTP の拡張状態コード"}},
		{"hresult", {"HRESULT codes", "HRESULT コード"}},
		{"aadsts", {"Microsoft Entra (AADSTS) codes", "Microsoft Entra (AADSTS) のコード"}},
		{"office", {"Office setup codes", "Office セットアップのコード"}},
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_eq_str(name, known[i].name))
			return slice_from(known[i].title[page_lang(page)]);
	return name;
}

struct value *page_add_entry(struct page *page, struct value *list, const struct kb_entry *entry)
{
	struct value *item = value_append_object(page->arena, list);
	value_set_text(page->arena, item, "code", entry->code.normal);
	value_set_text(page->arena, item, "full_code", page_full_code(page, entry));
	value_set_text(page->arena, item, "title", entry->titles[page_lang(page)]);
	value_set_text(page->arena, item, "url", page_url_of_entry(page, entry));
	return item;
}

void page_set_source(struct page *page, const struct kb_article *article)
{
	struct slice source = page->site->options->source_url;
	if (source.len)
		value_set_printf(page->arena, page->data, "source_url", "%.*s%s", SLICE_ARG(source),
				 article->path);
}

struct value *page_set_neighbour(struct page *page, const char *key, struct slice title,
				 struct slice url)
{
	struct value *neighbour = value_set_object(page->arena, page->data, key);
	value_set_text(page->arena, neighbour, "title", title);
	value_set_text(page->arena, neighbour, "url", url);
	value_set_bool(page->arena, page->data, "has_pager", true);
	return neighbour;
}
