/*
 * HRESULT and the other 32-bit codes that Windows shows in hexadecimal
 * (MS-ERREF section 2.1): 0x80070005, 0xC0000142. Some are written with
 * fewer digits; they are read as written.
 */
#include "scheme_kind.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MIN = 6, DIGITS_MAX = 8 };

static size_t hex_end(struct slice text, size_t i)
{
	while (ascii_is_hex(text_at(text, i)))
		i++;
	return i;
}

static enum status add_code(struct finder *finder, struct slice digits, struct span at)
{
	struct slice normal = arena_printf(finder->arena, "0x%.*s", SLICE_ARG(digits));
	if (!normal.ptr)
		return STATUS_NO_MEMORY;
	char *bytes = (char *)normal.ptr; /* just made */
	for (size_t i = 2; i < normal.len; i++)
		if (bytes[i] >= 'a')
			bytes[i] = (char)(bytes[i] - 'a' + 'A');
	return finder_add(finder, (struct code){.normal = normal, .at = at, .whole = at});
}

static enum status find(struct finder *finder)
{
	struct slice text = finder->text;
	enum status status = STATUS_OK;
	for (size_t at = 0; status == STATUS_OK && at + 1 < text.len;) {
		bool is_start = text.ptr[at] == '0' && ascii_lower(text.ptr[at + 1]) == 'x' &&
				!is_word_char(text_before(text, at));
		if (!is_start) {
			at++;
			continue;
		}
		size_t start = at + 2;
		size_t end = at = hex_end(text, start);
		size_t n = end - start;
		if (n >= DIGITS_MIN && n <= DIGITS_MAX && !is_word_char(text_at(text, end)))
			status = add_code(finder, slice_sub(text, start, end),
					  (struct span){start - 2, end});
	}
	return status;
}

/* Scripts and event logs show the code as a signed 32-bit number, -2147024891,
   or as an unsigned one. */
static bool from_decimal(struct slice text, unsigned int *value)
{
	bool is_negative = text_at(text, 0) == '-';
	struct slice digits = slice_skip(text, is_negative ? 1 : 0);
	if (digits.len != 10 || digits_end(digits, 0) != 10)
		return false;
	char number[11] = {0};
	memcpy(number, digits.ptr, 10);
	unsigned long long n = strtoull(number, NULL, 10);
	if (n > (is_negative ? 0x80000000ULL : 0xFFFFFFFFULL) ||
	    n < (is_negative ? 1 : 0x80000000ULL))
		return false;
	*value = (unsigned int)(is_negative ? 0x100000000ULL - n : n);
	return true;
}

static enum status parse(struct finder *finder)
{
	struct slice text = finder->text;
	struct span at = {0, text.len};
	size_t start = text_at(text, 0) == '0' && ascii_lower(text_at(text, 1)) == 'x' ? 2 : 0;
	struct slice digits = slice_skip(text, start);
	unsigned int value;
	if (hex_end(text, start) != text.len || !digits.len) {
		bool is_minus = slice_starts_with(text, SLICE("\xE2\x88\x92"));
		if (is_minus)
			text = arena_printf(finder->arena, "-%.*s", SLICE_ARG(slice_skip(text, 3)));
		if (!from_decimal(text, &value))
			return text.ptr ? STATUS_OK : STATUS_NO_MEMORY;
	} else if (!from_decimal(text, &value)) {
		/* Without 0x only a failure's eight digits: not a year, nor a number. */
		bool is_bare = start == 0;
		bool is_failure = strchr("89abcdefABCDEF", text_at(digits, 0)) != NULL;
		if (digits.len > DIGITS_MAX || digits.len < (is_bare ? DIGITS_MAX : DIGITS_MIN) ||
		    (is_bare && !is_failure))
			return STATUS_OK;
		return add_code(finder, digits, at);
	}
	struct slice made = arena_printf(finder->arena, "%08X", value);
	return made.ptr ? add_code(finder, made, at) : STATUS_NO_MEMORY;
}

const struct scheme_kind scheme_hresult = {.name = "hresult", .find = find, .parse = parse};
