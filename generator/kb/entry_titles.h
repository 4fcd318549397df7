/* Titles of entries. */
#ifndef KB_ENTRY_TITLES_H
#define KB_ENTRY_TITLES_H

#include "kb/scheme.h"

/* A heading without its code where that is how it begins: "DNS query failed"
   of "Error code: 450 4.4.312 DNS query failed". Else the heading as it is. */
struct slice title_without_code(struct slice heading, const struct code_list *codes);

#endif
