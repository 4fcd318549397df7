#include "support/vectors.h"

#include <string.h>

static struct slice unescape(struct arena *arena, struct slice text)
{
	static const char letters[] = "nrt\\";
	static const char meant[] = "\n\r\t\\";
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		const char *letter = NULL;
		if (text.ptr[i] == '\\' && i + 1 < text.len)
			letter = strchr(letters, text.ptr[i + 1]);
		out[len++] = letter ? meant[letter - letters] : text.ptr[i];
		i += letter != NULL;
	}
	return (struct slice){out, len};
}

bool vector_read(struct arena *arena, struct slice line, struct vector *out)
{
	size_t tab = slice_find_char(line, '\t', 0);
	if (tab == SLICE_NONE)
		return false;
	out->input = unescape(arena, slice_sub(line, 0, tab));
	out->expected = unescape(arena, slice_skip(line, tab + 1));
	return true;
}
