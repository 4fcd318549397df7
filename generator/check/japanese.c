/*
 * Japanese that no person would write: the marks that machine translation
 * leaves. Each rule looks for a form that the grammar rules out, by its
 * letters alone; what would take a parser is left alone.
 */
#include "signs.h"
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

enum { /* the signs that are looked for */
       SA = 0x3055,
       SHI = 0x3057,
       JI = 0x3058,
       SU = 0x3059,
       SE = 0x305B,
       TA = 0x305F,
       TE = 0x3066,
       NA = 0x306A,
       NO = 0x306E,
       HA = 0x306F,
       MA = 0x307E,
       MO = 0x3082,
       RI = 0x308A,
       RE = 0x308C,
       N = 0x3093,
       COMMA = 0x3001,
       BA = 0x5834, /* of 場合 */
       AI = 0x5408,
       SHO = 0x751F, /* of 生じて */
};

/* され, または, もし and もさ; gives how many signs that is, or 0. */
static size_t length_of_auxiliary(const struct sign *sign)
{
	switch (sign->c) {
	case SA:
		return sign[1].c == RE ? 2 : 0;
	case MO:
		return sign[1].c == SHI || sign[1].c == SA ? 2 : 0;
	case MA:
		return sign[1].c == TA && sign[2].c == HA ? 3 : 0;
	default:
		return 0;
	}
}

/* Katakana, but しますー is a drawl. */
static bool is_noun(const struct sign *sign)
{
	return sign->script == SCRIPT_KANJI || sign->script == SCRIPT_LATIN ||
	       (sign->script == SCRIPT_KATAKANA && sign->c != LONG_VOWEL_MARK);
}

/* What follows a polite ending. */
static void check_polite(struct checking *c, const struct pair *pair, const struct sign *ending,
			 const struct sign *behind)
{
	size_t aux = length_of_auxiliary(behind);
	const struct sign *next = behind->c == ' ' ? behind + 1 : behind;
	if ((!aux && !is_noun(next)) || is_mark_end(&pair->sides[LANG_JA], behind->at))
		return;
	if (aux)
		tell(c, &rule_polite_aux, pair, (struct span){ending->at, behind[aux].at});
	else
		tell(c, &rule_polite_noun, pair, (struct span){ending->at, next[1].at});
}

/* Of ます, ました and ません, in signs; or 0. */
static size_t length_of_ending(const struct sign *sign)
{
	switch (sign[1].c) {
	case SU:
		return 2;
	case SHI:
		return sign[2].c == TA ? 3 : 0;
	case SE:
		return sign[2].c == N ? 3 : 0;
	default:
		return 0;
	}
}

/* Whether ます belongs to the verb itself: だます, なりすます, 悩ます. They are plain. */
static bool is_of_verb(const struct signs *text, const struct sign *sign)
{
	size_t before = (size_t)(sign - text->items);
	switch (before ? sign[-1].c : CODE_POINT_NONE) {
	case 0x3060: /* だ */
	case 0x51B7: /* 冷 */
	case 0x52B1: /* 励 */
	case 0x60A9: /* 悩 */
	case 0x6E08: /* 済 */
	case 0x6F84: /* 澄 */
	case 0x899A: /* 覚 */
		return true;
	case SU:
		return before >= 3 && sign[-2].c == RI && sign[-3].c == NA;
	default:
		return false;
	}
}

/* The adverb ますます is no verb. Gives how many signs were looked at. */
static size_t check_ending(struct checking *c, const struct pair *pair, const struct signs *text,
			   const struct sign *sign)
{
	size_t len = length_of_ending(sign);
	if (len == 2 && sign[2].c == MA && sign[3].c == SU)
		return 4;
	if (len && !is_of_verb(text, sign))
		check_polite(c, pair, sign, sign + len);
	return len ? len : 1;
}

/* --- Fixed forms -------------------------------------------------------- */

/* 場合します, 生じてまたは. */
static size_t length_of_form(const struct sign *sign)
{
	if (sign->c == BA)
		return sign[1].c == AI && sign[2].c == SHI && sign[3].c == MA && sign[4].c == SU
			       ? 5
			       : 0;
	return sign[1].c == JI && sign[2].c == TE && sign[3].c == MA && sign[4].c == TA &&
			       sign[5].c == HA
		       ? 6
		       : 0;
}

static void check_form(struct checking *c, const struct pair *pair, const struct sign *sign)
{
	size_t len = length_of_form(sign);
	if (len)
		tell(c, &rule_polite_aux, pair, (struct span){sign->at, sign[len].at});
}

/* の or な, two kanji, します; there are three signs before. */
static void check_suru(struct checking *c, const struct pair *pair, const struct sign *sign)
{
	const struct sign *particle = sign - 3;
	if (sign[1].c == MA && sign[2].c == SU && sign[-1].script == SCRIPT_KANJI &&
	    sign[-2].script == SCRIPT_KANJI && (particle->c == NO || particle->c == NA))
		tell(c, &rule_suru, pair, (struct span){particle->at, sign[3].at});
}

static bool is_sentence_start(struct slice text, size_t at)
{
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\n'))
		at--;
	return at == 0 || slice_ends_with(slice_sub(text, 0, at), SLICE("。"));
}

static void check_baai(struct checking *c, const struct pair *pair, const struct sign *sign)
{
	struct slice text = pair->sides[LANG_JA].prose;
	if (sign[1].c == AI && sign[2].c == HA && is_sentence_start(text, sign->at))
		say(c, &rule_baai, pair, LANG_JA, (struct span){sign->at, sign[3].at}, 1,
		    words_at(text, (struct span){sign->at, forth(text, sign->at, 12)}));
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

/* Whether は marks a topic by itself: not では、には、または、とは. */
static bool is_topic(const struct signs *text, const struct sign *sign)
{
	switch (sign > text->items ? sign[-1].c : CODE_POINT_NONE) {
	case 0x3067: /* で */
	case 0x306B: /* に */
	case TA:
	case 0x3068: /* と */
	case 0x3089: /* ら */
	case TE:
		return false;
	default:
		return true;
	}
}

/* あるいは、最初は、以前は: when, or how, and no topic. */
static bool is_adverb(struct slice before)
{
	static const char *const ends[] = {"あるい", "もしく", "一般", "今回", "今後",
					   "以前",   "実際",   "当初", "最初", "最近",
					   "本来",   "現在",   "通常", NULL};
	return slice_ends_with_one_of(before, ends);
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

/* A text being read, and the last topic in it, or NULL. */
struct reading {
	struct checking *c;
	const struct pair *pair;
	const struct signs *text;
	const struct sign *topic;
};

static void check_topic(struct reading *r, const struct sign *sign)
{
	const struct sign *last = r->topic;
	bool ends_topic = is_topic(r->text, sign) &&
			  !is_adverb(slice_sub(r->pair->sides[LANG_JA].prose, 0, sign->at));
	if (ends_topic && last &&
	    is_within(r->pair->sides[LANG_JA].prose, (struct span){last[2].at, sign->at}))
		tell(r->c, &rule_double_topic, r->pair, (struct span){last->at, sign[2].at});
	r->topic = ends_topic ? sign : NULL;
}

/* --- All of them -------------------------------------------------------- */

static void check_hiragana(struct reading *r, const struct sign *run)
{
	const struct sign *end = run + run->run;
	for (const struct sign *sign = run; sign < end; sign++)
		switch (sign->c) {
		case MA:
			sign += check_ending(r->c, r->pair, r->text, sign) - 1;
			break;
		case SHI:
			if (sign - r->text->items >= 3)
				check_suru(r->c, r->pair, sign);
			break;
		case HA:
			if (sign[1].c == COMMA)
				check_topic(r, sign);
			break;
		default:
			break;
		}
}

static void check_kanji(struct reading *r, const struct sign *run)
{
	const struct sign *end = run + run->run;
	for (const struct sign *sign = run; sign < end; sign++) {
		if (sign->c == BA)
			check_baai(r->c, r->pair, sign);
		if (sign->c == BA || sign->c == SHO)
			check_form(r->c, r->pair, sign);
	}
}

static void check_signs(struct checking *c, const struct pair *pair, const struct signs *text)
{
	struct reading r = {c, pair, text, NULL};
	const struct sign *end = text->items + text->count;
	for (const struct sign *run = text->items; run < end; run += run->run) {
		if (run->script == SCRIPT_HIRAGANA)
			check_hiragana(&r, run);
		else if (run->script == SCRIPT_KANJI)
			check_kanji(&r, run);
	}
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	check_signs(c, pair, signs_of_prose(c, pair));
}

static void check_article(struct checking *c)
{
	/* Most articles do not have the word at all. */
	if (!is_wanted(c, &rule_means) || !slice_contains(c->pairs->prose[LANG_EN], SLICE("means")))
		return;
	for (size_t i = 0; i < c->pairs->n_both; i++)
		check_means(c, c->pairs->both[i]);
}

const struct family family_japanese = {
	.rules = rules, .pair = check_pair, .article = check_article};
