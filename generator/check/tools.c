/* A worker's tools, opened at their first use. */
#include "tools.h"

#include <stdlib.h>

struct check_tools {
	struct arena scratch;
};

struct check_tools *check_tools_new(void)
{
	struct check_tools *tools = calloc(1, sizeof(*tools));
	if (!tools)
		out_of_memory();
	arena_init(&tools->scratch);
	return tools;
}

void check_tools_free(struct check_tools *tools)
{
	if (!tools)
		return;
	arena_release(&tools->scratch);
	free(tools);
}

struct arena *check_tools_scratch(struct check_tools *tools)
{
	return &tools->scratch;
}
