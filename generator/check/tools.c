/* A worker's tools, opened at their first use. */
#include "tools.h"

#include "frame_words.h"
#include "text/sentence.h"

#include <stdlib.h>

struct check_tools {
	struct arena scratch;
	struct facts_room facts;
	struct sentence_counter *sentences; /* NULL: not needed yet */
	struct frame_words *frame_words;    /* the same */
};

struct check_tools *check_tools_new(void)
{
	struct check_tools *tools = calloc(1, sizeof(*tools));
	if (!tools)
		out_of_memory();
	arena_init(&tools->scratch);
	buffer_init(&tools->facts.all, BUFFER_MAX_PAGE);
	buffer_init(&tools->facts.parts, BUFFER_MAX_PAGE);
	buffer_init(&tools->facts.item, BUFFER_MAX_PAGE);
	return tools;
}

void check_tools_free(struct check_tools *tools)
{
	if (!tools)
		return;
	arena_release(&tools->scratch);
	buffer_release(&tools->facts.all);
	buffer_release(&tools->facts.parts);
	buffer_release(&tools->facts.item);
	sentence_counter_free(tools->sentences);
	free(tools->frame_words);
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

struct facts_room *check_tools_facts(struct check_tools *tools)
{
	return &tools->facts;
}

const struct frame_words *check_tools_frame_words(struct check_tools *tools)
{
	if (!tools->frame_words) {
		tools->frame_words = malloc(sizeof(*tools->frame_words));
		if (!tools->frame_words)
			out_of_memory();
		frame_words_init(tools->frame_words);
	}
	return tools->frame_words;
}
