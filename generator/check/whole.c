/* What only the whole base shows, and what search results cut off. */
#include "checking.h"
#include "facts.h"
#include "kb/links.h"
#include "text/unicode.h"

static const struct rule rule_orphan = {
	.id = "media.orphan",
	.severity = SEVERITY_INFO,
	.message = {"no article shows or links to \"{0}\"; use it, or delete the file",
		    "「{0}"
		    "」はどの記事からも使われていません。記事で使うか、ファイルを削除してください"},
	.explain = {"A file that nobody uses is published all the same, and grows old unseen.",
		    "使われないファイルもそのまま公開され、古くなっても気付かれません。"},
	.example = "- media/old-screen.png (in no article)\n+ ![The screen](media/old-screen.png)",
};

static const struct rule rule_title = {
	.id = "title.length",
	.severity = SEVERITY_INFO,
	.message = {"the {lang} title is {0} columns wide; say it in {1}",
		    "{lang}のタイトルの幅が半角 {0} 文字分あります。{1} 文字分以内にしてください"},
	.explain =
		{"Search results and browser tabs cut longer titles off. A Japanese character is "
		 "two columns wide.",
		 "長いタイトルは検索結果やブラウザーのタブで途中で切れます。全角 1 文字は半角 "
		 "2 文字分です。"},
	.example =
		"- # Error 4.4.312, which happens whenever the name server that was asked for the "
		"domain's records gives no answer in time\n+ # Error 4.4.312: DNS query failed",
};

static const struct rule rule_description = {
	.id = "description.length",
	.severity = SEVERITY_INFO,
	.message = {"the description is {0} columns wide; say it in {1}",
		    "description の幅が半角 {0} 文字分あります。{1} 文字分以内にしてください"},
	.explain = {"Search results show the first words only.",
		    "検索結果に表示されるのは最初の部分だけです。"},
	.example = "- description: (a whole page)\n+ description: DNS が応答しない場合の対処方法。",
};

static const struct rule *const rules[] = {&rule_orphan, &rule_title, &rule_description, NULL};

/* In columns of a terminal: what is shown of them is a matter of width. */
enum { TITLE_MAX = 100, DESCRIPTION_MAX = 400 };

/* --- Lengths ------------------------------------------------------------ */

static const struct node *first_heading(const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk))
		if (walk.node->kind == NODE_HEADING)
			return walk.node;
	return NULL;
}

static void check_width(struct checking *c, const struct rule *rule, enum lang lang,
			struct slice text, size_t max, struct span at)
{
	size_t width = text.len > max ? text_width(text) : 0;
	if (width <= max)
		return;
	struct slice is = arena_printf(c->scratch, "%zu", width);
	struct slice may = arena_printf(c->scratch, "%zu", max);
	c->failed |= !is.ptr || !may.ptr;
	say_at(c, rule, lang, at, 2, is, may);
}

/* The English description is the first paragraph, and may be as long as it
   needs to be. */
static void check_article(struct checking *c)
{
	const struct front_matter_field *field =
		front_matter_field(&c->article->front, "description");
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		const struct node *heading = first_heading(c->article->sides[lang].root);
		struct span at = heading ? heading->at : (struct span){0, 0};
		check_width(c, &rule_title, lang, c->row->titles[lang], TITLE_MAX, at);
	}
	if (field)
		check_width(c, &rule_description, LANG_JA, field->value, DESCRIPTION_MAX,
			    field->at);
}

/* --- Media -------------------------------------------------------------- */

static void put_media(struct checking *c, const struct node *root, struct buffer *out)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk) && !c->failed) {
		const struct node *node = walk.node;
		if (!walk.entering || (node->kind != NODE_IMAGE && node->kind != NODE_LINK))
			continue;
		struct arena_mark mark = arena_mark(c->scratch);
		struct link_target target = link_of(c->kb, c->row, node, c->scratch);
		if (target.kind == LINK_MEDIA)
			facts_put_text(out, slice_from(target.media));
		arena_rewind(c->scratch, mark);
	}
}

static void put_facts(struct checking *c, struct buffer *out)
{
	if (c->kb->n_media == 0)
		return;
	put_media(c, c->article->sides[LANG_EN].root, out);
	put_media(c, c->article->sides[LANG_JA].root, out);
}

static void note_used(struct base_check *b, struct map *used)
{
	static char present;
	for (size_t i = 0; i < b->kb->n_articles && !b->failed; i++) {
		struct facts facts = facts_from(base_facts(b, i));
		while (facts_remain(&facts) && !b->failed)
			b->failed = map_put(used, facts_text(&facts), &present) != STATUS_OK;
	}
}

/* Told at the file itself, in the row of the first article: it has none. */
static void tell_orphan(struct base_check *b, const char *media)
{
	const struct base_place at = {.start = {1, 1}, .end = {1, 1}};
	struct finding *finding =
		say_in_base(b, &rule_orphan, LANG_BOTH, &at, 1, slice_from(media));
	if (!finding)
		return;
	finding->file = path_join(b->keep, b->kb->content, media);
	b->failed |= !finding->file;
}

static void check_base(struct base_check *b)
{
	struct map used;
	if (!b->kb->content || b->kb->n_articles == 0 || b->kb->n_media == 0)
		return;
	map_init(&used);
	note_used(b, &used);
	for (size_t i = 0; i < b->kb->n_media && !b->failed; i++)
		if (media_is_published(b->kb, slice_from(b->kb->media[i])) &&
		    !map_has(&used, slice_from(b->kb->media[i])))
			tell_orphan(b, b->kb->media[i]);
	map_release(&used);
}

const struct family family_whole = {
	.rules = rules, .article = check_article, .facts = put_facts, .base = check_base};
