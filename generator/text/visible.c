/* Showing what a terminal would obey or hide. */
#include "text/visible.h"

#include "text/unicode.h"

#include <unicode/uchar.h>

enum { CONTROL_PICTURES = 0x2400, DELETE_PICTURE = 0x2421 };

bool is_invisible(int32_t c)
{
	/* Most of a report, and not worth a look into ICU's tables. */
	if ((c >= ' ' && c < 0x7F) || is_plain_kanji(c) || is_plain_kana(c))
		return false;
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

void text_visible(struct slice text, struct buffer *out)
{
	size_t at = 0;
	int32_t c;
	while ((c = utf8_next(text, &at)) != CODE_POINT_NONE)
		code_point_visible(c, out);
}
