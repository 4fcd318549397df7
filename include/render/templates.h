/*
 * The templates of a site: files `NAME.mustache` in a list of folders. The
 * first folder that has a name wins, so that a site replaces single
 * templates and takes the others from the folder behind:
 *
 *     const char *folders[] = {"templates", "/usr/share/taiyaku/templates"};
 *     struct templates templates;
 *     templates_init(&templates);
 *     if (templates_load(&templates, folders, 2, problems) == STATUS_OK)
 *             templates_run(&templates, "article", data, problems, &out);
 *     templates_release(&templates);
 *
 * A name is the path below its folder without the suffix: "article",
 * "partials/head"; a folder "man" is passed over. Tags name partials in the same way, wherever they
 * stand.
 *
 * Once loaded, a set is only read, by any number of threads. To reload, load
 * a second set and release the old one when no thread uses it: a mistake in
 * a file then leaves the old set at work.
 */
#ifndef RENDER_TEMPLATES_H
#define RENDER_TEMPLATES_H

#include "base/map.h"
#include "render/mustache.h"

/* Read `hash`; the rest is private. */
struct templates {
	struct arena arena;
	struct map by_name;   /* to struct mustache */
	struct map by_file;   /* the same: a file may have two names */
	const char **folders; /* for messages: */
	size_t n_folders;
	const char *searched; /* the same in one line */
	uint64_t hash;        /* of the names and bytes of all templates */
};

void templates_init(struct templates *templates);
void templates_release(struct templates *templates);

/* Reads, compiles and links every template of the folders, into a set just
   initialised. A folder that does not exist is passed over, but one of them
   must exist. Every file's first mistake and every unknown partial is
   reported; after STATUS_FAILED the set is good only for its release. */
enum status templates_load(struct templates *templates, const char *const *folders,
			   size_t n_folders, struct problems *problems);

/* NULL, and reported, when there is no template of this name. */
const struct mustache *templates_get(const struct templates *templates, const char *name,
				     struct problems *problems);

/* Tells of a template that nothing uses and whose name is nearly that of one in use: it
   was meant to take its place. `is_page` knows the names that are run. No failure. */
void templates_tell_misnamed(const struct templates *templates, bool (*is_page)(struct slice name),
			     struct problems *problems);

/* Whether a tag of any template names this key, alone or as the last of several. */
bool templates_use(const struct templates *templates, struct slice key);

/* templates_get() and mustache_run() in one. */
enum status templates_run(const struct templates *templates, const char *name,
			  const struct value *data, struct problems *problems, struct buffer *out);

#endif
