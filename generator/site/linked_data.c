/* Two objects: the article, and the way to it from the start page. */
#include "linked_data.h"

#include "base/json.h"
#include "text/html.h"
#include "text/transform.h"
#include "text/unicode.h"

/* The data being written. */
struct linked_data {
	struct page *page;
	struct json json;
	struct slice home; /* the address of the start page */
	bool is_usual;     /* in NFC as it is, and nothing to be escaped in a script */
};

/* --- Members ------------------------------------------------------------ */

/* Printable ASCII, but "<", ">" and "&". */
static inline bool is_usual_byte(char c)
{
	return c >= ' ' && c <= '~' && c != '<' && c != '>' && c != '&';
}

static bool is_usual(struct slice text)
{
	size_t at = 0;
	for (size_t before = at; at < text.len; before = at) {
		while (at < text.len && is_usual_byte(text.ptr[at]))
			at++;
		while (text_is_composed_triple(text, at))
			at += 3;
		if (at == before)
			return false;
	}
	return true;
}

static void put_usual(struct linked_data *data, const char *key, struct slice text)
{
	json_key(&data->json, key);
	json_put_string(&data->json, text);
}

static void put(struct linked_data *data, const char *key, struct slice text)
{
	if (text.len == 0)
		return;
	data->is_usual = data->is_usual && is_usual(text);
	put_usual(data, key, text);
}

static void begin(struct linked_data *data, const char *type)
{
	json_begin_object(&data->json);
	json_key(&data->json, "@type");
	json_put_str(&data->json, type);
}

static void end(struct linked_data *data)
{
	json_end_object(&data->json);
}

/* --- The article -------------------------------------------------------- */

static void put_site(struct linked_data *data)
{
	json_key(&data->json, "isPartOf");
	begin(data, "WebSite");
	put(data, "name", page_site_title(data->page));
	put_usual(data, "url", data->home);
	end(data);
}

/* What a code's page is about. */
static void put_subject(struct linked_data *data)
{
	struct page *page = data->page;
	if (page->output->kind != OUTPUT_ENTRY)
		return;
	const struct kb_entry *entry = &page_kb(page)->entries[page->output->index];
	json_key(&data->json, "about");
	begin(data, "DefinedTerm");
	put(data, "termCode", entry->code.normal);
	put(data, "name", page_full_code(page, entry));
	put(data, "inDefinedTermSet", page_scheme_title(page, entry));
	end(data);
}

static void put_article(struct linked_data *data)
{
	struct page *page = data->page;
	const struct kb_article *article = page_article(page);
	enum lang lang = article->lang == LANG_BOTH ? page_lang(page) : article->lang;
	struct buffer day;
	buffer_init(&day, BUFFER_MAX_PAGE);
	day_iso(article->updated, &day);
	begin(data, "TechArticle");
	put(data, "headline", page->title);
	put(data, "description", page->description);
	put_usual(data, "inLanguage", slice_from(lang_name(lang)));
	put(data, "dateModified", buffer_view(&day));
	put_usual(data, "url", page->url);
	put_subject(data);
	put_site(data);
	end(data);
	buffer_release(&day);
}

/* --- The way ------------------------------------------------------------ */

static void put_crumb(struct linked_data *data, size_t position, struct slice name,
		      struct slice url)
{
	begin(data, "ListItem");
	json_key(&data->json, "position");
	json_put_size(&data->json, position);
	put(data, "name", name);
	put_usual(data, "item", url);
	end(data);
}

static void put_crumbs(struct linked_data *data)
{
	struct page *page = data->page;
	size_t n = 1;
	begin(data, "BreadcrumbList");
	json_key(&data->json, "itemListElement");
	json_begin_array(&data->json);
	put_crumb(data, n++, page_string(page, "home"), data->home);
	if (page->output->kind == OUTPUT_ENTRY) {
		struct slice codes = page_path_in(page, page_lang(page), SLICE("codes/"));
		put_crumb(data, n++, page_string(page, "error_codes"), page_absolute(page, codes));
	}
	put_crumb(data, n, page->title, page->url);
	json_end_array(&data->json);
	end(data);
}

/* --- All ---------------------------------------------------------------- */

/* In a <script>, nothing may look like its end or like a comment: "<", ">" and "&" are
   written as JSON can (HTML 4.12.1.3). */
static void put_safe(struct buffer *out, struct slice json)
{
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; at < json.len;) {
		size_t start = at;
		int32_t c = utf8_next(json, &at);
		bool is_markup = c == '<' || c == '>' || c == '&';
		if (!is_markup && !html_is_forbidden(c))
			continue;
		buffer_slice(out, slice_sub(json, from, start));
		buffer_printf(out, "\\u%04x", is_markup ? (unsigned int)c : 0xFFFD);
		from = at;
	}
	buffer_slice(out, slice_skip(json, from));
}

static struct slice made_safe(struct page *page, struct slice json)
{
	struct buffer composed; /* pages are in NFC */
	struct buffer safe;
	buffer_init(&composed, BUFFER_MAX_PAGE);
	buffer_init(&safe, BUFFER_MAX_PAGE);
	if (text_nfc(json, &composed) != STATUS_OK)
		out_of_memory();
	put_safe(&safe, buffer_view(&composed));
	struct slice copy = arena_copy(&page->arena, buffer_view(&safe));
	buffer_release(&safe);
	buffer_release(&composed);
	return copy;
}

static void put_all(struct linked_data *data)
{
	json_begin_object(&data->json);
	json_key(&data->json, "@context");
	json_put_str(&data->json, "https://schema.org");
	json_key(&data->json, "@graph");
	json_begin_array(&data->json);
	put_article(data);
	put_crumbs(data);
	json_end_array(&data->json);
	json_end_object(&data->json);
	json_finish(&data->json);
}

struct slice linked_data(struct page *page)
{
	enum { USUAL_BYTES = 1 << 12 };
	struct slice folder = page_path_in(page, page_lang(page), SLICE(""));
	/* Of an address, which is encoded, the base alone may be unusual. */
	struct linked_data data = {.page = page,
				   .home = page_absolute(page, folder),
				   .is_usual = is_usual(page->site->options->base_url)};
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_reserve(&out, USUAL_BYTES);
	json_init(&data.json, &out, JSON_ONE_LINE);
	put_all(&data);
	struct slice json = data.is_usual ? arena_copy(&page->arena, buffer_view(&out))
					  : made_safe(page, buffer_view(&out));
	buffer_release(&out);
	return json;
}
