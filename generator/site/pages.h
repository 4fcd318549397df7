/*
 * Pages: the data that each kind of page gives to its template.
 */
#ifndef SITE_PAGES_H
#define SITE_PAGES_H

#include "dates.h"
#include "fragments.h"
#include "plan.h"
#include "render/templates.h"
#include "render/value.h"

struct layouts;

/* What all pages share; read-only once pages_init has returned. */
struct pages {
	const struct build_options *options;
	const struct plan *plan;
	const struct templates *templates;
	struct arena arena;
	const struct value *strings[LANG_SIDES]; /* of templates/strings/LANG.yaml */
	uint64_t strings_hash;                   /* of the bytes of these files */
	const size_t *codes_order[LANG_SIDES];   /* entries, sorted for the index */
	const size_t *rank_of[LANG_SIDES];       /* of each entry in that order */
	size_t n_codes;
	struct slice asset_version;
	struct layouts *layouts;         /* with a lock of their own: layouts.h, */
	struct dates *dates[LANG_SIDES]; /* dates.h */
	bool has_feed;
	struct problems *problems;
};

enum status pages_init(struct pages *pages, const struct build_options *options,
		       const struct plan *plan, const struct templates *templates,
		       struct problems *problems);
void pages_release(struct pages *pages);

/* What there is of the article that outputs are made of, besides the index. One that
   was not read again has no entries, and one that was read long ago no texts. */
struct material {
	const struct article *article;    /* or NULL */
	const struct entry_list *entries; /* of `article` */
	const struct fragment_set *texts; /* rendered when it was first read; or NULL */
};

/* Renders one page, which needs of its article the entries where it is about a code,
   and else either form of the texts. The arena, one of arena_init_must, is afterwards
   as it was. */
enum status pages_render(const struct pages *pages, const struct output *output,
			 const struct material *material, struct arena *arena, struct buffer *out);

/* A text of templates/strings/LANG.yaml, or an empty slice. */
struct slice pages_string(const struct pages *pages, enum lang lang, const char *key);

/* The articles that an article's page leads back and on to, or NULL. */
const struct kb_article *pages_previous(const struct knowledge *kb, size_t index);
const struct kb_article *pages_next(const struct knowledge *kb, size_t index);

#endif
