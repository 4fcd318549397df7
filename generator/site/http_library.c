/* dlopen(3), by the name that a program linked with the library would ask for. */
#include "http_library.h"

#include "base/kept.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The program itself would be loaded by an empty name. */
_Static_assert(sizeof(TAIYAKU_HTTP_LIBRARY) > 1, "the Makefile finds no libmicrohttpd.so");

#define FUNCTION(name) "MHD_" #name, offsetof(struct http_library, name)

static const struct {
	const char *name;
	size_t offset;
} functions[] = {
	{FUNCTION(start_daemon)},
	{FUNCTION(stop_daemon)},
	{FUNCTION(lookup_connection_value)},
	{FUNCTION(suspend_connection)},
	{FUNCTION(resume_connection)},
	{FUNCTION(create_response_from_buffer)},
	{FUNCTION(create_response_from_fd64)},
	{FUNCTION(add_response_header)},
	{FUNCTION(queue_response)},
	{FUNCTION(destroy_response)},
};

enum { N_FUNCTIONS = sizeof(functions) / sizeof(*functions) };

_Static_assert(sizeof(struct http_library) == N_FUNCTIONS * sizeof(void *), "each has its row");

static enum status cannot_load(struct problems *problems)
{
	return problem_report(
		problems, (struct place){0},
		"cannot load the library that serves the preview: %s; install libmicrohttpd (on "
		"Debian and Ubuntu: apt-get install libmicrohttpd12)",
		"プレビューに使うライブラリを読み込めません (%s)。libmicrohttpd "
		"をインストールしてください (Debian と Ubuntu では apt-get install "
		"libmicrohttpd12)",
		dlerror());
}

/* What the program keeps does not depend on this library: without it the program's
   identity is what it is for a build, and each uses what the other has kept. */
enum status http_library_load(struct http_library *out, struct problems *problems)
{
	(void)program_identity();
	void *handle = dlopen(TAIYAKU_HTTP_LIBRARY, RTLD_NOW);
	if (!handle)
		return cannot_load(problems);
	for (size_t i = 0; i < N_FUNCTIONS; i++) {
		void *function = dlsym(handle, functions[i].name);
		if (!function)
			return cannot_load(problems);
		/* C knows no cast from one to the other; POSIX has both look the same. */
		memcpy((char *)out + functions[i].offset, &function, sizeof(function));
	}
	return STATUS_OK;
}
