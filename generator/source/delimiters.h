/*
 * How a run of `*`, `_` or `~` opens and closes in Japanese text.
 *
 * CommonMark (0.31, section 6.2) decides by the characters beside the run
 * and knows blanks and punctuation only; Japanese is written without blanks,
 * so `**「通知」**を` fails. The CJK-friendly amendment lets a CJK character
 * beside the run count as a blank would. Beyond it, where the outer
 * neighbour of a `_` is Japanese, the `_` behaves as `*`.
 */
#ifndef SOURCE_DELIMITERS_H
#define SOURCE_DELIMITERS_H

#include "marks.h"

/* A delimiter run in a text. */
struct delimiter_run {
	struct span at;
	/* What the run must see at either edge so that a plain CommonMark parser
	   lets it open and close as it should. */
	enum mark_class before;
	enum mark_class after;
	bool is_steered; /* the run's own neighbours would not do */
};

/* Whether a byte can begin a run. */
static inline bool is_delimiter(char c)
{
	return c == '*' || c == '_' || c == '~';
}

/* Reads the run whose first byte is at `at`, which must be a delimiter not
   escaped by a backslash. The run ends at `limit` at the latest: a segment
   border inside a row of delimiters makes two runs of it. */
struct delimiter_run delimiter_run_read(struct slice text, size_t at, size_t limit);

#endif
