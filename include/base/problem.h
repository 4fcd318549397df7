/*
 * Errors: what kept the program from doing its work (I/O, usage,
 * configuration, memory). What is wrong in an article's content is a
 * finding (base/finding.h), never an error.
 *
 * An error is told once, where the file and the line are known, in the
 * language of the messages, as
 *
 *     taiyaku: FILE:LINE:COLUMN: what is wrong; what to do
 *
 * Both languages' texts stand at the place that reports, and the compiler
 * checks both against the arguments, which therefore come in one order;
 * a text may reorder them with %1$s.
 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/lang.h"
#include "base/status.h"

#include <stddef.h>
#include <stdio.h>

struct problems {
	FILE *out;      /* NULL: count only */
	enum lang lang; /* LANG_EN or LANG_JA */
	_Atomic size_t count;
};

/* Where: any part may be missing (NULL, 0). */
struct place {
	const char *file;
	size_t line;   /* from 1 */
	size_t column; /* characters, from 1 */
};

void problems_init(struct problems *problems, FILE *out, enum lang lang);

/* Reports and returns STATUS_FAILED, so that a caller can return it. Safe
   to call from several threads. */
__attribute__((format(printf, 3, 5), format(printf, 4, 5))) enum status
problem_report(struct problems *problems, struct place at, const char *en, const char *ja, ...);

/* The same with a text made elsewhere, in both languages. */
enum status problem_report_text(struct problems *problems, struct place at,
				const char *const text[LANG_SIDES]);

/* Between the two, what is reported waits: something else is being written there. */
struct problems_held {
	FILE *out; /* of the problems */
	char *text;
	size_t len;
};

void problems_hold(struct problems *problems, struct problems_held *held);
void problems_let_go(struct problems *problems, struct problems_held *held);

/* Or they are never told; nothing where they have been let go. */
void problems_forget(struct problems *problems, struct problems_held *held);

/* What an error number of the system (errno) says, in the problems' language:
   for "%s" in problem_report. */
const char *problem_of_system(const struct problems *problems, int error);

/* Turns STATUS_NO_MEMORY into its message; passes everything else on. */
enum status problem_memory(struct problems *problems, enum status status);

#endif
