/* Old addresses made pages, and their targets looked up. */
#include "redirects.h"

#include "kb/links.h"
#include "source/url.h"

#include <string.h>

struct finder {
	const struct build_options *options;
	const struct map *pages;
	struct arena *arena;
	struct problems *problems;
	struct site_redirects *out;
	bool failed;
};

/* --- The old address ---------------------------------------------------- */

/* Published addresses begin with a language; the redirect is made in both. */
static struct slice without_lang(struct slice path)
{
	if (slice_starts_with(path, SLICE("en/")) || slice_starts_with(path, SLICE("ja/")))
		return slice_skip(path, 3);
	return path;
}

/* "old/x", "/old/x/", "old/x.md", "old/x/index.html": the page "old/x/index.html";
   "old/x.html" itself. NULL for what is no address below the site. */
static const char *page_of(struct finder *f, struct slice from)
{
	const struct slice html = SLICE(".html");
	struct slice path = path_resolve(f->arena, SLICE("."), from);
	if (url_classify(from) != URL_RELATIVE || !path.ptr)
		return NULL;
	path = without_lang(path);
	bool is_index = slice_eq_nocase(path_base(path), SLICE("index.html"));
	bool is_file = !is_index && path.len > html.len && slice_ends_with(path, html);
	if (is_index || is_file)
		path.len -= html.len;
	struct slice address = address_of_path(f->arena, path);
	if (address.len == 0 || slice_find_char(from, '?', 0) != SLICE_NONE ||
	    slice_find_char(from, '#', 0) != SLICE_NONE)
		return NULL;
	return arena_printf(f->arena, is_file ? "%.*s.html" : "%.*s/index.html", SLICE_ARG(address))
		.ptr;
}

static struct site_redirect *add(struct finder *f, struct slice from, struct place at)
{
	const char *page = page_of(f, from);
	if (!page) {
		problem_report(f->problems, at,
			       "\"%.*s\" cannot be redirected; write an old address of this site, "
			       "such as old/page",
			       "「%.*s」はリダイレクトできません。old/page のように、このサイトの"
			       "以前のアドレスを書いてください",
			       SLICE_ARG(from));
		f->failed = true;
		return NULL;
	}
	struct site_redirect *redirect = &f->out->items[f->out->count++];
	*redirect = (struct site_redirect){.at = at, .from = page};
	return redirect;
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

/* A page that is no article: "codes/4-4-312". */
static bool find_page(struct finder *f, const struct redirect *wanted,
		      struct site_redirect *redirect, const struct link_target *target)
{
	struct slice path = without_lang(target->path);
	if (slice_ends_with(path, SLICE("index.html")))
		path.len -= strlen("index.html");
	while (path.len && path.ptr[path.len - 1] == '/')
		path.len--;
	redirect->page = arena_printf(f->arena, "%.*s/index.html", SLICE_ARG(path));
	redirect->fragment = target->fragment;
	struct slice full = arena_printf(f->arena, "en/%.*s", SLICE_ARG(redirect->page));
	(void)wanted;
	return path.len && map_has(f->pages, full);
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
		   find_page(f, wanted, redirect, &target)) {
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

enum status redirects_find(const struct build_options *options, const struct map *pages,
			   struct arena *arena, struct problems *problems,
			   struct site_redirects *out)
{
	const struct knowledge *kb = options->kb;
	struct finder f = {options, pages, arena, problems, out, false};
	size_t n_configured;
	const struct redirect *configured = config_redirects(options->config, &n_configured);
	size_t count = n_configured;
	for (size_t i = 0; i < kb->n_articles; i++)
		count += count_items(kb->articles[i].redirect_from);
	*out = (struct site_redirects){arena_array(arena, count, sizeof(*out->items)), 0};
	for (size_t i = 0; i < n_configured; i++)
		add_configured(&f, &configured[i]);
	for (size_t i = 0; i < kb->n_articles; i++)
		if (!kb->articles[i].is_include)
			add_article(&f, &kb->articles[i]);
	return f.failed ? STATUS_FAILED : STATUS_OK;
}
