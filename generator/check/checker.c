/* The families of translation rules, asked article by article. */
#include "check/checker.h"

#include "checking.h"
#include "tools.h"

#include <stdlib.h>

#define FAMILY_ADDRESS(name) &family_##name,
static const struct family *const families[] = {FAMILIES(FAMILY_ADDRESS)};

enum { N_FAMILIES = sizeof(families) / sizeof(*families) };

struct checker {
	const struct config *config;
	struct check_tools **tools; /* one a worker */
	size_t n_workers;
	bool is_on[N_FAMILIES];
	struct knowledge_checker hook;
};

/* --- One article -------------------------------------------------------- */

static bool has_both(const struct pair *pair)
{
	return !slice_is_blank(pair->sides[LANG_EN].text) &&
	       !slice_is_blank(pair->sides[LANG_JA].text);
}

static void ask_family(struct checking *c, const struct family *family)
{
	for (size_t i = 0; i < c->pairs->count && family->pair && !c->failed; i++)
		if (has_both(&c->pairs->items[i]))
			family->pair(c, &c->pairs->items[i]);
	if (family->article && !c->failed)
		family->article(c);
}

static enum status check_article(void *context, const struct knowledge *kb, size_t index,
				 struct article *article, struct arena *keep, struct slice *facts,
				 size_t worker)
{
	(void)keep;
	(void)facts;
	const struct checker *checker = context;
	struct check_tools *tools = checker->tools[worker];
	struct pair_list pairs;
	struct checking c = {.config = checker->config,
			     .kb = kb,
			     .row = &kb->articles[index],
			     .article = article,
			     .pairs = &pairs,
			     .scratch = check_tools_scratch(tools),
			     .tools = tools};
	if (article->n_segments == 0)
		return STATUS_OK;
	struct arena_mark mark = arena_mark(c.scratch);
	c.failed = pairs_make(&pairs, article, c.scratch) != STATUS_OK;
	for (size_t i = 0; i < N_FAMILIES && !c.failed; i++)
		if (checker->is_on[i])
			ask_family(&c, families[i]);
	arena_rewind(c.scratch, mark);
	return c.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* --- The run ------------------------------------------------------------ */

static bool is_on(const struct config *config, const struct family *family)
{
	for (const struct rule *const *rule = family->rules; *rule; rule++)
		if (config_severity(config, *rule) != SEVERITY_OFF)
			return true;
	return false;
}

struct checker *checker_new(const struct config *config, size_t n_threads)
{
	struct checker *checker = calloc(1, sizeof(*checker));
	if (!checker)
		out_of_memory();
	checker->config = config;
	checker->n_workers = n_threads;
	checker->tools = calloc(n_threads, sizeof(*checker->tools));
	if (!checker->tools)
		out_of_memory();
	for (size_t i = 0; i < n_threads; i++)
		checker->tools[i] = check_tools_new();
	for (size_t i = 0; i < N_FAMILIES; i++)
		checker->is_on[i] = is_on(config, families[i]);
	checker->hook = (struct knowledge_checker){.on_article = check_article, .context = checker};
	return checker;
}

void checker_free(struct checker *checker)
{
	if (!checker)
		return;
	for (size_t i = 0; i < checker->n_workers; i++)
		check_tools_free(checker->tools[i]);
	free(checker->tools);
	free(checker);
}

const struct knowledge_checker *checker_hook(const struct checker *checker)
{
	return &checker->hook;
}
