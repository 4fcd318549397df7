/*
 * Building the site: from the index of a knowledge base to a published
 * folder. The plan is complete before the first file is written, and the new
 * site takes the old one's place whole, or the old one stays.
 *
 *     struct site_building *building = site_prepare(&options, problems);
 *     status = site_build(building, &result);
 *     site_building_free(building);
 */
#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "kb/cache.h"
#include "text/locale.h"

struct site_building; /* private */
struct site_reading;

struct build_options {
	const struct knowledge *kb;
	const struct config *config;
	const char *output;                  /* the folder to publish to */
	const char *const *template_folders; /* in the order of preference */
	size_t n_template_folders;
	const char *const *asset_folders; /* the same */
	size_t n_asset_folders;
	struct slice base_url;   /* ends in '/', or is empty */
	struct slice source_url; /* of the articles' sources, ends in '/'; or empty */
	struct day today;        /* no man page is younger; month 0: no limit */
	size_t n_threads;
	struct site_reading *reading; /* what was begun while the articles were read */
	/* Of the articles, to be kept for the next build; or NULL. */
	const struct kb_cache *cache;
	const char *search_kept; /* SITE_KEPT_SEARCH; or NULL */
	bool has_all_manuals;    /* man pages of articles without codes too */
	const char *record;      /* of published anchors (kb/anchors.h), or NULL */
	bool is_preview;         /* what is published now is not put on record */
	bool has_catalogue;      /* the base was read with catalogue_texts
				    (lookup/catalogue_writer.h), and one is published */
};

enum site_kept { SITE_KEPT_ARTICLES, SITE_KEPT_FINDINGS, SITE_KEPT_SEARCH };

/* A file that is kept from one build to the next (base/kept.h), in the arena: in a
   folder beside the output folder, which also has what makes the next build quick
   (generator/site/publish.h), and is there once a build publishes. */
const char *site_kept_path(struct arena *arena, const char *output, enum site_kept file);

/* Does what it can while the articles are being read: renders them, so that they need
   not be read again, and looks at what the last build published:
 *
 *     struct site_reading *reading = site_reading_new(&reading_options, problems);
 *     kb_options.on_read = site_reading_hook(reading);
 *     …knowledge_read… and, on a thread of its own or not at all, site_reading_look
 *     build_options.reading = reading;
 *     …site_prepare, site_build…
 *     site_reading_free(reading);
 */
struct site_reading_options {
	const char *folder; /* takes files without a name while the site is made */
	const char *output; /* where it will be published */
	size_t n_threads;
	bool is_fresh; /* what earlier builds left is not used */
};

struct site_reading *site_reading_new(const struct site_reading_options *options,
				      struct problems *problems);
const struct knowledge_hook *site_reading_hook(const struct site_reading *reading);
void site_reading_look(struct site_reading *reading);
void site_reading_free(struct site_reading *reading);

struct build_result {
	size_t n_files;
	size_t n_written; /* new or changed; the others kept their time stamps */
	size_t bytes;
};

/* Reports, without making anything, what of the redirects would keep a base with some
   from being published: one that leads nowhere, or from where a page is. Asks only for
   the options kb, config and base_url. */
enum status site_check_redirects(const struct build_options *options, struct problems *problems);

/* Reports and fails where `output` cannot be published to: a file, or a folder with
   what no build has put there. site_build looks again. */
enum status site_check_output(const char *output, struct problems *problems);

/* Makes ready what does not depend on the findings: the plan, the templates, and what
   each output is made from. Never NULL: where something is wrong it is reported, and
   site_build fails. What `options` points to, and `problems`, must outlive it. */
struct site_building *site_prepare(const struct build_options *options, struct problems *problems);

/* Publishes, once. Whatever fails is reported, and then nothing at all has changed in
   the output folder. An output that has not changed since the last build is
   neither rendered nor written (generator/site/keys.h). */
enum status site_build(struct site_building *building, struct build_result *result);

/* Also of NULL. */
void site_building_free(struct site_building *building);

#endif
