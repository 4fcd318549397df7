/*
 * Segments as tab-separated values, for spreadsheets, scripts and diff: a
 * line per segment, in the order of the file, with
 *
 *     file  line  id  source  target
 *
 * where the source is English, the target Japanese, both exactly the text
 * between the tags. \t, \n, \r and \\ stand for those characters, so that a
 * line is always five fields. There is no line of headings.
 */
#ifndef EXCHANGE_TSV_H
#define EXCHANGE_TSV_H

#include "source/article.h"

/* Appends all segments of an article; whether it worked is the buffer's to
   say. */
void tsv_write(const struct article *article, struct buffer *out);

#endif
