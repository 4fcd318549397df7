/*
 * Blocks as bytes and back: what a catalogue keeps of an entry's text.
 *
 * A node is a byte for its kind, a byte of flags, the fields of its kind as a
 * record has them (base/record.h), and, where it is no leaf,
 * its children and TREE_END. A row of nodes ends with TREE_END too.
 */
#ifndef LOOKUP_CATALOGUE_TREE_H
#define LOOKUP_CATALOGUE_TREE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "source/node.h"

enum { TREE_END = 0xFF };

/* Appends the address that a link or an image has in the catalogue; nothing
   for one that leads nowhere. */
typedef void catalogue_tree_resolve(void *context, const struct node *node, struct buffer *out);

/* Appends the siblings from `first` up to `end`, without TREE_END. */
void catalogue_tree_write(const struct node *first, const struct node *end,
			  catalogue_tree_resolve *resolve, void *context, struct buffer *out);

/* Reads a row of nodes up to its TREE_END as the children of a new
   NODE_DOCUMENT, and moves `bytes` behind it. Texts are slices into `bytes`. A
   pointer of NULL for bytes that are no tree, or one that no article can give:
   too deep, a row outside a table. The arena is one that never fails. */
struct node *catalogue_tree_read(struct slice *bytes, struct arena *arena);

#endif
