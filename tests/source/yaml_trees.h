/* Trees of plain YAML beside those that libyaml's events make. */
#ifndef TESTS_SOURCE_YAML_TREES_H
#define TESTS_SOURCE_YAML_TREES_H

#include "source/yaml.h"

/* The tree of a text that ends with its last value's line. A comment behind it is no
   part of the tree, and has libyaml asked. NULL where it is refused. */
static inline struct yaml_node *libyaml_tree(struct arena *arena, struct slice text)
{
	struct slice commented = arena_join(arena, text, SLICE("\n#\n"));
	struct span whole = {0, commented.len};
	struct yaml_node *root = NULL;
	struct yaml_error error;
	enum status status = yaml_read(arena, commented, whole, 0, &root, &error);
	return status == STATUS_OK ? root : NULL;
}

static inline bool yaml_nodes_equal(const struct yaml_node *a, const struct yaml_node *b)
{
	return a->kind == b->kind && a->at.start == b->at.start && a->at.end == b->at.end &&
	       a->start.line == b->start.line && a->start.column == b->start.column &&
	       a->is_quoted == b->is_quoted && a->count == b->count && !a->repeats && !b->repeats &&
	       !a->text.ptr == !b->text.ptr && slice_eq(a->text, b->text);
}

static inline bool yaml_trees_equal(const struct yaml_node *a, const struct yaml_node *b)
{
	if (!a || !b)
		return a == b;
	if (!yaml_nodes_equal(a, b) || !yaml_trees_equal(a->key, b->key))
		return false;
	const struct yaml_node *one = a->first;
	const struct yaml_node *other = b->first;
	for (; one && other; one = one->next, other = other->next) {
		if (!yaml_trees_equal(one, other))
			return false;
		if ((one == a->last) != (other == b->last))
			return false;
	}
	return one == other;
}

#endif
