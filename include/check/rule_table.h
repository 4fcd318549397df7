/* Every rule there is, in one list. */
#ifndef CHECK_RULE_TABLE_H
#define CHECK_RULE_TABLE_H

#include "base/finding.h"

/* Calls back for each rule, family by family. */
typedef void rule_visit(void *context, const struct rule *rule);
void rules_each(rule_visit *visit, void *context);

/* All ids, in the arena; NULL ends the list. */
const char *const *rule_ids(struct arena *arena);

#endif
