/*
 * The command line: a command describes its options in a constant table, and
 * gets their values back under the same numbers.
 *
 *     enum { OUTPUT, FORMAT, N_OPTIONS };
 *     static const struct option_row rows[] = {
 *             [OUTPUT] = {.name = "output", .letter = 'o', .kind = OPTION_TEXT,
 *                         .value = {"DIR", "フォルダー"},
 *                         .help = {"Write to DIR.", "フォルダーに書き込みます。"}},
 *             [FORMAT] = {.name = "format", .kind = OPTION_CHOICE,
 *                         .choices = report_format_names, .help = {…}},
 *     };
 *     static const struct command_line line = {
 *             .name = "check", .what = {…}, .rows = rows, .n_rows = N_OPTIONS,
 *             .operands = {"[PATH...]", "[パス...]"}, .operands_max = SIZE_MAX,
 *     };
 *
 *     struct options options;
 *     if (options_parse(&options, &arena, &line, n_args, args, &problems) != STATUS_OK)
 *             return 2;
 *     if (options.common[COMMON_HELP].count) …options_help…
 *     if (options.own[OUTPUT].count) …options.own[OUTPUT].text…
 *
 * Understood are --name VALUE, --name=VALUE, -o VALUE, -oVALUE, bundled
 * letters (-qv, -qo DIR), options behind and between operands, "-" as an
 * operand, and "--" before operands that begin with a dash.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/lang.h"
#include "base/problem.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_CHOICE };

/* Texts are indexed by LANG_EN, LANG_JA. */
struct option_row {
	const char *name; /* without dashes */
	char letter;      /* or 0 */
	enum option_kind kind;
	bool repeats;                  /* OPTION_TEXT: every value is kept */
	const char *const *choices;    /* OPTION_CHOICE; OPTION_TEXT: the values that are
					  known, or NULL. NULL ends the list */
	size_t min;                    /* OPTION_NUMBER */
	size_t max;                    /* OPTION_NUMBER */
	const char *value[LANG_SIDES]; /* the value's name in --help; for a choice
					  NULL shows the choices */
	const char *help[LANG_SIDES];
};

struct command_line {
	const char *name; /* "check"; NULL for the program itself */
	const char *what[LANG_SIDES];
	const struct option_row *rows;
	size_t n_rows;
	const char *operands[LANG_SIDES]; /* as in the usage line, or NULL */
	size_t operands_min;
	size_t operands_max;
	const char *notes[LANG_SIDES]; /* --help ends with them; or NULL */
	bool is_hidden;                /* for the Makefile and for shells: not listed */
};

/* Of an option given twice the last value counts. */
struct option_value {
	size_t count;     /* how often it was given */
	const char *text; /* as written; NULL for a flag and where not given */
	size_t number;
	size_t choice;    /* index into the choices */
	const char **all; /* where the option repeats: `count` values in order */
};

/* Strings are the arguments' own. */
struct options {
	struct option_value *own;    /* by row of the command's table */
	struct option_value *common; /* by enum common_option (cmd/common.h) */
	const char **operands;
	size_t n_operands;
};

/* Reads the arguments behind the command's name. Every mistake is reported;
   one is enough to fail, and then the exit status is 2. `arena` must be one
   that never fails (arena_init_must). */
enum status options_parse(struct options *options, struct arena *arena,
			  const struct command_line *command, size_t n_args, char *const args[],
			  struct problems *problems);

/* Appends what --help prints: no line is wider than HELP_CELLS. */
enum { HELP_CELLS = 80 };
void options_help(const struct command_line *command, enum lang lang, struct buffer *out);

#endif
