/* The parts of the family "markup". */
#ifndef CHECK_MARKUP_H
#define CHECK_MARKUP_H

#include "checking.h"

/* Bold and italics: markup_emphasis.c. */
extern const struct rule rule_markup_emphasis;
extern const struct rule rule_markup_literal;
extern const struct rule rule_markup_escaped;
extern const struct rule rule_markup_bold_particle;
void markup_check_emphasis(struct checking *c, const struct pair *pair);

/* Menu paths: markup_menu.c. */
extern const struct rule rule_markup_menu_path;
void markup_check_menu_path(struct checking *c, const struct pair *pair);

/* Links, images and code: markup_targets.c. */
extern const struct rule rule_markup_link;
extern const struct rule rule_markup_image;
extern const struct rule rule_markup_code;
void markup_check_targets(struct checking *c, const struct pair *pair);

/* Tags: markup_html.c. */
extern const struct rule rule_markup_html;
void markup_check_html(struct checking *c, const struct pair *pair);

#endif
