/* For search engines, for previews of links, and for other programs: what the
   page says, once more, in the words of schema.org and of Open Graph. */
#include "base/json.h"
#include "page.h"
#include "text/html.h"
#include "text/transform.h"
#include "text/unicode.h"

static bool has_text(const struct page *page)
{
	return page->output->kind == OUTPUT_ARTICLE || page->output->kind == OUTPUT_ENTRY;
}

static struct slice own_url(struct page *page)
{
	return page_absolute(page, slice_from(page->output->path));
}

/* --- JSON-LD ------------------------------------------------------------ */

static void put(struct json *json, const char *key, struct slice text)
{
	if (text.len == 0)
		return;
	json_key(json, key);
	json_put_string(json, text);
}

static void put_type(struct json *json, const char *type)
{
	json_key(json, "@type");
	json_put_str(json, type);
}

static void put_site(struct page *page, struct json *json, const char *key)
{
	json_key(json, key);
	json_begin_object(json);
	put_type(json, "WebSite");
	put(json, "name", page_site_title(page));
	put(json, "url", page_absolute(page, page_path_in(page, page_lang(page), SLICE(""))));
	json_end_object(json);
}

/* What a code's page is about. */
static void put_subject(struct page *page, struct json *json)
{
	if (page->output->kind != OUTPUT_ENTRY)
		return;
	const struct kb_entry *entry = &page_kb(page)->entries[page->output->index];
	json_key(json, "about");
	json_begin_object(json);
	put_type(json, "DefinedTerm");
	put(json, "termCode", entry->code.normal);
	put(json, "name", page_full_code(page, entry));
	put(json, "inDefinedTermSet", page_scheme_title(page, entry));
	json_end_object(json);
}

static void put_article(struct page *page, struct json *json)
{
	const struct kb_article *article = page_article(page);
	struct buffer day;
	buffer_init(&day, BUFFER_MAX_PAGE);
	day_iso(article->updated, &day);
	json_begin_object(json);
	put_type(json, "TechArticle");
	put(json, "headline", page->title);
	put(json, "description", page->description);
	json_key(json, "inLanguage");
	json_put_str(json, lang_name(article->lang == LANG_BOTH ? page_lang(page) : article->lang));
	put(json, "dateModified", buffer_view(&day));
	put(json, "url", own_url(page));
	put_subject(page, json);
	put_site(page, json, "isPartOf");
	json_end_object(json);
	buffer_release(&day);
}

static void put_crumb(struct json *json, size_t position, struct slice name, struct slice url)
{
	json_begin_object(json);
	put_type(json, "ListItem");
	json_key(json, "position");
	json_put_size(json, position);
	put(json, "name", name);
	put(json, "item", url);
	json_end_object(json);
}

static void put_crumbs(struct page *page, struct json *json)
{
	size_t n = 1;
	struct slice home = page_path_in(page, page_lang(page), SLICE(""));
	struct slice codes = page_path_in(page, page_lang(page), SLICE("codes/"));
	json_begin_object(json);
	put_type(json, "BreadcrumbList");
	json_key(json, "itemListElement");
	json_begin_array(json);
	put_crumb(json, n++, page_string(page, "home"), page_absolute(page, home));
	if (page->output->kind == OUTPUT_ENTRY)
		put_crumb(json, n++, page_string(page, "error_codes"), page_absolute(page, codes));
	put_crumb(json, n, page->title, own_url(page));
	json_end_array(json);
	json_end_object(json);
}

/* In a <script>, nothing may look like its end or like a comment: "<", ">" and "&" are
   written as JSON can (HTML 4.12.1.3). */
static struct slice safe_in_script(struct page *page, struct slice json)
{
	struct buffer out;
	size_t from = 0; /* all before it is written */
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t at = 0; at < json.len;) {
		size_t start = at;
		int32_t c = utf8_next(json, &at);
		bool is_markup = c == '<' || c == '>' || c == '&';
		if (!is_markup && !html_is_forbidden(c))
			continue;
		buffer_slice(&out, slice_sub(json, from, start));
		buffer_printf(&out, "\\u%04x", is_markup ? (unsigned int)c : 0xFFFD);
		from = at;
	}
	buffer_slice(&out, slice_skip(json, from));
	struct slice copy = arena_copy(&page->arena, buffer_view(&out));
	buffer_release(&out);
	return copy;
}

/* Whole addresses are what it is made of, so there is none without them. */
static void set_json_ld(struct page *page)
{
	struct json json;
	struct buffer out;
	if (!has_text(page) || page->site->options->base_url.len == 0)
		return;
	buffer_init(&out, BUFFER_MAX_PAGE);
	json_init(&json, &out, JSON_ONE_LINE);
	json_begin_object(&json);
	json_key(&json, "@context");
	json_put_str(&json, "https://schema.org");
	json_key(&json, "@graph");
	json_begin_array(&json);
	put_article(page, &json);
	put_crumbs(page, &json);
	json_end_array(&json);
	json_end_object(&json);
	json_finish(&json);
	struct buffer composed; /* pages are in NFC */
	buffer_init(&composed, BUFFER_MAX_PAGE);
	if (text_nfc(buffer_view(&out), &composed) != STATUS_OK)
		out_of_memory();
	value_set_text(&page->arena, page->data, "json_ld",
		       safe_in_script(page, buffer_view(&composed)));
	buffer_release(&composed);
	buffer_release(&out);
}

/* --- Open Graph --------------------------------------------------------- */

static void set_open_graph(struct page *page)
{
	static const char *const locales[LANG_SIDES] = {"en_US", "ja_JP"};
	enum lang lang = page_lang(page);
	if (!output_is_indexed(page->output))
		return;
	struct value *og = value_set_object(&page->arena, page->data, "open_graph");
	value_set_text(&page->arena, og, "title", page->title);
	value_set_str(&page->arena, og, "type", has_text(page) ? "article" : "website");
	value_set_str(&page->arena, og, "locale", locales[lang]);
	value_set_str(&page->arena, og, "other_locale", locales[lang_other(lang)]);
}

/* --- Other forms -------------------------------------------------------- */

/* The same text as Markdown, where the article has codes. */
static void set_markdown(struct page *page)
{
	const struct kb_article *article = page_article(page);
	if (!article || article->n_entries == 0 || page->output->kind == OUTPUT_PAIR)
		return;
	value_set_text(&page->arena, page->data, "markdown_url",
		       page_url(page, article_markdown(&page->arena, article)));
}

void page_set_head(struct page *page)
{
	set_open_graph(page);
	set_json_ld(page);
	set_markdown(page);
}
