/* One line of a fixed length that says who wrote what, with a hash of the bytes
   behind it, block by block. */
#include "base/kept.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/stamp.h"

#include <fcntl.h>
#include <inttypes.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
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

static uint64_t identity;

static void find_identity(void)
{
	identity = hash_slice(SLICE(TAIYAKU_VERSION));
	dl_iterate_phdr(add_object, &identity);
}

uint64_t program_identity(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, find_identity);
	return identity;
}

/* --- The file ----------------------------------------------------------- */

enum { BLOCK = 64 * 1024 };

static struct slice head_of(struct arena *arena, const char *kind, size_t len, uint64_t hash)
{
	return arena_printf(arena, "taiyaku %s %016" PRIx64 " %016zx %016" PRIx64 "\n", kind,
			    program_identity(), len, hash);
}

static uint64_t hash_in_blocks(struct slice bytes)
{
	uint64_t hash = 0;
	for (; bytes.len; bytes = slice_skip(bytes, BLOCK))
		hash = hash_number(hash, hash_slice(slice_sub(bytes, 0, BLOCK)));
	return hash;
}

static bool is_sound(struct slice whole, const char *kind, struct slice *bytes)
{
	struct arena arena;
	arena_init(&arena);
	size_t head_len = head_of(&arena, kind, 0, 0).len;
	*bytes = slice_skip(whole, head_len);
	struct slice head = head_of(&arena, kind, bytes->len, hash_in_blocks(*bytes));
	bool is_sound = head.ptr && slice_starts_with(whole, head);
	arena_release(&arena);
	return is_sound;
}

/* All pages at once: they are all read, and each by itself costs a turn through the
   system. */
static void map_file(struct kept *kept, int file)
{
	struct stat info;
	if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0)
		return;
	size_t len = (size_t)info.st_size;
	void *mapping = mmap(NULL, len, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
	if (mapping != MAP_FAILED)
		*kept = (struct kept){.mapping = mapping, .mapped = len};
}

bool kept_open(struct kept *kept, const char *path, const char *kind)
{
	*kept = (struct kept){0};
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file < 0)
		return false;
	map_file(kept, file);
	close(file);
	if (kept->mapping &&
	    is_sound((struct slice){kept->mapping, kept->mapped}, kind, &kept->bytes))
		return true;
	kept_close(kept);
	return false;
}

void kept_close(struct kept *kept)
{
	if (kept->mapping)
		munmap(kept->mapping, kept->mapped);
	*kept = (struct kept){0};
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
	w->hash = hash_number(w->hash, hash_slice(block));
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

void kept_hand_over(struct kept_writer *w, struct buffer *out)
{
	w->failed |= out->failed;
	kept_put(w, buffer_view(out));
	buffer_clear(out);
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
