/*
 * Japanese that no person would write: the marks that machine translation
 * leaves. Each rule looks for a form that the grammar rules out, by its
 * letters alone; what would take a parser is left alone.
 */
#include "checking.h"
#include "text/unicode.h"

static const struct rule rule_polite_noun = {
	.id = "ja.polite-noun",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\": a polite verb stands directly before a noun; rewrite the sentence",
		    "「{0}」: 丁寧体の動詞に名詞が直接続いています。文を書き直してください"},
	.explain = {"ます, ました and ません end a sentence or take a particle. Directly before a "
		    "noun they show that two sentences were run together, as machine translation "
		    "does.",
		    "「ます」「ました」「ません」は文末に置くか、助詞を伴います。"
		    "名詞が直接続く場合は、機械翻訳で 2 つの文が混ざった可能性があります。"},
	.example = "Or, this error might be by design.\n- "
		   "このエラー可能性がありますデザインです。\n+ "
		   "または、このエラーは仕様によるものかもしれません。",
};

static const struct rule rule_polite_aux = {
	.id = "ja.polite-aux",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is no Japanese: the verb is inflected twice or joined wrongly; "
		    "rewrite the sentence",
		    "「{0}」: 活用または接続が文法に合っていません。文を書き直してください"},
	.explain = {"A polite ending is followed by another auxiliary or by または, or 場合 by "
		    "します. No person writes so; the sentence was glued together by a machine.",
		    "丁寧語の後に別の助動詞や「または」が続くか、「場合」に「します」が続いて"
		    "います。機械翻訳で文がつなぎ合わされた可能性があります。"},
	.example = "You might also use a connector.\n- "
		   "コネクタを使用する可能性がありますもします。\n+ "
		   "コネクタを使用することもあります。",
};

static const struct rule rule_suru = {
	.id = "ja.suru",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\": a noun with の or な before a verb; write を or an adverb",
		    "「{0}」: 「の」「な」の後が動詞になっています。"
		    "「を」などに直してください"},
	.explain = {"の and な join nouns. Before a verb such as 削除します the object takes を.",
		    "「の」「な」は名詞に続きます。「削除します」などの動詞の目的語には"
		    "「を」を付けます。"},
	.example = "Delete the connector.\n- コネクタの削除します。\n+ コネクタを削除します。",
};

static const struct rule rule_baai = {
	.id = "ja.baai",
	.severity = SEVERITY_WARNING,
	.message = {"the sentence begins with \"{0}\", so the condition is missing or stands "
		    "twice; rewrite it",
		    "文が「{0}」で始まっており、条件が抜けているか重複しています。"
		    "文を書き直してください"},
	.explain = {"場合は follows the condition that it introduces. At the head of a sentence "
		    "it is the English \"if\", left where it stood.",
		    "「場合は」は条件の後に置く語です。文頭にあるのは、英語の if がそのまま"
		    "残ったものです。"},
	.example = "If you have mailboxes, change the settings.\n- "
		   "場合は、メールボックスがある場合、設定を変更します。\n+ "
		   "メールボックスがある場合は、設定を変更します。",
};

static const struct rule rule_means = {
	.id = "ja.means",
	.severity = SEVERITY_INFO,
	.message = {"the English says \"{0}\", and nothing in the Japanese says it; say what the "
		    "error means",
		    "英語の「{0}」にあたる表現が日本語にありません。"
		    "エラーが何を意味するかを書いてください"},
	.explain = {"Where the English explains what an error means, the Japanese often loses the "
		    "verb and joins the two halves as if the error were the one that acts.",
		    "エラーの意味を説明する文で「意味します」などが抜けると、エラーが動作の主語の"
		    "ように読めてしまいます。"},
	.example = "This error means the DNS query failed.\n- "
		   "このエラーは、DNS クエリに失敗しました。\n+ "
		   "このエラーは、DNS クエリに失敗したことを意味します。",
};

static const struct rule rule_double_topic = {
	.id = "ja.double-topic",
	.severity = SEVERITY_INFO,
	.message = {"two topics follow each other in \"{0}\"; keep one",
		    "「{0}」に主題の「は」が続いています。1 つにしてください"},
	.explain = {"は marks what a sentence is about. Two of them so close leave the reader to "
		    "guess which one acts.",
		    "「は」は文の主題を示します。近くに 2 つあると、どちらが動作の主語か読み取れ"
		    "ません。"},
	.example = "This error means Office tried to connect.\n- "
		   "このエラーは、Office は、接続しようとしました。\n+ "
		   "このエラーは、Office が接続しようとしたことを意味します。",
};

static const struct rule *const rules[] = {
	&rule_polite_noun, &rule_polite_aux,   &rule_suru, &rule_baai,
	&rule_means,       &rule_double_topic, NULL};

/* --- Looking around ----------------------------------------------------- */

enum { CONTEXT = 6 }; /* characters shown before and after */

/* As many characters as are shown, up to punctuation. */
static size_t back(struct slice text, size_t at)
{
	for (size_t n = 0; n < CONTEXT && at > 0; n++) {
		size_t before = at;
		if (is_unicode_punct(utf8_previous(text, &before)))
			break;
		at = before;
	}
	return at;
}

static size_t forth(struct slice text, size_t at, size_t n)
{
	while (n-- && at < text.len) {
		size_t behind = at;
		if (is_unicode_punct(utf8_next(text, &behind)))
			break;
		at = behind;
	}
	return at;
}

static struct slice context_of(struct slice text, struct span at)
{
	return slice_trim(
		words_at(text, (struct span){back(text, at.start), forth(text, at.end, CONTEXT)}));
}

/* A label in bold, or a link, may end in a verb and a noun follow it. */
static bool is_mark_end(const struct pair_side *side, size_t at)
{
	for (size_t i = 0; i < side->n_marks; i++)
		if (side->marks[i].at.end == at)
			return true;
	return false;
}

static void tell(struct checking *c, const struct rule *rule, const struct pair *pair,
		 struct span at)
{
	say(c, rule, pair, LANG_JA, at, 1, context_of(pair->sides[LANG_JA].text, at));
}

/* --- ます, ました, ません ------------------------------------------------ */

static size_t starts_with_any(struct slice text, const char *const *words)
{
	for (; *words; words++)
		if (slice_starts_with(text, slice_from(*words)))
			return slice_from(*words).len;
	return 0;
}

/* What follows a polite ending at `at`. */
static void check_polite(struct checking *c, const struct pair *pair, size_t start, size_t at)
{
	static const char *const auxiliaries[] = {"され", "または", "もし", "もさ", NULL};
	const struct pair_side *side = &pair->sides[LANG_JA];
	struct slice rest = slice_skip(side->prose, at);
	size_t aux = starts_with_any(rest, auxiliaries);
	if (is_mark_end(side, at))
		return;
	if (aux) {
		tell(c, &rule_polite_aux, pair, (struct span){start, at + aux});
		return;
	}
	size_t behind = at;
	int32_t next = utf8_next(side->prose, &behind);
	if (next == ' ')
		next = utf8_next(side->prose, &behind);
	bool is_latin = next < 0x80 && next > 0 && ascii_is_alpha((char)next);
	bool is_loan = is_katakana(next) && next != LONG_VOWEL_MARK; /* しますー is a drawl */
	if (is_kanji(next) || is_loan || is_latin)
		tell(c, &rule_polite_noun, pair, (struct span){start, behind});
}

/* The adverb ますます is no verb. */
static size_t length_of_ending(struct slice rest)
{
	static const char *const endings[] = {"ます", "ました", "ません", NULL};
	const struct slice adverb = SLICE("ますます");
	return slice_starts_with(rest, adverb) ? 0 : starts_with_any(rest, endings);
}

static void check_endings(struct checking *c, const struct pair *pair)
{
	const struct slice adverb = SLICE("ますます");
	const struct slice ma = SLICE("ま");
	struct slice text = pair->sides[LANG_JA].prose;
	for (size_t at = 0; (at = slice_find(text, ma, at)) != SLICE_NONE;) {
		struct slice rest = slice_skip(text, at);
		size_t len = length_of_ending(rest);
		if (len)
			check_polite(c, pair, at, at + len);
		at += len ? len : slice_starts_with(rest, adverb) ? adverb.len : ma.len;
	}
}

/* --- Fixed forms -------------------------------------------------------- */

static void check_forms(struct checking *c, const struct pair *pair)
{
	static const char *const forms[] = {"場合します", "生じてまたは", NULL};
	struct slice text = pair->sides[LANG_JA].prose;
	for (const char *const *form = forms; *form; form++) {
		struct slice needle = slice_from(*form);
		for (size_t at = 0; (at = slice_find(text, needle, at)) != SLICE_NONE;
		     at += needle.len)
			tell(c, &rule_polite_aux, pair, (struct span){at, at + needle.len});
	}
}

/* の or な, two kanji, します. */
static void check_suru(struct checking *c, const struct pair *pair)
{
	const struct slice suru = SLICE("します");
	struct slice text = pair->sides[LANG_JA].prose;
	for (size_t at = 0; (at = slice_find(text, suru, at)) != SLICE_NONE; at += suru.len) {
		size_t start = at;
		bool is_noun = is_kanji(utf8_previous(text, &start));
		is_noun &= is_kanji(utf8_previous(text, &start));
		int32_t particle = utf8_previous(text, &start);
		if (is_noun && (particle == 0x306E /* の */ || particle == 0x306A /* な */))
			tell(c, &rule_suru, pair, (struct span){start, at + suru.len});
	}
}

static bool is_sentence_start(struct slice text, size_t at)
{
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\n'))
		at--;
	return at == 0 || slice_ends_with(slice_sub(text, 0, at), SLICE("。"));
}

static void check_baai(struct checking *c, const struct pair *pair)
{
	const struct slice baai = SLICE("場合は");
	struct slice text = pair->sides[LANG_JA].prose;
	for (size_t at = 0; (at = slice_find(text, baai, at)) != SLICE_NONE; at += baai.len)
		if (is_sentence_start(text, at))
			say(c, &rule_baai, pair, LANG_JA, (struct span){at, at + baai.len}, 1,
			    words_at(text, (struct span){at, forth(text, at, 12)}));
}

/* --- What it means ------------------------------------------------------ */

static void check_means(struct checking *c, const struct pair *pair)
{
	static const char *const sayings[] = {"error means", "message means", "code means", NULL};
	static const char *const answers[] = {"意味",   "つまり", "示",       "ことに", "表",
					      "ことで", "通知",   "ためです", NULL};
	struct slice english = pair->sides[LANG_EN].prose;
	struct slice text = pair->sides[LANG_JA].prose;
	if (!slice_contains(english, SLICE("means")))
		return;
	for (const char *const *answer = answers; *answer; answer++)
		if (slice_contains(text, slice_from(*answer)))
			return;
	for (const char *const *saying = sayings; *saying; saying++)
		if (slice_contains(english, slice_from(*saying))) {
			say(c, &rule_means, pair, LANG_JA, (struct span){0, 0}, 1,
			    slice_from(*saying));
			return;
		}
}

/* --- Two topics --------------------------------------------------------- */

enum { TOPIC_DISTANCE = 14 };

/* Whether は at `at` marks a topic by itself: not では、には、または、とは. */
static bool is_topic(struct slice text, size_t at)
{
	int32_t before = utf8_previous(text, &at);
	return before != 0x3067 /* で */ && before != 0x306B /* に */ &&
	       before != 0x305F /* た */ && before != 0x3068 /* と */ &&
	       before != 0x3089 /* ら */ && before != 0x3066 /* て */;
}

static bool is_within(struct slice text, struct span gap)
{
	static const char *const ends[] = {"。", "「", "」", "(", ")", "（", "）", "\n", NULL};
	struct slice between = slice_sub(text, gap.start, gap.end);
	for (const char *const *end = ends; *end; end++)
		if (slice_contains(between, slice_from(*end)))
			return false;
	size_t n = 0;
	for (size_t at = 0; at < between.len; n++)
		utf8_next(between, &at);
	return n <= TOPIC_DISTANCE;
}

static void check_double_topic(struct checking *c, const struct pair *pair)
{
	const struct slice topic = SLICE("は、");
	struct slice text = pair->sides[LANG_JA].prose;
	size_t last = SLICE_NONE; /* behind the topic before */
	size_t last_start = 0;
	for (size_t at = 0; (at = slice_find(text, topic, at)) != SLICE_NONE; at += topic.len) {
		if (!is_topic(text, at)) {
			last = SLICE_NONE;
			continue;
		}
		if (last != SLICE_NONE && is_within(text, (struct span){last, at}))
			tell(c, &rule_double_topic, pair,
			     (struct span){last_start, at + topic.len});
		last = at + topic.len;
		last_start = at;
	}
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	check_endings(c, pair);
	check_forms(c, pair);
	check_suru(c, pair);
	check_baai(c, pair);
	check_means(c, pair);
	check_double_topic(c, pair);
}

const struct family family_japanese = {.rules = rules, .pair = check_pair};
