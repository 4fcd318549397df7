/* What search engines read: sitemap.xml (sitemaps.org 0.9, with alternates as
   xhtml:link) and robots.txt. A sitemap may have 50,000 pages and 50 MB; ours are
   smaller, as each is made in memory: of many pages there are several, and
   sitemap.xml is the list of them. */
#ifndef SITE_SITEMAP_H
#define SITE_SITEMAP_H

#include "plan.h"

enum { SITEMAP_PAGES = 10000 };

/* How many sitemaps the pages of the plan, so far, need. */
size_t sitemap_parts(const struct plan *plan);

void sitemap_write(const struct build_options *options, const struct plan *plan,
		   const struct output *output, struct buffer *out);

void robots_write(const struct build_options *options, struct buffer *out);

#endif
