/*
 * The preview: an HTTP server of the published folder for the browser on this
 * machine, which reloads its page when the site is new.
 *
 *     struct preview *preview;
 *     if (preview_open(&preview, "site/public", 4312, &problems) != STATUS_OK) …
 *     preview_expect(preview, base_url);
 *     …publish…
 *     preview_tell(preview, &news);
 *     status = preview_start(preview);
 *     …again: preview_expect, publish, preview_tell…
 *     preview_close(preview);
 *
 * It listens on 127.0.0.1 alone, answers GET and HEAD, and only where the
 * request's Host is localhost or 127.0.0.1: a site elsewhere whose name is
 * pointed here (DNS rebinding) reads nothing. No other site may embed what it
 * serves. Nothing outside the published folder is served (preview_file.h).
 *
 * Pages get a script that is in no file of the site: it asks /.taiyaku/state and
 * is answered when something has happened, which the policy of the site's pages
 * permits (connect-src 'self').
 */
#ifndef SITE_PREVIEW_H
#define SITE_PREVIEW_H

#include "base/problem.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

struct preview;

/* Takes the port; 0 is any that is free. `output` and `problems` live as long as
   the preview. Nothing is answered yet. */
enum status preview_open(struct preview **out, const char *output, uint16_t port,
			 struct problems *problems);

/* The port that was taken. */
uint16_t preview_port(const struct preview *preview);

/* Answers from now on, on a thread of its own. */
enum status preview_start(struct preview *preview);

/* The base_url, or empty, of the site that is published next: its path is taken for
   the root, too, and so is the present site's until the next is there. From any
   thread. */
void preview_expect(struct preview *preview, struct slice base_url);

struct preview_news {
	bool is_changed; /* the site is another: pages reload */
	bool is_failed;  /* the last change was not published: pages say so */
};

/* From any thread. */
void preview_tell(struct preview *preview, const struct preview_news *news);

/* Answers whoever is waiting for news, so that pages that have been left are
   noticed: to be called a few times a minute. */
void preview_tick(struct preview *preview);

/* Safe after preview_open has failed. */
void preview_close(struct preview *preview);

#endif
