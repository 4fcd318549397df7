/* Links and images of an article, judged one by one. */
#include "link_check.h"

#include "base/array.h"
#include "base/map.h"
#include "kb/links.h"
#include "link_rules.h"
#include "link_text.h"
#include "surroundings.h"
#include "text/transform.h"

#include <stdlib.h>
#include <string.h>

/* A link as a tree has it. */
struct found {
	struct node *node;
	struct node *twin; /* the same link in the other tree, or NULL */
	struct slice url;
	bool is_image;
	int segment;
	struct span at;
	enum lang lang;
};

struct found_list {
	struct found *items;
	size_t count;
	size_t capacity;
};

/* What may have been meant by a path. */
typedef struct slice suggest(const struct knowledge *kb, const struct kb_article *from,
			     struct slice path, struct arena *arena);

/* The two sides have the same addresses, nearly: each is wondered about once. */
struct suggestions {
	suggest *make;
	struct map by_path; /* to a slice */
	struct arena arena;
};

struct check {
	const struct knowledge *kb;
	struct kb_article *row;
	struct article *article;
	struct found_list links[LANG_SIDES];
	struct suggestions articles;
	struct suggestions media;
	struct arena *arena;  /* of what is kept */
	struct arena scratch; /* of one link */
	struct span place;    /* of the last link, */
	size_t cursor;        /* and where the text behind its address begins */
	size_t links_capacity;
};

/* --- Finding them ------------------------------------------------------- */

static enum status collect(const struct article *article, enum lang lang, struct found_list *out)
{
	struct node_walk walk = node_walk_from(article->sides[lang].root);
	while (node_walk_next(&walk)) {
		struct node *node = (struct node *)walk.node;
		bool is_image = node->kind == NODE_IMAGE;
		if (!walk.entering || (!is_image && node->kind != NODE_LINK) || node->is_included)
			continue;
		if (!array_room(&out->items, &out->capacity, out->count + 1))
			return STATUS_NO_MEMORY;
		struct slice url = slice_trim(is_image ? node->image.url : node->link.url);
		out->items[out->count++] = (struct found){
			.node = node,
			.url = url,
			.is_image = is_image,
			.segment = node->segment,
			.at = node->at,
			.lang = lang,
		};
	}
	return STATUS_OK;
}

static bool is_outside(const struct found *link)
{
	return link->segment == SEGMENT_NONE;
}

/* The next link outside any span that is the same one on the other side. */
static struct found *twin_of(const struct found *link, struct found_list *others, size_t *from)
{
	enum { LOOK_AHEAD = 16 };
	size_t seen = 0;
	for (size_t i = *from; i < others->count && seen < LOOK_AHEAD; i++) {
		struct found *other = &others->items[i];
		if (!is_outside(other))
			continue;
		seen++;
		if (other->is_image != link->is_image || !slice_eq(other->url, link->url))
			continue;
		*from = i + 1;
		return other;
	}
	return NULL;
}

/* What stands outside the spans is in both trees and one link all the same. */
static void join_twins(struct found_list *english, struct found_list *japanese)
{
	size_t next = 0;
	for (size_t i = 0; i < english->count; i++) {
		struct found *link = &english->items[i];
		struct found *twin = is_outside(link) ? twin_of(link, japanese, &next) : NULL;
		if (!twin)
			continue;
		link->lang = twin->lang = LANG_BOTH;
		link->twin = twin->node;
		if (twin->at.start < link->at.start)
			link->at.start = twin->at.start;
		if (twin->at.end > link->at.end)
			link->at.end = twin->at.end;
	}
}

/* --- Where -------------------------------------------------------------- */

/* The address itself within its segment or block, where it stands there as the
   tree has it. Links come in the order of the text, so that one address given
   twice is found twice. */
static struct span place_of(struct check *c, const struct found *link)
{
	enum { WINDOW = 1 << 14 };
	if (link->at.start != c->place.start || link->at.end != c->place.end) {
		c->place = link->at;
		c->cursor = link->at.start;
	}
	size_t end = link->at.end - c->cursor > WINDOW ? c->cursor + WINDOW : link->at.end;
	struct slice text = slice_sub(c->article->bytes, c->cursor, end);
	size_t at = slice_find(text, link->url, 0);
	if (at == SLICE_NONE)
		return link->at;
	struct span place = {c->cursor + at, c->cursor + at + link->url.len};
	c->cursor = place.end;
	return place;
}

static struct slice segment_of(const struct check *c, const struct found *link)
{
	return is_outside(link) ? (struct slice){NULL, 0} : c->article->segments[link->segment].id;
}

/* --- Telling ------------------------------------------------------------ */

/* Text for {1}: a suggestion, or else what to do. */
static enum status add_advice(struct findings *findings, struct finding *finding,
			      struct slice suggestion, const char *const otherwise[LANG_SIDES])
{
	if (!suggestion.ptr) {
		finding_arg_words(finding, otherwise[LANG_EN], otherwise[LANG_JA]);
		return STATUS_OK;
	}
	struct slice *arg = finding->args[finding->n_args++];
	arg[LANG_EN] =
		arena_printf(findings->arena, "did you mean \"%.*s\"?", SLICE_ARG(suggestion));
	arg[LANG_JA] = arena_printf(findings->arena, "「%.*s」の間違いではありませんか",
				    SLICE_ARG(suggestion));
	return arg[LANG_EN].ptr && arg[LANG_JA].ptr ? STATUS_OK : STATUS_NO_MEMORY;
}

static const char *const advice_target[LANG_SIDES] = {"correct the address, or remove the link",
						      "アドレスを直すか、リンクを削除してください"};
static const char *const advice_root[LANG_SIDES] = {
	"correct the address; or say where such addresses lead, with links: {root: …} in "
	"site/site.yaml",
	"アドレスを直すか、site/site.yaml の links: {root: …} "
	"でリンク先のサイトを指定してください"};
static const char *const advice_media[LANG_SIDES] = {
	"correct the address, or add the file", "アドレスを直すか、ファイルを追加してください"};
static const char *const advice_anchor[LANG_SIDES] = {
	"correct what stands behind #, or add the anchor",
	"# の後を直すか、アンカーを追加してください"};
static const char *const advice_leaves[LANG_SIDES] = {
	"remove one \"../\" or more, or write the whole web address",
	"余分な「../」を削除するか、完全な Web アドレスを書いてください"};
static const char *const advice_unpublished[LANG_SIDES] = {
	"it is of a kind that is left out: convert the file, or link to where it can be downloaded",
	"公開されない種類のファイルです。別の形式に変換するか、ダウンロードできる場所へのリンクにし"
	"てください"};
static const char *const advice_unsafe[LANG_SIDES] = {
	"as an SVG it could run script, or is no whole XML: take <script>, on… attributes, "
	"javascript: addresses and entities out, or convert it to PNG",
	"スクリプトを実行できる SVG か、XML として読み取れない SVG です。<script>、on… 属性、"
	"javascript: のアドレス、実体の宣言を取り除くか、PNG に変換してください"};
static const char *const advice_outside_image[LANG_SIDES] = {
	"put the file into the content folder", "ファイルをコンテンツ フォルダーに置いてください"};

static enum status tell(struct check *c, const struct found *link, const struct rule *rule,
			enum lang lang, struct slice suggestion,
			const char *const otherwise[LANG_SIDES])
{
	struct findings *findings = &c->article->findings;
	struct finding *finding = findings_add(findings, rule, lang, place_of(c, link));
	if (!finding)
		return STATUS_NO_MEMORY;
	finding->segment = segment_of(c, link);
	if (finding_arg(findings, finding, link->url) != STATUS_OK)
		return STATUS_NO_MEMORY;
	return add_advice(findings, finding, suggestion, otherwise);
}

static void suggestions_init(struct suggestions *suggestions, suggest *make)
{
	suggestions->make = make;
	map_init(&suggestions->by_path);
	arena_init(&suggestions->arena);
}

static void suggestions_release(struct suggestions *suggestions)
{
	map_release(&suggestions->by_path);
	arena_release(&suggestions->arena);
}

static struct slice suggestion_for(struct check *c, struct suggestions *suggestions,
				   struct slice path)
{
	struct arena *arena = &suggestions->arena;
	const struct slice *known = map_get(&suggestions->by_path, path);
	if (known)
		return *known;
	struct slice *made = arena_alloc(arena, sizeof(*made));
	struct slice key = arena_copy(arena, path);
	if (made && key.ptr)
		*made = suggestions->make(c->kb, c->row, path, arena);
	c->scratch.failed |=
		arena->failed || map_put(&suggestions->by_path, key, made) != STATUS_OK;
	return made ? *made : (struct slice){NULL, 0};
}

static enum status tell_missing(struct check *c, const struct found *link,
				const struct link_target *target)
{
	const char *const *otherwise = target->is_absolute ? advice_root : advice_target;
	bool is_media = link->is_image || media_is_of_kind(target->path);
	const struct rule *rule = is_media ? &rule_link_missing_media : &rule_link_missing_target;
	struct slice suggestion = {NULL, 0};
	if (!findings_are_enough(&c->article->findings, rule))
		suggestion = suggestion_for(c, is_media ? &c->media : &c->articles, target->path);
	return tell(c, link, rule, link->lang, suggestion, is_media ? advice_media : otherwise);
}

/* --- Anchors ------------------------------------------------------------ */

/* In which of the link's languages the anchor is missing; false: in none. */
static bool anchor_is_missing(const struct kb_article *target, enum lang lang,
			      struct slice fragment, struct arena *scratch, enum lang *missing)
{
	bool in_en = lang == LANG_JA || link_has_anchor(target, LANG_EN, fragment, scratch);
	bool in_ja = lang == LANG_EN || link_has_anchor(target, LANG_JA, fragment, scratch);
	*missing = in_en ? LANG_JA : in_ja ? LANG_EN : LANG_BOTH;
	return !in_en || !in_ja;
}

static enum lang side_of(enum lang lang)
{
	return lang == LANG_JA ? LANG_JA : LANG_EN;
}

/* The link of English with this one's address: anchors are made from English. */
static const struct found *in_english(const struct check *c, const struct found *link)
{
	const struct found_list *english = &c->links[LANG_EN];
	if (link->lang != LANG_JA)
		return link;
	for (size_t i = 0; i < english->count; i++)
		if (slice_eq(english->items[i].url, link->url))
			return &english->items[i];
	return link;
}

/* "[Set up DKIM](#SetUp2)" says which heading it means, if nothing behind # does. */
static struct slice suggestion_of_words(struct check *c, const struct found *link, enum lang lang)
{
	struct buffer words;
	struct buffer slug;
	struct slice suggestion = {NULL, 0};
	buffer_init(&words, BUFFER_MAX_PAGE);
	buffer_init(&slug, BUFFER_MAX_PAGE);
	node_plain_text(in_english(c, link)->node, &words);
	c->scratch.failed |=
		words.failed || text_slug(slice_trim(buffer_view(&words)), &slug) != STATUS_OK;
	if (slug.len && !slug.failed &&
	    link_has_anchor(c->row, side_of(lang), buffer_view(&slug), &c->scratch))
		suggestion = arena_printf(&c->scratch, "#%.*s", SLICE_ARG(buffer_view(&slug)));
	buffer_release(&words);
	buffer_release(&slug);
	return suggestion;
}

/* Nobody reads that of a finding that is counted only. */
static struct slice own_suggestion(struct check *c, const struct found *link, struct slice fragment,
				   enum lang lang)
{
	if (findings_are_enough(&c->article->findings, &rule_link_missing_anchor))
		return (struct slice){NULL, 0};
	struct slice near = link_suggest_anchor(c->row, side_of(lang), fragment, &c->scratch);
	return near.ptr ? near : suggestion_of_words(c, link, lang);
}

static enum status check_own_anchor(struct check *c, const struct found *link,
				    const struct link_target *target)
{
	enum lang lang;
	if (!anchor_is_missing(c->row, link->lang, target->fragment, &c->scratch, &lang))
		return STATUS_OK;
	struct slice suggestion = own_suggestion(c, link, target->fragment, lang);
	return tell(c, link, &rule_link_missing_anchor, lang, suggestion, advice_anchor);
}

static enum status keep_link(struct check *c, const struct found *link,
			     const struct link_target *target)
{
	struct kb_article *row = c->row;
	struct span place = place_of(c, link);
	if (!array_room(&row->links, &c->links_capacity, row->n_links + 1))
		return STATUS_NO_MEMORY;
	struct slice url = arena_copy(c->arena, link->url);
	struct slice segment = arena_copy(c->arena, segment_of(c, link));
	if (!url.ptr || !segment.ptr)
		return STATUS_NO_MEMORY;
	row->links[row->n_links++] = (struct kb_link){
		.target = target->article,
		.url = url,
		.fragment = slice_skip(url, url.len - target->fragment.len),
		.segment = segment,
		.start = lines_position(&c->article->lines, place.start),
		.end = lines_position(&c->article->lines, place.end),
		.lang = link->lang,
	};
	return STATUS_OK;
}

static enum status check_anchor(const struct kb_link *link, struct findings *findings,
				struct arena *scratch)
{
	enum lang lang;
	struct slice suggestion = {NULL, 0};
	if (!anchor_is_missing(link->target, link->lang, link->fragment, scratch, &lang))
		return STATUS_OK;
	if (!findings_are_enough(findings, &rule_link_missing_anchor))
		suggestion =
			link_suggest_anchor(link->target, side_of(lang), link->fragment, scratch);
	struct finding *finding =
		findings_add(findings, &rule_link_missing_anchor, lang, (struct span){0, 0});
	if (!finding)
		return STATUS_NO_MEMORY;
	finding->segment = link->segment;
	finding->start = link->start;
	finding->end = link->end;
	if (finding_arg(findings, finding, link->url) != STATUS_OK)
		return STATUS_NO_MEMORY;
	return add_advice(findings, finding, suggestion, advice_anchor);
}

/* Of a rule no more are listed than of an article that is in memory. */
static enum status check_anchors(const struct kb_article *row, struct findings *findings)
{
	struct arena scratch;
	enum status status = STATUS_OK;
	arena_init(&scratch);
	for (size_t i = 0; i < row->n_links && status == STATUS_OK; i++) {
		struct arena_mark mark = arena_mark(&scratch);
		status = check_anchor(&row->links[i], findings, &scratch);
		if (scratch.failed)
			status = STATUS_NO_MEMORY;
		arena_rewind(&scratch, mark);
	}
	arena_release(&scratch);
	return status == STATUS_OK ? article_tell_rest(findings) : status;
}

enum status links_check_anchors(struct kb_article *row)
{
	struct findings findings;
	findings_init(&findings, row->findings.arena, row->findings.file, NULL);
	findings_limit(&findings, FINDINGS_OF_A_RULE_MAX);
	enum status status = check_anchors(row, &findings);
	if (status == STATUS_OK)
		status = findings_move(&row->findings, &findings);
	findings_release(&findings);
	free(row->links);
	row->links = NULL;
	row->n_links = 0;
	return status;
}

/* --- Paths named on the command line ------------------------------------ */

/* What stands around paths that were named was not read, and is looked for on
   the disk. */
static bool is_file(struct check *c, struct slice folder, struct slice path)
{
	bool found = false;
	c->scratch.failed |= surroundings_hold(c->kb->surroundings, &c->scratch, folder, path,
					       &found) != STATUS_OK;
	return found;
}

/* Below which of the folders above the article an address with a leading '/'
   begins is not known. A file alone may be anywhere. */
static bool is_below_any(struct check *c, struct slice path)
{
	struct slice folder = path_folder(slice_from(c->row->file));
	if (c->row->is_alone)
		return true;
	while (!is_file(c, folder, path)) {
		if (slice_eq_str(folder, ".") || slice_eq_str(folder, "/"))
			return false;
		folder = path_folder(folder);
	}
	return true;
}

static bool is_around(struct check *c, const struct link_target *target, struct slice path)
{
	struct slice end = SLICE(".html");
	if (slice_ends_with(path, end))
		path.len -= end.len;
	return target->is_absolute ? is_below_any(c, path)
				   : is_file(c, path_folder(slice_from(c->row->file)), path);
}

/* No folder is left by an address, since which one holds the content is not
   known: a file is there, or it is not. */
static enum status judge_unread(struct check *c, const struct found *link,
				const struct link_target *target)
{
	struct link_target unread = *target;
	size_t end = 0;
	while (end < link->url.len && !strchr("?#", link->url.ptr[end]))
		end++;
	unread.path = text_percent_decode(&c->scratch, slice_sub(link->url, 0, end));
	if (!unread.path.ptr || is_around(c, target, unread.path))
		return STATUS_OK;
	return tell_missing(c, link, &unread);
}

/* --- Judging ------------------------------------------------------------ */

static enum status judge_broken(struct check *c, const struct found *link,
				const struct link_target *target)
{
	const struct slice none = {NULL, 0};
	if (target->fault == LINK_FAULT_REFUSED)
		return STATUS_OK;
	if (target->fault == LINK_FAULT_UNPUBLISHED)
		return tell(c, link, &rule_link_not_published, link->lang, none,
			    advice_unpublished);
	if (target->fault == LINK_FAULT_UNSAFE)
		return tell(c, link, &rule_link_not_published, link->lang, none, advice_unsafe);
	if (!c->kb->content)
		return judge_unread(c, link, target);
	if (target->fault == LINK_FAULT_LEAVES)
		return tell(c, link, &rule_link_leaves_folder, link->lang, none, advice_leaves);
	return tell_missing(c, link, target);
}

static enum status tell_outside_image(struct check *c, const struct found *link)
{
	const struct slice none = {NULL, 0};
	return tell(c, link, &rule_link_outside_image, link->lang, none, advice_outside_image);
}

static void set_target(struct node *node, const struct link_target *target)
{
	if (node->kind == NODE_IMAGE)
		node->image.target = target;
	else
		node->link.target = target;
}

/* For all who read the article after this. NULL: memory is out. */
static const struct link_target *find_target(struct check *c, const struct found *link)
{
	struct arena *arena = &c->article->arena;
	struct link_target *target = arena_alloc(arena, sizeof(*target));
	if (target)
		*target = link_find(c->kb, c->row, link->url, arena);
	if (arena->failed) /* it may have been taken for a broken link */
		return NULL;
	set_target(link->node, target);
	if (link->twin)
		set_target(link->twin, target);
	return target;
}

static enum status judge(struct check *c, const struct found *link)
{
	const struct link_target *target = find_target(c, link);
	if (!target)
		return STATUS_NO_MEMORY;
	bool is_page = target->kind == LINK_ARTICLE || target->kind == LINK_SELF ||
		       target->kind == LINK_HOME;
	if (link->is_image && is_page)
		return tell_missing(c, link, target);
	switch (target->kind) {
	case LINK_BROKEN:
		return judge_broken(c, link, target);
	case LINK_SELF:
		return check_own_anchor(c, link, target);
	case LINK_ARTICLE:
		return target->fragment.len ? keep_link(c, link, target) : STATUS_OK;
	case LINK_EXTERNAL:
		return link->is_image ? tell_outside_image(c, link) : STATUS_OK;
	default:
		return STATUS_OK;
	}
}

static enum status judge_all(struct check *c, const struct found_list *list, enum lang lang)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
		const struct found *link = &list->items[i];
		if (lang == LANG_JA && link->lang == LANG_BOTH)
			continue;
		struct arena_mark mark = arena_mark(&c->scratch);
		status = judge(c, link);
		if (c->scratch.failed) /* it may have been taken for no suggestion */
			status = STATUS_NO_MEMORY;
		arena_rewind(&c->scratch, mark);
	}
	return status;
}

static enum status shrink(struct check *c)
{
	struct kb_article *row = c->row;
	struct kb_link *fitted =
		row->n_links ? realloc(row->links, row->n_links * sizeof(*row->links)) : row->links;
	if (fitted)
		row->links = fitted;
	return STATUS_OK;
}

enum status links_check(const struct knowledge *kb, struct kb_article *row, struct article *article,
			struct arena *arena)
{
	struct check c = {.kb = kb, .row = row, .article = article, .arena = arena};
	arena_init(&c.scratch);
	suggestions_init(&c.articles, link_suggest_article);
	suggestions_init(&c.media, link_suggest_media);
	enum status status = collect(article, LANG_EN, &c.links[LANG_EN]);
	if (status == STATUS_OK)
		status = collect(article, LANG_JA, &c.links[LANG_JA]);
	if (status == STATUS_OK)
		join_twins(&c.links[LANG_EN], &c.links[LANG_JA]);
	for (enum lang lang = LANG_EN; lang <= LANG_JA && status == STATUS_OK; lang++) {
		c.place = (struct span){SLICE_NONE, SLICE_NONE};
		status = judge_all(&c, &c.links[lang], lang);
	}
	if (status == STATUS_OK)
		status = shrink(&c);
	free(c.links[LANG_EN].items);
	free(c.links[LANG_JA].items);
	suggestions_release(&c.articles);
	suggestions_release(&c.media);
	arena_release(&c.scratch);
	return status;
}
