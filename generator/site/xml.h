/*
 * XML for other programs: a sitemap, a feed.
 *
 *     struct xml xml;
 *     xml_begin(&xml, out);
 *     xml_open(&xml, "feed");
 *     xml_attribute(&xml, "xmlns", "http://www.w3.org/2005/Atom");
 *     xml_element(&xml, "title", SLICE("…"));
 *     xml_close(&xml);
 *     status = xml_end(&xml, problems);
 */
#ifndef SITE_XML_H
#define SITE_XML_H

#include "base/buffer.h"
#include "base/problem.h"

/* Fields are private. */
struct xml {
	void *writer;
	bool failed;
};

/* The document is appended to `out` while it is written. */
void xml_begin(struct xml *xml, struct buffer *out);

void xml_open(struct xml *xml, const char *name);
void xml_close(struct xml *xml);
void xml_attribute(struct xml *xml, const char *name, const char *value);

/* An element with a text; what XML forbids (control characters) becomes U+FFFD. */
void xml_element(struct xml *xml, const char *name, struct slice text);

/* Closes all elements. What went wrong is reported; the writer is gone in any
   case. */
enum status xml_end(struct xml *xml, struct problems *problems);

#endif
