/*
 * How site/site.yaml is read: by tables of keys, each with a function for its
 * value. Reading goes on after a mistake, so that one run tells them all.
 */
#ifndef KB_CONFIG_READER_H
#define KB_CONFIG_READER_H

#include "kb/config.h"

#include "base/map.h"
#include "source/yaml.h"

/* How bad a rule is. */
struct setting {
	enum severity severity;
	struct place at;
	struct slice id;
};

/* A file that the configuration names. */
struct named_file {
	const char *path; /* or NULL */
	struct place at;  /* where it is named */
};

struct config {
	struct arena arena; /* strings, and the file's tree */
	uint64_t hash;      /* of the file's bytes */
	struct slice title[LANG_SIDES];
	struct slice description[LANG_SIDES];
	struct slice base_url;
	struct slice source_url;
	struct slice links_root;
	struct redirect *redirects;
	size_t n_redirects;
	struct scheme_set *schemes;
	struct part_words words;
	struct map severities; /* rule id to struct setting */
	struct slice profile;
	struct place profile_at;
	struct named_file glossary_file;
	struct glossary *glossary; /* or NULL */
	struct named_file anchor_record;
	struct map retired; /* "old/page#x" and "old/page" */
	struct config_ignore *ignores;
	size_t n_ignores;
	size_t ignores_capacity;
};

/* What the file says before it is put together. */
struct part_lists {
	const struct yaml_node *words[LANG_SIDES];
	bool is_replaced;
};

struct reader {
	struct config *config;
	struct arena *arena; /* the configuration's */
	struct problems *problems;
	const char *path; /* in the arena */
	struct part_lists parts[PART_KINDS];
	struct scheme_definition *definitions;
	size_t n_definitions;
	size_t n_mistakes;
};

/* A key of a map, and what to do with its value. False only when memory is out;
   mistakes are reported and counted. */
struct field {
	const char *name;
	bool (*read)(struct reader *reader, const struct yaml_node *value, void *into);
	size_t offset; /* into the struct that `into` points to */
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct place place_of(const struct reader *reader, const struct yaml_node *node);

/* Counts a mistake that was just reported; true, for the caller to go on. */
bool count_mistake(struct reader *reader, enum status reported);

/* Reports at a node, with the texts and arguments of problem_report. */
#define mistake(reader, node, ...)                                                                 \
	count_mistake((reader),                                                                    \
		      problem_report((reader)->problems, place_of((reader), (node)), __VA_ARGS__))

/* Readers of values, for tables of fields. */
bool read_text(struct reader *reader, const struct yaml_node *value, void *into);
bool read_file_name(struct reader *reader, const struct yaml_node *value, void *into);
bool read_retired(struct reader *reader, const struct yaml_node *value, void *into);
bool read_rules(struct reader *reader, const struct yaml_node *value, void *into);
bool read_ignore(struct reader *reader, const struct yaml_node *value, void *into);
bool read_profile(struct reader *reader, const struct yaml_node *value, void *into);

#endif
