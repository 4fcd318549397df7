/*
 * The entries that fit what was found, the best first: those of the codes
 * themselves, then those of the same subject and detail in the other class,
 * then those that the words of the message lead to. Where the code is vague,
 * known words come first.
 */
#ifndef LOOKUP_FITS_H
#define LOOKUP_FITS_H

#include "base/buffer.h"
#include "lookup/found.h"

enum fit_why {
	WHY_CODE,        /* the entry of just this code */
	WHY_RANGE,       /* of a range that holds it */
	WHY_OTHER_CLASS, /* 4.1.1 for 5.1.1 */
	WHY_SUBJECT,     /* x.1.0 for x.1.9, which nobody explains */
	WHY_WORDING,     /* the message says "user unknown" */
	WHY_TITLE,       /* the message has the words of the title */
};

/* "code", "range", …: `why` of the JSON. */
const char *fit_why_name(enum fit_why why);

struct fit {
	const struct known_entry *entry;
	enum fit_why why;
	struct slice of; /* the code that it was found by, or the wording */
};

enum { FITS_MAX = 8 };

struct fits {
	struct fit items[FITS_MAX];
	size_t count;
};

/* `arena` must be one that never fails, and outlive the result. */
void fits_find(struct fits *fits, struct arena *arena, const struct found *found);

/* Appends why the entry is shown, a sentence in a person's language. */
void fit_why(const struct fit *entry, enum lang lang, struct buffer *out);

#endif
