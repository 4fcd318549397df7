/* Folders: where one lies, listing all files below one, and deleting one. */
#include "base/file.h"

#include "base/array.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Where a folder lies ------------------------------------------------- */

/* The folder, or the nearest one above it that is there. */
static int open_nearest(const char *path)
{
	char part[PATH_MAX];
	size_t len = strlen(path);
	if (len >= sizeof(part))
		return -1;
	memcpy(part, path, len + 1);
	for (;;) {
		int fd = open(part, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (fd >= 0 || (errno != ENOENT && errno != ENOTDIR))
			return fd;
		struct slice above = path_folder((struct slice){part, len});
		if (above.len == len && memcmp(above.ptr, part, len) == 0)
			return -1;
		memmove(part, above.ptr, above.len);
		len = above.len;
		part[len] = '\0';
	}
}

bool folder_is_inside(const char *folder, const char *outer)
{
	struct stat wanted;
	struct stat here;
	struct stat below = {0};
	if (stat(outer, &wanted) != 0)
		return false;
	bool found = false;
	int at = open_nearest(folder);
	/* The root is its own parent. */
	while (!found && at >= 0 && fstat(at, &here) == 0 && !file_is_same(&here, &below)) {
		found = file_is_same(&here, &wanted);
		below = here;
		int above = openat(at, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
		close(at);
		at = above;
	}
	if (at >= 0)
		close(at);
	return found;
}

/* --- Listing -------------------------------------------------------------- */

struct walk {
	struct arena *arena;
	const char *root;    /* as the caller wrote it */
	char real[PATH_MAX]; /* without links, to hold links inside it */
	struct problems *problems;
	struct file_list *out;
	bool all; /* names with a dot, and whatever is no folder */
};

static enum status unreadable(struct problems *problems, const char *path)
{
	return problem_report(
		problems, (struct place){.file = path},
		"cannot read the folder: %s; check that it exists and its permissions",
		"フォルダーを読み取れません (%s)。フォルダーの有無とアクセス許可を確認してください",
		problem_of_system(problems, errno));
}

/* A link may lead out of the folder; its target must not. */
static bool link_stays_inside(const struct walk *walk, const char *path)
{
	char real[PATH_MAX];
	if (!realpath(path, real))
		return false;
	size_t len = strlen(walk->real);
	return strncmp(real, walk->real, len) == 0 && real[len] == '/';
}

/* What lies at a path, as the folder's list says it or, where that does not, the
   file system; 0: gone since it was listed. */
static mode_t type_of(const char *path, unsigned char listed)
{
	struct stat info;
	if (listed != DT_UNKNOWN)
		return (mode_t)DTTOIF(listed);
	return lstat(path, &info) == 0 ? info.st_mode & S_IFMT : 0;
}

static bool is_wanted_file(const struct walk *walk, const char *path, mode_t type)
{
	if (S_ISREG(type))
		return true;
	return S_ISLNK(type) && file_kind(path) == FILE_REGULAR && link_stays_inside(walk, path);
}

static enum status list_file(struct file_list *list, const char *relative)
{
	if (!array_room(&list->paths, &list->capacity, list->count + 1))
		return STATUS_NO_MEMORY;
	list->paths[list->count++] = relative;
	return STATUS_OK;
}

static enum status pass_over(struct file_list *list, const char *relative)
{
	if (!array_room(&list->passed_over, &list->passed_over_capacity, list->n_passed_over + 1))
		return STATUS_NO_MEMORY;
	list->passed_over[list->n_passed_over++] = relative;
	return STATUS_OK;
}

static enum status walk_folder(struct walk *walk, const char *relative);

static enum status visit(struct walk *walk, const char *relative, unsigned char listed)
{
	struct arena_mark mark = arena_mark(walk->arena);
	const char *path = path_join(walk->arena, walk->root, relative);
	if (!path)
		return STATUS_NO_MEMORY;
	mode_t type = type_of(path, listed);
	bool is_wanted = type && (walk->all || is_wanted_file(walk, path, type));
	arena_rewind(walk->arena, mark);
	if (!type)
		return STATUS_OK;
	if (S_ISDIR(type))
		return walk_folder(walk, relative);
	return is_wanted ? list_file(walk->out, relative) : pass_over(walk->out, relative);
}

static enum status walk_folder(struct walk *walk, const char *relative)
{
	const char *path = path_join(walk->arena, walk->root, relative);
	if (!path)
		return STATUS_NO_MEMORY;
	DIR *folder = opendir(path);
	if (!folder)
		return unreadable(walk->problems, path);
	enum status status = STATUS_OK;
	bool is_empty = true;
	const struct dirent *item;
	while (status == STATUS_OK && (item = readdir(folder))) {
		bool is_self = strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0;
		if (is_self || (item->d_name[0] == '.' && !walk->all))
			continue;
		is_empty = false;
		const char *name = path_join(walk->arena, relative, item->d_name);
		status = name ? visit(walk, name, item->d_type) : STATUS_NO_MEMORY;
	}
	closedir(folder);
	if (status == STATUS_OK && is_empty && walk->all && strcmp(relative, ".") != 0)
		status = list_file(walk->out, relative);
	return status;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(const char **paths, size_t count)
{
	if (count)
		qsort(paths, count, sizeof(*paths), compare_paths);
}

static enum status walk_from(struct walk *walk)
{
	*walk->out = (struct file_list){0};
	if (!realpath(walk->root, walk->real))
		return unreadable(walk->problems, walk->root);
	enum status status = walk_folder(walk, ".");
	sort(walk->out->paths, walk->out->count);
	sort(walk->out->passed_over, walk->out->n_passed_over);
	return problem_memory(walk->problems, status);
}

enum status folder_walk(struct arena *arena, const char *folder, struct problems *problems,
			struct file_list *out)
{
	struct walk walk = {.arena = arena, .root = folder, .problems = problems, .out = out};
	return walk_from(&walk);
}

enum status folder_walk_all(struct arena *arena, const char *folder, struct problems *problems,
			    struct file_list *out)
{
	struct walk walk = {
		.arena = arena, .root = folder, .problems = problems, .out = out, .all = true};
	return walk_from(&walk);
}

void file_list_release(struct file_list *list)
{
	free(list->paths);
	free(list->passed_over);
	*list = (struct file_list){0};
}

/* --- Deleting ------------------------------------------------------------- */

static enum status cannot_delete(struct problems *problems, const char *path)
{
	return problem_report(
		problems, (struct place){.file = path}, "cannot delete: %s; delete it by hand",
		"削除できません (%s)。手動で削除してください", problem_of_system(problems, errno));
}

/* Works on open folders, so that a link put in place meanwhile is not followed. */
static bool remove_inside(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	DIR *folder = fdopendir(fd);
	if (!folder) {
		close(fd);
		return false;
	}
	bool done = true;
	const struct dirent *item;
	while (done && (item = readdir(folder))) {
		if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0)
			continue;
		done = unlinkat(fd, item->d_name, 0) == 0;
		if (!done && (errno == EISDIR || errno == EPERM))
			done = remove_inside(fd, item->d_name);
	}
	closedir(folder);
	return done && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

enum status folder_remove(const char *path, struct problems *problems)
{
	struct stat info;
	if (lstat(path, &info) != 0 && errno == ENOENT)
		return STATUS_OK;
	if (remove_inside(AT_FDCWD, path))
		return STATUS_OK;
	return cannot_delete(problems, path);
}
