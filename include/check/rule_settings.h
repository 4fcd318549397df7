/*
 * Which rules run, and how bad their findings are. What is said later wins:
 *
 *     the rule's own severity
 *     the profile: that of the command line, or else `profile:` of site.yaml
 *     `rules:` of site.yaml
 *     the command line
 *
 * A profile is a house style: it turns on the rules (style.*) of one of two
 * opposite habits, which are off without it.
 */
#ifndef CHECK_RULE_SETTINGS_H
#define CHECK_RULE_SETTINGS_H

#include "kb/config.h"

/* From the command line. */
struct rule_wishes {
	const char *profile;           /* or NULL */
	const char *const *severities; /* "space.colon=off", each in its order */
	size_t n_severities;
	enum severity least; /* rules below it are off: nobody is told what they find */
};

/* Puts all of it into the configuration, before any thread asks it. Every
   unknown rule, severity and profile is told, with what may have been meant.
   Strings of `wishes` must outlive the configuration. */
enum status rules_settle(struct config *config, const struct rule_wishes *wishes,
			 struct problems *problems);

/* NULL ends the list. */
extern const char *const profile_names[];

/* The profile that turns a rule on; NULL for most. */
const char *profile_of_rule(const struct rule *rule);

#endif
