/* Anchors and pages of codes that were published and are gone: links from elsewhere, bookmarks and
   the search engines' results led there. */
#include "kb/anchors.h"

#include "checking.h"
#include "kb/links.h"

static const struct rule rule_vanished = {
	.id = "anchor.vanished",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" was published and is gone ({lang}); {1}",
		    "公開済みの「{0}」がなくなっています ({lang})。{1}"},
	.explain = {"Other sites, bookmarks and mails lead to the anchors of published pages. Each "
		    "build writes them to anchors.txt of the site, and none of them may be lost "
		    "unseen: a heading that is put otherwise keeps its old anchor by <a name>, a "
		    "page that has moved, or that of a code, by redirects. `anchors: {record: "
		    "FILE}` in site/site.yaml "
		    "names a copy of that file to go by, and `retired` what has been given up.",
		    "公開したページのアンカーには、別のサイト、ブックマーク、メールからリンクされて"
		    "います。ビルドはアンカーをサイトの anchors.txt に記録し、気付かないうちに"
		    "なくなることを防ぎます。見出しを変えるときは <a name> で元のアンカーを残し、"
		    "ページを移すときやコードを変えるときは redirects を書きます。site/site.yaml "
		    "の anchors: {record: "
		    "ファイル} で照合する記録のコピーを、retired で廃止したものを指定できます。"},
	.example = "## Fix (published as #fix)\n- ## 復旧手順\n"
		   "+ ## <a name=\"fix\"></a>復旧手順",
};

static const struct rule *const rules[] = {&rule_vanished, NULL};

struct search {
	struct base_check *b;
	const struct anchors *anchors;
	struct map moved; /* old addresses to articles, or to &elsewhere */
	bool has_moved;
	struct slice gone; /* the page told last */
};

/* What is no article, and so has no anchors that anybody knows. */
static char elsewhere;

/* --- Pages that moved ------------------------------------------------------- */

static void put_moved(struct search *s, struct slice written, void *to)
{
	struct arena *arena = &s->b->scratch;
	bool has_html;
	struct slice address = address_of_redirect(arena, written, &has_html);
	if (address.len)
		s->b->failed |= map_put(&s->moved, address, to) != STATUS_OK;
	s->b->failed |= arena->failed;
}

static void put_configured(struct search *s)
{
	size_t count;
	const struct redirect *redirects = config_redirects(s->b->config, &count);
	for (size_t i = 0; i < count; i++) {
		struct link_target to = link_find(s->b->kb, NULL, redirects[i].to, &s->b->scratch);
		bool is_page = to.kind == LINK_ARTICLE && to.fragment.len == 0;
		put_moved(s, redirects[i].from, is_page ? (void *)to.article : &elsewhere);
	}
}

/* A list's items come joined by ", " (source/front_matter.h). */
static void put_own(struct search *s, struct kb_article *article)
{
	struct slice rest = article->redirect_from;
	while (rest.len) {
		size_t comma = slice_find_char(rest, ',', 0);
		put_moved(s, slice_trim(slice_sub(rest, 0, comma)), article);
		rest = comma == SLICE_NONE ? (struct slice){NULL, 0} : slice_skip(rest, comma + 1);
	}
}

/* The page that has a place now: where it was, or where it is redirected. */
static const void *page_of(struct search *s, struct slice address)
{
	const struct kb_article *page = anchors_page(s->anchors, address);
	if (page)
		return page;
	if (!s->has_moved) {
		s->has_moved = true;
		put_configured(s);
		for (size_t i = 0; i < s->b->kb->n_articles; i++)
			put_own(s, &s->b->kb->articles[i]);
	}
	return map_get(&s->moved, address);
}

/* --- Telling ---------------------------------------------------------------- */

static void add_advice(struct search *s, struct finding *finding, struct slice en, struct slice ja)
{
	s->b->failed |= !en.ptr || !ja.ptr;
	finding->args[finding->n_args][LANG_EN] = en;
	finding->args[finding->n_args++][LANG_JA] = ja;
}

static void add_code_advice(struct search *s, struct finding *finding)
{
	struct arena *arena = s->b->keep;
	struct slice page = s->anchors->text;
	add_advice(
		s, finding,
		arena_printf(arena,
			     "give the code its entry again, redirect its page in site/site.yaml "
			     "(redirects: {%.*s: …}), or list it under anchors: retired: there",
			     SLICE_ARG(page)),
		arena_printf(arena,
			     "コードの記事を元に戻すか、site/site.yaml に redirects: {%.*s: …} と"
			     "書いて転送するか、anchors の retired に追加してください",
			     SLICE_ARG(page)));
}

/* Where the record says so: no article does. */
static void tell_page(struct search *s, struct slice address)
{
	const struct position at = {s->anchors->record.line, 1};
	const struct base_place place = {.start = at, .end = at};
	if (s->gone.ptr && slice_eq(s->gone, address))
		return;
	s->gone = arena_copy(&s->b->scratch, address);
	struct slice name = address.len ? address : SLICE("index");
	struct finding *finding = say_in_base(s->b, &rule_vanished, LANG_BOTH, &place, 1, name);
	if (!finding)
		return;
	finding->file = arena_copy(s->b->keep, slice_from(s->b->record)).ptr;
	s->b->failed |= !finding->file || !s->gone.ptr;
	if (anchor_is_code(s->anchors->text))
		add_code_advice(s, finding);
	else
		finding_arg_words(
			finding,
			"restore the article, redirect its address to the one that took its "
			"place, or list it under anchors: retired: in site.yaml",
			"記事を元に戻すか、redirects で代わりの記事に転送するか、site.yaml の "
			"anchors の retired に追加してください");
}

static void tell_anchor(struct search *s, const struct kb_article *page, enum lang lang)
{
	struct knowledge *kb = s->b->kb;
	const struct base_place at = {
		.article = (size_t)(page - kb->articles), .start = {1, 1}, .end = {1, 1}};
	struct arena *arena = s->b->keep;
	struct slice name = anchor_name(s->anchors->text);
	struct slice near = link_suggest_anchor(page, lang == LANG_JA ? LANG_JA : LANG_EN, name,
						&s->b->scratch);
	struct finding *finding = say_in_base(s->b, &rule_vanished, lang, &at, 1, s->anchors->text);
	if (finding && near.ptr)
		add_advice(s, finding,
			   arena_printf(arena,
					"the nearest now is \"%.*s\": write <a name=\"%.*s\"></a> "
					"into its heading, or list the place under anchors: "
					"retired: in site.yaml",
					SLICE_ARG(near), SLICE_ARG(name)),
			   arena_printf(arena,
					"最も近いのは「%.*s」です。その見出しに <a "
					"name=\"%.*s\"></a> を書くか、site.yaml の anchors の "
					"retired に追加してください",
					SLICE_ARG(near), SLICE_ARG(name)));
	else if (finding)
		add_advice(
			s, finding,
			arena_printf(arena,
				     "write <a name=\"%.*s\"></a> into the heading that took "
				     "its place, or list it under anchors: retired: in site.yaml",
				     SLICE_ARG(name)),
			arena_printf(arena,
				     "代わりの見出しに <a name=\"%.*s\"></a> を書くか、"
				     "site.yaml の anchors の retired に追加してください",
				     SLICE_ARG(name)));
}

/* --- Comparing -------------------------------------------------------------- */

static void check_on_page(struct search *s, const struct kb_article *page)
{
	const struct anchors *anchors = s->anchors;
	bool is_lost[LANG_SIDES];
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		is_lost[lang] =
			anchors->was[lang] && !anchors->is[lang] &&
			!link_has_anchor(page, lang, anchor_name(anchors->text), &s->b->scratch);
	if (is_lost[LANG_EN] || is_lost[LANG_JA])
		tell_anchor(s, page,
			    !is_lost[LANG_EN]   ? LANG_JA
			    : !is_lost[LANG_JA] ? LANG_EN
						: LANG_BOTH);
}

static bool is_still_there(const struct anchors *anchors)
{
	return anchors->is[LANG_EN] >= anchors->was[LANG_EN] &&
	       anchors->is[LANG_JA] >= anchors->was[LANG_JA];
}

static void check_place(struct search *s)
{
	struct slice address = anchor_address(s->anchors->text);
	if (is_still_there(s->anchors) || config_is_retired(s->b->config, s->anchors->text))
		return;
	const void *page = page_of(s, address);
	if (!page)
		tell_page(s, address);
	else if (page != &elsewhere)
		check_on_page(s, page);
}

static void check_base(struct base_check *b)
{
	struct anchors anchors;
	struct search s = {.b = b, .anchors = &anchors};
	if (!b->record || b->kb->n_articles == 0)
		return;
	map_init(&s.moved);
	anchors_begin(&anchors, b->kb, b->record, b->problems);
	while (!b->failed && anchors_next(&anchors))
		check_place(&s);
	b->is_told |= anchors_end(&anchors) != STATUS_OK;
	map_release(&s.moved);
}

const struct family family_anchors = {.rules = rules, .base = check_base};
