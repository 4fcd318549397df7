/* Brackets that lost their partner in the Japanese. */
#include "signs.h"

static const struct rule rule_balance = {
	.id = "bracket.balance",
	.severity = SEVERITY_ERROR,
	.message = {"the bracket {0} has no partner in the Japanese, in \"{1}\"; add the other one "
		    "or delete this one",
		    "かっこ {0} に対応するかっこがありません (「{1}」)。もう一方を追加するか、"
		    "このかっこを削除してください"},
	.explain = {"The brackets of the English are complete, so one was lost or added in "
		    "translation; often the rest of a label such as [Delete] whose other half was "
		    "taken for markup. Full-width and half-width forms may be paired.",
		    "英語側のかっこは対応しているため、翻訳の際に片方が失われたか、余分に追加され"
		    "ています。[削除] のような UI ラベルの片方だけがマークアップに変わっている例が"
		    "多く見られます。全角と半角の組み合わせは対応するものとして扱います。"},
	.example = "Click **Delete**.\n- **削除**] をクリックします。\n+ **[削除]** "
		   "をクリックします。",
};

static const struct rule *const rules[] = {&rule_balance, NULL};

enum { OPEN_MAX = 64 };

struct bracket {
	struct span at;
	unsigned int kind;
	bool is_open;
};

/* Full-width and half-width forms are of one kind. */
static const struct {
	int32_t open;
	int32_t close;
	unsigned int kind;
} brackets[] = {
	{'(', ')', 1},       {'[', ']', 2},       {'{', '}', 3},       {0xFF08, 0xFF09, 1},
	{0xFF3B, 0xFF3D, 2}, {0xFF5B, 0xFF5D, 3}, {0x300C, 0x300D, 4}, {0xFF62, 0xFF63, 4},
	{0x300E, 0x300F, 5}, {0x3010, 0x3011, 6}, {0x3014, 0x3015, 7}, {0x3008, 0x3009, 8},
	{0x300A, 0x300B, 9},
};

static bool read_bracket(const struct sign *sign, struct bracket *out)
{
	for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++)
		if (sign->c == brackets[i].open || sign->c == brackets[i].close) {
			*out = (struct bracket){{sign->at, sign[1].at},
						brackets[i].kind,
						sign->c == brackets[i].open};
			return true;
		}
	return false;
}

/* Of the other signs most are blanks, digits and the marks between sentences. */
static bool may_be_bracket(int32_t c)
{
	switch (c) {
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
		return true;
	default:
		return c > 0x3002;
	}
}

/* The next bracket at or after one of the other signs. */
static bool next_bracket(const struct signs *text, size_t *other, struct bracket *out)
{
	while (*other < text->n_others) {
		const struct sign *sign = &text->items[text->others[(*other)++]];
		if (may_be_bracket(sign->c) && read_bracket(sign, out))
			return true;
	}
	return false;
}

/* "1)" and "a)" count things; nothing was opened before them. */
static bool is_enumeration(struct slice text, struct span at)
{
	size_t start = at.start;
	while (start > 0 && at.start - start < 3 && ascii_is_alnum(text.ptr[start - 1]))
		start--;
	bool is_word = start < at.start;
	bool is_number = is_word && ascii_is_digit(text.ptr[start]);
	return is_word && (is_number || at.start - start == 1) &&
	       (start == 0 || !ascii_is_alnum(text.ptr[start - 1]));
}

struct stack {
	struct bracket open[OPEN_MAX];
	size_t count;
};

static bool has_open(const struct stack *stack, unsigned int kind)
{
	for (size_t i = 0; i < stack->count; i++)
		if (stack->open[i].kind == kind)
			return true;
	return false;
}

/* The first bracket without a partner. A text with more open than are told apart
   has none. */
static bool find_lonely(struct slice text, const struct signs *signs, struct bracket *lonely)
{
	struct stack stack = {.count = 0};
	struct bracket bracket;
	for (size_t other = 0; next_bracket(signs, &other, &bracket);) {
		if (bracket.is_open) {
			if (stack.count == OPEN_MAX)
				return false;
			stack.open[stack.count++] = bracket;
		} else if (stack.count && stack.open[stack.count - 1].kind == bracket.kind) {
			stack.count--;
		} else if (has_open(&stack, bracket.kind)) {
			*lonely = stack.open[stack.count - 1];
			return true;
		} else if (!is_enumeration(text, bracket.at)) {
			*lonely = bracket;
			return true;
		}
	}
	*lonely = stack.open[0];
	return stack.count != 0;
}

/* --- Where the other one may be ------------------------------------------ */

enum { CORNER = 4, WHITE_CORNER = 5 };

/* A quotation that goes on in the next segment: the English quotes with signs
   that have no sides. */
static bool is_open_quotation(const struct bracket *lonely, struct slice english)
{
	size_t n = 0;
	if (lonely->kind != CORNER && lonely->kind != WHITE_CORNER)
		return false;
	for (size_t at = 0; (at = slice_find_char(english, '"', at)) != SLICE_NONE; at++)
		n++;
	return n % 2 != 0 ||
	       slice_contains(english, SLICE("“")) != slice_contains(english, SLICE("”"));
}

/* Whether the segment before, or behind, in the same paragraph has the other. */
static bool is_in_neighbour(struct checking *c, const struct pair *pair,
			    const struct bracket *lonely)
{
	size_t index = (size_t)(pair - c->pairs->items);
	struct bracket other;
	if (lonely->is_open ? index + 1 == c->pairs->count : index == 0)
		return false;
	const struct pair *next = lonely->is_open ? pair + 1 : pair - 1;
	return next->sides[LANG_JA].block == pair->sides[LANG_JA].block &&
	       find_lonely(next->sides[LANG_JA].prose, signs_of_prose(c, next), &other) &&
	       other.kind == lonely->kind && other.is_open != lonely->is_open;
}

static bool is_complete(struct checking *c, struct slice english)
{
	struct signs signs;
	struct bracket lonely;
	signs_read(&signs, english, c->scratch);
	c->failed |= c->scratch->failed;
	return !find_lonely(english, &signs, &lonely);
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	struct bracket lonely;
	const struct pair_side *ja = &pair->sides[LANG_JA];
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct signs *signs = signs_of_prose(c, pair);
	if (!(signs->kinds & KIND_BRACKET) || !find_lonely(ja->prose, signs, &lonely) ||
	    !is_complete(c, en->prose) || is_open_quotation(&lonely, en->prose) ||
	    is_in_neighbour(c, pair, &lonely))
		return;
	say(c, &rule_balance, pair, LANG_JA, lonely.at, 2, words_at(ja->text, lonely.at),
	    words_around(ja->text, lonely.at));
}

const struct family family_bracket = {.rules = rules, .pair = check_pair};
