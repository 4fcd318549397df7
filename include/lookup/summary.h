/*
 * The codes of many messages and logs by how often they occur, and which of
 * them the knowledge base does not explain.
 *
 *     struct summary *summary = summary_new(known);
 *     summary_add(summary, &found, INPUT_MAIL, 0);
 *     summary_text(summary, &show, &out);
 *     summary_free(summary);
 */
#ifndef LOOKUP_SUMMARY_H
#define LOOKUP_SUMMARY_H

#include "lookup/input.h"
#include "lookup/show.h"

struct summary;

struct summary *summary_new(const struct known *known);
void summary_free(struct summary *summary); /* NULL is fine */

/* A code counts once for a message, and once for each line of a log. */
void summary_add(struct summary *summary, const struct found *found, enum input_kind kind,
		 size_t n_lines);

bool summary_is_empty(const struct summary *summary);

/* A table: how often, code, title of the entry. */
void summary_text(struct summary *summary, const struct show *show, struct buffer *out);

/* {"version": 1, "messages": 2, "lines": 1000, "without_code": 1,
 *  "codes": [{"code": "5.1.1", "scheme": "smtp", "count": 12, "article": "…",
 *             "title": "…", "url": "…"}],
 *  "missing": ["4.1.9"]}
 *
 * The most frequent code first; article, title and url are null where there is
 * no entry, and the code is among the missing. */
void summary_json(struct summary *summary, const struct show *show, struct buffer *out);

#endif
