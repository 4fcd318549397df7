/* House styles: blanks and parentheses where Japanese meets half-width text.
   The two habits are opposite, so all is off until a profile is chosen
   (rule_settings.c). */
#include "checking.h"
#include "text/unicode.h"

static const struct rule rule_blank = {
	.id = "style.blank",
	.severity = SEVERITY_OFF,
	.message =
		{"no blank stands between Japanese and half-width text in \"{0}\"; add one",
		 "「{0}」で全角文字と半角文字の間に空白がありません。半角の空白を入れてください"},
	.explain = {"Microsoft's style sets Japanese and half-width letters and digits apart by "
		    "one half-width blank.",
		    "Microsoft のスタイルでは、全角文字と半角英数字の間に半角の空白を 1 つ"
		    "入れます。"},
	.example = "Use DNS here.\n- ここではDNSを使います。\n+ ここでは DNS を使います。",
};

static const struct rule rule_no_blank = {
	.id = "style.no-blank",
	.severity = SEVERITY_OFF,
	.message = {"a blank stands between Japanese and half-width text in \"{0}\"; remove it",
		    "「{0}」で全角文字と半角文字の間に空白があります。削除してください"},
	.explain = {"The JTF style guide (3.1.1) sets no blank between Japanese and half-width "
		    "text.",
		    "JTF 日本語標準スタイルガイド (3.1.1) では、全角文字と半角文字の間に空白を"
		    "入れません。"},
	.example = "Use DNS here.\n- ここでは DNS を使います。\n+ ここではDNSを使います。",
};

static const struct rule rule_half_paren = {
	.id = "style.half-paren",
	.severity = SEVERITY_OFF,
	.message = {"the parenthesis in \"{0}\" is full-width; write it in half-width",
		    "「{0}」のかっこが全角です。半角で書いてください"},
	.explain = {"Microsoft's style uses half-width parentheses, set apart by a blank.",
		    "Microsoft のスタイルでは、半角のかっこを使い、外側に空白を入れます。"},
	.example = "Mail (optional)\n- メール（オプション）\n+ メール (オプション)",
};

static const struct rule rule_full_paren = {
	.id = "style.full-paren",
	.severity = SEVERITY_OFF,
	.message = {"the parenthesis in \"{0}\" is half-width; write it in full-width",
		    "「{0}」のかっこが半角です。全角で書いてください"},
	.explain = {"The JTF style guide (3.3.1) uses full-width parentheses in Japanese text.",
		    "JTF 日本語標準スタイルガイド (3.3.1) では、和文に全角の丸かっこを使います。"},
	.example = "Mail (optional)\n- メール (オプション)\n+ メール（オプション）",
};

static const struct rule *const rules[] = {&rule_blank, &rule_no_blank, &rule_half_paren,
					   &rule_full_paren, NULL};

/* Three characters in a row. */
struct view {
	int32_t before;
	int32_t at;
	int32_t after;
	size_t start;  /* of `before` */
	size_t middle; /* the end of `at` */
	size_t end;    /* of `after` */
};

static bool is_wide_word(int32_t c)
{
	return is_japanese(c) && !is_unicode_punct(c);
}

static bool is_narrow_word(int32_t c)
{
	return c > 0 && c < 0x80 && ascii_is_alnum((char)c);
}

static bool meet(int32_t left, int32_t right)
{
	return (is_wide_word(left) && is_narrow_word(right)) ||
	       (is_narrow_word(left) && is_wide_word(right));
}

static void tell(struct checking *c, const struct rule *rule, const struct pair *pair,
		 struct span at)
{
	say(c, rule, pair, LANG_JA, at, 1, words_at(pair->sides[LANG_JA].text, at));
}

static bool is_paren(int32_t c, int32_t opening)
{
	return c == opening || c == opening + 1;
}

static void check_at(struct checking *c, const struct pair *pair, const struct view *v)
{
	if (meet(v->before, v->at))
		tell(c, &rule_blank, pair, (struct span){v->start, v->middle});
	if (v->at == ' ' && meet(v->before, v->after))
		tell(c, &rule_no_blank, pair, (struct span){v->start, v->end});
	if (is_paren(v->at, 0xFF08))
		tell(c, &rule_half_paren, pair, (struct span){v->start, v->end});
	if (is_paren(v->at, '(') && (is_wide_word(v->before) || is_wide_word(v->after)))
		tell(c, &rule_full_paren, pair, (struct span){v->start, v->end});
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	struct slice text = pair->sides[LANG_JA].prose;
	size_t start = 0;
	size_t middle = 0;
	struct view v = {.before = CODE_POINT_NONE, .at = utf8_next(text, &middle)};
	while (v.at != CODE_POINT_NONE) {
		size_t end = middle;
		v.after = utf8_next(text, &end);
		v.middle = middle;
		v.end = end;
		check_at(c, pair, &v);
		v.start = start;
		v.before = v.at;
		v.at = v.after;
		start = middle;
		middle = end;
	}
}

const struct family family_style = {.rules = rules, .pair = check_pair};
