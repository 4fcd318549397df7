/* What the Japanese says as a whole: that it is a translation, of this text,
   and of all of it. */
#include "foreign.h"
#include "signs.h"
#include "text/unicode.h"

#include <string.h>

static const struct rule rule_same = {
	.id = "content.same",
	.severity = SEVERITY_WARNING,
	.message = {"the Japanese is the English, \"{0}\"; translate it",
		    "日本語が英語のままです (「{0}」)。翻訳してください"},
	.explain = {"A sentence was not translated. Names and code may stay as they are: it takes "
		    "three words in lower case to make a sentence.",
		    "文が翻訳されていません。製品名やコードはそのままで構いません "
		    "(小文字の語が 3 つ以上ある文が対象です)。"},
	.example = "Open the settings page.\n- Open the settings page.\n+ "
		   "設定ページを開きます。",
};

static const struct rule rule_not_japanese = {
	.id = "content.not-japanese",
	.severity = SEVERITY_WARNING,
	.message = {"no Japanese stands in \"{0}\", the translation of \"{1}\"; translate it",
		    "「{1}」の訳「{0}」に日本語がありません。翻訳してください"},
	.explain = {"The English has words, and the Japanese neither kana nor kanji.",
		    "英語には語がありますが、日本語側にかなも漢字もありません。"},
	.example = "Try again later.\n- Try again.\n+ 後でもう一度試してください。",
};

static const struct rule rule_swapped = {
	.id = "content.swapped",
	.severity = SEVERITY_ERROR,
	.message = {"the languages of segment {0} are swapped: \"{1}\" stands where the English "
		    "belongs, and \"{2}\" where the Japanese does; exchange them",
		    "セグメント {0} の日本語と英語が逆です (英語側に「{1}」、日本語側に「{2}」が"
		    "あります)。入れ替えてください"},
	.explain = {"The first span of a pair (data-ttu-id) holds the Japanese, and the second one "
		    "(data-stu-id, in sxs-lookup) its English.",
		    "ペアの 1 つ目の span (data-ttu-id) が日本語、2 つ目の span (sxs-lookup の中の "
		    "data-stu-id) が英語です。"},
	.example = "data-ttu-id | data-stu-id\n- Try again later. | "
		   "後でもう一度試してください。\n+ 後でもう一度試してください。 | Try again "
		   "later.",
};

static const struct rule rule_length = {
	.id = "content.length",
	.severity = SEVERITY_WARNING,
	.message = {"the Japanese is {0} for its English ({1} characters for {2}); see whether "
		    "something is {3}",
		    "日本語が英語に対して{0}です (英語 {2} 文字に対して {1} 文字)。"
		    "{3}がないか確認してください"},
	.explain =
		{"A Japanese text has between a quarter and four fifths as many characters as "
		 "its English, short ones more. Far outside of that, a sentence is missing, "
		 "doubled, or belongs elsewhere.",
		 "日本語の文字数は、通常、英語の 4 分の 1 から 5 分の 4 程度です (短い文を除く)。"
		 "大きく外れる場合は、文の抜けや重複、対応の誤りが考えられます。"},
	.example = "Select the connector, click Edit, and change the host.\n- 選択します。\n+ "
		   "コネクタを選択し、[編集] をクリックして、ホストを変更します。",
};

static const struct rule *const rules[] = {&rule_same, &rule_not_japanese, &rule_swapped,
					   &rule_length, NULL};

/* --- Words -------------------------------------------------------------- */

enum { WORDS_SAME = 3, WORDS_ENGLISH = 3 };

static bool is_word_edge(struct slice text, size_t at)
{
	char c = at < text.len ? text.ptr[at] : ' ';
	return (unsigned char)c <= ' ' ||
	       (c && c != PAIR_OPAQUE && c != '-' && c != '/' && c != '@' && c != '_' && c != '=' &&
		c != '\\' && !ascii_is_alnum(c) && (unsigned char)c < 0x80);
}

/* Words of three lower-case letters or more, which stand alone: no part of a
   name, a path or an address. Counts up to `enough`. */
static size_t count_words(struct slice text, size_t enough)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len && n < enough;) {
		size_t end = at;
		while (end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z')
			end++;
		bool is_start = at == 0 || is_word_edge(text, at - 1);
		n += end - at >= 3 && is_start && is_word_edge(text, end) &&
		     !(end + 1 < text.len && text.ptr[end] == '.' &&
		       ascii_is_alnum(text.ptr[end + 1]));
		at = end > at ? end : at + 1;
	}
	return n;
}

/* Written without a code span, but no sentence. */
static bool is_code(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == PAIR_OPAQUE ||
		    (text.ptr[i] && strchr("$<>={}\\;|_", text.ptr[i])))
			return true;
	return false;
}

/* Whether the English is Japanese, beside a Japanese half that has none. Where English tells
   of a Japanese word, most of its own words stand in the other half too. */
static bool is_swapped(struct checking *c, const struct pair *pair)
{
	struct slice en = pair->sides[LANG_EN].prose;
	if (!has_japanese(en) || !(signs_of_prose(c, pair)->kinds & KIND_LATIN))
		return false;
	return 2 * count_words(en, SIZE_MAX) <= count_words(pair->sides[LANG_JA].prose, SIZE_MAX);
}

/* All of a text, but for the blanks around it. */
static struct slice words_of(const struct pair_side *side)
{
	return slice_trim(words_at(side->text, (struct span){0, side->text.len}));
}

static void check_translated(struct checking *c, const struct pair *pair)
{
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	if (pair_is_japanese(c, pair))
		return;
	if (is_swapped(c, pair)) {
		say(c, &rule_swapped, pair, LANG_EN, (struct span){0, en->text.len}, 3,
		    pair->segment->id, words_of(en), words_of(ja));
		return;
	}
	if (is_code(en->prose))
		return;
	if (slice_eq(slice_trim(en->text), slice_trim(ja->text))) {
		if (count_words(en->prose, WORDS_SAME) == WORDS_SAME &&
		    !words_are_foreign(words_of_prose(c, pair), en->prose))
			say(c, &rule_same, pair, LANG_JA, (struct span){0, ja->text.len}, 1,
			    words_of(ja));
		return;
	}
	if (count_words(en->prose, WORDS_ENGLISH) == WORDS_ENGLISH)
		say(c, &rule_not_japanese, pair, LANG_JA, (struct span){0, 0}, 2, words_of(ja),
		    words_of(en));
}

/* --- Length ------------------------------------------------------------- */

/* What stands in both languages alike (names, code) says nothing of how much was
   translated, so ASCII in the Japanese is taken off both lengths. What is left
   stays within these limits in all but one of a thousand human translations
   (4,600 segments, by the English's length in characters), and a little more:
   titles in kanji are short, and "See X" takes a whole sentence. What is longer
   than that by a fifth was read and had nothing twice. */
static const struct {
	size_t en_max;
	double low;
	double high;
} limits[] = {
	{20, 0.10, 1.80},  {40, 0.14, 1.50},  {80, 0.17, 1.35},
	{160, 0.26, 0.98}, {320, 0.31, 0.86}, {SIZE_MAX, 0.31, 0.78},
};

enum { LENGTH_MIN = 15 }; /* of the English: shorter ones may be anything */

struct lengths {
	size_t characters; /* a run of blanks counts as one */
	size_t ascii;      /* of these, those of ASCII, blanks too */
};

/* Code is left out: it is the same in both languages. Blanks at the ends count for
   nothing. */
static struct lengths measure(const struct signs *text)
{
	size_t end = text->count;
	while (end > 0 && text->items[end - 1].c < 0x80 &&
	       ascii_is_blank((char)text->items[end - 1].c))
		end--;
	struct lengths n = {.characters = end, .ascii = text->n_latin};
	size_t behind_blank = 0; /* or at the start */
	for (size_t i = 0; i < text->n_others && text->others[i] < end; i++) {
		size_t at = text->others[i];
		int32_t c = text->items[at].c;
		bool is_blank = c <= ' ';
		bool is_passed_over = is_blank && (at == behind_blank || c == PAIR_OPAQUE);
		n.characters -= is_passed_over;
		n.ascii += c < 0x7F && !is_passed_over;
		if (is_blank)
			behind_blank = at + 1;
	}
	return n;
}

/* Of ASCII alone each byte is a character, and a blank stands between two words. */
static size_t count_english(struct checking *c, const struct pair *pair)
{
	const struct words *words = words_of_prose(c, pair);
	struct signs signs;
	if (words->count && !(words->traits & (WORD_ODD | WORD_OPAQUE)))
		return words->n_bytes + words->count - 1;
	signs_read(&signs, pair->sides[LANG_EN].prose, c->scratch);
	c->failed |= c->scratch->failed;
	return measure(&signs).characters;
}

enum { GLOSS_MIN = 8 }; /* bytes of the English that has its translation beside it */

/* Before a bracket, a blank, the end of a quotation: 」 and such are U+3000 to U+303F. */
static size_t behind_words(struct slice text, size_t end)
{
	while (end > 0) {
		if (end >= 3 && slice_starts_with(slice_skip(text, end - 3), SLICE("\xE3\x80")))
			end -= 3;
		else if ((unsigned char)text.ptr[end - 1] < 0x80 &&
			 !ascii_is_alnum(text.ptr[end - 1]))
			end--;
		else
			break;
	}
	return end;
}

/* The English that ends at a place of the Japanese, without the marks around it. */
static struct slice english_before(struct slice text, size_t end)
{
	end = behind_words(text, end);
	size_t start = end;
	while (start > 0 && (unsigned char)text.ptr[start - 1] < 0x80)
		start--;
	while (start < end && !ascii_is_alnum(text.ptr[start]))
		start++;
	return slice_sub(text, start, end);
}

/* A title or a label quoted as it is in English, and its translation behind it:
   "Debug connector issues (コネクタの問題のデバッグ)". It is said twice on purpose. */
static bool has_gloss(const struct pair *pair)
{
	struct slice ja = pair->sides[LANG_JA].text;
	for (size_t at = 0; (at = slice_find_char(ja, '(', at)) != SLICE_NONE; at++) {
		struct slice english = english_before(ja, at);
		size_t end = slice_find_char(ja, ')', at);
		if (english.len >= GLOSS_MIN && end != SLICE_NONE &&
		    has_japanese(slice_sub(ja, at, end)) &&
		    slice_contains(pair->sides[LANG_EN].text, english))
			return true;
	}
	return false;
}

static void tell_length(struct checking *c, const struct pair *pair, bool is_short, size_t n_en,
			size_t n_ja)
{
	struct slice en = arena_printf(c->scratch, "%zu", n_en);
	struct slice ja = arena_printf(c->scratch, "%zu", n_ja);
	struct finding *finding = say(c, &rule_length, pair, LANG_JA, (struct span){0, 0}, 0);
	if (!finding)
		return;
	if (is_short)
		finding_arg_words(finding, "too short", "短すぎる状態");
	else
		finding_arg_words(finding, "too long", "長すぎる状態");
	c->failed |= finding_arg(&c->article->findings, finding, ja) != STATUS_OK ||
		     finding_arg(&c->article->findings, finding, en) != STATUS_OK;
	if (is_short)
		finding_arg_words(finding, "missing", "訳の抜け");
	else
		finding_arg_words(finding, "said twice", "重複");
}

static void check_length(struct checking *c, const struct pair *pair)
{
	struct lengths ja = measure(signs_of_prose(c, pair));
	size_t n_english = count_english(c, pair);
	if (n_english < ja.ascii + LENGTH_MIN || ja.ascii == ja.characters)
		return;
	size_t n_en = n_english - ja.ascii;
	size_t n_ja = ja.characters - ja.ascii;
	size_t i = 0;
	while (n_en > limits[i].en_max)
		i++;
	double ratio = (double)n_ja / (double)n_en;
	if (ratio < limits[i].low || (ratio > limits[i].high && !has_gloss(pair)))
		tell_length(c, pair, ratio < limits[i].low, n_english, ja.characters);
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	check_translated(c, pair);
	check_length(c, pair);
}

const struct family family_content = {.rules = rules, .pair = check_pair};
