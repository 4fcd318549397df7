/*
 * Publishing: a staging folder beside the output folder takes the new site;
 * when it is complete the two change places in one step (renameat2 with
 * RENAME_EXCHANGE), and the old site is deleted. A file that has not changed
 * is a hard link to the published one and keeps its time stamp.
 *
 *     struct publication publication;
 *     status = publication_begin(&publication, "site/public", sources, n, &problems);
 *     status = publication_write(&publication, "en/index.html", bytes);
 *     status = publication_commit(&publication, paths, n_paths);
 *     publication_release(&publication);     // drops what was not committed
 *
 * A list of the files, .taiyaku-files, lies in the output folder. A folder
 * that holds anything else is not ours and is refused, and so is one that
 * holds a source or lies in one.
 *
 * A build that is killed leaves the old site or the new one, whole, and files
 * beside it (.public.taiyaku-new, .public.taiyaku-lock) that the next build
 * takes away.
 */
#ifndef SITE_PUBLISH_H
#define SITE_PUBLISH_H

#include "base/arena.h"
#include "base/problem.h"

#include <stdatomic.h>

struct publication {
	struct arena arena;
	const char *output; /* without a final '/' */
	const char *staging;
	const char *backup; /* of the old site, where folders cannot be exchanged */
	bool has_old;       /* the output folder exists */
	bool is_staged;     /* the staging folder exists */
	int lock;           /* descriptor of the lock file */
	const char *lock_path;
	atomic_size_t n_written;
	atomic_size_t bytes;
	struct problems *problems;
};

/* `sources` are the folders that the build reads. Safe to release also after
   it has failed. */
enum status publication_begin(struct publication *publication, const char *output,
			      const char *const *sources, size_t n_sources,
			      struct problems *problems);

/* Safe from several threads. `path` is below the output folder. */
enum status publication_write(struct publication *publication, const char *path,
			      struct slice bytes);

/* `paths` are all files that were written. */
enum status publication_commit(struct publication *publication, const char *const *paths,
			       size_t n_paths);

void publication_release(struct publication *publication);

#endif
