/*
 * What raw HTML may leave out and a page may not: tables whose cells overlap,
 * leave holes or span more than there is, and definition lists without a term
 * or a definition.
 */
#ifndef SOURCE_SHAPES_H
#define SOURCE_SHAPES_H

#include "base/status.h"
#include "source/node.h"

/* Makes every table and definition list under `root` that was raw HTML whole
   (HTML Standard, 4.9.12.1 and 4.4.9). No text is lost. */
enum status shapes_settle(struct node *root, struct arena *arena);

#endif
