/* Over libxml2's writer. */
#include "xml.h"

#include "base/arena.h"
#include "text/visible.h"

#include <libxml/xmlwriter.h>

static void check(struct xml *xml, int result)
{
	xml->failed |= result < 0;
}

static int append(void *context, const char *bytes, int len)
{
	struct buffer *out = context;
	buffer_append(out, bytes, (size_t)len);
	return out->failed ? -1 : len;
}

/* Not by way of libxml2's own buffer: a sitemap is large. */
void xml_begin(struct xml *xml, struct buffer *out)
{
	xmlOutputBuffer *output = xmlOutputBufferCreateIO(append, NULL, out, NULL);
	xml->failed = false;
	xml->writer = output ? xmlNewTextWriter(output) : NULL;
	if (!xml->writer)
		out_of_memory();
	xmlTextWriterSetIndent(xml->writer, 1);
	check(xml, xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", NULL));
}

void xml_open(struct xml *xml, const char *name)
{
	check(xml, xmlTextWriterStartElement(xml->writer, BAD_CAST name));
}

void xml_close(struct xml *xml)
{
	check(xml, xmlTextWriterEndElement(xml->writer));
}

void xml_attribute(struct xml *xml, const char *name, const char *value)
{
	check(xml, xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value));
}

/* XML 1.0, production 2. */
static bool is_char(int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

void xml_element(struct xml *xml, const char *name, struct slice text)
{
	struct buffer clean;
	buffer_init(&clean, BUFFER_MAX_PAGE);
	buffer_str(&clean, "");
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; (at = printable_end(text, at)) < text.len;) {
		size_t start = at;
		int32_t c = utf8_next(text, &at);
		if (is_char(c) && c != 0xFFFD)
			continue;
		buffer_slice(&clean, slice_sub(text, from, start));
		buffer_utf8(&clean, 0xFFFD);
		from = at;
	}
	buffer_slice(&clean, slice_skip(text, from));
	if (clean.failed)
		out_of_memory();
	check(xml, xmlTextWriterWriteElement(xml->writer, BAD_CAST name, BAD_CAST clean.ptr));
	buffer_release(&clean);
}

enum status xml_end(struct xml *xml, struct problems *problems)
{
	check(xml, xmlTextWriterEndDocument(xml->writer));
	xmlFreeTextWriter(xml->writer);
	return xml->failed ? problem_memory(problems, STATUS_NO_MEMORY) : STATUS_OK;
}
