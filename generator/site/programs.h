/*
 * The site for other programs: what there is and where, without the pages around
 * it.
 *
 *     llms.txt          the languages        (https://llmstxt.org)
 *     ja/llms.txt       codes and articles of one, with a line about each
 *     ja/smtp/x.md      one article's Markdown, where it has codes
 *     codes.json        every code: title, who has to act, addresses
 *
 * Addresses are whole where the site's is known, else relative to the file.
 */
#ifndef SITE_PROGRAMS_H
#define SITE_PROGRAMS_H

#include "plan.h"

/* lang: LANG_BOTH for the one at the root. */
void llms_write(const struct build_options *options, const struct output *output,
		struct buffer *out);

/* Links lead to other articles' Markdown where that is published, else to their pages. */
void markdown_write(const struct build_options *options, const struct output *output,
		    const struct article *article, struct buffer *out);

/* {"version": 1, "entries": [{"code": "4.4.312", "scheme": "smtp", "reply": "450",
   "act": ["sender-admin"], "updated": "2026-11-20", "article": "smtp/4-4-312.md",
   "en": {"title": …, "url": …, "markdown": …}, "ja": {…}}]}; reply and updated are
   null where they are not known. */
void codes_json_write(const struct build_options *options, const struct output *output,
		      struct buffer *out);

#endif
