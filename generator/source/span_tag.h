/*
 * One tag of the alignment, read from raw bytes with the damage that really
 * occurs: quotes escaped as &quot;, so that the tag no longer closes.
 */
#ifndef SOURCE_SPAN_TAG_H
#define SOURCE_SPAN_TAG_H

#include "base/slice.h"

enum span_tag_kind {
	SPAN_TAG_NONE,   /* not a tag that concerns the alignment */
	SPAN_TAG_TARGET, /* <span data-ttu-id="…"> */
	SPAN_TAG_LOOKUP, /* <span class="sxs-lookup"> */
	SPAN_TAG_SOURCE, /* <span data-stu-id="…"> */
	SPAN_TAG_PLAIN,  /* any other <span …> */
	SPAN_TAG_END,    /* </span> */
	SPAN_TAG_BROKEN, /* begins as an alignment tag and never becomes one */
	SPAN_TAG_OTHER   /* another element's tag whose quotes were escaped */
};

struct span_tag {
	enum span_tag_kind kind;
	struct span at;
	struct slice id; /* of SPAN_TAG_TARGET and SPAN_TAG_SOURCE */
	bool is_damaged; /* a quote was escaped */
};

/* Reads the tag that begins at the '<' at `at`. */
struct span_tag span_tag_read(struct slice text, size_t at);

#endif
