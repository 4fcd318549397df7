/* Articles get the name they have below the content folder; a hash of what lasts. */
#include "check/fingerprints.h"

#include "base/file.h"
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>

void fingerprints_init(struct fingerprints *fingerprints, const char *content)
{
	*fingerprints = (struct fingerprints){0};
	arena_init_must(&fingerprints->arena);
	map_init(&fingerprints->counts);
	fingerprints->content = content;
}

void fingerprints_release(struct fingerprints *fingerprints)
{
	map_release(&fingerprints->counts);
	arena_release(&fingerprints->arena);
}

/* --- Names -------------------------------------------------------------- */

static struct slice name_of(struct fingerprints *fingerprints, const char *file)
{
	struct arena *arena = &fingerprints->arena;
	const char *content = fingerprints->content;
	const char *below = content ? path_below(arena, file, content) : NULL;
	if (below)
		return slice_from(below);
	const char *path = path_from_root(arena, file);
	const char *beside = path_from_root(arena, "a file of the working folder");
	if (!path)
		return slice_from(file);
	return beside ? path_relative(arena, slice_from(beside), slice_from(path))
		      : slice_from(path);
}

struct slice fingerprint_article(struct fingerprints *fingerprints, const struct finding *finding)
{
	if (fingerprints->file != finding->file) {
		fingerprints->file = finding->file;
		fingerprints->name = name_of(fingerprints, finding->file);
	}
	return fingerprints->name;
}

/* --- Hashes ------------------------------------------------------------- */

/* Without what other edits change: counts, and the line of another place. */
static struct slice lasting_part(struct slice arg)
{
	size_t len = arg.len;
	while (len && ascii_is_digit(arg.ptr[len - 1]))
		len--;
	bool is_line = len && len < arg.len && arg.ptr[len - 1] == ':';
	return len == 0 || is_line ? slice_sub(arg, 0, len) : arg;
}

static uint64_t hash_of(struct fingerprints *fingerprints, const struct finding *finding)
{
	uint64_t hash = hash_slice(slice_from(finding->rule->id));
	hash = hash_more(hash, fingerprint_article(fingerprints, finding));
	hash = hash_more(hash, finding->segment);
	hash = hash_more(hash, finding->code);
	for (size_t i = 0; i < finding->n_args; i++)
		hash = hash_more(hash, lasting_part(finding->args[i][LANG_EN]));
	return hash;
}

/* How often this hash has been seen, this time included. */
static size_t count_alike(struct fingerprints *fingerprints, uint64_t hash)
{
	struct slice key = {(const char *)&hash, sizeof(hash)};
	size_t *count = map_get(&fingerprints->counts, key);
	if (count)
		return ++*count;
	count = arena_alloc(&fingerprints->arena, sizeof(*count));
	if (map_put(&fingerprints->counts, arena_copy(&fingerprints->arena, key), count) !=
	    STATUS_OK)
		out_of_memory();
	return *count = 1;
}

const char *fingerprint_of(struct fingerprints *fingerprints, const struct finding *finding)
{
	uint64_t hash = hash_of(fingerprints, finding);
	snprintf(fingerprints->text, sizeof(fingerprints->text), "%016" PRIx64 ":%zu", hash,
		 count_alike(fingerprints, hash));
	return fingerprints->text;
}
