/* What has changed lately, as an Atom feed (RFC 4287) of one language. Its dates
   are those of the articles. */
#ifndef SITE_FEED_H
#define SITE_FEED_H

#include "plan.h"

/* There is one where there are articles with dates, and the site's address is
   known: a feed names its entries by whole addresses. */
bool feed_is_possible(const struct build_options *options);

enum status feed_write(const struct build_options *options, const struct output *output,
		       struct problems *problems, struct buffer *out);

#endif
