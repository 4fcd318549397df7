/*
 * The text of HTML mail, as far as looking for words and codes in it needs:
 * tags are line ends or nothing, references are characters, scripts and styles
 * are gone. No parse: any bytes will do, in linear time.
 */
#ifndef LOOKUP_HTML_TEXT_H
#define LOOKUP_HTML_TEXT_H

#include "base/buffer.h"

void html_text(struct slice html, struct buffer *out);

#endif
