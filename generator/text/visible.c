/* Showing what a terminal would obey or hide. */
#include "text/visible.h"

#include "base/eight.h"
#include "text/unicode.h"

#include <unicode/uchar.h>

enum { CONTROL_PICTURES = 0x2400, DELETE_PICTURE = 0x2421 };

bool is_invisible_wide(int32_t c)
{
	switch (u_charType(c)) {
	case U_CONTROL_CHAR:
	case U_FORMAT_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
	case U_SURROGATE:
		return true;
	default:
		break;
	}
	return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
	       !u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR);
}

void code_point_visible(int32_t c, struct buffer *out)
{
	if (!is_invisible(c))
		buffer_utf8(out, (unsigned int)c);
	else if (c < 0x20)
		buffer_utf8(out, CONTROL_PICTURES + (unsigned int)c);
	else if (c == 0x7F)
		buffer_utf8(out, DELETE_PICTURE);
	else
		buffer_printf(out, "<U+%04X>", (unsigned int)c);
}

/* How many of eight bytes, from the first. */
static size_t printable_bytes(uint64_t eight)
{
	return eight_before(eight | ~eight_between(eight, ' ', '~'));
}

size_t printable_end(struct slice text, size_t at)
{
	return eight_end(text, at, printable_bytes);
}

void text_visible(struct slice text, struct buffer *out)
{
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; (at = printable_end(text, at)) < text.len;) {
		size_t start = at;
		int32_t c = utf8_next(text, &at);
		if (!is_invisible(c) && c != 0xFFFD)
			continue;
		buffer_slice(out, slice_sub(text, from, start));
		code_point_visible(c, out);
		from = at;
	}
	buffer_slice(out, slice_skip(text, from));
}
