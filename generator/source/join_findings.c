/*
 * Two findings are the same when they agree in rule, line, argument, and in
 * how many such there were before them in their side: blocks that begin with a
 * span begin at different columns.
 */
#include "join_findings.h"

#include "base/map.h"

struct tally {
	struct map counts; /* "rule line argument" to how many there were */
	struct arena *arena;
};

/* A key for a finding, unique in its side. A pointer of NULL when memory is
   out. */
static struct slice key_of(struct tally *tally, const struct finding *finding)
{
	struct slice argument = finding->n_args ? finding->args[0][LANG_EN] : SLICE("");
	struct slice base = arena_printf(tally->arena, "%s %zu %.*s", finding->rule->id,
					 finding->start.line, SLICE_ARG(argument));
	size_t *count = base.ptr ? map_get(&tally->counts, base) : NULL;
	if (base.ptr && !count) {
		count = arena_alloc(tally->arena, sizeof(*count));
		if (!count || map_put(&tally->counts, base, count) != STATUS_OK)
			return (struct slice){NULL, 0};
	}
	if (!count)
		return (struct slice){NULL, 0};
	return arena_printf(tally->arena, "%zu %.*s", ++*count, SLICE_ARG(base));
}

static bool is_outside(const struct finding *finding)
{
	return finding->segment.len == 0;
}

static enum status learn(struct tally *tally, struct findings *findings, size_t from, size_t to,
			 struct map *known)
{
	for (size_t i = from; i < to; i++) {
		struct finding *finding = &findings->items[i];
		if (!is_outside(finding))
			continue;
		struct slice key = key_of(tally, finding);
		if (!key.ptr || map_put(known, key, finding) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

/* Drops from the Japanese side what the English side has too. */
static enum status drop(struct tally *tally, struct findings *findings, size_t from,
			const struct map *known)
{
	size_t kept = from;
	for (size_t i = from; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		struct finding *twin = NULL;
		if (is_outside(finding)) {
			struct slice key = key_of(tally, finding);
			if (!key.ptr)
				return STATUS_NO_MEMORY;
			twin = map_get(known, key);
		}
		if (twin)
			twin->lang = LANG_BOTH;
		else
			findings->items[kept++] = *finding;
	}
	findings->count = kept;
	return STATUS_OK;
}

enum status join_findings(struct article *article, const size_t first[LANG_SIDES])
{
	struct findings *findings = &article->findings;
	if (first[LANG_EN] == first[LANG_JA] || first[LANG_JA] == findings->count)
		return STATUS_OK;
	struct arena arena;
	struct map known;
	arena_init(&arena);
	map_init(&known);
	struct tally en = {.arena = &arena};
	struct tally ja = {.arena = &arena};
	map_init(&en.counts);
	map_init(&ja.counts);
	enum status status = learn(&en, findings, first[LANG_EN], first[LANG_JA], &known);
	if (status == STATUS_OK)
		status = drop(&ja, findings, first[LANG_JA], &known);
	map_release(&en.counts);
	map_release(&ja.counts);
	map_release(&known);
	arena_release(&arena);
	return status;
}
