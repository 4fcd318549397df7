/*
 * A pair just as the tools of the format write it, tags, target and source in one
 * breath: nearly all are. Whatever is not quite like that is the scanner's to
 * understand, tag by tag.
 */
#ifndef SOURCE_USUAL_PAIR_H
#define SOURCE_USUAL_PAIR_H

#include "base/slice.h"

struct usual_pair {
	struct slice id;
	struct span whole;  /* with all its tags */
	struct span target; /* the text alone */
	struct span source;
};

/* False where no such pair stands at `at`: where there are blanks between its tags,
   the ids differ, or a side holds a tag of another span. */
bool usual_pair_read(struct slice bytes, size_t at, struct usual_pair *pair);

#endif
