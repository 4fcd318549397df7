/* Paths as text: joining, cutting and resolving, without asking the disk (but
   for the working folder). */
#include "base/buffer.h"
#include "base/file.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

const char *path_join(struct arena *arena, const char *folder, const char *name)
{
	if (strcmp(folder, ".") == 0)
		return arena_copy(arena, slice_from(name)).ptr;
	struct slice above = slice_from(folder);
	struct slice below = slice_from(name);
	size_t len = above.len;
	char *path = arena_take(arena, len + 1 + below.len + 1);
	if (!path)
		return NULL;
	memcpy(path, above.ptr, len);
	if (len == 0 || path[len - 1] != '/')
		path[len++] = '/';
	memcpy(path + len, below.ptr, below.len);
	path[len + below.len] = '\0';
	return path;
}

static size_t last_slash(struct slice path)
{
	const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
	return slash ? (size_t)(slash - path.ptr) : SLICE_NONE;
}

struct slice path_base(struct slice path)
{
	size_t slash = last_slash(path);
	return slash == SLICE_NONE ? path : slice_skip(path, slash + 1);
}

struct slice path_folder(struct slice path)
{
	size_t slash = last_slash(path);
	if (slash == SLICE_NONE)
		return SLICE(".");
	return slice_sub(path, 0, slash ? slash : 1);
}

/* Drops the last part of the path built so far; false at the root. */
static bool step_up(const char *path, size_t *len)
{
	if (*len == 0)
		return false;
	size_t slash = last_slash((struct slice){path, *len});
	*len = slash == SLICE_NONE ? 0 : slash;
	return true;
}

static bool step(char *path, size_t *len, struct slice part)
{
	if (part.len == 0 || slice_eq_str(part, "."))
		return true;
	if (slice_eq_str(part, ".."))
		return step_up(path, len);
	if (*len)
		path[(*len)++] = '/';
	memcpy(path + *len, part.ptr, part.len);
	*len += part.len;
	return true;
}

static bool walk(char *path, size_t *len, struct slice parts)
{
	while (parts.len) {
		size_t slash = slice_find_char(parts, '/', 0);
		if (slash == SLICE_NONE)
			slash = parts.len;
		if (!step(path, len, slice_sub(parts, 0, slash)))
			return false;
		parts = slice_skip(parts, slash + 1);
	}
	return true;
}

struct slice path_resolve(struct arena *arena, struct slice from, struct slice relative)
{
	const struct slice nowhere = {NULL, 0};
	size_t len = 0;
	char *path = arena_alloc(arena, from.len + relative.len + 2);
	if (!path)
		return nowhere;
	bool from_root = slice_starts_with(relative, SLICE("/"));
	if (!from_root && !walk(path, &len, path_folder(from)))
		return nowhere;
	if (!walk(path, &len, relative))
		return nowhere;
	path[len] = '\0';
	return (struct slice){path, len};
}

const char *path_from_root(struct arena *arena, const char *path)
{
	char working[PATH_MAX];
	if (path[0] == '/')
		return path_resolve(arena, SLICE("."), slice_from(path)).ptr;
	if (!getcwd(working, sizeof(working)))
		return NULL;
	struct slice folder = arena_printf(arena, "%s/.", working + 1);
	return folder.ptr ? path_resolve(arena, folder, slice_from(path)).ptr : NULL;
}

const char *path_below(struct arena *arena, const char *path, const char *folder)
{
	struct slice whole = slice_from(path_from_root(arena, path));
	struct slice above = slice_from(path_from_root(arena, folder));
	if (!whole.ptr || !above.ptr)
		return NULL;
	if (above.len == 0) /* the root itself */
		return whole.ptr;
	bool is_below = slice_starts_with(whole, above) && whole.len > above.len &&
			whole.ptr[above.len] == '/';
	return is_below ? whole.ptr + above.len + 1 : NULL;
}

/* Length of the folders that both paths begin with, final '/' included. */
static size_t common_folders(struct slice a, struct slice b)
{
	size_t common = 0;
	for (size_t i = 0; i < a.len && i < b.len && a.ptr[i] == b.ptr[i]; i++)
		if (a.ptr[i] == '/')
			common = i + 1;
	return common;
}

struct slice path_relative(struct arena *arena, struct slice from, struct slice to)
{
	size_t common = common_folders(from, to);
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t i = common; i < from.len; i++)
		if (from.ptr[i] == '/')
			buffer_str(&out, "../");
	buffer_slice(&out, slice_skip(to, common));
	struct slice copy = {NULL, 0};
	arena->failed |= out.failed; /* the caller need not ask for more */
	if (!out.failed)
		copy = arena_copy(arena, buffer_view(&out));
	buffer_release(&out);
	return copy;
}
