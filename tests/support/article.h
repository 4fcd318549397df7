/*
 * Articles for tests: read from an exact-size heap block, so that a sanitizer
 * sees one byte too far, and checked for what every article promises. Include
 * after cmocka.h.
 *
 *     struct reading r;
 *     reading_open(&r, slice_from("# <span data-ttu-id=…"));
 *     …r.article…
 *     reading_close(&r);
 */
#ifndef TESTS_SUPPORT_ARTICLE_H
#define TESTS_SUPPORT_ARTICLE_H

#include "source/article.h"

struct reading {
	char *block;
	struct article article;
};

/* Reads a copy of the text and checks it (article_check). */
void reading_open(struct reading *r, struct slice text);

/* The same without the checks, for what takes long. */
void reading_open_unchecked(struct reading *r, struct slice text);
void reading_close(struct reading *r);

/* A pair as the format writes it, appended. */
void pair_write(struct buffer *out, const char *id, const char *ja, const char *en);

/* Fails the running test where the article breaks a promise of its headers:
   spans inside the source, ascending, nested right; pieces without a gap; trees
   in which every node stands where it may; no marks left; findings that say
   where and what. */
void article_check(const struct article *article);

/* A side's tree in one line, appended:
 *
 *     h2#anchor['text'@0] ul.tight[item[p['a' em['b']]]] code block: pre.sh'x'
 *
 * Text has its segment's index behind '@', where it has one. */
void tree_write(const struct article *article, enum lang lang, struct buffer *out);

void assert_tree(const struct article *article, enum lang lang, const char *expected);

/* A pair as a literal. */
#define PAIR(id, ja, en)                                                                           \
	"<span data-ttu-id=\"" id "\">" ja "</span><span class=\"sxs-lookup\"><span "              \
	"data-stu-id=\"" id "\">" en "</span></span>"

struct tree_case {
	const char *text;
	const char *tree;
	const char *ja;       /* the Japanese tree; NULL: the same */
	const char *findings; /* NULL: none, or align.none where there is no pair */
};

void assert_trees(const struct tree_case *cases, size_t n);

#define ASSERT_TREES(cases) assert_trees(cases, sizeof(cases) / sizeof(*(cases)))

/* "rule 1:5, rule 2:1", in the order of the findings, appended. */
void findings_write(const struct article *article, struct buffer *out);

void assert_findings(const struct article *article, const char *expected);

/* A segment's side is this text. */
void assert_segment(const struct article *article, size_t index, enum lang lang,
		    const char *expected);

/* Every Markdown file of a folder of the shared data; `each` gets its bytes. */
typedef void corpus_file(void *context, const char *path, struct slice bytes);
void corpus_each(const char *name, corpus_file *each, void *context);

#endif
