/* Plain YAML, which is read without libyaml: the tree is the one that libyaml's events
   make. */
#include "fuzz/fuzz.h"

#include "source/yaml_plain.h"

#include "source/yaml_trees.h"

/* The seeds are articles. */
static struct span front_matter_of(struct slice bytes)
{
	size_t start = slice_starts_with(bytes, SLICE("---\n")) ? 4 : 0;
	size_t end = slice_find(bytes, SLICE("\n---"), start);
	return (struct span){start, end == SLICE_NONE ? bytes.len : end};
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct slice bytes = {(const char *)data, size};
	struct span part = front_matter_of(bytes);
	struct slice text = slice_sub(bytes, part.start, part.end);
	struct arena arena;
	arena_init(&arena);
	const struct yaml_node *plain =
		yaml_plain_read(&arena, text, (struct span){0, text.len}, 1);
	check(!plain || yaml_trees_equal(plain, libyaml_tree(&arena, text)));
	arena_release(&arena);
	return 0;
}
