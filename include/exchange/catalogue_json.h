/*
 * The catalogue for other programs: every entry with its cause and fix, in
 * both languages, as HTML and as plain text.
 *
 *     {"version": 1, "entries": [{"code": "4.4.312", "scheme": "smtp",
 *       "reply": "450", "article": "smtp/4-4-312.md", "anchor": "…",
 *       "en": {"title": "…", "cause": {"html": "…", "text": "…"}, "fix": …},
 *       "ja": {…}}]}
 *
 * cause and fix are null where the article has none.
 */
#ifndef EXCHANGE_CATALOGUE_JSON_H
#define EXCHANGE_CATALOGUE_JSON_H

#include "kb/knowledge.h"

struct catalogue_json;

/* Writes the head into `out`. The writer lives in the arena, which must be one
   that never fails. */
struct catalogue_json *catalogue_json_begin(struct arena *arena, struct buffer *out);

void catalogue_json_add(struct catalogue_json *json, const struct kb_article *article,
			const struct entry_list *entries);

void catalogue_json_end(struct catalogue_json *json);

#endif
