/*
 * A streaming JSON writer (RFC 8259) into a buffer. Commas, blanks and line
 * ends come right by themselves; what would not be JSON (a value without a
 * key in an object, a second root, an end that fits no beginning) is a
 * mistake in our own code and ends in an assertion.
 *
 *     struct json json;
 *     json_init(&json, &out, JSON_ONE_LINE);
 *     json_begin_object(&json);
 *     json_key(&json, "line");
 *     json_put_size(&json, 37);
 *     json_key(&json, "codes");
 *     json_begin_array(&json);
 *     json_put_str(&json, "4.4.312");
 *     json_end_array(&json);
 *     json_end_object(&json);
 *     json_finish(&json);              // {"line":37,"codes":["4.4.312"]}
 *
 * The buffer may be emptied between two calls, so that a long document goes
 * to a file part by part; whether it failed is the buffer's to say.
 *
 * No name here is one of jansson's: a program may link both.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buffer.h"

#include <stdint.h>

enum { JSON_DEPTH_MAX = 32 };

/* How many of the outer levels have a line for each member, indented by two
   blanks; those inside them stand in one line with blanks after ':' and ','.
   With JSON_ONE_LINE no blanks at all are written. Any number between is
   fine: 2 gives an object of lists with a line per item. */
enum { JSON_ONE_LINE = 0, JSON_ALL_LINES = JSON_DEPTH_MAX };

/* Fields are private. */
struct json {
	struct buffer *out;
	size_t broken_levels;
	size_t depth;
	bool is_object[JSON_DEPTH_MAX];
	bool has_members[JSON_DEPTH_MAX];
	bool after_key;
	bool is_done; /* the root is complete */
};

/* `out` must outlive the writer. */
void json_init(struct json *json, struct buffer *out, size_t broken_levels);

void json_begin_object(struct json *json);
void json_end_object(struct json *json);
void json_begin_array(struct json *json);
void json_end_array(struct json *json);

/* Only in an object, before each value. */
void json_key(struct json *json, const char *key);
void json_key_slice(struct json *json, struct slice key);

/* Bytes that are not UTF-8 become U+FFFD; control characters are escaped. */
void json_put_string(struct json *json, struct slice text);
void json_put_str(struct json *json, const char *terminated);

/* null where the text is empty. */
void json_put_string_or_null(struct json *json, struct slice text);

void json_put_size(struct json *json, size_t number);
void json_put_integer(struct json *json, int64_t number);

/* The shortest digits that read back as the same number, whatever the locale;
   null for what JSON has no word for (infinities, NaN). */
void json_put_real(struct json *json, double number);

void json_put_bool(struct json *json, bool value);
void json_put_null(struct json *json);

/* Asserts that the root is complete, and ends an indented document's last
   line. */
void json_finish(struct json *json);

#endif
