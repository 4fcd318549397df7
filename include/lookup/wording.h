/*
 * What mail servers say in words, with or without a code: "user unknown",
 * "mailbox is full", "loops back to myself", in the ways of Exchange, Gmail,
 * Postfix, Sendmail, qmail, Exim and others, each with the enhanced code
 * (RFC 3463, RFC 5248, RFC 7505) that means the same.
 */
#ifndef LOOKUP_WORDING_H
#define LOOKUP_WORDING_H

#include "base/arena.h"

struct wording {
	const char *phrase; /* lower case, one blank between words */
	const char *code;   /* "5.1.1" */
};

/* Every wording known; the one that says more stands before one that says less. */
const struct wording *wording_table(size_t *count);

/* The wordings in a text, in the order of the table, one for each code; at most
   `max`. Cases, widths and line breaks do not matter. Returns how many. */
size_t wording_find(struct arena *arena, struct slice text, const struct wording **out, size_t max);

#endif
