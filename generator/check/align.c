/* Whether the two sides of an article belong together. Damaged tags and empty
   sides are told when the article is read. */
#include "align.h"

static const struct rule *const rules[] = {
	&rule_align_parallel,
	&rule_align_unpaired_text,
	&rule_align_merged_count,
	NULL,
};

static void check_article(struct checking *c)
{
	align_check_parallel(c);
	align_check_unpaired(c);
	if (is_wanted(c, &rule_align_merged_count))
		align_check_merged(c);
}

const struct family family_align = {.rules = rules, .article = check_article};
