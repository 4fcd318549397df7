/*
 * Whom a code in a text concerns. Servers and programs write the address before the
 * code ("<user@example.com>: host … said: 550 5.1.1"), behind it ("550 5.1.1
 * <user@example.com>... User unknown"), or on a line of its own above.
 */
#ifndef LOOKUP_RECIPIENT_H
#define LOOKUP_RECIPIENT_H

#include "base/slice.h"

/* `code` is the code with its reply code. Empty where no address is near. */
struct slice recipient_near(struct slice text, struct span code);

#endif
