/*
 * Checking a knowledge base and publishing its site, once: what `taiyaku build`
 * does, and `taiyaku serve` after every change.
 */
#ifndef CMD_PUBLISHING_H
#define CMD_PUBLISHING_H

#include "command.h"

/* The row of the option that publishing_wishes.output is for. */
#define PUBLISHING_OPTION_OUTPUT                                                                   \
	{                                                                                          \
		.name = "output", .letter = 'o', .kind = OPTION_TEXT,                              \
		.value = {"DIR", "フォルダー"},                                                    \
		.help = {"Where to publish (default: site/public).",                               \
			 "公開先のフォルダー。既定値は site/public です。"},                       \
	}

struct publishing_wishes {
	const char *output;   /* NULL: site/public of the knowledge base */
	const char *content;  /* NULL: its content/ */
	const char *base_url; /* NULL: that of the configuration */
	bool is_strict;       /* warnings keep the site from being published too */
	bool keeps_going;     /* errors do not */
	bool has_all_manuals; /* man pages of articles without codes too */
	bool is_fresh;        /* nothing that earlier builds kept is used */
	bool is_preview;      /* what is not yet to stay is not put on record */
	bool prints_numbers;  /* as JSON, instead of the line for people */
	/* Told for which address, or an empty one, before the site is published; or
	   NULL. */
	void (*on_base_url)(void *context, struct slice base_url);
	void *context;
};

/* The output folder, in the invocation's arena where it is not the wished one. */
const char *publishing_output(const struct invocation *invocation,
			      const struct publishing_wishes *wishes);

struct publishing_result {
	bool is_published;
	size_t n_written; /* files that are new or changed */
};

/* Tells the findings on standard error, and on standard output what was
   published. */
enum exit_status publishing_run(const struct invocation *invocation,
				const struct publishing_wishes *wishes,
				struct publishing_result *result);

#endif
