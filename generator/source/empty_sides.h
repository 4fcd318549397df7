/*
 * Pairs of which a side holds no text: told where the other side has some, and
 * where neither has, an anchor of one side is given to both.
 */
#ifndef SOURCE_EMPTY_SIDES_H
#define SOURCE_EMPTY_SIDES_H

#include "scan.h"

/* Adds the align.empty findings of the scanned segments; pieces of a shared
   anchor become those of both languages. */
enum status empty_sides_look(struct article *article, const struct scan *scan);

#endif
