/* Leaves are joined as long as they stand in one block; then that is cut. */
#include "sentences.h"

#include "base/array.h"
#include "base/buffer.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

/* Where a leaf's text begins in the block's. */
struct leaf {
	size_t start;
	const struct node *node;
};

struct splitter {
	struct arena *arena;
	struct buffer text; /* of the block, blanks collapsed */
	struct leaf *leaves;
	size_t n_leaves;
	size_t leaves_capacity;
	struct sentence *items;
	size_t count;
	size_t capacity;
	const struct node *block;
	bool failed;
};

static bool sentence_ends(struct slice text, size_t at)
{
	char c = text.ptr[at];
	if (c != '.' && c != '?' && c != '!')
		return false;
	size_t next = at + 1;
	while (next < text.len && ascii_is_blank(text.ptr[next]))
		next++;
	bool is_capital = next < text.len && ascii_is_upper(text.ptr[next]);
	return next == text.len || (next > at + 1 && is_capital);
}

/* --- Blocks ------------------------------------------------------------- */

static const struct node *leaf_at(const struct splitter *s, size_t offset)
{
	size_t i = s->n_leaves;
	while (i > 1 && s->leaves[i - 1].start > offset)
		i--;
	return s->leaves[i - 1].node;
}

static void add_sentence(struct splitter *s, size_t start, size_t end)
{
	struct slice text = slice_trim(slice_sub(buffer_view(&s->text), start, end));
	if (text.len == 0)
		return;
	const struct node *leaf = leaf_at(s, (size_t)(text.ptr - s->text.ptr));
	struct slice copy = arena_copy(s->arena, text);
	s->failed |= !copy.ptr || !array_room(&s->items, &s->capacity, s->count + 1);
	if (!s->failed)
		s->items[s->count++] =
			(struct sentence){hash_slice(copy), copy, leaf->segment, leaf->at.start};
}

static void end_block(struct splitter *s)
{
	struct slice text = buffer_view(&s->text);
	size_t start = 0;
	for (size_t at = 0; at < text.len && !s->failed; at++)
		if (sentence_ends(text, at) || at + 1 == text.len) {
			add_sentence(s, start, at + 1);
			start = at + 1;
		}
	s->failed |= s->text.failed;
	buffer_clear(&s->text);
	s->n_leaves = 0;
}

static struct slice text_of(const struct node *leaf)
{
	switch (leaf->kind) {
	case NODE_TEXT:
	case NODE_CODE:
		return leaf->text;
	case NODE_IMAGE:
		return leaf->image.alt;
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK:
		return SLICE(" ");
	default:
		return (struct slice){0};
	}
}

static void add_leaf(struct splitter *s, const struct node *leaf)
{
	struct slice text = text_of(leaf);
	const struct node *block = leaf->parent;
	while (block && !node_is_block(block))
		block = block->parent;
	if (block != s->block)
		end_block(s);
	s->block = block;
	if (text.len == 0)
		return;
	if (!array_room(&s->leaves, &s->leaves_capacity, s->n_leaves + 1)) {
		s->failed = true;
		return;
	}
	s->leaves[s->n_leaves++] = (struct leaf){s->text.len, leaf};
	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = ascii_is_blank(text.ptr[i]);
		if (!is_blank)
			buffer_char(&s->text, text.ptr[i]);
		else if (s->text.len && s->text.ptr[s->text.len - 1] != ' ')
			buffer_char(&s->text, ' ');
	}
}

enum status sentences_of(struct sentence_list *out, const struct node *root, struct arena *arena)
{
	struct splitter s = {.arena = arena};
	buffer_init(&s.text, BUFFER_MAX_PAGE);
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk) && !s.failed) {
		if (walk.node->is_included && walk.entering && !node_is_leaf(walk.node))
			node_walk_skip(&walk);
		else if (node_is_leaf(walk.node) && !walk.node->is_included)
			add_leaf(&s, walk.node);
	}
	end_block(&s);
	*out = (struct sentence_list){arena_array(arena, s.count + 1, sizeof(*out->items)),
				      s.count};
	s.failed |= !out->items;
	if (!s.failed && s.count)
		memcpy(out->items, s.items, s.count * sizeof(*s.items));
	free(s.items);
	free(s.leaves);
	buffer_release(&s.text);
	return s.failed ? STATUS_NO_MEMORY : STATUS_OK;
}
