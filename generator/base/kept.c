/* One line of a fixed length that says who wrote what, with a hash of the bytes
   behind it, block by block. */
#include "base/kept.h"

#include "base/hash.h"
#include "base/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- The program -------------------------------------------------------- */

static int add_object(struct dl_phdr_info *info, size_t size, void *hash)
{
	struct stamp stamp;
	struct buffer bytes;
	(void)size;
	/* The program itself has no name here, nor has what the kernel maps. */
	if (!stamp_file(AT_FDCWD, *info->dlpi_name ? info->dlpi_name : "/proc/self/exe", &stamp))
		return 0;
	buffer_init(&bytes, BUFFER_MAX_PAGE);
	stamp.changed = 0; /* a second name for the file changes nothing */
	stamp_put(&bytes, &stamp);
	*(uint64_t *)hash = hash_more(*(uint64_t *)hash, buffer_view(&bytes));
	buffer_release(&bytes);
	return 0;
}

uint64_t program_identity(void)
{
	uint64_t hash = hash_slice(SLICE(TAIYAKU_VERSION));
	dl_iterate_phdr(add_object, &hash);
	return hash;
}

/* --- The file ----------------------------------------------------------- */

enum { BLOCK = 64 * 1024 };

static struct slice head_of(struct arena *arena, const char *kind, size_t len, uint64_t hash)
{
	return arena_printf(arena, "taiyaku %s %016" PRIx64 " %016zx %016" PRIx64 "\n", kind,
			    program_identity(), len, hash);
}

static uint64_t hash_blocks(struct slice bytes)
{
	uint64_t hash = 0;
	for (size_t at = 0; at < bytes.len; at += BLOCK)
		hash = hash_more(hash, slice_sub(bytes, at, at + BLOCK));
	return hash;
}

static bool read_whole(struct arena *arena, int fd, struct slice *out)
{
	struct stat info;
	if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
		return false;
	size_t size = (size_t)info.st_size;
	char *bytes = arena_take(arena, size);
	size_t len = 0;
	while (bytes && len < size) {
		ssize_t n = read(fd, bytes + len, size - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		len += (size_t)n;
	}
	*out = (struct slice){bytes, len};
	return bytes != NULL;
}

bool kept_read(struct arena *arena, const char *path, const char *kind, struct slice *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	bool done = read_whole(arena, fd, out);
	close(fd);
	size_t end = done ? slice_find_char(*out, '\n', 0) : SLICE_NONE;
	if (end == SLICE_NONE)
		return false;
	struct slice head = slice_sub(*out, 0, end + 1);
	*out = slice_skip(*out, end + 1);
	return slice_eq(head, head_of(arena, kind, out->len, hash_blocks(*out)));
}

/* --- Writing ------------------------------------------------------------ */

static bool write_whole(int fd, struct slice bytes)
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

void kept_begin(struct kept_writer *w, const char *path, const char *kind)
{
	*w = (struct kept_writer){.path = path, .kind = kind, .file = -1};
	arena_init(&w->arena);
	buffer_init(&w->block, BLOCK);
	w->name = arena_printf(&w->arena, "%s.new", path).ptr;
	struct slice head = head_of(&w->arena, kind, 0, 0);
	if (w->name && head.ptr) {
		unlink(w->name);
		w->file = open(w->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	}
	w->failed = w->file < 0 || !write_whole(w->file, head);
}

static void flush_block(struct kept_writer *w)
{
	struct slice block = buffer_view(&w->block);
	w->hash = hash_more(w->hash, block);
	w->len += block.len;
	w->failed = w->failed || w->block.failed || !write_whole(w->file, block);
	buffer_clear(&w->block);
}

void kept_put(struct kept_writer *w, struct slice bytes)
{
	while (bytes.len && !w->failed) {
		struct slice part = slice_sub(bytes, 0, BLOCK - w->block.len);
		buffer_slice(&w->block, part);
		bytes = slice_skip(bytes, part.len);
		if (w->block.len == BLOCK || w->block.failed)
			flush_block(w);
	}
}

/* The head is written last, over the one that only took its room. */
static bool finish(struct kept_writer *w)
{
	if (w->block.len)
		flush_block(w);
	struct slice head = head_of(&w->arena, w->kind, w->len, w->hash);
	return !w->failed && head.ptr && lseek(w->file, 0, SEEK_SET) == 0 &&
	       write_whole(w->file, head);
}

bool kept_end(struct kept_writer *w)
{
	bool done = finish(w);
	if (w->file >= 0)
		done = close(w->file) == 0 && done;
	done = done && rename(w->name, w->path) == 0;
	if (!done && w->name)
		unlink(w->name);
	if (!done)
		unlink(w->path);
	buffer_release(&w->block);
	arena_release(&w->arena);
	*w = (struct kept_writer){.file = -1};
	return done;
}
