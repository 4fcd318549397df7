/*
 * A slice is text that somebody else owns: pointer and length, not
 * terminated. Slices into an article's bytes make an offset a subtraction.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *ptr; /* never NULL in a slice that has a length */
	size_t len;      /* bytes */
};

/* A half-open range of byte offsets, [start, end). */
struct span {
	size_t start;
	size_t end;
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_NONE     ((size_t)-1)

/* For "%.*s". */
#define SLICE_ARG(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

/* What is asked of nearly every byte is defined here, to be a part of the loop
   that asks. */

/* NULL gives the empty slice. */
static inline struct slice slice_from(const char *terminated)
{
	return (struct slice){terminated, terminated ? strlen(terminated) : 0};
}

static inline struct slice slice_between(const char *start, const char *end)
{
	return (struct slice){start, (size_t)(end - start)};
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	/* A slice that has a length has a pointer; the analyser cannot know. */
	// NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker)
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool slice_eq_str(struct slice a, const char *b)
{
	return slice_eq(a, slice_from(b));
}

bool slice_eq_nocase(struct slice a, struct slice b); /* ASCII case only */
int slice_compare(struct slice a, struct slice b);    /* by bytes, as memcmp */

/* The part from `start` up to `end`; both are cut to the slice. */
static inline struct slice slice_sub(struct slice s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (start >= end)
		return (struct slice){end ? s.ptr + end : s.ptr, 0};
	return (struct slice){s.ptr + start, end - start};
}

static inline struct slice slice_skip(struct slice s, size_t n)
{
	return slice_sub(s, n, s.len);
}

/* A byte that goes on with a character of UTF-8, 10xxxxxx: the lowest of all, where bytes
   are numbers with a sign. */
static inline bool utf8_is_trail(char c)
{
	return (signed char)c < -64;
}

/* Its first bytes, `max` at most, with no part of a character of UTF-8. */
static inline struct slice slice_cut(struct slice s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && utf8_is_trail(s.ptr[max]))
		max--;
	return slice_sub(s, 0, max);
}

static inline bool slice_starts_with(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len && slice_eq(slice_sub(s, 0, prefix.len), prefix);
}

static inline bool slice_ends_with(struct slice s, struct slice suffix)
{
	return s.len >= suffix.len && slice_eq(slice_skip(s, s.len - suffix.len), suffix);
}

/* In any case of ASCII. */
static inline bool slice_ends_with_nocase(struct slice s, struct slice suffix)
{
	return s.len >= suffix.len && slice_eq_nocase(slice_skip(s, s.len - suffix.len), suffix);
}

/* Offset of the first byte or text at or after `from`, or SLICE_NONE. */
static inline size_t slice_find_char(struct slice s, char c, size_t from)
{
	if (from >= s.len)
		return SLICE_NONE;
	const char *hit = memchr(s.ptr + from, (unsigned char)c, s.len - from);
	return hit ? (size_t)(hit - s.ptr) : SLICE_NONE;
}

size_t slice_count_char(struct slice s, char c);
size_t slice_find(struct slice s, struct slice needle, size_t from);
bool slice_contains(struct slice s, struct slice needle);

/* Lists of texts end with NULL. */
bool slice_is_one_of(struct slice s, const char *const *list);
bool slice_is_one_of_nocase(struct slice s, const char *const *list); /* ASCII */
bool slice_starts_with_one_of(struct slice s, const char *const *list);
bool slice_ends_with_one_of(struct slice s, const char *const *list);

bool slice_is_blank(struct slice s);

/* Splits off the first line, without its line end (\n or \r\n), and moves
   `rest` behind it. False when `rest` is empty. */
bool slice_next_line(struct slice *rest, struct slice *line);

/* ASCII classes that no locale changes. */

/* Blank, tab, \n, \v, \f, \r. */
static inline bool ascii_is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Private: where there is something to be taken off. */
struct slice slice_trim_slow(struct slice s);

/* Without ASCII blanks, tabs and line ends at both ends; mostly there are none. */
static inline struct slice slice_trim(struct slice s)
{
	bool is_trimmed =
		s.len == 0 || (!ascii_is_blank(s.ptr[0]) && !ascii_is_blank(s.ptr[s.len - 1]));
	return is_trimmed ? s : slice_trim_slow(s);
}

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_alpha(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26; /* the cases differ in one bit */
}

static inline bool ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c); /* which of them most are comes first */
}

static inline bool ascii_is_punct(char c)
{
	return c > ' ' && c < 0x7f && !ascii_is_alnum(c);
}

static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline bool ascii_is_hex(char c)
{
	char lower = ascii_lower(c);
	return ascii_is_digit(c) || (lower >= 'a' && lower <= 'f');
}

#endif
