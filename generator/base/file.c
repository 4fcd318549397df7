/* Whole files in and out. */
#include "base/file.h"

#include "base/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum file_kind file_kind(const char *path)
{
	struct stat info;
	if (stat(path, &info) != 0)
		return FILE_MISSING;
	if (S_ISREG(info.st_mode))
		return FILE_REGULAR;
	return S_ISDIR(info.st_mode) ? FILE_FOLDER : FILE_OTHER;
}

static enum status cannot_read(struct problems *problems, const char *path, int error)
{
	struct place at = {.file = path};
	if (error == ENOENT)
		return problem_report(problems, at, "no such file; check the name",
				      "ファイルがありません。名前を確認してください");
	if (error == EISDIR)
		return problem_report(
			problems, at, "is a folder, not a file; name a file in it",
			"ファイルではなくフォルダーです。中のファイルを指定してください");
	return problem_report(problems, at, "cannot read: %s; check the file and its permissions",
			      "読み取れません (%s)。ファイルとアクセス許可を確認してください",
			      problem_of_system(problems, error));
}

static enum status read_all(int fd, char *bytes, size_t size, size_t *len)
{
	*len = 0;
	while (*len < size) {
		ssize_t n = read(fd, bytes + *len, size - *len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return STATUS_FAILED;
		if (n == 0)
			break;
		*len += (size_t)n;
	}
	return STATUS_OK;
}

bool file_read_at(int fd, char *bytes, size_t len, off_t offset)
{
	while (len) {
		ssize_t n = pread(fd, bytes, len, offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		offset += n;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static enum status read_open_file(struct arena *arena, int fd, const char *path,
				  struct problems *problems, struct slice *out)
{
	struct stat info;
	if (fstat(fd, &info) != 0)
		return cannot_read(problems, path, errno);
	if (S_ISDIR(info.st_mode))
		return cannot_read(problems, path, EISDIR);
	if (!S_ISREG(info.st_mode))
		return problem_report(problems, (struct place){.file = path},
				      "is not a regular file; name a file",
				      "通常のファイルではありません。ファイルを指定してください");
	if ((size_t)info.st_size > FILE_MAX_BYTES)
		return problem_report(problems, (struct place){.file = path},
				      "is larger than %zu MiB; split it or leave it out",
				      "%zu MiB を超えています。分割するか、対象から外してください",
				      FILE_MAX_BYTES >> 20);
	size_t size = (size_t)info.st_size;
	char *bytes = arena_take(arena, size + 1);
	if (!bytes)
		return STATUS_NO_MEMORY;
	size_t len;
	if (read_all(fd, bytes, size, &len) != STATUS_OK)
		return cannot_read(problems, path, errno);
	bytes[len] = '\0';
	*out = (struct slice){bytes, len};
	return STATUS_OK;
}

enum status file_read(struct arena *arena, const char *path, struct problems *problems,
		      struct slice *out)
{
	/* Not blocking: a named pipe in place of a file must not hang us. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return cannot_read(problems, path, errno);
	enum status status = read_open_file(arena, fd, path, problems, out);
	close(fd);
	return problem_memory(problems, status);
}

static enum status cannot_write(struct problems *problems, const char *path, int error)
{
	return problem_report(
		problems, (struct place){.file = path},
		"cannot write: %s; check the folder, its permissions and the free space",
		"書き込めません (%s)。フォルダー、アクセス許可、空き容量を確認してください",
		problem_of_system(problems, error));
}

bool file_holds(int folder, const char *path, struct slice bytes)
{
	struct stat info;
	if (fstatat(folder, path, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode) ||
	    (size_t)info.st_size != bytes.len)
		return false;
	int fd = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return false;
	char part[16 * 1024];
	size_t at = 0;
	size_t n = 0;
	bool same = true;
	while (same && at < bytes.len && read_all(fd, part, sizeof(part), &n) == STATUS_OK && n) {
		same = n <= bytes.len - at && memcmp(part, bytes.ptr + at, n) == 0;
		at += n;
	}
	close(fd);
	return same && at == bytes.len;
}

bool file_write_all(int fd, struct slice bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = slice_skip(bytes, (size_t)n);
	}
	return true;
}

static enum status make_folder_above(const char *path, struct problems *problems)
{
	struct slice folder = path_folder(slice_from(path));
	char above[PATH_MAX];
	if (folder.len >= sizeof(above))
		return cannot_write(problems, path, ENAMETOOLONG);
	memcpy(above, folder.ptr, folder.len);
	above[folder.len] = '\0';
	return folder_make(above, problems);
}

/* A file to write, and what it is called in messages. */
struct target {
	const char *path;
	const char *named;
	int flags;
};

static enum status write_to(const struct target *target, struct slice bytes,
			    struct problems *problems)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | target->flags;
	int fd = open(target->path, flags, 0644);
	if (fd < 0 && errno == ENOENT) {
		if (make_folder_above(target->path, problems) != STATUS_OK)
			return STATUS_FAILED;
		fd = open(target->path, flags, 0644);
	}
	if (fd < 0)
		return cannot_write(problems, target->named, errno);
	bool written = file_write_all(fd, bytes);
	int error = errno;
	if (close(fd) != 0 && written) {
		written = false;
		error = errno;
	}
	return written ? STATUS_OK : cannot_write(problems, target->named, error);
}

bool file_is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

enum status file_write(const char *path, struct slice bytes, struct problems *problems)
{
	const struct target target = {path, path, O_NOFOLLOW};
	return file_holds(AT_FDCWD, path, bytes) ? STATUS_OK : write_to(&target, bytes, problems);
}

enum status file_replace(const char *path, struct slice bytes, struct problems *problems)
{
	struct stat info;
	char name[PATH_MAX];
	struct target target = {path, path, 0};
	if (lstat(path, &info) == 0 && !S_ISREG(info.st_mode))
		return write_to(&target, bytes, problems);
	if (snprintf(name, sizeof(name), "%s.%ld.new", path, (long)getpid()) >= (int)sizeof(name))
		return cannot_write(problems, path, ENAMETOOLONG);
	target = (struct target){name, path, O_EXCL | O_NOFOLLOW};
	enum status status = write_to(&target, bytes, problems);
	if (status == STATUS_OK && rename(name, path) != 0)
		status = cannot_write(problems, path, errno);
	if (status != STATUS_OK)
		unlink(name);
	return status;
}

enum status folder_make(const char *path, struct problems *problems)
{
	char part[PATH_MAX];
	size_t len = strlen(path);
	if (len >= sizeof(part))
		return cannot_write(problems, path, ENAMETOOLONG);
	memcpy(part, path, len + 1);
	for (size_t i = 1; i <= len; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		char kept = part[i];
		part[i] = '\0';
		if (mkdir(part, 0755) != 0 && errno != EEXIST)
			return cannot_write(problems, part, errno);
		part[i] = kept;
	}
	if (file_kind(path) != FILE_FOLDER)
		return problem_report(
			problems, (struct place){.file = path},
			"is not a folder; remove it or name another",
			"フォルダーではありません。削除するか、別の名前を指定してください");
	return STATUS_OK;
}
