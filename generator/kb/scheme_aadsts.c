/* Microsoft Entra's sign-in errors: AADSTS and four to seven digits, now and
   then with a blank or a hyphen between. */
#include "scheme_kind.h"

enum { DIGITS_MIN = 4, DIGITS_MAX = 7 };

static const struct slice prefix = {"aadsts", 6};

/* The code at `at`: its digits and their end. False where there is none. */
static bool read_code(struct slice text, size_t at, struct slice *digits, size_t *end)
{
	if (!slice_eq_nocase(slice_sub(text, at, at + prefix.len), prefix))
		return false;
	size_t start = at + prefix.len;
	char sign = text_at(text, start);
	bool is_apart = sign == ' ' || sign == '-';
	start += is_apart;
	*end = digits_end(text, start);
	*digits = slice_sub(text, start, *end);
	bool is_good = digits->len >= DIGITS_MIN && digits->len <= DIGITS_MAX;
	/* "AADSTS 12" is no code with too few digits. */
	return digits->len && (is_good || !is_apart) && !is_word_char(text_at(text, *end));
}

static enum status add_code(struct finder *finder, struct slice digits, struct span at)
{
	bool is_good = digits.len >= DIGITS_MIN && digits.len <= DIGITS_MAX;
	struct code code = {.at = at, .whole = at, .faults = is_good ? 0 : CODE_DIGITS};
	code.normal = arena_printf(finder->arena, "AADSTS%.*s", SLICE_ARG(digits));
	return finder_add(finder, code);
}

static enum status find(struct finder *finder)
{
	struct slice text = finder->text;
	enum status status = STATUS_OK;
	for (size_t at = 0; status == STATUS_OK && at < text.len; at++) {
		struct slice digits;
		size_t end;
		if (ascii_lower(text.ptr[at]) != 'a' || is_word_char(text_before(text, at)) ||
		    !read_code(text, at, &digits, &end))
			continue;
		status = add_code(finder, digits, (struct span){at, end});
		at = end - 1;
	}
	return status;
}

static enum status parse(struct finder *finder)
{
	struct slice digits;
	size_t end;
	if (!read_code(finder->text, 0, &digits, &end) || end != finder->text.len)
		return STATUS_OK;
	return add_code(finder, digits, (struct span){0, end});
}

const struct scheme_kind scheme_aadsts = {.name = "aadsts", .find = find, .parse = parse};
