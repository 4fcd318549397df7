/* The rules of entries, for those who apply them. */
#ifndef KB_ENTRY_RULES_H
#define KB_ENTRY_RULES_H

#include "base/finding.h"

extern const struct rule rule_entry_no_cause;
extern const struct rule rule_entry_no_fix;
extern const struct rule rule_entry_empty_cause;
extern const struct rule rule_entry_empty_fix;
extern const struct rule rule_entry_duplicate;
extern const struct rule rule_entry_bad_code;
extern const struct rule rule_entry_class_mismatch;

#endif
