/* What the index keeps of one article. */
#ifndef KB_SUMMARY_H
#define KB_SUMMARY_H

#include "kb/knowledge.h"

/* Fills `out` (its path, file and address are set already) and gives its
   entries; all strings are copied into `arena`. */
enum status summarise(struct kb_article *out, struct kb_entry **entries,
		      const struct article *article, const struct entry_list *list,
		      struct arena *arena);

/* The last step: when nothing is added to the article's findings any more. */
enum status keep_findings(struct kb_article *out, const struct article *article,
			  struct arena *arena);

#endif
