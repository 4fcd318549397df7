/*
 * Segments that hold their neighbour's translation. Numbers and Latin words of
 * a Japanese text come from its English; where several segments in a row have
 * theirs from the English before them, or behind them, the Japanese slipped.
 * Half of all segments have no such word, so one is never judged alone.
 */
#include "signs.h"

static const struct rule rule_misaligned = {
	.id = "content.misaligned",
	.severity = SEVERITY_WARNING,
	.message = {"{0} segments from here to {1} seem to hold the translation of the segment "
		    "{2} them (\"{3}\" stands there); move the Japanese",
		    "ここから {1} までの {0} セグメントは、1 つ{2}のセグメントの訳になっている"
		    "ようです (「{3}」がそこにあります)。訳文の位置を直してください"},
	.explain = {"Numbers, product names and other Latin words of these Japanese texts are not "
		    "in the English beside them, but in that of their neighbour.",
		    "日本語に含まれる数値や製品名などが、対応する英語にはなく、"
		    "隣のセグメントの英語にあります。"},
	.example = "Open Exchange. | Run Outlook. | Stop IIS.\n- Outlook を実行します。 | IIS "
		   "を停止します。 | 完了です。\n+ Exchange を開きます。 | Outlook "
		   "を実行します。 | IIS を停止します。",
};

static const struct rule *const rules[] = {&rule_misaligned, NULL};

enum { RUN_MIN = 3, EVIDENCE_MIN = 4, WORD_MIN = 3, DIGITS_MIN = 2, ANCHORS_MAX = 32 };

static bool is_word_sign(const struct sign *sign)
{
	return sign->script == SCRIPT_LATIN || (sign->c >= '0' && sign->c <= '9');
}

/* A run of ASCII letters or digits: the next at or after the sign `*from`. */
static bool next_word(const struct signs *signs, size_t *from, struct span *out)
{
	size_t start = *from;
	while (start < signs->count && !is_word_sign(&signs->items[start]))
		start += signs->items[start].run;
	size_t end = start;
	while (is_word_sign(&signs->items[end]))
		end += signs->items[end].run;
	*from = end;
	*out = (struct span){signs->items[start].at, signs->items[end].at};
	return end > start;
}

static bool is_anchor(struct slice word)
{
	return word.len >= (ascii_is_digit(word.ptr[0]) ? (size_t)DIGITS_MIN : (size_t)WORD_MIN);
}

static bool holds(const struct pair_list *pairs, size_t i, size_t shift_back, size_t shift_on,
		  struct slice word)
{
	if (i < shift_back || i + shift_on - shift_back >= pairs->count)
		return false;
	return slice_contains(pairs->items[i + shift_on - shift_back].sides[LANG_EN].text, word);
}

/* What speaks for a segment's Japanese being that of a neighbour. */
struct evidence {
	int for_before;
	int for_behind;
	struct slice word_before; /* one that stands there */
	struct slice word_behind;
};

/* The words of a segment's Japanese that its English ought to have: the first of them, as
   each is looked for in three texts. */
struct anchors {
	const struct signs *signs;
	struct slice text;
	size_t from;
	size_t count;
};

static struct anchors anchors_of(struct checking *c, size_t i)
{
	const struct pair *pair = &c->pairs->items[i];
	struct anchors anchors = {signs_of_text(c, pair), pair->sides[LANG_JA].text, 0, 0};
	if (!(anchors.signs->kinds & (KIND_LATIN | KIND_DIGIT)))
		anchors.from = anchors.signs->count;
	return anchors;
}

static bool next_anchor(struct anchors *anchors, struct slice *word)
{
	struct span at;
	while (anchors->count < ANCHORS_MAX && next_word(anchors->signs, &anchors->from, &at)) {
		*word = slice_sub(anchors->text, at.start, at.end);
		anchors->count++;
		if (is_anchor(*word))
			return true;
	}
	return false;
}

/* Whether all stand where they ought to: no run begins there. */
static bool is_at_home(struct checking *c, size_t i)
{
	struct slice word;
	for (struct anchors anchors = anchors_of(c, i); next_anchor(&anchors, &word);)
		if (!holds(c->pairs, i, 0, 0, word))
			return false;
	return true;
}

static struct evidence weigh(struct checking *c, size_t i)
{
	struct evidence evidence = {0};
	struct slice word;
	for (struct anchors anchors = anchors_of(c, i); next_anchor(&anchors, &word);) {
		int own = holds(c->pairs, i, 0, 0, word);
		int before = holds(c->pairs, i, 1, 0, word);
		int behind = holds(c->pairs, i, 0, 1, word);
		evidence.for_before += before - own;
		evidence.for_behind += behind - own;
		if (before && !own)
			evidence.word_before = word;
		if (behind && !own)
			evidence.word_behind = word;
	}
	return evidence;
}

/* Segments in a row, from `first`, of which none speaks against it. */
struct run {
	size_t first;
	size_t last; /* that speaks for it */
	size_t n_for;
	int weight;
	struct slice word;
};

static void tell(struct checking *c, const struct run *run, bool is_before)
{
	const struct pair *first = &c->pairs->items[run->first];
	const struct pair *last = &c->pairs->items[run->last];
	struct slice count = arena_printf(c->scratch, "%zu", run->last - run->first + 1);
	if (!count.ptr) {
		c->failed = true;
		return;
	}
	struct finding *finding = say(c, &rule_misaligned, first, LANG_JA, (struct span){0, 0}, 2,
				      count, last->segment->id);
	if (!finding)
		return;
	if (is_before)
		finding_arg_words(finding, "before", "前");
	else
		finding_arg_words(finding, "behind", "後");
	c->failed |= finding_arg(&c->article->findings, finding, run->word) != STATUS_OK;
}

static void end_run(struct checking *c, struct run *run, bool is_before)
{
	if (run->n_for >= RUN_MIN && run->weight >= EVIDENCE_MIN)
		tell(c, run, is_before);
	*run = (struct run){0};
}

static void extend(struct checking *c, struct run *run, size_t i, int weight, struct slice word,
		   bool is_before)
{
	if (weight < 0) {
		end_run(c, run, is_before);
		return;
	}
	if (weight == 0)
		return;
	if (run->n_for == 0)
		run->first = i;
	run->n_for++;
	run->last = i;
	run->weight += weight;
	run->word = word;
}

static void check_article(struct checking *c)
{
	struct run before = {0};
	struct run behind = {0};
	for (size_t i = 0; i < c->pairs->count && !c->failed; i++) {
		if (before.n_for == 0 && behind.n_for == 0 && is_at_home(c, i))
			continue;
		struct evidence evidence = weigh(c, i);
		extend(c, &before, i, evidence.for_before, evidence.word_before, true);
		extend(c, &behind, i, evidence.for_behind, evidence.word_behind, false);
	}
	end_run(c, &before, true);
	end_run(c, &behind, false);
}

const struct family family_misaligned = {.rules = rules, .article = check_article};
