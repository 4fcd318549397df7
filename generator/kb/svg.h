/* Pictures that could run script when they are opened by themselves. */
#ifndef KB_SVG_H
#define KB_SVG_H

#include "base/slice.h"

bool svg_is_named(struct slice path);

/* Whether an SVG file holds no script. False also for what cannot be read: a browser may
   read more of it. */
bool svg_is_harmless(const char *file);

#endif
