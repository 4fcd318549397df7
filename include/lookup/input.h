/*
 * What lookup reads: messages, mailbox files, logs and other texts, named or
 * from standard input, and folders of them. They come in rounds, so that many
 * can be worked on at once while memory stays bounded:
 *
 *     struct inputs *inputs = inputs_new(paths, n_paths, &problems);
 *     struct input round[INPUT_ROUND_MAX];
 *     size_t n;
 *     while ((n = inputs_next(inputs, &arena, round)))
 *             …input_search(&round[i], &found, &problems) on many threads…
 *     status = inputs_status(inputs);
 *     inputs_free(inputs);
 */
#ifndef LOOKUP_INPUT_H
#define LOOKUP_INPUT_H

#include "base/problem.h"
#include "base/buffer.h"
#include "lookup/found.h"

enum {
	INPUT_ROUND_MAX = 256,
	INPUT_ROUND_MAX_BYTES = 32 << 20, /* one message more may be held */
	INPUT_TEXT_MAX_BYTES = 64 << 10,  /* a longer text is read as a log */
};

enum input_kind {
	INPUT_MAIL,
	INPUT_TEXT,
	INPUT_LOG, /* lines that have nothing to do with each other */
};

struct input {
	const char *name; /* as given, "-" for standard input; a message of a mailbox
			     file is "file#3" */
	enum input_kind kind;
	struct slice bytes; /* all, but of a log only what was read already */
	int file;           /* a log's, to go on reading; -1: there is no more */
	bool is_cut;        /* the message is longer than MAIL_MAX_BYTES */
};

struct inputs;

/* Without paths standard input is read; "-" names it. Ends the program when
   memory is out. */
struct inputs *inputs_new(const char *const *paths, size_t n_paths, struct problems *problems);
void inputs_free(struct inputs *inputs); /* NULL is fine */

/* The next round, in the order of the paths and of the names in a folder; 0 at
   the end. Everything lives in the arena (one that never fails) until the
   caller rewinds it. What cannot be read is reported and passed over. */
size_t inputs_next(struct inputs *inputs, struct arena *arena, struct input *round);

/* STATUS_FAILED where something could not be read. */
enum status inputs_status(const struct inputs *inputs);

/* Finds the codes of one input; safe on several threads at once. A log is read
   to its end and closed; then `*n_lines` is how many lines it had, else 0.
   STATUS_FAILED, reported, where reading fails. */
enum status input_search(struct input *input, struct found *found, struct problems *problems,
			 size_t *n_lines);

#endif
