/* The JSON writer: a stack of open containers decides what stands between
   two values, so that no caller has to. */
#include "base/json.h"

#include "base/eight.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void json_init(struct json *json, struct buffer *out, size_t broken_levels)
{
	*json = (struct json){.out = out, .broken_levels = broken_levels};
}

static bool is_in_object(const struct json *json)
{
	return json->depth && json->is_object[json->depth - 1];
}

static void new_line(struct json *json)
{
	buffer_char(json->out, '\n');
	buffer_repeat(json->out, ' ', 2 * json->depth);
}

/* Between the members of the innermost container. */
static void separate(struct json *json)
{
	if (json->depth == 0)
		return;
	bool *has_members = &json->has_members[json->depth - 1];
	if (*has_members)
		buffer_char(json->out, ',');
	if (json->depth <= json->broken_levels)
		new_line(json);
	else if (*has_members && json->broken_levels)
		buffer_char(json->out, ' ');
	*has_members = true;
}

static void before_value(struct json *json)
{
	assert(!json->is_done);
	assert(json->after_key == is_in_object(json));
	if (!json->after_key)
		separate(json);
	json->after_key = false;
}

static void after_value(struct json *json)
{
	if (json->depth == 0)
		json->is_done = true;
}

static void open_container(struct json *json, bool is_object)
{
	before_value(json);
	assert(json->depth < JSON_DEPTH_MAX);
	json->is_object[json->depth] = is_object;
	json->has_members[json->depth] = false;
	json->depth++;
	buffer_char(json->out, is_object ? '{' : '[');
}

static void close_container(struct json *json, bool is_object)
{
	assert(json->depth > 0);
	assert(!json->after_key);
	json->depth--;
	assert(json->is_object[json->depth] == is_object);
	if (json->has_members[json->depth] && json->depth < json->broken_levels)
		new_line(json);
	buffer_char(json->out, is_object ? '}' : ']');
	after_value(json);
}

void json_begin_object(struct json *json)
{
	open_container(json, true);
}

void json_end_object(struct json *json)
{
	close_container(json, true);
}

void json_begin_array(struct json *json)
{
	open_container(json, false);
}

void json_end_array(struct json *json)
{
	close_container(json, false);
}

/* --- Strings -------------------------------------------------------------- */

/* What may follow a lead byte (Unicode, table 3-7): how many bytes, and the
   range of the first of them, which keeps out surrogates, overlong forms
   and what is past U+10FFFF. */
struct follow {
	size_t count;
	unsigned char low;
	unsigned char high;
};

static struct follow follow_of(unsigned char lead)
{
	if (lead >= 0xC2 && lead <= 0xDF)
		return (struct follow){1, 0x80, 0xBF};
	if (lead == 0xE0)
		return (struct follow){2, 0xA0, 0xBF};
	if (lead == 0xED)
		return (struct follow){2, 0x80, 0x9F};
	if (lead >= 0xE1 && lead <= 0xEF)
		return (struct follow){2, 0x80, 0xBF};
	if (lead == 0xF0)
		return (struct follow){3, 0x90, 0xBF};
	if (lead >= 0xF1 && lead <= 0xF3)
		return (struct follow){3, 0x80, 0xBF};
	if (lead == 0xF4)
		return (struct follow){3, 0x80, 0x8F};
	return (struct follow){0, 0, 0};
}

/* Length of the character at `at`, which is not ASCII; 0 where it is broken,
   and then `*bad` is how many bytes one U+FFFD stands for. */
static size_t character_length(struct slice text, size_t at, size_t *bad)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr + at;
	struct follow follow = follow_of(bytes[0]);
	*bad = 1;
	if (follow.count == 0)
		return 0;
	for (size_t i = 1; i <= follow.count; i++) {
		if (at + i >= text.len)
			return 0;
		unsigned char c = (unsigned char)text.ptr[at + i];
		unsigned char low = i == 1 ? follow.low : 0x80;
		unsigned char high = i == 1 ? follow.high : 0xBF;
		if (c < low || c > high)
			return 0;
		*bad = i + 1;
	}
	return follow.count + 1;
}

static void write_escape(struct buffer *out, unsigned char c)
{
	static const char *const escapes[] = {
		['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
		['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t",
	};
	if (c < sizeof(escapes) / sizeof(escapes[0]) && escapes[c])
		buffer_str(out, escapes[c]);
	else
		buffer_printf(out, "\\u%04x", (unsigned int)c);
}

/* How many of eight bytes, from the first, are printable ASCII that is not escaped. */
static size_t plain_bytes(uint64_t eight)
{
	return eight_before(eight | ~eight_between(eight, ' ', '~') | eight_equal(eight, '"') |
			    eight_equal(eight, '\\'));
}

/* What is nearly all of Japanese. */
static bool is_usual(struct slice text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr + at;
	return text.len - at >= 3 && bytes[0] >= 0xE1 && bytes[0] <= 0xEC &&
	       (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80;
}

static size_t usual_end(struct slice text, size_t at)
{
	while ((at = eight_end(text, at, plain_bytes)) < text.len && is_usual(text, at))
		do
			at += 3;
		while (is_usual(text, at));
	return at;
}

static void write_string(struct buffer *out, struct slice text)
{
	size_t done = 0; /* all before it is written */
	size_t at = 0;
	buffer_char(out, '"');
	while ((at = usual_end(text, at)) < text.len) {
		unsigned char c = (unsigned char)text.ptr[at];
		size_t bad = 1;
		size_t len = c < 0x80 ? 0 : character_length(text, at, &bad);
		if (len) {
			at += len;
			continue;
		}
		buffer_slice(out, slice_sub(text, done, at));
		if (c < 0x80)
			write_escape(out, c);
		else
			buffer_utf8(out, 0xFFFD);
		at += bad;
		done = at;
	}
	buffer_slice(out, slice_sub(text, done, at));
	buffer_char(out, '"');
}

void json_key_slice(struct json *json, struct slice key)
{
	assert(is_in_object(json));
	assert(!json->after_key);
	separate(json);
	write_string(json->out, key);
	buffer_str(json->out, json->broken_levels ? ": " : ":");
	json->after_key = true;
}

void json_key(struct json *json, const char *key)
{
	json_key_slice(json, slice_from(key));
}

void json_put_string(struct json *json, struct slice text)
{
	before_value(json);
	write_string(json->out, text);
	after_value(json);
}

void json_put_str(struct json *json, const char *terminated)
{
	json_put_string(json, slice_from(terminated));
}

void json_put_string_or_null(struct json *json, struct slice text)
{
	if (text.len)
		json_put_string(json, text);
	else
		json_put_null(json);
}

/* --- All other values ------------------------------------------------------ */

static void write_word(struct json *json, const char *word)
{
	before_value(json);
	buffer_str(json->out, word);
	after_value(json);
}

void json_put_size(struct json *json, size_t number)
{
	before_value(json);
	buffer_number(json->out, number);
	after_value(json);
}

void json_put_integer(struct json *json, int64_t number)
{
	before_value(json);
	if (number < 0)
		buffer_char(json->out, '-');
	buffer_number(json->out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
	after_value(json);
}

void json_put_real(struct json *json, double number)
{
	char digits[40];
	if (!isfinite(number)) {
		json_put_null(json);
		return;
	}
	for (int precision = 1; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, number);
		if (strtod(digits, NULL) == number)
			break;
	}
	/* A locale may have put something else in the place of the point. */
	for (char *c = digits; *c; c++)
		if (!ascii_is_digit(*c) && !strchr("+-e", *c))
			*c = '.';
	write_word(json, digits);
}

void json_put_bool(struct json *json, bool value)
{
	write_word(json, value ? "true" : "false");
}

void json_put_null(struct json *json)
{
	write_word(json, "null");
}

void json_finish(struct json *json)
{
	assert(json->is_done);
	assert(json->depth == 0);
	if (json->broken_levels)
		buffer_char(json->out, '\n');
}
