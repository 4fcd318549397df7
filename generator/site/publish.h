/*
 * Publishing: the new site is made in a folder beside the output folder; when it
 * is complete the two change places in one step (renameat2 with RENAME_EXCHANGE).
 * A file that has not changed is the published one (a hard link) and keeps its
 * time stamp.
 *
 *     struct publication publication;
 *     publication_init(&publication, &options, &problems);
 *     publication_look(&publication);        // as soon as there is time, or never
 *     status = publication_begin(&publication, &site);
 *     for each file:
 *             if (!publication_keep(&publication, file))
 *                     status = publication_write(&publication, file, bytes);
 *     status = publication_commit(&publication);
 *     publication_release(&publication);     // drops what was not committed
 *
 * Beside site/public lies site/.public.taiyaku:
 *
 *     lock            one build at a time
 *     articles-0 … f  the cache of the knowledge base (kb/cache.h)
 *     findings        texts of findings (check/report_kept.h)
 *     search          the words of the search (search_kept.h)
 *     site            what was published, with the keys of the files (snapshot.h)
 *     spare/          the site before the published one: the next site is made of it
 *     new/            the site being made
 *     twin/           the same files by other names, where there is no spare: the next one
 *     old/            the published site for a moment, where folders cannot be exchanged
 *
 * It may be deleted at any time; the next build then makes everything anew. A
 * build that is killed leaves the old site or the new one, whole, and in that
 * folder nothing that the next build does not take away.
 */
#ifndef SITE_PUBLISH_H
#define SITE_PUBLISH_H

#include "snapshot.h"

#include "base/problem.h"
#include "base/status.h"

#include <stdatomic.h>

/* A file of the new site. */
struct site_file {
	const char *path; /* below the output folder */
	uint64_t key;     /* of all that it is made of; 0: not known */
	struct stamp stamp;
	bool is_done;
	bool is_written; /* new or changed */
	bool is_moved;   /* its name in the new site's folder was made in this build */
};

struct publication {
	struct arena arena;
	const char *output; /* without a final '/'; as it was given before it begins */
	const char *work;   /* the folder beside it; the others are in it */
	const char *staging;
	const char *twin;
	const char *spare;
	const char *backup;
	const char *state;
	size_t n_threads;
	bool is_fresh;
	struct site_file *files;
	size_t n_files;
	struct site_file list; /* of the files, for the output folder */
	bool has_old;          /* the output folder exists */
	struct snapshot old;
	bool is_known;           /* `old` holds for the output folder, */
	const struct map *names; /* of all files of the new site */
	const char **gone;       /* files that it does not have: of the former site, */
	size_t n_gone;
	size_t n_gone_all;    /* and then of its spare */
	bool is_spared;       /* and the new site is made of the spare */
	bool is_staged;       /* the folder of the new site exists */
	int lock;             /* descriptors, or -1 */
	int site;             /* the output folder */
	int new;              /* the folder of the new site */
	int second;           /* its twin, where the output is not known */
	atomic_bool has_gaps; /* a file of the new site is not in the twin */
	atomic_size_t n_written;
	atomic_size_t bytes;
	struct problems *problems;
};

struct publication_options {
	const char *output;
	size_t n_threads;
	bool is_fresh; /* takes nothing over unseen */
};

/* What is published. All of it lives until the release. */
struct new_site {
	struct site_file *files;
	size_t n_files;
	const struct map *names;    /* has their paths */
	const char *const *sources; /* folders that the build reads */
	size_t n_sources;
};

/* The folder beside an output folder, in the arena; it may not exist. */
const char *publication_work_folder(struct arena *arena, const char *output);

/* Whether `output` may become a site: missing, or a folder in which nothing is that
   no build has published. For telling so before the work begins. */
enum status publication_check(const char *output, struct problems *problems);

void publication_init(struct publication *publication, const struct publication_options *options,
		      struct problems *problems);

/* Looks at what the last build left, which takes a while and needs nothing of the new
   site. From then on no other build can publish there. Nothing is written or told:
   where anything is odd, it is seen again when the publication begins. */
void publication_look(struct publication *publication);

/* Safe to release also after it has failed. */
enum status publication_begin(struct publication *publication, const struct new_site *site);

/* Takes the published file over where it was made of the same key and nobody
   has touched it since; false: it has to be written. Safe from several threads
   on different files, and so is the next. */
bool publication_keep(struct publication *publication, struct site_file *file);

/* A published file that holds these bytes is taken over all the same. */
enum status publication_write(struct publication *publication, struct site_file *file,
			      struct slice bytes);

/* Writes the list of the site's files, which belongs to it. Safe beside the other
   files, and needed before the commit. */
enum status publication_write_list(struct publication *publication);

enum status publication_commit(struct publication *publication);

/* May be called again. */
void publication_release(struct publication *publication);

#endif
