/*
 * `[!INCLUDE [title](path)]`: the other file's side takes the directive's
 * place. Where that cannot be, the title is shown and a finding says why.
 */
#ifndef SOURCE_INCLUDES_H
#define SOURCE_INCLUDES_H

#include "source/article.h"

/* The files being read, from this one up to the article. */
struct include_chain {
	const char *path; /* below the content folder */
	const struct include_chain *up;
	size_t depth;
	size_t *n_read; /* of the whole article, for a limit */
};

/* Resolves the directives of both trees. `sources` and `chain` may be NULL. */
enum status includes_apply(struct article *article, const struct article_sources *sources,
			   const struct include_chain *chain);

/* Frees what was read for them. */
void includes_release(struct article *article);

/* article_read for a file that another one includes. */
enum status article_read_included(struct article *article, const char *path, struct slice bytes,
				  const struct article_sources *sources,
				  const struct include_chain *chain);

extern const struct rule rule_include_unresolved;
extern const struct rule rule_include_missing;
extern const struct rule rule_include_leaves_folder;
extern const struct rule rule_include_cycle;
extern const struct rule rule_include_too_deep;

#endif
