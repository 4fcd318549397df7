/*
 * Where the marks of a segment may stand in a side's text, so that they hide
 * nothing from a CommonMark parser: not before what begins a block, not
 * behind what ends one, not where a line's blanks count.
 */
#ifndef SOURCE_BORDERS_H
#define SOURCE_BORDERS_H

#include "base/slice.h"

/* Fields are private. */
struct border_finder {
	struct slice text;
	struct span line;  /* the line last looked at, without its line end */
	size_t prefix_end; /* of what may introduce a block in it */
};

void border_finder_init(struct border_finder *finder, struct slice text);

/* Moves both ends of a segment's place inwards. False where there is no text to
   mark: structure or tags alone, or a link's definition. Places come in
   ascending order. */
bool border_place(struct border_finder *finder, struct span *place);

/* What can stand in a line before a block begins: blanks, quotes, bullets, numbers. */
bool introduces_block(char c);

#endif
