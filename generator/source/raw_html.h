/* Raw HTML into the tree: an allow-list, balanced, never markup again. */
#ifndef SOURCE_RAW_HTML_H
#define SOURCE_RAW_HTML_H

#include "builder.h"

/* One piece of raw HTML inside a paragraph, as CommonMark found it. */
void raw_html_inline(struct builder *builder, struct slice html);

/* An HTML block. Elements it leaves open take in the blocks that follow. */
void raw_html_block(struct builder *builder, struct slice html);

/* Whether an element of this name can begin an HTML block where it does not
   stand alone in its line. */
bool raw_html_is_block(struct slice name);

#endif
