/*
 * Comments that speak to this program: "<!-- taiyaku: WORDS -->". They are no
 * text: neither side holds them, as if they had never been written, so that no
 * list, table or paragraph is disturbed by one.
 */
#ifndef SOURCE_REMARKS_H
#define SOURCE_REMARKS_H

#include "scan.h"

/* Fills article->remarks with those behind the front matter, code fences left
   out, and marks their bytes in the scan's pieces. */
enum status remarks_find(struct article *article, struct scan *scan);

#endif
