/* Front matter, and YAML with it. */
#include "fuzz/fuzz.h"

#include "source/front_matter.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct slice bytes = {(const char *)data, size};
	struct arena arena;
	struct lines lines;
	struct findings findings;
	struct front_matter front;
	arena_init(&arena);
	if (lines_init(&lines, &arena, bytes) != STATUS_OK)
		out_of_memory();
	findings_init(&findings, &arena, "fuzz.md", &lines);
	if (front_matter_read(&front, &arena, bytes, &findings) == STATUS_OK &&
	    front.whole.end > size)
		__builtin_trap();
	findings_release(&findings);
	arena_release(&arena);
	return 0;
}
