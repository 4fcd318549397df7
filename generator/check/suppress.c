/*
 * Findings that somebody has looked at and does not want to hear again: by a
 * comment in the article,
 *
 *     <!-- taiyaku: ignore RULE[, RULE] -->        the line it ends, or, alone on
 *                                                  a line, the block behind it
 *     <!-- taiyaku: ignore-file RULE[, RULE] -->   the whole article
 *
 * or by `ignore:` in site.yaml. This family comes last, so that it sees what
 * reading, the other families and the whole base have found.
 */
#include "base/file.h"
#include "check/rule_table.h"
#include "checking.h"
#include "facts.h"

#include <string.h>

static const struct rule rule_unknown = {
	.id = "suppress.unknown",
	.severity = SEVERITY_ERROR,
	.message = {"there is no rule \"{0}\" to ignore; {1}",
		    "無視するように指定された規則「{0}」はありません。{1}"},
	.explain = {"A comment that names no rule hides nothing. The id is the one in brackets "
		    "behind a finding; \"taiyaku check --list-rules\" lists all.",
		    "存在しない規則を指定しても、何も無視されません。ID は指摘の末尾の角かっこに"
		    "あります。一覧は「taiyaku check --list-rules」で表示できます。"},
	.example = "- <!-- taiyaku: ignore space.colom -->\n+ <!-- taiyaku: ignore space.colon -->",
};

static const struct rule rule_syntax = {
	.id = "suppress.syntax",
	.severity = SEVERITY_ERROR,
	.message =
		{"the comment \"{0}\" is not understood; write <!-- taiyaku: ignore RULE --> alone "
		 "on a line or at the end of one",
		 "コメント「{0}」を解釈できません。行の末尾または独立した行に "
		 "<!-- taiyaku: ignore 規則 --> と書いてください"},
	.explain = {"The words are ignore or ignore-file, then ids of rules with commas between. "
		    "The comment begins and ends on one line, and nothing follows it there.",
		    "ignore または ignore-file の後に、規則の ID をコンマで区切って書きます。"
		    "コメントは 1 行で完結させ、その後ろには何も書きません。"},
	.example = "- Text <!-- taiyaku: ignore space.colon --> goes on.\n"
		   "+ Text goes on. <!-- taiyaku: ignore space.colon -->",
};

static const struct rule rule_unused = {
	.id = "suppress.unused",
	.severity = SEVERITY_INFO,
	.message = {"nothing is found here that \"{0}\" would ignore; remove it",
		    "ここには「{0}」で無視する指摘がありません。削除してください"},
	.explain = {"What was to be ignored has been mended, or the comment stands in the wrong "
		    "place.",
		    "指摘の原因が修正されたか、コメントの位置が誤っています。"},
	.example =
		"- エラー コード: 450 <!-- taiyaku: ignore space.colon -->\n+ エラー コード: 450",
};

static const struct rule *const rules[] = {&rule_unknown, &rule_syntax, &rule_unused, NULL};

/* --- Reading a comment -------------------------------------------------- */

/* Splits the next id off a list with commas. */
static bool next_id(struct slice *rest, struct slice *id)
{
	while (rest->len) {
		size_t end = 0;
		while (end < rest->len && rest->ptr[end] != ',' && !ascii_is_blank(rest->ptr[end]))
			end++;
		*id = slice_sub(*rest, 0, end);
		*rest = slice_skip(*rest, end + 1);
		if (id->len)
			return true;
	}
	return false;
}

/* The ids behind the word; false where the comment says something else. */
static bool read_words(const struct remark *remark, bool *is_file, struct slice *ids)
{
	struct slice words = remark->words;
	struct slice word = {0};
	*ids = words;
	if (!remark->is_closed || !remark->ends_line || !next_id(ids, &word))
		return false;
	*is_file = slice_eq_str(word, "ignore-file");
	return (*is_file || slice_eq_str(word, "ignore")) && !slice_is_blank(*ids);
}

static void report_unknown(struct checking *c, struct slice id)
{
	size_t start = (size_t)(id.ptr - c->article->bytes.ptr);
	const char *near = rule_nearest(id);
	struct finding *finding =
		say_at(c, &rule_unknown, LANG_BOTH, (struct span){start, start + id.len}, 1, id);
	struct findings *findings = &c->article->findings;
	if (!finding)
		return;
	if (!near) {
		finding_arg_words(finding, "take the id from the finding",
				  "指摘に表示された ID を書いてください");
		return;
	}
	struct slice en = arena_printf(findings->arena, "did you mean \"%s\"?", near);
	struct slice ja = arena_printf(findings->arena, "「%s」の間違いではありませんか", near);
	c->failed |= !en.ptr || !ja.ptr;
	finding->args[finding->n_args][LANG_EN] = en;
	finding->args[finding->n_args++][LANG_JA] = ja;
}

/* One id is one fact: its place, the lines it is about (0: all), and itself. */
static void put_id(struct checking *c, const struct remark *remark, bool is_file, struct slice id,
		   size_t *line, struct buffer *out)
{
	size_t start = (size_t)(id.ptr - c->article->bytes.ptr);
	const struct lines *lines = &c->article->lines;
	facts_put_place(out, lines_position(lines, start), lines_position(lines, start + id.len),
			line);
	facts_put_number(out, is_file ? 0 : remark->first_line);
	facts_put_number(out, is_file ? 0 : remark->last_line);
	facts_put_text(out, id);
}

static void put_facts(struct checking *c, struct buffer *out)
{
	const struct article *article = c->article;
	size_t line = 0;
	for (size_t i = 0; i < article->n_remarks; i++) {
		const struct remark *remark = &article->remarks[i];
		bool is_file = false;
		struct slice ids;
		struct slice id;
		if (!read_words(remark, &is_file, &ids)) {
			say_at(c, &rule_syntax, LANG_BOTH, remark->at, 1,
			       words_at(article->bytes, remark->at));
			continue;
		}
		while (next_id(&ids, &id)) {
			if (rule_find(id))
				put_id(c, remark, is_file, id, &line, out);
			else
				report_unknown(c, id);
		}
	}
}

/* --- Taking findings away ----------------------------------------------- */

struct ignored {
	struct position start;
	struct position end;
	size_t first_line; /* 0: the whole article */
	size_t last_line;
	struct slice id;
	bool is_used;
};

struct ignored_list {
	struct ignored *items;
	size_t count;
};

static void read_facts(struct base_check *b, size_t article, struct ignored_list *list)
{
	struct facts facts = facts_from(base_facts(b, article));
	size_t line = 0;
	/* None is shorter than that. */
	list->items = arena_array(&b->scratch, facts.rest.len / 7 + 1, sizeof(*list->items));
	list->count = 0;
	b->failed |= !list->items;
	while (!b->failed && facts_remain(&facts)) {
		struct ignored *item = &list->items[list->count++];
		facts_place(&facts, &item->start, &item->end, &line);
		item->first_line = facts_number(&facts);
		item->last_line = facts_number(&facts);
		item->id = facts_text(&facts);
	}
}

static bool is_about(const struct ignored *item, const struct finding *finding)
{
	size_t line = finding->start.line;
	return slice_eq_str(item->id, finding->rule->id) &&
	       (item->first_line == 0 || (item->first_line <= line && line <= item->last_line));
}

static bool is_ignored(struct ignored_list *list, const struct finding *finding)
{
	bool is_any = false;
	for (size_t i = 0; i < list->count; i++) {
		if (!is_about(&list->items[i], finding))
			continue;
		list->items[i].is_used = true;
		is_any = true;
	}
	return is_any;
}

/* What site.yaml calls an article: its path below the folder of the articles, however it
   was named today. */
static const char *configured_path(struct base_check *b, const struct kb_article *article)
{
	bool is_named = !b->kb->content && b->kb->folder;
	const char *below = is_named ? path_below(&b->scratch, article->file, b->kb->folder) : NULL;
	return below ? below : article->path;
}

static bool is_ignored_by_config(const struct base_check *b, const char *path,
				 const struct finding *finding)
{
	size_t count;
	const struct config_ignore *ignores = config_ignores(b->config, &count);
	for (size_t i = 0; i < count; i++)
		if (slice_eq_str(ignores[i].rule, finding->rule->id) &&
		    config_ignore_matches(&ignores[i], path))
			return true;
	return false;
}

static void take_away(struct base_check *b, struct kb_article *article, struct ignored_list *list)
{
	struct findings *findings = &article->findings;
	const char *path = configured_path(b, article);
	size_t kept = 0;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (is_ignored(list, finding) || is_ignored_by_config(b, path, finding))
			continue;
		findings->items[kept++] = *finding;
	}
	findings->count = kept;
}

/* Of a rule that is off nothing could be found. */
static void tell_unused(struct base_check *b, size_t article, const struct ignored_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct ignored *item = &list->items[i];
		const struct base_place at = {
			.article = article, .start = item->start, .end = item->end};
		if (!item->is_used &&
		    config_severity(b->config, rule_find(item->id)) != SEVERITY_OFF)
			say_in_base(b, &rule_unused, LANG_BOTH, &at, 1, item->id);
	}
}

static void take_away_all(struct base_check *b)
{
	size_t n_by_config;
	config_ignores(b->config, &n_by_config);
	for (size_t i = 0; i < b->kb->n_articles && !b->failed; i++) {
		struct ignored_list list;
		read_facts(b, i, &list);
		if (b->failed || (list.count == 0 && n_by_config == 0))
			continue;
		take_away(b, &b->kb->articles[i], &list);
		tell_unused(b, i, &list);
	}
}

const struct family family_suppress = {
	.rules = rules, .facts = put_facts, .end = take_away_all, .is_always_on = true};
