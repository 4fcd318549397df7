/* The record of a snapshot, and its comparison with what is there. */
#include "snapshot.h"

#include "base/kept.h"
#include "base/pool.h"

#include <stdatomic.h>

static const char kind[] = "site 2"; /* another number when the record changes */

/* --- The file ----------------------------------------------------------- */

/* Below the site, in one form. */
static const char *take_path(struct record *record)
{
	struct slice path = record_take_text(record);
	struct slice rest = path;
	for (bool more = true; more;) {
		size_t slash = slice_find_char(rest, '/', 0);
		struct slice name = slice_sub(rest, 0, slash);
		more = slash != SLICE_NONE;
		record->failed |= name.len == 0 || slice_eq_str(name, "..") ||
				  (slice_eq_str(name, ".") && path.len > 1);
		rest = more ? slice_skip(rest, slash + 1) : rest;
	}
	return path.ptr;
}

static void take_file(struct record *record, struct snapshot_file *file)
{
	file->path = take_path(record);
	file->key = record_take_word(record);
	file->stamp = stamp_take(record);
	file->differs = record_take_up_to(record, 1) != 0;
}

static void take_folder(struct record *record, struct snapshot_folder *folder)
{
	folder->path = take_path(record);
	folder->site = stamp_take(record);
	folder->spare = stamp_take(record);
}

static void put_in(struct map *map, const char *path, void *value)
{
	if (map_put(map, slice_from(path), value) != STATUS_OK)
		out_of_memory();
}

static void take_all(struct snapshot *s, struct record *record)
{
	s->has_spare = record_take_up_to(record, 1) != 0;
	s->n_files = record_take_count(record);
	s->files = arena_array(&s->arena, s->n_files, sizeof(*s->files));
	for (size_t i = 0; i < s->n_files && !record->failed; i++) {
		take_file(record, &s->files[i]);
		put_in(&s->files_by_path, s->files[i].path, &s->files[i]);
	}
	s->n_folders = record_take_count(record);
	s->folders = arena_array(&s->arena, s->n_folders, sizeof(*s->folders));
	for (size_t i = 0; i < s->n_folders && !record->failed; i++) {
		take_folder(record, &s->folders[i]);
		put_in(&s->folders_by_path, s->folders[i].path, &s->folders[i]);
	}
	s->n_extra = record_take_count(record);
	s->extra = arena_array(&s->arena, s->n_extra, sizeof(*s->extra));
	for (size_t i = 0; i < s->n_extra && !record->failed; i++)
		s->extra[i] = take_path(record);
}

void snapshot_init(struct snapshot *s)
{
	*s = (struct snapshot){0};
	arena_init_must(&s->arena);
	map_init(&s->files_by_path);
	map_init(&s->folders_by_path);
}

bool snapshot_read(struct snapshot *s, const char *path)
{
	snapshot_init(s);
	if (!kept_open(&s->kept, path, kind))
		return false;
	struct record record = {.rest = s->kept.bytes};
	take_all(s, &record);
	if (!record.failed)
		return true;
	snapshot_release(s);
	snapshot_init(s);
	return false;
}

static void put_file(struct buffer *out, const struct snapshot_file *file)
{
	record_put_text(out, slice_from(file->path));
	record_put_word(out, file->key);
	stamp_put(out, &file->stamp);
	record_put_number(out, file->differs);
}

static void put_folder(struct buffer *out, const struct snapshot_folder *folder)
{
	record_put_text(out, slice_from(folder->path));
	stamp_put(out, &folder->site);
	stamp_put(out, &folder->spare);
}

bool snapshot_write(const struct snapshot *s, const char *path)
{
	struct kept_writer writer;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	kept_begin(&writer, path, kind);
	record_put_number(&out, s->has_spare);
	record_put_number(&out, s->n_files);
	for (size_t i = 0; i < s->n_files; i++) {
		put_file(&out, &s->files[i]);
		kept_hand_over(&writer, &out);
	}
	record_put_number(&out, s->n_folders);
	for (size_t i = 0; i < s->n_folders; i++) {
		put_folder(&out, &s->folders[i]);
		kept_hand_over(&writer, &out);
	}
	record_put_number(&out, s->n_extra);
	for (size_t i = 0; i < s->n_extra; i++)
		record_put_text(&out, slice_from(s->extra[i]));
	kept_hand_over(&writer, &out);
	buffer_release(&out);
	return kept_end(&writer);
}

void snapshot_release(struct snapshot *s)
{
	map_release(&s->files_by_path);
	map_release(&s->folders_by_path);
	arena_release(&s->arena);
	kept_close(&s->kept);
	*s = (struct snapshot){0};
}

/* --- Is it still so? ---------------------------------------------------- */

struct comparing {
	struct snapshot *snapshot;
	int root;
	bool is_spare;
	atomic_bool failed;
};

static void compare_folder(void *context, size_t job, size_t worker)
{
	struct comparing *c = context;
	const struct snapshot_folder *folder = &c->snapshot->folders[job];
	struct stamp now;
	(void)worker;
	if (c->failed)
		return;
	stamp_folder(c->root, folder->path, &now);
	if (!stamp_same_names(&now, c->is_spare ? &folder->spare : &folder->site))
		c->failed = true;
}

static void compare_file(void *context, size_t job, size_t worker)
{
	const struct comparing *c = context;
	struct snapshot_file *file = &c->snapshot->files[job];
	struct stamp now;
	(void)worker;
	if (!file->differs)
		file->differs =
			!stamp_own_file(c->root, file->path, &now) || !stamp_eq(&now, &file->stamp);
}

bool snapshot_holds_site(const struct snapshot *s, int site, size_t n_threads)
{
	struct comparing c = {.snapshot = (struct snapshot *)s, .root = site};
	pool_run_small(n_threads, s->n_folders, compare_folder, &c);
	return !c.failed && s->n_folders;
}

bool snapshot_holds_spare(struct snapshot *s, int spare, size_t n_threads)
{
	struct comparing c = {.snapshot = s, .root = spare, .is_spare = true};
	pool_run_small(n_threads, s->n_folders, compare_folder, &c);
	if (!c.failed)
		pool_run_small(n_threads, s->n_files, compare_file, &c);
	return !c.failed;
}
