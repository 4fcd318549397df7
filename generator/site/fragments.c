/* Length, bytes, length, bytes … and the bodies. In a file that is one writing and one
   reading for an article. */
#include "fragments.h"

#include "base/buffer.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static enum status cannot(struct fragments *f, const char *folder)
{
	return problem_report(
		f->problems, (struct place){.file = folder},
		"cannot keep pages here while they are made: %s; check the free space",
		"作成中のページを保存できません (%s)。空き容量を確認してください",
		problem_of_system(f->problems, errno));
}

/* A file that vanishes with its descriptor. */
static int nameless_file(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	char *name;
	if (asprintf(&name, "%s/.fragments-XXXXXX", folder) < 0)
		return -1;
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	free(name);
	return fd;
}

/* Of all workers together. */
enum { BYTES_IN_MEMORY = 16 << 20 };

void fragments_init(struct fragments *f, size_t n_articles, size_t n_workers, const char *folder,
		    struct problems *problems)
{
	*f = (struct fragments){.n_articles = n_articles,
				.n_workers = n_workers,
				.folder = folder,
				.problems = problems};
	arena_init_must(&f->arena);
	f->slots = arena_array(&f->arena, n_articles, sizeof(*f->slots));
	f->stores = arena_array(&f->arena, n_workers, sizeof(*f->stores));
	for (size_t i = 0; i < n_workers; i++) {
		f->stores[i] =
			(struct fragment_store){.room = BYTES_IN_MEMORY / n_workers, .file = -1};
		arena_init_must(&f->stores[i].arena);
	}
}

void fragments_close(struct fragments *f)
{
	while (f->n_workers) {
		struct fragment_store *store = &f->stores[--f->n_workers];
		arena_release(&store->arena);
		if (store->file >= 0)
			close(store->file);
	}
}

void fragments_release(struct fragments *f)
{
	fragments_close(f);
	arena_release(&f->arena);
	*f = (struct fragments){0};
}

/* --- Writing ------------------------------------------------------------ */

static void put_number(struct buffer *out, size_t number)
{
	buffer_append(out, (const char *)&number, sizeof(number));
}

static void put_text(struct buffer *out, struct slice text)
{
	put_number(out, text.len);
	buffer_slice(out, text);
}

static void put_head(struct buffer *out, const struct fragment *fragment)
{
	put_text(out, fragment->heading_html);
	put_text(out, fragment->heading_anchor);
	put_number(out, fragment->n_headings);
	for (size_t i = 0; i < fragment->n_headings; i++) {
		put_number(out, fragment->headings[i].level);
		put_text(out, fragment->headings[i].title);
		put_text(out, fragment->headings[i].second_title);
		put_text(out, fragment->headings[i].anchor);
	}
	put_text(out, fragment->parts);
	put_number(out, fragment->body.len);
}

enum { PARTS = 1 + LANG_SIDES + 1 }; /* the heads, and a body of each */

/* Goes on behind the first `written` bytes. */
static void skip_written(struct iovec parts[PARTS], size_t written)
{
	for (size_t i = 0; i < PARTS; i++) {
		size_t len = written < parts[i].iov_len ? written : parts[i].iov_len;
		parts[i].iov_base = (char *)parts[i].iov_base + len;
		parts[i].iov_len -= len;
		written -= len;
	}
}

static bool write_at(int fd, off_t offset, struct iovec parts[PARTS], size_t len)
{
	while (len) {
		ssize_t n = pwritev(fd, parts, PARTS, offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		offset += n;
		len -= (size_t)n;
		skip_written(parts, (size_t)n);
	}
	return true;
}

static void keep_in_memory(struct fragment_store *store, const struct iovec parts[PARTS],
			   struct fragment_slot *slot)
{
	char *bytes = arena_array_raw(&store->arena, slot->len, 1);
	size_t at = 0;
	for (size_t i = 0; i < PARTS; i++) {
		if (parts[i].iov_len)
			memcpy(bytes + at, parts[i].iov_base, parts[i].iov_len);
		at += parts[i].iov_len;
	}
	slot->bytes = bytes;
	store->room -= slot->len;
}

static enum status open_file(struct fragments *f, struct fragment_store *store)
{
	if (store->file < 0)
		store->file = nameless_file(f->folder);
	if (store->file < 0) /* what is wrong with the folder is told when it is published to */
		store->file = nameless_file("/tmp");
	return store->file < 0 ? cannot(f, "/tmp") : STATUS_OK;
}

static enum status keep_in_file(struct fragments *f, struct fragment_store *store,
				struct iovec parts[PARTS], struct fragment_slot *slot)
{
	if (open_file(f, store) != STATUS_OK)
		return STATUS_FAILED;
	if (!write_at(store->file, store->size, parts, slot->len))
		return cannot(f, "site");
	slot->offset = store->size;
	store->size += (off_t)slot->len;
	return STATUS_OK;
}

enum status fragments_put(struct fragments *f, size_t article, size_t worker,
			  const struct fragment_set *set)
{
	struct fragment_store *store = &f->stores[worker];
	struct fragment_slot slot = {.worker = worker};
	struct buffer heads;
	struct iovec parts[PARTS];
	buffer_init(&heads, BUFFER_MAX_PAGE);
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++)
		put_head(&heads, &set->by_lang[lang]);
	if (heads.failed)
		out_of_memory();
	parts[0] = (struct iovec){heads.ptr, heads.len};
	slot.len = heads.len;
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++) {
		struct slice body = set->by_lang[lang].body;
		parts[1 + lang] = (struct iovec){(char *)body.ptr, body.len};
		slot.len += body.len;
	}
	enum status status = STATUS_OK;
	if (slot.len <= store->room)
		keep_in_memory(store, parts, &slot);
	else
		status = keep_in_file(f, store, parts, &slot);
	if (status == STATUS_OK)
		f->slots[article] = slot;
	buffer_release(&heads);
	return status;
}

/* --- Reading ------------------------------------------------------------ */

static size_t take_number(struct slice *rest)
{
	size_t number = 0;
	if (rest->len < sizeof(number))
		return 0;
	memcpy(&number, rest->ptr, sizeof(number));
	*rest = slice_skip(*rest, sizeof(number));
	return number;
}

static struct slice take_text(struct slice *rest)
{
	size_t len = take_number(rest);
	struct slice text = slice_sub(*rest, 0, len);
	*rest = slice_skip(*rest, len);
	return text;
}

/* The body's length; the body itself is behind all heads. */
static size_t take_head(struct slice *rest, struct arena *arena, struct fragment *out)
{
	*out = (struct fragment){0};
	out->heading_html = take_text(rest);
	out->heading_anchor = take_text(rest);
	out->n_headings = take_number(rest);
	out->headings = arena_array(arena, out->n_headings, sizeof(*out->headings));
	for (size_t i = 0; i < out->n_headings; i++) {
		out->headings[i].level = (unsigned int)take_number(rest);
		out->headings[i].title = take_text(rest);
		out->headings[i].second_title = take_text(rest);
		out->headings[i].anchor = take_text(rest);
	}
	out->parts = take_text(rest);
	return take_number(rest);
}

static const char *read_from_file(const struct fragments *f, const struct fragment_slot *slot,
				  struct arena *arena)
{
	char *bytes = arena_array_raw(arena, slot->len, 1);
	int file = f->stores[slot->worker].file;
	return bytes && file_read_at(file, bytes, slot->len, slot->offset) ? bytes : NULL;
}

bool fragments_get(const struct fragments *f, size_t article, struct arena *arena,
		   struct fragment_set *out)
{
	const struct fragment_slot *slot = &f->slots[article];
	const char *bytes = slot->bytes;
	if (slot->len && !bytes)
		bytes = read_from_file(f, slot, arena);
	if (!bytes)
		return false;
	struct slice rest = {bytes, slot->len};
	size_t lengths[LANG_SIDES + 1];
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++)
		lengths[lang] = take_head(&rest, arena, &out->by_lang[lang]);
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++) {
		out->by_lang[lang].body = slice_sub(rest, 0, lengths[lang]);
		rest = slice_skip(rest, lengths[lang]);
	}
	return true;
}
