/* Text made safe for HTML. */
#include "text/html.h"

#include "base/arena.h"
#include "base/eight.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <string.h>

static const char *reference_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* What stands for the character at `*at`, which moves behind it; NULL where it
   stands for itself. A byte that is not UTF-8 comes as U+FFFD. */
static const char *replacement_at(struct slice text, size_t *at)
{
	const char *reference = reference_of(text.ptr[*at]);
	int32_t c = utf8_next(text, at);
	if (reference)
		return reference;
	return html_is_forbidden(c) || c == 0xFFFD ? "\xEF\xBF\xBD" : NULL;
}

/* How many of eight bytes, from the first, are printable ASCII that HTML does not escape:
   all, or those in front of the lowest byte whose highest bit is set in `odd`. It is set
   beyond ASCII; of an ASCII byte, adding to the last one sets it, and taking more away
   than it is: a blank from a control character, one from a difference that is none. (What
   is borrowed goes to the bytes above.) But for two bits, '"', '&' and '\'' are one, and
   so is '#'; but for one bit, '<' and '>'. */
static size_t plain_bytes(uint64_t eight)
{
	const uint64_t each = EIGHT_EACH;
	return eight_before(eight | (eight + each) | (eight - each * ' ') |
			    (((eight | each * ('"' ^ '\'')) ^ each * '\'') - each) |
			    (((eight | each * ('<' ^ '>')) ^ each * '>') - each));
}

/* ASCII that stands for itself but is none of the plain. */
static bool is_plain_too(char c)
{
	return c == '#' || c == '\n';
}

/* The end of what is ASCII that stands for itself, or usual Japanese. */
static size_t usual_end(struct slice text, size_t at)
{
	while ((at = eight_end(text, at, plain_bytes)) < text.len) {
		size_t start = at;
		if ((unsigned char)text.ptr[at] >= 0x80)
			at = text_composed_end(text, at);
		else if (is_plain_too(text.ptr[at]))
			at++;
		if (at == start)
			break;
	}
	return at;
}

bool html_is_plain(struct slice text)
{
	return usual_end(text, 0) == text.len;
}

/* What is asked for first is text of ASCII and usual Japanese, which needs no second
   look: false, and nothing written, where there is more in it. */
enum extent { USUAL_ONLY, ALL };

/* What is before `from` stands for itself. */
static bool escape(struct buffer *out, struct slice text, size_t from, enum extent extent)
{
	size_t len = out->len;
	size_t written = 0;
	for (size_t at = from; at < text.len; at = usual_end(text, at)) {
		if (extent == USUAL_ONLY && (unsigned char)text.ptr[at] >= 0x80) {
			buffer_truncate(out, len);
			return false;
		}
		size_t start = at;
		const char *replaced = replacement_at(text, &at);
		if (!replaced)
			continue;
		buffer_slice(out, slice_sub(text, written, start));
		buffer_str(out, replaced);
		written = at;
	}
	buffer_slice(out, slice_skip(text, written));
	return true;
}

/* Text is composed before it is escaped and never after: U+0338 behind a '>'
   would make one character of the two, and a tag would be open. For the same
   reason no text may begin with a mark; it gets a blank to stand on (The
   Unicode Standard, 2.11). */
static void compose_and_escape(struct buffer *out, struct slice text)
{
	struct buffer composed;
	buffer_init(&composed, BUFFER_MAX_PAGE);
	if (text_combines(text))
		buffer_str(&composed, "\xC2\xA0");
	if (text_nfc(text, &composed) != STATUS_OK)
		out_of_memory();
	escape(out, buffer_view(&composed), 0, ALL);
	buffer_release(&composed);
}

void html_escape(struct buffer *out, struct slice text)
{
	size_t end = usual_end(text, 0);
	if (end == text.len)
		buffer_slice(out, text);
	else if (escape(out, text, end, USUAL_ONLY))
		return;
	else if (text_is_nfc(text))
		escape(out, text, end, ALL);
	else
		compose_and_escape(out, text);
}
