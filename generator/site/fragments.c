/* Length, bytes, length, bytes … and the bodies, in one file per worker: one writing and
   one reading for an article. */
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

enum status fragments_init(struct fragments *f, size_t n_articles, size_t n_workers,
			   const char *folder, struct problems *problems)
{
	*f = (struct fragments){.n_articles = n_articles, .problems = problems};
	arena_init_must(&f->arena);
	f->slots = arena_array(&f->arena, n_articles, sizeof(*f->slots));
	f->files = arena_array(&f->arena, n_workers, sizeof(*f->files));
	f->sizes = arena_array(&f->arena, n_workers, sizeof(*f->sizes));
	while (f->n_workers < n_workers) {
		int fd = nameless_file(folder);
		if (fd < 0) /* what is wrong with the folder is told when it is published to */
			fd = nameless_file("/tmp");
		if (fd < 0)
			return cannot(f, "/tmp");
		f->files[f->n_workers++] = fd;
	}
	return STATUS_OK;
}

void fragments_close(struct fragments *f)
{
	while (f->n_workers)
		close(f->files[--f->n_workers]);
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

enum status fragments_put(struct fragments *f, size_t article, size_t worker,
			  const struct fragment_set *set)
{
	struct buffer heads;
	struct iovec parts[PARTS];
	buffer_init(&heads, BUFFER_MAX_PAGE);
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++)
		put_head(&heads, &set->by_lang[lang]);
	if (heads.failed)
		out_of_memory();
	parts[0] = (struct iovec){heads.ptr, heads.len};
	size_t len = heads.len;
	for (enum lang lang = LANG_EN; lang <= LANG_BOTH; lang++) {
		struct slice body = set->by_lang[lang].body;
		parts[1 + lang] = (struct iovec){(char *)body.ptr, body.len};
		len += body.len;
	}
	off_t offset = f->sizes[worker];
	bool done = write_at(f->files[worker], offset, parts, len);
	if (done) {
		f->slots[article] = (struct fragment_slot){worker, offset, len};
		f->sizes[worker] += (off_t)len;
	}
	buffer_release(&heads);
	return done ? STATUS_OK : cannot(f, "site");
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

bool fragments_get(const struct fragments *f, size_t article, struct arena *arena,
		   struct fragment_set *out)
{
	const struct fragment_slot *slot = &f->slots[article];
	char *bytes = slot->len ? arena_array_raw(arena, slot->len, 1) : NULL;
	if (!bytes || !file_read_at(f->files[slot->worker], bytes, slot->len, slot->offset))
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
