/* Menu paths: "**File** > **Open**". */
#include "markup.h"

#include "text/unicode.h"

const struct rule rule_markup_menu_path = {
	.id = "markup.menu-path",
	.severity = SEVERITY_WARNING,
	.message =
		{"the menu path \"{0}\" is broken in the Japanese, in \"{1}\"; write the labels "
		 "one after the other with > between them",
		 "メニューの順序「{0}」が日本語で崩れています (「{1}」)。ラベルを順に並べ、間に > "
		 "を入れてください"},
	.explain = {"The English names the labels to choose one after the other. In the Japanese "
		    "nothing stands between two of them, or other words do.",
		    "英語では、選択するラベルが順に示されています。日本語では区切りがないか、"
		    "ラベルと区切りの間に余分な語が入っています。"},
	.example = "Go to **Mail flow** \\> **Rules**.\n- **メール フロー** \\>の**ルール**に移動"
		   "します。\n+ **[メール フロー]** \\> **[ルール]** に移動します。",
};

static bool is_separator(int32_t c)
{
	return c == '>' || c == 0xFF1E /* ＞ */ || c == 0x2192 /* → */ || c == 0xBB /* » */ ||
	       c == 0x25B6 /* ▶ */ || c == 0x2794 /* ➔ */;
}

struct menu_path {
	struct span at;  /* the first two labels; empty: none */
	size_t n_joints; /* how many separators stand between two labels */
};

/* Labels of the English in bold with a separator between them, and nothing
   else. */
static struct menu_path english_path(const struct pair_side *side)
{
	struct menu_path path = {{0, 0}, 0};
	const struct pair_mark *last = NULL;
	for (size_t i = 0; i < side->n_marks; i++) {
		const struct pair_mark *mark = &side->marks[i];
		if (mark->node->kind != NODE_STRONG)
			continue;
		struct slice between =
			last ? slice_trim(slice_sub(side->prose, last->at.end, mark->at.start))
			     : SLICE("");
		size_t at = 0;
		if (between.len && is_separator(utf8_next(between, &at)) && at == between.len &&
		    path.n_joints++ == 0)
			path.at = (struct span){last->at.start, mark->at.end};
		last = mark;
	}
	return path;
}

/* The sign that closes "<name>", which is shown as it is. */
static bool closes_placeholder(struct slice prose, size_t at)
{
	size_t start = at;
	while (start > 0 && !ascii_is_blank(prose.ptr[start - 1]) && prose.ptr[start - 1] != '>')
		if (prose.ptr[--start] == '<')
			return prose.ptr[at] == '>';
	return false;
}

/* The next separator at or after `*from`. */
static bool next_separator(struct slice prose, size_t *from, struct span *out)
{
	for (size_t at = *from; at < prose.len;) {
		size_t start = at;
		if (!is_separator(utf8_next(prose, &at)) || closes_placeholder(prose, start))
			continue;
		*from = at;
		*out = (struct span){start, at};
		return true;
	}
	return false;
}

static size_t count_separators(struct slice prose)
{
	struct span separator;
	size_t n = 0;
	for (size_t at = 0; next_separator(prose, &at, &separator);)
		n++;
	return n;
}

static bool is_within_strong(const struct pair_side *side, size_t at)
{
	for (size_t i = 0; i < side->n_marks; i++)
		if (side->marks[i].node->kind == NODE_STRONG && side->marks[i].at.start <= at &&
		    at < side->marks[i].at.end)
			return true;
	return false;
}

/* The next character that is no blank, and where it begins. */
static int32_t step_over(struct slice text, size_t *at, int32_t step(struct slice, size_t *))
{
	int32_t c;
	while ((c = step(text, at)) == ' ')
		;
	return c;
}

/* Whether words stand beside the separator instead of a label. Those before it
   may be a label without bold, if the English has such. */
static bool is_torn(const struct pair_side *side, struct span separator, bool all_bold)
{
	size_t before = separator.start;
	size_t after = separator.end;
	int32_t left = step_over(side->prose, &before, utf8_previous);
	int32_t right = step_over(side->prose, &after, utf8_next);
	if (all_bold && is_hiragana(left) && !is_within_strong(side, before))
		return true;
	return is_hiragana(right) && !is_within_strong(side, after - 1);
}

/* Two labels in bold with no more than blanks between them; empty: none. */
static struct span touching_labels(const struct pair_side *side)
{
	const struct pair_mark *last = NULL;
	for (size_t i = 0; i < side->n_marks; i++) {
		const struct pair_mark *mark = &side->marks[i];
		if (mark->node->kind != NODE_STRONG)
			continue;
		if (last && mark->at.start >= last->at.end &&
		    slice_is_blank(slice_sub(side->prose, last->at.end, mark->at.start)))
			return (struct span){last->at.start, mark->at.end};
		last = mark;
	}
	return (struct span){0, 0};
}

/* The separator that is torn from a label, or the labels without one. */
static struct span find_break(const struct pair_side *ja, bool all_bold)
{
	struct span separator;
	size_t n = 0;
	for (size_t at = 0; next_separator(ja->prose, &at, &separator); n++)
		if (is_torn(ja, separator, all_bold))
			return separator;
	return n ? (struct span){0, 0} : touching_labels(ja);
}

void markup_check_menu_path(struct checking *c, const struct pair *pair)
{
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	if (en->n_marks < 2)
		return;
	struct menu_path path = english_path(en);
	if (path.n_joints == 0)
		return;
	struct span at = find_break(ja, path.n_joints == count_separators(en->prose));
	if (at.end)
		say(c, &rule_markup_menu_path, pair, LANG_JA, at, 2, words_at(en->text, path.at),
		    words_around(ja->text, at));
}
