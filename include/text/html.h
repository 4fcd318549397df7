/* Text inside HTML. */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buffer.h"

/* Text with & < > " ' escaped, in NFC, and with U+FFFD for what HTML forbids
   (control characters, noncharacters). Ends the program when memory is out. */
void html_escape(struct buffer *out, struct slice text);

#endif
