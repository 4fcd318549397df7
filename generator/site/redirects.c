/* Old addresses made pages, and their targets looked up. */
#include "redirects.h"

#include "kb/links.h"
#include "source/url.h"

#include <string.h>

/* A page "old/x" may be in a file of its own or in a folder. */
enum form { FORM_FILE, FORM_FOLDER, FORMS };

static const char *const form_names[FORMS] = {"%.*s.html", "%.*s/index.html"};

/* What somebody asks for. "old/x" does not say which form the page once had. */
struct asked {
	struct site_redirect redirect;
	struct slice address;
	bool has_form[FORMS];
};

struct finder {
	const struct build_options *options;
	const struct map *pages;
	struct arena *arena;
	struct problems *problems;
	struct asked *asked;
	size_t n_asked;
	struct map taken; /* the pages of redirects */
	struct site_redirects *out;
	bool failed;
};

/* --- The old address ---------------------------------------------------- */

static bool is_index(struct slice written)
{
	static const char *const names[] = {"", "index", "index.md", "index.html", NULL};
	return slice_is_one_of(path_base(written), names);
}

/* "old/x.html" is a file; "old/x/", "old/x/index.html" and "old/x/index.md" are in
   a folder; "old/x" and "old/x.md" may be either. False for what is no address
   below the site. */
static bool read_address(struct finder *f, struct slice from, struct asked *asked)
{
	bool has_html;
	bool is_folder = is_index(from);
	asked->address = address_of_redirect(f->arena, from, &has_html);
	asked->has_form[FORM_FILE] = !is_folder;
	asked->has_form[FORM_FOLDER] = is_folder || !has_html;
	return asked->address.len && slice_find_char(from, '?', 0) == SLICE_NONE &&
	       slice_find_char(from, '#', 0) == SLICE_NONE;
}

static struct site_redirect *add(struct finder *f, struct slice from, struct place at)
{
	struct asked *asked = &f->asked[f->n_asked];
	if (!read_address(f, from, asked)) {
		problem_report(f->problems, at,
			       "\"%.*s\" cannot be redirected; write an old address of this site, "
			       "such as old/page",
			       "「%.*s」はリダイレクトできません。old/page のように、このサイトの"
			       "以前のアドレスを書いてください",
			       SLICE_ARG(from));
		f->failed = true;
		return NULL;
	}
	f->n_asked++;
	asked->redirect = (struct site_redirect){.at = at};
	return &asked->redirect;
}

/* --- The target --------------------------------------------------------- */

static void report_target(struct finder *f, const struct redirect *wanted, struct slice suggestion)
{
	f->failed = true;
	if (suggestion.ptr)
		problem_report(f->problems, wanted->at,
			       "redirects to \"%.*s\", which is no page; did you mean \"%.*s\"?",
			       "リダイレクト先「%.*s」のページがありません。「%.*s」の間違いでは"
			       "ありませんか",
			       SLICE_ARG(wanted->to), SLICE_ARG(suggestion));
	else
		problem_report(
			f->problems, wanted->at,
			"redirects to \"%.*s\", which is no page; name an article, or a whole "
			"web address",
			"リダイレクト先「%.*s」のページがありません。記事か、完全な Web "
			"アドレスを指定してください",
			SLICE_ARG(wanted->to));
}

static bool is_page(const struct finder *f, struct slice page)
{
	return map_has(f->pages, arena_printf(f->arena, "en/%.*s", SLICE_ARG(page)));
}

/* A page that is no article: "codes/4-4-312". */
static bool find_page(struct finder *f, struct site_redirect *redirect,
		      const struct link_target *target)
{
	struct slice path = path_without_lang(target->path);
	redirect->page = path;
	if (is_page(f, path))
		return true;
	for (enum form form = FORM_FILE; form < FORMS && path.len; form++) {
		redirect->page = arena_printf(f->arena, form_names[form], SLICE_ARG(path));
		if (is_page(f, redirect->page))
			return true;
	}
	return false;
}

static bool check_fragment(struct finder *f, const struct redirect *wanted,
			   const struct link_target *target)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		if (link_has_anchor(target->article, lang, target->fragment, f->arena))
			continue;
		struct slice near =
			link_suggest_anchor(target->article, lang, target->fragment, f->arena);
		report_target(f, wanted, near);
		return false;
	}
	return true;
}

static void set_target(struct finder *f, const struct redirect *wanted,
		       struct site_redirect *redirect)
{
	const struct knowledge *kb = f->options->kb;
	if (url_classify(wanted->to) == URL_ABSOLUTE) {
		redirect->url = wanted->to;
		return;
	}
	struct link_target target = link_find(kb, NULL, wanted->to, f->arena);
	redirect->fragment = target.fragment;
	if (target.kind == LINK_ARTICLE && check_fragment(f, wanted, &target)) {
		redirect->article = target.article;
		redirect->page = article_page(f->arena, target.article);
	} else if (target.kind == LINK_HOME) {
		redirect->page = SLICE("index.html");
	} else if (target.kind != LINK_ARTICLE && target.path.ptr &&
		   find_page(f, redirect, &target)) {
		return;
	} else if (target.kind == LINK_EXTERNAL && target.address.len) {
		redirect->url = target.address;
	} else if (target.kind != LINK_ARTICLE) {
		report_target(f, wanted, link_suggest_article(kb, NULL, target.path, f->arena));
	}
}

/* --- Who asks ----------------------------------------------------------- */

static void add_configured(struct finder *f, const struct redirect *wanted)
{
	struct site_redirect *redirect = add(f, wanted->from, wanted->at);
	if (redirect)
		set_target(f, wanted, redirect);
}

/* A list's items come joined by ", " (source/front_matter.h). */
static size_t count_items(struct slice list)
{
	size_t count = list.len ? 1 : 0;
	for (size_t at = 0; (at = slice_find_char(list, ',', at)) != SLICE_NONE; at++)
		count++;
	return count;
}

static void add_article(struct finder *f, const struct kb_article *article)
{
	struct slice rest = article->redirect_from;
	struct place at = {article->file, article->redirect_at.line, article->redirect_at.column};
	while (rest.len) {
		size_t comma = slice_find_char(rest, ',', 0);
		struct slice from = slice_trim(slice_sub(rest, 0, comma));
		rest = comma == SLICE_NONE ? (struct slice){NULL, 0} : slice_skip(rest, comma + 1);
		if (from.len == 0)
			continue;
		struct site_redirect *redirect = add(f, from, at);
		if (!redirect)
			continue;
		redirect->article = article;
		redirect->page = article_page(f->arena, article);
	}
}

/* --- The pages ---------------------------------------------------------- */

static void put(struct finder *f, const struct asked *asked, enum form form)
{
	struct slice page = arena_printf(f->arena, form_names[form], SLICE_ARG(asked->address));
	struct site_redirect *redirect = &f->out->items[f->out->count++];
	*redirect = asked->redirect;
	redirect->from = page.ptr;
	if (map_put(&f->taken, page, redirect) != STATUS_OK)
		out_of_memory();
}

/* Whether a page is there that leads where this redirect does, or is its target. */
static bool is_made(const struct finder *f, const struct asked *asked, enum form form)
{
	const struct site_redirect *redirect = &asked->redirect;
	struct slice page = arena_printf(f->arena, form_names[form], SLICE_ARG(asked->address));
	const struct site_redirect *other = map_get(&f->taken, page);
	if (!other)
		return is_page(f, page) && slice_eq(page, redirect->page);
	return slice_eq(other->page, redirect->page) && slice_eq(other->url, redirect->url) &&
	       slice_eq(other->fragment, redirect->fragment);
}

/* Where both forms may have been meant, both are made, save one that is the target: an
   article "a.md" that has become "a/index.md" names "a" as its old address. What another
   page or redirect has, the plan tells. */
static void put_left(struct finder *f, const struct asked *asked)
{
	bool is_left[FORMS];
	for (enum form form = FORM_FILE; form < FORMS; form++)
		is_left[form] = !is_made(f, asked, form);
	if (!is_left[FORM_FILE] && !is_left[FORM_FOLDER])
		is_left[FORM_FILE] = true; /* said twice */
	for (enum form form = FORM_FILE; form < FORMS; form++)
		if (is_left[form])
			put(f, asked, form);
}

/* Those first that say exactly which page they mean. */
static void put_all(struct finder *f)
{
	f->out->items = arena_array(f->arena, f->n_asked * FORMS, sizeof(*f->out->items));
	for (size_t i = 0; i < f->n_asked; i++)
		for (enum form form = FORM_FILE; form < FORMS; form++)
			if (f->asked[i].has_form[form] && !f->asked[i].has_form[!form])
				put(f, &f->asked[i], form);
	for (size_t i = 0; i < f->n_asked; i++)
		if (f->asked[i].has_form[FORM_FILE] && f->asked[i].has_form[FORM_FOLDER])
			put_left(f, &f->asked[i]);
}

enum status redirects_find(const struct build_options *options, const struct map *pages,
			   struct arena *arena, struct problems *problems,
			   struct site_redirects *out)
{
	const struct knowledge *kb = options->kb;
	struct finder f = {.options = options,
			   .pages = pages,
			   .arena = arena,
			   .problems = problems,
			   .out = out};
	size_t n_configured;
	const struct redirect *configured = config_redirects(options->config, &n_configured);
	size_t count = n_configured;
	for (size_t i = 0; i < kb->n_articles; i++)
		count += count_items(kb->articles[i].redirect_from);
	*out = (struct site_redirects){0};
	f.asked = arena_array(arena, count, sizeof(*f.asked));
	for (size_t i = 0; i < n_configured; i++)
		add_configured(&f, &configured[i]);
	for (size_t i = 0; i < kb->n_articles; i++)
		if (!kb->articles[i].is_include)
			add_article(&f, &kb->articles[i]);
	map_init(&f.taken);
	put_all(&f);
	map_release(&f.taken);
	return f.failed ? STATUS_FAILED : STATUS_OK;
}
