/* The first two bytes of all kana become one of three kanji, which Japanese of today has
   in 縺れ and hardly anywhere else; so it takes two. */
#include "garbled.h"

static const char *const signs[] = {"縺", "繧", "繝"};

enum { N_SIGNS = sizeof(signs) / sizeof(*signs), SIGN_BYTES = 3, APART_MAX = 9 };

/* The next of the three from `at` on; SLICE_NONE: none. */
static size_t next_sign(struct slice text, size_t at)
{
	size_t first = SLICE_NONE;
	for (size_t i = 0; i < N_SIGNS; i++) {
		size_t found = slice_find(text, slice_from(signs[i]), at);
		if (found < first)
			first = found;
	}
	return first;
}

struct span garbled_find(struct slice text)
{
	struct span all = {0, 0};
	size_t last = next_sign(text, 0);
	while (last != SLICE_NONE) {
		size_t next = next_sign(text, last + SIGN_BYTES);
		if (next != SLICE_NONE && next - last <= APART_MAX) {
			if (all.end == 0)
				all.start = last;
			all.end = next + SIGN_BYTES;
		}
		last = next;
	}
	return all;
}
