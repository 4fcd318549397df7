/* What pages of all kinds have. */
#include "page.h"

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
	return path_in_lang(&page->arena, lang, target);
}

struct slice page_link(struct page *page, struct slice path)
{
	return arena_join(&page->arena, page->root, path);
}

struct slice page_url(struct page *page, struct slice target)
{
	return page_link(page, page_path_in(page, page_lang(page), target));
}

struct slice page_url_of_article(struct page *page, const struct kb_article *article)
{
	return page_url(page, article_page(&page->arena, article));
}

struct slice page_url_of_entry(struct page *page, const struct kb_entry *entry)
{
	return page_url(page, entry_page(&page->arena, entry));
}

/* The output's path in another language: "en/x" to "ja/x". */
static struct slice path_in(struct page *page, enum lang lang)
{
	struct slice path = slice_from(page->output->path);
	return page_path_in(page, lang, slice_skip(path, slice_find_char(path, '/', 0) + 1));
}

struct slice page_absolute(struct page *page, struct slice path)
{
	return absolute_url(&page->arena, page->site->options, path);
}

/* --- What all pages have ------------------------------------------------ */

void page_add_alternate(struct page *page, struct value *list, const char *lang, struct slice url)
{
	struct value *alternate = value_append_object(&page->arena, list);
	value_set_str(&page->arena, alternate, "lang", lang);
	value_set_text(&page->arena, alternate, "url", url);
}

/* A reader whose language is neither is best served by the English page; the
   root page serves as the default of the two home pages. */
static void set_alternates(struct page *page)
{
	struct value *list = value_set_list(&page->arena, page->data, "alternates");
	bool is_en = page_lang(page) == LANG_EN;
	struct slice other = page_absolute(page, path_in(page, is_en ? LANG_JA : LANG_EN));
	struct slice en = is_en ? page->url : other;
	bool is_home = page->output->kind == OUTPUT_HOME;
	page_add_alternate(page, list, "en", en);
	page_add_alternate(page, list, "ja", is_en ? other : page->url);
	page_add_alternate(page, list, "x-default",
			   is_home ? page_absolute(page, SLICE("index.html")) : en);
}

const struct kb_article *page_article(const struct page *page)
{
	const struct knowledge *kb = page_kb(page);
	size_t index = page->output->index;
	switch (page->output->kind) {
	case OUTPUT_ARTICLE:
	case OUTPUT_PAIR:
		return &kb->articles[index];
	case OUTPUT_HOME:
		return index == PLAN_NONE ? NULL : &kb->articles[index];
	case OUTPUT_ENTRY:
		return &kb->articles[kb->entries[index].article];
	default:
		return NULL;
	}
}

struct slice page_fragment(struct page *page, struct slice anchor)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	html_fragment(&out, html_id(&page->arena, anchor));
	struct slice fragment = arena_copy(&page->arena, buffer_view(&out));
	buffer_release(&out);
	return fragment;
}

/* Where the page's text stands in both languages; a code's is a place in its
   article. Empty where there is no such page. */
static struct slice url_of_pair(struct page *page)
{
	const struct kb_article *article = page_article(page);
	if (!article || article->lang != LANG_BOTH)
		return (struct slice){0};
	struct slice target = page_path_in(page, LANG_BOTH, article_page(&page->arena, article));
	struct slice url = page_link(page, target);
	if (page->output->kind != OUTPUT_ENTRY)
		return url;
	struct slice anchor = page_kb(page)->entries[page->output->index].anchor;
	return arena_printf(&page->arena, "%.*s#%.*s", SLICE_ARG(url),
			    SLICE_ARG(page_fragment(page, anchor)));
}

static const char *const lang_titles[LANG_SIDES] = {"English", "日本語"};

static struct value *add_language(struct page *page, struct value *list, const char *lang,
				  struct slice label, struct slice url)
{
	struct value *item = value_append_object(&page->arena, list);
	value_set_str(&page->arena, item, "lang", lang);
	value_set_text(&page->arena, item, "label", label);
	value_set_text(&page->arena, item, "url", url);
	value_set_bool(&page->arena, item, "is_current", false);
	return item;
}

struct slice page_string(const struct page *page, const char *key)
{
	const struct value *text = value_get(page->site->strings[page_lang(page)], slice_from(key));
	return text && text->kind == VALUE_TEXT ? text->text : (struct slice){0};
}

/* English, 日本語, side by side: the choices of the switch, and `switch`, the page
   in the other language. */
static void set_switch(struct page *page)
{
	bool is_pair = page->output->kind == OUTPUT_PAIR;
	enum lang other = lang_other(page_lang(page));
	struct value *list = value_set_list(&page->arena, page->data, "languages");
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct slice url = page_link(page, path_in(page, lang));
		struct value *item = add_language(page, list, lang_name(lang),
						  slice_from(lang_titles[lang]), url);
		value_set_bool(&page->arena, item, "is_current", !is_pair && lang != other);
		if (lang == other)
			value_set(&page->arena, page->data, "switch", item);
	}
	struct slice pair = url_of_pair(page);
	if (pair.len == 0)
		return;
	struct value *item = add_language(page, list, lang_name(page_lang(page)),
					  page_string(page, "side_by_side"), pair);
	value_set_bool(&page->arena, item, "is_current", is_pair);
}

void page_set_title(struct page *page, struct slice title)
{
	struct slice site = page_site_title(page);
	page->title = title;
	value_set_text(&page->arena, page->data, "title", title);
	if (slice_eq(title, site) || title.len == 0)
		value_set_text(&page->arena, page->data, "page_title", site);
	else
		value_set_printf(&page->arena, page->data, "page_title", "%.*s | %.*s",
				 SLICE_ARG(title), SLICE_ARG(site));
}

void page_set_common(struct page *page)
{
	value_set_str(&page->arena, page->data, "lang", lang_name(page_lang(page)));
	if (page->output->kind == OUTPUT_ROOT || output_is_not_found(page->output))
		return;
	set_switch(page);
	/* A redirect stands for its target, in search engines too; and what stands side
	   by side is on two other pages already. */
	if (page->site->options->base_url.len == 0 || page->output->kind == OUTPUT_REDIRECT ||
	    page->output->kind == OUTPUT_PAIR)
		return;
	page->url = page_absolute(page, slice_from(page->output->path));
	value_set_text(&page->arena, page->data, "canonical", page->url);
	set_alternates(page);
}

void page_set_description(struct page *page, struct slice text)
{
	enum { DESCRIPTION_MAX = 300 };
	if (text.len > DESCRIPTION_MAX) { /* never inside a character */
		size_t end = DESCRIPTION_MAX;
		while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
			end--;
		text = slice_sub(text, 0, end);
	}
	page->description = text;
	if (text.len)
		value_set_text(&page->arena, page->data, "description", text);
}

static void add_crumb(struct page *page, struct value *list, struct slice title, struct slice url,
		      bool is_last)
{
	struct value *crumb = value_append_object(&page->arena, list);
	value_set_text(&page->arena, crumb, "title", title);
	value_set_text(&page->arena, crumb, "url", url);
	value_set_bool(&page->arena, crumb, "is_last", is_last);
}

/* Home › codes, where the page is about codes › this page. */
void page_set_breadcrumbs(struct page *page, struct slice title, bool under_codes)
{
	struct value *list = value_set_list(&page->arena, page->data, "breadcrumbs");
	add_crumb(page, list, page_string(page, "home"), page_url(page, SLICE("index.html")),
		  false);
	if (under_codes)
		add_crumb(page, list, page_string(page, "error_codes"),
			  page_url(page, SLICE("codes/index.html")), false);
	add_crumb(page, list, title, SLICE(""), true);
}

/* --- Parts of many pages --------------------------------------------------- */

void page_set_dates(struct page *page, const struct kb_article *article)
{
	struct arena *arena = &page->arena;
	if (article->updated.month) {
		struct buffer text;
		struct value *updated = value_set_object(arena, page->data, "updated");
		buffer_init(&text, BUFFER_MAX_PAGE);
		day_iso(article->updated, &text);
		value_set_text(arena, updated, "iso", arena_copy(arena, buffer_view(&text)));
		value_set_text(
			arena, updated, "text",
			page->site->dates[page_lang(page)][article - page_kb(page)->articles]);
		buffer_release(&text);
	}
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
	struct slice copy = arena_copy(&page->arena, buffer_view(&html));
	buffer_release(&html);
	return copy;
}

void page_set_text_lang(struct page *page, const struct kb_article *article)
{
	if (article->lang != LANG_BOTH && article->lang != page_lang(page))
		value_set_str(&page->arena, page->data, "text_lang", lang_name(article->lang));
}

struct slice page_full_code(struct page *page, const struct kb_entry *entry)
{
	if (entry->code.reply.len == 0)
		return entry->code.normal;
	return arena_printf(&page->arena, "%.*s %.*s", SLICE_ARG(entry->code.reply),
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
	struct value *item = value_append_object(&page->arena, list);
	value_set_text(&page->arena, item, "code", entry->code.normal);
	value_set_text(&page->arena, item, "full_code", page_full_code(page, entry));
	value_set_text(&page->arena, item, "title", entry->titles[page_lang(page)]);
	value_set_text(&page->arena, item, "url", page_url_of_entry(page, entry));
	return item;
}

void page_set_source(struct page *page, const struct kb_article *article)
{
	struct slice source = page->site->options->source_url;
	if (source.len)
		value_set_printf(&page->arena, page->data, "source_url", "%.*s%s",
				 SLICE_ARG(source), article->path);
}

struct value *page_set_neighbour(struct page *page, const char *key, struct slice title,
				 struct slice url)
{
	struct value *neighbour = value_set_object(&page->arena, page->data, key);
	value_set_text(&page->arena, neighbour, "title", title);
	value_set_text(&page->arena, neighbour, "url", url);
	value_set_bool(&page->arena, page->data, "has_pager", true);
	return neighbour;
}
