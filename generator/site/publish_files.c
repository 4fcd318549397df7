/* Each file of the new site: taken over, written, or taken out. */
#include "publish_files.h"

#include "base/file.h"
#include "base/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum status publication_cannot(struct publication *p)
{
	struct place at = {.file = p->output};
	if (errno == EXDEV || errno == EBUSY)
		return problem_report(
			p->problems, at,
			"is the root of a file system and cannot be replaced; name a folder in it, "
			"such as %s/public",
			"ファイル システムのルートのため置き換えられません。%s/public など、"
			"その中のフォルダーを指定してください",
			p->output);
	return problem_report(
		p->problems, at,
		"cannot publish: %s; check the folder above it, its permissions and the free space",
		"公開できません (%s)。上位のフォルダー、アクセス許可、空き容量を確認してください",
		problem_of_system(p->problems, errno));
}

/* --- Folders in the new site ----------------------------------------------- */

/* "a" of "a/b"; false where there is none. */
static bool folder_above(const char *path, char above[PATH_MAX])
{
	size_t len = path_folder(slice_from(path)).len;
	if (!strchr(path, '/') || len >= PATH_MAX)
		return false;
	memcpy(above, path, len);
	above[len] = '\0';
	return true;
}

static bool make_folders_above(int root, const char *path)
{
	char above[PATH_MAX];
	if (!folder_above(path, above))
		return true;
	if (mkdirat(root, above, 0755) == 0 || errno == EEXIST)
		return true;
	return errno == ENOENT && make_folders_above(root, above) &&
	       (mkdirat(root, above, 0755) == 0 || errno == EEXIST);
}

static void drop_empty_folders_above(int root, const char *path)
{
	char above[PATH_MAX];
	if (folder_above(path, above) && unlinkat(root, above, AT_REMOVEDIR) == 0)
		drop_empty_folders_above(root, above);
}

/* --- Taking out ------------------------------------------------------------- */

static const char present[] = "";

static bool has_name(const struct publication *p, const char *path)
{
	return map_has(p->names, slice_from(path)) || strcmp(path, p->list.path) == 0;
}

void publication_collect_gone(struct publication *p)
{
	const struct snapshot *old = &p->old;
	p->gone = arena_array_raw(&p->arena, old->n_files + old->n_extra, sizeof(*p->gone));
	p->n_gone = 0;
	for (size_t i = 0; i < old->n_files; i++)
		if (!has_name(p, old->files[i].path))
			p->gone[p->n_gone++] = old->files[i].path;
	p->n_gone_all = p->n_gone;
	for (size_t i = 0; i < old->n_extra; i++)
		if (!has_name(p, old->extra[i]))
			p->gone[p->n_gone_all++] = old->extra[i];
}

static bool drop(struct publication *p, const char *path)
{
	if (unlinkat(p->new, path, 0) != 0)
		return errno == ENOENT || errno == ENOTDIR;
	drop_empty_folders_above(p->new, path);
	return true;
}

enum status publication_drop_removed(struct publication *p)
{
	bool done = true;
	for (size_t i = 0; i < p->n_gone_all && done; i++)
		done = drop(p, p->gone[i]);
	return done ? STATUS_OK : publication_cannot(p);
}

/* --- Taking over ------------------------------------------------------------ */

static const struct snapshot_file *known_file(const struct publication *p, const char *path)
{
	return p->is_known ? map_get(&p->old.files_by_path, slice_from(path)) : NULL;
}

/* The spare has the very file that is published. */
static bool is_in_place(const struct publication *p, const struct snapshot_file *known)
{
	return p->is_spared && known && !known->differs;
}

static bool make_way(struct publication *p, const char *path)
{
	return !p->is_spared || unlinkat(p->new, path, 0) == 0 || errno == ENOENT;
}

static bool link_file(int from, int to, const char *path)
{
	if (linkat(from, path, to, path, 0) == 0)
		return true;
	return errno == ENOENT && make_folders_above(to, path) &&
	       linkat(from, path, to, path, 0) == 0;
}

/* Each file at once, while its name is at hand. The site does without. */
static void put_in_twin(struct publication *p, const char *path)
{
	if (p->second >= 0 && !p->has_gaps && !link_file(p->new, p->second, path))
		p->has_gaps = true;
}

static bool take_over(struct publication *p, struct site_file *file,
		      const struct snapshot_file *known)
{
	if (is_in_place(p, known)) {
		file->stamp = known->stamp;
	} else {
		if (!make_way(p, file->path) || !link_file(p->site, p->new, file->path))
			return false;
		put_in_twin(p, file->path);
		file->is_moved = true;
		stamp_own_file(p->new, file->path, &file->stamp);
	}
	p->bytes += file->stamp.size;
	file->is_done = true;
	return true;
}

bool publication_keep(struct publication *p, struct site_file *file)
{
	const struct snapshot_file *known = known_file(p, file->path);
	struct stamp now;
	if (!known || !file->key || known->key != file->key)
		return false;
	if (!is_in_place(p, known) &&
	    (!stamp_own_file(p->site, file->path, &now) || !stamp_eq(&now, &known->stamp)))
		return false;
	return take_over(p, file, known);
}

/* --- Writing ---------------------------------------------------------------- */

/* Never into a file that is there: it may be the published one. */
static int create(struct publication *p, const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
	if (!make_way(p, path))
		return -1;
	int fd = openat(p->new, path, flags, 0644);
	if (fd < 0 && errno == ENOENT && make_folders_above(p->new, path))
		fd = openat(p->new, path, flags, 0644);
	return fd;
}

/* Another name is a change of the file: its stamp is taken behind all of them. */
static bool write_file(struct publication *p, struct site_file *file, struct slice bytes)
{
	int fd = create(p, file->path);
	if (fd < 0)
		return false;
	bool written = file_write_all(fd, bytes);
	int error = errno;
	put_in_twin(p, file->path);
	stamp_open_file(fd, &file->stamp);
	if (close(fd) != 0 && written) {
		written = false;
		error = errno;
	}
	errno = error;
	return written;
}

enum status publication_write(struct publication *p, struct site_file *file, struct slice bytes)
{
	const struct snapshot_file *known = known_file(p, file->path);
	int folder = is_in_place(p, known) ? p->new : p->site;
	if (folder >= 0 && file_holds(folder, file->path, bytes) && take_over(p, file, known))
		return STATUS_OK;
	if (!write_file(p, file, bytes))
		return publication_cannot(p);
	p->n_written += file != &p->list; /* which is ours, not the site's */
	p->bytes += bytes.len;
	file->is_written = file->is_moved = file->is_done = true;
	return STATUS_OK;
}

/* --- The spare -------------------------------------------------------------- */

/* Where a name of the file has gone, with the former site or the twin. */
static void stamp_again(void *context, size_t job, size_t worker)
{
	const struct publication *p = context;
	struct site_file *file = &p->files[job];
	(void)worker;
	if (!file->is_written || !p->is_staged)
		stamp_own_file(p->site, file->path, &file->stamp);
}

bool publication_take_twin(struct publication *p)
{
	struct problems silent;
	problems_init(&silent, NULL, LANG_EN);
	if (p->new >= 0)
		close(p->new);
	p->new = p->second;
	p->second = -1;
	p->is_spared = false;
	p->is_staged = p->new >= 0 && !p->has_gaps &&rename(p->twin, p->staging) == 0;
	if (!p->is_staged)
		folder_remove(p->twin, &silent);
	pool_run_small(p->n_threads, p->n_files, stamp_again, p);
	stamp_own_file(p->site, p->list.path, &p->list.stamp);
	return p->is_staged;
}

/* --- What is there now ------------------------------------------------------ */
struct summing_up {
	const struct publication *p;
	bool has_spare;
	struct map folders; /* path to struct snapshot_folder */
	struct map touched; /* of the spare: those whose names changed in this build */
	struct snapshot *out;
};

static void put(struct map *map, struct slice key, const void *value)
{
	if (map_put(map, key, (void *)value) != STATUS_OK)
		out_of_memory();
}

/* All folders above a path, the site itself being "."; until one that is in the
   map already, as then all above it are. */
static void add_folders_above(struct summing_up *s, struct map *map, struct slice path)
{
	for (bool more = true; more;) {
		more = slice_find_char(path, '/', 0) != SLICE_NONE;
		path = path_folder(path);
		if (map_has(map, path))
			return;
		struct slice name = arena_copy(&s->out->arena, path);
		put(map, name, present);
	}
}

static void collect_folders(struct summing_up *s)
{
	const struct publication *p = s->p;
	for (size_t i = 0; i < p->old.n_folders && p->is_known; i++)
		put(&s->folders, slice_from(p->old.folders[i].path), present);
	/* What was not moved lies where a file of this name lay before. */
	for (size_t i = 0; i < p->n_files; i++)
		if (p->files[i].is_moved || !p->is_known)
			add_folders_above(s, &s->folders, slice_from(p->files[i].path));
	add_folders_above(s, &s->folders, slice_from(p->list.path));
}

static void collect_touched(struct summing_up *s)
{
	const struct publication *p = s->p;
	for (size_t i = 0; i < p->n_files; i++)
		if (p->files[i].is_moved)
			add_folders_above(s, &s->touched, slice_from(p->files[i].path));
	if (p->list.is_moved)
		add_folders_above(s, &s->touched, slice_from(p->list.path));
	for (size_t i = 0; i < p->n_gone_all; i++)
		add_folders_above(s, &s->touched, slice_from(p->gone[i]));
}

static void stamp_of_site(const struct summing_up *s, struct snapshot_folder *folder,
			  const struct snapshot_folder *before)
{
	bool is_as_before = s->p->is_spared && before && before->spare.inode &&
			    !map_has(&s->touched, slice_from(folder->path));
	if (is_as_before)
		folder->site = before->spare;
	else
		stamp_folder(s->p->site, folder->path, &folder->site);
}

static void stamp_of_spare(const struct summing_up *s, struct snapshot_folder *folder,
			   const struct snapshot_folder *before)
{
	if (s->p->is_known && before)
		folder->spare = before->site;
	else if (!s->p->is_known && s->has_spare)
		stamp_folder(s->p->new, folder->path, &folder->spare);
}

static void fill_folders(struct summing_up *s)
{
	struct snapshot *out = s->out;
	out->folders = arena_array(&out->arena, s->folders.count, sizeof(*out->folders));
	for (size_t i = 0; i < s->folders.count; i++) {
		struct snapshot_folder *folder = &out->folders[out->n_folders];
		struct slice path = s->folders.entries[i].key;
		const struct snapshot_folder *before =
			s->p->is_known ? map_get(&s->p->old.folders_by_path, path) : NULL;
		*folder = (struct snapshot_folder){.path = path.ptr};
		stamp_of_site(s, folder, before);
		stamp_of_spare(s, folder, before);
		out->n_folders += folder->site.inode || folder->spare.inode;
	}
}

static struct snapshot_file file_now(const struct summing_up *s, const struct site_file *file)
{
	return (struct snapshot_file){.path = file->path,
				      .key = file->key,
				      .stamp = file->stamp,
				      .differs = s->p->is_known && file->is_written};
}

static void fill_files(struct summing_up *s)
{
	const struct publication *p = s->p;
	struct snapshot *out = s->out;
	out->files = arena_array(&out->arena, p->n_files + 1, sizeof(*out->files));
	for (size_t i = 0; i < p->n_files; i++)
		out->files[out->n_files++] = file_now(s, &p->files[i]);
	out->files[out->n_files++] = file_now(s, &p->list);
}

void publication_snapshot(const struct publication *p, bool has_spare, struct snapshot *out)
{
	struct summing_up s = {.p = p, .has_spare = has_spare, .out = out};
	snapshot_init(out);
	out->has_spare = has_spare;
	map_init(&s.folders);
	map_init(&s.touched);
	collect_folders(&s);
	if (p->is_spared)
		collect_touched(&s);
	fill_folders(&s);
	fill_files(&s);
	out->extra = p->gone;
	out->n_extra = p->n_gone;
	map_release(&s.folders);
	map_release(&s.touched);
}
