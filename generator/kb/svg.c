/*
 * Looks for script in SVG through libxml2. Nothing is fetched, no DTD is loaded, and no
 * entity or default attribute may be declared.
 */
#include "svg.h"

#include "base/file.h"

#include <libxml/parser.h>
#include <limits.h>
#include <string.h>

bool svg_is_named(struct slice path)
{
	return slice_ends_with_nocase(path, SLICE(".svg"));
}

struct look {
	bool is_refused;
};

static struct slice text_of(const xmlChar *text)
{
	return slice_from(text ? (const char *)text : "");
}

/* What runs script, or shows a page that does. */
static bool is_refused_element(struct slice name)
{
	static const char *const names[] = {"script", "handler", "iframe", "frame", "embed",
					    "object", "base",    "meta",   NULL};
	return slice_is_one_of_nocase(name, names);
}

/* Anywhere, as an animation has a list of addresses; blanks and controls do not count
   where a browser reads one. */
static bool has_script_address(struct slice value)
{
	static const char *const starts[] = {"javascript:", "vbscript:", "data:text", "data:appl",
					     "data:image/svg"};
	size_t matched[sizeof(starts) / sizeof(*starts)] = {0};
	for (size_t at = 0; at < value.len; at++) {
		char c = ascii_lower(value.ptr[at]);
		if ((unsigned char)c <= ' ')
			continue;
		for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
			bool goes_on = c == starts[i][matched[i]];
			matched[i] = goes_on ? matched[i] + 1 : c == starts[i][0];
			if (!starts[i][matched[i]])
				return true;
		}
	}
	return false;
}

/* Of each attribute: name, prefix, namespace, and where its value begins and ends. */
static void see_element(void *context, const xmlChar *name, const xmlChar *prefix,
			const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
			int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	enum { NAME, VALUE = 3, VALUE_END, FIELDS };
	struct look *look = context;
	(void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
	look->is_refused |= is_refused_element(text_of(name));
	for (int i = 0; i < n_attributes; i++, attributes += FIELDS) {
		const char *value = (const char *)attributes[VALUE];
		size_t len = (size_t)(attributes[VALUE_END] - attributes[VALUE]);
		look->is_refused |=
			slice_eq_nocase(slice_sub(text_of(attributes[NAME]), 0, 2), SLICE("on")) ||
			has_script_address((struct slice){value, len});
	}
}

/* A stylesheet may be one that makes other elements of the file's. */
static void see_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
	struct look *look = context;
	(void)data;
	look->is_refused |= slice_eq_str(text_of(target), "xml-stylesheet");
}

/* An entity or a default attribute could stand for script. All encodings that are taken
   write these words in the same bytes. */
static bool has_declarations(struct slice bytes)
{
	return slice_contains(bytes, SLICE("<!ENTITY")) ||
	       slice_contains(bytes, SLICE("<!ATTLIST"));
}

/* Encodings that a browser reads as libxml2 does; UTF-16 needs no name, but has NULs. */
static bool is_plain_encoding(const xmlChar *encoding)
{
	static const char *const names[] = {"", "utf-8", "us-ascii", "iso-8859-1", NULL};
	return slice_is_one_of_nocase(text_of(encoding), names);
}

static bool is_harmless(struct slice bytes)
{
	struct look look = {false};
	xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
				 .startElementNs = see_element,
				 .processingInstruction = see_instruction};
	if (bytes.len == 0 || bytes.len > INT_MAX || has_declarations(bytes) ||
	    slice_find_char(bytes, 0, 0) != SLICE_NONE)
		return false;
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, &look, NULL, 0, NULL);
	if (!parser)
		return false;
	(void)xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	int error = xmlParseChunk(parser, bytes.ptr, (int)bytes.len, 1);
	bool is_read = error == 0 && parser->wellFormed && is_plain_encoding(parser->encoding);
	xmlFreeParserCtxt(parser);
	return is_read && !look.is_refused;
}

bool svg_is_harmless(const char *file)
{
	struct arena arena;
	struct problems unheard;
	struct slice bytes;
	arena_init(&arena);
	problems_init(&unheard, NULL, LANG_EN);
	bool is_read = file_read(&arena, file, &unheard, &bytes) == STATUS_OK;
	bool result = is_read && is_harmless(bytes);
	arena_release(&arena);
	return result;
}
