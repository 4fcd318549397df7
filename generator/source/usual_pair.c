/* One piece after the other, each where the one before it ends. */
#include "usual_pair.h"

enum { ID_MAX = 100 }; /* bytes, as for any tag (span_tag.c) */

/* Here inline, as the words' lengths are known. */
static inline bool take(struct slice bytes, size_t *at, struct slice word)
{
	if (!slice_starts_with(slice_skip(bytes, *at), word))
		return false;
	*at += word.len;
	return true;
}

static bool takes_id(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

/* The id, its closing quote and the tag's end. */
static bool take_id(struct slice bytes, size_t *at, struct slice *id)
{
	size_t end = *at;
	size_t limit = bytes.len - end < ID_MAX ? bytes.len : end + ID_MAX;
	while (end < limit && takes_id(bytes.ptr[end]))
		end++;
	*id = slice_sub(bytes, *at, end);
	*at = end;
	return id->len && take(bytes, at, SLICE("\">"));
}

/* Up to the first tag of a span, which is left to what comes next. */
static bool take_text(struct slice bytes, size_t *at, struct span *text)
{
	text->start = *at;
	for (; (*at = slice_find_char(bytes, '<', *at)) != SLICE_NONE; ++*at) {
		struct slice rest = slice_skip(bytes, *at);
		text->end = *at;
		if (slice_starts_with(rest, SLICE("</span")))
			return true;
		if (slice_starts_with(rest, SLICE("<span")))
			return false;
	}
	return false;
}

bool usual_pair_read(struct slice bytes, size_t at, struct usual_pair *pair)
{
	pair->whole.start = at;
	bool is_usual =
		take(bytes, &at, SLICE("<span data-ttu-id=\"")) && take_id(bytes, &at, &pair->id) &&
		take_text(bytes, &at, &pair->target) &&
		take(bytes, &at, SLICE("</span><span class=\"sxs-lookup\"><span data-stu-id=\"")) &&
		take(bytes, &at, pair->id) && take(bytes, &at, SLICE("\">")) &&
		take_text(bytes, &at, &pair->source) && take(bytes, &at, SLICE("</span></span>"));
	pair->whole.end = at;
	return is_usual;
}
