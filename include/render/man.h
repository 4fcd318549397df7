/*
 * Man pages: trees of source/node.h into man(7) source that groff, man-db
 * and mandoc all lay out right, in English and Japanese.
 *
 *     struct man_writer *man = man_begin(&arena, &out, &options, &head);
 *     man_section(man, SLICE("DESCRIPTION"));
 *     man_blocks(man, article->first, NULL);
 *     man_see_also(man, references, n_references);
 *     man_end(man);                       // now `out` holds the page
 *
 * Japanese pages belong into man/ja/man7/, English ones into man/man7/: only
 * below "ja" does man-db load groff's Japanese line breaking. The other
 * readers need help: see generator/render/man_fill.c.
 *
 * Nothing in an article can become a roff request or escape. Memory running
 * out ends the program; a page longer than the buffer's maximum leaves
 * `out->failed` set.
 */
#ifndef RENDER_MAN_H
#define RENDER_MAN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/lang.h"
#include "source/node.h"
#include "text/locale.h"

struct line_breaker;

/* Columns of the readers' lines; no line is wider, save code that is. */
enum { MAN_PAGE_COLUMNS = 78 };

struct man_page_head {
	struct slice name;               /* the page is NAME.7, or of another section: */
	unsigned int section;            /* 0 is 7 */
	const struct slice *extra_names; /* listed in NAME too: each wants a man_alias file */
	size_t n_extra_names;
	struct slice description; /* one line of plain text */
	enum lang lang;           /* LANG_EN or LANG_JA */
	struct day date;          /* of the text */
	struct day newest;        /* the build's day: no page is younger (mandoc warns of
				     dates in the future), and one without a date gets
				     this one. No day known: no limit. */
	struct slice source;      /* the site's title: foot of the page */
	struct slice manual;      /* title of the collection: head of the page */
};

enum man_target_kind { MAN_TARGET_NONE, MAN_TARGET_PAGE, MAN_TARGET_URL };

/* Where a link leads to, for a reader of man pages. */
struct man_target {
	enum man_target_kind kind;
	struct slice name;    /* MAN_TARGET_PAGE: without its section */
	unsigned int section; /* MAN_TARGET_PAGE */
	struct slice url;     /* MAN_TARGET_URL: absolute */
};

/* What a NODE_LINK's address means; its strings must live until man_end. */
typedef struct man_target man_resolve(void *context, struct slice url);

struct man_options {
	struct line_breaker *breaker; /* borrowed; of this thread */
	man_resolve *resolve;         /* NULL: links are their text only */
	void *context;                /* for `resolve` */
};

struct man_writer;

/* Starts a page: its head and the section NAME. The writer lives in the
   arena, which must be one that never fails (arena_init_must); head and options are read until
   man_end. */
struct man_writer *man_begin(struct arena *arena, struct buffer *out,
			     const struct man_options *options, const struct man_page_head *head);

/* A section (.SH), a subsection (.SS), a paragraph of plain text. */
void man_section(struct man_writer *man, struct slice title);
void man_subsection(struct man_writer *man, struct slice title);
void man_paragraph(struct man_writer *man, struct slice text);

/* The siblings from `first` up to, not including, `end` (NULL: all that
   follow). Headings become subsections. */
void man_blocks(struct man_writer *man, const struct node *first, const struct node *end);

/* A section SEE ALSO (関連項目) of pages and addresses; none for none. */
void man_see_also(struct man_writer *man, const struct man_target *targets, size_t count);

/* Completes the page: appends it to the buffer given to man_begin. */
void man_end(struct man_writer *man);

/* The one line of a further name's file, e.g. for "man7/4.4.312.7". */
void man_alias(struct buffer *out, struct slice page);

#endif
