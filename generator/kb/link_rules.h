/* The rules about links. */
#ifndef KB_LINK_RULES_H
#define KB_LINK_RULES_H

#include "base/finding.h"

extern const struct rule rule_link_missing_target;
extern const struct rule rule_link_missing_anchor;
extern const struct rule rule_link_missing_media;
extern const struct rule rule_link_leaves_folder;
extern const struct rule rule_link_not_published;
extern const struct rule rule_link_outside_image;

#endif
