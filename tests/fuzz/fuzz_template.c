/* A template: parsed, linked and run over a little data. */
#include "fuzz/fuzz.h"

#include "render/mustache.h"
#include "render/value.h"

/* Every partial is the empty text. */
static enum status find_none(void *context, struct slice name, struct place at,
			     const struct mustache **out)
{
	(void)context;
	(void)name;
	(void)at;
	*out = NULL;
	return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct arena arena;
	struct problems problems;
	struct mustache *template = NULL;
	struct buffer out;
	arena_init_must(&arena);
	problems_init(&problems, NULL, LANG_EN);
	buffer_init(&out, 1 << 20);
	struct value *values = value_object(&arena);
	value_set_text(&arena, values, "a", SLICE("<text>"));
	value_set_bool(&arena, values, "b", true);
	struct value *list = value_set_list(&arena, values, "c");
	value_append_text(&arena, list, SLICE("1"));
	value_append_text(&arena, list, SLICE("2"));
	struct slice text = arena_copy(&arena, (struct slice){(const char *)data, size});
	if (mustache_parse(&arena, "fuzz", text, &problems, &template) == STATUS_OK &&
	    mustache_link(template, find_none, NULL) == STATUS_OK)
		mustache_run(template, values, &problems, &out);
	buffer_release(&out);
	arena_release(&arena);
	return 0;
}
