/* Reading the fields of a delivery status. */
#include "lookup/dsn.h"

#include "header.h"

#include <string.h>

enum dsn_field { FIELD_NONE, RECIPIENT, ORIGINAL, ACTION, STATUS_CODE, DIAGNOSTIC, REMOTE, OTHER };

static const struct {
	struct slice name;
	enum dsn_field field;
} fields[] = {
	{{"Final-Recipient", 15}, RECIPIENT},
	{{"Original-Recipient", 18}, ORIGINAL},
	{{"Action", 6}, ACTION},
	{{"Status", 6}, STATUS_CODE},
	{{"Diagnostic-Code", 15}, DIAGNOSTIC},
	{{"Remote-MTA", 10}, REMOTE},
};

static enum dsn_field field_of(struct slice name)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (slice_eq_nocase(name, fields[i].name))
			return fields[i].field;
	/* "X-Supplementary-Info: < #5.7.1 smtp; 550 …>" */
	return ascii_lower(name.ptr[0]) == 'x' && name.len > 2 && name.ptr[1] == '-' ? OTHER
										     : FIELD_NONE;
}

/* Behind "rfc822;", "smtp;", "dns;": the type says nothing to people. */
static struct slice behind_type(struct slice body)
{
	size_t semicolon = slice_find_char(body, ';', 0);
	for (size_t i = 0; semicolon != SLICE_NONE && i < semicolon; i++)
		if (!ascii_is_alnum(body.ptr[i]) && body.ptr[i] != '-' && body.ptr[i] != ' ')
			return body;
	return slice_trim(slice_skip(body, semicolon == SLICE_NONE ? 0 : semicolon + 1));
}

/* "<user@example.com>" is the address as people know it. */
static struct slice address_of(struct slice body)
{
	struct slice address = behind_type(body);
	if (address.len > 2 && address.ptr[0] == '<' && address.ptr[address.len - 1] == '>')
		address = slice_sub(address, 1, address.len - 1);
	return address;
}

static enum dsn_action action_of(struct slice body)
{
	if (slice_starts_with(body, SLICE("delayed")) || slice_starts_with(body, SLICE("Delayed")))
		return DSN_DELAYED;
	static const char *const good[] = {"delivered", "relayed", "expanded"};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (slice_eq_nocase(slice_sub(body, 0, strlen(good[i])), slice_from(good[i])))
			return DSN_OTHER;
	return DSN_FAILED;
}

/* More of a recipient's diagnostics is passed over. */
enum { JOINED_MAX_BYTES = 8 << 10 };

static struct slice join(struct arena *arena, struct slice a, const char *between, struct slice b)
{
	if (a.len == 0)
		return b;
	if (a.len > JOINED_MAX_BYTES)
		return a;
	return arena_printf(arena, "%.*s%s%.*s", SLICE_ARG(a), between, SLICE_ARG(b));
}

static void take_field(struct dsn_recipient *r, struct arena *arena, enum dsn_field kind,
		       struct slice raw)
{
	struct slice body = field_decode(arena, raw);
	switch (kind) {
	case RECIPIENT:
		r->recipient = address_of(body);
		break;
	case ORIGINAL:
		if (r->recipient.len == 0)
			r->recipient = address_of(body);
		break;
	case ACTION:
		r->action = action_of(body);
		break;
	case STATUS_CODE:
		r->status = body;
		break;
	case DIAGNOSTIC: /* qmail's relatives write several */
		r->diagnostic = join(arena, r->diagnostic, " ", behind_type(body));
		break;
	case REMOTE:
		r->remote = behind_type(body);
		break;
	default:
		r->others = join(arena, r->others, "\n", body);
		break;
	}
}

static bool is_worth_keeping(const struct dsn_recipient *r)
{
	return r->recipient.len || r->status.len || r->diagnostic.len;
}

static void keep(struct dsn *dsn, struct arena *arena, struct dsn_recipient *r)
{
	if (!is_worth_keeping(r))
		return; /* the first group is of the message, not of a recipient */
	if (dsn->count >= DSN_RECIPIENTS_MAX) {
		dsn->is_cut = true;
	} else {
		if ((dsn->count & (dsn->count - 1)) == 0) { /* full at each power of two */
			struct dsn_recipient *more =
				arena_array(arena, dsn->count ? dsn->count * 2 : 1, sizeof(*more));
			if (dsn->count)
				memcpy(more, dsn->recipients, dsn->count * sizeof(*more));
			dsn->recipients = more;
		}
		dsn->recipients[dsn->count++] = *r;
	}
	*r = (struct dsn_recipient){0};
}

/* The field that starts a line, with the lines folded under it. */
static bool take_group_line(struct slice *rest, struct arena *arena, struct dsn_recipient *r)
{
	struct slice group = *rest;
	struct field field;
	struct slice line;
	slice_next_line(rest, &line);
	if (!is_field_line(line))
		return false;
	struct slice one = group;
	header_next(&one, &field);
	enum dsn_field kind = field_of(field.name);
	if (kind != FIELD_NONE) {
		take_field(r, arena, kind, field.body);
		*rest = one;
	}
	return true;
}

void dsn_read(struct dsn *dsn, struct arena *arena, struct slice text)
{
	struct dsn_recipient r = {0};
	struct slice line;
	*dsn = (struct dsn){0};
	for (struct slice rest = text; rest.len;) {
		struct slice peek = rest;
		slice_next_line(&peek, &line);
		bool is_new = slice_is_blank(line) ||
			      (r.recipient.len &&
			       slice_eq_nocase(slice_sub(line, 0, 16), SLICE("Final-Recipient:")) &&
			       (r.status.len || r.diagnostic.len));
		if (is_new)
			keep(dsn, arena, &r);
		if (slice_is_blank(line))
			rest = peek;
		else
			take_group_line(&rest, arena, &r);
	}
	keep(dsn, arena, &r);
}

bool has_dsn_fields(struct slice text)
{
	static const struct slice names[] = {{"Final-Recipient:", 16}, {"Diagnostic-Code:", 16}};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		for (size_t at = 0; (at = slice_find(text, names[i], at)) != SLICE_NONE; at++)
			if (at == 0 || text.ptr[at - 1] == '\n')
				return true;
	return false;
}
