/* Watching files and folders, over inotify, which tells of single folders only. */
#include "base/watch.h"

#include "base/array.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* A rename is two events; a file that was written is told of when it is closed.
   IN_ATTRIB, since a file may become readable. */
enum {
	EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB,
	EVENT_BYTES = 64 * 1024, /* more than one event with the longest name */
};

/* What inotify numbers. */
struct folder {
	char *path;   /* without links; NULL: the number is not in use */
	bool is_tree; /* all in it counts, not only what was named */
};

struct paths {
	char **items;
	size_t count;
	size_t capacity;
};

struct watch {
	int fd;
	struct problems *problems;
	struct folder *folders; /* by inotify's number, which begins at 1 */
	size_t n_folders;
	size_t capacity;
	struct paths named;
	struct paths passed_over;
};

/* --- Paths ----------------------------------------------------------------- */

static char *join(const char *folder, struct slice name)
{
	const char *gap = strcmp(folder, "/") == 0 ? "" : "/";
	char *path;
	int len = asprintf(&path, "%s%s%.*s", folder, gap, SLICE_ARG(name));
	return len < 0 ? NULL : path;
}

/* The folder of the path without links, and its name as it is: what an event
   gives. NULL where there is no such folder, or memory is out. */
static char *path_of_events(const char *path)
{
	char folder[PATH_MAX];
	char real[PATH_MAX];
	struct slice given = slice_from(path);
	while (given.len > 1 && given.ptr[given.len - 1] == '/')
		given.len--;
	struct slice name = path_base(given);
	if (name.len == 0 || slice_eq_str(name, ".") || slice_eq_str(name, ".."))
		return realpath(path, NULL);
	struct slice above = path_folder(given);
	if (above.len >= sizeof(folder)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	memcpy(folder, above.ptr, above.len);
	folder[above.len] = '\0';
	return realpath(folder, real) ? join(real, name) : NULL;
}

static bool holds(const struct paths *paths, const char *path)
{
	for (size_t i = 0; i < paths->count; i++)
		if (strcmp(paths->items[i], path) == 0)
			return true;
	return false;
}

static void free_paths(struct paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->items[i]);
	free(paths->items);
}

/* --- Folders --------------------------------------------------------------- */

static enum status cannot_watch(const struct watch *watch, const char *path)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return STATUS_OK; /* gone since it was listed, or a file */
	if (errno == ENOSPC || errno == EMFILE)
		return problem_report(
			watch->problems, (struct place){.file = path},
			"too many folders are watched for changes; raise the limits, such as with "
			"sysctl fs.inotify.max_user_watches=524288 "
			"fs.inotify.max_user_instances=1024",
			"変更を監視するフォルダーが多すぎます。sysctl "
			"fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024 "
			"などで上限を引き上げてください");
	return problem_report(
		watch->problems, (struct place){.file = path},
		"cannot watch the folder for changes: %s; check its permissions",
		"フォルダーの変更を監視できません (%s)。アクセス許可を確認してください",
		problem_of_system(watch->problems, errno));
}

static void forget(struct watch *watch, size_t number)
{
	if (number >= watch->n_folders)
		return;
	free(watch->folders[number].path);
	watch->folders[number] = (struct folder){0};
}

/* A folder that moved has its number still; it is known by its new path now. */
static enum status know(struct watch *watch, size_t number, const char *path, bool is_tree)
{
	char *copy = strdup(path);
	if (!copy || !array_room(&watch->folders, &watch->capacity, number + 1)) {
		free(copy);
		return STATUS_NO_MEMORY;
	}
	while (watch->n_folders <= number)
		watch->folders[watch->n_folders++] = (struct folder){0};
	struct folder *folder = &watch->folders[number];
	free(folder->path);
	*folder = (struct folder){copy, folder->is_tree || is_tree};
	return STATUS_OK;
}

/* *is_there: it is a folder. */
static enum status watch_folder(struct watch *watch, const char *path, bool is_tree, bool *is_there)
{
	int number = inotify_add_watch(watch->fd, path, EVENTS | IN_ONLYDIR | IN_DONT_FOLLOW);
	*is_there = number >= 0;
	if (number < 0)
		return cannot_watch(watch, path);
	return problem_memory(watch->problems, know(watch, (size_t)number, path, is_tree));
}

static bool counts(const struct watch *watch, const char *name, const char *path)
{
	return name[0] != '.' && !holds(&watch->passed_over, path);
}

static enum status watch_tree(struct watch *watch, const char *path);

static enum status watch_below(struct watch *watch, const char *path)
{
	DIR *dir = opendir(path);
	enum status status = dir ? STATUS_OK : cannot_watch(watch, path);
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		if (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN)
			continue;
		char *below = join(path, slice_from(entry->d_name));
		if (!below)
			status = problem_memory(watch->problems, STATUS_NO_MEMORY);
		else if (counts(watch, entry->d_name, below) &&
			 watch_tree(watch, below) != STATUS_OK)
			status = STATUS_FAILED;
		free(below);
	}
	if (dir)
		closedir(dir);
	return status;
}

/* Watched first and listed then: nothing is made in between. */
static enum status watch_tree(struct watch *watch, const char *path)
{
	bool is_there;
	enum status status = watch_folder(watch, path, true, &is_there);
	return status == STATUS_OK && is_there ? watch_below(watch, path) : status;
}

/* One that was named, if it is there, through a link too. */
static enum status watch_named(struct watch *watch, const char *path)
{
	char real[PATH_MAX];
	return realpath(path, real) ? watch_tree(watch, real) : STATUS_OK;
}

/* Moved away: what happens in it now is no business of ours. */
static void unwatch_tree(const struct watch *watch, const char *path)
{
	struct slice top = slice_from(path);
	for (size_t i = 0; i < watch->n_folders; i++) {
		struct slice known = slice_from(watch->folders[i].path);
		if (slice_starts_with(known, top) &&
		    (known.len == top.len || known.ptr[top.len] == '/'))
			inotify_rm_watch(watch->fd, (int)i); /* IN_IGNORED follows */
	}
}

/* --- Events ---------------------------------------------------------------- */

/* Going is a change. What is there counts when it is whole: a file that was just
   made is about to be written, unless it is a link. What is not there never had a
   name (O_TMPFILE), or has gone, which is told by itself. */
static bool is_change_of_file(const struct inotify_event *event, const char *path)
{
	struct stat info;
	if (event->mask & (IN_DELETE | IN_MOVED_FROM))
		return true;
	if (lstat(path, &info) != 0)
		return false;
	return !(event->mask & IN_CREATE) || S_ISLNK(info.st_mode) || info.st_nlink > 1;
}

static bool take_folder(struct watch *watch, const struct inotify_event *event, const char *path)
{
	if (event->mask & IN_MOVED_FROM)
		unwatch_tree(watch, path);
	else if (holds(&watch->named, path))
		watch_named(watch, path);
	else
		watch_tree(watch, path); /* where it is new, or may be read now */
	return true;
}

static bool take_event(struct watch *watch, const struct inotify_event *event, const char *path)
{
	if (event->mask & IN_ISDIR)
		return take_folder(watch, event, path);
	if (holds(&watch->named, path))
		watch_named(watch, path); /* a link to a folder */
	return is_change_of_file(event, path);
}

/* Events were lost: everything is looked at again. */
static bool take_overflow(struct watch *watch)
{
	for (size_t i = 0; i < watch->named.count; i++)
		watch_named(watch, watch->named.items[i]);
	return true;
}

static bool take(struct watch *watch, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW)
		return take_overflow(watch);
	size_t number = (size_t)event->wd;
	if (event->mask & IN_IGNORED)
		forget(watch, number);
	if (event->len == 0 || number >= watch->n_folders || !watch->folders[number].path)
		return false; /* of the folder itself: the one above it tells */
	char *path = join(watch->folders[number].path, slice_from(event->name));
	bool is_change = path && counts(watch, event->name, path) &&
			 (watch->folders[number].is_tree || holds(&watch->named, path)) &&
			 take_event(watch, event, path);
	free(path);
	return is_change;
}

bool watch_take(struct watch *watch)
{
	_Alignas(struct inotify_event) char bytes[EVENT_BYTES];
	bool is_change = false;
	for (ssize_t n; (n = read(watch->fd, bytes, sizeof(bytes))) > 0;)
		for (const char *at = bytes; at < bytes + n;) {
			/* The kernel aligns them. */
			const struct inotify_event *event = (const void *)at;
			is_change |= take(watch, event);
			at += sizeof(*event) + event->len;
		}
	return is_change;
}

/* --- A watch --------------------------------------------------------------- */

enum status watch_new(struct watch **out, struct problems *problems)
{
	struct watch *watch = calloc(1, sizeof(*watch));
	*out = watch;
	if (!watch)
		return problem_memory(problems, STATUS_NO_MEMORY);
	watch->problems = problems;
	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return watch->fd < 0 ? cannot_watch(watch, "inotify") : STATUS_OK;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	if (watch->fd >= 0)
		close(watch->fd);
	for (size_t i = 0; i < watch->n_folders; i++)
		free(watch->folders[i].path);
	free(watch->folders);
	free_paths(&watch->named);
	free_paths(&watch->passed_over);
	free(watch);
}

int watch_descriptor(const struct watch *watch)
{
	return watch->fd;
}

/* A path in a folder that is not there is no path of an event: *out is NULL. */
static enum status add_path(const struct watch *watch, struct paths *paths, const char *path,
			    const char **out)
{
	char *added = path_of_events(path);
	*out = NULL;
	if (!added)
		return errno == ENOMEM ? problem_memory(watch->problems, STATUS_NO_MEMORY)
				       : STATUS_OK;
	if (!array_room(&paths->items, &paths->capacity, paths->count + 1)) {
		free(added);
		return problem_memory(watch->problems, STATUS_NO_MEMORY);
	}
	paths->items[paths->count++] = added;
	*out = added;
	return STATUS_OK;
}

enum status watch_pass_over(struct watch *watch, const char *path)
{
	const char *added;
	return add_path(watch, &watch->passed_over, path, &added);
}

enum status watch_add(struct watch *watch, const char *path)
{
	const char *added;
	bool is_there;
	enum status status = add_path(watch, &watch->named, path, &added);
	if (status != STATUS_OK || !added)
		return status;
	/* The folder above tells when it comes and goes. */
	char *above = strndup(added, path_folder(slice_from(added)).len);
	if (!above)
		return problem_memory(watch->problems, STATUS_NO_MEMORY);
	status = watch_folder(watch, above, false, &is_there);
	free(above);
	return status == STATUS_OK ? watch_named(watch, added) : status;
}
