/* Markdown into the tree: the one place that knows cmark-gfm. */
#ifndef SOURCE_MARKDOWN_H
#define SOURCE_MARKDOWN_H

#include "builder.h"
#include "sides.h"

/* Registers the extensions; once, before any thread starts. */
void markdown_setup(void);

/* Parses a side's text and builds its tree. */
enum status markdown_parse(struct builder *builder, struct side_text *side);

#endif
