/* Asking for little whether a number may be a code at all. */
#ifndef LOOKUP_MEANT_H
#define LOOKUP_MEANT_H

#include "lookup/known.h"

/* What this denies, is_code_meant() would deny of the code that scheme_find finds
   at the place: x.y.z with nothing joined to it. */
bool may_be_code(const struct known *known, struct slice text, struct span number);

#endif
