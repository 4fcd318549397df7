/*
 * A glossary from TBX-Basic, read as a stream through libxml2. Nothing is
 * fetched, no DTD is loaded, and no entity is expanded: a reference to one is an
 * error, since its text would come from elsewhere.
 */
#include "glossary_read.h"

#include "base/buffer.h"

#include <libxml/xmlreader.h>
#include <string.h>

enum place_in_entry { IN_NOTHING, IN_TERM, IN_STATUS };

struct tbx {
	struct glossary_reader *reader;
	xmlTextReaderPtr xml;
	struct term term;   /* of the concept being read */
	enum lang lang;     /* of the language section; LANG_BOTH: another one */
	struct buffer text; /* of the element being read */
	struct slice word;  /* of the term section being read */
	bool is_forbidden;  /* it says so */
	bool is_preferred;
	enum place_in_entry in;
	size_t n_terms;
	bool is_told; /* a mistake of XML itself */
};

static struct place place_of(const struct tbx *tbx)
{
	int line = xmlTextReaderGetParserLineNumber(tbx->xml);
	return (struct place){.file = tbx->reader->path, .line = line > 0 ? (size_t)line : 0};
}

/* --- Sections ----------------------------------------------------------- */

static bool is_any(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

static bool is_entry(const char *name)
{
	static const char *const names[] = {"termEntry", "conceptEntry", NULL};
	return is_any(name, names);
}

static bool is_language(const char *name)
{
	static const char *const names[] = {"langSet", "langSec", NULL};
	return is_any(name, names);
}

static bool is_section(const char *name)
{
	static const char *const names[] = {"tig", "ntig", "termSec", NULL};
	return is_any(name, names);
}

static enum lang language_of(struct tbx *tbx)
{
	xmlChar *value = xmlTextReaderGetAttribute(tbx->xml, BAD_CAST "xml:lang");
	struct slice tag = slice_from((const char *)value);
	tag = slice_sub(tag, 0, slice_find_char(tag, '-', 0));
	enum lang lang = slice_eq_nocase(tag, SLICE("en"))   ? LANG_EN
			 : slice_eq_nocase(tag, SLICE("ja")) ? LANG_JA
							     : LANG_BOTH;
	xmlFree(value);
	return lang;
}

static bool is_status(struct tbx *tbx)
{
	static const char *const types[] = {"administrativeStatus", "normativeAuthorization", NULL};
	xmlChar *type = xmlTextReaderGetAttribute(tbx->xml, BAD_CAST "type");
	bool is = type && is_any((const char *)type, types);
	xmlFree(type);
	return is;
}

static void end_section(struct tbx *tbx)
{
	struct glossary_reader *reader = tbx->reader;
	struct renderings *list = tbx->is_forbidden ? &tbx->term.forbidden : &tbx->term.ja;
	if (tbx->lang == LANG_EN && !tbx->is_forbidden && tbx->term.en.len == 0)
		tbx->term.en = tbx->word;
	if (tbx->lang == LANG_JA && tbx->word.len) {
		renderings_add(reader, list, tbx->word);
		/* The preferred one goes first. */
		if (tbx->is_preferred && list->count > 1) {
			struct slice first = list->items[0];
			list->items[0] = list->items[list->count - 1];
			list->items[list->count - 1] = first;
		}
	}
}

static void end_entry(struct tbx *tbx)
{
	tbx->n_terms++;
	if (tbx->term.en.len)
		glossary_add(tbx->reader, &tbx->term);
}

/* --- Nodes -------------------------------------------------------------- */

static void on_begin(struct tbx *tbx, const char *name)
{
	if (is_entry(name))
		tbx->term = (struct term){.at = place_of(tbx)};
	if (is_language(name))
		tbx->lang = language_of(tbx);
	if (is_section(name)) {
		tbx->word = (struct slice){0};
		tbx->is_forbidden = tbx->is_preferred = false;
	}
	tbx->in = strcmp(name, "term") == 0                         ? IN_TERM
		  : strcmp(name, "termNote") == 0 && is_status(tbx) ? IN_STATUS
								    : tbx->in;
	if (tbx->in != IN_NOTHING)
		buffer_clear(&tbx->text);
}

static void take_status(struct tbx *tbx)
{
	struct slice status = slice_trim(buffer_view(&tbx->text));
	tbx->is_forbidden |= slice_starts_with(status, SLICE("deprecated")) ||
			     slice_starts_with(status, SLICE("superseded"));
	tbx->is_preferred |= slice_starts_with(status, SLICE("preferred"));
}

static void on_end(struct tbx *tbx, const char *name)
{
	if (tbx->in == IN_TERM && strcmp(name, "term") == 0) {
		struct slice text = slice_trim(buffer_view(&tbx->text));
		tbx->word = arena_copy(&tbx->reader->glossary->arena, text);
		tbx->reader->failed |= !tbx->word.ptr;
		tbx->in = IN_NOTHING;
	} else if (tbx->in == IN_STATUS && strcmp(name, "termNote") == 0) {
		take_status(tbx);
		tbx->in = IN_NOTHING;
	} else if (is_section(name)) {
		end_section(tbx);
	} else if (is_entry(name)) {
		end_entry(tbx);
	}
}

static void on_entity(struct tbx *tbx)
{
	const char *name = (const char *)xmlTextReaderConstName(tbx->xml);
	problem_report(tbx->reader->problems, place_of(tbx),
		       "the entity &%s; is not expanded; write its text instead",
		       "実体参照 &%s; は展開しません。実際の文字列を書いてください",
		       name ? name : "");
	tbx->reader->n_mistakes++;
}

static void on_node(struct tbx *tbx)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(tbx->xml);
	switch (xmlTextReaderNodeType(tbx->xml)) {
	case XML_READER_TYPE_ELEMENT:
		on_begin(tbx, name);
		if (xmlTextReaderIsEmptyElement(tbx->xml))
			on_end(tbx, name);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		on_end(tbx, name);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		if (tbx->in != IN_NOTHING)
			buffer_str(&tbx->text, (const char *)xmlTextReaderConstValue(tbx->xml));
		break;
	case XML_READER_TYPE_ENTITY_REFERENCE:
		on_entity(tbx);
		break;
	default:
		break;
	}
}

/* libxml2's own words are English and end with a line end. */
static void on_error(void *context, const char *message, xmlParserSeverities severity,
		     xmlTextReaderLocatorPtr locator)
{
	struct tbx *tbx = context;
	struct slice text = slice_trim(slice_from(message));
	int line = xmlTextReaderLocatorLineNumber(locator);
	bool is_error = severity == XML_PARSER_SEVERITY_ERROR ||
			severity == XML_PARSER_SEVERITY_VALIDITY_ERROR;
	if (!is_error || tbx->is_told)
		return;
	tbx->is_told = true;
	tbx->reader->n_mistakes++;
	problem_report(
		tbx->reader->problems,
		(struct place){.file = tbx->reader->path, .line = line > 0 ? (size_t)line : 0},
		"the glossary is not well-formed XML (%.*s); correct it",
		"用語集が整形式の XML ではありません (%.*s)。修正してください", SLICE_ARG(text));
}

static void read_nodes(struct tbx *tbx)
{
	xmlTextReaderSetErrorHandler(tbx->xml, on_error, tbx);
	while (xmlTextReaderRead(tbx->xml) == 1 && !tbx->reader->failed)
		on_node(tbx);
	tbx->reader->failed |= tbx->text.failed;
	if (tbx->n_terms || tbx->reader->n_mistakes)
		return;
	problem_report(tbx->reader->problems, (struct place){.file = tbx->reader->path},
		       "no termEntry or conceptEntry found; give a glossary in TBX-Basic or CSV",
		       "termEntry も conceptEntry もありません。TBX-Basic または CSV の用語集を"
		       "指定してください");
	tbx->reader->n_mistakes++;
}

void glossary_read_tbx(struct glossary_reader *reader, struct slice bytes)
{
	struct tbx tbx = {.reader = reader, .lang = LANG_BOTH};
	buffer_init(&tbx.text, BUFFER_MAX_PAGE);
	tbx.xml = xmlReaderForMemory(bytes.ptr, (int)bytes.len, NULL, NULL, XML_PARSE_NONET);
	if (tbx.xml)
		read_nodes(&tbx);
	else
		reader->failed = true;
	xmlFreeTextReader(tbx.xml);
	buffer_release(&tbx.text);
}
