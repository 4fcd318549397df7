/* How a text ends: with a full stop, a colon, a question, or nothing. */
#include "checking.h"
#include "text/unicode.h"

static const struct rule rule_end = {
	.id = "punct.end",
	.severity = SEVERITY_INFO,
	.message = {"the English ends with {0} and the Japanese with {1}; end both alike",
		    "文末が英語では{0}、日本語では{1}です。そろえてください"},
	.explain = {"A full stop answers 。 or nothing, a colon : or 。, a question mark ? or か。 "
		    "or a title such as …方法. Another ending often means that a part of the "
		    "sentence is missing.",
		    "ピリオドには「。」または記号なし、コロンには「:」または「。」、疑問符には"
		    "「?」「か。」または「～方法」などの見出しが対応します。それ以外は、文の一部が"
		    "抜けている可能性があります。"},
	.example = "For example:\n- たとえば、\n+ 例:",
};

static const struct rule *const rules[] = {&rule_end, NULL};

enum end { END_NONE, END_STOP, END_COLON, END_QUESTION, END_EXCLAMATION, END_COMMA, END_UNKNOWN };

static const char *const names[][LANG_SIDES] = {
	[END_NONE] = {"no punctuation", "記号なし"},
	[END_STOP] = {"a full stop", "句点"},
	[END_COLON] = {"a colon", "コロン"},
	[END_QUESTION] = {"a question mark", "疑問符"},
	[END_EXCLAMATION] = {"an exclamation mark", "感嘆符"},
	[END_COMMA] = {"a comma", "読点"},
};

/* Closing signs and blanks stand behind the sign that counts. */
static bool is_passed_over(int32_t c)
{
	return is_unicode_blank(c) || c == ')' || c == ']' || c == '"' || c == '\'' || c == '*' ||
	       c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09 ||
	       c == 0xFF3D;
}

static enum end end_of_sign(int32_t c)
{
	switch (c) {
	case '.':
	case 0x3002: /* 。 */
	case 0xFF0E:
		return END_STOP;
	case ':':
	case 0xFF1A:
		return END_COLON;
	case '?':
	case 0xFF1F:
		return END_QUESTION;
	case '!':
	case 0xFF01:
		return END_EXCLAMATION;
	case ',':
	case ';':
	case 0x3001: /* 、 */
		return END_COMMA;
	case PAIR_OPAQUE:
	case 0x2026: /* … */
		return END_UNKNOWN;
	default:
		return END_NONE;
	}
}

/* The sign that a text ends with; `*at` becomes the place behind it. */
static enum end end_of(struct slice text, size_t *at)
{
	*at = text.len;
	for (size_t before = text.len; before > 0;) {
		int32_t c = utf8_previous(text, &before);
		if (!is_passed_over(c))
			return end_of_sign(c);
		*at = before;
	}
	return END_UNKNOWN;
}

/* "see [How does it work?](…)", and the like in quotation marks: the sign is the title's,
   not the sentence's. `at` is behind it. */
static bool is_of_title(const struct pair_side *side, size_t at)
{
	struct slice behind = slice_skip(side->text, at);
	for (size_t i = 0; i < side->n_marks; i++) {
		const struct pair_mark *mark = &side->marks[i];
		if (mark->node->kind == NODE_LINK && mark->at.start > 0 && mark->at.end == at)
			return true;
	}
	return slice_starts_with(behind, SLICE("\"")) ||
	       slice_starts_with(behind, SLICE("\xE2\x80\x9D")); /* ” */
}

/* A title answers a question with a noun: しくみ, 違い, 責任者. */
static bool ends_in_noun(struct slice text)
{
	static const char *const nouns[] = {"しくみ", "違い",     "こと",     "もの",
					    "とき",   "について", "お知らせ", NULL};
	size_t at = text.len;
	int32_t last = utf8_previous(text, &at);
	return slice_ends_with_one_of(text, nouns) || is_kanji(last) || is_katakana(last) ||
	       (last > 0 && last < 0x80 && ascii_is_alnum((char)last));
}

static bool asks(struct slice text)
{
	static const char *const endings[] = {"か",   "方法", "理由", "かどうか", "とは",
					      "には", "場合", "手順", NULL};
	return slice_ends_with_one_of(text, endings);
}

static bool is_answer(enum end en, enum end ja, struct slice text, size_t at)
{
	struct slice before = slice_sub(text, 0, at);
	if (ja == END_STOP)
		before = slice_sub(before, 0,
				   before.len - (slice_ends_with(before, SLICE(".")) ? 1 : 3));
	switch (en) {
	case END_STOP:
		return ja == END_NONE;
	case END_COLON:
		return ja == END_STOP;
	case END_QUESTION:
		return ((ja == END_STOP || ja == END_NONE) && asks(before)) ||
		       (ja == END_NONE && ends_in_noun(before));
	case END_EXCLAMATION:
		return ja == END_STOP || ja == END_NONE;
	default:
		return false;
	}
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	struct slice text = pair->sides[LANG_JA].prose;
	size_t en_at;
	size_t ja_at;
	enum end en = end_of(pair->sides[LANG_EN].prose, &en_at);
	enum end ja = end_of(text, &ja_at);
	if (en == ja || en == END_UNKNOWN || ja == END_UNKNOWN || is_answer(en, ja, text, ja_at))
		return;
	if ((en == END_QUESTION || en == END_EXCLAMATION) && (ja == END_STOP || ja == END_NONE) &&
	    is_of_title(&pair->sides[LANG_EN], en_at))
		return;
	size_t start = ja_at;
	utf8_previous(text, &start);
	struct finding *finding = say(c, &rule_end, pair, LANG_JA, (struct span){start, ja_at}, 0);
	if (finding) {
		finding_arg_words(finding, names[en][LANG_EN], names[en][LANG_JA]);
		finding_arg_words(finding, names[ja][LANG_EN], names[ja][LANG_JA]);
	}
}

const struct family family_punct = {.rules = rules, .pair = check_pair};
