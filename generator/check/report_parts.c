/* Findings written by several threads: each takes the next few of one file, as a report
   of its own, and the texts follow each other in the findings' order. Those that were
   kept are not written again. */
#include "report_kept.h"

#include "base/pool.h"

#include <string.h>

/* A round's texts are few enough to be small, and enough for all threads. */
enum { PART_FINDINGS = 512, ROUND_PARTS = 256, ROUND_FINDINGS = 2048 };

/* For so few, of thousands, not all texts are kept again. */
enum { FEW_PARTS = 16 };

struct part {
	size_t first; /* finding */
	size_t count;
	uint64_t key;
	struct slice known; /* its text, where that was kept */
};

struct sharing {
	const struct report_format *format;
	const struct findings *findings;
	struct part *parts;
	size_t n_parts;
	size_t first;                     /* part of this round */
	struct report *reports;           /* one per thread */
	struct buffer texts[ROUND_PARTS]; /* of the parts */
};

static bool is_same_file(const struct finding *a, const struct finding *b)
{
	return a->file == b->file || (a->file && b->file && strcmp(a->file, b->file) == 0);
}

static size_t end_of_part(const struct findings *findings, size_t first)
{
	size_t end = first + 1;
	while (end < findings->count && end - first < PART_FINDINGS &&
	       is_same_file(&findings->items[first], &findings->items[end]))
		end++;
	return end;
}

static void find_parts(struct sharing *sharing, struct arena *arena)
{
	const struct findings *findings = sharing->findings;
	size_t count = 0;
	for (size_t i = 0; i < findings->count; i = end_of_part(findings, i))
		count++;
	sharing->parts = arena_array(arena, count, sizeof(*sharing->parts));
	for (size_t i = 0; i < findings->count;) {
		size_t end = end_of_part(findings, i);
		sharing->parts[sharing->n_parts++] = (struct part){.first = i, .count = end - i};
		i = end;
	}
}

static void find_known(struct sharing *sharing, struct report_kept *kept)
{
	size_t n_unknown = 0;
	for (size_t i = 0; i < sharing->n_parts; i++) {
		struct part *part = &sharing->parts[i];
		const struct finding *first = &sharing->findings->items[part->first];
		part->key = report_kept_key(kept, first, part->count);
		part->known = report_kept_find(kept, part->key);
		n_unknown += part->key && !part->known.ptr;
	}
	if (n_unknown > FEW_PARTS)
		report_kept_begin(kept);
}

static void write_part(void *context, size_t job, size_t worker)
{
	struct sharing *sharing = context;
	const struct part *part = &sharing->parts[sharing->first + job];
	const struct finding *finding = &sharing->findings->items[part->first];
	const struct finding *end = finding + part->count;
	struct report *report = &sharing->reports[worker];
	buffer_init(&report->out, BUFFER_MAX_PAGE);
	for (; finding < end && !part->known.ptr; finding++)
		if (finding->severity != SEVERITY_OFF)
			sharing->format->finding(report, finding);
	sharing->texts[job] = report->out;
}

/* As many as make a round, and at least one. */
static size_t parts_of_round(const struct sharing *sharing)
{
	size_t n_findings = 0;
	size_t i = sharing->first;
	size_t end = i + ROUND_PARTS < sharing->n_parts ? i + ROUND_PARTS : sharing->n_parts;
	for (; i < end && n_findings < ROUND_FINDINGS; i++)
		n_findings += sharing->parts[i].known.ptr ? 0 : sharing->parts[i].count;
	return i - sharing->first;
}

static void write_round(struct report *report, struct sharing *sharing, struct report_kept *kept)
{
	size_t n_parts = parts_of_round(sharing);
	pool_run(report->options->n_threads, n_parts, write_part, sharing);
	for (size_t i = 0; i < n_parts; i++) {
		const struct part *part = &sharing->parts[sharing->first + i];
		if (sharing->texts[i].failed)
			out_of_memory();
		struct slice text = part->known.ptr ? part->known : buffer_view(&sharing->texts[i]);
		buffer_slice(&report->out, text);
		report_kept_put(kept, part->key, text);
		buffer_release(&sharing->texts[i]);
		report_flush(report);
	}
	sharing->first += n_parts;
}

void report_write_parts(struct report *report, const struct report_format *format)
{
	size_t n_threads = report->options->n_threads ? report->options->n_threads : 1;
	struct sharing sharing = {.format = format, .findings = report->findings};
	struct report_kept kept;
	sharing.reports = arena_array(&report->arena, n_threads, sizeof(*sharing.reports));
	for (size_t i = 0; i < n_threads; i++) {
		sharing.reports[i].options = report->options;
		arena_init_must(&sharing.reports[i].arena);
		arena_init_must(&sharing.reports[i].text);
		buffer_init(&sharing.reports[i].scratch, BUFFER_MAX_PAGE);
	}
	report_kept_open(&kept, report, format);
	find_parts(&sharing, &report->arena);
	find_known(&sharing, &kept);
	while (sharing.first < sharing.n_parts)
		write_round(report, &sharing, &kept);
	report_kept_close(&kept);
	for (size_t i = 0; i < n_threads; i++) {
		arena_release(&sharing.reports[i].arena);
		arena_release(&sharing.reports[i].text);
		buffer_release(&sharing.reports[i].scratch);
	}
}
