/* What is said about the entries of one article. */
#ifndef KB_ENTRY_CHECK_H
#define KB_ENTRY_CHECK_H

#include "kb/entry.h"

/* Adds the entry.* findings that concern this article alone. */
enum status entries_check(struct article *article, const struct part_words *words,
			  const struct entry_list *entries);

#endif
