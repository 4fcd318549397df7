/* Stamps are what stat says. */
#include "base/stamp.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

static const uint64_t second = UINT64_C(1000000000);

static uint64_t nanoseconds(struct timespec time)
{
	return (uint64_t)time.tv_sec * second + (uint64_t)time.tv_nsec;
}

static bool take(int at, const char *path, int flags, mode_t type, struct stamp *out)
{
	struct stat info;
	*out = (struct stamp){0};
	if (fstatat(at, path, &info, flags) != 0 || (info.st_mode & S_IFMT) != type)
		return false;
	*out = (struct stamp){
		.device = info.st_dev,
		.inode = info.st_ino,
		.size = (uint64_t)info.st_size,
		.modified = nanoseconds(info.st_mtim),
		.changed = nanoseconds(info.st_ctim),
	};
	return true;
}

bool stamp_file(int at, const char *path, struct stamp *out)
{
	return take(at, path, 0, S_IFREG, out);
}

bool stamp_own_file(int at, const char *path, struct stamp *out)
{
	return take(at, path, AT_SYMLINK_NOFOLLOW, S_IFREG, out);
}

bool stamp_open_file(int fd, struct stamp *out)
{
	return take(fd, "", AT_EMPTY_PATH, S_IFREG, out);
}

bool stamp_folder(int at, const char *path, struct stamp *out)
{
	return take(at, path, AT_SYMLINK_NOFOLLOW, S_IFDIR, out);
}

bool stamp_eq(const struct stamp *a, const struct stamp *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
	       a->modified == b->modified && a->changed == b->changed;
}

bool stamp_same_names(const struct stamp *a, const struct stamp *b)
{
	return a->device == b->device && a->inode == b->inode && a->modified == b->modified;
}

bool stamp_is_settled(const struct stamp *stamp)
{
	struct timespec now;
	bool is_coarse = stamp->changed % second == 0;
	clock_gettime(CLOCK_REALTIME, &now);
	return stamp->changed + (is_coarse ? 2 * second : second / 10) < nanoseconds(now);
}

void stamp_put(struct buffer *out, const struct stamp *stamp)
{
	record_put_number(out, stamp->device);
	record_put_number(out, stamp->inode);
	record_put_number(out, stamp->size);
	record_put_word(out, stamp->modified);
	record_put_word(out, stamp->changed);
}

struct stamp stamp_take(struct record *record)
{
	struct stamp stamp = {.device = record_take_number(record)};
	stamp.inode = record_take_number(record);
	stamp.size = record_take_number(record);
	stamp.modified = record_take_word(record);
	stamp.changed = record_take_word(record);
	return stamp;
}
