/* Text inside HTML. */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buffer.h"

#include <stdint.h>

/* Text with & < > " ' escaped, in NFC, and with U+FFFD for what HTML forbids
   (control characters, noncharacters). Ends the program when memory is out. */
void html_escape(struct buffer *out, struct slice text);

/* What HTML forbids in a page, escaped or not: control characters and
   noncharacters (HTML Standard, 13.2.3.5). */
bool html_is_forbidden(int32_t c);

#endif
