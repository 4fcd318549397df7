#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/shared.h"

#include <stdlib.h>

const char *shared_path(struct arena *arena, const char *name)
{
	const char *folder = getenv("TAIYAKU_SHARED");
	const char *path = path_join(arena, folder ? folder : "../shared", name);
	assert_non_null(path);
	if (file_kind(path) != FILE_MISSING)
		return path;
	const char *ci = getenv("CI");
	if (ci && *ci)
		fail_msg("%s is missing; set TAIYAKU_SHARED", path);
	print_message("skipped: %s is missing; set TAIYAKU_SHARED\n", path);
	arena_release(arena);
	skip();
	return NULL;
}
