/*
 * Table rows with more '|' than the table has columns. GitHub's tables cut a
 * row at every '|', in code too, and drop what is too much; authors who write
 * `Get-X | FL` in a cell mean no border. Such a '|' is hidden from the parser
 * and comes back in the tree, so that no word of a row is lost. Rows that fit
 * are left as they are (GFM 0.29, 4.10).
 */
#ifndef SOURCE_TABLE_CELLS_H
#define SOURCE_TABLE_CELLS_H

#include "source/node.h"

/* Hides them in a side's text, in place; the length stays. True when it hid any. */
bool table_cells_hide(char *text, size_t len);

/* Cells of a row; a border at either end opens none. */
size_t table_cells_count(struct slice row);

/* "|---|:--:|": the row below a table's head. */
bool table_cells_are_delimiters(struct slice line);

/* Brings them back in a tree made of that text. */
void table_cells_restore(struct node *root);

#endif
