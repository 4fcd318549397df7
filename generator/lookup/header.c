/* Reading header fields. */
#include "header.h"

#include "transfer.h"
#include "text/transform.h"

#include <string.h>

/* An encoded word is 75 characters long at most; people make them longer. */
enum { WORD_MAX_BYTES = 4096, PARAMETER_MAX_BYTES = 1024, PARAMETERS_MAX = 100 };

/* --- Lines --------------------------------------------------------------- */

static bool is_fold(struct slice line)
{
	return line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* RFC 5322 3.6.8: printable characters but ':'; section 4.5 allows blanks
   before the colon. */
static size_t name_end(struct slice line)
{
	size_t end = 0;
	while (end < line.len && line.ptr[end] > ' ' && line.ptr[end] < 0x7F &&
	       line.ptr[end] != ':')
		end++;
	return end;
}

bool is_field_line(struct slice line)
{
	size_t end = name_end(line);
	size_t colon = end;
	while (colon < line.len && (line.ptr[colon] == ' ' || line.ptr[colon] == '\t'))
		colon++;
	return end > 0 && colon < line.len && line.ptr[colon] == ':';
}

static bool is_mailbox_line(struct slice line)
{
	return slice_starts_with(line, SLICE("From ")) || slice_starts_with(line, SLICE(">From "));
}

void header_split(struct slice message, struct slice *head, struct slice *body)
{
	struct slice rest = message;
	struct slice line;
	struct slice before = rest;
	const char *start = message.ptr;
	while (slice_next_line(&rest, &line)) {
		bool is_first = line.ptr == start;
		if (is_first && is_mailbox_line(line)) {
			start = rest.ptr;
			before = rest;
			continue;
		}
		if (line.len == 0) { /* the usual end */
			*head = slice_between(start, line.ptr);
			*body = rest;
			return;
		}
		if (!is_field_line(line) && (is_first || !is_fold(line)) &&
		    !is_mailbox_line(line)) {
			*head = slice_between(start, line.ptr);
			*body = before; /* no empty line between them */
			return;
		}
		before = rest;
	}
	*head = message.ptr ? slice_between(start, message.ptr + message.len) : message;
	*body = slice_skip(message, message.len);
}

bool header_next(struct slice *rest, struct field *field)
{
	struct slice line;
	while (slice_next_line(rest, &line)) {
		if (!is_field_line(line))
			continue;
		field->name = slice_sub(line, 0, name_end(line));
		const char *start = line.ptr + slice_find_char(line, ':', 0) + 1;
		const char *end = line.ptr + line.len;
		while (is_fold(*rest) && slice_next_line(rest, &line))
			end = line.ptr + line.len;
		field->body = slice_between(start, end);
		if (field->body.len > FIELD_MAX_BYTES)
			field->body.len = FIELD_MAX_BYTES;
		return true;
	}
	return false;
}

struct slice header_find(struct slice head, struct slice name)
{
	struct field field;
	for (size_t n = 0; n < FIELDS_MAX && header_next(&head, &field); n++)
		if (slice_eq_nocase(field.name, name))
			return field.body;
	return (struct slice){0};
}

struct slice field_unfold(struct arena *arena, struct slice body)
{
	struct slice copy = arena_copy(arena, slice_trim(body));
	char *bytes = (char *)copy.ptr; /* just made */
	size_t len = 0;
	for (size_t i = 0; i < copy.len; i++) {
		if (bytes[i] == '\r' || bytes[i] == '\n')
			continue;
		bool is_after_fold = i && bytes[i - 1] == '\n';
		bytes[len++] = is_after_fold || bytes[i] == '\0' ? ' ' : bytes[i];
	}
	return (struct slice){copy.ptr, len};
}

/* --- Encoded words ------------------------------------------------------- */

struct encoded_word {
	struct slice charset;
	char encoding; /* 'b' or 'q' */
	struct slice text;
	size_t end; /* in the text it was read from */
};

/* Reads "=?charset?B?text?=" at `at`. */
static bool read_encoded_word(struct slice text, size_t at, struct encoded_word *word)
{
	if (!slice_starts_with(slice_skip(text, at), SLICE("=?")))
		return false;
	size_t mark = slice_find_char(text, '?', at + 2);
	if (mark == SLICE_NONE || mark + 2 >= text.len || text.ptr[mark + 2] != '?')
		return false;
	size_t end = slice_find(text, SLICE("?="), mark + 3);
	if (end == SLICE_NONE || end - at > WORD_MAX_BYTES)
		return false;
	word->charset = slice_sub(text, at + 2, mark);
	size_t star = slice_find_char(word->charset, '*', 0); /* RFC 2231 5: a language */
	if (star != SLICE_NONE)
		word->charset.len = star;
	word->encoding = ascii_lower(text.ptr[mark + 1]);
	word->text = slice_sub(text, mark + 3, end);
	word->end = end + 2;
	return word->encoding == 'b' || word->encoding == 'q';
}

/* Words that follow each other are one text: some senders cut a character in
   two. `at` moves behind the last. */
static void decode_words(struct slice text, size_t *at, struct encoded_word word,
			 struct buffer *out)
{
	struct buffer bytes;
	struct slice charset = word.charset;
	buffer_init(&bytes, FIELD_MAX_BYTES);
	for (;;) {
		if (word.encoding == 'b')
			decode_base64(word.text, &bytes);
		else
			decode_q(word.text, &bytes);
		*at = word.end;
		size_t next = word.end;
		while (next < text.len && ascii_is_blank(text.ptr[next]))
			next++;
		if (!read_encoded_word(text, next, &word) ||
		    !slice_eq_nocase(word.charset, charset))
			break;
	}
	(void)text_decode(buffer_view(&bytes), charset, out);
	buffer_release(&bytes);
}

struct slice field_decode(struct arena *arena, struct slice body)
{
	struct slice text = field_unfold(arena, body);
	struct buffer out;
	struct encoded_word word;
	buffer_init(&out, (size_t)FIELD_MAX_BYTES * 4);
	for (size_t at = 0; at < text.len;) {
		if (text.ptr[at] == '=' && read_encoded_word(text, at, &word))
			decode_words(text, &at, word, &out);
		else
			buffer_char(&out, text.ptr[at++]);
	}
	struct buffer clean;
	buffer_init(&clean, (size_t)FIELD_MAX_BYTES * 16);
	(void)text_decode(buffer_view(&out), SLICE("utf-8"), &clean);
	struct slice decoded = arena_copy(arena, buffer_view(&clean));
	buffer_release(&clean);
	buffer_release(&out);
	return decoded;
}

/* --- Parameters ---------------------------------------------------------- */

struct slice field_value(struct arena *arena, struct slice unfolded)
{
	size_t end = 0;
	while (end < unfolded.len && !strchr(";( \t", unfolded.ptr[end]))
		end++;
	struct slice value = arena_copy(arena, slice_sub(unfolded, 0, end));
	for (size_t i = 0; i < value.len; i++)
		((char *)value.ptr)[i] = ascii_lower(value.ptr[i]); /* just made */
	return value;
}

/* A quoted string or a token at `at`, which moves behind it. */
static void read_parameter_value(struct slice text, size_t *at, struct buffer *out)
{
	size_t i = *at;
	if (i < text.len && text.ptr[i] == '"') {
		for (i++; i < text.len && text.ptr[i] != '"'; i++) {
			if (text.ptr[i] == '\\' && i + 1 < text.len)
				i++;
			buffer_char(out, text.ptr[i]);
		}
		*at = i < text.len ? i + 1 : i;
		return;
	}
	while (i < text.len && text.ptr[i] != ';' && !ascii_is_blank(text.ptr[i]))
		buffer_char(out, text.ptr[i++]);
	*at = i;
}

/* The end of the parameter: its ';', outside quotes. */
static size_t parameter_end(struct slice text, size_t at)
{
	bool is_quoted = false;
	for (; at < text.len && (is_quoted || text.ptr[at] != ';'); at++) {
		if (is_quoted && text.ptr[at] == '\\')
			at++;
		else if (text.ptr[at] == '"')
			is_quoted = !is_quoted;
	}
	return at;
}

/* Comments may stand nearly anywhere (RFC 822 section 3.1.4); where they do is
   before a name. */
static struct slice skip_comment(struct slice text)
{
	text = slice_trim(text);
	if (text.len && text.ptr[0] == '(') {
		size_t end = slice_find_char(text, ')', 0);
		text = slice_trim(slice_skip(text, end == SLICE_NONE ? text.len : end + 1));
	}
	return text;
}

struct slice field_parameter(struct arena *arena, struct slice unfolded, struct slice name)
{
	struct buffer out;
	buffer_init(&out, PARAMETER_MAX_BYTES);
	size_t at = parameter_end(unfolded, 0);
	for (size_t n = 0; n < PARAMETERS_MAX && at < unfolded.len; n++) {
		size_t start = at + 1;
		at = parameter_end(unfolded, start);
		size_t equals = slice_find_char(unfolded, '=', start);
		if (equals == SLICE_NONE || equals >= at)
			continue;
		struct slice written = skip_comment(slice_sub(unfolded, start, equals));
		size_t star = slice_find_char(written, '*', 0);
		struct slice plain = slice_sub(written, 0, star == SLICE_NONE ? written.len : star);
		if (!slice_eq_nocase(plain, name))
			continue;
		size_t value = equals + 1;
		while (value < at && ascii_is_blank(unfolded.ptr[value]))
			value++;
		read_parameter_value(unfolded, &value, &out);
		if (star == SLICE_NONE)
			break;
	}
	struct slice value = {0};
	if (!out.failed)
		value = arena_copy(arena, buffer_view(&out));
	buffer_release(&out);
	return value;
}
