/*
 * Articles in the order of the index, which is the same as long as their names
 * are: stamp, hash, included files, row. An article's stamp saves even reading
 * its bytes; where that differs, the hash decides. They lie in several files of
 * neighbours each, so that where one article has changed the others' files stay.
 */
#include "rows.h"

#include "base/hash.h"
#include "base/kept.h"
#include "base/pool.h"
#include "base/stamp.h"
#include "kb/links.h"
#include "row.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

struct cached {
	struct stamp stamp; /* of the file; none: its bytes have to be looked at */
	uint64_t hash;      /* of its bytes */
	struct kb_hashes hashes;
	struct kb_include *includes;
	size_t n_includes;
	struct slice record; /* its ptr is NULL where there is none */
	bool is_kept;        /* as it stands in the file */
};

enum { FILES = 16 };

/* One of neighbours. */
struct row_file {
	struct kept kept;
	struct arena arena;
};

struct kb_cache {
	struct arena arena;
	const char *path; /* of the files, without their numbers; or NULL */
	const struct map *rules;
	const struct scheme_set *schemes;
	uint64_t key;
	struct row_file files[FILES];
	struct cached *old; /* as read */
	bool has_old;       /* of any article */
	struct cached *now;
	uint64_t *looked; /* the hash of each file before any was read */
};

static const char kind[] = "articles " ROW_VERSION;

struct kb_cache *kb_cache_new(const char *path, const struct map *rules)
{
	struct kb_cache *cache = calloc(1, sizeof(*cache));
	if (!cache)
		out_of_memory();
	*cache = (struct kb_cache){.path = path, .rules = rules};
	arena_init(&cache->arena);
	for (size_t i = 0; i < FILES; i++)
		arena_init(&cache->files[i].arena);
	return cache;
}

void kb_cache_free(struct kb_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < FILES; i++) {
		kept_close(&cache->files[i].kept);
		arena_release(&cache->files[i].arena);
	}
	arena_release(&cache->arena);
	free(cache);
}

/* --- The files ---------------------------------------------------------- */

/* Addresses lead to articles and media by their names, and so a row holds for
   these names only. */
static uint64_t key_of(const struct knowledge *kb, const struct config *config)
{
	uint64_t key = hash_more(config_hash(config), slice_from(kb->content));
	for (size_t i = 0; i < kb->n_articles; i++)
		key = hash_more(key, slice_from(kb->articles[i].path));
	for (size_t i = 0; i < kb->n_media; i++)
		key = hash_more(hash_number(key, media_is_unsafe(kb, slice_from(kb->media[i]))),
				slice_from(kb->media[i]));
	return hash_more(key, SLICE("."));
}

static bool take_includes(struct arena *arena, struct record *record, size_t n_articles,
			  struct cached *out)
{
	out->n_includes = record_take_count(record);
	out->includes = arena_array(arena, out->n_includes, sizeof(*out->includes));
	for (size_t i = 0; out->includes && i < out->n_includes; i++) {
		size_t index = record_take_up_to(record, n_articles - 1);
		out->includes[i] = (struct kb_include){index, record_take_word(record)};
	}
	return out->includes != NULL;
}

static void put_hashes(struct buffer *out, const struct kb_hashes *hashes)
{
	record_put_word(out, hashes->row);
	record_put_word(out, hashes->titles);
	record_put_word(out, hashes->texts[LANG_EN]);
	record_put_word(out, hashes->texts[LANG_JA]);
	record_put_word(out, hashes->anchors);
}

static void take_hashes(struct record *record, struct kb_hashes *hashes)
{
	hashes->row = record_take_word(record);
	hashes->titles = record_take_word(record);
	hashes->texts[LANG_EN] = record_take_word(record);
	hashes->texts[LANG_JA] = record_take_word(record);
	hashes->anchors = record_take_word(record);
}

static bool take_cached(struct arena *arena, struct record *record, size_t n_articles,
			struct cached *out)
{
	out->stamp = stamp_take(record);
	out->hash = record_take_word(record);
	take_hashes(record, &out->hashes);
	if (!take_includes(arena, record, n_articles, out))
		return false;
	out->record = record_take_text(record);
	return !record->failed;
}

/* The record's bytes go behind this: they are many, and lie where they need no copy. */
static void put_head(struct buffer *out, const struct cached *cached)
{
	stamp_put(out, &cached->stamp);
	record_put_word(out, cached->hash);
	put_hashes(out, &cached->hashes);
	record_put_number(out, cached->n_includes);
	for (size_t i = 0; i < cached->n_includes; i++) {
		record_put_number(out, cached->includes[i].index);
		record_put_word(out, cached->includes[i].hash);
	}
	record_put_number(out, cached->record.len);
}

/* The first article of a file. */
static size_t first_of(const struct knowledge *kb, size_t number)
{
	return kb->n_articles * number / FILES;
}

static const char *file_path(struct arena *arena, const char *path, size_t number)
{
	return arena_printf(arena, "%s-%zx", path, number).ptr;
}

struct looking {
	struct kb_cache *cache;
	const struct knowledge *kb;
};

static bool take_file(struct kb_cache *cache, const struct knowledge *kb, size_t number)
{
	struct row_file *file = &cache->files[number];
	const char *path = file_path(&file->arena, cache->path, number);
	if (!path || !kept_open(&file->kept, path, kind))
		return false;
	struct record record = {.rest = file->kept.bytes};
	if (record_take_word(&record) != cache->key)
		return false;
	for (size_t i = first_of(kb, number); i < first_of(kb, number + 1); i++)
		if (!take_cached(&file->arena, &record, kb->n_articles, &cache->old[i]))
			return false;
	return true;
}

/* One that cannot be used is as none. */
static void read_file(void *context, size_t number, size_t worker)
{
	const struct looking *looking = context;
	const struct knowledge *kb = looking->kb;
	struct cached *first = &looking->cache->old[first_of(kb, number)];
	size_t count = first_of(kb, number + 1) - first_of(kb, number);
	(void)worker;
	if (count && !take_file(looking->cache, kb, number))
		memset(first, 0, count * sizeof(*first));
}

enum status rows_begin(struct kb_cache *cache, const struct knowledge *kb,
		       const struct config *config)
{
	struct looking looking = {cache, kb};
	cache->schemes = config_schemes(config);
	cache->key = key_of(kb, config);
	cache->old = arena_array(&cache->arena, kb->n_articles, sizeof(*cache->old));
	cache->now = arena_array(&cache->arena, kb->n_articles, sizeof(*cache->now));
	cache->looked = arena_array(&cache->arena, kb->n_articles, sizeof(*cache->looked));
	if (!cache->old || !cache->now || !cache->looked)
		return STATUS_NO_MEMORY;
	if (cache->path)
		pool_run(kb->n_workers, FILES, read_file, &looking);
	for (size_t i = 0; i < kb->n_articles; i++)
		cache->has_old |= cache->old[i].record.ptr != NULL;
	return STATUS_OK;
}

static bool is_file_kept(const struct kb_cache *cache, const struct knowledge *kb, size_t number)
{
	for (size_t i = first_of(kb, number); i < first_of(kb, number + 1); i++)
		if (!cache->now[i].is_kept)
			return false;
	return true;
}

static void save_file(const struct kb_cache *cache, const struct knowledge *kb, const char *path,
		      size_t number)
{
	struct kept_writer writer;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	kept_begin(&writer, path, kind);
	record_put_word(&out, cache->key);
	for (size_t i = first_of(kb, number); i < first_of(kb, number + 1) && !writer.failed; i++) {
		const struct cached *cached = &cache->now[i];
		put_head(&out, cached);
		kept_hand_over(&writer, &out);
		/* With its NUL, as record_put_text would write it. */
		assert(cached->record.ptr); /* every article has its row */
		kept_put(&writer, (struct slice){cached->record.ptr, cached->record.len + 1});
	}
	kept_end(&writer);
	buffer_release(&out);
}

void kb_cache_save(const struct kb_cache *cache, const struct knowledge *kb, const char *path)
{
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < FILES; i++) {
		const char *file = file_path(&arena, path, i);
		if (file && !is_file_kept(cache, kb, i))
			save_file(cache, kb, file, i);
	}
	arena_release(&arena);
}

/* --- What has changed --------------------------------------------------- */

static struct stamp settled_stamp(const char *path)
{
	struct stamp stamp;
	return stamp_file(AT_FDCWD, path, &stamp) && stamp_is_settled(&stamp) ? stamp
									      : (struct stamp){0};
}

static uint64_t hash_of_file(const char *path)
{
	struct arena arena;
	struct problems silent;
	struct slice bytes;
	uint64_t hash = 0;
	arena_init(&arena);
	problems_init(&silent, NULL, LANG_EN);
	if (file_read(&arena, path, &silent, &bytes) == STATUS_OK)
		hash = hash_slice(bytes);
	arena_release(&arena);
	return hash;
}

void rows_look(struct kb_cache *cache, const struct knowledge *kb, size_t index)
{
	struct cached *now = &cache->now[index];
	const struct cached *old = &cache->old[index];
	const char *file = kb->articles[index].file;
	now->stamp = settled_stamp(file); /* before the bytes are looked at */
	if (!cache->has_old)
		return;
	bool is_same = now->stamp.inode && stamp_eq(&now->stamp, &old->stamp);
	cache->looked[index] = is_same ? old->hash : hash_of_file(file);
}

static bool is_unchanged(const struct kb_cache *cache, size_t index)
{
	const struct cached *old = &cache->old[index];
	if (!old->record.ptr || cache->looked[index] != old->hash)
		return false;
	for (size_t i = 0; i < old->n_includes; i++)
		if (cache->looked[old->includes[i].index] != old->includes[i].hash)
			return false;
	return true;
}

/* --- Rows --------------------------------------------------------------- */

static void set_hashes(struct kb_article *row, const struct cached *cached)
{
	row->hash = cached->hash;
	for (size_t i = 0; i < cached->n_includes; i++)
		row->hash = hash_number(row->hash, cached->includes[i].hash);
	row->hashes = cached->hashes;
}

static enum status take(struct kb_cache *cache, const struct knowledge *kb, size_t index,
			const struct cached *cached, struct kb_entry **entries, struct arena *arena)
{
	struct kb_article *row = &kb->articles[index];
	enum status status =
		row_take(kb, cache->schemes, cache->rules, cached->record, row, entries, arena);
	if (status == STATUS_OK)
		set_hashes(row, cached);
	return status;
}

enum status rows_take(struct kb_cache *cache, const struct knowledge *kb, size_t index,
		      struct kb_entry **entries, struct arena *arena)
{
	if (!is_unchanged(cache, index))
		return STATUS_FAILED;
	struct stamp stamp = cache->now[index].stamp;
	enum status status = take(cache, kb, index, &cache->old[index], entries, arena);
	if (status == STATUS_OK) {
		cache->now[index] = cache->old[index];
		cache->now[index].stamp = stamp;
		cache->now[index].is_kept = stamp_eq(&stamp, &cache->old[index].stamp);
	}
	return status;
}

/* More than most records take. */
static size_t guess_size(const struct kb_article *row)
{
	enum { ROW_BYTES = 4096, FINDING_BYTES = 256 };
	return ROW_BYTES + row->findings.count * FINDING_BYTES + row->facts.len + row->texts.len;
}

static struct kb_hashes hashes_of(const struct kb_article *row, struct slice record,
				  struct row_marks marks)
{
	struct kb_hashes hashes = {
		.row = hash_slice(slice_sub(record, 0, marks.end)),
		.anchors = hash_slice(slice_sub(record, marks.anchors, marks.end)),
	};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		uint64_t title = hash_text(0, row->titles[lang]);
		hashes.titles = hash_number(hashes.titles, title);
		hashes.texts[lang] = hash_text(title, row->descriptions[lang]);
	}
	return hashes;
}

/* Where it stays. */
static bool put_record(const struct knowledge *kb, const struct kb_article *row,
		       const struct kb_entry *entries, struct cached *now, struct arena *arena)
{
	for (size_t size = guess_size(row);; size *= 2) {
		struct buffer record;
		char *bytes = arena_take(arena, size);
		if (!bytes)
			return false;
		buffer_init_in(&record, bytes, size);
		struct row_marks marks = row_put(kb, row, entries, &record);
		arena_trim(arena, bytes, record.failed ? 0 : record.len + 1);
		now->record = buffer_view(&record);
		if (record.failed)
			continue;
		now->hashes = hashes_of(row, now->record, marks);
		return true;
	}
}

enum status rows_keep(struct kb_cache *cache, const struct knowledge *kb, size_t index,
		      struct kb_entry **entries, struct slice bytes,
		      const struct kb_include_list *includes, struct arena *arena)
{
	struct kb_article *row = &kb->articles[index];
	struct cached *now = &cache->now[index];
	if (!put_record(kb, row, *entries, now, arena))
		return STATUS_NO_MEMORY;
	now->hash = hash_slice(bytes);
	now->includes = arena_array(arena, includes->count, sizeof(*now->includes));
	now->n_includes = includes->count;
	if (!now->includes)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < includes->count; i++)
		now->includes[i] = includes->items[i];
	free(row->links);
	findings_release(&row->findings);
	row->links = NULL;
	enum status status = take(cache, kb, index, now, entries, arena);
	assert(status != STATUS_FAILED); /* every rule is in the table */
	return status;
}
