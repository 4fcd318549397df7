/* The cache, as the reader of the knowledge base uses it. */
#ifndef KB_ROWS_H
#define KB_ROWS_H

#include "kb/cache.h"

/* A file that an article includes, as it was when the article was read. */
struct kb_include {
	size_t index; /* among the articles */
	uint64_t hash;
};

struct kb_include_list {
	struct kb_include *items;
	size_t count;
	size_t capacity;
};

/* When all names are known: reads what was kept for just these. */
enum status rows_begin(struct kb_cache *cache, const struct knowledge *kb,
		       const struct config *config);

/* Looks at an article's file; all of them, by any thread, before rows_take. */
void rows_look(struct kb_cache *cache, const struct knowledge *kb, size_t index);

/* Fills the row of an unchanged article. STATUS_FAILED, not reported, where the
   article has to be read. */
enum status rows_take(struct kb_cache *cache, const struct knowledge *kb, size_t index,
		      struct kb_entry **entries, struct arena *arena);

/* Keeps the row of an article that was just read, of `bytes`. The row and its
   entries become those of the record: what they held may be released. */
enum status rows_keep(struct kb_cache *cache, const struct knowledge *kb, size_t index,
		      struct kb_entry **entries, struct slice bytes,
		      const struct kb_include_list *includes, struct arena *arena);

#endif
