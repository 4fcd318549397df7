/* The growing buffer: doubling, a hard maximum, and a sticky failure. */
#include "base/buffer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 256 };

void buffer_init(struct buffer *buffer, size_t max)
{
	*buffer = (struct buffer){.max = max};
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
	while (capacity < needed)
		capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
	char *ptr = realloc(buffer->ptr, capacity);
	if (!ptr) {
		buffer->failed = true;
		return false;
	}
	buffer->ptr = ptr;
	buffer->capacity = capacity;
	return true;
}

void buffer_append(struct buffer *buffer, const char *ptr, size_t len)
{
	if (!buffer_reserve(buffer, len))
		return;
	if (len)
		memcpy(buffer->ptr + buffer->len, ptr, len);
	buffer->len += len;
	buffer->ptr[buffer->len] = '\0';
}

void buffer_slice(struct buffer *buffer, struct slice text)
{
	buffer_append(buffer, text.ptr, text.len);
}

void buffer_str(struct buffer *buffer, const char *terminated)
{
	buffer_append(buffer, terminated, strlen(terminated));
}

void buffer_char(struct buffer *buffer, char c)
{
	buffer_append(buffer, &c, 1);
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
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	if (len >= 0 && buffer_reserve(buffer, (size_t)len)) {
		vsnprintf(buffer->ptr + buffer->len, (size_t)len + 1, format, again);
		buffer->len += (size_t)len;
	}
	va_end(again);
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buffer_vprintf(buffer, format, args);
	va_end(args);
}

void buffer_utf8(struct buffer *buffer, unsigned int c)
{
	if (c < 0x80) {
		buffer_char(buffer, (char)c);
	} else if (c < 0x800) {
		buffer_char(buffer, (char)(0xC0 | (c >> 6)));
		buffer_char(buffer, (char)(0x80 | (c & 0x3F)));
	} else if (c < 0x10000) {
		buffer_char(buffer, (char)(0xE0 | (c >> 12)));
		buffer_char(buffer, (char)(0x80 | ((c >> 6) & 0x3F)));
		buffer_char(buffer, (char)(0x80 | (c & 0x3F)));
	} else {
		buffer_char(buffer, (char)(0xF0 | (c >> 18)));
		buffer_char(buffer, (char)(0x80 | ((c >> 12) & 0x3F)));
		buffer_char(buffer, (char)(0x80 | ((c >> 6) & 0x3F)));
		buffer_char(buffer, (char)(0x80 | (c & 0x3F)));
	}
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
