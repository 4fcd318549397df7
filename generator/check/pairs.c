/* One walk over each tree: leaves go to their segment's text, containers to
   the segment of their first leaf. */
#include "pairs.h"

#include "base/array.h"
#include "base/buffer.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_MAX = 64 }; /* inline containers within each other that are told apart */

/* While texts grow they are offsets. */
struct side_draft {
	struct span text;
	size_t first_mark;
	size_t n_marks;
	const struct node *block;
	bool has_opaque;
};

struct mark_draft {
	struct pair_mark mark;
	int segment; /* SEGMENT_NONE: no leaf yet */
};

struct walker {
	struct arena *scratch;
	const struct segment *segments;
	struct buffer text;
	struct span *opaque; /* parts of the text that are no prose, in order */
	size_t n_opaque;
	size_t opaque_capacity;
	struct side_draft *drafts; /* one a segment */
	struct mark_draft *marks;
	size_t n_marks;
	size_t marks_capacity;
	size_t open[OPEN_MAX]; /* indices into marks */
	size_t n_open;
	size_t n_unseen; /* containers open beyond OPEN_MAX */
	int segment;     /* that the text is being written for */
	enum lang lang;
	struct loose_text *loose;
	size_t n_loose;
	size_t loose_capacity;
	bool failed;
};

/* --- Marks -------------------------------------------------------------- */

static bool is_mark(const struct node *node)
{
	switch (node->kind) {
	case NODE_CODE:
	case NODE_EMPHASIS:
	case NODE_STRONG:
	case NODE_STRIKE:
	case NODE_LINK:
	case NODE_IMAGE:
		return true;
	case NODE_ELEMENT:
		return !node->element.is_block;
	default:
		return false;
	}
}

static size_t add_mark(struct walker *w, const struct node *node)
{
	if (!array_room(&w->marks, &w->marks_capacity, w->n_marks + 1)) {
		w->failed = true;
		return 0;
	}
	w->marks[w->n_marks] = (struct mark_draft){.mark = {.node = node}, .segment = SEGMENT_NONE};
	return w->n_marks++;
}

static void open_mark(struct walker *w, const struct node *node)
{
	if (w->n_open == OPEN_MAX)
		w->n_unseen++;
	else
		w->open[w->n_open++] = add_mark(w, node);
}

static void close_mark(struct walker *w)
{
	if (w->n_unseen) {
		w->n_unseen--;
		return;
	}
	struct mark_draft *draft = &w->marks[w->open[--w->n_open]];
	if (draft->segment == w->segment)
		draft->mark.at.end = w->text.len;
}

/* --- Leaves ------------------------------------------------------------- */

static void leave_segment(struct walker *w)
{
	if (w->segment == SEGMENT_NONE)
		return;
	w->drafts[w->segment].text.end = w->text.len;
	for (size_t i = 0; i < w->n_open; i++)
		if (w->marks[w->open[i]].segment == w->segment)
			w->marks[w->open[i]].mark.at.end = w->text.len;
	w->segment = SEGMENT_NONE;
}

static const struct node *block_of(const struct node *node)
{
	while (node && !node_is_block(node))
		node = node->parent;
	return node;
}

/* A segment that was left already, as the outer one of a nested pair, stays as
   it was. Of a long one there is no text: nothing is compared with it. */
static bool enter_segment(struct walker *w, const struct node *leaf)
{
	struct side_draft *draft = &w->drafts[leaf->segment];
	if (w->segment == leaf->segment)
		return true;
	leave_segment(w);
	if (draft->block || segment_is_long(&w->segments[leaf->segment]))
		return false;
	draft->text = (struct span){w->text.len, w->text.len};
	draft->block = block_of(leaf);
	w->segment = leaf->segment;
	return true;
}

static void put_opaque(struct walker *w, struct slice text)
{
	size_t start = w->text.len;
	if (text.len == 0)
		return;
	if (!array_room(&w->opaque, &w->opaque_capacity, w->n_opaque + 1)) {
		w->failed = true;
		return;
	}
	buffer_slice(&w->text, text);
	w->opaque[w->n_opaque++] = (struct span){start, w->text.len};
	w->drafts[w->segment].has_opaque = true;
}

static void put_leaf(struct walker *w, const struct node *leaf)
{
	switch (leaf->kind) {
	case NODE_TEXT:
		buffer_slice(&w->text, leaf->text);
		break;
	case NODE_CODE:
		put_opaque(w, leaf->text);
		break;
	case NODE_CODE_BLOCK:
		put_opaque(w, leaf->code.text);
		break;
	case NODE_IMAGE:
		put_opaque(w, leaf->image.alt);
		break;
	case NODE_SOFT_BREAK:
		buffer_char(&w->text, ' ');
		break;
	case NODE_HARD_BREAK:
		buffer_char(&w->text, '\n');
		break;
	default:
		break;
	}
}

static void keep_loose(struct walker *w, const struct node *leaf)
{
	struct slice text = leaf->kind == NODE_IMAGE  ? leaf->image.alt
			    : leaf->kind == NODE_TEXT ? leaf->text
						      : (struct slice){0};
	if (slice_is_blank(text))
		return;
	if (!array_room(&w->loose, &w->loose_capacity, w->n_loose + 1)) {
		w->failed = true;
		return;
	}
	w->loose[w->n_loose++] = (struct loose_text){text, leaf, w->lang};
}

static void visit_leaf(struct walker *w, const struct node *leaf)
{
	size_t own = is_mark(leaf) ? add_mark(w, leaf) : SLICE_NONE;
	if (leaf->segment == SEGMENT_NONE) {
		leave_segment(w);
		keep_loose(w, leaf);
		return;
	}
	if (!enter_segment(w, leaf))
		return;
	size_t start = w->text.len;
	for (size_t i = w->n_open; i-- > 0 && w->marks[w->open[i]].segment == SEGMENT_NONE;) {
		w->marks[w->open[i]].segment = leaf->segment;
		w->marks[w->open[i]].mark.at.start = start;
	}
	put_leaf(w, leaf);
	if (own != SLICE_NONE && !w->failed) {
		w->marks[own].segment = leaf->segment;
		w->marks[own].mark.at = (struct span){start, w->text.len};
	}
}

/* --- The walk ----------------------------------------------------------- */

/* A segment that goes on in the next block has a line end between the two. */
static void enter_block(struct walker *w)
{
	if (w->segment != SEGMENT_NONE && w->text.len > w->drafts[w->segment].text.start &&
	    w->text.ptr[w->text.len - 1] != '\n')
		buffer_char(&w->text, '\n');
}

static void walk_side(struct walker *w, const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk) && !w->failed) {
		const struct node *node = walk.node;
		if (node_is_leaf(node)) {
			if (walk.entering && !node->is_included)
				visit_leaf(w, node);
		} else if (walk.entering && node->is_included) {
			node_walk_skip(&walk);
		} else if (is_mark(node)) {
			if (walk.entering)
				open_mark(w, node);
			else
				close_mark(w);
		} else if (walk.entering) {
			enter_block(w);
		}
	}
	leave_segment(w);
}

/* --- Putting together --------------------------------------------------- */

static void count_marks(struct walker *w)
{
	for (size_t i = 0; i < w->n_marks; i++) {
		if (w->marks[i].segment == SEGMENT_NONE)
			continue;
		struct side_draft *draft = &w->drafts[w->marks[i].segment];
		if (draft->n_marks == 0)
			draft->first_mark = i;
		draft->n_marks++;
	}
}

/* The marks of each segment, without those that have none or stand apart. */
static enum status settle_marks(struct walker *w, struct pair_list *out, enum lang lang)
{
	struct pair_mark *marks = arena_array(w->scratch, w->n_marks, sizeof(*marks));
	size_t n = 0;
	if (!marks)
		return STATUS_NO_MEMORY;
	count_marks(w);
	for (size_t s = 0; s < out->count; s++) {
		struct pair_side *side = &out->items[s].sides[lang];
		const struct side_draft *draft = &w->drafts[s];
		size_t first = n;
		for (size_t i = draft->first_mark; i < w->n_marks && n - first < draft->n_marks;
		     i++)
			if (w->marks[i].segment == (int)s) {
				marks[n] = w->marks[i].mark;
				marks[n].at.start -= draft->text.start;
				marks[n++].at.end -= draft->text.start;
			}
		side->marks = marks + first;
		side->n_marks = n - first;
	}
	return STATUS_OK;
}

static void settle_texts(struct walker *w, struct pair_list *out, enum lang lang, struct slice text,
			 struct slice prose)
{
	for (size_t s = 0; s < out->count; s++) {
		struct pair *pair = &out->items[s];
		const struct side_draft *draft = &w->drafts[s];
		struct pair_side *side = &pair->sides[lang];
		side->text = slice_sub(text, draft->text.start, draft->text.end);
		side->prose = slice_sub(prose, draft->text.start, draft->text.end);
		side->is_prose = !draft->has_opaque;
		side->is_blank = slice_is_blank(side->text);
		side->block = draft->block;
		for (const struct node *node = draft->block; node; node = node->parent) {
			pair->is_heading |= node->kind == NODE_HEADING;
			pair->is_cell |= node->kind == NODE_CELL;
			pair->is_item |= node->kind == NODE_ITEM;
		}
	}
}

/* The text itself, where nothing in it is opaque. */
static struct slice prose_of(const struct walker *w, struct slice text)
{
	if (w->n_opaque == 0 || w->text.failed)
		return text;
	struct slice prose = arena_copy(w->scratch, text);
	char *bytes = (char *)prose.ptr;
	for (size_t i = 0; i < w->n_opaque && bytes; i++)
		memset(bytes + w->opaque[i].start, PAIR_OPAQUE,
		       w->opaque[i].end - w->opaque[i].start);
	return prose;
}

static enum status settle(struct walker *w, struct pair_list *out, enum lang lang)
{
	struct slice text = arena_copy(w->scratch, buffer_view(&w->text));
	struct slice prose = prose_of(w, text);
	if (w->failed || w->text.failed || !text.ptr || !prose.ptr)
		return STATUS_NO_MEMORY;
	out->prose[lang] = prose;
	settle_texts(w, out, lang, text, prose);
	return settle_marks(w, out, lang);
}

static enum status keep_all_loose(const struct walker *w, struct pair_list *out)
{
	struct loose_text *loose =
		arena_array(w->scratch, out->n_loose + w->n_loose, sizeof(*loose));
	if (!loose)
		return STATUS_NO_MEMORY;
	if (out->n_loose)
		memcpy(loose, out->loose, out->n_loose * sizeof(*loose));
	if (w->n_loose)
		memcpy(loose + out->n_loose, w->loose, w->n_loose * sizeof(*loose));
	out->loose = loose;
	out->n_loose += w->n_loose;
	return STATUS_OK;
}

static enum status make_side(struct pair_list *out, const struct article *article, enum lang lang,
			     struct arena *scratch)
{
	struct walker w = {.scratch = scratch,
			   .segments = article->segments,
			   .segment = SEGMENT_NONE,
			   .lang = lang,
			   .drafts = arena_array(scratch, out->count, sizeof(*w.drafts))};
	buffer_init(&w.text, BUFFER_MAX_PAGE);
	buffer_reserve(&w.text, article->bytes.len / 2); /* it mostly never grows */
	enum status status = w.drafts ? STATUS_OK : STATUS_NO_MEMORY;
	if (status == STATUS_OK) {
		walk_side(&w, article->sides[lang].root);
		status = settle(&w, out, lang);
	}
	if (status == STATUS_OK)
		status = keep_all_loose(&w, out);
	buffer_release(&w.text);
	free(w.opaque);
	free(w.marks);
	free(w.loose);
	return status;
}

static void find_both(struct pair_list *out)
{
	for (size_t s = 0; s < out->count; s++) {
		const struct pair *pair = &out->items[s];
		if (!pair->sides[LANG_EN].is_blank && !pair->sides[LANG_JA].is_blank)
			out->both[out->n_both++] = pair;
	}
}

enum status pairs_make(struct pair_list *out, const struct article *article, struct arena *scratch)
{
	*out = (struct pair_list){.count = article->n_segments};
	out->items = arena_array(scratch, out->count, sizeof(*out->items));
	out->both = arena_array_raw(scratch, out->count, sizeof(*out->both));
	if (!out->items || !out->both)
		return STATUS_NO_MEMORY;
	for (size_t s = 0; s < out->count; s++)
		out->items[s].segment = &article->segments[s];
	enum status status = make_side(out, article, LANG_EN, scratch);
	if (status == STATUS_OK)
		status = make_side(out, article, LANG_JA, scratch);
	if (status == STATUS_OK)
		find_both(out);
	return status;
}

size_t pair_count(const struct pair_side *side, enum node_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < side->n_marks; i++)
		n += side->marks[i].node->kind == kind;
	return n;
}

/* --- Back to the article ------------------------------------------------ */

/* Behind the markup that begins at `at` and holds no text of its own: the target
   of a link, a tag. Else behind the one byte. */
static size_t skip_markup(struct slice raw, size_t at)
{
	size_t end = SLICE_NONE;
	if (raw.ptr[at] == '<')
		end = slice_find_char(raw, '>', at);
	else if (raw.ptr[at] == ']' && at + 1 < raw.len && raw.ptr[at + 1] == '(')
		end = slice_find_char(raw, ')', at);
	return end == SLICE_NONE ? at + 1 : end + 1;
}

/* How many bytes two texts begin with that are the same, eight at a time. */
static size_t common_length(struct slice a, struct slice b)
{
	enum { EIGHT = 8 };
	size_t len = a.len < b.len ? a.len : b.len;
	size_t n = 0;
	while (len - n >= EIGHT && memcmp(a.ptr + n, b.ptr + n, EIGHT) == 0)
		n += EIGHT;
	while (n < len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

/* Follows the text through the raw bytes, which have markup between its bytes,
   from `at` on. Gives where the next byte of the text stands, or SLICE_NONE: an
   entity put the two out of step. */
static size_t follow(struct slice raw, size_t at, struct slice text, char next)
{
	for (size_t i = 0;; at = skip_markup(raw, at)) {
		size_t n = common_length(slice_skip(raw, at), slice_skip(text, i));
		at += n;
		i += n;
		if (at >= raw.len)
			return SLICE_NONE;
		if (i == text.len && raw.ptr[at] == next)
			return at;
	}
}

enum { MARKUP_MAX = 16 }; /* bytes of markup that a place may have in it */

/* The end of what stands in the raw bytes as it does in the words: from `start` on, up to
   the markup in them. */
static size_t end_of_common(struct slice raw, size_t start, struct slice words)
{
	size_t end = start + common_length(slice_skip(raw, start), words);
	while (end > start && end < raw.len && utf8_is_trail(raw.ptr[end]))
		end--; /* within a character */
	return end;
}

/* Where the words stand, with the markup that is in them and the backslash
   before them, or without what is behind long markup; empty where the two got out
   of step. */
static struct span follow_words(struct slice raw, struct slice text, struct span at)
{
	struct span place = {0, 0};
	struct slice before = slice_sub(text, 0, at.start);
	struct slice words = slice_sub(text, at.start, at.end - 1);
	size_t start = follow(raw, 0, before, text.ptr[at.start]);
	size_t end = start == SLICE_NONE ? start : follow(raw, start, words, text.ptr[at.end - 1]);
	if (end == SLICE_NONE)
		return place;
	end = end - start > words.len + MARKUP_MAX ? end_of_common(raw, start, words) : end + 1;
	if (end == start)
		return place;
	if (slice_ends_with(slice_sub(raw, 0, start), SLICE("\\")))
		start--;
	return (struct span){start, end};
}

struct span pair_place(const struct article *article, const struct pair *pair, enum lang lang,
		       struct span at)
{
	struct span side = pair->segment->text[lang];
	struct slice raw = slice_sub(article->bytes, side.start, side.end);
	struct slice text = pair->sides[lang].text;
	struct slice words = slice_sub(text, at.start, at.end);
	if (words.len == 0)
		return side;
	struct span place = follow_words(raw, text, at);
	if (place.end == 0 && slice_find(raw, words, 0) != SLICE_NONE) {
		place.start = slice_find(raw, words, 0);
		place.end = place.start + words.len;
	}
	return place.end ? (struct span){side.start + place.start, side.start + place.end} : side;
}
