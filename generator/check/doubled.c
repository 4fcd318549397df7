/* Words that stand twice in a row. */
#include "checking.h"
#include "text/unicode.h"

#include <string.h>

static const struct rule rule_double_word = {
	.id = "ja.double-word",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" stands twice in a row; delete one",
		    "「{0}」が 2 回続いています。1 つを削除してください"},
	.explain = {"The same word twice is left over from an edit, or from a machine that "
		    "translated a word and kept it too.",
		    "同じ語が続くのは、編集の消し残しか、機械翻訳による重複です。"},
	.example = "Check the settings.\n- 設定設定を確認します。\n+ 設定を確認します。",
};

static const struct rule *const rules[] = {&rule_double_word, NULL};

enum { UNIT_MIN = 2, UNIT_MAX = 10 }; /* characters of the word */

enum script { SCRIPT_OTHER, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_KANJI, SCRIPT_LATIN };

static enum script script_of(int32_t c)
{
	if (c < 0x80)
		return c > 0 && ascii_is_alpha((char)c) ? SCRIPT_LATIN : SCRIPT_OTHER;
	if (is_hiragana(c))
		return SCRIPT_HIRAGANA;
	if (is_katakana(c))
		return SCRIPT_KATAKANA;
	return is_kanji(c) ? SCRIPT_KANJI : SCRIPT_OTHER;
}

/* The text as characters, so that words are compared at any distance. */
struct letters {
	int32_t *c;
	uint8_t *scripts; /* enum script of each */
	uint32_t *at;     /* offset of each, and of the end */
	size_t count;
};

static bool take_apart(struct checking *c, struct slice text, struct letters *out)
{
	struct letters letters = {
		.c = arena_array_raw(c->scratch, text.len, sizeof(*letters.c)),
		.scripts = arena_array_raw(c->scratch, text.len, sizeof(*letters.scripts)),
		.at = arena_array_raw(c->scratch, text.len + 1, sizeof(*letters.at)),
	};
	if (!letters.c || !letters.scripts || !letters.at) {
		c->failed = true;
		return false;
	}
	for (size_t at = 0; at < text.len; letters.count++) {
		letters.at[letters.count] = (uint32_t)at;
		letters.c[letters.count] = utf8_next(text, &at);
		letters.scripts[letters.count] = (uint8_t)script_of(letters.c[letters.count]);
	}
	letters.at[letters.count] = (uint32_t)text.len;
	*out = letters;
	return true;
}

/* A word begins with kanji or katakana, or is Latin throughout; 一つ一つ and ひとりひとり
   are said so. */
static bool is_word(const struct letters *text, size_t start, size_t len)
{
	size_t n_latin = 0;
	for (size_t i = start; i < start + len; i++) {
		if (text->scripts[i] == SCRIPT_OTHER || text->c[i] == 0x4E00 /* 一 */)
			return false;
		n_latin += text->scripts[i] == SCRIPT_LATIN;
	}
	return n_latin == len ? len >= 3 : n_latin == 0 && text->scripts[start] != SCRIPT_HIRAGANA;
}

static bool is_border(const struct letters *text, size_t before, size_t after)
{
	if (before >= text->count || after >= text->count)
		return true;
	return text->scripts[before] != text->scripts[after] ||
	       text->scripts[before] == SCRIPT_OTHER;
}

/* Whether the `len` characters at `start` stand again at once, or behind a
   blank; `*end` becomes the place behind. Latin words need the blank. */
static bool stands_again(const struct letters *text, size_t start, size_t len, size_t *end)
{
	size_t second = start + len;
	if (second < text->count && text->c[second] == ' ')
		second++;
	else if (text->scripts[start] == SCRIPT_LATIN)
		return false;
	*end = second + len;
	return *end <= text->count &&
	       memcmp(text->c + start, text->c + second, len * sizeof(*text->c)) == 0;
}

/* The first character stands again soon: worth a closer look. */
static size_t unit_at(const struct letters *text, size_t start, size_t *end)
{
	if (text->scripts[start] == SCRIPT_OTHER ||
	    (start > 0 && !is_border(text, start - 1, start)))
		return 0;
	for (size_t len = UNIT_MIN; len <= UNIT_MAX && start + 2 * len <= text->count; len++)
		if ((text->c[start + len] == text->c[start] || text->c[start + len] == ' ') &&
		    stands_again(text, start, len, end) && is_word(text, start, len) &&
		    is_border(text, *end - 1, *end))
			return len;
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

static void check_pair(struct checking *c, const struct pair *pair)
{
	struct slice prose = pair->sides[LANG_JA].prose;
	struct letters text;
	struct arena_mark mark = arena_mark(c->scratch);
	if (!take_apart(c, prose, &text))
		return;
	for (size_t i = 0; i < text.count; i++) {
		size_t end;
		size_t len = unit_at(&text, i, &end);
		if (!len)
			continue;
		struct slice word = slice_sub(prose, text.at[i], text.at[i + len]);
		struct slice both = slice_sub(prose, text.at[i], text.at[end]);
		if (!slice_contains(pair->sides[LANG_EN].prose, both) &&
		    !has_border_in(&pair->sides[LANG_JA], (struct span){text.at[i], text.at[end]}))
			say(c, &rule_double_word, pair, LANG_JA,
			    (struct span){text.at[i], text.at[end]}, 1, word);
		i = end - 1;
	}
	arena_rewind(c->scratch, mark);
}

const struct family family_doubled = {.rules = rules, .pair = check_pair};
