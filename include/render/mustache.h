/*
 * Mustache templates (https://github.com/mustache/spec, version 1.4, without
 * the optional modules: lambdas, inheritance, dynamic names).
 *
 * A template is parsed once, linked to its partials once, and then only read:
 * any number of threads may run it. render/templates.h does the first two
 * for folders of files.
 *
 *     struct mustache *page;
 *     if (mustache_parse(&arena, "page.mustache", text, problems, &page) != STATUS_OK ||
 *         mustache_link(page, find, context) != STATUS_OK)
 *             return STATUS_FAILED;
 *     …
 *     mustache_run(page, data, problems, &out);     // from any thread
 *
 * What many pages have in common can be filled in once:
 *
 *     struct mustache *bound = mustache_bind(&arena, page, common);
 *     mustache_run(bound, data, problems, &out);
 *
 * What the specification leaves open:
 * - A name is made of letters, digits, '_', '-' and all beyond ASCII, with
 *   dots between keys; a partial's name may hold '/' too. Other names are
 *   errors, because they are slips of the keyboard.
 * - {{x}} writes text, "true" for true, and nothing for all else. It escapes
 *   & < > " and '. A section over the empty text is not shown.
 * - The indentation of a partial is not put before empty lines.
 */
#ifndef RENDER_MUSTACHE_H
#define RENDER_MUSTACHE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "render/value.h"

/* What is refused: larger templates, deeper nesting. Sections are counted
   within a template, partials while it runs. */
enum {
	MUSTACHE_MAX_BYTES = 4 << 20,
	MUSTACHE_MAX_NAME_BYTES = 255,
	MUSTACHE_MAX_SECTIONS = 32,
	MUSTACHE_MAX_PARTIALS = 64,
};

struct mustache;

/* Compiles a template into the arena (one of arena_init_must). `file` and
   `text` are borrowed for as long. A mistake is reported with its place and
   ends the parsing of this template. */
enum status mustache_parse(struct arena *arena, const char *file, struct slice text,
			   struct problems *problems, struct mustache **out);

/* Finds the template that a partial's tag, standing at `at`, names. A
   template of NULL stands for the empty text. Returns STATUS_FAILED when it
   has reported that there is none. */
typedef enum status mustache_find(void *context, struct slice name, struct place at,
				  const struct mustache **out);

/* Resolves all partials of a template, also past one that is not found. A
   template may include itself, and one that is linked later. */
enum status mustache_link(struct mustache *template, mustache_find *find, void *context);

/* A copy of a linked template, its partials put in, with all filled in that
   `known` (an object) has a value for; run it with the rest of the data. Nothing
   in that data may have one of these keys, or it is passed over. `template` and
   `known` must live as long as the copy, which lives in the arena (one of
   arena_init_must). */
struct mustache *mustache_bind(struct arena *arena, const struct mustache *template,
			       const struct value *known);

/* Whether a tag of a linked template itself takes this partial in. */
bool mustache_includes(const struct mustache *template, const struct mustache *partial);

/* Whether a tag of the template itself names this key, alone or as the last of several:
   {{key}}, {{#t.key}}. */
bool mustache_names(const struct mustache *template, struct slice key);

/* Appends the template, filled with `data`, to `out`. Reports, and leaves
   `out` at the length it had, when partials nest too deep, the work has no
   end in sight, or the text passes out->max. Of the first two one is told of each
   template, in whatever number of runs. */
enum status mustache_run(const struct mustache *template, const struct value *data,
			 struct problems *problems, struct buffer *out);

#endif
