/*
 * The options that every command has.
 */
#ifndef CMD_COMMON_H
#define CMD_COMMON_H

#include "cmd/options.h"

enum common_option {
	COMMON_FOLDER,
	COMMON_JOBS,
	COMMON_LANG,  /* the choice is an enum lang */
	COMMON_COLOR, /* the choice is an enum color_choice */
	COMMON_QUIET,
	COMMON_VERBOSE,
	COMMON_HELP,
	COMMON_VERSION,
	COMMON_OPTIONS
};

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

extern const struct option_row common_options[COMMON_OPTIONS];

/* The language of the messages, known before anything is parsed so that a
   mistake on the command line is told in it: --lang, or else the locale
   (LC_ALL, LC_MESSAGES, LANG), or else English. */
enum lang messages_lang(size_t n_args, char *const args[]);

#endif
