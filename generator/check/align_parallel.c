/* The two trees, block by block: what stands in one language stands in the
   other. */
#include "align.h"

const struct rule rule_align_parallel = {
	.id = "align.parallel",
	.severity = SEVERITY_ERROR,
	.message = {"the two languages part here: {0} in English, {1} in Japanese; make them "
		    "parallel",
		    "ここから両言語の構造が異なります (英語: {0}、日本語: {1})。同じ構造にして"
		    "ください"},
	.explain = {"Both sides must have the same headings, lists, items, rows and paragraphs, "
		    "one for one.",
		    "見出し、リスト、項目、表の行、段落は、両言語で 1 対 1 "
		    "に対応している必要があります。"},
	.example = "Do this: 1. Open the center.\n- 次の操作を行います。\\n1. センターを開きます。"
		   "\n+ 次の操作を行います。1. センターを開きます。",
};

/* --- What a block is called --------------------------------------------- */

static const char *const *heading_name(unsigned int level)
{
	static const char *const names[][LANG_SIDES] = {
		{"a heading of level 1", "見出し (レベル 1)"},
		{"a heading of level 2", "見出し (レベル 2)"},
		{"a heading of level 3", "見出し (レベル 3)"},
		{"a heading of level 4", "見出し (レベル 4)"},
		{"a heading of level 5", "見出し (レベル 5)"},
		{"a heading of level 6", "見出し (レベル 6)"},
	};
	return names[level - 1];
}

static const char *const *block_name(const struct node *block)
{
	static const char *const nothing[LANG_SIDES] = {"nothing more", "なし"};
	static const char *const numbered[LANG_SIDES] = {"a numbered list", "番号付きリスト"};
	static const char *const element[LANG_SIDES] = {"an HTML element", "HTML 要素"};
	static const char *const names[NODE_KINDS][LANG_SIDES] = {
		[NODE_QUOTE] = {"a quote", "引用"},
		[NODE_ALERT] = {"a note", "注記"},
		[NODE_LIST] = {"a list", "箇条書き"},
		[NODE_ITEM] = {"a list item", "リスト項目"},
		[NODE_PARAGRAPH] = {"a paragraph", "段落"},
		[NODE_CODE_BLOCK] = {"a code block", "コード ブロック"},
		[NODE_RULE] = {"a line across", "区切り線"},
		[NODE_TABLE] = {"a table", "表"},
		[NODE_ROW] = {"a table row", "表の行"},
		[NODE_CELL] = {"a table cell", "表のセル"},
	};
	if (!block)
		return nothing;
	if (block->kind == NODE_HEADING)
		return heading_name(block->heading.level);
	if (block->kind == NODE_LIST && block->list.ordered)
		return numbered;
	return names[block->kind][LANG_EN] ? names[block->kind] : element;
}

/* --- Whose text a block holds ------------------------------------------- */

/* The segment of the first leaf that has one, or SEGMENT_NONE. */
static int first_segment(const struct node *block)
{
	struct node_walk walk = node_walk_from(block);
	while (node_walk_next(&walk))
		if (walk.entering && node_is_leaf(walk.node) && walk.node->segment != SEGMENT_NONE)
			return walk.node->segment;
	return SEGMENT_NONE;
}

/* Bars and dashes that stand in a paragraph are left of a table. */
static bool is_visible(const struct node *leaf)
{
	if (leaf->kind == NODE_TEXT) {
		size_t at = 0;
		while (at < leaf->text.len &&
		       (ascii_is_blank(leaf->text.ptr[at]) || ascii_is_punct(leaf->text.ptr[at])))
			at++;
		return at < leaf->text.len;
	}
	return leaf->kind != NODE_ANCHOR && leaf->kind != NODE_SOFT_BREAK &&
	       leaf->kind != NODE_HARD_BREAK;
}

/* Whether a block of one language shows nothing but segments that are blank in the
   other: that is told elsewhere. */
static bool is_untranslated(const struct checking *c, const struct node *block, enum lang other)
{
	bool has_any = false;
	struct node_walk walk = node_walk_from(block);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (!walk.entering || !node_is_leaf(node) || !is_visible(node))
			continue;
		if (node->segment == SEGMENT_NONE ||
		    !c->pairs->items[node->segment].sides[other].is_blank)
			return false;
		has_any = true;
	}
	return has_any;
}

/* --- Side by side ------------------------------------------------------- */

/* The two at the same place; NULL: there is none more. */
struct twins {
	const struct node *sides[LANG_SIDES];
};

/* A paragraph that shows nothing, as one with an anchor alone. */
static bool is_hollow(const struct node *block)
{
	struct node_walk walk = node_walk_from(block);
	if (block->kind != NODE_PARAGRAPH)
		return false;
	while (node_walk_next(&walk))
		if (walk.entering && node_is_leaf(walk.node) && is_visible(walk.node))
			return false;
	return true;
}

/* This block or the first behind it that counts. */
static const struct node *block_from(const struct node *node)
{
	while (node && (!node_is_block(node) || node->is_included || is_hollow(node)))
		node = node->next;
	return node;
}

static bool is_same_kind(const struct node *en, const struct node *ja)
{
	if (en->kind != ja->kind)
		return false;
	if (en->kind == NODE_HEADING)
		return en->heading.level == ja->heading.level;
	if (en->kind == NODE_LIST)
		return en->list.ordered == ja->list.ordered;
	if (en->kind == NODE_ELEMENT)
		return slice_eq(en->element.name, ja->element.name);
	return true;
}

/* The first segment of a block that has text in both languages. */
static int segment_of(const struct checking *c, const struct twins *twins, enum lang lang)
{
	const struct node *block = twins->sides[lang];
	struct node_walk walk = node_walk_from(block);
	while (block && node_walk_next(&walk)) {
		int segment = walk.node->segment;
		if (walk.entering && node_is_leaf(walk.node) && segment != SEGMENT_NONE &&
		    !c->pairs->items[segment].sides[lang_other(lang)].is_blank)
			return segment;
	}
	return SEGMENT_NONE;
}

static bool is_parted(const struct checking *c, const struct twins *twins)
{
	const struct node *en = twins->sides[LANG_EN];
	const struct node *ja = twins->sides[LANG_JA];
	if (!en || !ja)
		return en != ja;
	return !is_same_kind(en, ja) ||
	       segment_of(c, twins, LANG_EN) != segment_of(c, twins, LANG_JA);
}

static void step(struct twins *twins, enum lang lang)
{
	twins->sides[lang] = block_from(twins->sides[lang]->next);
}

/* Steps over what is untranslated in one language; true if the two meet then. */
static bool settle(const struct checking *c, struct twins *twins)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		while (twins->sides[lang] && is_parted(c, twins) &&
		       is_untranslated(c, twins->sides[lang], lang_other(lang)))
			step(twins, lang);
	return !is_parted(c, twins);
}

/* Goes on behind a place where the two part, to where they meet again. */
static bool meet_again(const struct checking *c, struct twins *twins)
{
	while (twins->sides[LANG_EN] && twins->sides[LANG_JA]) {
		int en = segment_of(c, twins, LANG_EN);
		int ja = segment_of(c, twins, LANG_JA);
		if (!is_parted(c, twins))
			return true;
		if (en <= ja || ja == SEGMENT_NONE)
			step(twins, LANG_EN);
		if (ja <= en || en == SEGMENT_NONE)
			step(twins, LANG_JA);
	}
	return false;
}

/* "a list item" or, with its segment, "a list item (1b4da-104)". */
static const char *describe(struct checking *c, const struct node *block, enum lang lang)
{
	int segment = block ? first_segment(block) : SEGMENT_NONE;
	const char *name = block_name(block)[lang];
	if (segment == SEGMENT_NONE)
		return name;
	struct slice id = c->article->segments[segment].id;
	struct slice text = arena_printf(&c->article->arena, "%s (%.*s)", name, SLICE_ARG(id));
	c->failed |= !text.ptr;
	return text.ptr ? text.ptr : name;
}

/* The Japanese block that the English has none of; else where the text of the
   English block stands in Japanese; else the English block. */
static struct span place_of(const struct checking *c, const struct twins *twins, enum lang *lang)
{
	int en = segment_of(c, twins, LANG_EN);
	int ja = segment_of(c, twins, LANG_JA);
	*lang = LANG_JA;
	if (en != SEGMENT_NONE && (!twins->sides[LANG_JA] || ja > en))
		return c->article->segments[en].text[LANG_JA];
	if (twins->sides[LANG_JA])
		return twins->sides[LANG_JA]->at;
	*lang = LANG_EN;
	return twins->sides[LANG_EN]->at;
}

static void tell(struct checking *c, const struct twins *twins)
{
	enum lang lang;
	struct span place = place_of(c, twins, &lang);
	int en = segment_of(c, twins, LANG_EN);
	int ja = segment_of(c, twins, LANG_JA);
	struct finding *finding = say_at(c, &rule_align_parallel, lang, place, 0);
	if (!finding)
		return;
	for (enum lang side = LANG_EN; side <= LANG_JA; side++)
		finding_arg_words(finding, describe(c, twins->sides[side], LANG_EN),
				  describe(c, twins->sides[side], LANG_JA));
	if (en != SEGMENT_NONE || ja != SEGMENT_NONE)
		finding->segment =
			c->article
				->segments[ja == SEGMENT_NONE || (en != SEGMENT_NONE && en < ja)
						   ? en
						   : ja]
				.id;
}

/* Moves to a pair of blocks; false where there is none. */
static bool move_to(struct checking *c, struct twins *at, const struct node *en,
		    const struct node *ja)
{
	struct twins next = {{[LANG_EN] = block_from(en), [LANG_JA] = block_from(ja)}};
	bool parted = is_parted(c, &next);
	if (parted)
		parted = !settle(c, &next);
	if (parted) {
		tell(c, &next);
		if (!meet_again(c, &next))
			return false;
	}
	if (!next.sides[LANG_EN])
		return false;
	*at = next;
	return true;
}

void align_check_parallel(struct checking *c)
{
	const struct node *root = c->article->sides[LANG_EN].root;
	struct twins at = {{[LANG_EN] = root, [LANG_JA] = c->article->sides[LANG_JA].root}};
	bool is_entering = true;
	while (!c->failed) {
		const struct node *en = at.sides[LANG_EN];
		const struct node *ja = at.sides[LANG_JA];
		if (is_entering && move_to(c, &at, en->first, ja->first))
			continue;
		if (en == root)
			return;
		is_entering = move_to(c, &at, en->next, ja->next);
		if (!is_entering)
			at = (struct twins){{[LANG_EN] = en->parent, [LANG_JA] = ja->parent}};
	}
}
