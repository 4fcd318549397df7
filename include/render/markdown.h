/*
 * Trees as Markdown (CommonMark 0.31 with GitHub's tables and alerts), one line
 * a paragraph, for tickets, mails and other people's tools.
 */
#ifndef RENDER_MARKDOWN_H
#define RENDER_MARKDOWN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "source/node.h"

/* Appends the address of a link or an image; false where it leads nowhere, and
   then its text stands alone. */
typedef bool markdown_resolve(void *context, const struct node *node, struct buffer *out);

struct markdown_options {
	int heading_shift;         /* added to every level */
	markdown_resolve *resolve; /* NULL: texts alone */
	void *context;
	bool has_anchors; /* <a name="…"></a> are written, and in headings */
};

/* Appends the siblings from `first` up to `end` (NULL: all that follow), a blank
   line between blocks and none at the end. Ends the program when memory is
   out. */
void markdown_blocks(const struct markdown_options *options, const struct node *first,
		     const struct node *end, struct buffer *out);

/* Appends plain text so that it stays text. */
void markdown_text(struct slice text, struct buffer *out);

#endif
