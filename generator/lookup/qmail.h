/* What qmail writes into its log. */
#ifndef LOOKUP_QMAIL_H
#define LOOKUP_QMAIL_H

#include "base/arena.h"
#include "base/slice.h"

/* qmail has '_' for the blanks of what was said: "Remote_host_said:_550_5.1.1_no". A
   text with such words comes back with their blanks, each at its place; any other
   text as it is. */
struct slice qmail_with_blanks(struct arena *arena, struct slice text);

#endif
