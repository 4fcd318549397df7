/* Cut behind a sentence, before a word, or between two characters. */
#include "description.h"

#include <string.h>

enum { WORD_MAX = 60 }; /* bytes; what has no blank for longer is cut between characters */

/* The one that it ends with, or nothing. */
static struct slice end_of(struct slice text, const char *const *words)
{
	while (*words && !slice_ends_with(text, slice_from(*words)))
		words++;
	return *words ? slice_from(*words) : (struct slice){0};
}

/* "e.g." and "U.S." have a point that ends no sentence. */
static bool is_abbreviation(struct slice text)
{
	return text.len > 2 && text.ptr[text.len - 1] == '.' && text.ptr[text.len - 3] == '.';
}

/* Whether a sentence ends with the first `end` bytes, one or more. */
static bool is_sentence_end(struct slice text, size_t end)
{
	static const char *const wide[] = {"。", "！", "？", NULL};
	static const char *const narrow[] = {".", "!", "?", NULL};
	static const char *const closing[] = {"」", "』", "）", ")", NULL};
	static const char last_bytes[] = ".!?\x81\x82\x9F"; /* of any of them */
	struct slice before = slice_sub(text, 0, end);
	struct slice behind = slice_skip(text, end);
	if (!memchr(last_bytes, text.ptr[end - 1], sizeof(last_bytes) - 1))
		return false;
	if (end_of(before, wide).len)
		return !slice_starts_with_one_of(behind, closing);
	return end_of(before, narrow).len && !is_abbreviation(before) && behind.len &&
	       ascii_is_blank(*behind.ptr);
}

/* The end of the last sentence of the room; 0 where that is nearly empty. */
static size_t last_sentence_end(struct slice text, size_t room)
{
	for (size_t end = room; end > DESCRIPTION_MAX / 2; end--)
		if (is_sentence_end(text, end))
			return end;
	return 0;
}

static size_t last_word_end(struct slice text, size_t room)
{
	for (size_t end = room; end > 0 && end + WORD_MAX > room; end--)
		if (ascii_is_blank(text.ptr[end]))
			return end;
	return room;
}

/* A comma or an open bracket before "…" looks like a mistake. */
static struct slice without_loose_end(struct slice text)
{
	static const char *const loose[] = {" ", ",", ";", ":", "(", "、", "（", "「", "『", NULL};
	for (size_t len; (len = end_of(text, loose).len);)
		text = slice_sub(text, 0, text.len - len);
	return text;
}

struct slice description_fit(struct arena *arena, struct slice text)
{
	const struct slice more = SLICE("…");
	if (text.len <= DESCRIPTION_MAX)
		return text;
	size_t room = slice_cut(text, DESCRIPTION_MAX - more.len).len;
	size_t end = last_sentence_end(text, room);
	if (end)
		return slice_sub(text, 0, end);
	struct slice words = without_loose_end(slice_sub(text, 0, last_word_end(text, room)));
	return arena_join(arena, words, more);
}
