/*
 * Stamps: what the system says of a file without opening it. While a file's
 * stamp stays, so do its bytes: nothing changes them without a new time of
 * change, which no program can set. A folder's stamp stays while no name is
 * put into it or taken out.
 */
#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include "base/record.h"

struct stamp {
	uint64_t device; /* as it happens to be mounted */
	uint64_t inode;  /* 0: no stamp */
	uint64_t size;
	uint64_t modified; /* nanoseconds */
	uint64_t changed;
};

/* Of a regular file, following links; false where there is none. A path that is
   relative starts at the open folder `at`, or at the working folder (AT_FDCWD). */
bool stamp_file(int at, const char *path, struct stamp *out);

/* Of a regular file or a folder that is no link, or of a file that is open. */
bool stamp_own_file(int at, const char *path, struct stamp *out);
bool stamp_open_file(int fd, struct stamp *out);
bool stamp_folder(int at, const char *path, struct stamp *out);

bool stamp_eq(const struct stamp *a, const struct stamp *b);

/* The same folder with the same names in it. Moving it changes nothing. */
bool stamp_same_names(const struct stamp *a, const struct stamp *b);

/* Whether the file changed long enough ago that another change would show: the
   clock of a file system ticks some hundred times a second, or once. */
bool stamp_is_settled(const struct stamp *stamp);

void stamp_put(struct buffer *out, const struct stamp *stamp);
struct stamp stamp_take(struct record *record);

#endif
