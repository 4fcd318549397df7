/* What search engines read: sitemap.xml (sitemaps.org 0.9, with alternates as
   xhtml:link) and robots.txt. */
#ifndef SITE_SITEMAP_H
#define SITE_SITEMAP_H

#include "plan.h"

enum status sitemap_write(const struct build_options *options, const struct plan *plan,
			  struct problems *problems, struct buffer *out);

void robots_write(const struct build_options *options, struct buffer *out);

#endif
