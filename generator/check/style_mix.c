/* Polite and plain sentences in one article. */
#include "signs.h"
#include "text/unicode.h"

static const struct rule rule_style_mix = {
	.id = "ja.style-mix",
	.severity = SEVERITY_INFO,
	.message = {"\"{0}\" is in the {1} style and the rest of the article in the {2} ({3} "
		    "sentences); use one",
		    "「{0}」は{1}ですが、この記事は主に{2}です ({3} 文)。統一してください"},
	.explain = {"An article is written in the polite style (です, ます) or in the plain one "
		    "(だ, である). Headings, lists, tables and quotes are not counted.",
		    "記事の文体は「です・ます」か「だ・である」のどちらかに統一します。"
		    "見出し、箇条書き、表、引用は対象外です。"},
	.example = "It stops. Start it again.\n- 停止する。再起動します。\n+ "
		   "停止します。再起動します。",
};

static const struct rule *const rules[] = {&rule_style_mix, NULL};

enum style { STYLE_NONE, STYLE_POLITE, STYLE_PLAIN, STYLES };

enum { MAJORITY_MIN = 5, MINORITY_MAX = 3, ENDING_CHARACTERS = 8 };

enum { FULL_STOP = 0x3002 };

/* A verb of which the last kana stands behind a kanji: 行う, 開く. */
static bool is_short_verb(struct slice sentence)
{
	static const char *const endings[] = {"う", "く", "ぐ", "す", "ぶ", "む", NULL};
	size_t at = sentence.len;
	if (!slice_ends_with_one_of(sentence, endings))
		return false;
	utf8_previous(sentence, &at);
	return is_kanji(utf8_previous(sentence, &at));
}

/* Of a sentence without its 。 */
static enum style style_of(struct slice sentence)
{
	static const char *const polite[] = {"ます",   "です",     "ません",   "ました",
					     "でした", "ましょう", "ください", "でしょう",
					     "ですか", "ますか",   NULL};
	static const char *const plain[] = {"る",   "だ",     "した",   "った", "れた",
					    "ない", "あろう", "だろう", NULL};
	if (slice_ends_with_one_of(sentence, polite))
		return STYLE_POLITE;
	return slice_ends_with_one_of(sentence, plain) || is_short_verb(sentence) ? STYLE_PLAIN
										  : STYLE_NONE;
}

/* Calls back for each sentence of running text. */
typedef void sentence_visit(struct checking *c, const struct pair *pair, struct span at,
			    enum style style, void *context);

static bool is_running_text(const struct pair *pair)
{
	const struct node *node = pair->sides[LANG_JA].block;
	if (pair->is_heading || pair->is_cell || pair->is_item || !node)
		return false;
	for (; node; node = node->parent)
		if (node->kind == NODE_QUOTE || node->kind == NODE_CODE_BLOCK)
			return false;
	return true;
}

/* A sentence in bold, or a link, is a title. */
static bool is_marked(const struct pair_side *side, size_t end)
{
	for (size_t i = 0; i < side->n_marks; i++)
		if (side->marks[i].at.start < end && side->marks[i].at.end >= end)
			return true;
	return false;
}

static void each_in_pair(struct checking *c, const struct pair *pair, sentence_visit *visit,
			 void *context)
{
	const struct signs *signs = signs_of_prose(c, pair);
	struct slice text = pair->sides[LANG_JA].prose;
	size_t start = 0;
	for (size_t i = 0; i < signs->n_others; i++) {
		const struct sign *sign = &signs->items[signs->others[i]];
		size_t end = sign->at;
		if (sign->c != FULL_STOP)
			continue;
		enum style style = style_of(slice_sub(text, start, end));
		if (!is_marked(&pair->sides[LANG_JA], end))
			visit(c, pair, (struct span){start, end}, style, context);
		start = sign[1].at;
	}
}

static void each_sentence(struct checking *c, sentence_visit *visit, void *context)
{
	for (size_t i = 0; i < c->pairs->count; i++)
		if (is_running_text(&c->pairs->items[i]))
			each_in_pair(c, &c->pairs->items[i], visit, context);
}

static void count_one(struct checking *c, const struct pair *pair, struct span at, enum style style,
		      void *context)
{
	size_t *counts = context;
	(void)c;
	(void)pair;
	(void)at;
	counts[style]++;
}

struct telling {
	enum style style;
	enum style usual;
	struct slice count;
};

static void tell_one(struct checking *c, const struct pair *pair, struct span at, enum style style,
		     void *context)
{
	static const char *const names[STYLES][LANG_SIDES] = {
		[STYLE_POLITE] = {"polite", "です・ます体"},
		[STYLE_PLAIN] = {"plain", "だ・である体"},
	};
	const struct telling *telling = context;
	struct slice text = pair->sides[LANG_JA].prose;
	if (style != telling->style)
		return;
	for (size_t start = at.end, n = 0; start > at.start && n <= ENDING_CHARACTERS; n++) {
		if (n == ENDING_CHARACTERS)
			at.start = start;
		utf8_previous(text, &start);
	}
	struct finding *finding = say(c, &rule_style_mix, pair, LANG_JA, at, 1, words_at(text, at));
	if (!finding)
		return;
	finding_arg_words(finding, names[style][LANG_EN], names[style][LANG_JA]);
	finding_arg_words(finding, names[telling->usual][LANG_EN], names[telling->usual][LANG_JA]);
	c->failed |= finding_arg(&c->article->findings, finding, telling->count) != STATUS_OK;
}

static void check_article(struct checking *c)
{
	size_t counts[STYLES] = {0};
	each_sentence(c, count_one, counts);
	enum style rare = counts[STYLE_PLAIN] < counts[STYLE_POLITE] ? STYLE_PLAIN : STYLE_POLITE;
	enum style usual = rare == STYLE_PLAIN ? STYLE_POLITE : STYLE_PLAIN;
	if (counts[rare] == 0 || counts[rare] > MINORITY_MAX || counts[usual] < MAJORITY_MIN)
		return;
	struct telling telling = {rare, usual, arena_printf(c->scratch, "%zu", counts[usual])};
	c->failed |= !telling.count.ptr;
	each_sentence(c, tell_one, &telling);
}

const struct family family_style_mix = {.rules = rules, .article = check_article};
