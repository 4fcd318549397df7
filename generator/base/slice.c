/* Slices: comparing, searching and cutting text without copying it. */
#include "base/slice.h"

#include <string.h>

struct slice slice_from(const char *terminated)
{
	return (struct slice){terminated, terminated ? strlen(terminated) : 0};
}

struct slice slice_between(const char *start, const char *end)
{
	return (struct slice){start, (size_t)(end - start)};
}

bool slice_eq(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool slice_eq_str(struct slice a, const char *b)
{
	return slice_eq(a, slice_from(b));
}

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

bool slice_starts_with(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len && slice_eq(slice_sub(s, 0, prefix.len), prefix);
}

bool slice_ends_with(struct slice s, struct slice suffix)
{
	return s.len >= suffix.len && slice_eq(slice_skip(s, s.len - suffix.len), suffix);
}

size_t slice_find_char(struct slice s, char c, size_t from)
{
	if (from >= s.len)
		return SLICE_NONE;
	const char *hit = memchr(s.ptr + from, c, s.len - from);
	return hit ? (size_t)(hit - s.ptr) : SLICE_NONE;
}

size_t slice_find(struct slice s, struct slice needle, size_t from)
{
	if (from > s.len)
		return SLICE_NONE;
	if (needle.len == 0)
		return from;
	if (s.len - from < needle.len)
		return SLICE_NONE;
	const char *hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
	return hit ? (size_t)(hit - s.ptr) : SLICE_NONE;
}

bool slice_contains(struct slice s, struct slice needle)
{
	return slice_find(s, needle, 0) != SLICE_NONE;
}

struct slice slice_sub(struct slice s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (start >= end)
		return (struct slice){s.ptr ? s.ptr + end : NULL, 0};
	return (struct slice){s.ptr + start, end - start};
}

struct slice slice_skip(struct slice s, size_t n)
{
	return slice_sub(s, n, s.len);
}

struct slice slice_trim(struct slice s)
{
	while (s.len && ascii_is_blank(s.ptr[0]))
		s = slice_skip(s, 1);
	while (s.len && ascii_is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool slice_is_blank(struct slice s)
{
	return slice_trim(s).len == 0;
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
