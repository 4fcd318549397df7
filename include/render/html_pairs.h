/*
 * The two languages of an article beside each other, as HTML: what html.h has
 * written of each, cut at its marks and put together anew, so that nothing is
 * escaped, resolved or walked a second time.
 *
 *     struct html_side sides[LANG_SIDES];   // text and marks of each language
 *     html_pairs(sides, &words, &parts);
 *     html = html_woven(words, parts, texts, &arena);
 *
 * Between the two steps it is less than half as long, for who keeps it beside the
 * sides that it is made of.
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

#include <stdint.h>

struct html_side {
	struct slice html;
	const struct html_marks *marks; /* of all of `html`, and of nothing else */
};

/* A part of a side's HTML, behind words that stand in neither. */
struct html_part {
	uint32_t n_words; /* bytes */
	uint32_t lang;
	uint32_t start;
	uint32_t len;
};

/* Of blocks, from html_blocks: the words, and the parts one behind the other. Neither
   buffer may be failed. */
void html_pairs(const struct html_side sides[LANG_SIDES], struct buffer *words,
		struct buffer *parts);

/* Of the inside of a heading, from html_inlines: two spans. */
void html_pair_heading(const struct html_side sides[LANG_SIDES], struct buffer *words,
		       struct buffer *parts);

/* Put together, in the arena, one of arena_init_must. Words behind the last part stand at
   the end. `html` is of each language what it was for the first step. */
struct slice html_woven(struct slice words, struct slice parts, const struct slice html[LANG_SIDES],
			struct arena *arena);

#endif
