/* Markup that differs between the two sides of a pair. */
#include "markup.h"

static const struct rule *const rules[] = {
	&rule_markup_emphasis,  &rule_markup_literal,
	&rule_markup_escaped,   &rule_markup_bold_particle,
	&rule_markup_link,      &rule_markup_image,
	&rule_markup_code,      &rule_markup_html,
	&rule_markup_menu_path, NULL,
};

static void check_pair(struct checking *c, const struct pair *pair)
{
	markup_check_emphasis(c, pair);
	if (pair->sides[LANG_EN].n_marks || pair->sides[LANG_JA].n_marks) {
		markup_check_targets(c, pair);
		markup_check_menu_path(c, pair);
	}
	markup_check_html(c, pair);
}

const struct family family_markup = {.rules = rules, .pair = check_pair};
