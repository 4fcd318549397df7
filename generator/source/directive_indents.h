/*
 * What stands in :::row::: and :::column::: is indented as a rule, by three blanks for
 * each; to Markdown that would be code (CommonMark 4.4).
 */
#ifndef SOURCE_DIRECTIVE_INDENTS_H
#define SOURCE_DIRECTIVE_INDENTS_H

#include "base/slice.h"
#include "base/status.h"

/* The blanks in a side's text that stand before such lines and beyond the outermost
   directive's own, in their order: what all lines between two directives have in common.
   `cuts` is the caller's, to be freed, also where memory was out. */
enum status directive_indents_find(struct slice text, struct span **cuts, size_t *n_cuts);

#endif
