/* The rules of the alignment, for the scanner. */
#ifndef SOURCE_ALIGN_RULES_H
#define SOURCE_ALIGN_RULES_H

#include "base/finding.h"

extern const struct rule rule_align_unclosed;
extern const struct rule rule_align_incomplete;
extern const struct rule rule_align_apart;
extern const struct rule rule_align_id_mismatch;
extern const struct rule rule_align_repeated_id;
extern const struct rule rule_align_order;
extern const struct rule rule_align_prefix;
extern const struct rule rule_align_nested;
extern const struct rule rule_align_stray_tag;
extern const struct rule rule_align_damaged_tag;
extern const struct rule rule_align_empty;
extern const struct rule rule_align_none;

#endif
