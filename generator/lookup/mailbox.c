/* Where one message ends and the next begins. */
#include "mailbox.h"

enum { LINE_MAX_BYTES = 400 };

/* "From user@example.com Fri Feb 13 02:47:49 2015", maybe with a zone behind. A
   sentence that begins with "From" has no time in it. */
bool is_mailbox_start(struct slice line)
{
	if (!slice_starts_with(line, SLICE("From ")) || line.len > LINE_MAX_BYTES)
		return false;
	size_t n_colons = 0;
	for (size_t i = 5; i + 1 < line.len; i++)
		n_colons += line.ptr[i] == ':' && ascii_is_digit(line.ptr[i - 1]) &&
			    ascii_is_digit(line.ptr[i + 1]);
	return n_colons >= 1;
}

static bool is_behind_empty_line(struct slice bytes, size_t at)
{
	if (at < 2 || bytes.ptr[at - 1] != '\n')
		return false;
	return bytes.ptr[at - 2] == '\n' ||
	       (at > 2 && bytes.ptr[at - 2] == '\r' && bytes.ptr[at - 3] == '\n');
}

size_t mailbox_message_end(struct slice bytes, size_t from)
{
	for (size_t at = from; (at = slice_find(bytes, SLICE("\nFrom "), at)) != SLICE_NONE; at++) {
		struct slice rest = slice_sub(bytes, at + 1, at + 1 + LINE_MAX_BYTES + 2);
		struct slice line;
		slice_next_line(&rest, &line);
		if (is_behind_empty_line(bytes, at + 1) && is_mailbox_start(line))
			return at + 1;
	}
	return SLICE_NONE;
}
