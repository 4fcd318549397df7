/* Findings written by several threads: each takes the next few, as a report of its
   own, and the texts follow each other in the findings' order. */
#include "report_format.h"

#include "base/pool.h"

/* Few enough that the texts of a round are small, and enough that a file is not
   read again for every few of its findings. */
enum { PART_FINDINGS = 64, ROUND_PARTS = 32, ROUND_FINDINGS = PART_FINDINGS * ROUND_PARTS };

struct sharing {
	const struct report_format *format;
	const struct findings *findings;
	size_t first;                     /* finding of this round */
	struct report *reports;           /* one per thread */
	struct buffer texts[ROUND_PARTS]; /* of the parts */
};

static void write_part(void *context, size_t part, size_t worker)
{
	struct sharing *sharing = context;
	const struct findings *findings = sharing->findings;
	struct report *report = &sharing->reports[worker];
	size_t i = sharing->first + part * PART_FINDINGS;
	size_t end = i + PART_FINDINGS;
	buffer_init(&report->out, BUFFER_MAX_PAGE);
	for (; i < end && i < findings->count; i++)
		if (findings->items[i].severity != SEVERITY_OFF)
			sharing->format->finding(report, &findings->items[i]);
	sharing->texts[part] = report->out;
}

static void write_round(struct report *report, struct sharing *sharing)
{
	size_t left = sharing->findings->count - sharing->first;
	size_t n_parts = (left + PART_FINDINGS - 1) / PART_FINDINGS;
	if (n_parts > ROUND_PARTS)
		n_parts = ROUND_PARTS;
	pool_run(report->options->n_threads, n_parts, write_part, sharing);
	for (size_t i = 0; i < n_parts; i++) {
		if (sharing->texts[i].failed)
			out_of_memory();
		buffer_slice(&report->out, buffer_view(&sharing->texts[i]));
		buffer_release(&sharing->texts[i]);
		report_flush(report);
	}
}

void report_write_parts(struct report *report, const struct report_format *format)
{
	size_t n_threads = report->options->n_threads;
	struct sharing sharing = {.format = format, .findings = report->findings};
	sharing.reports = arena_array(&report->arena, n_threads, sizeof(*sharing.reports));
	for (size_t i = 0; i < n_threads; i++) {
		sharing.reports[i].options = report->options;
		arena_init_must(&sharing.reports[i].arena);
		arena_init_must(&sharing.reports[i].text);
		buffer_init(&sharing.reports[i].scratch, BUFFER_MAX_PAGE);
	}
	for (; sharing.first < sharing.findings->count; sharing.first += ROUND_FINDINGS)
		write_round(report, &sharing);
	for (size_t i = 0; i < n_threads; i++) {
		arena_release(&sharing.reports[i].arena);
		arena_release(&sharing.reports[i].text);
		buffer_release(&sharing.reports[i].scratch);
	}
}
