/* A map from folder to the names in it, in lower case. */
#include "surroundings.h"

#include "base/arena.h"
#include "base/map.h"

#include <dirent.h>
#include <pthread.h>
#include <stdlib.h>

/* No names where there is no such folder. */
struct listing {
	struct map names;
};

struct surroundings {
	pthread_mutex_t lock;
	struct arena arena;
	struct map listings; /* by the folder's path */
};

struct surroundings *surroundings_new(void)
{
	struct surroundings *around = calloc(1, sizeof(*around));
	if (!around)
		return NULL;
	pthread_mutex_init(&around->lock, NULL);
	arena_init(&around->arena);
	map_init(&around->listings);
	return around;
}

void surroundings_free(struct surroundings *around)
{
	if (!around)
		return;
	for (size_t i = 0; i < around->listings.count; i++) {
		struct listing *listing = around->listings.entries[i].value;
		map_release(&listing->names);
	}
	map_release(&around->listings);
	arena_release(&around->arena);
	pthread_mutex_destroy(&around->lock);
	free(around);
}

static struct slice lower_copy(struct arena *arena, struct slice name)
{
	struct slice copy = arena_copy(arena, name);
	char *bytes = (char *)copy.ptr; /* just made */
	for (size_t i = 0; i < copy.len; i++)
		bytes[i] = ascii_lower(bytes[i]);
	return copy;
}

/* --- Folders ------------------------------------------------------------ */

static enum status read_names(struct surroundings *around, const char *folder,
			      struct listing *listing)
{
	DIR *dir = opendir(folder);
	enum status status = STATUS_OK;
	for (const struct dirent *entry; dir && status == STATUS_OK && (entry = readdir(dir));) {
		struct slice name = lower_copy(&around->arena, slice_from(entry->d_name));
		status = name.ptr ? map_put(&listing->names, name, listing) : STATUS_NO_MEMORY;
	}
	if (dir)
		closedir(dir);
	return status;
}

/* NULL when memory is out. */
static const struct listing *listing_of(struct surroundings *around, struct slice folder)
{
	struct listing *listing = map_get(&around->listings, folder);
	if (listing)
		return listing;
	struct slice key = arena_copy(&around->arena, folder);
	listing = arena_alloc(&around->arena, sizeof(*listing));
	if (!key.ptr || !listing)
		return NULL;
	map_init(&listing->names);
	if (read_names(around, key.ptr, listing) == STATUS_OK &&
	    map_put(&around->listings, key, listing) == STATUS_OK)
		return listing;
	map_release(&listing->names);
	return NULL;
}

/* --- Paths -------------------------------------------------------------- */

struct lookup {
	struct surroundings *around;
	struct arena *scratch;
	struct slice folder; /* where the path's next part is looked for */
	bool failed;         /* memory is out */
};

static bool holds(struct lookup *l, struct slice name, const char *ending)
{
	const struct listing *listing = listing_of(l->around, l->folder);
	struct slice wanted =
		lower_copy(l->scratch, arena_join(l->scratch, name, slice_from(ending)));
	if (!listing || !wanted.ptr) {
		l->failed = true;
		return false;
	}
	return map_has(&listing->names, wanted);
}

/* Goes into a folder, if there is one. */
static bool enter(struct lookup *l, struct slice name)
{
	if (name.len == 0)
		return true;
	if (!holds(l, name, ""))
		return false;
	l->folder = arena_join(l->scratch, arena_join(l->scratch, l->folder, SLICE("/")), name);
	l->failed |= !l->folder.ptr;
	return !l->failed;
}

static bool leads_somewhere(struct lookup *l, struct slice path)
{
	for (size_t end; (end = slice_find_char(path, '/', 0)) != SLICE_NONE;) {
		if (!enter(l, slice_sub(path, 0, end)))
			return false;
		path = slice_skip(path, end + 1);
	}
	if (path.len == 0 || holds(l, path, "") || holds(l, path, ".md"))
		return !l->failed;
	return false;
}

enum status surroundings_hold(struct surroundings *around, struct arena *scratch,
			      struct slice folder, struct slice path, bool *found)
{
	struct lookup lookup = {.around = around, .scratch = scratch, .folder = folder};
	if (slice_ends_with(path, SLICE("/")))
		path.len--;
	pthread_mutex_lock(&around->lock);
	*found = leads_somewhere(&lookup, path);
	pthread_mutex_unlock(&around->lock);
	return lookup.failed ? STATUS_NO_MEMORY : STATUS_OK;
}
