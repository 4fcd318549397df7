/* Slices: comparing, searching and cutting text without copying it. */
#include "base/slice.h"

#include <string.h>

bool slice_eq_nocase(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
			return false;
	return true;
}

int slice_compare(struct slice a, struct slice b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/* How often a byte stands in articles, roughly, from '1', seldom, to '4': letters,
   blanks, what begins Japanese characters and the second byte of kana are
   everywhere. Sixteen bytes a row. */
static const char commonness[] = "1111111111111111"
				 "1111111111111111"
				 "3111111111111111" /* the blank */
				 "2222222222111111" /* digits */
				 "1222222222222222" /* capitals */
				 "2222222222211111"
				 "1333333333333333" /* small letters */
				 "3333333333311111"
				 "4444222222222222"
				 "2222222222222222"
				 "2222222222222222"
				 "2222222222222222"
				 "2222222222222222"
				 "2222222222222222"
				 "2224444444222222" /* E3 to E9 */
				 "2222222222222222";

static char commonness_of(char c)
{
	return commonness[(unsigned char)c];
}

/* In a short text a good guess is worth more than the rarest: of Japanese the
   last, which alone tells one kana from another. */
static size_t guess_rare_byte(struct slice text)
{
	return (unsigned char)text.ptr[0] >= 0xE3 ? text.len - 1 : 0;
}

static size_t rarest_byte(struct slice text)
{
	size_t rarest = 0;
	for (size_t i = 1; i < text.len; i++)
		if (commonness_of(text.ptr[i]) < commonness_of(text.ptr[rarest]))
			rarest = i;
	return rarest;
}

/* Where the rarest byte of a short needle is looked for, memchr goes over the
   text several times faster than memmem does. A long needle is left to that, as
   it stays linear whatever the two texts are. */
static size_t find_short(struct slice s, struct slice needle, size_t from)
{
	enum { WORTH_CHOOSING = 128 };
	bool is_long = s.len - from >= WORTH_CHOOSING;
	size_t rare = is_long ? rarest_byte(needle) : guess_rare_byte(needle);
	size_t last = needle.len - 1;
	size_t end = s.len - last;
	while (from < end) {
		const char *hit = memchr(s.ptr + from + rare, needle.ptr[rare], end - from);
		if (!hit)
			return SLICE_NONE;
		from = (size_t)(hit - s.ptr) - rare;
		if (s.ptr[from] == needle.ptr[0] && s.ptr[from + last] == needle.ptr[last] &&
		    memcmp(s.ptr + from, needle.ptr, needle.len) == 0)
			return from;
		from++;
	}
	return SLICE_NONE;
}

size_t slice_find(struct slice s, struct slice needle, size_t from)
{
	enum { SHORT = 16 };
	if (from > s.len)
		return SLICE_NONE;
	if (needle.len == 0)
		return from;
	if (s.len - from < needle.len)
		return SLICE_NONE;
	if (needle.len <= SHORT)
		return find_short(s, needle, from);
	const char *hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
	return hit ? (size_t)(hit - s.ptr) : SLICE_NONE;
}

size_t slice_count_char(struct slice s, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == c;
	return n;
}

bool slice_contains(struct slice s, struct slice needle)
{
	return slice_find(s, needle, 0) != SLICE_NONE;
}

bool slice_is_one_of(struct slice s, const char *const *list)
{
	while (*list && !slice_eq_str(s, *list))
		list++;
	return *list != NULL;
}

bool slice_is_one_of_nocase(struct slice s, const char *const *list)
{
	while (*list && !slice_eq_nocase(s, slice_from(*list)))
		list++;
	return *list != NULL;
}

bool slice_starts_with_one_of(struct slice s, const char *const *list)
{
	while (*list && !slice_starts_with(s, slice_from(*list)))
		list++;
	return *list != NULL;
}

bool slice_ends_with_one_of(struct slice s, const char *const *list)
{
	while (*list && !slice_ends_with(s, slice_from(*list)))
		list++;
	return *list != NULL;
}

struct slice slice_trim_slow(struct slice s)
{
	while (s.len && ascii_is_blank(s.ptr[0]))
		s = slice_skip(s, 1);
	while (s.len && ascii_is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool slice_is_blank(struct slice s)
{
	size_t at = 0;
	while (at < s.len && ascii_is_blank(s.ptr[at]))
		at++;
	return at == s.len;
}

bool slice_next_line(struct slice *rest, struct slice *line)
{
	if (rest->len == 0)
		return false;
	size_t end = slice_find_char(*rest, '\n', 0);
	size_t next = end == SLICE_NONE ? rest->len : end + 1;
	if (end == SLICE_NONE)
		end = rest->len;
	if (end > 0 && rest->ptr[end - 1] == '\r')
		end--;
	*line = slice_sub(*rest, 0, end);
	*rest = slice_skip(*rest, next);
	return true;
}
