/* The fields of a delivery status, and the readers below them: header fields,
   parameters, transfer encodings, HTML. */
#include "fuzz/fuzz.h"

#include "lookup/dsn.h"

#include "lookup/header.h"
#include "lookup/html_text.h"
#include "lookup/transfer.h"

static void read_fields(struct arena *arena, struct slice bytes)
{
	struct slice head;
	struct slice body;
	struct field field;
	header_split(bytes, &head, &body);
	check(head.len + body.len <= bytes.len);
	while (header_next(&head, &field)) {
		struct slice text = field_unfold(arena, field.body);
		check(slice_find_char(text, '\n', 0) == SLICE_NONE);
		(void)field_decode(arena, field.body);
		(void)field_value(arena, text);
		(void)field_parameter(arena, text, SLICE("boundary"));
	}
}

static void decode(struct slice bytes)
{
	static void (*const decoders[])(struct slice, struct buffer *) = {
		decode_base64, decode_quoted_printable, decode_q, html_text};
	for (size_t i = 0; i < sizeof(decoders) / sizeof(*decoders); i++) {
		struct buffer out;
		buffer_init(&out, bytes.len * 2 + 16);
		decoders[i](bytes, &out);
		check(!out.failed);
		buffer_release(&out);
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct slice bytes = {(const char *)data, size};
	struct arena arena;
	struct dsn dsn;
	arena_init_must(&arena);
	dsn_read(&dsn, &arena, bytes);
	check(dsn.count <= DSN_RECIPIENTS_MAX);
	check(!dsn.count || dsn.recipients);
	(void)has_dsn_fields(bytes);
	read_fields(&arena, bytes);
	decode(bytes);
	arena_release(&arena);
	return 0;
}
