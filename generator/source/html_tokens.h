/*
 * Raw HTML cut into tags and text, one at a time, by the rules of
 * CommonMark 0.31 section 6.6 for what is a tag. (libxml2's reader repairs
 * trees by HTML 4's rules and cannot read half an element, which is what a
 * Markdown parser hands over.)
 */
#ifndef SOURCE_HTML_TOKENS_H
#define SOURCE_HTML_TOKENS_H

#include "source/node.h"

#include <stdint.h>

enum html_token_kind {
	HTML_TEXT,  /* text, entities not yet resolved */
	HTML_OPEN,  /* <name …> or <name …/> */
	HTML_CLOSE, /* </name> */
	HTML_OTHER  /* comment, declaration, processing instruction, CDATA */
};

struct html_token {
	enum html_token_kind kind;
	struct slice raw;        /* the whole token */
	struct slice name;       /* as written */
	struct slice attributes; /* between the name and the end of the tag */
};

struct html_reader {
	struct slice rest;   /* what was not read yet */
	unsigned int barren; /* private: kinds of markup that do not end any more */
};

struct html_reader html_reader_from(struct slice html);

/* Takes the next token off; false at the end. Text that only looks like a tag
   comes as text. */
bool html_token_next(struct html_reader *reader, struct html_token *token);

/* Whether a reader sees anything of it: tags alone, such as an anchor, are not
   text. */
bool html_has_text(struct slice html);

struct html_attribute {
	struct slice name;
	struct slice value; /* entities not yet resolved */
};

/* Takes the next attribute off the attributes of a token; false at the end. */
bool html_attribute_next(struct slice *rest, struct html_attribute *attribute);

/* What a numeric reference ("#10", "#xA": what stands between '&' and ';') gives, a
   character or not; false where it is none. */
bool html_reference_number(struct slice name, uint32_t *number);

/* Text with its character references resolved, in the arena; a pointer of NULL
   when memory is out. */
struct slice html_unescape(struct arena *arena, struct slice text);

#endif
