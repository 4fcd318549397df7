/* Characters that nobody meant to write. */
#include "garbled.h"
#include "signs.h"
#include "text/unicode.h"
#include "text/visible.h"
#include "words.h"

static const struct rule rule_control = {
	.id = "char.control",
	.severity = SEVERITY_ERROR,
	.message = {"{1} stands in the {lang} text, {0}; delete it, or write the character that "
		    "was meant",
		    "{lang}の文に{1}があります ({0})。"
		    "削除するか、正しい文字を書いてください"},
	.explain = {"Control characters, zero-width characters, direction overrides, accents set "
		    "apart from their letter (NFD) and characters from a wrong decoding "
		    "(mojibake) break search, copying and screen readers.",
		    "制御文字、ゼロ幅文字、書字方向の制御文字、結合文字に分解された濁点 (NFD)、"
		    "文字化けは、検索やコピー、読み上げの妨げになります。"},
	.example = "Guide\n- カ\xE3\x82\x99イド (U+3099)\n+ ガイド",
};

static const struct rule *const rules[] = {&rule_control, NULL};

static const char *const garbled[LANG_SIDES] = {"garbled text (mojibake)", "文字化け"};

/* The first byte of kana and of 、 is ã in Latin-1, with one of these behind it. */
static bool is_second_of_kana(int32_t c)
{
	return (c >= 0x80 && c < 0xA0) || c == 0x192 /* ƒ */ || c == 0x201A /* ‚ */ ||
	       c == 0x20AC /* € */;
}

/* What is wrong with a character, in words; NULL: nothing. */
static const char *const *fault_of(int32_t c, int32_t next)
{
	static const char *const control[LANG_SIDES] = {"a control character", "制御文字"};
	static const char *const hidden[LANG_SIDES] = {"an invisible character", "見えない文字"};
	static const char *const bidi[LANG_SIDES] = {"a direction override", "書字方向の制御文字"};
	static const char *const apart[LANG_SIDES] = {"a mark set apart from its kana (NFD)",
						      "分解された濁点・半濁点 (NFD)"};
	if (c == 0x3099 || c == 0x309A)
		return apart;
	if (c == 0xFFFD || (c == 0xE3 && is_second_of_kana(next)) ||
	    (c == 0xE2 && next == 0x20AC) || (c == 0xC3 && next >= 0xA1 && next <= 0xBC))
		return garbled;
	if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
		return bidi;
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return c == '\n' || c == '\t' || c == PAIR_OPAQUE ? NULL : control;
	/* A joiner inside an emoji, and a soft hyphen, are meant. */
	if (c == 0x200D || c == 0xAD)
		return NULL;
	return c >= 0x200B && is_invisible(c) ? hidden : NULL;
}

static void tell(struct checking *c, const struct pair *pair, enum lang lang, struct span at,
		 int32_t character, const char *const *fault)
{
	struct slice name = arena_printf(c->scratch, "U+%04X", (unsigned int)character);
	struct finding *finding = say(c, &rule_control, pair, lang, at, 1, name);
	if (finding)
		finding_arg_words(finding, fault[LANG_EN], fault[LANG_JA]);
}

/* Of text that was read as Latin-1, all is: there is one finding of it. */
static bool goes_on(const char *const *fault, int32_t c)
{
	return fault == garbled && c >= 0x80 && c < 0x3000;
}

static void check_english(struct checking *c, const struct pair *pair)
{
	struct slice text = pair->sides[LANG_EN].prose;
	for (size_t at = 0; at < text.len && words_of_prose(c, pair)->traits & WORD_ODD;) {
		size_t start = at;
		int32_t character = utf8_next(text, &at);
		size_t behind = at;
		if (!sign_is_odd(character))
			continue;
		const char *const *fault = fault_of(character, utf8_next(text, &behind));
		if (!fault)
			continue;
		for (behind = at; goes_on(fault, utf8_next(text, &behind));)
			at = behind;
		tell(c, pair, LANG_EN, (struct span){start, at}, character, fault);
	}
}

static void check_japanese(struct checking *c, const struct pair *pair)
{
	const struct signs *text = signs_of_prose(c, pair);
	for (size_t i = 0; i < text->count && text->kinds & KIND_ODD; i++) {
		const struct sign *sign = &text->items[i];
		if (!sign_is_odd(sign->c))
			continue;
		const char *const *fault = fault_of(sign->c, sign[1].c);
		if (!fault)
			continue;
		while (goes_on(fault, text->items[i + 1].c))
			i++;
		tell(c, pair, LANG_JA, (struct span){sign->at, text->items[i + 1].at}, sign->c,
		     fault);
	}
}

static void check_shift_jis(struct checking *c, const struct pair *pair)
{
	struct slice text = pair->sides[LANG_JA].prose;
	if (!(signs_of_prose(c, pair)->kinds & (KIND_FORM | KIND_ODD)))
		return; /* half of all kana become half-width ones */
	struct span at = garbled_find(text);
	size_t next = at.start;
	if (at.end)
		tell(c, pair, LANG_JA, at, utf8_next(text, &next), garbled);
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	check_english(c, pair);
	check_japanese(c, pair);
	check_shift_jis(c, pair);
}

const struct family family_character = {.rules = rules, .pair = check_pair};
