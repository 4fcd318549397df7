/*
 * The description of a page, which others show in a line or two: search engines, and
 * whoever a link is sent to.
 */
#ifndef SITE_DESCRIPTION_H
#define SITE_DESCRIPTION_H

#include "base/arena.h"

enum { DESCRIPTION_MAX = 300 }; /* bytes */

/* The text, or as much of it as fits: whole sentences where they fill half of the room,
   or else words with "…" behind them. In the text or in the arena. */
struct slice description_fit(struct arena *arena, struct slice text);

#endif
