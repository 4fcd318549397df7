/* The rules of our own keys, for those who apply them. */
#ifndef KB_OWN_KEYS_RULES_H
#define KB_OWN_KEYS_RULES_H

#include "base/finding.h"

extern const struct rule rule_entry_unknown_role;
extern const struct rule rule_entry_unknown_key;
extern const struct rule rule_entry_bounce_code;

#endif
