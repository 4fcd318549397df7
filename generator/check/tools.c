/* A worker's tools, opened at their first use. */
#include "tools.h"

#include "text/sentence.h"

#include <stdlib.h>

struct check_tools {
	struct arena scratch;
	struct sentence_counter *sentences; /* NULL: not needed yet */
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
	sentence_counter_free(tools->sentences);
	free(tools);
}

struct arena *check_tools_scratch(struct check_tools *tools)
{
	return &tools->scratch;
}

struct sentence_counter *check_tools_sentences(struct check_tools *tools)
{
	if (!tools->sentences)
		tools->sentences = sentence_counter_new();
	if (!tools->sentences)
		out_of_memory();
	return tools->sentences;
}
