/* Numbers as bytes, and the order of codes. */
#include "catalogue_format.h"

#include <endian.h>

uint32_t get_u32(const char *at)
{
	const unsigned char *bytes = (const unsigned char *)at;
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

uint64_t get_u64(const char *at)
{
	return get_u32(at) | (uint64_t)get_u32(at + 4) << 32;
}

void put_u32(struct buffer *out, uint32_t number)
{
	uint32_t bytes = htole32(number);
	buffer_append(out, (const char *)&bytes, sizeof(bytes));
}

void put_u64(struct buffer *out, uint64_t number)
{
	put_u32(out, (uint32_t)number);
	put_u32(out, (uint32_t)(number >> 32));
}

/* The digits at `*at`, without leading zeros, which it moves behind. */
static struct slice take_number(struct slice text, size_t *at)
{
	size_t start = *at;
	while (start + 1 < text.len && text.ptr[start] == '0' &&
	       ascii_is_digit(text.ptr[start + 1]))
		start++;
	size_t end = start;
	while (end < text.len && ascii_is_digit(text.ptr[end]))
		end++;
	*at = end;
	return slice_sub(text, start, end);
}

static int compare_numbers(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return slice_compare(a, b);
}

int catalogue_compare_codes(struct slice a, struct slice b)
{
	size_t i = 0;
	size_t j = 0;
	while (i < a.len && j < b.len) {
		if (ascii_is_digit(a.ptr[i]) && ascii_is_digit(b.ptr[j])) {
			int order = compare_numbers(take_number(a, &i), take_number(b, &j));
			if (order)
				return order;
			continue;
		}
		unsigned char left = (unsigned char)a.ptr[i++];
		unsigned char right = (unsigned char)b.ptr[j++];
		if (left != right)
			return left < right ? -1 : 1;
	}
	if (i < a.len || j < b.len)
		return i < a.len ? 1 : -1;
	return slice_compare(a, b); /* leading zeros */
}
