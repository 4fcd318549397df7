/* Text inside HTML. */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

/* Text with & < > " ' escaped, in NFC, and with U+FFFD for what HTML forbids
   (control characters, noncharacters). Ends the program when memory is out. */
void html_escape(struct buffer *out, struct slice text);

/* Whether that is the text itself: quick, so false also where it would take more than
   a look at each byte to know. */
bool html_is_plain(struct slice text);

/* What HTML forbids in a page, escaped or not: control characters and
   noncharacters (HTML Standard, 13.2.3.5). */
static inline bool html_is_forbidden(int32_t c)
{
	if (c >= 0x20 && c < 0xFDD0)
		return c >= 0x7F && c <= 0x9F;
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0xFDD0 && c <= 0xFDEF) ||
	       (c & 0xFFFE) == 0xFFFE;
}

#endif
