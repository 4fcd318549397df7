/* Blanks where Japanese has none, and none where it has one. */
#include "signs.h"
#include "text/unicode.h"

static const struct rule rule_before_punct = {
	.id = "space.before-punct",
	.severity = SEVERITY_WARNING,
	.message = {"a blank stands before the punctuation in \"{0}\"; remove it",
		    "句読点または閉じかっこの前に空白があります (「{0}」)。削除してください"},
	.explain = {"Japanese punctuation follows its word without a blank.",
		    "日本語の句読点や閉じかっこは、前の語に続けて書きます。"},
	.example = "Select the item.\n- 項目を選択します 。\n+ 項目を選択します。",
};

static const struct rule rule_kanji_kana = {
	.id = "space.kanji-kana",
	.severity = SEVERITY_WARNING,
	.message = {"a blank stands inside Japanese text, \"{0}\"; remove it",
		    "日本語の文中に空白があります (「{0}」)。削除してください"},
	.explain = {"Words are not set apart by blanks in Japanese, except between the parts of a "
		    "katakana compound. Such a blank is left over from a machine translation or "
		    "from an edit.",
		    "日本語では、カタカナ複合語の区切りを除き、語と語の間に空白を入れません。"
		    "機械翻訳や編集の跡が残っている可能性があります。"},
	.example = "Click the button.\n- ボタンを クリックします。\n+ ボタンをクリックします。",
};

static const struct rule rule_nakaguro = {
	.id = "space.nakaguro",
	.severity = SEVERITY_WARNING,
	.message = {"blanks stand around ・ in \"{0}\"; remove them",
		    "「{0}」の中黒 (・) の前後に空白があります。削除してください"},
	.explain = {"The middle dot joins two words and takes no blanks.",
		    "中黒は語と語をつなぐ記号で、前後に空白を入れません。"},
	.example = "mail flow intelligence\n- メール フロー ・ インテリジェンス\n+ メール フロー "
		   "インテリジェンス",
};

static const struct rule rule_colon = {
	.id = "space.colon",
	.severity = SEVERITY_INFO,
	.message = {"no blank follows the colon in \"{0}\"; add one",
		    "「{0}」のコロンの後に空白がありません。空白を入れてください"},
	.explain = {"A half-width colon between Japanese and what follows it needs a blank to be "
		    "read as a break.",
		    "日本語の後の半角コロンは、後ろに空白がないと区切りとして読み取りにくく"
		    "なります。"},
	.example = "Error code: 450\n- エラー コード:450\n+ エラー コード: 450",
};

static const struct rule rule_double = {
	.id = "space.double",
	.severity = SEVERITY_INFO,
	.message = {"two blanks stand in the Japanese, \"{0}\", and none in the English; leave one",
		    "空白が 2 つ続いています (「{0}」)。1 つにしてください"},
	.explain = {"The English has single blanks there. What was between the two blanks may be "
		    "missing.",
		    "英語側に空白の連続はありません。間にあった語が抜けている可能性もあります。"},
	.example = "Open Mail flow.\n- メール  フローを開きます。\n+ メール フローを開きます。",
};

static const struct rule *const rules[] = {&rule_before_punct, &rule_kanji_kana, &rule_nakaguro,
					   &rule_colon,        &rule_double,     NULL};

enum { NO_BREAK_SPACE = 0xA0, IDEOGRAPHIC_SPACE = 0x3000, NAKAGURO = 0x30FB };

static bool is_blank(int32_t c)
{
	return c == ' ' || c == IDEOGRAPHIC_SPACE || c == NO_BREAK_SPACE;
}

/* A blank with its neighbours. */
struct gap {
	struct span at;
	struct span around; /* with both neighbours */
	int32_t before;
	int32_t after;
};

/* The next run of blanks at or after one of the other signs. */
static bool next_gap(const struct signs *text, size_t *other, struct gap *gap)
{
	while (*other < text->n_others && !is_blank(text->items[text->others[*other]].c))
		++*other;
	if (*other == text->n_others)
		return false;
	size_t first = text->others[*other];
	size_t end = first;
	while (is_blank(text->items[end].c))
		end++;
	const struct sign *start = &text->items[first];
	const struct sign *behind = &text->items[end];
	const struct sign *before = first ? start - 1 : NULL;
	*gap = (struct gap){
		.at = {start->at, behind->at},
		.around = {before ? before->at : 0, end < text->count ? behind[1].at : behind->at},
		.before = before ? before->c : CODE_POINT_NONE,
		.after = behind->c,
	};
	*other += end - first;
	return true;
}

static bool is_closing(int32_t c)
{
	return c == 0x3001 /* 、 */ || c == 0x3002 /* 。 */ || c == 0x300D /* 」 */;
}

static bool is_word_part(int32_t c)
{
	return is_japanese(c) && !is_unicode_punct(c);
}

/* Around a label in bold, or a link, writers set blanks on purpose. */
static bool is_at_markup(const struct pair_side *side, const struct gap *gap)
{
	for (size_t i = 0; i < side->n_marks; i++)
		if (side->marks[i].at.start == gap->at.end ||
		    side->marks[i].at.end == gap->at.start)
			return true;
	return false;
}

/* What can only go on with the word before it; "オプション はい" is a label and its value. */
static bool is_tail(struct slice text)
{
	static const char *const tails[] = {"が",   "から", "した", "して", "しま", "する",
					    "で",   "と",   "に",   "の",   "は",   "へ",
					    "また", "まで", "も",   "や",   "を",   NULL};
	return slice_starts_with_one_of(text, tails) && !slice_starts_with(text, SLICE("はい"));
}

/* Whether what ends at a place is no noun, which a compound may begin with: お知らせ メール. */
static bool is_before_new_word(struct slice text)
{
	static const char *const ends[] = {"が", "しい", "た", "て", "で", "と", "に", "の",
					   "は", "び",   "へ", "も", "る", "を", NULL};
	return slice_ends_with_one_of(text, ends);
}

/* 最大数 任意, 5 月 1 日 土曜日: a label and its value, a date and what belongs to it. */
static bool is_label_and_value(int32_t before, struct slice behind)
{
	static const char *const values[] = {"任意",   "不明", "必須", "無効",
					     "無制限", "有効", NULL};
	size_t at = 0;
	if (before == 0x65E5 /* 日 */)
		return is_kanji(utf8_next(behind, &at));
	for (const char *const *value = values; *value; value++) {
		at = slice_from(*value).len;
		if (is_kanji(before) && slice_starts_with(behind, slice_from(*value)))
			return !is_word_part(utf8_next(behind, &at));
	}
	return false;
}

/* Between two katakana words, and two nouns of which one is in katakana, a blank is right. */
static bool is_torn(struct slice text, const struct gap *gap)
{
	struct slice behind = slice_skip(text, gap->at.end);
	if (!is_word_part(gap->before) || !is_word_part(gap->after))
		return false;
	if (is_katakana(gap->before))
		return is_hiragana(gap->after) && is_tail(behind);
	if (is_katakana(gap->after))
		return is_hiragana(gap->before) &&
		       is_before_new_word(slice_sub(text, 0, gap->at.start));
	return !is_label_and_value(gap->before, behind);
}

/* Whether a gap is wider than one half-width blank; one that keeps words on a line is
   there on purpose. */
static bool is_wide(struct slice text, const struct gap *gap)
{
	struct slice blanks = slice_sub(text, gap->at.start, gap->at.end);
	return blanks.len > 1 && blanks.ptr[0] == ' ' && !slice_contains(blanks, SLICE("\u00A0"));
}

/* Whether a gap that should not be there at all was told. */
static bool check_gap(struct checking *c, const struct pair *pair, const struct gap *gap)
{
	struct slice around = words_at(pair->sides[LANG_JA].prose, gap->around);
	if (gap->after == NAKAGURO && is_word_part(gap->before))
		return say(c, &rule_nakaguro, pair, LANG_JA, gap->around, 1, around);
	if (is_closing(gap->after) && gap->before != CODE_POINT_NONE)
		return say(c, &rule_before_punct, pair, LANG_JA,
			   (struct span){gap->at.start, gap->around.end}, 1, around);
	if (is_torn(pair->sides[LANG_JA].prose, gap) && !is_at_markup(&pair->sides[LANG_JA], gap))
		return say(c, &rule_kanji_kana, pair, LANG_JA, gap->around, 1, around);
	return false;
}

/* In the middle of a text. */
static bool is_wide_inside(struct slice text, const struct gap *gap)
{
	return is_wide(text, gap) && gap->before != CODE_POINT_NONE &&
	       gap->after != CODE_POINT_NONE;
}

static void check_gaps(struct checking *c, const struct pair *pair)
{
	const struct signs *signs = signs_of_prose(c, pair);
	struct slice text = pair->sides[LANG_JA].prose;
	enum { UNKNOWN, NONE, SOME } in_english = UNKNOWN; /* looked for once */
	struct gap gap;
	for (size_t other = 0; next_gap(signs, &other, &gap);) {
		if (check_gap(c, pair, &gap) || !is_wide_inside(text, &gap))
			continue;
		if (in_english == UNKNOWN)
			in_english = slice_contains(pair->sides[LANG_EN].prose, SLICE("  ")) ? SOME
											     : NONE;
		if (in_english == NONE)
			say(c, &rule_double, pair, LANG_JA, gap.around, 1,
			    words_at(text, gap.around));
	}
}

static void check_colons(struct checking *c, const struct pair *pair)
{
	struct slice text = pair->sides[LANG_JA].prose;
	for (size_t at = 0; (at = slice_find_char(text, ':', at)) != SLICE_NONE; at++) {
		size_t start = at;
		size_t end = at + 1;
		int32_t before = utf8_previous(text, &start);
		int32_t after = utf8_next(text, &end);
		bool is_open = after != CODE_POINT_NONE && after != '\n' && after != ':' &&
			       after != PAIR_OPAQUE && !is_unicode_blank(after);
		if (is_word_part(before) && is_open)
			say(c, &rule_colon, pair, LANG_JA, (struct span){start, end}, 1,
			    words_at(text, (struct span){start, end}));
	}
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	uint32_t kinds = signs_of_prose(c, pair)->kinds;
	if (kinds & KIND_BLANK)
		check_gaps(c, pair);
	if (kinds & KIND_COLON)
		check_colons(c, pair);
}

const struct family family_space = {.rules = rules, .pair = check_pair};
