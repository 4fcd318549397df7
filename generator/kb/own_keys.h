/*
 * Our own keys of the front matter, below `taiyaku`: who has to act, and what
 * bounces say.
 *
 *     taiyaku:
 *       act: [sender, recipient-admin]
 *       bounce: |
 *         550 5.1.1 <user@example.net>: Recipient address rejected
 */
#ifndef KB_OWN_KEYS_H
#define KB_OWN_KEYS_H

#include "kb/knowledge.h"

/* Fills `acts` and `bounce` of the row, and adds findings for what is wrong. */
enum status own_keys_read(struct kb_article *out, struct article *article,
			  const struct entry_list *entries, const struct scheme_set *schemes,
			  struct arena *arena);

#endif
