/*
 * The configuration of a knowledge base: site/site.yaml.
 *
 *     struct config *config;
 *     if (config_read("site/site.yaml", &problems, &config) != STATUS_OK)
 *             return 2;
 *     …
 *     config_free(config);
 *
 * Every field has a default, and a file that is not there is a file without
 * fields. What is wrong in it is an error with its line and column, never a
 * guess. Never changes once it is read, so threads may share it.
 */
#ifndef KB_CONFIG_H
#define KB_CONFIG_H

#include "base/finding.h"
#include "base/problem.h"
#include "kb/glossary.h"
#include "kb/parts.h"
#include "kb/scheme.h"

#include <stdint.h>

struct config;

/* `path` may name a file that does not exist. All mistakes are reported. The
   caller frees `*out` with config_free. */
enum status config_read(const char *path, struct problems *problems, struct config **out);
void config_free(struct config *config); /* NULL is fine */

/* Of the file's bytes, and of the severities set since. */
uint64_t config_hash(const struct config *config);

/* Texts of the site. Where the configuration has none, the title is a plain one
   and the description empty. */
struct slice config_title(const struct config *config, enum lang lang);
struct slice config_description(const struct config *config, enum lang lang);

/* Where the site is published: absolute, http or https, with a final '/'; or
   empty. And where its articles' sources can be edited, likewise. */
struct slice config_base_url(const struct config *config);
struct slice config_source_url(const struct config *config);

/* Where addresses that begin with '/' lead when they are no article of this
   content (`links: {root: https://docs.example.com}`): ends in '/', or is empty. */
struct slice config_links_root(const struct config *config);

/* `redirects: {old/path: new/path.md}`, as written. */
struct redirect {
	struct slice from;
	struct slice to;
	struct place at;
};
const struct redirect *config_redirects(const struct config *config, size_t *count);

const struct scheme_set *config_schemes(const struct config *config);
const struct part_words *config_part_words(const struct config *config);

/* Severities for single rules (`rules: {entry.no-fix: warning}`). An id that
   is not in `known` (NULL ends the list) is an error with a suggestion: ask
   config_check_rules once, before the first finding. */
enum status config_check_rules(const struct config *config, const char *const *known,
			       struct problems *problems);
enum status config_report_unknown_rule(struct slice id, struct place at, const char *const *known,
				       struct problems *problems);
enum severity config_severity(const struct config *config, const struct rule *rule);

/* Whether the configuration says how bad this rule is. */
bool config_names_rule(const struct config *config, const struct rule *rule);

/* `profile: microsoft`, the house style to check against, as written; or empty. */
struct slice config_profile(const struct config *config, struct place *at);

/* `ignore: {old-*.md: [space.colon]}`: a rule is not heard in the articles whose
   path below the content folder matches; a star stands for any text, slashes
   too. */
struct config_ignore {
	const char *pattern;
	struct slice rule; /* checked by config_check_rules */
	struct place at;
};
const struct config_ignore *config_ignores(const struct config *config, size_t *count);
bool config_ignore_matches(const struct config_ignore *ignore, const char *path);

/* `glossary: glossary.csv`, as a path from where the program runs (written, it is
   one from the folder of the file); or NULL. `*at` is where it is named.
   Which is read is said by config_set_glossary: it is owned from then on, and counts
   for config_hash. */
const char *config_glossary_path(const struct config *config, struct place *at);
void config_set_glossary(struct config *config, struct glossary *glossary);
const struct glossary *config_glossary(const struct config *config); /* or NULL */

/* `anchors: {record: anchors.txt, retired: [old/page#x, old/y]}` (kb/anchors.h). The
   record is a path from where the program runs, as that of the glossary; or NULL. A
   place "old/page#x" is retired where it or its whole page is in the list. */
const char *config_anchor_record(const struct config *config, struct place *at);
bool config_is_retired(const struct config *config, struct slice place);

/* Says how bad a rule is in place of what the file says, before any thread
   asks. False when memory is out. */
bool config_set_severity(struct config *config, const struct rule *rule, enum severity severity);

#endif
