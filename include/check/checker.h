/*
 * The translation rules, run over every article while it is in memory:
 *
 *     struct checker *checker = checker_new(config, n_threads);
 *     kb_options.checker = checker_hook(checker);
 *     …knowledge_read…              // findings are in the index
 *     checker_free(checker);
 *
 * Rules read articles and the knowledge base, never the disk: whoever starts them
 * does, or names the file.
 */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "kb/knowledge.h"

struct checker;

/* `config` must outlive it. Never NULL: memory running out ends the program. */
struct checker *checker_new(const struct config *config, size_t n_threads);
void checker_free(struct checker *checker); /* NULL is fine */

/* Where the English articles are that the base was translated from, as they are
   now: `read` gives the one at a path below the content folder; the pointer of
   `*bytes` stays NULL where there is none. Called on many threads. Fails only when
   memory is out. */
struct originals {
	enum status (*read)(void *context, const char *path, struct arena *arena,
			    struct slice *bytes);
	void *context;
};

/* Before the first article; the source.* rules are silent without. */
void checker_set_originals(struct checker *checker, const struct originals *originals);

/* The record of published anchors (kb/anchors.h), before the first article;
   anchor.vanished is silent without. What is wrong with it is told in `problems`, and
   then reading the base fails. Both must outlive that. */
void checker_set_record(struct checker *checker, const char *path, struct problems *problems);

const struct knowledge_checker *checker_hook(const struct checker *checker);

#endif
