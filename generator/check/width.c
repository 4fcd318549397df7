/* Full-width and half-width forms: one of them, and the same all through. */
#include "garbled.h"
#include "signs.h"
#include "text/unicode.h"

static const struct rule rule_minority = {
	.id = "width.minority",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is written here and \"{1}\" in the rest of the article ({2} times); "
		    "use one form",
		    "ここでは「{0}」ですが、この記事では「{1}」が使われています ({2} 回)。"
		    "表記をそろえてください"},
	.explain = {"Parentheses, colons, exclamation and question marks exist in two widths. An "
		    "article that mixes them looks pasted together.",
		    "かっこ、コロン、感嘆符、疑問符には全角と半角があります。記事の中で混ざると"
		    "統一感が失われます。"},
	.example = "Mail (optional)\n- メール（オプション）\n+ メール (オプション)",
};

static const struct rule rule_alnum = {
	.id = "width.alnum",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is written in full-width characters; write letters and digits in "
		    "half-width",
		    "「{0}」が全角で書かれています。英数字は半角で書いてください"},
	.explain = {"Full-width letters and digits are not found by a search for the ordinary "
		    "ones, and cannot be pasted into a command.",
		    "全角の英数字は通常の検索で見つからず、コマンドに貼り付けても動作しません。"},
	.example = "Wait 24 hours.\n- ２４ 時間待ちます。\n+ 24 時間待ちます。",
};

static const struct rule rule_kana = {
	.id = "width.kana",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is written in half-width katakana; write it in full-width",
		    "「{0}」が半角カタカナです。全角で書いてください"},
	.explain = {"Half-width katakana is a relic of old terminals and hard to read.",
		    "半角カタカナは読みにくく、検索でも見つかりにくくなります。"},
	.example = "Mail\n- ﾒｰﾙ\n+ メール",
};

static const struct rule *const rules[] = {&rule_minority, &rule_alnum, &rule_kana, NULL};

/* --- Letters, digits, katakana ------------------------------------------ */

/* The block Halfwidth and Fullwidth Forms, U+FF00 to U+FFEF, begins with these
   bytes in UTF-8. */
static size_t next_form(struct slice text, size_t from)
{
	for (size_t at = from; (at = slice_find_char(text, '\xEF', at)) != SLICE_NONE; at++)
		if (at + 2 < text.len && ((unsigned char)text.ptr[at + 1] & 0xFC) == 0xBC)
			return at;
	return SLICE_NONE;
}

static bool is_wide_alnum(int32_t c)
{
	return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
	       (c >= 0xFF41 && c <= 0xFF5A);
}

static bool is_narrow_kana(int32_t c)
{
	return c >= 0xFF66 && c <= 0xFF9F;
}

static size_t end_of_run(struct slice text, size_t start, bool is_of(int32_t c))
{
	size_t end = start;
	for (size_t at = start; at < text.len && is_of(utf8_next(text, &at));)
		end = at;
	return end;
}

/* What is garbled is no katakana: char.control tells it. */
static void check_pair(struct checking *c, const struct pair *pair)
{
	struct slice text = pair->sides[LANG_JA].prose;
	if (!(signs_of_prose(c, pair)->kinds & KIND_FORM) || garbled_find(text).end)
		return;
	for (size_t at = 0; (at = next_form(text, at)) != SLICE_NONE;) {
		struct span wide = {at, end_of_run(text, at, is_wide_alnum)};
		struct span narrow = {at, end_of_run(text, at, is_narrow_kana)};
		if (wide.end > at)
			say(c, &rule_alnum, pair, LANG_JA, wide, 1, words_at(text, wide));
		else if (narrow.end > at)
			say(c, &rule_kana, pair, LANG_JA, narrow, 1, words_at(text, narrow));
		at = wide.end > at ? wide.end : narrow.end > at ? narrow.end : at + 3;
	}
}

/* --- One form an article ------------------------------------------------ */

enum { MAJORITY_MIN = 10, MAJORITY_TIMES = 10 };

enum form { FORM_HALF, FORM_FULL, FORMS };

static const struct {
	const char *forms[FORMS];
	uint32_t kinds[FORMS]; /* enum sign_kind */
} compared[] = {
	{{"(", "（"}, {KIND_PAREN, KIND_WIDE_PAREN}},
	{{":", "："}, {KIND_COLON, KIND_WIDE_COLON}},
	{{"!", "！"}, {KIND_EXCLAMATION, KIND_WIDE_EXCLAMATION}},
	{{"?", "？"}, {KIND_QUESTION, KIND_WIDE_QUESTION}},
};

enum { N_COMPARED = sizeof(compared) / sizeof(*compared) };

/* A half-width sign counts where the text around it is Japanese: in "(DNS)" or
   "12:30" it is the only right one. */
static bool counts(struct slice text, struct span at, enum form form)
{
	size_t before = at.start;
	size_t after = at.end;
	if (form == FORM_FULL)
		return true;
	bool is_japanese_before = is_japanese(utf8_previous(text, &before));
	/* A blank may stand before a half-width parenthesis. */
	if (!is_japanese_before && before < at.start && text.ptr[before] == ' ')
		is_japanese_before = is_japanese(utf8_previous(text, &before));
	return is_japanese_before || is_japanese(utf8_next(text, &after));
}

/* Calls back for each place where a sign stands in a form. */
typedef void form_visit(struct checking *c, const struct pair *pair, struct span at, void *context);

static void each_form(struct checking *c, size_t sign, enum form form, form_visit *visit,
		      void *context)
{
	struct slice needle = slice_from(compared[sign].forms[form]);
	for (size_t i = 0; i < c->pairs->count; i++) {
		const struct pair *pair = &c->pairs->items[i];
		struct slice text = pair->sides[LANG_JA].prose;
		if (!(signs_of_prose(c, pair)->kinds & compared[sign].kinds[form]))
			continue;
		for (size_t at = 0; (at = slice_find(text, needle, at)) != SLICE_NONE;
		     at += needle.len)
			if (counts(text, (struct span){at, at + needle.len}, form))
				visit(c, pair, (struct span){at, at + needle.len}, context);
	}
}

static void count_one(struct checking *c, const struct pair *pair, struct span at, void *context)
{
	(void)c;
	(void)pair;
	(void)at;
	++*(size_t *)context;
}

struct minority {
	struct slice written;
	struct slice usual;
	struct slice count;
};

static void tell_one(struct checking *c, const struct pair *pair, struct span at, void *context)
{
	const struct minority *minority = context;
	say(c, &rule_minority, pair, LANG_JA, at, 3, minority->written, minority->usual,
	    minority->count);
}

static void check_sign(struct checking *c, size_t sign)
{
	size_t n[FORMS] = {0};
	each_form(c, sign, FORM_FULL, count_one, &n[FORM_FULL]);
	each_form(c, sign, FORM_HALF, count_one, &n[FORM_HALF]);
	enum form rare = n[FORM_FULL] < n[FORM_HALF] ? FORM_FULL : FORM_HALF;
	enum form usual = rare == FORM_FULL ? FORM_HALF : FORM_FULL;
	if (n[rare] == 0 || n[usual] < MAJORITY_MIN || n[usual] < n[rare] * MAJORITY_TIMES)
		return;
	struct minority minority = {slice_from(compared[sign].forms[rare]),
				    slice_from(compared[sign].forms[usual]),
				    arena_printf(c->scratch, "%zu", n[usual])};
	c->failed |= !minority.count.ptr;
	each_form(c, sign, rare, tell_one, &minority);
}

/* Only where an article has both forms there is anything to count. */
static void check_article(struct checking *c)
{
	uint32_t kinds = 0;
	for (size_t i = 0; i < c->pairs->count; i++)
		kinds |= signs_of_prose(c, &c->pairs->items[i])->kinds;
	for (size_t sign = 0; sign < N_COMPARED; sign++)
		if (kinds & compared[sign].kinds[FORM_HALF] &&
		    kinds & compared[sign].kinds[FORM_FULL])
			check_sign(c, sign);
}

const struct family family_width = {.rules = rules, .pair = check_pair, .article = check_article};
