/* Codes in any text, found and parsed. */
#include "fuzz/fuzz.h"

#include "kb/scheme.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct scheme_set *schemes;
	struct arena arena;
	struct code_list codes;
	struct code code;
	struct problems problems;
	struct slice text = {(const char *)data, size};
	problems_init(&problems, NULL, LANG_EN);
	if (!schemes && scheme_set_new(NULL, 0, &problems, &schemes) != STATUS_OK)
		out_of_memory();
	arena_init(&arena);
	if (scheme_find(schemes, &arena, text, &codes) == STATUS_OK)
		for (size_t i = 0; i < codes.count; i++)
			if (codes.items[i].at.end > size ||
			    codes.items[i].at.start >= codes.items[i].at.end)
				__builtin_trap();
	(void)scheme_parse(schemes, &arena, text, &code);
	arena_release(&arena);
	return 0;
}
