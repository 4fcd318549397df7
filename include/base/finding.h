/*
 * Findings: what is wrong with the content, and the rules that say so.
 *
 * A rule is a constant row: id, severity, and its texts in both languages.
 * Each family of rules lies in one file; check/ lists them all. A finding
 * names its rule by pointer, so a rule that nobody lists cannot be found by
 * id but still prints.
 */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/lang.h"
#include "base/lines.h"
#include "base/slice.h"
#include "base/status.h"

/* Ordered: a larger one is worse. SEVERITY_OFF drops the finding. */
enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

const char *severity_name(enum severity severity); /* "off", "info", … */

enum { FINDING_ARGS_MAX = 4 };

/* Texts are indexed by LANG_EN, LANG_JA. A message holds {0} … {3} where the
   finding's arguments go, and {lang} for the name of the finding's language; a
   literal brace is not needed in any of them. */
struct rule {
	const char *id; /* "family.name" */
	enum severity severity;
	const char *message[LANG_SIDES]; /* one line: what is wrong; what to do */
	const char *explain[LANG_SIDES]; /* why it matters */
	const char *example; /* or NULL: lines that begin with "- " for what breaks the rule
				and "+ " for what mends it, behind the English where there is one */
};

/* Everything a finding points to lives as long as the list's arena. */
struct finding {
	const struct rule *rule;
	enum severity severity; /* the rule's, or what the configuration says */
	enum lang lang;
	const char *file;
	struct span bytes; /* in the file */
	struct position start;
	struct position end;                             /* one past the last character */
	struct slice segment;                            /* id, or empty */
	struct slice code;                               /* normal form, or empty */
	struct slice args[FINDING_ARGS_MAX][LANG_SIDES]; /* mostly the same twice */
	size_t n_args;
};

/* The findings of one article, or of a whole run. */
struct findings {
	struct arena *arena;
	const char *file;          /* put into each finding added */
	const struct lines *lines; /* where offsets become lines */
	struct finding *items;
	size_t count;
	size_t capacity;
	size_t most_of_a_rule; /* findings_limit; 0: no limit */
	struct findings_tally *tallies;
	size_t n_tallies;
	size_t tallies_capacity;
	struct finding *spare; /* what is not listed is filled in here; or NULL */
};

/* How many findings a rule has. */
struct findings_tally {
	const struct rule *rule;
	size_t count;
};

void findings_init(struct findings *findings, struct arena *arena, const char *file,
		   const struct lines *lines);
void findings_release(struct findings *findings);

/* Adds a finding of `rule` at `bytes`. Returns it for the caller to fill in
   (segment, code, arguments), or NULL when memory is out. The pointer is
   valid until the next is added, and not in the list where that has enough
   findings of the rule (findings_limit). */
struct finding *findings_add(struct findings *findings, const struct rule *rule, enum lang lang,
			     struct span bytes);

/* From here on no rule has more than `most` findings in the list; the others are
   counted only. An article that is damaged throughout must not bury the rest. */
void findings_limit(struct findings *findings, size_t most);

/* Whether more of a rule would be counted only. */
bool findings_are_enough(const struct findings *findings, const struct rule *rule);

/* Appends an argument, copied. */
enum status finding_arg(struct findings *findings, struct finding *finding, struct slice text);

/* Appends an argument that reads differently in the two languages of the
   messages; the strings must be constants. */
void finding_arg_words(struct finding *finding, const char *en, const char *ja);

/* Room for `count` in all, and no more: for lists that are kept. */
enum status findings_reserve(struct findings *findings, size_t count);

/* Adds a copy of all findings of `from` to `into`, strings included. */
enum status findings_copy(struct findings *into, const struct findings *from);

/* Adds all findings of `from` to `into` and leaves it empty. The strings stay where
   they are: in the arena of `from`. */
enum status findings_move(struct findings *into, struct findings *from);

/* By file, line, column, rule id, language; stable. */
void findings_sort(struct findings *findings);

size_t findings_count(const struct findings *findings, enum severity severity);

/* The message in a language (LANG_EN or LANG_JA), arguments filled in and
   control characters shown as U+FFFD. */
void finding_message(const struct finding *finding, enum lang lang, struct buffer *out);

#endif
