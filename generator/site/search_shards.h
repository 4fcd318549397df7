/*
 * The files of the search, which site/assets/search.js reads. From file:// a
 * browser loads nothing but classic scripts, so each calls one function:
 *
 *     taiyakuSearch("en3", "1f00c2a9", …);
 *
 * with its own name, its version and its data. The index, which has none, names those of
 * all others: files of different builds must not be mixed, but one that has not changed
 * is the same file in both.
 *
 *     search/index.js   what is where: an object, see write_index
 *     search/t0.js …    words and their places, "エラ BAD,メー C…"
 *     search/en0.js …   SEARCH_SHARD_DOCS pages each, of a language:
 *                       [title, text, address below the language's folder ("a/b"
 *                       for the page "a/b.html", "a/" for "a/index.html"), code,
 *                       language where it is the other one]
 */
#ifndef SITE_SEARCH_SHARDS_H
#define SITE_SEARCH_SHARDS_H

#include "render/value.h"
#include "search_index.h"

/* Each fills the index, where that is not done. Safe from several threads. */
void search_write_index(struct search_index *index, const struct scheme_set *schemes,
			const struct value *const strings[LANG_SIDES], struct buffer *out);
void search_write_terms(struct search_index *index, size_t shard, struct buffer *out);
void search_write_docs(struct search_index *index, enum lang lang, size_t shard,
		       struct buffer *out);

#endif
