/* Addresses around a code. */
#include "recipient.h"

#include <string.h>

/* How far before a code its recipient may stand. */
enum { LOOK_BACK_BYTES = 400, ADDRESS_MAX_BYTES = 254 };

/* What may stand between a code, or a word, and the address that belongs to it. */
static const char between[] = " \t<\"':(";

/* --- Addresses ---------------------------------------------------------------- */

static bool is_domain_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("-._", c)) || (unsigned char)c >= 0x80;
}

static bool is_local_char(char c)
{
	return is_domain_char(c) || (c && strchr("!#$%&'*+/=?^`{|}~", c));
}

/* "to=user@…" without brackets, "{'user@…': (550, …" of a program. */
static struct slice without_signs(struct slice address)
{
	if (slice_starts_with(address, SLICE("to=")))
		address = slice_skip(address, 3);
	while (address.len && strchr("='{", address.ptr[0]))
		address = slice_skip(address, 1);
	while (address.len && address.ptr[address.len - 1] == '.') /* "user@example.com..." */
		address.len--;
	return address;
}

/* The address around the '@' at `at`, no further than from `from` to `to`; empty
   where it is none. */
static struct slice address_at(struct slice text, size_t at, size_t from, size_t to)
{
	size_t start = at;
	size_t end = at + 1;
	while (start > from && is_local_char(text.ptr[start - 1]))
		start--;
	while (end < to && end - at <= ADDRESS_MAX_BYTES && is_domain_char(text.ptr[end]))
		end++;
	struct slice address = without_signs(slice_sub(text, start, end));
	size_t sign = slice_find_char(address, '@', 0);
	bool is_good = sign != SLICE_NONE && sign > 0 && sign + 1 < address.len &&
		       address.len <= ADDRESS_MAX_BYTES;
	return is_good ? address : (struct slice){0};
}

/* The last one before `at`. */
static struct slice address_before(struct slice text, size_t at, size_t from)
{
	for (size_t i = at; i > from; i--) {
		if (text.ptr[i - 1] != '@')
			continue;
		struct slice address = address_at(text, i - 1, from, text.len);
		if (address.len)
			return address;
	}
	return (struct slice){0};
}

/* --- Behind a code ------------------------------------------------------------ */

static size_t skip_back(struct slice text, size_t at, size_t from)
{
	while (at > from && strchr(between, text.ptr[at - 1]))
		at--;
	return at;
}

/* "to=<user@…", "Recipient user@…", "mailbox: user@…" */
static bool is_said_before(struct slice text, size_t at, size_t from)
{
	static const struct slice words[] = {{"recipient", 9}, {"user", 4}, {"mailbox", 7}};
	struct slice before = slice_sub(text, from, skip_back(text, at, from));
	if (slice_ends_with(before, SLICE(" to=")))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (before.len > words[i].len && slice_ends_with_nocase(before, words[i]))
			return true;
	return false;
}

/* "<user@…>: Sender address rejected" */
static bool has_sender(struct slice words)
{
	static const struct slice sender = {"sender", 6};
	for (size_t i = 0; i + sender.len <= words.len; i++)
		if (slice_eq_nocase(slice_sub(words, i, i + sender.len), sender))
			return true;
	return false;
}

/* On the rest of the code's line: what the server's words say is the recipient. Other
   addresses are of people who can help, and of senders. */
static struct slice address_behind(struct slice text, size_t code_end)
{
	size_t end = slice_find_char(text, '\n', code_end);
	size_t limit = code_end + LOOK_BACK_BYTES;
	end = end < limit ? end : limit;
	end = end < text.len ? end : text.len;
	for (size_t i = code_end; (i = slice_find_char(text, '@', i)) < end; i++) {
		struct slice address = address_at(text, i, code_end, end);
		size_t start = (size_t)(address.ptr - text.ptr);
		if (address.len == 0)
			continue;
		bool is_next = skip_back(text, start, code_end) == code_end;
		bool is_senders = is_next && has_sender(slice_sub(text, i, end));
		if ((is_next && !is_senders) || is_said_before(text, start, code_end))
			return address;
	}
	return (struct slice){0};
}

/* --- Lines -------------------------------------------------------------------- */

static size_t line_start(struct slice text, size_t at, size_t from)
{
	while (at > from && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

static size_t indent_of(struct slice text, size_t start)
{
	size_t at = start;
	while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
		at++;
	return at - start;
}

/* The start of the line around `at`, or of the line above that it goes on with: one
   that is less indented. */
static size_t whole_line_start(struct slice text, size_t at, size_t from)
{
	size_t first = line_start(text, at, from);
	size_t indent = indent_of(text, first);
	for (size_t start = first; start > from;) {
		start = line_start(text, start - 1, from);
		if (text.ptr[start] == '\n' || text.ptr[start] == '\r')
			return first;
		if (indent_of(text, start) < indent)
			return start;
	}
	return first;
}

struct slice recipient_near(struct slice text, struct span code)
{
	size_t from = code.start > LOOK_BACK_BYTES ? code.start - LOOK_BACK_BYTES : 0;
	size_t line = whole_line_start(text, code.start, from);
	struct slice address = address_before(text, code.start, line);
	if (!address.len)
		address = address_behind(text, code.end);
	if (!address.len)
		address = address_before(text, line, from);
	return address;
}
