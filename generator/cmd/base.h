/*
 * The knowledge base that a command works on: its configuration, and its
 * articles or the paths that were named instead.
 */
#ifndef CMD_BASE_H
#define CMD_BASE_H

#include "check/checker.h"
#include "check/rule_settings.h"
#include "command.h"
#include "kb/cache.h"

struct knowledge_base {
	struct config *config;
	struct checker *checker; /* or NULL */
	struct knowledge kb;
	struct findings findings; /* of all articles, sorted, severities settled */
	bool is_all_unreadable;   /* there is not one article to work on */
	const char *content;      /* the folder, or NULL where paths were named */
	const char *folder;       /* the same in both cases: what articles are named from */
	/* Of published anchors (kb/anchors.h): the file that the configuration names, else
	   that of the output folder, else, for the base's own articles, that of
	   site/public; or NULL. */
	const char *record;
	struct map rules;       /* from the id of each to it, */
	struct kb_cache *cache; /* for the cache; or NULL */
};

/* The row of the option that base_wishes.content is for. */
#define BASE_OPTION_CONTENT                                                                        \
	{                                                                                          \
		.name = "content", .kind = OPTION_TEXT, .value = {"DIR", "フォルダー"},            \
		.help = {"Take the articles from another folder.",                                 \
			 "別のフォルダーの記事を使います。"},                                      \
	}

struct base_wishes {
	const char *content;                  /* the folder of articles; NULL: FOLDER/content */
	bool checks_translation;              /* else only what reading tells */
	knowledge_texts *texts;               /* kb/knowledge.h; may be NULL */
	const struct knowledge_hook *on_read; /* the same */
	struct rule_wishes rules;
	const char *glossary;   /* NULL: that of the configuration */
	const char *source_dir; /* of the English originals, or NULL */
	const char *output;     /* of a build, for base->record; or NULL */
	bool may_be_empty;      /* a folder without an article is fine */
	bool keeps_rows;        /* for the next run: base->cache, */
	const char *cache_path; /* and takes those of the last one; or NULL */
	/* kb/knowledge.h; may be NULL. The rest of the struct knowledge_base is there, but
	   for its findings. */
	void (*on_index)(void *context, const struct knowledge *kb);
	void *on_index_context;
};

/* Reads the configuration alone, with its glossary, and settles the rules. The
   caller frees it. */
enum status base_config(const struct invocation *invocation, const struct base_wishes *wishes,
			struct config **out);

/* Reads the configuration and every article. The content folder is read only
   where there are no operands. */
enum status base_open(struct knowledge_base *base, const struct invocation *invocation,
		      const struct base_wishes *wishes);

/* Safe after base_open has failed. */
void base_close(struct knowledge_base *base);

/* A path below the folder of -C. */
const char *base_path(const struct invocation *invocation, const char *name);

struct base_telling {
	const char *format; /* of report_format_names */
	size_t n_threads;
	enum severity least;   /* that was looked for: rule_wishes.least */
	const char *kept_path; /* report_options.kept_path */
	FILE *out;             /* standard output or standard error */
};

/* Writes a report of the findings. */
enum status base_report(const struct knowledge_base *base, const struct invocation *invocation,
			const struct base_telling *telling);

/* The exit status that the findings ask for. */
enum exit_status base_findings_status(const struct knowledge_base *base, bool is_strict);

/* The same for who makes something of the articles: EXIT_CANNOT, with an error, where
   not one could be read as an article. */
enum exit_status base_status(const struct knowledge_base *base, const struct invocation *invocation,
			     bool is_strict);

#endif
