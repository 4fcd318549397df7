/* Text made safe for HTML. */
#include "text/html.h"

#include "base/arena.h"
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

/* ASCII that stands for itself: most of any page. */
static inline bool is_plain(char c)
{
	switch (c) {
	case '"':
	case '&':
	case '\'':
	case '<':
	case '>':
		return false;
	default:
		return (c >= ' ' && c <= '~') || c == '\n';
	}
}

/* Whether eight bytes are all printable ASCII that HTML does not escape. The highest
   bit is set beyond ASCII; of an ASCII byte, adding to the last one sets it, and taking
   more away than it is: a blank from a control character, one from a difference that is
   none. (What is borrowed from the byte above changes no answer: it is "no" by then.)
   '&' and '\'' differ in one bit, so do '<' and '>'. */
static bool are_plain(const char *bytes)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t eight;
	memcpy(&eight, bytes, sizeof(eight));
	uint64_t odd = eight | (eight + each) | (eight - each * ' ') |
		       ((eight ^ each * '"') - each) |
		       (((eight | each * ('&' ^ '\'')) ^ each * '\'') - each) |
		       (((eight | each * ('<' ^ '>')) ^ each * '>') - each);
	return !(odd & each * 0x80);
}

static size_t plain_end(struct slice text, size_t at)
{
	if (at == text.len || !is_plain(text.ptr[at]))
		return at;
	while (text.len - at >= sizeof(uint64_t) && are_plain(text.ptr + at))
		at += sizeof(uint64_t);
	while (at < text.len && is_plain(text.ptr[at]))
		at++;
	return at;
}

/* The end of what is ASCII that stands for itself, or usual Japanese. */
static size_t usual_end(struct slice text, size_t at)
{
	size_t before;
	do {
		before = at;
		at = plain_end(text, at);
		while (text_is_composed_triple(text, at))
			at += 3;
	} while (at > before);
	return at;
}

bool html_is_plain(struct slice text)
{
	return usual_end(text, 0) == text.len;
}

/* What is asked for first is text of ASCII and usual Japanese, which needs no second
   look: false, and nothing written, where there is more in it. */
enum extent { USUAL_ONLY, ALL };

static bool escape(struct buffer *out, struct slice text, enum extent extent)
{
	size_t len = out->len;
	size_t from = 0;
	for (size_t at = 0; (at = usual_end(text, at)) < text.len;) {
		if (extent == USUAL_ONLY && (unsigned char)text.ptr[at] >= 0x80) {
			buffer_truncate(out, len);
			return false;
		}
		size_t start = at;
		const char *replaced = replacement_at(text, &at);
		if (!replaced)
			continue;
		buffer_slice(out, slice_sub(text, from, start));
		buffer_str(out, replaced);
		from = at;
	}
	buffer_slice(out, slice_skip(text, from));
	return true;
}

/* Text is composed before it is escaped and never after: U+0338 behind a '>'
   would make one character of the two, and a tag would be open. For the same
   reason no text may begin with a mark; it gets a blank to stand on (The
   Unicode Standard, 2.11). */
void html_escape(struct buffer *out, struct slice text)
{
	if (escape(out, text, USUAL_ONLY))
		return;
	if (text_is_nfc(text)) {
		escape(out, text, ALL);
		return;
	}
	struct buffer composed;
	buffer_init(&composed, BUFFER_MAX_PAGE);
	if (text_combines(text))
		buffer_str(&composed, "\xC2\xA0");
	if (text_nfc(text, &composed) != STATUS_OK)
		out_of_memory();
	escape(out, buffer_view(&composed), ALL);
	buffer_release(&composed);
}
