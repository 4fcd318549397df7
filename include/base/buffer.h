/*
 * A growing run of bytes with a stated maximum. An append that would pass
 * the maximum, or for which memory is out, changes nothing and sets
 * `failed`; later appends do nothing, so a writer checks once, at the end.
 *
 *     struct buffer out;
 *     buffer_init(&out, BUFFER_MAX_PAGE);
 *     buffer_str(&out, "<p>");
 *     …
 *     if (out.failed) …
 *     buffer_release(&out);
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/slice.h"

#include <stdarg.h>

/* Read `ptr` (terminated once anything was appended), `len` and `failed`;
   leave the rest alone. */
struct buffer {
	char *ptr;
	size_t len;
	size_t capacity;
	size_t max;
	bool failed;
};

/* More than any page, report or article that is accepted. */
#define BUFFER_MAX_PAGE ((size_t)1 << 30)

void buffer_init(struct buffer *buffer, size_t max);
void buffer_release(struct buffer *buffer);

/* Over memory of somebody else: what has no room there, with a NUL, fails. Not to be
   released. */
void buffer_init_in(struct buffer *buffer, void *memory, size_t size);
void buffer_clear(struct buffer *buffer); /* empty, not failed, memory kept */

/* Private: where there is no room yet. */
void buffer_append_slow(struct buffer *buffer, const char *ptr, size_t len);

static inline void buffer_append(struct buffer *buffer, const char *ptr, size_t len)
{
	if (buffer->failed || len >= buffer->capacity - buffer->len) {
		buffer_append_slow(buffer, ptr, len);
		return;
	}
	/* What has a length has a pointer; the analyser cannot know. */
	// NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker)
	if (len)
		memcpy(buffer->ptr + buffer->len, ptr, len);
	buffer->len += len;
	buffer->ptr[buffer->len] = '\0';
}

static inline void buffer_slice(struct buffer *buffer, struct slice text)
{
	buffer_append(buffer, text.ptr, text.len);
}

static inline void buffer_char(struct buffer *buffer, char c)
{
	buffer_append(buffer, &c, 1);
}

/* Here, so that a literal's length is known and its bytes are part of the code. */
static inline void buffer_str(struct buffer *buffer, const char *terminated)
{
	buffer_append(buffer, terminated, strlen(terminated));
}

void buffer_repeat(struct buffer *buffer, char c, size_t count);
__attribute__((format(printf, 2, 3))) void buffer_printf(struct buffer *buffer, const char *format,
							 ...);
__attribute__((format(printf, 2, 0))) void buffer_vprintf(struct buffer *buffer, const char *format,
							  va_list args);

/* Appends a number in decimal. */
void buffer_number(struct buffer *buffer, size_t number);

/* Appends a code point as UTF-8. */
void buffer_utf8(struct buffer *buffer, unsigned int code_point);

/* Cuts the buffer back to `len` bytes. */
void buffer_truncate(struct buffer *buffer, size_t len);

/* Makes room for `extra` more bytes; false, and `failed`, when it cannot. */
bool buffer_reserve(struct buffer *buffer, size_t extra);

/* Borrowed until the next change. */
struct slice buffer_view(const struct buffer *buffer);
struct slice buffer_view_from(const struct buffer *buffer, size_t start);

#endif
