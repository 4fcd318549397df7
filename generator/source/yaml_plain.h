/*
 * Front matter as nearly all of it is written: a key, a colon and a value on one line,
 * or below the key a list of such values. There YAML leaves no doubt, and the tree is
 * made at once: libyaml takes as long for sixteen such lines as the Markdown parser
 * for the article's text.
 *
 * Whatever is less plain is left to libyaml, and so is all that is wrong: comments,
 * blank lines, escapes, values of several lines or of brackets, keys in quotes or
 * given twice.
 */
#ifndef SOURCE_YAML_PLAIN_H
#define SOURCE_YAML_PLAIN_H

#include "source/yaml.h"

/* The tree of the bytes `part` of `text`, which begin line `line`, the same in every
   node as libyaml's events make it. NULL where they are not that plain, and where
   memory is out. */
struct yaml_node *yaml_plain_read(struct arena *arena, struct slice text, struct span part,
				  size_t line);

#endif
