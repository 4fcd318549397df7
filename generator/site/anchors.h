/*
 * anchors.txt: every place of the site that others may link to (kb/anchors.h), of
 * which none may vanish unseen. It is what the record said before together with
 * what is published now, without what the configuration calls retired.
 */
#ifndef SITE_ANCHORS_H
#define SITE_ANCHORS_H

#include "plan.h"

/* A record that cannot be read is reported, and STATUS_FAILED returned.
   OUTPUT_ANCHORS_KEPT: what is published now is not added. */
enum status anchors_write(const struct build_options *options, const struct output *output,
			  struct problems *problems, struct buffer *out);

/* The record, where it is not the file of the output folder that will be replaced;
   else NULL. In the arena. */
const char *anchors_source(const struct build_options *options, struct arena *arena);

#endif
