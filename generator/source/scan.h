/*
 * The span scanner: finds the alignment tags in an article's raw bytes,
 * before any Markdown is parsed, so that no stray mark in one language can
 * swallow the other, or the alignment.
 *
 * The grammar is that of the side-by-side format of Microsoft's localized
 * docs:
 *
 *     <span data-ttu-id="ID">TARGET</span><span class="sxs-lookup"><span
 *     data-stu-id="ID">SOURCE</span></span>
 *
 * Damage is read as it was meant and reported once, where it stands.
 */
#ifndef SOURCE_SCAN_H
#define SOURCE_SCAN_H

#include "source/article.h"

/* The article, cut into pieces that follow each other without a gap. */
struct piece {
	struct span at;
	/* Bytes to read in place of those at `at` when parsing: a tag whose
	   quotes were escaped. Its pointer is NULL where nothing was mended. */
	struct slice mended;
	enum lang lang; /* whose text it is; LANG_BOTH outside any span */
	bool is_tag;    /* an alignment tag: in neither side */
	bool is_remark; /* of a comment that is in neither side (remarks.h) */
};

struct scan {
	struct piece *pieces; /* in the article's arena */
	size_t n_pieces;
};

/* Scans article->bytes from `start` to the end; fills article->segments and
   adds the align.* findings. */
enum status scan_article(struct article *article, size_t start, struct scan *out);

#endif
