/*
 * How often each translation rule fires on the real articles:
 *
 *     bench_qa CORPUS
 *
 * Articles say in their front matter whether people or a machine translated
 * them (ms.translationtype HT or MT). What a rule finds in those of people is
 * an upper bound on its false alarms. Beside each share stands the one that was
 * measured when the rules were chosen; a rule above it has to be tightened, or
 * its findings shown to be right.
 *
 * Everything runs in this process, all rules at their usual severity.
 */
#include "base/map.h"
#include "base/pool.h"
#include "check/checker.h"
#include "check/rule_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RULES_MAX = 400, KINDS = TRANSLATION_MACHINE + 1 };

/* Percent of the segments; below 0: nobody has measured it. */
struct expected {
	const char *id;
	double human;
	double machine;
};

/* On 7,605 segments of people and 28,989 of machines. */
static const struct expected expected[] = {
	{"align.empty", 0, 0},
	{"markup.emphasis", 0.8, 0.8},
	{"markup.literal", 0.03, 0.13},
	{"markup.escaped", 0.3, 0.8},
	{"markup.bold-particle", 0.01, 0.17},
	{"markup.link", 0.4, 0.02},
	{"markup.image", 0.03, 0},
	{"markup.code", 0.03, 0},
	{"bracket.balance", 0.05, 0.65},
	{"content.code", 0, -1},
	{"content.number", 2.0, 1.5},
	{"content.acronym", 1.1, 1.2},
	{"content.same", 0, 0},
	{"content.length", 0.4, 0.3},
	{"punct.end", 2.0, 1.6},
	{"space.before-punct", 0, 0.15},
	{"space.kanji-kana", 0.13, 0.17},
	{"space.nakaguro", 0, 0.01},
	{"space.colon", 0.17, 0.34},
	{"space.double", 0.1, 0.02},
	{"width.minority", 0.07, 0.05},
	{"width.alnum", 0, 0.01},
	{"width.kana", 0, 0.01},
	{"char.control", 0, -1},
	{"ja.polite-noun", 0, 0.02},
	{"ja.polite-aux", 0.01, 0.02},
	{"ja.suru", 0, 0},
	{"ja.baai", 0, 0},
	{"ja.double-topic", 0.2, 0.2},
	{"ja.double-word", 0.09, -1},
};

struct tally {
	const char *id;
	size_t segments[KINDS]; /* in which it fired */
};

struct bench {
	struct arena arena;
	struct tally rules[RULES_MAX];
	size_t n_rules;
	size_t segments[KINDS];
	size_t articles[KINDS];
};

static void list_rule(void *context, const struct rule *rule)
{
	struct bench *bench = context;
	if (!translation_has_rule(rule->id) && strncmp(rule->id, "align.", 6) != 0)
		return;
	if (bench->n_rules < RULES_MAX)
		bench->rules[bench->n_rules++].id = rule->id;
}

static struct tally *tally_of(struct bench *bench, const struct rule *rule)
{
	for (size_t i = 0; i < bench->n_rules; i++)
		if (strcmp(bench->rules[i].id, rule->id) == 0)
			return &bench->rules[i];
	return NULL;
}

/* A segment counts once for a rule; what lies in none counts by its line. */
static void count_article(struct bench *bench, const struct kb_article *article)
{
	struct map seen;
	map_init(&seen);
	bench->segments[article->translation] += article->n_segments;
	bench->articles[article->translation]++;
	for (size_t i = 0; i < article->findings.count; i++) {
		const struct finding *finding = &article->findings.items[i];
		struct tally *tally = tally_of(bench, finding->rule);
		struct slice key = arena_printf(&bench->arena, "%s %.*s %zu", finding->rule->id,
						SLICE_ARG(finding->segment),
						finding->segment.len ? 0 : finding->start.line);
		if (!tally || map_has(&seen, key))
			continue;
		if (map_put(&seen, key, tally) != STATUS_OK)
			out_of_memory();
		tally->segments[article->translation]++;
	}
	map_release(&seen);
}

static void print_share(double measured, double known)
{
	char text[16] = "";
	if (known >= 0)
		snprintf(text, sizeof(text), "%.2f", known);
	printf(" %8.3f %6s", measured, text);
}

static double share(const struct bench *bench, const struct tally *tally, enum translation kind)
{
	size_t n = bench->segments[kind];
	return n ? 100.0 * (double)tally->segments[kind] / (double)n : 0;
}

/* A tenth of the last digit given is forgiven: the known ones are rounded. */
static void print_rule(const struct bench *bench, const struct tally *tally)
{
	struct expected known = {tally->id, -1, -1};
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
		if (strcmp(expected[i].id, tally->id) == 0)
			known = expected[i];
	double human = share(bench, tally, TRANSLATION_HUMAN);
	printf("%-24s", tally->id);
	print_share(human, known.human);
	print_share(share(bench, tally, TRANSLATION_MACHINE), known.machine);
	puts(known.human >= 0 && human > known.human + 0.005 ? "  <- above" : "");
}

static void print_all(const struct bench *bench)
{
	printf("translated by people: %zu articles, %zu segments; by machines: %zu, %zu\n\n",
	       bench->articles[TRANSLATION_HUMAN], bench->segments[TRANSLATION_HUMAN],
	       bench->articles[TRANSLATION_MACHINE], bench->segments[TRANSLATION_MACHINE]);
	printf("%-24s %8s %6s %8s %6s\n", "share of segments, %", "people", "known", "machine",
	       "known");
	for (size_t i = 0; i < bench->n_rules; i++)
		print_rule(bench, &bench->rules[i]);
}

static enum status measure(struct bench *bench, const char *corpus, struct problems *problems)
{
	struct config *config = NULL;
	struct knowledge kb = {0};
	enum status status = config_read("", problems, &config);
	if (status != STATUS_OK)
		return status;
	size_t n_threads = pool_processors();
	struct checker *checker = checker_new(config, n_threads);
	struct knowledge_options options = {
		.content = corpus,
		.config = config,
		.n_threads = n_threads,
		.checker = checker_hook(checker),
	};
	status = knowledge_read(&kb, &options, problems);
	for (size_t i = 0; i < kb.n_articles && status == STATUS_OK; i++)
		count_article(bench, &kb.articles[i]);
	knowledge_release(&kb);
	checker_free(checker);
	config_free(config);
	return status;
}

int main(int argc, char *argv[])
{
	static struct bench bench;
	struct problems problems;
	if (argc != 2) {
		fputs("usage: bench_qa CORPUS\n", stderr);
		return 2;
	}
	if (access(argv[1], R_OK) != 0) {
		printf("bench-qa: skipped, there are no articles at %s\n", argv[1]);
		return 0;
	}
	arena_init_must(&bench.arena);
	problems_init(&problems, stderr, LANG_EN);
	article_setup();
	rules_each(list_rule, &bench);
	enum status status = measure(&bench, argv[1], &problems);
	if (status == STATUS_OK)
		print_all(&bench);
	arena_release(&bench.arena);
	return status == STATUS_OK ? 0 : 2;
}
