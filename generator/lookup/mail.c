/* A walk through the parts of a message. */
#include "lookup/mail.h"

#include "header.h"
#include "html_text.h"
#include "transfer.h"
#include "base/array.h"
#include "text/transform.h"

#include <string.h>

/* A part's text in UTF-8 is at most three times its bytes in another encoding,
   and a bad byte becomes three. */
enum { TEXT_MAX_BYTES = MAIL_PART_MAX_BYTES * 4, BOUNDARY_MAX_BYTES = 200 };

struct walk {
	struct mail *mail;
	struct arena *arena;
	size_t n_seen; /* parts of all kinds */
};

/* What is known of a part before it is read. */
struct place_in {
	int depth;
	bool is_of_carried;
	const char *default_type;
};

static void read_entity(struct walk *walk, struct slice bytes, struct place_in at);

/* --- One part ------------------------------------------------------------ */

static void add_part(struct walk *walk, enum mail_role role, struct slice text, bool is_of_carried)
{
	struct mail *mail = walk->mail;
	if (slice_is_blank(text))
		return;
	if (mail->n_parts == mail->capacity) {
		size_t capacity = mail->capacity ? mail->capacity * 2 : 8;
		struct mail_part *parts = arena_array(walk->arena, capacity, sizeof(*parts));
		if (mail->n_parts)
			memcpy(parts, mail->parts, mail->n_parts * sizeof(*parts));
		mail->parts = parts;
		mail->capacity = capacity;
	}
	mail->parts[mail->n_parts++] = (struct mail_part){role, text, is_of_carried};
}

/* The bytes of a part as its sender had them. */
static struct slice decode_transfer(struct walk *walk, struct slice head, struct slice body,
				    struct buffer *out)
{
	struct slice encoding = field_value(
		walk->arena,
		field_unfold(walk->arena, header_find(head, SLICE("Content-Transfer-Encoding"))));
	if (body.len > MAIL_PART_MAX_BYTES) {
		body.len = MAIL_PART_MAX_BYTES;
		walk->mail->is_cut = true;
	}
	if (slice_eq(encoding, SLICE("base64")))
		decode_base64(body, out);
	else if (slice_eq(encoding, SLICE("quoted-printable")))
		decode_quoted_printable(body, out);
	else
		return body;
	return buffer_view(out);
}

static void read_text(struct walk *walk, struct slice head, struct slice body, struct slice type,
		      struct slice charset, bool is_of_carried)
{
	struct buffer bytes;
	struct buffer text;
	struct buffer plain;
	buffer_init(&bytes, MAIL_PART_MAX_BYTES + 1);
	buffer_init(&text, TEXT_MAX_BYTES);
	buffer_init(&plain, TEXT_MAX_BYTES);
	if (text_decode(decode_transfer(walk, head, body, &bytes), charset, &text) != STATUS_OK)
		walk->mail->is_cut = true;
	struct slice result = buffer_view(&text);
	if (slice_ends_with(type, SLICE("/html"))) {
		html_text(result, &plain);
		result = buffer_view(&plain);
	}
	enum mail_role role =
		slice_ends_with(type, SLICE("delivery-status")) ? MAIL_STATUS : MAIL_TEXT;
	add_part(walk, role, arena_copy(walk->arena, result), is_of_carried);
	buffer_release(&plain);
	buffer_release(&text);
	buffer_release(&bytes);
}

/* --- Multipart (RFC 2046 section 5.1) --------------------------------------- */

/* A line that begins with "--boundary". */
struct delimiter {
	size_t start;
	size_t next;  /* behind the line */
	bool is_last; /* "--boundary--": what follows is no part */
};

static bool find_delimiter(struct slice body, struct slice text, size_t from, struct delimiter *out)
{
	for (size_t at = from; (at = slice_find(body, text, at)) != SLICE_NONE; at++) {
		size_t end = at + text.len;
		if (at > 0 && body.ptr[at - 1] != '\n')
			continue;
		out->start = at;
		out->is_last = slice_starts_with(slice_skip(body, end), SLICE("--"));
		while (end < body.len && strchr("- \t\r", body.ptr[end]))
			end++;
		if (end < body.len && body.ptr[end] != '\n')
			continue; /* a longer boundary */
		out->next = end < body.len ? end + 1 : end;
		return true;
	}
	*out = (struct delimiter){body.len, body.len, true};
	return false;
}

static void read_multipart(struct walk *walk, struct slice body, struct slice boundary,
			   struct place_in at)
{
	struct slice text = arena_printf(walk->arena, "--%.*s", SLICE_ARG(slice_trim(boundary)));
	struct delimiter before;
	struct delimiter behind;
	if (!find_delimiter(body, text, 0, &before)) {
		/* No such line: whatever it is, it may be read. */
		read_text(walk, (struct slice){0}, body, SLICE("text/plain"), (struct slice){0},
			  at.is_of_carried);
		return;
	}
	at.depth++;
	while (!before.is_last && walk->n_seen < MAIL_PARTS_MAX) {
		(void)find_delimiter(body, text, before.next, &behind);
		read_entity(walk, slice_sub(body, before.next, behind.start), at);
		before = behind;
	}
	walk->mail->is_cut |= !before.is_last;
}

/* --- Any part ------------------------------------------------------------ */

static bool is_message_type(struct slice type)
{
	return slice_eq(type, SLICE("message/rfc822")) || slice_eq(type, SLICE("message/global"));
}

static bool is_readable(struct slice type)
{
	return slice_eq(type, SLICE("text")) ||
	       (slice_starts_with(type, SLICE("text/")) &&
		!slice_ends_with(type, SLICE("-headers")) &&
		!slice_ends_with(type, SLICE("calendar"))) ||
	       slice_ends_with(type, SLICE("delivery-status"));
}

/* A message carried inside: its own header is that of another mail. */
static void read_carried(struct walk *walk, struct slice head, struct slice body,
			 struct place_in at)
{
	struct buffer bytes;
	buffer_init(&bytes, MAIL_PART_MAX_BYTES + 1);
	struct slice encoding = header_find(head, SLICE("Content-Transfer-Encoding"));
	if (slice_eq_nocase(slice_trim(encoding), SLICE("base64")) ||
	    slice_eq_nocase(slice_trim(encoding), SLICE("quoted-printable")))
		body = arena_copy(walk->arena, decode_transfer(walk, head, body, &bytes));
	buffer_release(&bytes);
	at.depth++;
	at.is_of_carried = true;
	at.default_type = "text/plain";
	while (body.len && (body.ptr[0] == '\n' || body.ptr[0] == '\r'))
		body = slice_skip(body, 1);
	read_entity(walk, body, at);
}

static void read_entity(struct walk *walk, struct slice bytes, struct place_in at)
{
	struct arena *arena = walk->arena;
	struct slice head;
	struct slice body;
	if (at.depth > MAIL_DEPTH_MAX || ++walk->n_seen > MAIL_PARTS_MAX) {
		walk->mail->is_cut = true;
		return;
	}
	header_split(bytes, &head, &body);
	struct slice content = field_unfold(arena, header_find(head, SLICE("Content-Type")));
	struct slice type = field_value(arena, content);
	struct slice boundary = {0};
	if (type.len == 0)
		type = slice_from(at.default_type);
	if (slice_starts_with(type, SLICE("multipart/")))
		boundary = field_parameter(arena, content, SLICE("boundary"));
	at.default_type =
		slice_eq(type, SLICE("multipart/digest")) ? "message/rfc822" : "text/plain";
	if (boundary.len && boundary.len <= BOUNDARY_MAX_BYTES)
		read_multipart(walk, body, boundary, at);
	else if (is_message_type(type))
		read_carried(walk, head, body, at);
	else if (is_readable(type) || slice_starts_with(type, SLICE("multipart/")))
		read_text(walk, head, body, type, field_parameter(arena, content, SLICE("charset")),
			  at.is_of_carried);
}

void mail_read(struct mail *mail, struct arena *arena, struct slice bytes)
{
	struct walk walk = {.mail = mail, .arena = arena};
	struct slice head;
	struct slice body;
	*mail = (struct mail){.is_cut = bytes.len > MAIL_MAX_BYTES};
	bytes = slice_sub(bytes, 0, MAIL_MAX_BYTES);
	header_split(bytes, &head, &body);
	mail->subject = field_decode(arena, header_find(head, SLICE("Subject")));
	mail->failed = field_decode(arena, header_find(head, SLICE("X-Failed-Recipients")));
	read_entity(&walk, bytes, (struct place_in){.default_type = "text/plain"});
}

/* --- Is it mail at all? ------------------------------------------------------ */

/* Fields that a mail begins with; a log, or a report pasted alone, has none. */
static bool is_mail_field(struct slice name)
{
	static const char *const names[] = {
		"Return-Path",
		"Received",
		"Delivered-To",
		"From",
		"To",
		"Subject",
		"Date",
		"Message-ID",
		"MIME-Version",
		"Content-Type",
		"X-Original-To",
		"Envelope-To",
		"Sender",
		"Reply-To",
		"Cc",
		"Authentication-Results",
		"DKIM-Signature",
		"Thread-Topic",
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (slice_eq_nocase(name, slice_from(names[i])))
			return true;
	return slice_starts_with(name, SLICE("X-")) || slice_starts_with(name, SLICE("ARC-"));
}

bool is_mail(struct slice text)
{
	struct slice head;
	struct slice body;
	struct field field;
	size_t n_fields = 0;
	header_split(slice_sub(text, 0, MAIL_PART_MAX_BYTES), &head, &body);
	for (size_t n = 0; n < FIELDS_MAX && header_next(&head, &field); n++)
		n_fields += is_mail_field(field.name);
	return n_fields >= 2;
}
