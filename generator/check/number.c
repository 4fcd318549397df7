/* Numbers that differ between the two languages. */
#include "checking.h"
#include "numbers.h"

#include <stdint.h>
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

static void compare(struct checking *c, const struct pair *pair, enum lang lang,
		    const struct number_list *here, const struct number_list *there)
{
	for (size_t i = 0; i < here->count; i++) {
		const struct number *number = &here->items[i];
		if (number->is_certain && !is_free(number->value) &&
		    !numbers_have(there, number->value))
			tell(c, pair, lang, number);
	}
}

/* Whether any of eight bytes is '0' to '9'. */
static bool has_digit_in(uint64_t bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t value = bytes ^ ones * '0';
	uint64_t above_nine = ((value & ones * 0x7F) + ones * (0x80 - 10)) | value;
	return (~above_nine & ones * 0x80) != 0;
}

static bool has_digit(struct slice text)
{
	for (size_t i = 0; i < text.len; i += sizeof(uint64_t)) {
		uint64_t bytes = 0;
		size_t left = text.len - i;
		memcpy(&bytes, text.ptr + i, left < sizeof(bytes) ? left : sizeof(bytes));
		if (has_digit_in(bytes))
			return true;
	}
	return slice_contains(text, SLICE("\xEF\xBC")); /* of full width */
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

static void check_pair(struct checking *c, const struct pair *pair)
{
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	struct number_list lists[LANG_SIDES];
	struct number_list shown[LANG_SIDES];
	const struct number_list *all_en;
	const struct number_list *all_ja;
	if (!has_digit(en->prose) && !has_digit(ja->prose))
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

const struct family family_number = {.rules = rules, .pair = check_pair};
