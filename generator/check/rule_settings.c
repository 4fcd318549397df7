/* Severities from profiles and the command line. */
#include "check/rule_settings.h"

#include "base/nearest.h"
#include "check/rule_table.h"

#include <string.h>

enum { PROFILE_RULES = 2 };

/* https://www.microsoft.com/ja-jp/language/StyleGuides and the JTF style guide
   for translated Japanese, rules 3.1.1 and 3.3.1. */
static const struct {
	const char *name;
	const char *rules[PROFILE_RULES];
} profiles[] = {
	{"microsoft", {"style.blank", "style.half-paren"}},
	{"jtf", {"style.no-blank", "style.full-paren"}},
};

enum { N_PROFILES = sizeof(profiles) / sizeof(*profiles) };

const char *const profile_names[] = {"microsoft", "jtf", NULL};

const char *profile_of_rule(const struct rule *rule)
{
	for (size_t i = 0; i < N_PROFILES; i++)
		for (size_t n = 0; n < PROFILE_RULES; n++)
			if (strcmp(profiles[i].rules[n], rule->id) == 0)
				return profiles[i].name;
	return NULL;
}

/* --- Profiles ----------------------------------------------------------- */

static enum status unknown_profile(struct slice name, struct place at, struct problems *problems)
{
	const char *near = nearest_of(name, profile_names);
	if (near)
		return problem_report(problems, at,
				      "there is no profile \"%.*s\"; did you mean \"%s\"?",
				      "プロファイル「%.*s」はありません。「%s」の間違いでは"
				      "ありませんか",
				      SLICE_ARG(name), near);
	return problem_report(problems, at,
			      "there is no profile \"%.*s\"; the profiles are %s and %s",
			      "プロファイル「%.*s」はありません。使えるのは %s と %s です",
			      SLICE_ARG(name), profile_names[0], profile_names[1]);
}

static enum status apply_profile(struct config *config, struct slice name, struct place at,
				 struct problems *problems)
{
	size_t i = 0;
	while (i < N_PROFILES && !slice_eq_str(name, profiles[i].name))
		i++;
	if (i == N_PROFILES)
		return unknown_profile(name, at, problems);
	for (size_t n = 0; n < PROFILE_RULES; n++) {
		const struct rule *rule = rule_find(slice_from(profiles[i].rules[n]));
		if (!config_names_rule(config, rule) &&
		    !config_set_severity(config, rule, SEVERITY_WARNING))
			return problem_memory(problems, STATUS_NO_MEMORY);
	}
	return STATUS_OK;
}

/* --- The command line --------------------------------------------------- */

static bool read_severity(struct slice text, enum severity *out)
{
	for (enum severity i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++)
		if (slice_eq_str(text, severity_name(i))) {
			*out = i;
			return true;
		}
	return false;
}

static enum status apply_wish(struct config *config, const char *wish, struct problems *problems)
{
	struct slice text = slice_from(wish);
	size_t equals = slice_find_char(text, '=', 0);
	struct slice id = slice_sub(text, 0, equals);
	const struct rule *rule = rule_find(id);
	enum severity severity;
	if (equals == SLICE_NONE || !read_severity(slice_skip(text, equals + 1), &severity))
		return problem_report(
			problems, (struct place){0},
			"--rule %s does not say how bad; write --rule ID=off, info, warning or "
			"error",
			"--rule %s に重大度がありません。--rule ID=重大度 の形式で、off、info、"
			"warning、error のいずれかを指定してください",
			wish);
	if (!rule)
		return rule_report_unknown(id, (struct place){0}, problems);
	if (!config_set_severity(config, rule, severity))
		return problem_memory(problems, STATUS_NO_MEMORY);
	return STATUS_OK;
}

/* --- What is not told --------------------------------------------------- */

struct leaving {
	struct config *config;
	enum severity least;
	bool failed;
};

static void leave_out(void *context, const struct rule *rule)
{
	struct leaving *leaving = context;
	enum severity severity = config_severity(leaving->config, rule);
	if (severity != SEVERITY_OFF && severity < leaving->least)
		leaving->failed |= !config_set_severity(leaving->config, rule, SEVERITY_OFF);
}

static enum status leave_out_below(struct config *config, enum severity least,
				   struct problems *problems)
{
	struct leaving leaving = {.config = config, .least = least};
	rules_each(leave_out, &leaving);
	return leaving.failed ? problem_memory(problems, STATUS_NO_MEMORY) : STATUS_OK;
}

enum status rules_settle(struct config *config, const struct rule_wishes *wishes,
			 struct problems *problems)
{
	struct place at = {0};
	struct slice profile = config_profile(config, &at);
	struct arena arena;
	arena_init_must(&arena);
	enum status status = config_check_rules(config, rule_ids(&arena), problems);
	arena_release(&arena);
	if (wishes->profile) {
		profile = slice_from(wishes->profile);
		at = (struct place){0};
	}
	if (profile.len && apply_profile(config, profile, at, problems) != STATUS_OK)
		status = STATUS_FAILED;
	for (size_t i = 0; i < wishes->n_severities; i++)
		if (apply_wish(config, wishes->severities[i], problems) != STATUS_OK)
			status = STATUS_FAILED;
	if (leave_out_below(config, wishes->least, problems) != STATUS_OK)
		status = STATUS_FAILED;
	return status;
}
