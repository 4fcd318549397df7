/* The rules of front matter, for its reader. */
#ifndef SOURCE_FRONT_MATTER_RULES_H
#define SOURCE_FRONT_MATTER_RULES_H

#include "base/finding.h"

/* The reason in English, and in Japanese. */
extern const struct rule rule_front_yaml;
extern const struct rule rule_front_unclosed;
/* The key, and the line where it came first. */
extern const struct rule rule_front_duplicate_key;

#endif
