/* Sides of articles as files. All paths are walked by descriptors from the
   output folder down and no link is followed on the way, so that none put
   in place meanwhile leads out either. */
#include "exchange/sides.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Which output folders are refused -------------------------------------- */

static bool is_root(int folder)
{
	struct stat here;
	struct stat root;
	return fstat(folder, &here) == 0 && stat("/", &root) == 0 && file_is_same(&here, &root);
}

/* Whether `folder` is `outer` or lies in it, however the paths are written. */
static bool is_inside(int folder, const char *outer)
{
	struct stat wanted;
	struct stat here;
	struct stat below = {0};
	if (stat(outer, &wanted) != 0)
		return false;
	bool found = false;
	int at = openat(folder, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
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

static enum status check_folder(const struct sides *sides, int folder, const char *content)
{
	struct place at = {.file = sides->path};
	if (content && is_inside(folder, content))
		return problem_report(
			sides->problems, at,
			"lies in the folder of the articles (%s); name another output folder",
			"記事のフォルダー (%s) の中です。別の出力フォルダーを指定してください",
			content);
	return STATUS_OK;
}

/* Of the folders on the way to `path` the last that is there, so that nothing
   is made in a folder which is then refused. -1 where none can be opened. */
static int open_nearest(const char *path)
{
	char part[PATH_MAX];
	size_t len = strlen(path);
	if (len >= sizeof(part))
		return -1;
	memcpy(part, path, len + 1);
	for (;;) {
		int fd = open(part, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (fd >= 0 || errno != ENOENT)
			return fd;
		/* "a/" is in "a", and that in ".". */
		struct slice above = path_folder((struct slice){part, len});
		if (above.len == len)
			return -1;
		memmove(part, above.ptr, above.len);
		len = above.len;
		part[len] = '\0';
	}
}

static enum status cannot_open(const struct sides *sides)
{
	return problem_report(sides->problems, (struct place){.file = sides->path},
			      "cannot open the folder: %s; name another output folder",
			      "フォルダーを開けません (%s)。別の出力フォルダーを指定してください",
			      problem_of_system(sides->problems, errno));
}

static enum status refuse_root(const struct sides *sides)
{
	return problem_report(
		sides->problems, (struct place){.file = sides->path},
		"is the root of the file system; name an output folder of its own",
		"ファイル システムのルートです。専用の出力フォルダーを指定してください");
}

enum status sides_open(struct sides *sides, const char *folder, const char *content,
		       struct problems *problems)
{
	*sides = (struct sides){.folder = -1, .path = folder, .problems = problems};
	if (!*folder)
		return problem_report(problems, (struct place){0},
				      "the name of the output folder is empty; name one with -o",
				      "出力フォルダーの名前が空です。-o で指定してください");
	int nearest = open_nearest(folder);
	if (nearest < 0)
		return cannot_open(sides);
	enum status status = check_folder(sides, nearest, content);
	close(nearest);
	if (status == STATUS_OK)
		status = folder_make(folder, problems);
	if (status != STATUS_OK)
		return status;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return cannot_open(sides);
	/* Again: "new/../.." was not there before. */
	status = is_root(fd) ? refuse_root(sides) : check_folder(sides, fd, content);
	if (status == STATUS_OK)
		sides->folder = fd;
	else
		close(fd);
	return status;
}

void sides_close(struct sides *sides)
{
	if (sides->folder >= 0)
		close(sides->folder);
	sides->folder = -1;
}

/* --- Writing --------------------------------------------------------------- */

/* One side on its way to its file. */
struct writing {
	const struct sides *sides;
	const struct article *article;
	const char *path; /* for messages */
};

static enum status cannot_write(const struct writing *writing)
{
	if (errno == ELOOP || errno == ENOTDIR)
		return problem_report(
			writing->sides->problems, (struct place){.file = writing->path},
			"a link or a file stands where a folder is needed; remove it",
			"フォルダーの場所にリンクかファイルがあります。削除してください");
	return problem_report(
		writing->sides->problems, (struct place){.file = writing->path},
		"cannot write: %s; check the folder, its permissions and the free space",
		"書き込めません (%s)。フォルダー、アクセス許可、空き容量を確認してください",
		problem_of_system(writing->sides->problems, errno));
}

/* Goes from `at` (which it closes) into a folder, made where it is missing. */
static int step_into(int at, struct slice name)
{
	int into = -1;
	if (name.len > NAME_MAX) {
		errno = ENAMETOOLONG;
	} else {
		char part[NAME_MAX + 1];
		memcpy(part, name.ptr, name.len);
		part[name.len] = '\0';
		if (mkdirat(at, part, 0755) == 0 || errno == EEXIST)
			into = openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	}
	int error = errno;
	close(at);
	errno = error;
	return into;
}

/* The folder of `name`, open; -1 with errno where it cannot be had. */
static int open_folder_of(const struct sides *sides, struct slice name)
{
	int at = openat(sides->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t slash;
	while (at >= 0 && (slash = slice_find_char(name, '/', 0)) != SLICE_NONE) {
		at = step_into(at, slice_sub(name, 0, slash));
		name = slice_skip(name, slash + 1);
	}
	return at;
}

static bool is_article(const struct writing *writing, int folder, const char *name)
{
	struct stat article;
	struct stat there;
	return stat(writing->article->path, &article) == 0 &&
	       fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       file_is_same(&article, &there);
}

static bool write_bytes(int fd, struct slice bytes)
{
	FILE *file = fdopen(fd, "wb");
	if (!file) {
		close(fd);
		return false;
	}
	bool is_written = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
	return fclose(file) == 0 && is_written;
}

/* What is there goes first: writing into it could reach another file through
   a hard link. */
static enum status write_file(const struct writing *writing, int folder, const char *name,
			      struct slice bytes)
{
	if (is_article(writing, folder, name))
		return problem_report(
			writing->sides->problems, (struct place){.file = writing->path},
			"would overwrite the article itself; name another output folder",
			"記事そのものを上書きしてしまいます。別の出力フォルダーを指定してください");
	if (unlinkat(folder, name, 0) != 0 && errno != ENOENT)
		return cannot_write(writing);
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd < 0 || !write_bytes(fd, bytes))
		return cannot_write(writing);
	return STATUS_OK;
}

static enum status write_side(const struct writing *writing, struct slice name, enum lang lang)
{
	struct buffer text;
	int folder = open_folder_of(writing->sides, name);
	if (folder < 0)
		return cannot_write(writing);
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, "");
	article_side_markdown(writing->article, lang, &text);
	enum status status = STATUS_NO_MEMORY;
	if (!text.failed)
		status = write_file(writing, folder, path_base(name).ptr, buffer_view(&text));
	buffer_release(&text);
	close(folder);
	return problem_memory(writing->sides->problems, status);
}

enum status sides_write(const struct sides *sides, const struct article *article, const char *name,
			enum lang lang)
{
	struct writing writing = {.sides = sides, .article = article};
	struct arena arena;
	arena_init_must(&arena);
	enum status status;
	struct slice inside = path_resolve(&arena, SLICE(""), slice_from(name));
	if (inside.len) {
		writing.path = path_join(&arena, sides->path, inside.ptr);
		status = write_side(&writing, inside, lang);
	} else {
		status = problem_report(
			sides->problems, (struct place){.file = name},
			"leads out of the output folder; name articles below one folder",
			"出力フォルダーの外になります。1 "
			"つのフォルダーの中の記事を指定してください");
	}
	arena_release(&arena);
	return status;
}
