/* Every rule there is, in one list. */
#ifndef CHECK_RULE_TABLE_H
#define CHECK_RULE_TABLE_H

#include "base/finding.h"
#include "base/problem.h"

/* Calls back for each rule, family by family. */
typedef void rule_visit(void *context, const struct rule *rule);
void rules_each(rule_visit *visit, void *context);

/* Whether a rule is one of those that run over pairs (check/checker.h), and not
   one that reading an article or indexing the base tells. */
bool translation_has_rule(const char *id);

/* NULL where no rule has this id. */
const struct rule *rule_find(struct slice id);

/* The id that was most likely meant, or NULL. */
const char *rule_nearest(struct slice id);

/* Tells that there is no such rule, with the nearest one. STATUS_FAILED. */
enum status rule_report_unknown(struct slice id, struct place at, struct problems *problems);

/* All ids, in the arena; NULL ends the list. */
const char *const *rule_ids(struct arena *arena);

#endif
