/* Found by the program's own path. */
#include "installed.h"

#include "base/file.h"

#include <limits.h>
#include <unistd.h>

const char *installed_path(const struct invocation *invocation, const char *name)
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	if (len > 0) {
		struct slice bin = path_folder((struct slice){program, (size_t)len});
		const char *path = arena_printf(invocation->arena, "%.*s/../share/taiyaku/%s",
						SLICE_ARG(bin), name)
					   .ptr;
		if (file_kind(path) != FILE_MISSING)
			return path;
	}
	return arena_printf(invocation->arena, "%s/share/taiyaku/%s", TAIYAKU_PREFIX, name).ptr;
}
