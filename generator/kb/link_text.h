/* Addresses and file names as texts. */
#ifndef KB_LINK_TEXT_H
#define KB_LINK_TEXT_H

#include "base/arena.h"

/* As a path: '\' is '/', as on the authors' systems. The pointer is NULL for
   what no path holds, and when memory is out. */
struct slice text_percent_decode(struct arena *arena, struct slice text);

/* In lower case (ASCII). */
struct slice text_lower(struct arena *arena, struct slice text);

/* "a/B-c.md" to "b-c": by what a file is known wherever it lies. Empty for
   "index.md" and "readme.md", which say nothing. The pointer is NULL when
   memory is out. */
struct slice name_of_page(struct arena *arena, struct slice path);

#endif
