/* What was begun of a site while its articles were read, for site_build. */
#ifndef SITE_READING_H
#define SITE_READING_H

#include "fragments.h"
#include "publish.h"
#include "site/build.h"

struct fragments *site_reading_fragments(struct site_reading *reading);
struct publication *site_reading_publication(struct site_reading *reading);

#endif
