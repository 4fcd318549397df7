/* The families of rules: a new family is one more line here. */
#include "check/rule_table.h"

#include "base/nearest.h"
#include "checking.h"
#include "kb/config.h"
#include "kb/rules.h"
#include "source/rules.h"

#include <string.h>

/* What reading an article and the knowledge base tells. */
static const struct rule *const *const tables[] = {
	text_rules,  front_matter_rules, align_rules, html_rules,     directive_rules,
	limit_rules, include_rules,      entry_rules, own_keys_rules, link_rules,
};

#define FAMILY_ADDRESS(name) &family_##name,
static const struct family *const families[] = {FAMILIES(FAMILY_ADDRESS)};

enum {
	N_TABLES = sizeof(tables) / sizeof(*tables),
	N_FAMILIES = sizeof(families) / sizeof(*families),
};

static void visit_all(const struct rule *const *rules, rule_visit *visit, void *context)
{
	for (; *rules; rules++)
		visit(context, *rules);
}

void rules_each(rule_visit *visit, void *context)
{
	for (size_t i = 0; i < N_TABLES; i++)
		visit_all(tables[i], visit, context);
	for (size_t i = 0; i < N_FAMILIES; i++)
		visit_all(families[i]->rules, visit, context);
}

bool translation_has_rule(const char *id)
{
	for (size_t i = 0; i < N_FAMILIES; i++)
		for (const struct rule *const *rule = families[i]->rules; *rule; rule++)
			if (strcmp((*rule)->id, id) == 0)
				return true;
	return false;
}

struct search {
	struct slice id;
	const struct rule *found;
};

static void compare_id(void *context, const struct rule *rule)
{
	struct search *search = context;
	if (slice_eq_str(search->id, rule->id))
		search->found = rule;
}

const struct rule *rule_find(struct slice id)
{
	struct search search = {.id = id};
	rules_each(compare_id, &search);
	return search.found;
}

static void offer_id(void *context, const struct rule *rule)
{
	nearest_offer(context, rule->id);
}

const char *rule_nearest(struct slice id)
{
	struct nearest nearest;
	nearest_init(&nearest, id);
	rules_each(offer_id, &nearest);
	return nearest.name;
}

struct id_list {
	const char **ids;
	size_t count;
};

static void count_rule(void *context, const struct rule *rule)
{
	(void)rule;
	++*(size_t *)context;
}

static void add_id(void *context, const struct rule *rule)
{
	struct id_list *list = context;
	list->ids[list->count++] = rule->id;
}

const char *const *rule_ids(struct arena *arena)
{
	size_t count = 0;
	rules_each(count_rule, &count);
	struct id_list list = {arena_array(arena, count + 1, sizeof(*list.ids)), 0};
	if (list.ids)
		rules_each(add_id, &list);
	return list.ids;
}

enum status rule_report_unknown(struct slice id, struct place at, struct problems *problems)
{
	struct arena arena;
	arena_init_must(&arena);
	enum status status = config_report_unknown_rule(id, at, rule_ids(&arena), problems);
	arena_release(&arena);
	return status;
}
