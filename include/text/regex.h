/*
 * Regular expressions that a user writes in the configuration: ICU's syntax
 * (https://unicode-org.github.io/icu/userguide/strings/regexp.html), over
 * UTF-8. A search gives up rather than hang or fill the memory.
 *
 *     struct regex_search *search = regex_search_new(regex, text);
 *     struct regex_match match;
 *     while (regex_search_next(search, &match))
 *             …match.groups[0]…
 *     if (regex_search_result(search) == REGEX_GAVE_UP) …
 *     regex_search_free(search);
 */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/lang.h"
#include "base/slice.h"
#include "base/status.h"

enum { REGEX_PATTERN_MAX_BYTES = 1000, REGEX_GROUPS_MAX = 9 };

/* Compiled; never changes, so threads may share it. */
struct regex;

/* What is wrong with a pattern. Static texts. */
struct regex_fault {
	size_t character; /* of the pattern, from 1; 0 where it is not known */
	const char *message[LANG_SIDES];
};

/* STATUS_FAILED, with `fault` filled in, for a pattern that is none. The
   caller frees `*out` with regex_free. */
enum status regex_new(struct slice pattern, struct regex **out, struct regex_fault *fault);
void regex_free(struct regex *regex);

/* How many groups the pattern captures, the whole match not counted. */
size_t regex_groups(const struct regex *regex);

/* Would it match the empty text? */
bool regex_matches_empty(const struct regex *regex);

struct regex_match {
	/* Bytes of the text; [0] is the whole match. A group that took no part, or
	   is not there, starts at SLICE_NONE. */
	struct span groups[REGEX_GROUPS_MAX + 1];
};

enum regex_result {
	REGEX_DONE,
	REGEX_GAVE_UP, /* one match would take too much time or memory */
	REGEX_NO_MEMORY,
};

/* One thread's walk through one text, which must outlive it. */
struct regex_search;

struct regex_search *regex_search_new(const struct regex *regex, struct slice text);
void regex_search_free(struct regex_search *search);

/* The next match that is not empty; false at the end, on giving up, and for a
   search of NULL. */
bool regex_search_next(struct regex_search *search, struct regex_match *match);

/* REGEX_NO_MEMORY for a search of NULL. */
enum regex_result regex_search_result(const struct regex_search *search);

#endif
