/* Words that were several. */
#include "qmail.h"

static const struct slice mark = {":_", 2};

/* The word around `at`; returns its end. */
static size_t open_word(char *bytes, size_t len, size_t at)
{
	while (at > 0 && !ascii_is_blank(bytes[at - 1]))
		at--;
	for (; at < len && !ascii_is_blank(bytes[at]); at++)
		if (bytes[at] == '_')
			bytes[at] = ' ';
	return at;
}

struct slice qmail_with_blanks(struct arena *arena, struct slice text)
{
	size_t at = slice_find(text, mark, 0);
	if (at == SLICE_NONE)
		return text;
	struct slice copy = arena_copy(arena, text);
	for (; at != SLICE_NONE; at = slice_find(copy, mark, at))
		at = open_word((char *)copy.ptr, copy.len, at); /* just made */
	return copy;
}
