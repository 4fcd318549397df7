/* Found by the program's own path. */
#include "installed.h"

#include "base/file.h"

#include <limits.h>
#include <unistd.h>

/* Seen from the program's folder. */
static const char *const places[] = {
	"%.*s/../share/taiyaku/%s", /* PREFIX/bin, wherever PREFIX is now */
	"%.*s/../../%s",            /* where it was built, build/release: templates, */
	"%.*s/../../site/%s",       /* assets */
};

const char *installed_path(const struct invocation *invocation, const char *name)
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	for (size_t i = 0; len > 0 && i < sizeof(places) / sizeof(*places); i++) {
		struct slice bin = path_folder((struct slice){program, (size_t)len});
		const char *path =
			arena_printf(invocation->arena, places[i], SLICE_ARG(bin), name).ptr;
		if (file_kind(path) != FILE_MISSING)
			return path;
	}
	return arena_printf(invocation->arena, "%s/share/taiyaku/%s", TAIYAKU_PREFIX, name).ptr;
}
