/* The tree: building it, and walking it without recursion. */
#include "source/node.h"

#include "base/buffer.h"

struct node *node_new(struct arena *arena, enum node_kind kind)
{
	struct node *node = arena_alloc(arena, sizeof(*node));
	if (!node)
		return NULL;
	node->kind = kind;
	node->segment = SEGMENT_NONE;
	return node;
}

void node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->previous = parent->last;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void node_insert_after(struct node *sibling, struct node *added)
{
	added->parent = sibling->parent;
	added->previous = sibling;
	added->next = sibling->next;
	sibling->next = added;
	if (added->next)
		added->next->previous = added;
	else
		added->parent->last = added;
}

void node_unlink(struct node *node)
{
	if (!node->parent)
		return;
	if (node->previous)
		node->previous->next = node->next;
	else
		node->parent->first = node->next;
	if (node->next)
		node->next->previous = node->previous;
	else
		node->parent->last = node->previous;
	node->parent = node->previous = node->next = NULL;
}

void node_walk_skip(struct node_walk *walk)
{
	walk->entering = false;
}

static void append_leaf(const struct node *node, struct buffer *out)
{
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_CODE:
		buffer_slice(out, node->text);
		break;
	case NODE_CODE_BLOCK:
		buffer_slice(out, node->code.text);
		break;
	case NODE_IMAGE:
		buffer_slice(out, node->image.alt);
		break;
	case NODE_SOFT_BREAK:
		buffer_char(out, ' ');
		break;
	case NODE_HARD_BREAK:
		buffer_char(out, '\n');
		break;
	default:
		break;
	}
}

void node_plain_text(const struct node *root, struct buffer *out)
{
	size_t start = out->len;
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		bool starts_block = walk.entering && node_is_block(walk.node);
		if (starts_block && out->len > start && out->ptr[out->len - 1] != '\n')
			buffer_char(out, '\n');
		if (walk.entering)
			append_leaf(walk.node, out);
	}
	while (out->len > start && out->ptr[out->len - 1] == '\n')
		buffer_truncate(out, out->len - 1);
}
