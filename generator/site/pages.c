/* The data of every page, by kind. */
#include "pages.h"

#include "bodies.h"
#include "page_links.h"
#include "render/html.h"

#include <string.h>

/* One page being made. */
struct page {
	const struct pages *site;
	const struct output *output;
	const struct article *source; /* NULL for a page of the index alone */
	const struct entry_list *entries;
	struct arena arena;
	struct value *data;
};

static const struct knowledge *kb_of(const struct page *page)
{
	return page->site->options->kb;
}

static enum lang lang_of(const struct page *page)
{
	return page->output->lang;
}

static struct slice site_title(const struct page *page)
{
	return config_title(page->site->options->config, lang_of(page));
}

/* --- Addresses ---------------------------------------------------------- */

/* LANG_BOTH is the folder of what stands side by side. */
static struct slice lang_path(struct page *page, enum lang lang, struct slice target)
{
	const char *folder = lang == LANG_BOTH ? PAIR_FOLDER : lang_name(lang);
	return arena_printf(&page->arena, "%s/%.*s", folder, SLICE_ARG(target));
}

/* A page of this page's language, as this page links to it. */
static struct slice url_of(struct page *page, struct slice target)
{
	return link_to(&page->arena, page->output->path, lang_path(page, lang_of(page), target));
}

static struct slice url_of_article(struct page *page, const struct kb_article *article)
{
	return url_of(page, article_page(&page->arena, article));
}

static struct slice url_of_entry(struct page *page, const struct kb_entry *entry)
{
	return url_of(page, entry_page(&page->arena, entry));
}

/* The output's path in another language: "en/x" to "ja/x". */
static struct slice path_in(struct page *page, enum lang lang)
{
	struct slice path = slice_from(page->output->path);
	return lang_path(page, lang, slice_skip(path, slice_find_char(path, '/', 0) + 1));
}

static struct slice absolute(struct page *page, struct slice path)
{
	return absolute_url(&page->arena, page->site->options, path);
}

/* --- What all pages have ------------------------------------------------ */

static void set_alternate(struct page *page, struct value *list, const char *lang, struct slice url)
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
	struct slice en = path_in(page, LANG_EN);
	bool is_home = page->output->kind == OUTPUT_HOME;
	set_alternate(page, list, "en", absolute(page, en));
	set_alternate(page, list, "ja", absolute(page, path_in(page, LANG_JA)));
	set_alternate(page, list, "x-default", absolute(page, is_home ? SLICE("index.html") : en));
}

static const struct kb_article *article_of(const struct page *page)
{
	const struct knowledge *kb = kb_of(page);
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

/* As an address names the anchor. */
static struct slice fragment_of(struct page *page, struct slice anchor)
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
	const struct kb_article *article = article_of(page);
	if (!article || article->lang != LANG_BOTH)
		return (struct slice){0};
	struct slice target = lang_path(page, LANG_BOTH, article_page(&page->arena, article));
	struct slice url = link_to(&page->arena, page->output->path, target);
	if (page->output->kind != OUTPUT_ENTRY)
		return url;
	struct slice anchor = kb_of(page)->entries[page->output->index].anchor;
	return arena_printf(&page->arena, "%.*s#%.*s", SLICE_ARG(url),
			    SLICE_ARG(fragment_of(page, anchor)));
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

static struct slice string_of(const struct page *page, const char *key)
{
	const struct value *text = value_get(page->site->strings[lang_of(page)], slice_from(key));
	return text && text->kind == VALUE_TEXT ? text->text : (struct slice){0};
}

/* English, 日本語, side by side: the choices of the switch, and `switch`, the page
   in the other language. */
static void set_switch(struct page *page)
{
	bool is_pair = page->output->kind == OUTPUT_PAIR;
	enum lang other = lang_other(lang_of(page));
	struct value *list = value_set_list(&page->arena, page->data, "languages");
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct slice url = link_to(&page->arena, page->output->path, path_in(page, lang));
		struct value *item = add_language(page, list, lang_name(lang),
						  slice_from(lang_titles[lang]), url);
		value_set_bool(&page->arena, item, "is_current", !is_pair && lang != other);
		if (lang == other)
			value_set(&page->arena, page->data, "switch", item);
	}
	struct slice pair = url_of_pair(page);
	value_set_bool(&page->arena, page->data, "has_languages", true);
	if (pair.len == 0)
		return;
	struct value *item = add_language(page, list, lang_name(lang_of(page)),
					  string_of(page, "side_by_side"), pair);
	value_set_bool(&page->arena, item, "is_current", is_pair);
}

static void set_title(struct page *page, struct slice title)
{
	struct slice site = site_title(page);
	value_set_text(&page->arena, page->data, "title", title);
	if (slice_eq(title, site) || title.len == 0)
		value_set_text(&page->arena, page->data, "page_title", site);
	else
		value_set_printf(&page->arena, page->data, "page_title", "%.*s | %.*s",
				 SLICE_ARG(title), SLICE_ARG(site));
}

static const char *kind_flag(enum output_kind kind)
{
	switch (kind) {
	case OUTPUT_ARTICLE:
		return "is_article";
	case OUTPUT_PAIR:
		return "is_pair";
	case OUTPUT_HOME:
		return "is_home";
	case OUTPUT_ENTRY:
		return "is_entry";
	case OUTPUT_CODES:
		return "is_codes";
	case OUTPUT_REDIRECT:
		return "is_redirect";
	default:
		return "is_notfound";
	}
}

/* The page of what is missing is served at any depth: its links start at the
   site's root. */
static struct slice root_path(struct page *page)
{
	if (page->output->kind != OUTPUT_NOT_FOUND)
		return root_of(&page->arena, page->output->path);
	struct slice base = page->site->options->base_url;
	size_t host = slice_find(base, SLICE("//"), 0);
	size_t path = host == SLICE_NONE ? SLICE_NONE : slice_find_char(base, '/', host + 2);
	return path == SLICE_NONE ? SLICE("/") : slice_skip(base, path);
}

static void set_common(struct page *page)
{
	struct arena *arena = &page->arena;
	struct value *data = page->data;
	const struct build_options *options = page->site->options;
	struct slice root = root_path(page);
	const char *lang = lang_name(lang_of(page));
	value_set_str(arena, data, "lang", lang);
	value_set_str(arena, data, "other_lang", lang_name(lang_other(lang_of(page))));
	value_set_text(arena, data, "site_title", site_title(page));
	value_set_text(arena, data, "root", root);
	value_set_printf(arena, data, "home_url", "%.*s%s/index.html", SLICE_ARG(root), lang);
	value_set_printf(arena, data, "codes_url", "%.*s%s/codes/index.html", SLICE_ARG(root),
			 lang);
	value_set(arena, data, "t", page->site->strings[lang_of(page)]);
	value_set_str(arena, data, "generator", "Taiyaku " TAIYAKU_VERSION);
	value_set_text(arena, data, "asset_version", page->site->asset_version);
	value_set_bool(arena, data, kind_flag(page->output->kind), true);
	if (page->output->kind == OUTPUT_ROOT || page->output->kind == OUTPUT_NOT_FOUND)
		return;
	set_switch(page);
	/* A redirect stands for its target, in search engines too; and what stands side
	   by side is on two other pages already. */
	if (options->base_url.len == 0 || page->output->kind == OUTPUT_REDIRECT ||
	    page->output->kind == OUTPUT_PAIR)
		return;
	value_set_text(arena, data, "canonical", absolute(page, slice_from(page->output->path)));
	set_alternates(page);
}

static void set_description(struct page *page, struct slice text)
{
	enum { DESCRIPTION_MAX = 300 };
	if (text.len > DESCRIPTION_MAX) { /* never inside a character */
		size_t end = DESCRIPTION_MAX;
		while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
			end--;
		text = slice_sub(text, 0, end);
	}
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
static void set_breadcrumbs(struct page *page, struct slice title, bool under_codes)
{
	struct value *list = value_set_list(&page->arena, page->data, "breadcrumbs");
	add_crumb(page, list, string_of(page, "home"), url_of(page, SLICE("index.html")), false);
	if (under_codes)
		add_crumb(page, list, string_of(page, "error_codes"),
			  url_of(page, SLICE("codes/index.html")), false);
	add_crumb(page, list, title, SLICE(""), true);
}

/* --- Parts of articles -------------------------------------------------- */

static void set_dates(struct page *page, const struct kb_article *article)
{
	struct arena *arena = &page->arena;
	if (article->updated.month) {
		struct buffer text;
		struct value *updated = value_set_object(arena, page->data, "updated");
		buffer_init(&text, BUFFER_MAX_PAGE);
		day_iso(article->updated, &text);
		value_set_text(arena, updated, "iso", arena_copy(arena, buffer_view(&text)));
		value_set_text(arena, updated, "text",
			       page->site->dates[lang_of(page)][article - kb_of(page)->articles]);
		buffer_release(&text);
	}
	if (article->translation == TRANSLATION_UNKNOWN || lang_of(page) == LANG_EN)
		return;
	bool is_machine = article->translation == TRANSLATION_MACHINE;
	struct value *translation = value_set_object(arena, page->data, "translation");
	value_set_bool(arena, translation, "is_machine", is_machine);
	value_set_bool(arena, translation, "is_human", !is_machine);
}

/* The article's own text: rendered when it was first read, or else now. */
static void get_body(struct page *page, const struct kb_article *article, struct fragment *out)
{
	const struct fragments *fragments = page->site->options->fragments;
	bool is_pair = page->output->kind == OUTPUT_PAIR;
	struct body_texts texts;
	if (fragments && fragments_get(fragments, page->output->index,
				       is_pair ? LANG_BOTH : lang_of(page), &page->arena, out))
		return;
	body_render(kb_of(page), article, page->source, &page->arena, &texts);
	*out = is_pair ? texts.pair : texts.sides[lang_of(page)];
}

static struct slice escaped(struct page *page, struct slice text)
{
	struct buffer html;
	buffer_init(&html, BUFFER_MAX_PAGE);
	html_escape(&html, text);
	struct slice copy = arena_copy(&page->arena, buffer_view(&html));
	buffer_release(&html);
	return copy;
}

/* An article in one language has a page in both. */
static void set_text_lang(struct page *page, const struct kb_article *article)
{
	if (article->lang != LANG_BOTH && article->lang != lang_of(page))
		value_set_str(&page->arena, page->data, "text_lang", lang_name(article->lang));
}

static void set_body(struct page *page, const struct kb_article *article,
		     const struct fragment *fragment)
{
	struct slice title = article->titles[lang_of(page)];
	bool is_blank = slice_is_blank(fragment->heading_html);
	value_set_text(&page->arena, page->data, "heading_html",
		       is_blank ? escaped(page, title) : fragment->heading_html);
	if (fragment->heading_anchor.len)
		value_set_text(&page->arena, page->data, "heading_anchor",
			       fragment->heading_anchor);
	value_set_text(&page->arena, page->data, "body", fragment->body);
	set_text_lang(page, article);
}

/* --- Tables of contents ------------------------------------------------- */

enum { TOC_MIN = 2 };

static struct value *toc_item(struct page *page, struct value *list,
			      const struct fragment_heading *heading)
{
	struct value *item = value_append_object(&page->arena, list);
	value_set_text(&page->arena, item, "title", heading->title);
	value_set_text(&page->arena, item, "second_title", heading->second_title);
	value_set_text(&page->arena, item, "anchor", fragment_of(page, heading->anchor));
	value_set_bool(&page->arena, item, "has_children", false);
	return item;
}

/* Second-level headings with the third-level ones below each. */
static void set_toc(struct page *page, const struct fragment *fragment)
{
	struct value *toc = value_object(&page->arena);
	struct value *items = value_set_list(&page->arena, toc, "items");
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
			value_set_bool(&page->arena, last, "has_children", true);
			children = value_set_list(&page->arena, last, "children");
		}
		toc_item(page, children, heading);
	}
	if (items->list.count >= TOC_MIN)
		value_set(&page->arena, page->data, "toc", toc);
}

/* --- Lists of entries --------------------------------------------------- */

static struct slice full_code(struct page *page, const struct kb_entry *entry)
{
	if (entry->code.reply.len == 0)
		return entry->code.normal;
	return arena_printf(&page->arena, "%.*s %.*s", SLICE_ARG(entry->code.reply),
			    SLICE_ARG(entry->code.normal));
}

static struct value *add_entry(struct page *page, struct value *list, const struct kb_entry *entry)
{
	struct value *item = value_append_object(&page->arena, list);
	value_set_text(&page->arena, item, "code", entry->code.normal);
	value_set_text(&page->arena, item, "full_code", full_code(page, entry));
	value_set_text(&page->arena, item, "title", entry->titles[lang_of(page)]);
	value_set_text(&page->arena, item, "url", url_of_entry(page, entry));
	return item;
}

static void set_article_codes(struct page *page, const struct kb_article *article)
{
	struct value *list = value_set_list(&page->arena, page->data, "codes");
	for (size_t i = 0; i < article->n_entries; i++) {
		const struct kb_entry *entry = &kb_of(page)->entries[article->first_entry + i];
		if (!entry->is_duplicate)
			add_entry(page, list, entry);
	}
	value_set_bool(&page->arena, page->data, "has_codes", list->list.count > 0);
}

/* --- Articles ----------------------------------------------------------- */

/* Who reads side by side goes on so. */
static struct slice url_of_neighbour(struct page *page, const struct kb_article *article)
{
	if (page->output->kind != OUTPUT_PAIR || article->lang != LANG_BOTH)
		return url_of_article(page, article);
	return link_to(&page->arena, page->output->path,
		       lang_path(page, LANG_BOTH, article_page(&page->arena, article)));
}

static void set_neighbour(struct page *page, const char *key, const struct kb_article *article)
{
	struct value *neighbour = value_set_object(&page->arena, page->data, key);
	value_set_text(&page->arena, neighbour, "title", article->titles[lang_of(page)]);
	value_set_text(&page->arena, neighbour, "url", url_of_neighbour(page, article));
	value_set_bool(&page->arena, page->data, "has_pager", true);
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
	const struct kb_article *previous = pages_previous(kb_of(page), index);
	const struct kb_article *next = pages_next(kb_of(page), index);
	if (previous)
		set_neighbour(page, "previous", previous);
	if (next)
		set_neighbour(page, "next", next);
}

static const char *fill_article(struct page *page)
{
	size_t index = page->output->index;
	const struct kb_article *article = &kb_of(page)->articles[index];
	struct slice title = article->titles[lang_of(page)];
	struct slice source = page->site->options->source_url;
	set_title(page, title);
	set_description(page, article->descriptions[lang_of(page)]);
	set_breadcrumbs(page, title, false);
	struct fragment fragment;
	get_body(page, article, &fragment);
	set_dates(page, article);
	set_body(page, article, &fragment);
	set_toc(page, &fragment);
	set_article_codes(page, article);
	set_pager(page, index);
	if (source.len)
		value_set_printf(&page->arena, page->data, "source_url", "%.*s%s",
				 SLICE_ARG(source), article->path);
	return page->output->kind == OUTPUT_PAIR ? "pair" : "article";
}

/* --- Entries ------------------------------------------------------------ */

static void set_class(struct page *page, const struct kb_entry *entry)
{
	if (!slice_eq_str(scheme_name(entry->code.scheme), "smtp") || entry->code.normal.len == 0)
		return;
	char class = entry->code.normal.ptr[0];
	struct value *note = value_set_object(&page->arena, page->data, "class_note");
	value_set_bool(&page->arena, note, "is_success", class == '2');
	value_set_bool(&page->arena, note, "is_temporary", class == '4');
	value_set_bool(&page->arena, note, "is_permanent", class == '5');
}

static struct slice scheme_title(const struct page *page, const struct kb_entry *entry)
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
			return slice_from(known[i].title[lang_of(page)]);
	return name;
}

static void set_html(struct page *page, const char *key, struct slice html)
{
	if (slice_is_blank(html))
		return;
	struct value *object = value_set_object(&page->arena, page->data, key);
	value_set_text(&page->arena, object, "html", html);
}

static void set_entry_parts(struct page *page, const struct kb_entry *known,
			    const struct kb_article *article)
{
	const struct entry_side *side =
		&page->entries->items[known->in_article].sides[lang_of(page)];
	struct entry_html html;
	if (!side->heading)
		return;
	entry_render(kb_of(page), article, side, lang_of(page), page->output->path, &page->arena,
		     &html);
	set_html(page, "intro", html.intro);
	set_html(page, "cause", html.parts[PART_CAUSE]);
	set_html(page, "fix", html.parts[PART_FIX]);
}

/* "4.4." of 4.4.312: the class and the subject. */
static struct slice subject_of(const struct kb_entry *entry)
{
	struct slice code = entry->code.normal;
	size_t dot = slice_find_char(code, '.', 0);
	dot = dot == SLICE_NONE ? SLICE_NONE : slice_find_char(code, '.', dot + 1);
	return slice_sub(code, 0, dot == SLICE_NONE ? 0 : dot + 1);
}

static void set_related(struct page *page, const struct kb_entry *entry)
{
	enum { RELATED_MAX = 8 };
	const struct knowledge *kb = kb_of(page);
	struct slice subject = subject_of(entry);
	struct value *list = value_set_list(&page->arena, page->data, "related");
	for (size_t i = 0; i < page->site->n_codes && subject.len; i++) {
		const struct kb_entry *other =
			&kb->entries[page->site->codes_order[lang_of(page)][i]];
		if (other == entry || !slice_starts_with(other->code.normal, subject))
			continue;
		add_entry(page, list, other);
		if (list->list.count == RELATED_MAX)
			break;
	}
	value_set_bool(&page->arena, page->data, "has_related", list->list.count > 0);
}

static void set_entry_articles(struct page *page, const struct kb_article *article,
			       const struct kb_entry *entry)
{
	struct value *list = value_set_list(&page->arena, page->data, "articles");
	struct value *item = value_append_object(&page->arena, list);
	struct slice url = url_of_article(page, article);
	value_set_text(&page->arena, item, "title", article->titles[lang_of(page)]);
	value_set_printf(&page->arena, item, "url", "%.*s#%.*s", SLICE_ARG(url),
			 SLICE_ARG(fragment_of(page, entry->anchor)));
	value_set_bool(&page->arena, page->data, "has_articles", true);
}

static const char *fill_entry(struct page *page)
{
	const struct kb_entry *entry = &kb_of(page)->entries[page->output->index];
	const struct kb_article *article = &kb_of(page)->articles[entry->article];
	struct slice title = entry->full_titles[lang_of(page)];
	set_title(page, title.len ? title : entry->code.normal);
	set_description(page, article->descriptions[lang_of(page)]);
	set_breadcrumbs(page, entry->code.normal, true);
	value_set_text(&page->arena, page->data, "code", entry->code.normal);
	value_set_text(&page->arena, page->data, "full_code", full_code(page, entry));
	value_set_text(&page->arena, page->data, "man_name", entry->man_name);
	value_set_text(&page->arena, page->data, "scheme_title", scheme_title(page, entry));
	value_set_text(&page->arena, page->data, "heading_html",
		       escaped(page, entry->titles[lang_of(page)]));
	set_class(page, entry);
	set_text_lang(page, article);
	set_dates(page, article);
	set_entry_parts(page, entry, article);
	set_related(page, entry);
	set_entry_articles(page, article, entry);
	return "entry";
}

/* --- Pages of the index ------------------------------------------------- */

static const char *fill_codes(struct page *page)
{
	const struct knowledge *kb = kb_of(page);
	struct arena *arena = &page->arena;
	struct value *groups = value_set_list(arena, page->data, "groups");
	struct value *toc = value_object(arena);
	struct value *toc_items = value_set_list(arena, toc, "items");
	const struct scheme *scheme = NULL;
	struct value *items = NULL;
	for (size_t i = 0; i < page->site->n_codes; i++) {
		const struct kb_entry *entry =
			&kb->entries[page->site->codes_order[lang_of(page)][i]];
		const struct kb_article *article = &kb->articles[entry->article];
		if (entry->code.scheme != scheme || !items) {
			struct value *group = value_append_object(arena, groups);
			scheme = entry->code.scheme;
			value_set_text(arena, group, "scheme_title", scheme_title(page, entry));
			value_set_text(arena, group, "anchor", scheme_name(scheme));
			items = value_set_list(arena, group, "items");
			toc_item(page, toc_items,
				 &(struct fragment_heading){.title = scheme_title(page, entry),
							    .anchor = scheme_name(scheme)});
		}
		struct value *item = add_entry(page, items, entry);
		if (article->n_entries == 1)
			continue; /* its title says the same as the entry's */
		value_set_text(arena, item, "article_title", article->titles[lang_of(page)]);
		value_set_text(arena, item, "article_url", url_of_article(page, article));
	}
	if (toc_items->list.count >= TOC_MIN)
		value_set(arena, page->data, "toc", toc);
	bool one = page->site->n_codes == 1;
	if (lang_of(page) == LANG_JA)
		value_set_printf(arena, page->data, "count_text", "%zu 件", page->site->n_codes);
	else
		value_set_printf(arena, page->data, "count_text", one ? "%zu code" : "%zu codes",
				 page->site->n_codes);
	set_title(page, string_of(page, "error_codes"));
	set_description(page, config_description(page->site->options->config, lang_of(page)));
	set_breadcrumbs(page, string_of(page, "error_codes"), false);
	return "codes";
}

/* The home page shows the index in short; a large one would bury the rest. */
static void set_home_lists(struct page *page)
{
	enum { PREVIEW_MAX = 24, ARTICLES_MAX = 50 };
	const struct knowledge *kb = kb_of(page);
	struct arena *arena = &page->arena;
	if (page->site->n_codes) {
		struct value *preview = value_set_object(arena, page->data, "codes_preview");
		struct value *items = value_set_list(arena, preview, "items");
		for (size_t i = 0; i < page->site->n_codes && i < PREVIEW_MAX; i++)
			add_entry(page, items,
				  &kb->entries[page->site->codes_order[lang_of(page)][i]]);
	}
	struct value *articles = value_set_list(arena, page->data, "articles");
	for (size_t i = 0; i < kb->n_articles && articles->list.count < ARTICLES_MAX; i++) {
		const struct kb_article *article = &kb->articles[i];
		if (!is_in_sequence(article) || article->n_entries == 1)
			continue; /* its code stands in the list above */
		struct value *item = value_append_object(arena, articles);
		value_set_text(arena, item, "title", article->titles[lang_of(page)]);
		value_set_text(arena, item, "url", url_of_article(page, article));
		value_set_text(arena, item, "description", article->descriptions[lang_of(page)]);
	}
	value_set_bool(arena, page->data, "has_articles", articles->list.count > 0);
}

static const char *fill_home(struct page *page)
{
	const struct config *config = page->site->options->config;
	struct slice description = config_description(config, lang_of(page));
	struct slice title = site_title(page);
	if (page->output->index != PLAN_NONE) {
		const struct kb_article *article = &kb_of(page)->articles[page->output->index];
		title = article->titles[lang_of(page)];
		if (description.len == 0)
			description = article->descriptions[lang_of(page)];
		struct fragment fragment;
		get_body(page, article, &fragment);
		set_body(page, article, &fragment);
	}
	set_title(page, title);
	set_description(page, description);
	set_home_lists(page);
	return "home";
}

static const char *fill_not_found(struct page *page)
{
	set_title(page, string_of(page, "notfound_title"));
	return "notfound";
}

static const struct site_redirect *redirect_of(const struct page *page)
{
	return &page->site->plan->redirects.items[page->output->index];
}

static void set_redirect_target(struct page *page, const struct site_redirect *redirect)
{
	struct arena *arena = &page->arena;
	struct slice url = redirect->url;
	struct slice canonical = redirect->url;
	if (url.len == 0) {
		url = url_of(page, redirect->page);
		canonical = absolute(page, lang_path(page, lang_of(page), redirect->page));
		if (page->site->options->base_url.len == 0)
			canonical = url;
	}
	value_set_text(arena, page->data, "canonical", canonical);
	if (redirect->fragment.len && redirect->url.len == 0)
		url = arena_printf(arena, "%.*s#%.*s", SLICE_ARG(url),
				   SLICE_ARG(redirect->fragment));
	value_set_text(arena, page->data, "target_url", url);
}

static const char *fill_redirect(struct page *page)
{
	const struct site_redirect *redirect = redirect_of(page);
	struct slice title = redirect->url;
	if (redirect->article)
		title = redirect->article->titles[lang_of(page)];
	else if (title.len == 0)
		title = redirect->page;
	set_title(page, string_of(page, "moved_title"));
	set_redirect_target(page, redirect);
	value_set_text(&page->arena, page->data, "target_title", title);
	return "redirect";
}

static const char *fill_root(struct page *page)
{
	set_title(page, site_title(page));
	set_description(page, config_description(page->site->options->config, LANG_EN));
	if (page->site->options->base_url.len) {
		value_set_text(&page->arena, page->data, "canonical",
			       page->site->options->base_url);
		struct value *list = value_set_list(&page->arena, page->data, "alternates");
		set_alternate(page, list, "en", absolute(page, SLICE("en/")));
		set_alternate(page, list, "ja", absolute(page, SLICE("ja/")));
		set_alternate(page, list, "x-default", page->site->options->base_url);
	}
	return "root";
}

enum status pages_render(const struct pages *pages, const struct output *output,
			 const struct article *article, const struct entry_list *entries,
			 struct buffer *out)
{
	static const char *(*const fill[])(struct page *) = {
		[OUTPUT_ARTICLE] = fill_article, [OUTPUT_PAIR] = fill_article,
		[OUTPUT_HOME] = fill_home,       [OUTPUT_ENTRY] = fill_entry,
		[OUTPUT_CODES] = fill_codes,     [OUTPUT_NOT_FOUND] = fill_not_found,
		[OUTPUT_ROOT] = fill_root,       [OUTPUT_REDIRECT] = fill_redirect,
	};
	struct page page = {.site = pages, .output = output, .source = article, .entries = entries};
	arena_init_must(&page.arena);
	page.data = value_object(&page.arena);
	set_common(&page);
	const char *template = fill[output->kind](&page);
	enum status status =
		templates_run(pages->templates, template, page.data, pages->problems, out);
	arena_release(&page.arena);
	return status;
}
