/* Every thread moves those of some articles to their place in the list. */
#include "base/pool.h"
#include "kb/knowledge.h"

#include <string.h>

struct taking {
	struct knowledge *kb;
	const struct config *config;
	struct finding *items;
	size_t *places; /* of each article's first */
};

static void take_job(void *context, size_t job, size_t worker)
{
	const struct taking *taking = context;
	struct findings *findings = &taking->kb->articles[job].findings;
	(void)worker;
	for (size_t i = 0; i < findings->count; i++)
		findings->items[i].severity =
			config_severity(taking->config, findings->items[i].rule);
	if (findings->count)
		memcpy(taking->items + taking->places[job], findings->items,
		       findings->count * sizeof(*findings->items));
	findings_release(findings);
}

enum status knowledge_take_findings(struct knowledge *kb, const struct config *config,
				    struct findings *out)
{
	struct taking taking = {.kb = kb, .config = config};
	size_t count = out->count;
	taking.places = arena_array_raw(&kb->arena, kb->n_articles, sizeof(*taking.places));
	if (!taking.places)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < kb->n_articles; i++) {
		taking.places[i] = count;
		count += kb->articles[i].findings.count;
	}
	if (findings_reserve(out, count) != STATUS_OK)
		return STATUS_NO_MEMORY;
	taking.items = out->items;
	pool_run_small(kb->n_workers, kb->n_articles, take_job, &taking);
	out->count = count;
	findings_sort(out);
	return STATUS_OK;
}
