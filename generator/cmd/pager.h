/* Showing a text: through a pager where it is longer than the window. */
#ifndef CMD_PAGER_H
#define CMD_PAGER_H

#include "base/slice.h"

/* Writes to standard output. On a terminal, a text of more lines than it has
   goes to the program that PAGER names ("less -R" where it is not set); with
   PAGER set to nothing, or to "cat", it is never asked. */
void pager_show(struct slice text);

/* Whether the pager passes OSC 8 on, or there will be none. */
bool pager_has_links(void);

#endif
