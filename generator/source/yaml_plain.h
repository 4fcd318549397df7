/*
 * The YAML that nearly all front matter keeps to, read without libyaml:
 *
 *     title: "Access denied"
 *     ms.date: 4/5/2018
 *     search.appverid:
 *     - MOE150
 *
 * A map of words to plain or quoted scalars in one line, and to lists of them.
 * Whatever else YAML has is libyaml's, and all that is wrong: the tree is the
 * one that libyaml's events make, byte for byte and place for place, or none.
 */
#ifndef SOURCE_YAML_PLAIN_H
#define SOURCE_YAML_PLAIN_H

#include "source/yaml.h"

/* The map in the bytes `part` of `text`, whose first is at line `line`, column 1.
   NULL where it is not that plain, or memory is out. */
struct yaml_node *yaml_plain_read(struct arena *arena, struct slice text, struct span part,
				  size_t line);

#endif
