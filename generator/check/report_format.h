/*
 * What a report format is made of, and what all of them share.
 */
#ifndef CHECK_REPORT_FORMAT_H
#define CHECK_REPORT_FORMAT_H

#include "check/report.h"

#include "base/arena.h"
#include "base/buffer.h"

/* One row a format, the default first. */
#define REPORT_FORMATS(row) row(text) row(json) row(sarif) row(github) row(html)

struct report;

/* The findings come in their order; any of the functions may be NULL. */
struct report_format {
	const char *name;
	void (*begin)(struct report *report);
	void (*finding)(struct report *report, const struct finding *finding);
	void (*end)(struct report *report);
	/* A finding is written without `state`, so that threads share them out. */
	bool is_finding_alone;
};

#define REPORT_FORMAT_DECLARE(name) extern const struct report_format report_format_##name;
REPORT_FORMATS(REPORT_FORMAT_DECLARE)
#undef REPORT_FORMAT_DECLARE

/* A place in a file that moves forward as cheaply as the findings are sorted:
   looking each one up from the top would take hours on one long line. */
struct report_cursor {
	const char *file; /* NULL: none read yet */
	bool is_readable;
	struct slice text;
	size_t line; /* from 1 */
	size_t line_start;
	size_t line_end;     /* before the line end */
	size_t offset;       /* in the text */
	size_t column;       /* characters, from 1 */
	size_t column_utf16; /* UTF-16 code units, from 1 */
};

/* Formats read `options`, `findings` and `n_of`, write to `out`, and keep what
   they need in `state`, from `arena`. */
struct report {
	const struct report_options *options;
	const struct findings *findings;
	size_t n_of[SEVERITY_ERROR + 1]; /* findings of each severity */
	struct arena arena;              /* never NULL: out of memory ends the run */
	struct buffer scratch;           /* for whoever clears it first */
	void *state;
	struct buffer out;

	/* Private to report.c and report_parts.c. */
	FILE *file;
	size_t n_flushed;
	int error;         /* errno of the first write that failed, or 0 */
	struct arena text; /* of the file that `cursor` is in */
	struct report_cursor cursor;
	struct report_cursor end; /* of the finding located last */
};

/* Bytes written so far, whether or not they have left the buffer. */
size_t report_size(const struct report *report);

/* Lets the buffer go to the file once it is worth it. report_write calls it
   after each finding; a format that loops by itself has to. */
void report_flush(struct report *report);

/* Writes the findings with the threads of the options, those that are kept as they are kept;
   the same bytes as one by one. */
void report_write_parts(struct report *report, const struct report_format *format);

/* "warning" or 「警告」. */
const char *severity_word(enum severity severity, enum lang lang);

/* "1 article, 58 segments, 6 entries: 0 errors, 21 warnings, 9 infos", in the
   language of the messages, without a line end. */
void report_summary(const struct report *report, struct buffer *out);

/* Where a finding stands. */
struct report_place {
	struct slice line;  /* the first line of the finding, without line end */
	size_t start;       /* offsets into `line`; the end is the line's where the */
	size_t end;         /* finding goes on in the next */
	size_t start_utf16; /* columns in UTF-16 code units, from 1, */
	size_t end_utf16;   /* each in the line of its own end */
};

/* False where the source cannot be had, or has no such line. Slices stay
   until the next call. */
bool report_locate(struct report *report, const struct finding *finding, struct report_place *out);

#endif
