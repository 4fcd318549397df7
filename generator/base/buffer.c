/* The growing buffer: doubling, at first in larger steps, a hard maximum, and a
   sticky failure. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 1024, SMALL = 64 * 1024 };

void buffer_init(struct buffer *buffer, size_t max)
{
	*buffer = (struct buffer){.max = max};
}

void buffer_init_in(struct buffer *buffer, void *memory, size_t size)
{
	*buffer = (struct buffer){.ptr = memory, .capacity = size, .max = size ? size - 1 : 0};
}

void buffer_release(struct buffer *buffer)
{
	free(buffer->ptr);
	*buffer = (struct buffer){.max = buffer->max};
}

void buffer_clear(struct buffer *buffer)
{
	buffer->len = 0;
	buffer->failed = false;
}

bool buffer_reserve(struct buffer *buffer, size_t extra)
{
	if (buffer->failed)
		return false;
	if (extra > buffer->max || buffer->len > buffer->max - extra) {
		buffer->failed = true;
		return false;
	}
	size_t needed = buffer->len + extra + 1; /* the terminator */
	if (needed <= buffer->capacity)
		return true;
	size_t capacity = buffer->capacity ? buffer->capacity : CAPACITY_FIRST;
	while (capacity < needed && capacity < SMALL)
		capacity *= 4; /* each time all that was written is copied */
	while (capacity < needed)
		capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
	if (capacity > buffer->max && buffer->max < SIZE_MAX)
		capacity = buffer->max + 1; /* so that room is room below the maximum */
	char *ptr = realloc(buffer->ptr, capacity);
	if (!ptr) {
		buffer->failed = true;
		return false;
	}
	buffer->ptr = ptr;
	buffer->capacity = capacity;
	return true;
}

void buffer_append_slow(struct buffer *buffer, const char *ptr, size_t len)
{
	if (!buffer_reserve(buffer, len))
		return;
	if (len)
		memcpy(buffer->ptr + buffer->len, ptr, len);
	buffer->len += len;
	buffer->ptr[buffer->len] = '\0';
}

void buffer_repeat(struct buffer *buffer, char c, size_t count)
{
	if (!buffer_reserve(buffer, count))
		return;
	memset(buffer->ptr + buffer->len, c, count);
	buffer->len += count;
	buffer->ptr[buffer->len] = '\0';
}

void buffer_vprintf(struct buffer *buffer, const char *format, va_list args)
{
	enum { FIRST_TRY = 128 }; /* mostly it is enough, and once is enough */
	va_list again;
	va_copy(again, args);
	size_t left = buffer->max - buffer->len;
	bool has_room = !buffer->failed && left > FIRST_TRY && buffer_reserve(buffer, FIRST_TRY);
	size_t room = has_room ? buffer->capacity - buffer->len : 0;
	int len = vsnprintf(has_room ? buffer->ptr + buffer->len : NULL, room, format, args);
	bool is_done = len >= 0 && (size_t)len < room;
	if (!is_done && len >= 0 && buffer_reserve(buffer, (size_t)len)) {
		vsnprintf(buffer->ptr + buffer->len, (size_t)len + 1, format, again);
		is_done = true;
	}
	if (is_done)
		buffer->len += (size_t)len;
	else if (has_room)
		buffer->ptr[buffer->len] = '\0';
	va_end(again);
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buffer_vprintf(buffer, format, args);
	va_end(args);
}

void buffer_number(struct buffer *buffer, size_t number)
{
	enum { DIGITS_MAX = 20 }; /* of 64 bits */
	char digits[DIGITS_MAX];
	size_t start = DIGITS_MAX;
	do {
		digits[--start] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	buffer_append(buffer, digits + start, DIGITS_MAX - start);
}

void buffer_utf8(struct buffer *buffer, unsigned int c)
{
	char bytes[4];
	size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = len - 1; i > 0; i--, c >>= 6)
		bytes[i] = (char)(0x80 | (c & 0x3F));
	bytes[0] = (char)(leads[len] | c);
	buffer_append(buffer, bytes, len);
}

void buffer_truncate(struct buffer *buffer, size_t len)
{
	if (len < buffer->len) {
		buffer->len = len;
		buffer->ptr[len] = '\0';
	}
}

struct slice buffer_view(const struct buffer *buffer)
{
	return (struct slice){buffer->ptr, buffer->len};
}

struct slice buffer_view_from(const struct buffer *buffer, size_t start)
{
	return slice_skip(buffer_view(buffer), start);
}
