/*
 * What the translation rules share: the article being checked, and the way to
 * say what is wrong with it. A family of rules is one file:
 *
 *     static const struct rule rule_x = {.id = "space.x", …};
 *     static const struct rule *const rules[] = {&rule_x, NULL};
 *
 *     static void check_pair(struct checking *c, const struct pair *pair)
 *     {
 *             …
 *             say(c, &rule_x, pair, LANG_JA, at, 1, words);
 *     }
 *
 *     const struct family family_space = {.rules = rules, .pair = check_pair};
 *
 * and one row of FAMILIES below. Its cases stand in tests/check/cases/.
 */
#ifndef CHECK_CHECKING_H
#define CHECK_CHECKING_H

#include "base/buffer.h"
#include "check/checker.h"
#include "pairs.h"

struct check_tools; /* a worker's iterators and buffers: tools.h */
struct signs;       /* a Japanese text taken apart: signs.h */
struct words;       /* and an English one: words.h */

struct checking {
	const struct config *config;
	const struct knowledge *kb;
	const struct kb_article *row; /* the article's in the index */
	struct article *article;
	const struct pair_list *pairs;
	struct arena *scratch; /* until the article is done */
	struct check_tools *tools;
	const struct originals *originals; /* or NULL */
	struct signs *signs[2];            /* private to signs.c */
	struct words *words[2];            /* private to words.c */
	bool has_escapes;                  /* an asterisk is escaped somewhere */
	bool failed;                       /* memory is out */
};

/* What a family finds in the second round waits here for the others. */
struct base_said {
	struct findings findings;
	size_t *articles; /* that each stands in: indexes into kb->articles */
	size_t capacity;
};

/* The second round, over all articles once they are read: the families go through
   them at the same time. */
struct base_check {
	const struct config *config;
	struct knowledge *kb;      /* to be read; family.end changes findings as well */
	struct arena *keep;        /* for what findings hold: lives as long as the base */
	struct arena scratch;      /* of the round */
	const char *record;        /* of published anchors (kb/anchors.h), or NULL; what is */
	struct problems *problems; /* wrong with it is told here, */
	bool is_told;              /* and this says so */
	size_t family;             /* private */
	struct base_said said;     /* private */
	bool failed;               /* memory is out */
};

/* Any of the functions may be NULL. A family of which all rules are off is not
   asked. */
struct family {
	const struct rule *const *rules; /* ends with NULL */
	/* For each pair in which both sides have text. */
	void (*pair)(struct checking *c, const struct pair *pair);
	/* For each article with segments, behind its pairs. */
	void (*article)(struct checking *c);
	/* For each article, behind the others: what `base` will have to know of it
	   (facts.h). At most about two kilobytes for an article of usual size, behind what
	   `out` holds already: the parts of other families. */
	void (*facts)(struct checking *c, struct buffer *out);
	/* Once, behind all articles, while other families do the same. */
	void (*base)(struct base_check *b);
	/* Once, when all of these have ended: the findings are in the articles' rows. */
	void (*end)(struct base_check *b);
	bool is_always_on;
};

/* One row a family, a line each, so that several may be added at once; the order
   is that of --list-rules. The last one takes away what the others found and
   somebody does not want to hear. */
/* clang-format off */
#define FAMILIES(row) \
	row(align) \
	row(markup) \
	row(bracket) \
	row(number) \
	row(literal) \
	row(acronym) \
	row(content) \
	row(misaligned) \
	row(punct) \
	row(space) \
	row(width) \
	row(character) \
	row(japanese) \
	row(doubled) \
	row(style_mix) \
	row(term) \
	row(term_drift) \
	row(consistency) \
	row(whole) \
	row(anchors) \
	row(source) \
	row(style) \
	row(suppress)
/* clang-format on */

#define FAMILY_DECLARE(name) extern const struct family family_##name;
FAMILIES(FAMILY_DECLARE)
#undef FAMILY_DECLARE

/* Whether anybody wants to hear of a rule: asked once an article, where it costs
   something to find what say() would leave out. */
bool is_wanted(const struct checking *c, const struct rule *rule);

/* Adds a finding at a part of a side's text (offsets of pair->sides[lang].text),
   or at the whole side of the segment where `at` is empty, with `n_args` texts
   (struct slice) for the message. Returns it for more to be filled in, or NULL
   where the rule is off or memory is out. */
struct finding *say(struct checking *c, const struct rule *rule, const struct pair *pair,
		    enum lang lang, struct span at, size_t n_args, ...);

/* The same at a place of the article. */
struct finding *say_at(struct checking *c, const struct rule *rule, enum lang lang,
		       struct span bytes, size_t n_args, ...);

/* What this family wrote of an article. */
struct slice base_facts(const struct base_check *b, size_t article);

/* Where a finding of the second round stands. */
struct base_place {
	size_t article; /* index into kb->articles */
	struct position start;
	struct position end;
	struct slice segment; /* id, or empty */
};

/* Says something of an article, which will be in its row when the round is over. */
struct finding *say_in_base(struct base_check *b, const struct rule *rule, enum lang lang,
			    const struct base_place *at, size_t n_args, ...);

/* Puts what was said into the rows of the articles. */
void base_tell(struct base_check *b);

/* A text for the message that reads differently in its two languages; both live
   in the article's arena. */
void say_words(struct checking *c, struct finding *finding, struct slice en, struct slice ja);

/* The words at a place, and not too many of them: for arguments. */
struct slice words_at(struct slice text, struct span at);

/* A place with some characters before and behind it on its line, so that a sign
   is told from the others of its kind. */
struct slice words_around(struct slice text, struct span at);

#endif
