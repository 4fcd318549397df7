/*
 * A command: one file, one row in main's table.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "cmd/common.h"

enum exit_status {
	EXIT_CLEAN = 0,
	EXIT_FINDINGS = 1, /* of severity error; with --strict also warning */
	EXIT_CANNOT = 2,   /* usage, configuration, I/O */
};

/* What every command gets. */
struct invocation {
	struct arena *arena; /* of the run; it never fails */
	const struct options *options;
	struct problems *problems;
	enum lang lang;     /* of the messages */
	const char *folder; /* -C */
	size_t n_threads;
	bool is_quiet;
	bool is_verbose;
	bool colour;        /* on standard output */
	bool colour_errors; /* on standard error */
	size_t width_cells; /* of the terminal, or 0 */
};

struct command {
	const struct command_line *line;
	enum exit_status (*run)(const struct invocation *invocation);
};

/* All of them; NULL ends the list (main.c). */
extern const struct command *const command_table[];

extern const struct command command_build;
extern const struct command command_check;
extern const struct command command_completion;
extern const struct command command_explain;
extern const struct command command_export;
extern const struct command command_init;
extern const struct command command_lookup;
extern const struct command command_manual;
extern const struct command command_new;
extern const struct command command_serve;
extern const struct command command_stats;

#endif
