/*
 * What an enhanced status code says by itself: RFC 3463 gives its first number,
 * the class, and its second, the subject, a meaning (sections 3.1 and 3.2 to
 * 3.8). In our own words.
 */
#ifndef LOOKUP_STATUS_WORDS_H
#define LOOKUP_STATUS_WORDS_H

#include "base/lang.h"
#include "base/slice.h"

struct status_words {
	const char *class_text;   /* a sentence; NULL: the text is no status code */
	const char *subject_text; /* a sentence; NULL: RFC 3463 has no such subject */
	int class_number;
	int subject_number;
};

/* `code` is in normal form: "4.4.312", also a range. */
struct status_words status_words_of(struct slice code, enum lang lang);

#endif
