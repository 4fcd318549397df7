/* taiyaku stats: how much is written, translated, explained, and to be mended. */
#include "base.h"
#include "base/json.h"
#include "check/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTENT, FORMAT, N_OPTIONS };

enum format { FORMAT_TEXT, FORMAT_JSON };

enum { WORST_MAX = 10 };

static const char *const formats[] = {[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", NULL};

static const struct option_row rows[] = {
	[CONTENT] = {.name = "content",
		     .kind = OPTION_TEXT,
		     .value = {"DIR", "フォルダー"},
		     .help = {"Count the articles of another folder.",
			      "別のフォルダーの記事を数えます。"}},
	[FORMAT] = {.name = "format",
		    .kind = OPTION_CHOICE,
		    .choices = formats,
		    .help = {"How to print the numbers.", "統計の出力形式を選びます。"}},
};

static const struct command_line line = {
	.name = "stats",
	.what = {"Count what is translated and which codes are explained.",
		 "翻訳の状況と、エラー コードの解説の状況を集計します。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands = {"[PATH...]", "[パス...]"},
	.operands_max = SIZE_MAX,
};

/* --- Counting ----------------------------------------------------------- */

struct scored {
	const char *file;
	size_t score;
	size_t n_findings;
};

struct stats {
	size_t n_articles;
	size_t n_both; /* articles in both languages */
	size_t n_only[LANG_SIDES];
	size_t n_human;
	size_t n_machine;
	size_t n_segments;
	size_t n_untranslated; /* segments with an empty side, or still in English */
	size_t n_entries;
	size_t n_incomplete; /* that lack a cause or a fix in a language */
	size_t n_of[SEVERITY_ERROR + 1];
	struct scored *worst; /* all articles with findings, by score */
	size_t n_worst;
};

static void count_articles(struct stats *stats, const struct knowledge *kb)
{
	stats->n_articles = kb->n_articles;
	stats->n_segments = knowledge_segments(kb);
	stats->n_entries = kb->n_entries;
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct kb_article *article = &kb->articles[i];
		if (article->lang == LANG_BOTH)
			stats->n_both++;
		else
			stats->n_only[article->lang]++;
		stats->n_human += article->translation == TRANSLATION_HUMAN;
		stats->n_machine += article->translation == TRANSLATION_MACHINE;
	}
}

static bool is_one_of(const char *id, const char *const *ids)
{
	for (; *ids; ids++)
		if (strcmp(id, *ids) == 0)
			return true;
	return false;
}

/* Findings of one entry or segment follow each other: each is counted once. */
static size_t count_places(const struct findings *findings, const char *const *ids, bool by_code)
{
	size_t n = 0;
	const struct finding *last = NULL;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (!is_one_of(finding->rule->id, ids))
			continue;
		struct slice key = by_code ? finding->code : finding->segment;
		bool is_same = last && strcmp(last->file, finding->file) == 0 &&
			       slice_eq(by_code ? last->code : last->segment, key);
		n += !is_same;
		last = finding;
	}
	return n;
}

static int compare_scores(const void *a, const void *b)
{
	const struct scored *left = a;
	const struct scored *right = b;
	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return strcmp(left->file, right->file);
}

static void rank(struct stats *stats, const struct findings *findings, struct arena *arena)
{
	stats->worst = arena_array(arena, findings->count + 1, sizeof(*stats->worst));
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct scored *last = stats->n_worst ? &stats->worst[stats->n_worst - 1] : NULL;
		stats->n_of[finding->severity]++;
		if (finding->severity == SEVERITY_OFF)
			continue;
		if (!last || strcmp(last->file, finding->file) != 0) {
			last = &stats->worst[stats->n_worst++];
			*last = (struct scored){.file = finding->file};
		}
		last->score += finding_weight(finding->severity);
		last->n_findings++;
	}
	if (stats->n_worst)
		qsort(stats->worst, stats->n_worst, sizeof(*stats->worst), compare_scores);
}

static void count_all(struct stats *stats, const struct knowledge_base *base, struct arena *arena)
{
	static const char *const untranslated[] = {"align.empty", "content.same",
						   "content.not-japanese", NULL};
	static const char *const incomplete[] = {"entry.no-cause", "entry.no-fix",
						 "entry.empty-cause", "entry.empty-fix", NULL};
	*stats = (struct stats){0};
	count_articles(stats, &base->kb);
	stats->n_untranslated = count_places(&base->findings, untranslated, false);
	stats->n_incomplete = count_places(&base->findings, incomplete, true);
	rank(stats, &base->findings, arena);
}

/* --- Printing ----------------------------------------------------------- */

static double percent(size_t part, size_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 100.0;
}

static void print_english(const struct stats *s)
{
	printf("Articles:  %zu, %zu of them in both languages", s->n_articles, s->n_both);
	printf(" (English only %zu, Japanese only %zu)\n", s->n_only[LANG_EN], s->n_only[LANG_JA]);
	printf("           translated by people %zu, by machine %zu\n", s->n_human, s->n_machine);
	printf("Segments:  %zu, %.1f %% translated\n", s->n_segments,
	       percent(s->n_segments - s->n_untranslated, s->n_segments));
	printf("Entries:   %zu, %.1f %% with cause and fix in both languages\n", s->n_entries,
	       percent(s->n_entries - s->n_incomplete, s->n_entries));
	printf("Findings:  %zu errors, %zu warnings, %zu infos\n", s->n_of[SEVERITY_ERROR],
	       s->n_of[SEVERITY_WARNING], s->n_of[SEVERITY_INFO]);
	if (s->n_worst)
		puts("\nMost to mend (score, findings, article):");
}

static void print_japanese(const struct stats *s)
{
	printf("記事:       %zu 件、うち両言語 %zu 件 (英語のみ %zu 件、日本語のみ %zu 件)\n",
	       s->n_articles, s->n_both, s->n_only[LANG_EN], s->n_only[LANG_JA]);
	printf("            人による翻訳 %zu 件、機械翻訳 %zu 件\n", s->n_human, s->n_machine);
	printf("セグメント: %zu 件、翻訳済み %.1f %%\n", s->n_segments,
	       percent(s->n_segments - s->n_untranslated, s->n_segments));
	printf("エントリ:   %zu 件、両言語に原因と対処方法があるもの %.1f %%\n", s->n_entries,
	       percent(s->n_entries - s->n_incomplete, s->n_entries));
	printf("指摘:       エラー %zu 件、警告 %zu 件、情報 %zu 件\n", s->n_of[SEVERITY_ERROR],
	       s->n_of[SEVERITY_WARNING], s->n_of[SEVERITY_INFO]);
	if (s->n_worst)
		puts("\n修正の必要が多い記事 (スコア、指摘数、記事):");
}

static void print_text(const struct stats *stats, enum lang lang)
{
	if (lang == LANG_JA)
		print_japanese(stats);
	else
		print_english(stats);
	for (size_t i = 0; i < stats->n_worst && i < WORST_MAX; i++)
		printf("%6zu %5zu  %s\n", stats->worst[i].score, stats->worst[i].n_findings,
		       stats->worst[i].file);
}

static void member(struct json *json, const char *key, size_t number)
{
	json_key(json, key);
	json_put_size(json, number);
}

static void write_worst(struct json *json, const struct stats *stats)
{
	json_key(json, "worst");
	json_begin_array(json);
	for (size_t i = 0; i < stats->n_worst && i < WORST_MAX; i++) {
		json_begin_object(json);
		json_key(json, "file");
		json_put_str(json, stats->worst[i].file);
		member(json, "score", stats->worst[i].score);
		member(json, "findings", stats->worst[i].n_findings);
		json_end_object(json);
	}
	json_end_array(json);
}

static void print_json(const struct stats *stats)
{
	struct buffer out;
	struct json json;
	buffer_init(&out, BUFFER_MAX_PAGE);
	json_init(&json, &out, 2);
	json_begin_object(&json);
	member(&json, "version", 1);
	member(&json, "articles", stats->n_articles);
	member(&json, "bilingual", stats->n_both);
	member(&json, "english_only", stats->n_only[LANG_EN]);
	member(&json, "japanese_only", stats->n_only[LANG_JA]);
	member(&json, "human_translated", stats->n_human);
	member(&json, "machine_translated", stats->n_machine);
	member(&json, "segments", stats->n_segments);
	member(&json, "untranslated", stats->n_untranslated);
	member(&json, "entries", stats->n_entries);
	member(&json, "incomplete", stats->n_incomplete);
	member(&json, "error", stats->n_of[SEVERITY_ERROR]);
	member(&json, "warning", stats->n_of[SEVERITY_WARNING]);
	member(&json, "info", stats->n_of[SEVERITY_INFO]);
	write_worst(&json, stats);
	json_end_object(&json);
	json_finish(&json);
	if (out.failed)
		out_of_memory();
	(void)fwrite(out.ptr, 1, out.len, stdout);
	buffer_release(&out);
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	const struct base_wishes wishes = {.content = own[CONTENT].text,
					   .checks_translation = true};
	struct knowledge_base base;
	struct stats stats;
	enum exit_status status = EXIT_CANNOT;
	if (base_open(&base, invocation, &wishes) == STATUS_OK) {
		count_all(&stats, &base, invocation->arena);
		if (own[FORMAT].count && own[FORMAT].choice == FORMAT_JSON)
			print_json(&stats);
		else
			print_text(&stats, invocation->lang);
		status = EXIT_CLEAN;
	}
	base_close(&base);
	return status;
}

const struct command command_stats = {&line, run};
