/* Man pages of entries and articles. */
#ifndef SITE_MANUAL_H
#define SITE_MANUAL_H

#include "plan.h"

struct line_breaker;

/* Whether an article has a page of its own. */
bool manual_has_article(const struct build_options *options, const struct kb_article *article);

/* Writes the page that `output` plans. `breaker` is this thread's. */
void manual_write(const struct build_options *options, const struct output *output,
		  const struct article *article, const struct entry_list *entries,
		  struct line_breaker *breaker, struct buffer *out);

#endif
