/* Mailbox files: messages behind each other, each begun by a line "From …" at
   the start or behind an empty line (RFC 4155). */
#ifndef LOOKUP_MAILBOX_H
#define LOOKUP_MAILBOX_H

#include "base/slice.h"

/* Is it such a line, with its sender and date? */
bool is_mailbox_start(struct slice line);

/* The length of the first message of `bytes`: where the next one's "From "
   begins at or behind `from` (at least 1). SLICE_NONE where there is none. */
size_t mailbox_message_end(struct slice bytes, size_t from);

#endif
