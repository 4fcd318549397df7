/*
 * What is told about a code: an entry, or why there is none, as text for a
 * terminal, as Markdown, as a man page or as JSON.
 *
 *     struct answering answering = {.catalogue = catalogue, .arena = &arena, …};
 *     status = answer_text(&answering, SLICE("450 4.4.312"), &query, &out);
 */
#ifndef LOOKUP_ANSWER_H
#define LOOKUP_ANSWER_H

#include "base/buffer.h"
#include "base/json.h"
#include "lookup/query.h"

struct line_breaker;

struct answering {
	const struct catalogue *catalogue;
	struct arena *arena; /* one that never fails */
	struct problems *problems;
	struct line_breaker *breaker;
	enum lang lang;
	size_t columns; /* of text */
	bool is_styled; /* as render/terminal.h has them */
	bool has_links;
};

/* Appends what is to be said. `asked` is what was typed. STATUS_FAILED, reported,
   where the catalogue is damaged. */
enum status answer_text(const struct answering *answering, struct slice asked,
			const struct query *query, struct buffer *out);
enum status answer_markdown(const struct answering *answering, struct slice asked,
			    const struct query *query, struct buffer *out);

/* The entry's page as taiyaku build writes it; nothing where there is none. */
enum status answer_man(const struct answering *answering, const struct query *query,
		       struct buffer *out);

/* An object {"asked": …, "code": …, "entry": …, "nearest": […]}; entry is null where
   there is none, and else like that of `taiyaku export --format json`, with
   "man", "url" and "act" (who has to act, as kb/role.h names them) beside. */
enum status answer_json(const struct answering *answering, struct slice asked,
			const struct query *query, struct json *json);

#endif
