/* The rules of the knowledge base; the table ends with NULL. */
#ifndef KB_RULES_H
#define KB_RULES_H

#include "base/finding.h"

extern const struct rule *const entry_rules[];
extern const struct rule *const own_keys_rules[];
extern const struct rule *const link_rules[];

#endif
