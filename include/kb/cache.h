/*
 * A cache of articles: what reading each one gave, from one build to the next.
 * An article is read again only when its bytes, those of a file it includes, the
 * configuration, the names of the files beside it, or the program have changed.
 *
 *     struct kb_cache *cache = kb_cache_new("….taiyaku/articles", &rules);
 *     kb_options.cache = cache;
 *     …knowledge_read…
 *     kb_cache_save(cache, &kb, "….taiyaku/articles");
 *     …knowledge_release…
 *     kb_cache_free(cache);          // last: rows point into it
 *
 * The cache is trusted with nothing: a file that is missing, damaged, or was
 * written by another version of the program is none (base/kept.h).
 *
 * What another stage finds in an article while it is in memory comes back too:
 *
 *   - findings that are added to the article before its row is kept;
 *   - nothing else by itself: a hook that has no `on_kept` (kb/knowledge.h) is
 *     given every article, and then every article is read.
 *
 * A new field of kb_article or kb_entry is a line in each of row_put and
 * row_take (generator/kb/row.c), and a new ROW_VERSION.
 */
#ifndef KB_CACHE_H
#define KB_CACHE_H

#include "kb/knowledge.h"

/* `rules` leads from the id of every rule to it. `path` is where the files of the
   cache begin their names; where it is NULL nothing is read, and every article is.
   Both must outlive the cache. */
struct kb_cache *kb_cache_new(const char *path, const struct map *rules);
void kb_cache_free(struct kb_cache *cache); /* NULL is fine */

/* At the path it was read from, if it was: files of which all is unchanged stay.
   Nothing is told of what cannot be written: the next build reads all again. */
void kb_cache_save(const struct kb_cache *cache, const struct knowledge *kb, const char *path);

#endif
