/*
 * Reading and writing files, and walking folders, with errors told to a
 * struct problems. Paths are bytes, separated by '/'.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/problem.h"

#include <sys/stat.h>
#include <sys/types.h>

/* Larger files are refused with an error. */
#define FILE_MAX_BYTES ((size_t)64 << 20)

enum file_kind { FILE_MISSING, FILE_REGULAR, FILE_FOLDER, FILE_OTHER };

/* Follows symbolic links. */
enum file_kind file_kind(const char *path);

/* Reads a whole file into the arena, terminated behind its last byte. */
enum status file_read(struct arena *arena, const char *path, struct problems *problems,
		      struct slice *out);

/* Exactly so many bytes from an offset of an open file. False where they cannot be had;
   nothing is told. */
bool file_read_at(int fd, char *bytes, size_t len, off_t offset);

/* All bytes, to where an open file stands. False, with errno, where they do not fit;
   nothing is told. */
bool file_write_all(int fd, struct slice bytes);

/* Writes a whole file, replacing what is there. Missing folders above it are
   made. A file that holds these bytes already is left alone, with its time
   stamp. */
enum status file_write(const char *path, struct slice bytes, struct problems *problems);

/* The same, whole or not at all: until all bytes are in a new file beside it, what is
   there stays. A link, a device or a pipe is written to where it leads. */
enum status file_replace(const char *path, struct slice bytes, struct problems *problems);

/* Whether two files that were looked at are one. */
bool file_is_same(const struct stat *a, const struct stat *b);

/* Whether a regular file, no link, holds just these bytes. A path that is
   relative starts at the open folder `at`, or at the working folder (AT_FDCWD). */
bool file_holds(int at, const char *path, struct slice bytes);

/* Makes a folder and those above it. */
enum status folder_make(const char *path, struct problems *problems);

/* Deletes a folder with all in it, never following a symbolic link. A folder
   that is not there is no error. */
enum status folder_remove(const char *path, struct problems *problems);

/* Whether a folder is `outer` or lies in it, however the two are written. Where
   it is missing the nearest folder above it counts. */
bool folder_is_inside(const char *folder, const char *outer);

struct file_list {
	const char **paths; /* relative to the folder walked, sorted by bytes */
	size_t count;
	size_t capacity;
	const char **passed_over; /* what folder_walk found and did not list, sorted */
	size_t n_passed_over;
	size_t passed_over_capacity;
};

/* Every regular file below a folder, sorted; strings live in the arena.
   Names that begin with a dot are passed over in silence. Symbolic links to
   files are followed only where they stay inside the folder; other links, and
   what is neither file nor folder, are told in `passed_over`. */
enum status folder_walk(struct arena *arena, const char *folder, struct problems *problems,
			struct file_list *out);

/* The same with names that begin with a dot, and with links, other files and
   empty folders as themselves. */
enum status folder_walk_all(struct arena *arena, const char *folder, struct problems *problems,
			    struct file_list *out);
void file_list_release(struct file_list *list);

/* "a/b" and "c" to "a/b/c". A pointer of NULL when memory is out. */
const char *path_join(struct arena *arena, const char *folder, const char *name);

/* A path as the root of the file system sees it, without the leading '/':
   "../a.md" to "home/me/a.md". No links are followed. The pointer is NULL when
   the working folder cannot be had or memory is out. */
const char *path_from_root(struct arena *arena, const char *path);

/* How a path goes on below a folder, however the two are written: "./content/a/../b.md"
   below "content" is "b.md". NULL where it does not lie there, or where path_from_root has
   nothing. */
const char *path_below(struct arena *arena, const char *path, const char *folder);

/* The path `to` as it is written in the file `from`, both below one root. The pointer is
   NULL when memory is out. */
struct slice path_relative(struct arena *arena, struct slice from, struct slice to);

/* The part behind the last '/', and the part before it ("." where there is
   none). Slices into `path`. */
struct slice path_base(struct slice path);
struct slice path_folder(struct slice path);

/* Resolves "." and ".." of `relative`, seen from the folder of `from`, both
   relative to one root: path_resolve("a/b.md", "../c.md") is "c.md". The
   pointer is NULL when it leaves the root, or when memory is out. A leading
   '/' starts at the root. */
struct slice path_resolve(struct arena *arena, struct slice from, struct slice relative);

#endif
