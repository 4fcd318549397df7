/*
 * An article's row of the index as a record: all that reading the article gave,
 * so that an unchanged one need not be read again. The strings of a row that
 * was taken from a record are parts of it.
 */
#ifndef KB_ROW_H
#define KB_ROW_H

#include "base/record.h"
#include "kb/knowledge.h"

/* A new number whenever the record changes. */
#define ROW_VERSION "9"

/* Where in a record its last part that pages are made of begins, the anchors, and where
   this ends: links and findings come next. */
struct row_marks {
	size_t anchors;
	size_t end;
};

/* Appends the row with its entries, links and findings, as they are before the
   whole is indexed. */
struct row_marks row_put(const struct knowledge *kb, const struct kb_article *row,
			 const struct kb_entry *entries, struct buffer *out);

/* Fills the row (its path, file and address are set already). Arrays live in
   the arena; `rules` leads from ids to rules. STATUS_FAILED, not reported, and
   the row as it was where the bytes do not hold one. */
enum status row_take(const struct knowledge *kb, const struct scheme_set *schemes,
		     const struct map *rules, struct slice bytes, struct kb_article *row,
		     struct kb_entry **entries, struct arena *arena);

#endif
