/* Rules about the size of an article. */
#ifndef SOURCE_LIMITS_RULES_H
#define SOURCE_LIMITS_RULES_H

#include "base/finding.h"

extern const struct rule rule_limit_file_size;
extern const struct rule rule_limit_line_length;
extern const struct rule rule_limit_segments;
extern const struct rule rule_limit_segment_length;
extern const struct rule rule_limit_depth;
extern const struct rule rule_limit_table;
extern const struct rule rule_limit_markup;
extern const struct rule rule_limit_findings;

#endif
