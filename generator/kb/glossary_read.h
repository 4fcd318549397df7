/* What the readers of the two formats share. */
#ifndef KB_GLOSSARY_READ_H
#define KB_GLOSSARY_READ_H

#include "kb/glossary.h"

enum { GLOSSARY_TERMS_MAX = 100000 };

/* What is looked at before a term's words are. */
struct term_head {
	struct slice first;  /* its first word */
	struct slice common; /* what all forms of that begin with */
	size_t behind;       /* the first word: where the others begin */
	bool is_exact;       /* it has capitals, so only its own case counts */
};

struct glossary {
	struct arena arena;
	uint64_t hash;
	struct term *terms;
	size_t n_terms;
	size_t capacity;
	struct term_head *heads;
	struct glossary_starts starts;
	uint32_t *buckets; /* of the first two letters: index + 1 of the first term */
	uint32_t *next;    /* of each term: the next in its bucket, longest first */
};

struct glossary_reader {
	struct glossary *glossary;
	struct problems *problems;
	const char *path; /* in the arena */
	size_t n_mistakes;
	bool failed; /* memory is out */
};

/* Adds a term whose texts live in the glossary's arena. */
void glossary_add(struct glossary_reader *reader, const struct term *term);

/* Appends a rendering; blank ones are passed over. */
void renderings_add(struct glossary_reader *reader, struct renderings *list, struct slice text);

void glossary_read_csv(struct glossary_reader *reader, struct slice bytes);
void glossary_read_tbx(struct glossary_reader *reader, struct slice bytes);

#endif
