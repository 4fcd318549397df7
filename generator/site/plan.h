/*
 * The plan: every file that a build will write, known before the first is
 * written.
 */
#ifndef SITE_PLAN_H
#define SITE_PLAN_H

#include "base/map.h"
#include "redirects.h"
#include "search_index.h"
#include "site/build.h"

/* What a kind's bytes are made of is said in keys.c. */
enum output_kind {
	OUTPUT_ARTICLE, /* index: article */
	OUTPUT_PAIR,    /* index: article; in both languages, side by side */
	OUTPUT_HOME,    /* index: article, or PLAN_NONE where none is written */
	OUTPUT_ENTRY,   /* index: entry */
	OUTPUT_CODES,
	OUTPUT_NOT_FOUND,
	OUTPUT_ROOT,
	OUTPUT_ROOT_NOT_FOUND, /* in both languages, where a host looks for it */
	OUTPUT_REDIRECT,       /* index: plan->redirects */
	OUTPUT_MARKDOWN,       /* index: article; one language of it, for other programs */
	OUTPUT_FEED,
	OUTPUT_LLMS,
	OUTPUT_JSON, /* the codes, for other programs */
	OUTPUT_SEARCH_INDEX,
	OUTPUT_SEARCH_TERMS, /* index: shard */
	OUTPUT_SEARCH_DOCS,  /* index: shard */
	OUTPUT_SITEMAP,      /* index: part, or PLAN_NONE of the list of the parts */
	OUTPUT_ROBOTS,
	OUTPUT_CATALOGUE,
	OUTPUT_ANCHORS,      /* source: the record, or NULL where it is the file itself; */
	OUTPUT_ANCHORS_KEPT, /* the same of a preview */
	OUTPUT_ASSET,        /* source: the file to copy */
	OUTPUT_MEDIA,        /* source: the file to copy */
	OUTPUT_MAN_ARTICLE,  /* index: article */
	OUTPUT_MAN_ENTRY,    /* index: entry */
	OUTPUT_MAN_ALIAS,    /* source: the name of the page it stands for */
	OUTPUT_KINDS
};

#define PLAN_NONE ((size_t)-1)

struct output {
	enum output_kind kind;
	enum lang lang;
	size_t index;
	const char *path;   /* below the output folder */
	const char *source; /* see the kinds */
};

/* Whether search engines are told of it: a page of an article or of codes, in one
   language. */
bool output_is_indexed(const struct output *output);

/* Whether it is served at any address that has no page. */
bool output_is_not_found(const struct output *output);

/* The article that a page is about, or NULL. */
const struct kb_article *output_article(const struct output *output, const struct knowledge *kb);

struct plan {
	struct arena arena;
	struct output *outputs;
	size_t count;
	size_t capacity;
	struct site_redirects redirects;
	struct map by_path; /* path to struct output */
	size_t *first_of;   /* per article, one more for the site's own files, and one for
			       each of the search's: */
	size_t n_jobs;      /* outputs first_of[job] … first_of[job + 1] - 1 */
};

/* Two files at one path, or a name that the site needs for itself, are
   reported and fail the plan. */
enum status plan_make(struct plan *plan, const struct build_options *options,
		      const struct search_index *search, struct problems *problems);
void plan_release(struct plan *plan);

#endif
