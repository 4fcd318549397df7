/* Data that many pages share, with places left open. */
#include "layout_data.h"

#include "linked_data.h"
#include "page_links.h"

/* The layout being made. */
struct making {
	const struct pages *pages;
	const struct layout_key *key;
	struct arena *arena;
	struct value *known;
	struct slice home_url;
	struct slice codes_url;
};

static const struct {
	const char *template;
	const char *flag; /* the key that says which kind it is */
} kinds[OUTPUT_KINDS] = {
	[OUTPUT_ARTICLE] = {"article", "is_article"},
	[OUTPUT_PAIR] = {"pair", "is_pair"},
	[OUTPUT_HOME] = {"home", "is_home"},
	[OUTPUT_ENTRY] = {"entry", "is_entry"},
	[OUTPUT_CODES] = {"codes", "is_codes"},
	[OUTPUT_NOT_FOUND] = {"notfound", "is_notfound"},
	[OUTPUT_ROOT] = {"root", "is_notfound"},
	[OUTPUT_ROOT_NOT_FOUND] = {"root_notfound", "is_notfound"},
	[OUTPUT_REDIRECT] = {"redirect", "is_redirect"},
};

const char *layout_template(enum output_kind kind)
{
	return kinds[kind].template;
}

bool layout_is_template(struct slice name)
{
	for (size_t i = 0; i < OUTPUT_KINDS; i++)
		if (kinds[i].template && slice_eq_str(name, kinds[i].template))
			return true;
	return false;
}

static bool is_in_both_languages(const struct making *m)
{
	return m->key->kind != OUTPUT_ROOT && m->key->kind != OUTPUT_NOT_FOUND &&
	       m->key->kind != OUTPUT_ROOT_NOT_FOUND;
}

static bool is_indexed(const struct making *m)
{
	return output_is_indexed(&(struct output){.kind = m->key->kind});
}

static struct slice base_url(const struct making *m)
{
	return m->pages->options->base_url;
}

static struct slice string(const struct making *m, const char *key)
{
	return pages_string(m->pages, m->key->lang, key);
}

static struct slice folder(const struct making *m, enum lang lang)
{
	return path_in_lang(m->arena, lang, SLICE(""));
}

/* --- Languages ---------------------------------------------------------- */

static struct value *add_language(struct making *m, struct value *list, enum lang lang,
				  struct slice label, struct slice place, const char *path)
{
	struct value *item = value_append_object(m->arena, list);
	struct slice before = arena_join(m->arena, m->key->root, place);
	value_set_str(m->arena, item, "lang", lang_name(lang));
	value_set_text(m->arena, item, "label", label);
	value_set(m->arena, item, "url", value_later(m->arena, before, path));
	return item;
}

/* English, 日本語, side by side: the choices of the switch, and `switch`, the page
   in the other language. */
static void set_switch(struct making *m)
{
	static const char *const titles[LANG_SIDES] = {"English", "日本語"};
	bool is_pair = m->key->kind == OUTPUT_PAIR;
	enum lang other = lang_other(m->key->lang);
	struct value *list = value_set_list(m->arena, m->known, "languages");
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct value *item = add_language(m, list, lang, slice_from(titles[lang]),
						  folder(m, lang), "path");
		value_set_bool(m->arena, item, "is_current", !is_pair && lang != other);
		if (lang == other)
			value_set(m->arena, m->known, "switch", item);
	}
	if (!m->key->has_pair)
		return;
	/* A code's text is a place in its article. */
	const char *path = m->key->kind == OUTPUT_ENTRY ? "pair_path" : "path";
	struct value *item = add_language(m, list, m->key->lang, string(m, "side_by_side"),
					  folder(m, LANG_BOTH), path);
	value_set_bool(m->arena, item, "is_current", is_pair);
}

/* --- In the world ------------------------------------------------------- */

static struct slice world(const struct making *m, struct slice path)
{
	return absolute_url(m->arena, m->pages->options, path);
}

static void add_alternate(struct making *m, struct value *list, const char *lang,
			  const struct value *url)
{
	struct value *alternate = value_append_object(m->arena, list);
	value_set_str(m->arena, alternate, "lang", lang);
	value_set(m->arena, alternate, "url", url);
}

/* A reader whose language is neither is best served by the English page; the
   root page serves as the default of the two home pages. */
static void set_alternates(struct making *m)
{
	struct value *list = value_set_list(m->arena, m->known, "alternates");
	const struct value *urls[LANG_SIDES];
	bool is_root = m->key->kind == OUTPUT_ROOT;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct slice start = world(m, folder(m, lang));
		urls[lang] = is_root ? value_text(m->arena, start)
				     : value_later(m->arena, start, "address");
		add_alternate(m, list, lang_name(lang), urls[lang]);
	}
	const struct value *start = value_text(m->arena, base_url(m));
	bool is_home = is_root || m->key->kind == OUTPUT_HOME;
	add_alternate(m, list, "x-default", is_home ? start : urls[LANG_EN]);
	value_set(m->arena, m->known, "canonical", is_root ? start : urls[m->key->lang]);
}

/* What a link to the page looks like elsewhere. */
static void set_open_graph(struct making *m)
{
	static const char *const locales[LANG_SIDES] = {"en_US", "ja_JP"};
	bool has_text = m->key->kind == OUTPUT_ARTICLE || m->key->kind == OUTPUT_ENTRY;
	struct value *og = value_set_object(m->arena, m->known, "open_graph");
	value_set(m->arena, og, "title", value_later(m->arena, SLICE(""), "title"));
	value_set_str(m->arena, og, "type", has_text ? "article" : "website");
	value_set_str(m->arena, og, "locale", locales[m->key->lang]);
	value_set_str(m->arena, og, "other_locale", locales[lang_other(m->key->lang)]);
}

/* A redirect stands for its target, in search engines too; and what stands side
   by side is on two other pages already. */
static void set_world(struct making *m)
{
	if (is_indexed(m))
		set_open_graph(m);
	if (base_url(m).len && (is_indexed(m) || m->key->kind == OUTPUT_ROOT))
		set_alternates(m);
}

/* --- The way from the start page ---------------------------------------- */

static void add_crumb(struct making *m, struct value *list, struct slice title, struct slice url)
{
	struct value *crumb = value_append_object(m->arena, list);
	value_set_text(m->arena, crumb, "title", title);
	value_set_text(m->arena, crumb, "url", url);
	value_set_bool(m->arena, crumb, "is_last", false);
}

/* Home › codes, where the page is about a code › this page. */
static void set_breadcrumbs(struct making *m)
{
	bool is_code = m->key->kind == OUTPUT_ENTRY;
	if (!is_code && m->key->kind != OUTPUT_ARTICLE && m->key->kind != OUTPUT_PAIR &&
	    m->key->kind != OUTPUT_CODES)
		return;
	struct value *list = value_set_list(m->arena, m->known, "breadcrumbs");
	add_crumb(m, list, string(m, "home"), m->home_url);
	if (is_code)
		add_crumb(m, list, string(m, "error_codes"), m->codes_url);
	struct value *last = value_append_object(m->arena, list);
	value_set(m->arena, last, "title",
		  value_later(m->arena, SLICE(""), is_code ? "code" : "title"));
	value_set_str(m->arena, last, "url", "");
	value_set_bool(m->arena, last, "is_last", true);
}

/* --- For other programs ------------------------------------------------- */

static void set_later(struct making *m, struct value *object, const char *key, struct slice before,
		      const char *later)
{
	value_set(m->arena, object, key,
		  value_later(m->arena, linked_text(m->arena, before), later));
}

static void set_linked(struct making *m, struct value *object, const char *key, struct slice text)
{
	value_set_text(m->arena, object, key, linked_text(m->arena, text));
}

/* Whole addresses are what it is made of, so there is none without them. */
static void set_linked_data(struct making *m)
{
	bool is_code = m->key->kind == OUTPUT_ENTRY;
	if (base_url(m).len == 0 || (m->key->kind != OUTPUT_ARTICLE && !is_code))
		return;
	struct value *data = value_set_object(m->arena, m->known, "json_ld");
	struct slice home = world(m, folder(m, m->key->lang));
	set_linked(m, data, "site", config_title(m->pages->options->config, m->key->lang));
	set_linked(m, data, "home", string(m, "home"));
	set_linked(m, data, "home_url", home);
	set_later(m, data, "title", SLICE(""), "json_title");
	if (is_code)
		set_later(m, data, "about", SLICE(""), "json_about");
	set_later(m, data, "url", home, "json_address");
	value_set_bool(m->arena, data, "is_code", is_code);
	set_linked(m, data, "codes", string(m, "error_codes"));
	set_linked(m, data, "codes_url", arena_join(m->arena, home, SLICE("codes/")));
}

/* --- What never comes ----------------------------------------------------- */

static void set_absent(struct making *m, const char *key)
{
	value_set_bool(m->arena, m->known, key, false);
}

/* What pages about an article have no data for, so that their sections are settled here
   and not in each page. Some kinds are then given some of it. */
static void set_absences(struct making *m)
{
	static const char *const heads[] = {"canonical",  "alternates", "feed_url",
					    "open_graph", "json_ld",    NULL};
	enum output_kind kind = m->key->kind;
	if (kind != OUTPUT_ARTICLE && kind != OUTPUT_PAIR && kind != OUTPUT_ENTRY)
		return;
	for (const char *const *head = heads; *head; head++)
		set_absent(m, *head);
	if (kind == OUTPUT_PAIR)
		set_absent(m, "markdown_url");
	else
		set_absent(m, "second_title");
	if (m->key->has_pair)
		set_absent(m, "text_lang");
	if (m->key->lang == LANG_EN)
		set_absent(m, "translation");
	if (m->pages->options->source_url.len == 0)
		set_absent(m, "source_url");
}

/* --- All ---------------------------------------------------------------- */

static void set_flags(struct making *m)
{
	for (size_t i = 0; i < OUTPUT_KINDS; i++)
		if (kinds[i].flag)
			value_set_bool(m->arena, m->known, kinds[i].flag, false);
	value_set_bool(m->arena, m->known, kinds[m->key->kind].flag, true);
	value_set_bool(m->arena, m->known, "has_languages", is_in_both_languages(m));
}

static struct slice url_of(const struct making *m, const char *page)
{
	return arena_printf(m->arena, "%.*s%s/%s", SLICE_ARG(m->key->root), lang_name(m->key->lang),
			    page);
}

static void set_site(struct making *m)
{
	const struct pages *pages = m->pages;
	enum lang other = lang_other(m->key->lang);
	value_set_str(m->arena, m->known, "lang", lang_name(m->key->lang));
	value_set_str(m->arena, m->known, "other_lang", lang_name(other));
	value_set_text(m->arena, m->known, "site_title",
		       config_title(pages->options->config, m->key->lang));
	value_set_text(m->arena, m->known, "root", m->key->root);
	value_set_text(m->arena, m->known, "home_url", m->home_url);
	value_set_text(m->arena, m->known, "codes_url", m->codes_url);
	value_set(m->arena, m->known, "t", pages->strings[m->key->lang]);
	value_set(m->arena, m->known, "other", pages->strings[other]);
	value_set_str(m->arena, m->known, "generator", "Taiyaku " TAIYAKU_VERSION);
	value_set_text(m->arena, m->known, "asset_version", pages->asset_version);
	if (is_indexed(m) && pages->has_feed)
		value_set_text(m->arena, m->known, "feed_url", url_of(m, "feed.xml"));
}

const struct value *layout_data(const struct pages *pages, const struct layout_key *key,
				struct arena *arena)
{
	struct making m = {
		.pages = pages, .key = key, .arena = arena, .known = value_object(arena)};
	m.home_url = url_of(&m, "index.html");
	m.codes_url = url_of(&m, "codes/index.html");
	set_absences(&m);
	set_site(&m);
	set_flags(&m);
	if (is_in_both_languages(&m))
		set_switch(&m);
	set_world(&m);
	set_breadcrumbs(&m);
	set_linked_data(&m);
	return m.known;
}
