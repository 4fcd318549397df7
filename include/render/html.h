/*
 * Nodes as HTML5. Everything is escaped here; nothing an article says becomes
 * markup by itself. The result nests as HTML's content model asks, because
 * the tree does.
 *
 *     struct html_writer writer;
 *     html_init(&writer, &options, &out);
 *     html_blocks(&writer, root->first, NULL);
 *     html_release(&writer);
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "base/buffer.h"
#include "base/lang.h"
#include "base/map.h"
#include "source/node.h"

/* Where links and images lead. Appends the address to `out` and returns true,
   or returns false: then the text is shown without a link. */
typedef bool html_resolve(void *context, const struct node *node, struct buffer *out);

/* Where the HTML of a node lies in what was written, so that two languages can be
   set beside each other without being rendered again (render/html_pairs.h).
   Blocks have a mark, and so has each place in a block's inlines where another
   segment begins. */
struct html_mark {
	const struct node *node;
	int segment;      /* the first in the node, or SEGMENT_NONE */
	size_t start;     /* of its first tag */
	size_t inner;     /* behind its first tags */
	size_t inner_end; /* before its last tags */
	size_t end;
	size_t after; /* index of the first mark behind those inside it */
};

/* An id that was written: ` id="x"` lies between `attribute` and
   `attribute_end`; without the bytes from `start` to `end` it is gone. */
struct html_id_mark {
	size_t start;
	size_t attribute;
	size_t attribute_end;
	size_t end;
};

/* Marks in the order of the text. Start with all zero; html_marks_release frees. */
struct html_marks {
	struct html_mark *items;
	size_t count;
	size_t capacity;
	struct html_id_mark *ids;
	size_t n_ids;
	size_t ids_capacity;
};

void html_marks_release(struct html_marks *marks);

/* Headings never skip a level downwards, whatever the article does: what comes
   below an <h1> is an <h2>, and what stands side by side stays so. */
struct html_outline {
	struct {
		int written; /* by the article */
		int shown;
	} open[7]; /* the headings that the place is under, outermost first */
	int n_open;
	int n_kept; /* of them, which no heading closes */
};

/* Starts below a heading that the page shows at `level`, 1 to 6. */
void html_outline_start(struct html_outline *outline, int level);

/* The same, and whatever comes is below that heading, never beside it. */
void html_outline_below(struct html_outline *outline, int level);

/* The level to show the next heading at. `written` may be any number. */
int html_outline_next(struct html_outline *outline, int written);

struct html_options {
	enum lang lang;
	html_resolve *resolve;           /* NULL: addresses as written */
	void *context;                   /* for `resolve` */
	const char *id_prefix;           /* before every id, or "" */
	const char *const *page_ids;     /* that the page has itself, up to NULL; or NULL */
	const struct node *skip_heading; /* the page shows this one itself; or NULL */
	int heading_shift;               /* added to every level */
	bool is_part;                    /* of no page: headings do not link to themselves */
};

/* Private. */
struct html_writer {
	const struct html_options *options;
	struct buffer *out;
	struct arena ids_arena;
	struct map ids; /* every id written so far */
	struct html_outline outline;
	int heading;          /* level of the one being written */
	unsigned int n_links; /* that are open: only the first is written, */
	bool has_link;        /* and that only where it leads somewhere */
	struct buffer url;    /* of the link or the image being written */
	unsigned int n_tables;
	struct html_marks *marks; /* or NULL: none are kept */
	size_t open_mark;         /* of the block being written, plus one; 0: none */
	int segment;              /* that the last mark in this block began */
};

void html_init(struct html_writer *writer, const struct html_options *options, struct buffer *out);
void html_release(struct html_writer *writer);

/* The siblings from `first` up to `end`, which is not written; NULL is the
   last. */
void html_blocks(struct html_writer *writer, const struct node *first, const struct node *end);

/* The children of a node, as inlines: a heading's or a paragraph's inside. */
void html_inlines(struct html_writer *writer, const struct node *parent);

/* The next blocks stand below a heading of the page's own. The outline starts
   below an <h1>. */
void html_below(struct html_writer *writer, int level);

/* From here on marks are kept; NULL ends it. Offsets count from the start of the
   writer's buffer. What the list held is forgotten. */
void html_keep_marks(struct html_writer *writer, struct html_marks *marks);

/* Keeps an id from being written: the page has it elsewhere. False where it
   was written or kept already, or is one of page_ids. Borrowed as long as the
   writer lives, as the anchors of the nodes are. */
bool html_reserve_id(struct html_writer *writer, struct slice id);

/* The id that an anchor becomes: one without blanks (HTML 3.2.6), which an
   address names percent-encoded. Mostly the anchor itself; else it lies in the
   arena, one that never fails. */
struct slice html_id(struct arena *arena, struct slice anchor);

/* An address: what no URL holds is percent-encoded (RFC 3986 section 2). Not
   yet escaped. "//host" becomes "https://host": on a page that is read from a
   disk it would be another computer's disk. */
void html_url_text(struct buffer *out, struct slice url);

/* The same, escaped for an attribute. Which addresses are fit for a page is not
   asked here; links and images of articles are asked (source/url.h). */
void html_url(struct buffer *out, struct slice url);

/* Whether both, and html_fragment, write the address as it is. */
bool html_url_is_plain(struct slice url);

/* An id as the fragment of an address, behind its '#': nothing is left in it
   that would have to be escaped. */
void html_fragment(struct buffer *out, struct slice id);

#endif
