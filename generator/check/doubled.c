/* Words that stand twice in a row, or more often. */
#include "doubled.h"
#include "loanword.h"
#include "signs.h"
#include "words.h"

static const struct rule rule_double_word = {
	.id = "ja.double-word",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" stands {1} in a row; keep one",
		    "「{0}」が {1}続いています。1 つにしてください"},
	.explain = {"The same word twice is left over from an edit, or from a machine that "
		    "translated a word and kept it too.",
		    "同じ語が続くのは、編集の消し残しか、機械翻訳による重複です。"},
	.example = "Check the settings.\n- 設定設定を確認します。\n+ 設定を確認します。",
};

static const struct rule *const rules[] = {&rule_double_word, NULL};

enum { UNIT_MIN = 2, UNIT_MAX = 10 }; /* characters of the word */

/* A word begins with kanji or katakana, or is Latin throughout; 一つ一つ and ひとりひとり
   are said so. */
static bool is_word(const struct sign *word, size_t len)
{
	size_t n_latin = 0;
	for (size_t i = 0; i < len; i++) {
		if (word[i].script == SCRIPT_OTHER || word[i].c == 0x4E00 /* 一 */)
			return false;
		n_latin += word[i].script == SCRIPT_LATIN;
	}
	return n_latin == len ? len >= 3 : n_latin == 0;
}

static bool is_border(const struct sign *before, const struct sign *after)
{
	return before->script != after->script || before->script == SCRIPT_OTHER;
}

static bool is_same(const struct sign *a, const struct sign *b, size_t len)
{
	size_t n = 0;
	while (n < len && a[n].c == b[n].c)
		n++;
	return n == len;
}

/* Whether the characters from `first` up to `second`, or to a blank before it, stand
   there again. Gives how many they are, and in `*end` the place behind; or 0. Latin
   words need the blank. */
static size_t repeated_at(const struct signs *text, const struct sign *first,
			  const struct sign *second, size_t *end)
{
	bool has_blank = second[-1].c == ' ';
	size_t len = (size_t)(second - first) - has_blank;
	if (len < UNIT_MIN || len > UNIT_MAX || (first->script == SCRIPT_LATIN && !has_blank))
		return 0;
	*end = (size_t)(second - text->items) + len;
	if (*end > text->count || !is_same(first, second, len) || !is_word(first, len))
		return 0;
	bool is_whole = is_border(&second[len - 1], &second[len]) ||
			(*end + len <= text->count && is_same(second, &second[len], len));
	return is_whole ? len : 0;
}

/* Mostly the first character does not stand again soon. A Latin word is all of its run,
   and stands again behind a blank. */
static size_t unit_at(const struct signs *text, size_t start, size_t *end)
{
	const struct sign *first = &text->items[start];
	const struct sign *behind = first + first->run;
	const int32_t c = first->c;
	if (first->script == SCRIPT_LATIN)
		return behind->c == ' ' && behind[1].c == c
			       ? repeated_at(text, first, behind + 1, end)
			       : 0;
	size_t half = (text->count - start) / 2;
	const struct sign *last = first + (half < UNIT_MAX ? half : UNIT_MAX) + 1; /* a blank */
	for (const struct sign *second = first + UNIT_MIN; second <= last; second++) {
		size_t len = second->c == c ? repeated_at(text, first, second, end) : 0;
		if (len)
			return len;
	}
	return 0;
}

/* A label in bold and the text behind it are two things. */
static bool has_border_in(const struct pair_side *side, struct span at)
{
	for (size_t i = 0; i < side->n_marks; i++) {
		struct span mark = side->marks[i].at;
		if ((mark.start > at.start && mark.start < at.end) ||
		    (mark.end > at.start && mark.end < at.end))
			return true;
	}
	return false;
}

/* How many times more the last `len` characters before `*end` stand behind it, which
   moves on. */
static size_t times_more(const struct signs *text, size_t len, size_t *end)
{
	size_t n = 0;
	size_t behind;
	for (; *end < text->count; n++, *end = behind) {
		const struct sign *last = &text->items[*end - len];
		const struct sign *next = &text->items[*end];
		next += next->c == ' ';
		if (repeated_at(text, last, next, &behind) != len)
			break;
	}
	return n;
}

/* --- One of another --------------------------------------------------------- */

enum { NO = 0x306E /* の */ };

static bool is_of_noun(enum script script)
{
	return script == SCRIPT_KANJI || script == SCRIPT_KATAKANA;
}

/* 添付ファイルのファイルの種類 is the type of another thing: the first of the two is a
   part of a longer word. */
static bool is_in_longer_word(const struct signs *text, const struct sign *first)
{
	return first > text->items && is_of_noun(first[-1].script);
}

/* DLP ポリシーのポリシーのヒント: "policy tips for DLP policies" has the word twice too. */
static bool is_twice_in_english(struct checking *c, const struct pair *pair, struct slice loan)
{
	struct slice text = pair->sides[LANG_EN].prose;
	const struct words *words = words_of_prose(c, pair);
	struct sounds sounds = sounds_of_katakana(loan);
	size_t n = 0;
	for (size_t i = 0; i < words->count; i++) {
		struct slice word = word_text(&words->items[i], text);
		word.len -= word_is_plural(word);
		struct sounds heard = sounds_of_english(word);
		n += sounds_match(&heard, &sounds);
	}
	return n >= 2;
}

/* Whether the word is a noun with の behind it, and there are two of what it names. */
static bool is_of_another(struct checking *c, const struct pair *pair, const struct signs *text,
			  const struct sign *first, size_t len)
{
	const struct sign *last = &first[len - 1];
	if (last->c != NO || !is_of_noun(last[-1].script))
		return false;
	struct slice noun = slice_sub(pair->sides[LANG_JA].prose, first->at, last->at);
	return is_in_longer_word(text, first) ||
	       (first->script == SCRIPT_KATAKANA && first->run == len - 1 &&
		is_twice_in_english(c, pair, noun));
}

/* --- A text ----------------------------------------------------------------- */

static void tell(struct checking *c, const struct pair *pair, struct span at, struct slice word,
		 size_t n_times)
{
	struct finding *finding = say(c, &rule_double_word, pair, LANG_JA, at, 1, word);
	struct arena *arena = c->article->findings.arena;
	if (!finding)
		return;
	struct slice times =
		n_times == 2 ? SLICE("twice") : arena_printf(arena, "%zu times", n_times);
	say_words(c, finding, times, arena_printf(arena, "%zu 回", n_times));
}

/* 徐々に徐々に, 何度も何度も, 少しずつ少しずつ are said for emphasis. */
static bool is_emphatic(struct slice word)
{
	struct slice how_many = SLICE("何");
	return slice_ends_with(word, SLICE("ずつ")) || slice_ends_with(word, SLICE("々に")) ||
	       (slice_starts_with(word, how_many) && slice_ends_with(word, SLICE("も")));
}

/* Whether the first kana of a word stands again where the word may: `left` are in a row. */
static inline bool stands_again(const struct sign *sign, size_t left, unsigned int lengths)
{
	for (size_t len = 1; lengths && 2 * len <= left; len++, lengths >>= 1)
		if (lengths & 1 && sign[len].c == sign->c)
			return true;
	return false;
}

/* In a run of hiragana. */
static void check_kana(struct checking *c, const struct pair *pair, const struct signs *text,
		       size_t first)
{
	struct slice prose = pair->sides[LANG_JA].prose;
	size_t end = first + text->items[first].run;
	for (size_t i = first; i + 1 < end; i++) {
		const struct sign *sign = &text->items[i];
		unsigned int lengths = doubled_lengths(sign->c);
		if (!lengths || !stands_again(sign, end - i, lengths))
			continue;
		size_t len = doubled_kana_at(text, i, prose);
		struct span at = {text->items[i].at, text->items[i + 2 * len].at};
		if (!len || has_border_in(&pair->sides[LANG_JA], at))
			continue;
		tell(c, pair, at, slice_sub(prose, at.start, text->items[i + len].at), 2);
		i += 2 * len - 1;
	}
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	struct slice prose = pair->sides[LANG_JA].prose;
	const struct signs *text = signs_of_prose(c, pair);
	for (size_t i = 0, end; i < text->count; i = end) {
		const struct sign *run = &text->items[i];
		size_t len = run->script > SCRIPT_HIRAGANA ? unit_at(text, i, &end) : 0;
		if (run->script == SCRIPT_HIRAGANA)
			check_kana(c, pair, text, i);
		if (!len) {
			end = i + run->run;
			continue;
		}
		size_t n_times = 2 + times_more(text, len, &end);
		struct span at = {text->items[i].at, text->items[end].at};
		struct slice word = slice_sub(prose, at.start, text->items[i + len].at);
		struct slice both = slice_sub(prose, at.start, at.end);
		if (!slice_contains(pair->sides[LANG_EN].prose, both) &&
		    !has_border_in(&pair->sides[LANG_JA], at) && !is_emphatic(word) &&
		    !is_of_another(c, pair, text, run, len))
			tell(c, pair, at, word, n_times);
	}
}

const struct family family_doubled = {.rules = rules, .pair = check_pair};
