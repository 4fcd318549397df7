/*
 * The two languages of an article beside each other, as HTML: what html.h has
 * written of each, cut at its marks and put together anew, so that nothing is
 * escaped, resolved or walked a second time.
 *
 *     struct html_side sides[LANG_SIDES];   // text and marks of each language
 *     html_pairs(sides, &out);
 *
 * Structure (lists, tables, quotes, alerts) is written once, with the two
 * languages in its innermost blocks; a paragraph becomes a row for each of its
 * segments:
 *
 *     <div class="pair"><p lang="ja">…</p><p lang="en">…</p></div>
 *
 * What has no segment and reads the same in both languages (code, pictures) is
 * written once. Where the two sides are not parallel, blocks that have no
 * counterpart stand alone in their language's column. Every byte of text of
 * both sides is in the result, and every id of both, once.
 */
#ifndef RENDER_HTML_PAIRS_H
#define RENDER_HTML_PAIRS_H

#include "base/lang.h"
#include "render/html.h"

struct html_side {
	struct slice html;
	const struct html_marks *marks; /* of all of `html`, and of nothing else */
};

/* Of blocks, from html_blocks. `out` must not be failed. */
void html_pairs(const struct html_side sides[LANG_SIDES], struct buffer *out);

/* Of the inside of a heading, from html_inlines: two spans. */
void html_pair_heading(const struct html_side sides[LANG_SIDES], struct buffer *out);

#endif
