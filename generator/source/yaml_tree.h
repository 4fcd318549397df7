/* How the readers of YAML make its tree. */
#ifndef SOURCE_YAML_TREE_H
#define SOURCE_YAML_TREE_H

#include "source/yaml.h"

/* Behind what a list or map has already. */
static inline void yaml_append(struct yaml_node *parent, struct yaml_node *node)
{
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
}

/* The value of the map's key, its first where it is repeated; or NULL. */
static inline const struct yaml_node *yaml_find(const struct yaml_node *map, struct slice key)
{
	const struct yaml_node *value = map->first;
	while (value && !slice_eq(value->key->text, key))
		value = value->next;
	return value;
}

#endif
