/*
 * Reports: the findings of a run, written for people or for other programs.
 *
 *     struct report_options options = {
 *             .lang = LANG_JA,
 *             .counts = {.articles = 1, .segments = 58, .entries = 6},
 *             .source = {.read = read_article, .context = &articles},
 *     };
 *     findings_sort(&findings);
 *     status = report_write(report_format_find(SLICE("sarif")), &options,
 *                           &findings, stdout, &problems);
 *
 * A format is one file, report_NAME.c, and one row of REPORT_FORMATS in
 * generator/check/report_format.h.
 */
#ifndef CHECK_REPORT_H
#define CHECK_REPORT_H

#include "base/arena.h"
#include "base/finding.h"
#include "base/problem.h"

#include <stdint.h>
#include <stdio.h>

struct report_format;

/* The names of all formats, the default first; NULL ends the list. */
extern const char *const report_format_names[];

/* NULL for a name that no format has. */
const struct report_format *report_format_find(struct slice name);

/* Where the lines that a report quotes come from. */
struct report_source {
	/* Gives the text of a file as the findings' positions count it (UTF-8;
	   for a file in another encoding what it was recovered to), in the arena or
	   wherever it stays until the report is written. False where it cannot be
	   had: then the report does without the line. Called once for each file in
	   a row, with n_threads from several threads. NULL: no source at all. */
	bool (*read)(void *context, const char *file, struct arena *arena, struct slice *text);
	/* A number that changes with that text; 0 where it is not known. May be NULL. */
	uint64_t (*hash)(void *context, const char *file);
	void *context;
};

/* What was looked at, for the summary. */
struct report_counts {
	size_t articles;
	size_t segments;
	size_t entries;
};

enum { REPORT_WIDTH_DEFAULT = 100 };

struct report_options {
	enum lang lang;     /* of the messages: LANG_EN or LANG_JA */
	bool colour;        /* "text" only */
	size_t width_cells; /* the terminal's; 0: REPORT_WIDTH_DEFAULT */
	struct report_counts counts;
	struct report_source source;
	const char *content; /* for fingerprints (check/fingerprints.h); or NULL */
	size_t n_threads;    /* 0: one */
	/* Nobody looked for findings below it: they are not counted as if there were none.
	   SEVERITY_OFF: all were looked for. */
	enum severity least;
	/* A file to keep the findings' texts in from one report to the next, in formats that
	   write each finding by itself; or NULL. */
	const char *kept_path;
};

/* Writes a whole report. `findings` must be sorted (findings_sort); those of
   SEVERITY_OFF are passed over. Fails, with a problem, when `out` cannot be
   written. */
enum status report_write(const struct report_format *format, const struct report_options *options,
			 const struct findings *findings, FILE *out, struct problems *problems);

#endif
