/* Text made safe for HTML. */
#include "text/html.h"

#include "base/arena.h"
#include "text/transform.h"
#include "text/unicode.h"

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
static const bool is_plain[256] = {
	['\n'] = true,        [' ' ... '!'] = true, ['#' ... '%'] = true,
	['(' ... ';'] = true, ['='] = true,         ['?' ... '~'] = true,
};

static size_t plain_end(struct slice text, size_t at)
{
	while (at < text.len && is_plain[(unsigned char)text.ptr[at]])
		at++;
	return at;
}

/* What is asked for first is text of ASCII and usual Japanese, which needs no second
   look: false, and nothing written, where there is more in it. */
enum extent { USUAL_ONLY, ALL };

static bool escape(struct buffer *out, struct slice text, enum extent extent)
{
	size_t len = out->len;
	size_t from = 0;
	for (size_t at = 0; (at = plain_end(text, at)) < text.len;) {
		if (text_is_composed_triple(text, at)) {
			at += 3;
			continue;
		}
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
