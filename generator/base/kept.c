/* One line of a fixed length that says who wrote what, with a hash of the bytes
   behind it, block by block. */
#include "base/kept.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/pool.h"
#include "base/stamp.h"

#include <fcntl.h>
#include <inttypes.h>
#include <link.h>
#include <stdatomic.h>
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

/* That of several blocks, and of one more. */
static uint64_t hash_with(uint64_t hash, uint64_t block)
{
	return hash_more(hash, (struct slice){(const char *)&block, sizeof(block)});
}

/* A file's bytes behind its head. */
struct body {
	int file;
	off_t start;
	char *bytes;
	size_t len;
	uint64_t *hashes; /* of its blocks */
	atomic_bool failed;
};

static void read_block(void *context, size_t block, size_t worker)
{
	struct body *body = context;
	size_t at = block * BLOCK;
	size_t len = body->len - at < BLOCK ? body->len - at : BLOCK;
	(void)worker;
	if (file_read_at(body->file, body->bytes + at, len, body->start + (off_t)at))
		body->hashes[block] = hash_slice((struct slice){body->bytes + at, len});
	else
		body->failed = true;
}

/* Its blocks are read and hashed by several threads: there are many megabytes. */
static bool read_body(struct arena *arena, size_t n_threads, struct body *body, uint64_t *hash)
{
	size_t n_blocks = body->len / BLOCK + (body->len % BLOCK != 0);
	body->bytes = arena_take(arena, body->len);
	body->hashes = arena_array(arena, n_blocks, sizeof(*body->hashes));
	if (!body->bytes || !body->hashes)
		return false;
	pool_run(n_threads, n_blocks, read_block, body);
	*hash = 0;
	for (size_t i = 0; i < n_blocks; i++)
		*hash = hash_with(*hash, body->hashes[i]);
	return !body->failed;
}

static bool read_file(struct arena *arena, int file, const char *kind, size_t n_threads,
		      struct slice *out)
{
	struct stat info;
	size_t head_len = head_of(arena, kind, 0, 0).len;
	char *head = arena_take(arena, head_len);
	if (!head || fstat(file, &info) != 0 || !S_ISREG(info.st_mode) ||
	    (size_t)info.st_size < head_len || !file_read_at(file, head, head_len, 0))
		return false;
	struct body body = {.file = file, .start = (off_t)head_len};
	uint64_t hash;
	body.len = (size_t)info.st_size - head_len;
	if (!read_body(arena, n_threads, &body, &hash))
		return false;
	*out = (struct slice){body.bytes, body.len};
	return slice_eq((struct slice){head, head_len}, head_of(arena, kind, body.len, hash));
}

bool kept_read(struct arena *arena, const char *path, const char *kind, size_t n_threads,
	       struct slice *out)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file < 0)
		return false;
	bool done = read_file(arena, file, kind, n_threads, out);
	close(file);
	return done;
}

/* --- Writing ------------------------------------------------------------ */

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
	w->failed = w->file < 0 || !file_write_all(w->file, head);
}

static void flush_block(struct kept_writer *w)
{
	struct slice block = buffer_view(&w->block);
	w->hash = hash_with(w->hash, hash_slice(block));
	w->len += block.len;
	w->failed = w->failed || w->block.failed || !file_write_all(w->file, block);
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
	       file_write_all(w->file, head);
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
