/*
 * The search index: which pages hold which words; search_shards.h writes it.
 * Made of the index of the knowledge base alone. The plan needs to know only
 * its pages, and where nothing has changed it is never filled.
 *
 *     search_index_init(&index, kb, kept);   // index.docs, n_term_shards, n_doc_shards
 *     search_index_fill(&index);             // the rest, by the first that asks
 *     search_index_release(&index);
 *
 * Pages are numbered: those of codes first, in the order of their keys, then
 * articles by path. A word's places are written at once as the shards hold
 * them, so memory is that of the shards.
 */
#ifndef SITE_SEARCH_INDEX_H
#define SITE_SEARCH_INDEX_H

#include "base/kept.h"
#include "kb/knowledge.h"
#include "search_terms.h"

#include <pthread.h>

/* A page that is found. */
struct search_doc {
	const struct kb_article *article;
	const struct kb_entry *entry; /* NULL: the article's own page */
	struct slice key;             /* search_code_key; empty without an entry */
};

enum {
	SEARCH_SHARD_DOCS = 128,
	/* Words of so many pages fill a shard of about 32 KB; the shards are even. */
	SEARCH_TERMS_DOCS = 200,
	SEARCH_TERM_SHARDS_MAX = 1024,
};

struct search_index {
	const struct knowledge *kb;
	const char *kept_path;
	struct arena arena;
	struct search_doc *docs;
	size_t n_docs;
	size_t n_coded;
	size_t n_term_shards;
	size_t n_doc_shards;
	pthread_mutex_t lock;
	bool is_filled;
	uint64_t names;             /* a hash of the pages' names, in their order, */
	uint64_t *texts;            /* and of what each page shows */
	struct kept kept;           /* what terms point to, where they were taken over */
	struct search_term **terms; /* sorted by their bytes */
	size_t n_terms;
	size_t *term_shards; /* the first word of each, and at last n_terms */
	/* A number for each shard that is another one when its file would be. */
	uint32_t *term_versions;
	uint32_t *doc_versions; /* in both languages */
};

/* `kb` must outlive it. That a page shows something else than before is known by its
   article's hashes, which a cache gives it (kb/cache.h). The words are kept in the file
   `kept_path` from one build to the next, if it is not NULL: see search_kept.h. */
void search_index_init(struct search_index *index, const struct knowledge *kb,
		       const char *kept_path);

/* Safe from several threads; those that come while it is being filled wait. */
void search_index_fill(struct search_index *index);
void search_index_release(struct search_index *index);

/* The pages of a shard, by their numbers. */
struct span search_shard_docs(const struct search_index *index, size_t shard);

/* What the pages of results show and what is searched. The language is the other one
   where the page has no text in `lang`. */
struct slice search_doc_title(const struct search_doc *doc, enum lang lang);
struct slice search_doc_text(const struct search_doc *doc, enum lang lang);

/* A form of codes that sorts those beside each other that are related: 4.4.312 and
   5.4.312 (the same subject and detail in another class, RFC 3463 section 2) are
   "smtp:004.312.4" and "smtp:004.312.5"; a range has the key of its first code. Of
   other schemes, the normal form in lower case. */
struct slice search_code_key(struct arena *arena, const struct code *code);

#endif
