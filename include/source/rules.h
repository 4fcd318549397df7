/*
 * The rules of reading an article: alignment, front matter, Markdown, raw
 * HTML, size. check/ lists them with all others; each table ends with NULL.
 */
#ifndef SOURCE_RULES_H
#define SOURCE_RULES_H

#include "base/finding.h"

extern const struct rule *const align_rules[];
extern const struct rule *const front_matter_rules[];
extern const struct rule *const text_rules[];
extern const struct rule *const html_rules[];
extern const struct rule *const directive_rules[];
extern const struct rule *const limit_rules[];
extern const struct rule *const include_rules[];

#endif
