/*
 * Places that others link to, the anchors of all published pages and the pages of
 * codes, and the record of those that once were published: anchors.txt, a line a
 * place, sorted by bytes (`LC_ALL=C sort`),
 *
 *     codes/4-4-312<TAB>en ja
 *     smtp/4-4-312#fix<TAB>en ja
 *
 * the address, of an article '#' and the anchor as its page has it, and the
 * languages. In the anchor '%' and control characters are percent-encoded.
 *
 *     struct anchors anchors;
 *     anchors_begin(&anchors, kb, path, problems);
 *     while (anchors_next(&anchors))
 *             …anchors.text, anchors.was, anchors.is…
 *     status = anchors_end(&anchors);
 *
 * Both are read side by side, a line and a page at a time.
 */
#ifndef KB_ANCHORS_H
#define KB_ANCHORS_H

#include "kb/knowledge.h"

#include <stdio.h>

/* Of the record in the output folder. */
#define ANCHORS_FILE "anchors.txt"

struct anchor_place {
	struct slice text; /* "smtp/4-4-312#fix", "codes/4-4-312" */
	bool is_in[LANG_SIDES];
};

/* The record; private but for `line`. */
struct anchor_record {
	const char *path;
	FILE *file; /* NULL: there is none */
	char *text;
	size_t capacity;
	size_t line; /* of `place`, from 1 */
	struct anchor_place place;
	struct buffer before;
};

struct anchor_page;

struct anchors {
	/* The place: its text until the next one is asked for. */
	struct slice text;
	bool was[LANG_SIDES]; /* in the record */
	bool is[LANG_SIDES];  /* published now */
	/* Private from here. */
	struct arena arena;
	struct anchor_record record;
	struct anchor_page *pages; /* sorted by address */
	size_t n_pages;
	size_t next_page;
	struct arena_mark mark;      /* before the places */
	struct anchor_place *places; /* of the pages of one address, sorted */
	size_t n_places;
	size_t next_place;
	struct buffer name;
	bool has_recorded;
	bool has_place;
	bool takes_recorded; /* the last step has used it up */
	bool takes_place;
	enum status status;
	struct problems *problems;
};

/* `path` is the record, or NULL. What is wrong with it is told in `problems`, with
   its line, and then there are no more places and anchors_end fails. */
void anchors_begin(struct anchors *anchors, const struct knowledge *kb, const char *path,
		   struct problems *problems);
bool anchors_next(struct anchors *anchors);
enum status anchors_end(struct anchors *anchors);

/* The first article at an address, or NULL. */
const struct kb_article *anchors_page(const struct anchors *anchors, struct slice address);

/* The two parts of a place's text. The anchor is still encoded, as link_has_anchor
   takes it, and empty for the page of a code. */
struct slice anchor_address(struct slice place);
struct slice anchor_name(struct slice place);
bool anchor_is_code(struct slice place);

#endif
