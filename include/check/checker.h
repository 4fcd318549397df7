/*
 * The translation rules, run over every article while it is in memory:
 *
 *     struct checker *checker = checker_new(config, n_threads);
 *     kb_options.checker = checker_hook(checker);
 *     …knowledge_read…              // findings are in the index
 *     checker_free(checker);
 *
 * Rules read articles and the knowledge base, never the disk.
 */
#ifndef CHECK_CHECKER_H
#define CHECK_CHECKER_H

#include "kb/knowledge.h"

struct checker;

/* `config` must outlive it. Never NULL: memory running out ends the program. */
struct checker *checker_new(const struct config *config, size_t n_threads);
void checker_free(struct checker *checker); /* NULL is fine */

const struct knowledge_checker *checker_hook(const struct checker *checker);

#endif
