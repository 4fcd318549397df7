/* Bold and italics: as many on one side as on the other, and none left as text.
   What became of a lost one is told once, by the rule that knows most. */
#include "markup.h"

#include "base/buffer.h"
#include "signs.h"
#include "text/unicode.h"
#include "words.h"

const struct rule rule_markup_emphasis = {
	.id = "markup.emphasis",
	.severity = SEVERITY_ERROR,
	.message = {"bold or italics differ: {0} in English, {1} in Japanese; mark the same words",
		    "太字または斜体の数が異なります (英語: {0}、日本語: {1})。同じ語句に付けて"
		    "ください"},
	.explain = {"Readers find labels, values and terms by their bold or italics. Their order "
		    "may change in translation, their number does not.",
		    "太字や斜体は、UI ラベル、値、用語を見分ける手がかりです。翻訳で順序が変わる"
		    "ことはあっても、数は変わりません。"},
	.example = "Click **Add** and then **Save**.\n- 追加をクリックし、**[保存]** をクリック"
		   "します。\n+ **[追加]** をクリックし、**[保存]** をクリックします。",
};

const struct rule rule_markup_literal = {
	.id = "markup.literal",
	.severity = SEVERITY_ERROR,
	.message = {"{0} is shown as it is in the {lang}, in \"{1}\"; close the markup, or delete "
		    "the sign",
		    "{lang}で記号 {0} がそのまま表示されます (「{1}」)。"
		    "書式が閉じているか確認し、不要な記号は削除してください"},
	.explain = {"A sign of Markdown that formats nothing is shown to readers. The other "
		    "language has none there, so words were meant to be marked.",
		    "書式として解釈されない Markdown の記号は、そのまま読者に表示されます。もう一方"
		    "の言語にはないため、書式が崩れたと考えられます。"},
	.example = "Click **Save**.\n- **[保存] をクリックします。\n+ **[保存]** "
		   "をクリックします。",
};

const struct rule rule_markup_escaped = {
	.id = "markup.escaped",
	.severity = SEVERITY_ERROR,
	.message = {"{0} is shown as asterisks, in \"{1}\"; {2}",
		    "{0} はアスタリスクとして表示されます (「{1}」)。{2}"},
	.explain = {"Bold that could not be read was escaped by a tool. Readers see the asterisks, "
		    "and the bold is lost. Where it is broken on both sides and the two do not "
		    "even break alike, both have to be mended.",
		    "解釈できなかった太字が、ツールによってエスケープされています。"
		    "読者にはアスタリスクが表示され、太字は失われます。英語側も壊れていて、"
		    "両言語で壊れ方が異なる場合は、両方を直す必要があります。"},
	.example = "from **Internal Relay** to **Authoritative**\n- **権限のある\\*\\*\\*\\*内部の"
		   "リレー**から\n+ **内部の中継** から **権限あり** に",
};

const struct rule rule_markup_bold_particle = {
	.id = "markup.bold-particle",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is in bold, where a label or a word should be; in English {1}",
		    "「{0}」が太字になっています。太字は UI ラベルや語句に付けてください "
		    "(英語: {1})"},
	.explain = {"Bold around a particle, or one that begins with a punctuation mark, has "
		    "slipped from its words in translation.",
		    "助詞だけの太字や、句読点で始まる太字は、翻訳の際に本来の語句からずれたもの"
		    "です。"},
	.example = "the **From** value\n- 値 **の** From\n+ **[From]** の値",
};

/* --- Lists of labels ---------------------------------------------------- */

enum { LABELS_MAX = 60 }; /* bytes after which a list is cut */

static bool is_emphasis(const struct pair_mark *mark)
{
	return mark->node->kind == NODE_STRONG || mark->node->kind == NODE_EMPHASIS;
}

static size_t count_emphasis(const struct pair_side *side)
{
	size_t n = 0;
	for (size_t i = 0; i < side->n_marks; i++)
		n += is_emphasis(&side->marks[i]);
	return n;
}

/* "Add, Save", or "–". */
static struct slice labels(struct checking *c, const struct pair_side *side)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < side->n_marks; i++) {
		if (!is_emphasis(&side->marks[i]))
			continue;
		if (out.len > LABELS_MAX) {
			buffer_str(&out, " …");
			break;
		}
		struct slice label = slice_trim(words_at(side->text, side->marks[i].at));
		buffer_str(&out, out.len ? ", " : "");
		buffer_slice(&out, label);
	}
	struct slice list = out.len ? arena_copy(c->scratch, buffer_view(&out)) : SLICE("–");
	c->failed |= out.failed || !list.ptr;
	buffer_release(&out);
	return list;
}

/* "2 (Add, Save)", or "0". */
static struct slice count_and_labels(struct checking *c, const struct pair_side *side)
{
	size_t n = count_emphasis(side);
	if (n == 0)
		return SLICE("0");
	struct slice list = labels(c, side);
	struct slice text = arena_printf(c->scratch, "%zu (%.*s)", n, SLICE_ARG(list));
	c->failed |= !text.ptr;
	return text;
}

/* --- Escaped ------------------------------------------------------------ */

static const char escaped_pair[] = "\\*\\*";

/* The first run of escaped asterisks in the raw text of a side, at least as long
   as `least`; empty: none. */
static struct span escaped_at(const struct checking *c, const struct pair *pair, enum lang lang,
			      const char *least)
{
	struct slice raw = segment_text(c->article, pair->segment, lang);
	struct slice needle = slice_from(least);
	size_t at = slice_find_char(raw, '\\', 0);
	at = at == SLICE_NONE ? at : slice_find(raw, needle, at);
	if (at == SLICE_NONE)
		return (struct span){0, 0};
	size_t end = at;
	while (end + 1 < raw.len && raw.ptr[end] == '\\' && raw.ptr[end + 1] == '*')
		end += 2;
	return (struct span){at, end};
}

static void tell_escaped(struct checking *c, const struct pair *pair, struct span at,
			 struct slice en, struct slice ja)
{
	struct slice raw = segment_text(c->article, pair->segment, LANG_JA);
	size_t base = pair->segment->text[LANG_JA].start;
	struct finding *finding = say_at(c, &rule_markup_escaped, LANG_JA,
					 (struct span){base + at.start, base + at.end}, 2,
					 words_at(raw, at), words_around(raw, at));
	if (!finding)
		return;
	finding->segment = pair->segment->id;
	say_words(c, finding, en, ja);
}

static bool check_escaped(struct checking *c, const struct pair *pair)
{
	struct span at = {0, 0};
	if (c->has_escapes)
		at = escaped_at(c, pair, LANG_JA, escaped_pair);
	if (at.end == 0 || escaped_at(c, pair, LANG_EN, escaped_pair).end)
		return false;
	struct slice list = labels(c, &pair->sides[LANG_EN]);
	struct arena *arena = c->article->findings.arena;
	tell_escaped(c, pair, at,
		     arena_printf(arena, "mark the words that are bold in English (%.*s)",
				  SLICE_ARG(list)),
		     arena_printf(arena, "英語の太字に合わせて書式を付け直してください (%.*s)",
				  SLICE_ARG(list)));
	return true;
}

/* Bold that is broken on both sides, and not alike. */
static bool check_both_escaped(struct checking *c, const struct pair *pair)
{
	struct span at = escaped_at(c, pair, LANG_JA, "\\*");
	if (at.end == 0 || escaped_at(c, pair, LANG_EN, escaped_pair).end == 0)
		return false;
	tell_escaped(c, pair, at,
		     SLICE("the bold is broken in English too: mark the words that are meant, "
			   "on both sides"),
		     SLICE("英語側の太字も壊れています。太字にする語句を決め、両方の言語で書式を"
			   "付け直してください"));
	return true;
}

/* --- Left as text ------------------------------------------------------- */

static struct span run_at(struct slice text, size_t at)
{
	struct span run = {at, at};
	while (run.end < text.len && text.ptr[run.end] == text.ptr[at])
		run.end++;
	return run;
}

/* A star with blanks around it and a number beside it multiplies. */
static bool is_product(struct slice text, struct span run)
{
	if (run.end - run.start > 1 || run.start < 2 || run.end + 1 >= text.len ||
	    text.ptr[run.start - 1] != ' ' || text.ptr[run.end] != ' ')
		return false;
	char before = text.ptr[run.start - 2];
	char after = text.ptr[run.end + 1];
	return ascii_is_digit(before) || before == ')' || ascii_is_digit(after) || after == '$';
}

/* `_` between letters is part of a name, and three of them are a gap to fill. */
static bool is_sign(struct slice text, struct span run)
{
	if (text.ptr[run.start] != '_')
		return !is_product(text, run);
	bool is_inside = run.start > 0 && ascii_is_alnum(text.ptr[run.start - 1]) &&
			 run.end < text.len && ascii_is_alnum(text.ptr[run.end]);
	return !is_inside && run.end - run.start < 3;
}

/* The first run of a sign that formats nothing; empty: none. */
static struct span find_sign(struct slice prose, char sign)
{
	struct span run = {0, 0};
	for (size_t at = 0; (at = slice_find_char(prose, sign, at)) != SLICE_NONE; at = run.end) {
		run = run_at(prose, at);
		if (is_sign(prose, run))
			return run;
	}
	return (struct span){0, 0};
}

static bool tell_sign(struct checking *c, const struct pair *pair, enum lang lang, struct span run)
{
	struct slice text = pair->sides[lang].text;
	say(c, &rule_markup_literal, pair, lang, run, 2, words_at(text, run),
	    words_around(text, run));
	return true;
}

/* A name that was translated in part, 入力_ファイル: one `_` between words. */
static bool is_in_name(struct slice text, struct span run)
{
	size_t before = run.start;
	size_t after = run.end;
	return run.end - run.start == 1 && text.ptr[run.start] == '_' &&
	       is_unicode_word(utf8_previous(text, &before)) &&
	       is_unicode_word(utf8_next(text, &after));
}

static bool check_sign(struct checking *c, const struct pair *pair, char sign)
{
	struct slice english = pair->sides[LANG_EN].prose;
	struct span ja = find_sign(pair->sides[LANG_JA].prose, sign);
	bool has_any = slice_find_char(english, sign, 0) != SLICE_NONE;
	if (ja.end && has_any && is_in_name(pair->sides[LANG_JA].prose, ja))
		return false;
	/* Names that begin with `_` are English. */
	struct span en = has_any && sign != '_' ? find_sign(english, sign) : (struct span){0, 0};
	if (ja.end && (sign == '_' ? find_sign(english, sign).end == 0 : !has_any))
		return tell_sign(c, pair, LANG_JA, ja);
	if (en.end && ja.end == 0)
		return tell_sign(c, pair, LANG_EN, en);
	return false;
}

/* --- Bold on the wrong words -------------------------------------------- */

static bool is_particle(struct slice words)
{
	static const char *const particles[] = {"の", "に", "を", "は", "が",
						"と", "へ", "で", "も", "か"};
	for (size_t i = 0; i < sizeof(particles) / sizeof(*particles); i++)
		if (slice_eq_str(words, particles[i]))
			return true;
	return false;
}

static void check_bold_words(struct checking *c, const struct pair *pair)
{
	const struct pair_side *side = &pair->sides[LANG_JA];
	for (size_t i = 0; i < side->n_marks; i++) {
		if (side->marks[i].node->kind != NODE_STRONG)
			continue;
		struct slice words = slice_trim(words_at(side->text, side->marks[i].at));
		if (is_particle(words) || slice_starts_with(words, SLICE("、")) ||
		    slice_starts_with(words, SLICE("。")))
			say(c, &rule_markup_bold_particle, pair, LANG_JA, side->marks[i].at, 2,
			    words, labels(c, &pair->sides[LANG_EN]));
	}
}

/* --- How many ----------------------------------------------------------- */

static bool has_label(const struct pair_side *side, struct slice label)
{
	for (size_t i = 0; i < side->n_marks; i++)
		if (is_emphasis(&side->marks[i]) &&
		    slice_eq(slice_trim(words_at(side->text, side->marks[i].at)), label))
			return true;
	return false;
}

/* Where the Japanese went wrong, if it can be told: the only mark too many, or
   the words of an English label that stand there without their mark. */
static struct span emphasis_place(const struct pair *pair)
{
	enum { MARKS_MAX = 100 }; /* each is looked for among the others */
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	struct span place = {0, 0};
	size_t n = 0;
	if (en->n_marks > MARKS_MAX || ja->n_marks > MARKS_MAX)
		return place;
	for (size_t i = 0; i < ja->n_marks; i++)
		if (is_emphasis(&ja->marks[i]) &&
		    !has_label(en, slice_trim(words_at(ja->text, ja->marks[i].at)))) {
			place = ja->marks[i].at;
			n++;
		}
	if (count_emphasis(ja) > count_emphasis(en))
		return n == 1 ? place : (struct span){0, 0};
	for (size_t i = 0; i < en->n_marks; i++) {
		struct slice label = slice_trim(words_at(en->text, en->marks[i].at));
		if (!is_emphasis(&en->marks[i]) || label.len < 2 || has_label(ja, label))
			continue;
		size_t at = slice_find(ja->prose, label, 0);
		if (at != SLICE_NONE)
			return (struct span){at, at + label.len};
	}
	return (struct span){0, 0};
}

static void check_counts(struct checking *c, const struct pair *pair)
{
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	if (pair_count(en, NODE_STRONG) == pair_count(ja, NODE_STRONG) &&
	    pair_count(en, NODE_EMPHASIS) == pair_count(ja, NODE_EMPHASIS))
		return;
	if (!check_both_escaped(c, pair))
		say(c, &rule_markup_emphasis, pair, LANG_JA, emphasis_place(pair), 2,
		    count_and_labels(c, en), count_and_labels(c, ja));
}

void markup_check_emphasis(struct checking *c, const struct pair *pair)
{
	bool is_told = check_escaped(c, pair);
	bool has_signs = signs_of_prose(c, pair)->kinds & KIND_MARK ||
			 words_of_prose(c, pair)->traits & WORD_MARK;
	if (!is_told && has_signs)
		for (const char *sign = "*_`"; *sign; sign++)
			is_told |= check_sign(c, pair, *sign);
	if (pair->sides[LANG_EN].n_marks == 0 && pair->sides[LANG_JA].n_marks == 0)
		return;
	check_bold_words(c, pair);
	if (!is_told)
		check_counts(c, pair);
}
