/*
 * The codes in a log of any length. A line without an error, as nearly all
 * are, costs a few looks by memchr: only lines with a number of a code's shape
 * are read as scheme_find reads.
 *
 *     struct log_scan *scan = log_scan_new(&found);
 *     while (…read…)
 *             rest = log_scan_feed(scan, bytes, is_end);   // keeps unfinished lines
 *     log_scan_free(scan);
 *     found_sort(&found, true);
 *
 * A code counts once a line. Schemes that the user defined have patterns that
 * nothing can be told of beforehand: with one of them every line is read, and
 * that is many times slower.
 */
#ifndef LOOKUP_LOG_H
#define LOOKUP_LOG_H

#include "lookup/found.h"

/* Longer lines are read in pieces of this length. */
enum { LOG_LINE_MAX_BYTES = 64 << 10 };

struct log_scan;

/* Finds go to `found`, which must outlive the scan. */
struct log_scan *log_scan_new(struct found *found);
void log_scan_free(struct log_scan *scan); /* NULL is fine */

/* Reads the whole lines of `bytes` and returns how many bytes that was: the
   rest is to be given again with what follows it. With `is_end` nothing
   follows, and all is read; so is a run of LOG_LINE_MAX_BYTES without an end. */
size_t log_scan_feed(struct log_scan *scan, struct slice bytes, bool is_end);

size_t log_scan_lines(const struct log_scan *scan);

#endif
