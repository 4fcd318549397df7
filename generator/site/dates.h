/*
 * Days as pages show them. Many articles were changed on one day, and writing it takes
 * thousands of steps: each is written once, and where no page asks, none is.
 *
 *     struct dates *dates = dates_new(LANG_JA);
 *     const struct value *date = dates_get(dates, article->updated);
 *     …
 *     dates_free(dates);
 */
#ifndef SITE_DATES_H
#define SITE_DATES_H

#include "base/lang.h"
#include "render/value.h"
#include "text/locale.h"

struct dates;

/* Out of memory ends the run. */
struct dates *dates_new(enum lang lang);
void dates_free(struct dates *dates); /* NULL is fine */

/* "2019-02-11" as `iso`, and as `text` what people write; NULL where the month is 0. It
   lives as long as `dates`. Safe from several threads. */
const struct value *dates_get(struct dates *dates, struct day day);

#endif
