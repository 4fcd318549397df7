/*
 * An fits, for people and for programs.
 *
 * Everything that comes from a message is shown so that a terminal obeys
 * nothing of it (text/visible.h).
 */
#ifndef LOOKUP_SHOW_H
#define LOOKUP_SHOW_H

#include "lookup/fits.h"
#include "text/linebreak.h"

struct show {
	enum lang lang; /* LANG_EN or LANG_JA */
	bool colour;
	bool is_brief; /* of many inputs: the best entry's title and address only, not what it says
			*/
	size_t width_cells; /* lines are wrapped to this */
	bool has_links;     /* the terminal knows OSC 8 */
	struct line_breaker *breaker;
	/* Where the entries are from; NULL: there are no addresses and no texts. */
	const struct catalogue *catalogue;
	struct problems *problems;
};

void show_text(const struct show *show, const char *input, const struct found *found,
	       const struct fits *fits, struct buffer *out);

/* One object, in one line:
 *
 *     {"input": "…", "codes": [{"code": "5.1.1", "scheme": "smtp", "reply": "550",
 *       "found_in": "diagnostic-code", "recipient": "…", "count": 1, "words": "…"}],
 *      "entries": [{"code": "5.1.1", "article": "…", "title": "…", "why": "code", "url": "…"}],
 *      "cut": false}
 *
 * `reply`, `recipient` and `url` are null where there is none; `cut` tells that
 * something was too large and was passed over.
 */
void show_json(const struct show *show, const char *input, const struct found *found,
	       const struct fits *fits, struct buffer *out);

/* The title in a language, or in the other one. */
struct slice show_title(const struct known_entry *entry, enum lang lang);

/* "https://…/ja/codes/5-1-1.html", in the arena; empty without a base URL. */
struct slice show_url(const struct show *show, struct arena *arena,
		      const struct known_entry *entry);

/* Appends what an entry says: its text, cause and fix. Where the catalogue is
   damaged that is reported, and nothing appended. */
void show_body(const struct show *show, const struct known_entry *entry, struct buffer *out);

/* Appends text from outside, wrapped, each line `indent` cells in. */
void show_wrapped(const struct show *show, struct slice text, size_t indent, struct buffer *out);

#endif
