/* Numbers that differ between the two languages. */
#include "numbers.h"
#include "signs.h"
#include "text/unicode.h"
#include "words.h"

#include <string.h>

static const struct rule rule_number = {
	.id = "content.number",
	.severity = SEVERITY_WARNING,
	.message = {"{0}; carry the number over, or correct it",
		    "{0}。数値を正しく反映してください"},
	.explain = {"Numbers are compared by value: digits of either width, number words, "
		    "ordinals, months, kanji numerals, 万 and 千, times of day. One that stands in "
		    "one language only is a wrong limit, a lost step or an old edition.",
		    "数値を値で比較します (全角・半角の数字、英語の数詞と序数、月名、漢数字、"
		    "万・千、時刻)。片方にしかない数値は、制限値の誤り、手順の抜け、"
		    "古い版の訳の可能性があります。"},
	.example = "Wait 24 hours.\n- 48 時間待ちます。\n+ 24 時間待ちます。",
};

static const struct rule *const rules[] = {&rule_number, NULL};

/* 1 says little in Japanese: "1 つ" stands for "a" and "the same". */
static bool is_free(double value)
{
	return value == 1;
}

static void tell(struct checking *c, const struct pair *pair, enum lang lang,
		 const struct number *number)
{
	struct slice words = words_at(pair->sides[lang].text, number->at);
	bool is_english = lang == LANG_EN;
	struct finding *finding = say(c, &rule_number, pair, lang, number->at, 0);
	if (!finding)
		return;
	struct arena *arena = c->article->findings.arena;
	say_words(c, finding,
		  arena_printf(arena,
			       is_english ? "%.*s is missing from the Japanese"
					  : "%.*s is not in the English",
			       SLICE_ARG(words)),
		  arena_printf(arena,
			       is_english ? "英語の %.*s が日本語にありません"
					  : "日本語の %.*s が英語にありません",
			       SLICE_ARG(words)));
}

/* --- What is no defect though the values differ ---------------------------- */

/* "1080p" is 1080 p there, "Office365" is Office 365: glued to letters it is read
   as a name. */
static bool is_glued_there(struct slice digits, struct slice there)
{
	for (size_t at = 0; (at = slice_find(there, digits, at)) != SLICE_NONE; at++) {
		size_t end = at + digits.len;
		bool starts = at == 0 || !ascii_is_digit(there.ptr[at - 1]);
		if (starts && (end == there.len || !ascii_is_digit(there.ptr[end])))
			return true;
	}
	return false;
}

/* The word before a number with a blank between them: "Office" of "Office 365". */
static struct span word_before(struct slice text, size_t at)
{
	size_t end = at > 0 && text.ptr[at - 1] == ' ' ? at - 1 : 0;
	size_t start = end;
	while (start > 0 && ascii_is_alpha(text.ptr[start - 1]))
		start--;
	return (struct span){start, end};
}

/* What counts things, and is no name though it has a capital: "Step 3", "May 5". */
static bool is_counted(struct slice word)
{
	static const char *const list[] = {
		"After",   "Appendix", "Article", "Build",  "Case",    "Chapter", "Day",
		"Days",    "Error",    "Event",   "Every",  "Example", "Figure",  "Item",
		"Last",    "Level",    "Line",    "Method", "Next",    "Note",    "Only",
		"Option",  "Page",     "Part",    "Past",   "Phase",   "Port",    "Rule",
		"Section", "Stage",    "Step",    "Steps",  "Table",   "Task",    "Tier",
		"Top",     "Type",     "Version", "Week",   "Within",  NULL};
	return slice_is_one_of(word, list) || numbers_is_word(word);
}

/* In Japanese any word with a capital is a name; in English one that does not owe
   it to the sentence. */
static bool is_name(struct slice text, struct span at, enum lang lang)
{
	struct slice word = slice_sub(text, at.start, at.end);
	if (word.len < 2 || !ascii_is_upper(word.ptr[0]) || is_counted(word))
		return false;
	size_t before = at.start;
	while (before > 0 && text.ptr[before - 1] == ' ')
		before--;
	return lang == LANG_JA || (before > 0 && !strchr(".!?:\n", text.ptr[before - 1]));
}

/* A product's name is said in one language and left out in the other. */
static bool is_of_name_left_out(struct slice here, size_t at, enum lang lang, struct slice there)
{
	struct span word = word_before(here, at);
	return is_name(here, word, lang) &&
	       !slice_contains(there, slice_sub(here, word.start, word.end));
}

/* "2.Select": for want of a blank Markdown saw no number of a list. */
static bool is_step(struct slice text, struct span at)
{
	return at.start == 0 && at.end < text.len && text.ptr[at.end] == '.';
}

/* Whether 以上 stands behind a number, with what is counted between them: 2 回以上. */
static bool is_at_least(struct slice text, size_t at)
{
	enum { COUNTED_MAX = 3 };
	struct slice or_more = SLICE("以上");
	at += at < text.len && text.ptr[at] == ' ';
	for (size_t n = 0; n <= COUNTED_MAX && at < text.len; n++) {
		if (slice_starts_with(slice_skip(text, at), or_more))
			return true;
		utf8_next(text, &at);
	}
	return false;
}

/* "more than once" is 2 回以上. */
static bool is_more_than_one(struct slice here, struct span at, struct slice there)
{
	return slice_eq_str(slice_sub(here, at.start, at.end), "2") && is_at_least(here, at.end) &&
	       (slice_contains(there, SLICE("ore than once")) ||
		slice_contains(there, SLICE("ore than one ")));
}

/* "24x7" is 24 時間 365 日, a day 24 時間. */
static bool is_same_time(struct slice here, struct span at, struct slice there)
{
	static const struct {
		const char *digits;
		const char *unit;
		const char *english;
	} times[] = {
		{"24", "時間", " day"},     {"7", "日", " week"},    {"365", "日", "24x7"},
		{"365", "日", "24\u00D77"}, {"365", "日", "24 x 7"}, {"365", "日", "24/7"},
	};
	struct slice digits = slice_sub(here, at.start, at.end);
	struct slice behind = slice_trim(slice_skip(here, at.end));
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (slice_eq_str(digits, times[i].digits) &&
		    slice_starts_with(behind, slice_from(times[i].unit)) &&
		    slice_contains(there, slice_from(times[i].english)))
			return true;
	return false;
}

static bool is_said_otherwise(struct slice here, struct span at, enum lang lang, struct slice there)
{
	return lang == LANG_JA &&
	       (is_more_than_one(here, at, there) || is_same_time(here, at, there));
}

static bool is_no_defect(const struct pair *pair, enum lang lang, struct span at)
{
	struct slice here = pair->sides[lang].text;
	struct slice there = pair->sides[lang_other(lang)].text;
	return is_glued_there(slice_sub(here, at.start, at.end), there) ||
	       is_of_name_left_out(here, at.start, lang, there) || is_step(here, at) ||
	       is_said_otherwise(here, at, lang, there);
}

static void compare(struct checking *c, const struct pair *pair, enum lang lang,
		    const struct number_list *here, const struct number_list *there)
{
	for (size_t i = 0; i < here->count; i++) {
		const struct number *number = &here->items[i];
		if (number->is_certain && !is_free(number->value) &&
		    !numbers_have(there, number->value) && !is_no_defect(pair, lang, number->at))
			tell(c, pair, lang, number);
	}
}

static bool has_digit(struct checking *c, const struct pair *pair)
{
	uint32_t english = words_of_prose(c, pair)->traits;
	if (english & WORD_DIGIT || signs_of_prose(c, pair)->kinds & KIND_DIGIT)
		return true;
	return english & WORD_ODD &&
	       slice_contains(pair->sides[LANG_EN].prose, SLICE("\xEF\xBC")); /* of full width */
}

/* Whether each of the numbers that the other side must have is there. */
static bool all_are_in(const struct number_list *here, const struct number_list *there)
{
	for (size_t i = 0; i < here->count; i++)
		if (here->items[i].is_certain && !is_free(here->items[i].value) &&
		    !numbers_have(there, here->items[i].value))
			return false;
	return true;
}

static void find_english_digits(struct checking *c, const struct pair *pair,
				struct number_list *out)
{
	const struct words *words = words_of_prose(c, pair);
	size_t at = 0;
	out->count = 0;
	out->is_full = false;
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->items[i];
		struct span rest = {word->start > at ? word->start : at, word->end};
		if (word->traits & (WORD_DIGIT | WORD_ODD)) /* or of full width */
			at = numbers_add_digits(pair->sides[LANG_EN].prose, LANG_EN, rest, out);
	}
}

/* A digit, or what it may be glued to. */
static bool may_begin_number(const struct sign *sign)
{
	return sign->script == SCRIPT_LATIN || (sign->c >= '0' && sign->c <= '9') ||
	       sign->c == '_' || (sign->c >= 0xFF10 && sign->c <= 0xFF19);
}

static void find_japanese_digits(struct checking *c, const struct pair *pair,
				 struct number_list *out)
{
	const struct signs *signs = signs_of_prose(c, pair);
	size_t at = 0;
	out->count = 0;
	out->is_full = false;
	const struct sign *end = signs->items + signs->count;
	for (const struct sign *sign = signs->items; sign < end; sign += sign->run) {
		struct span first = {sign->at, sign[1].at};
		if (sign->at >= at && may_begin_number(sign))
			at = numbers_add_digits(pair->sides[LANG_JA].prose, LANG_JA, first, out);
	}
}

/* Mostly the digits alone agree, and nobody need know what the words stand for. */
static bool digits_agree(struct checking *c, const struct pair *pair)
{
	struct number_list en;
	struct number_list ja;
	if (!pair->sides[LANG_EN].is_prose || !pair->sides[LANG_JA].is_prose)
		return false;
	find_english_digits(c, pair, &en);
	find_japanese_digits(c, pair, &ja);
	return !en.is_full && !ja.is_full && all_are_in(&en, &ja) && all_are_in(&ja, &en);
}

/* The numbers of a side with those in code: where there is none, those that are
   known. */
static const struct number_list *with_code(const struct pair_side *side, enum lang lang,
					   const struct number_list *prose,
					   struct number_list *shown)
{
	if (side->is_prose)
		return prose;
	numbers_find(side->text, lang, shown);
	return shown;
}

/* --- 三時間 for "two hours" ---------------------------------------------------- */

/* Whether a run of kanji is one numeral with what it counts. */
static bool is_counted_kanji(struct slice text, const struct sign *run)
{
	static const char *const counters[] = {"時間", "台",   "回",   "個",   "人", "件",
					       "分間", "日間", "週間", "年間", NULL};
	return sign_numeral(run->c) &&
	       slice_starts_with_one_of(slice_skip(text, run[1].at), counters);
}

/* Whether the English counts with a word: "two" and so on, but not "second" or "may". */
static bool counts_in_words(const struct words *words, struct slice text)
{
	static const char *const list[] = {"two",   "three", "four", "five", "six",
					   "seven", "eight", "nine", "ten",  NULL};
	for (size_t i = 0; i < words->count; i++)
		if (slice_is_one_of_nocase(word_text(&words->items[i], text), list))
			return true;
	return false;
}

/* Kanji numerals are a part of many words, so one is told only where it counts something
   and the English counts in words to another number. */
static void check_counted_kanji(struct checking *c, const struct pair *pair)
{
	const struct signs *signs = signs_of_prose(c, pair);
	struct slice ja = pair->sides[LANG_JA].prose;
	struct slice english = pair->sides[LANG_EN].prose;
	const struct sign *end = signs->items + signs->count;
	if (!(signs->kinds & KIND_NUMERAL))
		return;
	for (const struct sign *run = signs->items; run < end; run += run->run) {
		if (run->script != SCRIPT_KANJI || !is_counted_kanji(ja, run) ||
		    !counts_in_words(words_of_prose(c, pair), english))
			continue;
		struct number_list numbers = {.count = 0};
		struct number number = {sign_numeral(run->c), {run->at, run[1].at}, false};
		numbers_find(english, LANG_EN, &numbers);
		if (!numbers.is_full && !numbers_have(&numbers, number.value))
			tell(c, pair, LANG_JA, &number);
	}
}

static void check_digits(struct checking *c, const struct pair *pair)
{
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	struct number_list lists[LANG_SIDES];
	struct number_list shown[LANG_SIDES];
	const struct number_list *all_en;
	const struct number_list *all_ja;
	if (!has_digit(c, pair) || digits_agree(c, pair))
		return;
	numbers_find(en->prose, LANG_EN, &lists[LANG_EN]);
	numbers_find(ja->prose, LANG_JA, &lists[LANG_JA]);
	all_en = with_code(en, LANG_EN, &lists[LANG_EN], &shown[LANG_EN]);
	all_ja = with_code(ja, LANG_JA, &lists[LANG_JA], &shown[LANG_JA]);
	if (all_en->is_full || all_ja->is_full)
		return;
	compare(c, pair, LANG_EN, &lists[LANG_EN], all_ja);
	compare(c, pair, LANG_JA, &lists[LANG_JA], all_en);
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	check_digits(c, pair);
	check_counted_kanji(c, pair);
}

const struct family family_number = {.rules = rules, .pair = check_pair};
