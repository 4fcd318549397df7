/* Seven bits a byte, the least first; the high bit says that more follow. A word is as
   the processor has it. */
#include "base/record.h"

#include <string.h>

enum { BITS = 7, MORE = 0x80, BITS_MAX = 64 };

void record_put_number(struct buffer *out, uint64_t number)
{
	if (number < MORE) { /* as most are */
		buffer_char(out, (char)number);
		return;
	}
	char bytes[10];
	size_t len = 0;
	for (; number >= MORE; number >>= BITS)
		bytes[len++] = (char)(number | MORE);
	bytes[len++] = (char)number;
	buffer_append(out, bytes, len);
}

void record_put_word(struct buffer *out, uint64_t word)
{
	buffer_append(out, (const char *)&word, sizeof(word));
}

void record_put_text(struct buffer *out, struct slice text)
{
	record_put_number(out, text.len);
	buffer_slice(out, text);
	buffer_char(out, '\0');
}

static void fail(struct record *record)
{
	record->failed = true;
	record->rest.len = 0;
}

uint64_t record_take_number(struct record *record)
{
	uint64_t number = 0;
	for (size_t i = 0; i < record->rest.len && i * BITS < BITS_MAX; i++) {
		unsigned char byte = (unsigned char)record->rest.ptr[i];
		number |= (uint64_t)(byte & (MORE - 1)) << (i * BITS);
		if (byte < MORE) {
			record->rest = slice_skip(record->rest, i + 1);
			return number;
		}
	}
	fail(record);
	return 0;
}

uint64_t record_take_word(struct record *record)
{
	uint64_t word;
	if (record->rest.len < sizeof(word)) {
		fail(record);
		return 0;
	}
	memcpy(&word, record->rest.ptr, sizeof(word));
	record->rest = slice_skip(record->rest, sizeof(word));
	return word;
}

size_t record_take_up_to(struct record *record, size_t max)
{
	uint64_t number = record_take_number(record);
	if (number <= max)
		return (size_t)number;
	fail(record);
	return 0;
}

size_t record_take_count(struct record *record)
{
	return record_take_up_to(record, record->rest.len);
}

struct slice record_take_text(struct record *record)
{
	uint64_t len = record_take_number(record);
	struct slice rest = record->rest;
	if (len >= rest.len || rest.ptr[len] != '\0') {
		fail(record);
		return SLICE("");
	}
	record->rest = slice_skip(rest, (size_t)len + 1);
	return slice_sub(rest, 0, (size_t)len);
}

void record_put_position(struct buffer *out, struct position at)
{
	record_put_number(out, at.line);
	record_put_number(out, at.column);
}

struct position record_take_position(struct record *record)
{
	size_t line = (size_t)record_take_number(record);
	return (struct position){line, (size_t)record_take_number(record)};
}
