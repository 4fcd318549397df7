/* Addresses of links and images: those that a page may name (source/url.h). */
#ifndef SOURCE_CHECKED_URL_H
#define SOURCE_CHECKED_URL_H

#include "builder.h"

/* The address if readers may follow it; else an empty one, with a finding. */
struct slice checked_url(struct builder *builder, struct slice url);

#endif
