/*
 * An article with its entries, read from a text. Include after cmocka.h.
 */
#ifndef TESTS_SUPPORT_ENTRIES_H
#define TESTS_SUPPORT_ENTRIES_H

#include "base/problem.h"
#include "kb/entry.h"

struct read_entries {
	struct scheme_set *schemes;
	struct article article;
	struct entry_list entries;
};

/* `path` and `text` must outlive it. Ends the test where it cannot. */
void read_entries(struct read_entries *r, const char *path, struct slice text);
void read_entries_release(struct read_entries *r);

/* Appends "3:1 error entry.no-fix ja 4.4.312 1b4da-118: message" for each
   finding of the rules whose id begins with `family`. */
void print_findings(const struct findings *findings, const char *family, struct buffer *out);

/* How many findings have this rule. */
size_t count_findings(const struct findings *findings, const char *rule);

/* The plain text of all parts of a kind, those after the first behind " + ". */
void print_parts(const struct part *first, struct buffer *out);

#endif
