/*
 * What a finding is known by from one run to the next, for a baseline and for SARIF:
 * the rule, the article, the segment, and the words that the message quotes. Lines
 * that moved, another severity, and another way to name the article change nothing.
 *
 *     struct fingerprints fingerprints;
 *     fingerprints_init(&fingerprints, content);
 *     for each finding, in the order of findings_sort:
 *             … fingerprint_of(&fingerprints, finding) …
 *     fingerprints_release(&fingerprints);
 */
#ifndef CHECK_FINGERPRINTS_H
#define CHECK_FINGERPRINTS_H

#include "base/arena.h"
#include "base/finding.h"
#include "base/map.h"

enum { FINGERPRINT_MAX = 48 }; /* bytes of a fingerprint, its NUL included */

struct fingerprints {
	struct arena arena;
	struct map counts;   /* of alike findings: hash to size_t */
	const char *content; /* as given; or NULL */
	const char *file;    /* the finding before had */
	struct slice name;   /* its name */
	char text[FINGERPRINT_MAX];
};

/* `content` is the folder that articles are named from, wherever they were read. Others,
   and all of them where it is NULL, are named from the working folder. */
void fingerprints_init(struct fingerprints *fingerprints, const char *content);
void fingerprints_release(struct fingerprints *fingerprints);

/* The lasting name of a finding's article: "smtp/4-4-312.md". Good until the release. */
struct slice fingerprint_article(struct fingerprints *fingerprints, const struct finding *finding);

/* "0123456789abcdef:1", the number telling alike findings of an article apart. Good until
   the next. */
const char *fingerprint_of(struct fingerprints *fingerprints, const struct finding *finding);

#endif
