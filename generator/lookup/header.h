/*
 * The header fields of a message (RFC 5322 section 2.2), as they come: folded,
 * with encoded words (RFC 2047), with line ends of either kind. Arenas given
 * here are ones that never fail.
 */
#ifndef LOOKUP_HEADER_H
#define LOOKUP_HEADER_H

#include "base/arena.h"
#include "base/buffer.h"

/* More of a field, and more fields, are passed over. */
enum { FIELD_MAX_BYTES = 16 << 10, FIELDS_MAX = 2000 };

struct field {
	struct slice name;
	struct slice body; /* raw: still folded */
};

/* Splits a message at its first empty line. A first line "From …", as mailbox
   files have it, belongs to neither. */
void header_split(struct slice message, struct slice *head, struct slice *body);

/* Takes the next field off `rest`, passing over lines that are none. False at
   the end. */
bool header_next(struct slice *rest, struct field *field);

/* Does a line look like "Name: …"? */
bool is_field_line(struct slice line);

/* The raw body of the first field of that name; empty where there is none. */
struct slice header_find(struct slice head, struct slice name);

/* A field's body in one line, each fold a blank, trimmed. */
struct slice field_unfold(struct arena *arena, struct slice body);

/* The same with encoded words decoded. */
struct slice field_decode(struct arena *arena, struct slice body);

/* A parameter of a structured body (RFC 2045 section 5.1): `boundary` of
   "multipart/report; boundary="x"", also in pieces (RFC 2231 section 3). The
   empty slice where it has none. */
struct slice field_parameter(struct arena *arena, struct slice unfolded, struct slice name);

/* What stands before the first ';': "multipart/report", in lower case. */
struct slice field_value(struct arena *arena, struct slice unfolded);

#endif
