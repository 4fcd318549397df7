/*
 * Findings in articles that exist only in memory, and a report of them as a
 * string.
 */
#ifndef TESTS_CHECK_REPORT_FIXTURE_H
#define TESTS_CHECK_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/lines.h"
#include "check/report.h"

enum { FIXTURE_FILES_MAX = 8 };

struct fixture_file {
	const char *name;
	struct slice text;
	struct lines lines;
};

struct fixture {
	struct arena arena;
	struct findings findings;
	struct fixture_file files[FIXTURE_FILES_MAX];
	size_t n_files;
	atomic_size_t n_reads; /* how often a report asked for a file */
	struct report_options options;
	char *report;
	size_t report_len;
};

static const struct rule rule_error = {
	.id = "entry.no-fix",
	.severity = SEVERITY_ERROR,
	.message = {"{0} has no fix; write one", "{0} に解決方法がありません。書いてください"},
	.explain = {"Readers come for the fix.\n\nSay what to do.",
		    "読者は解決方法を求めています。\n\n何をすればよいかを書きます。"},
};
static const struct rule rule_warning = {
	.id = "space.double",
	.severity = SEVERITY_WARNING,
	.message = {"two blanks; leave one", "空白が 2 つあります。1 つにしてください"},
	.explain = {"It looks careless.", "不注意に見えます。"},
};
static const struct rule rule_info = {
	.id = "punct.end",
	.severity = SEVERITY_INFO,
	.message = {"ends with \"{0}\", not \"{1}\"", "文末が「{1}」ではなく「{0}」です"},
};

static inline bool fixture_read(void *context, const char *file, struct arena *arena,
				struct slice *text)
{
	struct fixture *f = context;
	(void)arena;
	f->n_reads++;
	for (size_t i = 0; i < f->n_files; i++)
		if (strcmp(f->files[i].name, file) == 0) {
			*text = f->files[i].text;
			return true;
		}
	return false;
}

static inline int fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	arena_init_must(&f->arena);
	findings_init(&f->findings, &f->arena, NULL, NULL);
	f->options.source = (struct report_source){.read = fixture_read, .context = f};
	*state = f;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	struct fixture *f = *state;
	free(f->report);
	findings_release(&f->findings);
	arena_release(&f->arena);
	free(f);
	return 0;
}

/* The findings added from here on are in this file. */
static inline void fixture_file(struct fixture *f, const char *name, struct slice text)
{
	assert_true(f->n_files < FIXTURE_FILES_MAX);
	struct fixture_file *file = &f->files[f->n_files++];
	*file = (struct fixture_file){.name = name, .text = text};
	lines_init(&file->lines, &f->arena, text);
	f->findings.file = name;
	f->findings.lines = &file->lines;
}

/* A finding at the first place where the current file says `words`. */
static inline struct finding *fixture_find(struct fixture *f, const struct rule *rule,
					   enum lang lang, const char *words)
{
	size_t at = slice_find(f->findings.lines->text, slice_from(words), 0);
	assert_true(at != SLICE_NONE);
	return findings_add(&f->findings, rule, lang, (struct span){at, at + strlen(words)});
}

static inline void fixture_arg(struct fixture *f, struct finding *finding, const char *text)
{
	finding_arg(&f->findings, finding, slice_from(text));
}

/* The report, until the next one. */
static inline const char *fixture_report(struct fixture *f, const char *format)
{
	struct problems problems;
	problems_init(&problems, NULL, LANG_EN);
	free(f->report);
	f->report = NULL;
	FILE *out = open_memstream(&f->report, &f->report_len);
	assert_non_null(out);
	findings_sort(&f->findings);
	const struct report_format *found = report_format_find(slice_from(format));
	assert_non_null(found);
	assert_int_equal(report_write(found, &f->options, &f->findings, out, &problems), STATUS_OK);
	fclose(out);
	assert_int_equal(strlen(f->report), f->report_len);
	return f->report;
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif
