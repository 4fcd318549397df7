/*
 * What a build left behind, for the next one: the site as it was published, and
 * the spare, which is the site before that. The two share every file that is
 * the same in both (hard links). So the next site is made of the spare by
 * changing what differs, a few files where a few articles changed, and when it
 * is complete it changes places with the published one.
 *
 * Nothing here is trusted: a folder or a file whose stamp (base/stamp.h) is not
 * what the build left counts as unknown.
 */
#ifndef SITE_SNAPSHOT_H
#define SITE_SNAPSHOT_H

#include "base/arena.h"
#include "base/kept.h"
#include "base/map.h"
#include "base/stamp.h"

struct snapshot_file {
	const char *path;
	uint64_t key; /* of what the published file was made of; 0: not known */
	struct stamp stamp;
	bool differs; /* the spare has none here, or another */
};

struct snapshot_folder {
	const char *path; /* "." is the site itself */
	struct stamp site;
	struct stamp spare; /* no stamp where the spare has no such folder */
};

struct snapshot {
	struct arena arena;
	struct kept kept;            /* what was read; paths may lie in it */
	struct snapshot_file *files; /* of the site */
	size_t n_files;
	struct snapshot_folder *folders; /* of both */
	size_t n_folders;
	const char **extra; /* files of the spare that the site does not have */
	size_t n_extra;
	bool has_spare;
	struct map files_by_path;
	struct map folders_by_path;
};

void snapshot_init(struct snapshot *snapshot);

/* Initialises it. False, and empty, where there is nothing to use. */
bool snapshot_read(struct snapshot *snapshot, const char *path);
bool snapshot_write(const struct snapshot *snapshot, const char *path);
void snapshot_release(struct snapshot *snapshot);

/* Whether the folders of the published site, an open folder, hold the names that
   the build left in them. */
bool snapshot_holds_site(const struct snapshot *snapshot, int site, size_t n_threads);

/* The same for the spare. A file of it that is not as it was is marked as one
   that differs. */
bool snapshot_holds_spare(struct snapshot *snapshot, int spare, size_t n_threads);

#endif
