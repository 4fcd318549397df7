/* The rules of raw HTML and addresses, for the readers of both. */
#ifndef SOURCE_HTML_RULES_H
#define SOURCE_HTML_RULES_H

#include "base/finding.h"

extern const struct rule rule_html_not_allowed;
extern const struct rule rule_html_unbalanced;
extern const struct rule rule_html_bad_url;
extern const struct rule rule_html_too_deep;

#endif
