/* Rules about an article's bytes. */
#ifndef SOURCE_TEXT_RULES_H
#define SOURCE_TEXT_RULES_H

#include "base/finding.h"

extern const struct rule rule_text_encoding;
extern const struct rule rule_text_nul;
extern const struct rule rule_text_empty;
extern const struct rule rule_text_table;

#endif
