/*
 * Office's installer codes: five digits, a hyphen, one to five digits
 * (30125-4, 30125-1011). Postal codes, telephone numbers and ranges of
 * numbers look alike and are passed over.
 */
#include "scheme_kind.h"

#include <string.h>

enum { FIRST_DIGITS = 5, LAST_DIGITS_MAX = 5 };

/* Hyphen-minus, hyphen, en dash, minus. */
static const char *const hyphens[] = {"-", "\xE2\x80\x90", "\xE2\x80\x93", "\xE2\x88\x92"};

enum { N_HYPHENS = sizeof(hyphens) / sizeof(*hyphens) };

/* Bytes of the hyphen at `i`, or 0. */
static size_t hyphen_at(struct slice text, size_t i)
{
	char first = text_at(text, i); /* asked behind every number: the first byte tells most */
	for (size_t k = 0; k < N_HYPHENS; k++)
		if (first == hyphens[k][0] &&
		    slice_starts_with(slice_skip(text, i), slice_from(hyphens[k])))
			return strlen(hyphens[k]);
	return 0;
}

static bool has_hyphen_before(struct slice text, size_t start)
{
	for (size_t k = 0; k < N_HYPHENS; k++)
		if (slice_ends_with(slice_sub(text, 0, start), slice_from(hyphens[k])))
			return true;
	return false;
}

/* Reads "30125-4" at `at`. */
static bool read_code(struct slice text, size_t at, struct slice *first, struct slice *last,
		      size_t *end)
{
	size_t middle = digits_end(text, at);
	size_t hyphen = hyphen_at(text, middle);
	if (middle - at != FIRST_DIGITS || !hyphen)
		return false;
	*end = digits_end(text, middle + hyphen);
	*first = slice_sub(text, at, middle);
	*last = slice_sub(text, middle + hyphen, *end);
	return last->len >= 1 && last->len <= LAST_DIGITS_MAX;
}

static bool is_joined(struct slice text, size_t start, size_t end)
{
	char before = text_before(text, start);
	char after = text_at(text, end);
	bool goes_on = ascii_is_digit(text_at(text, end + 1));
	if (is_word_char(before) || has_hyphen_before(text, start))
		return true;
	if (before && strchr(".+/$@\\", before))
		return true;
	if (before == ',' && ascii_is_digit(text_before(text, start - 1)))
		return true;
	if (is_word_char(after) || (after && strchr("@%\\", after)) || hyphen_at(text, end))
		return true;
	return after && strchr("./,:", after) && goes_on;
}

/* "Washington 98052-6399", and "GA 30125-1011"; Office's own codes begin with 3. */
static bool is_postal(struct slice text, size_t start, struct slice last)
{
	struct slice before = slice_sub(text, 0, start);
	if (last.len != 4)
		return false;
	if (text.ptr[start] != '3')
		return true;
	if (text_before(text, start) != ' ' || before.len < 3)
		return false;
	const char *state = before.ptr + before.len - 3;
	return ascii_is_upper(state[0]) && ascii_is_upper(state[1]) &&
	       !ascii_is_alpha(text_before(text, start - 3));
}

static bool is_number_range(struct slice first, struct slice last)
{
	return last.len == FIRST_DIGITS && digits_value(first) < digits_value(last);
}

static enum status add_code(struct finder *finder, struct slice first, struct slice last,
			    struct span at)
{
	struct slice normal =
		arena_printf(finder->arena, "%.*s-%.*s", SLICE_ARG(first), SLICE_ARG(last));
	return finder_add(finder, (struct code){.normal = normal, .at = at, .whole = at});
}

static enum status find(struct finder *finder)
{
	struct slice text = finder->text;
	enum status status = STATUS_OK;
	for (size_t at = 0; status == STATUS_OK && at < text.len; at++) {
		if (!ascii_is_digit(text.ptr[at]))
			continue;
		struct slice first;
		struct slice last;
		size_t end = 0;
		if (!read_code(text, at, &first, &last, &end)) {
			at = digits_end(text, at) - 1;
			continue;
		}
		bool is_said = context_before(text, at) == CONTEXT_CODE;
		bool is_other = is_postal(text, at, last) || is_number_range(first, last);
		if (!is_joined(text, at, end) && (is_said || !is_other))
			status = add_code(finder, first, last, (struct span){at, end});
		at = end - 1;
	}
	return status;
}

static enum status parse(struct finder *finder)
{
	struct slice first;
	struct slice last;
	size_t end = 0;
	if (!read_code(finder->text, 0, &first, &last, &end) || end != finder->text.len)
		return STATUS_OK;
	return add_code(finder, first, last, (struct span){0, end});
}

const struct scheme_kind scheme_office = {.name = "office", .find = find, .parse = parse};
