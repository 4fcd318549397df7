/* Two lists of marks, walked side by side. */
#include "render/html_pairs.h"

#include "base/map.h"

/* How many siblings are passed over to find the one that fits. */
enum { LOOK_AHEAD = 8 };

/* One side, and how far its ids have been dealt with. */
struct reader {
	struct slice html;
	const struct html_mark *marks;
	size_t n_marks;
	const struct html_id_mark *ids; /* in the order of the text */
	size_t n_ids;
	size_t next_id;
};

struct pairing {
	struct reader ja;
	struct reader en;
	struct map ja_ids; /* the attributes as written: the English ones among them go */
	struct buffer *words;
	struct buffer *parts;
	size_t words_before; /* the last part */
};

/* Siblings: the marks from `at`, each followed by the one at its `after`. */
struct siblings {
	size_t at;
	size_t end;
};

static void pair_siblings(struct pairing *p, struct siblings ja, struct siblings en);

static void str(struct pairing *p, const char *text)
{
	buffer_str(p->words, text);
}

/* --- Copying ------------------------------------------------------------ */

static bool is_japanese(const struct pairing *p, const struct reader *side)
{
	return side == &p->ja;
}

static bool is_taken(const struct pairing *p, const struct html_id_mark *id)
{
	return map_has(&p->ja_ids, slice_sub(p->en.html, id->attribute, id->attribute_end));
}

/* The next id of a side in front of `end`; those before `start` were in tags that
   are not shown. */
static const struct html_id_mark *id_before(struct reader *side, size_t start, size_t end)
{
	while (side->next_id < side->n_ids && side->ids[side->next_id].start < start)
		side->next_id++;
	if (side->next_id == side->n_ids || side->ids[side->next_id].start >= end)
		return NULL;
	return &side->ids[side->next_id++];
}

static void put_part(struct pairing *p, const struct reader *side, size_t start, size_t end)
{
	if (start >= end)
		return;
	const struct html_part part = {
		.n_words = (uint32_t)(p->words->len - p->words_before),
		.lang = is_japanese(p, side) ? LANG_JA : LANG_EN,
		.start = (uint32_t)start,
		.len = (uint32_t)(end - start),
	};
	p->words_before = p->words->len;
	buffer_append(p->parts, (const char *)&part, sizeof(part));
}

/* A part of a side; of the English one without the ids that the Japanese has. */
static void copy(struct pairing *p, struct reader *side, size_t start, size_t end)
{
	const struct html_id_mark *id;
	while (!is_japanese(p, side) && (id = id_before(side, start, end))) {
		if (!is_taken(p, id))
			continue;
		put_part(p, side, start, id->start);
		start = id->end;
	}
	put_part(p, side, start, end);
}

/* The ids alone, of English tags that are not shown. */
static void copy_ids(struct pairing *p, size_t start, size_t end)
{
	const struct html_id_mark *id;
	while ((id = id_before(&p->en, start, end))) {
		if (is_taken(p, id))
			continue;
		str(p, "<span");
		put_part(p, &p->en, id->attribute, id->attribute_end);
		str(p, "></span>");
	}
}

static struct slice inner_of(const struct reader *side, const struct html_mark *mark)
{
	return slice_sub(side->html, mark->inner, mark->inner_end);
}

/* --- Rows --------------------------------------------------------------- */

struct part {
	size_t start;
	size_t end;
};

static struct part inner_part(const struct html_mark *mark)
{
	return (struct part){mark->inner, mark->inner_end};
}

/* What a side is put in. */
enum tag { TAG_P, TAG_DIV, TAG_SPAN };

static const struct {
	const char *start[LANG_SIDES];
	const char *end;
} tags[] = {
	[TAG_P] = {{"<p lang=\"en\">", "<p lang=\"ja\">"}, "</p>"},
	[TAG_DIV] = {{"<div lang=\"en\">", "<div lang=\"ja\">"}, "</div>"},
	[TAG_SPAN] = {{"<span lang=\"en\">", "<span lang=\"ja\">"}, "</span>"},
};

static void put_side(struct pairing *p, struct reader *side, struct part part, enum tag tag)
{
	struct slice text = slice_trim(slice_sub(side->html, part.start, part.end));
	if (text.len == 0)
		return;
	part.start = (size_t)(text.ptr - side->html.ptr);
	part.end = part.start + text.len;
	str(p, tags[tag].start[is_japanese(p, side) ? LANG_JA : LANG_EN]);
	copy(p, side, part.start, part.end);
	str(p, tags[tag].end);
}

static void put_row(struct pairing *p, struct part ja, struct part en, enum tag tag)
{
	str(p, "<div class=\"pair\">");
	put_side(p, &p->ja, ja, tag);
	put_side(p, &p->en, en, tag);
	str(p, "</div>\n");
}

/* A block whole, in its own column. */
static void put_alone(struct pairing *p, struct reader *side, const struct html_mark *mark)
{
	const struct part all = {mark->start, mark->end};
	const struct part none = {0, 0};
	bool is_item = mark->node->kind == NODE_ITEM;
	struct part part = is_item ? inner_part(mark) : all;
	if (is_item)
		str(p, "<li>");
	if (is_japanese(p, side))
		put_row(p, part, none, TAG_DIV);
	else
		put_row(p, none, part, TAG_DIV);
	if (is_item)
		str(p, "</li>\n");
}

/* --- Paragraphs --------------------------------------------------------- */

/* Where the segments of a paragraph begin: the marks directly inside it. */
struct cuts {
	const struct reader *side;
	const struct html_mark *block;
	size_t at; /* index of the mark that begins the current row */
	size_t end;
};

static struct cuts cuts_of(const struct reader *side, size_t block)
{
	return (struct cuts){side, &side->marks[block], block + 1, side->marks[block].after};
}

static int segment_at(const struct cuts *cuts, size_t i)
{
	return i < cuts->end ? cuts->side->marks[i].segment : SEGMENT_NONE;
}

/* From the current row's start to mark `next`'s. The first row has what stands
   before the first segment. */
static struct part take_row(struct cuts *cuts, size_t first, size_t next)
{
	const struct html_mark *marks = cuts->side->marks;
	struct part part = inner_part(cuts->block);
	if (cuts->at > first)
		part.start = marks[cuts->at].start;
	if (next < cuts->end)
		part.end = marks[next].start;
	cuts->at = next;
	return part;
}

/* The next places where both sides begin the same segment. */
static void find_common(const struct cuts *ja, const struct cuts *en, size_t *next_ja,
			size_t *next_en)
{
	size_t j = ja->at + 1;
	size_t e = en->at + 1;
	while (j < ja->end && e < en->end && segment_at(ja, j) != segment_at(en, e))
		if (segment_at(ja, j) < segment_at(en, e))
			j++;
		else
			e++;
	bool is_common = j < ja->end && e < en->end;
	*next_ja = is_common ? j : ja->end;
	*next_en = is_common ? e : en->end;
}

static bool is_shared(const struct pairing *p, struct part ja, struct part en)
{
	struct slice text = slice_sub(p->ja.html, ja.start, ja.end);
	return slice_eq(slice_trim(text), slice_trim(slice_sub(p->en.html, en.start, en.end)));
}

static void put_once(struct pairing *p, struct part part, enum tag tag)
{
	str(p, tag == TAG_P ? "<p class=\"both\">" : "<div class=\"both\">");
	copy(p, &p->ja, part.start, part.end);
	str(p, tag == TAG_P ? "</p>\n" : "</div>\n");
}

static void pair_paragraph(struct pairing *p, size_t ja_block, size_t en_block)
{
	struct cuts ja = cuts_of(&p->ja, ja_block);
	struct cuts en = cuts_of(&p->en, en_block);
	size_t first_ja = ja.at;
	size_t first_en = en.at;
	enum tag tag = ja.block->inner > ja.block->start ? TAG_P : TAG_SPAN;
	bool is_group = ja.end > first_ja + 1 && en.end > first_en + 1;
	if (is_group)
		str(p, "<div class=\"pairs\">\n");
	do {
		size_t next_ja;
		size_t next_en;
		int segment = segment_at(&ja, ja.at);
		bool is_open = segment == segment_at(&en, en.at) && segment == SEGMENT_NONE;
		find_common(&ja, &en, &next_ja, &next_en);
		struct part row_ja = take_row(&ja, first_ja, next_ja);
		struct part row_en = take_row(&en, first_en, next_en);
		if (is_open && is_shared(p, row_ja, row_en))
			put_once(p, row_ja, tag);
		else
			put_row(p, row_ja, row_en, tag);
	} while (ja.at < ja.end || en.at < en.end);
	if (is_group)
		str(p, "</div>\n");
}

/* --- Blocks ------------------------------------------------------------- */

static struct siblings children_of(const struct reader *side, size_t mark)
{
	return (struct siblings){mark + 1, side->marks[mark].after};
}

/* Inlines directly inside, as in cells and summaries. */
static bool has_inlines(const struct html_mark *mark)
{
	for (const struct node *node = mark->node->first; node; node = node->next)
		if (!node_is_block(node))
			return true;
	return false;
}

static bool is_like(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == NODE_ELEMENT)
		return slice_eq(a->element.name, b->element.name);
	return a->kind != NODE_LIST || a->list.ordered == b->list.ordered;
}

/* Whether two blocks have the same children, in kind and number, as the parts of
   what must not be torn apart: tables, definition lists. */
static bool same_children(const struct pairing *p, size_t ja, size_t en)
{
	const struct node *a = p->ja.marks[ja].node->first;
	const struct node *b = p->en.marks[en].node->first;
	for (; a && b; a = a->next, b = b->next)
		if (!is_like(a, b))
			return false;
	return !a && !b;
}

static bool same_rows(const struct pairing *p, size_t ja, size_t en)
{
	size_t j = ja + 1;
	size_t e = en + 1;
	if (!same_children(p, ja, en))
		return false;
	for (; j < p->ja.marks[ja].after; j = p->ja.marks[j].after, e = p->en.marks[e].after)
		if (!same_children(p, j, e))
			return false;
	return true;
}

static void pair_blocks(struct pairing *p, size_t ja, size_t en);

/* Its tags once, its children in pairs. */
static void pair_container(struct pairing *p, size_t ja, size_t en)
{
	const struct html_mark *mark = &p->ja.marks[ja];
	copy(p, &p->ja, mark->start, mark->inner);
	pair_siblings(p, children_of(&p->ja, ja), children_of(&p->en, en));
	copy(p, &p->ja, mark->inner_end, mark->end);
}

/* The same where the children are known to be alike, and none may stand alone. */
static void pair_each(struct pairing *p, size_t ja, size_t en)
{
	const struct html_mark *mark = &p->ja.marks[ja];
	size_t e = en + 1;
	copy(p, &p->ja, mark->start, mark->inner);
	for (size_t j = ja + 1; j < mark->after; j = p->ja.marks[j].after) {
		pair_blocks(p, j, e);
		e = p->en.marks[e].after;
	}
	copy(p, &p->ja, mark->inner_end, mark->end);
}

/* Inlines in a block that stays one: a heading, a cell, a summary. */
static void pair_inlines(struct pairing *p, size_t ja, size_t en)
{
	const struct html_mark *mark = &p->ja.marks[ja];
	const struct html_mark *other = &p->en.marks[en];
	bool has_blocks = mark->after > ja + 1 || other->after > en + 1;
	enum tag tag = TAG_SPAN;
	for (size_t i = ja + 1; has_blocks && i < mark->after; i++)
		if (node_is_block(p->ja.marks[i].node))
			tag = TAG_DIV;
	for (size_t i = en + 1; has_blocks && i < other->after; i++)
		if (node_is_block(p->en.marks[i].node))
			tag = TAG_DIV;
	copy(p, &p->ja, mark->start, mark->inner);
	copy_ids(p, other->start, other->inner);
	if (slice_eq(inner_of(&p->ja, mark), inner_of(&p->en, other))) {
		copy(p, &p->ja, mark->inner, mark->inner_end);
	} else {
		put_side(p, &p->ja, inner_part(mark), tag);
		str(p, " ");
		put_side(p, &p->en, inner_part(other), tag);
	}
	copy(p, &p->ja, mark->inner_end, mark->end);
}

static void pair_unlike(struct pairing *p, size_t ja, size_t en)
{
	const struct html_mark *a = &p->ja.marks[ja];
	const struct html_mark *b = &p->en.marks[en];
	put_row(p, (struct part){a->start, a->end}, (struct part){b->start, b->end}, TAG_DIV);
}

/* A code block, a rule, or two tables that differ. */
static void pair_whole(struct pairing *p, size_t ja, size_t en)
{
	const struct html_mark *a = &p->ja.marks[ja];
	const struct html_mark *b = &p->en.marks[en];
	if (is_shared(p, (struct part){a->start, a->end}, (struct part){b->start, b->end}))
		copy(p, &p->ja, a->start, a->end);
	else
		pair_unlike(p, ja, en);
}

/* Raw HTML. What <details> and <dl> hold has its own order there. */
static void pair_elements(struct pairing *p, size_t ja, size_t en)
{
	const struct node *node = p->ja.marks[ja].node;
	bool is_strict = slice_eq_str(node->element.name, "details") ||
			 slice_eq_str(node->element.name, "dl");
	bool is_text = has_inlines(&p->ja.marks[ja]) || has_inlines(&p->en.marks[en]);
	if (is_strict && (is_text || !same_children(p, ja, en)))
		pair_unlike(p, ja, en);
	else if (is_strict)
		pair_each(p, ja, en);
	else if (is_text)
		pair_inlines(p, ja, en);
	else
		pair_container(p, ja, en);
}

static void pair_tables(struct pairing *p, size_t ja, size_t en)
{
	if (same_rows(p, ja, en))
		pair_each(p, ja, en);
	else
		pair_whole(p, ja, en);
}

static void pair_blocks(struct pairing *p, size_t ja, size_t en)
{
	typedef void on_pair(struct pairing *, size_t, size_t);
	static on_pair *const handlers[NODE_KINDS] = {
		[NODE_PARAGRAPH] = pair_paragraph, [NODE_HEADING] = pair_inlines,
		[NODE_CELL] = pair_inlines,        [NODE_LIST] = pair_container,
		[NODE_ITEM] = pair_container,      [NODE_QUOTE] = pair_container,
		[NODE_ALERT] = pair_container,     [NODE_ROW] = pair_each,
		[NODE_TABLE] = pair_tables,        [NODE_ELEMENT] = pair_elements,
	};
	on_pair *handler = handlers[p->ja.marks[ja].node->kind];
	if (handler)
		handler(p, ja, en);
	else
		pair_whole(p, ja, en);
}

/* --- Siblings ----------------------------------------------------------- */

/* Alike, and not known to begin with different segments. */
static bool fits(const struct pairing *p, size_t ja, size_t en)
{
	const struct html_mark *a = &p->ja.marks[ja];
	const struct html_mark *b = &p->en.marks[en];
	return is_like(a->node, b->node) &&
	       (a->segment == b->segment || a->segment == SEGMENT_NONE ||
		b->segment == SEGMENT_NONE);
}

static bool is_same_segment(const struct pairing *p, size_t ja, size_t en)
{
	return p->ja.marks[ja].segment != SEGMENT_NONE &&
	       p->ja.marks[ja].segment == p->en.marks[en].segment && fits(p, ja, en);
}

static size_t alone_until(struct pairing *p, struct reader *side, size_t at, size_t until)
{
	while (at < until) {
		put_alone(p, side, &side->marks[at]);
		at = side->marks[at].after;
	}
	return at;
}

/* The sibling, not far behind, that has the segment of the other side's: what is
   before it has no counterpart. 0 where there is none. */
static size_t find_english(const struct pairing *p, size_t ja, struct siblings en)
{
	size_t at = en.at;
	for (int n = 0; at < en.end && n < LOOK_AHEAD; n++, at = p->en.marks[at].after)
		if (is_same_segment(p, ja, at))
			return at;
	return 0;
}

static size_t find_japanese(const struct pairing *p, struct siblings ja, size_t en)
{
	size_t at = ja.at;
	for (int n = 0; at < ja.end && n < LOOK_AHEAD; n++, at = p->ja.marks[at].after)
		if (is_same_segment(p, at, en))
			return at;
	return 0;
}

static void pair_siblings(struct pairing *p, struct siblings ja, struct siblings en)
{
	while (ja.at < ja.end && en.at < en.end) {
		size_t found;
		if (fits(p, ja.at, en.at)) {
			pair_blocks(p, ja.at, en.at);
			ja.at = p->ja.marks[ja.at].after;
			en.at = p->en.marks[en.at].after;
		} else if ((found = find_english(p, ja.at, en))) {
			en.at = alone_until(p, &p->en, en.at, found);
		} else if ((found = find_japanese(p, ja, en.at))) {
			ja.at = alone_until(p, &p->ja, ja.at, found);
		} else {
			ja.at = alone_until(p, &p->ja, ja.at, ja.at + 1);
			en.at = alone_until(p, &p->en, en.at, en.at + 1);
		}
	}
	alone_until(p, &p->ja, ja.at, ja.end);
	alone_until(p, &p->en, en.at, en.end);
}

/* --- All ---------------------------------------------------------------- */

static struct reader reader_of(const struct html_side *side)
{
	return (struct reader){.html = side->html,
			       .marks = side->marks->items,
			       .n_marks = side->marks->count,
			       .ids = side->marks->ids,
			       .n_ids = side->marks->n_ids};
}

static void begin(struct pairing *p, const struct html_side *sides, struct buffer *words,
		  struct buffer *parts)
{
	static char present;
	*p = (struct pairing){.ja = reader_of(&sides[LANG_JA]),
			      .en = reader_of(&sides[LANG_EN]),
			      .words = words,
			      .parts = parts,
			      .words_before = words->len};
	map_init(&p->ja_ids);
	for (size_t i = 0; i < p->ja.n_ids; i++) {
		const struct html_id_mark *id = &p->ja.ids[i];
		if (map_put(&p->ja_ids, slice_sub(p->ja.html, id->attribute, id->attribute_end),
			    &present) != STATUS_OK)
			out_of_memory();
	}
}

void html_pairs(const struct html_side sides[LANG_SIDES], struct buffer *words,
		struct buffer *parts)
{
	struct pairing p;
	begin(&p, sides, words, parts);
	pair_siblings(&p, (struct siblings){0, p.ja.n_marks}, (struct siblings){0, p.en.n_marks});
	map_release(&p.ja_ids);
}

void html_pair_heading(const struct html_side sides[LANG_SIDES], struct buffer *words,
		       struct buffer *parts)
{
	struct pairing p;
	begin(&p, sides, words, parts);
	put_side(&p, &p.ja, (struct part){0, p.ja.html.len}, TAG_SPAN);
	str(&p, " ");
	put_side(&p, &p.en, (struct part){0, p.en.html.len}, TAG_SPAN);
	map_release(&p.ja_ids);
}

/* --- Weaving ------------------------------------------------------------- */

/* False behind the last. */
static bool next_part(struct slice *parts, struct html_part *part)
{
	if (parts->len < sizeof(*part))
		return false;
	memcpy(part, parts->ptr, sizeof(*part)); /* it may lie anywhere */
	*parts = slice_skip(*parts, sizeof(*part));
	return true;
}

struct slice html_woven(struct slice words, struct slice parts, const struct slice html[LANG_SIDES],
			struct arena *arena)
{
	struct html_part part;
	size_t len = words.len;
	for (struct slice rest = parts; next_part(&rest, &part);)
		len += part.len;
	struct buffer out;
	buffer_init_in(&out, arena_array_raw(arena, len + 1, 1), len + 1);
	while (next_part(&parts, &part)) {
		buffer_slice(&out, slice_sub(words, 0, part.n_words));
		words = slice_skip(words, part.n_words);
		buffer_slice(&out, slice_sub(html[part.lang], part.start, part.start + part.len));
	}
	buffer_slice(&out, words);
	return buffer_view(&out);
}
