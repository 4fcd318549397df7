/* The families of translation rules, asked article by article. */
#include "check/checker.h"

#include "base/pool.h"
#include "checking.h"
#include "facts.h"
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
	struct originals originals; /* `read` is NULL: none */
	const char *record;         /* or NULL */
	struct problems *problems;  /* where what is wrong with it is told */
	struct knowledge_checker hook;
};

/* --- One article -------------------------------------------------------- */

static void ask_family(struct checking *c, const struct family *family)
{
	for (size_t i = 0; family->pair && i < c->pairs->n_both && !c->failed; i++)
		family->pair(c, c->pairs->both[i]);
	if (family->article && !c->failed)
		family->article(c);
}

static void ask_families(struct checking *c, const struct checker *checker)
{
	for (size_t i = 0; i < N_FAMILIES && !c->failed; i++)
		if (checker->is_on[i])
			ask_family(c, families[i]);
}

/* A part a family, behind the lengths of all: base_facts need not look at the others. */
static void collect_facts(struct checking *c, const struct checker *checker, struct arena *keep,
			  struct slice *facts)
{
	struct buffer *all = &check_tools_facts(c->tools)->all;
	struct buffer *parts = &check_tools_facts(c->tools)->parts;
	buffer_clear(all);
	buffer_clear(parts);
	for (size_t i = 0; i < N_FAMILIES && !c->failed; i++) {
		size_t start = parts->len;
		if (!families[i]->facts)
			continue;
		if (checker->is_on[i])
			families[i]->facts(c, parts);
		facts_put_number(all, parts->len - start);
		c->failed |= parts->failed;
	}
	if (parts->len && !c->failed) {
		buffer_slice(all, buffer_view(parts));
		*facts = arena_copy(keep, buffer_view(all));
		c->failed = all->failed || !facts->ptr;
	}
}

static enum status check_article(void *context, const struct knowledge *kb, size_t index,
				 struct article *article, struct arena *keep, struct slice *facts,
				 size_t worker)
{
	const struct checker *checker = context;
	struct check_tools *tools = checker->tools[worker];
	struct pair_list pairs = {0};
	struct checking c = {.config = checker->config,
			     .kb = kb,
			     .row = &kb->articles[index],
			     .article = article,
			     .pairs = &pairs,
			     .scratch = check_tools_scratch(tools),
			     .originals = checker->originals.read ? &checker->originals : NULL,
			     .tools = tools};
	struct arena_mark mark = arena_mark(c.scratch);
	if (article->n_segments) {
		c.has_escapes = slice_contains(article->bytes, SLICE("\\*"));
		c.failed = pairs_make(&pairs, article, c.scratch) != STATUS_OK;
		ask_families(&c, checker);
	}
	collect_facts(&c, checker, keep, facts);
	arena_rewind(c.scratch, mark);
	return c.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* --- The whole base ----------------------------------------------------- */

struct slice base_facts(const struct base_check *b, size_t article)
{
	struct facts facts = facts_from(b->kb->articles[article].facts);
	size_t start = 0;
	size_t len = 0;
	for (size_t i = 0; i < N_FAMILIES; i++) {
		size_t number = families[i]->facts ? facts_number(&facts) : 0;
		if (i < b->family)
			start += number;
		else if (i == b->family)
			len = number;
	}
	return slice_sub(facts.rest, start, start + len);
}

struct base_round {
	const struct checker *checker;
	struct knowledge *kb;
	struct base_check checks[N_FAMILIES];
};

static void begin_check(struct base_round *round, size_t family, size_t worker)
{
	const struct checker *checker = round->checker;
	struct base_check *b = &round->checks[family];
	*b = (struct base_check){.config = checker->config,
				 .kb = round->kb,
				 .keep = &round->kb->worker_arenas[worker],
				 .record = checker->record,
				 .problems = checker->problems,
				 .family = family};
	arena_init(&b->scratch);
	findings_init(&b->said.findings, b->keep, NULL, NULL);
}

static void base_job(void *context, size_t family, size_t worker)
{
	struct base_round *round = context;
	begin_check(round, family, worker);
	if (families[family]->base && round->checker->is_on[family])
		families[family]->base(&round->checks[family]);
}

static void end_check(struct base_round *round, size_t family)
{
	struct base_check *b = &round->checks[family];
	if (families[family]->end && round->checker->is_on[family] && !b->failed) {
		families[family]->end(b);
		base_tell(b);
	}
	arena_release(&b->scratch);
}

static enum status check_base(void *context, struct knowledge *kb)
{
	struct base_round round = {.checker = context, .kb = kb};
	bool failed = false;
	bool is_told = false;
	pool_run(kb->n_workers, N_FAMILIES, base_job, &round);
	for (size_t i = 0; i < N_FAMILIES; i++)
		base_tell(&round.checks[i]);
	for (size_t i = 0; i < N_FAMILIES; i++) {
		end_check(&round, i);
		failed |= round.checks[i].failed;
		is_told |= round.checks[i].is_told;
	}
	return failed ? STATUS_NO_MEMORY : is_told ? STATUS_FAILED : STATUS_OK;
}

/* --- The run ------------------------------------------------------------ */

static bool is_on(const struct config *config, const struct family *family)
{
	if (family->is_always_on)
		return true;
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
	checker->hook = (struct knowledge_checker){
		.on_article = check_article, .on_base = check_base, .context = checker};
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

void checker_set_originals(struct checker *checker, const struct originals *originals)
{
	checker->originals = *originals;
}

void checker_set_record(struct checker *checker, const char *path, struct problems *problems)
{
	checker->record = path;
	checker->problems = problems;
}
