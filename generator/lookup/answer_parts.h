/* What the formats of an answer share. */
#ifndef LOOKUP_ANSWER_PARTS_H
#define LOOKUP_ANSWER_PARTS_H

#include "lookup/answer.h"

/* An entry with its texts in the language, or in the other one where it has
   none in this one. */
struct told_entry {
	struct catalogue_entry entry;
	struct catalogue_article article;
	struct catalogue_body body;
	enum lang lang;
	bool is_other_lang;
};

enum status told_entry_open(const struct answering *answering, size_t i, struct told_entry *out);

/* "450 4.4.312". */
struct slice told_code(const struct answering *answering, const struct catalogue_entry *entry);

/* What the error is called, without its code; never empty. */
struct slice told_title(const struct catalogue_entry *entry,
			const struct catalogue_article *article, enum lang lang);

/* The sentences that stand before or in the place of an entry, in order; what
   does not apply is empty. */
struct remarks {
	struct slice headline;   /* "4.4.999: no entry explains this code" */
	struct slice note;       /* a range, another language */
	struct slice acts;       /* who has to act on an entry's error */
	struct slice status[3];  /* class, subject and detail, where there is no entry */
	struct slice candidates; /* what the list of codes is */
};

void remarks_of(const struct answering *answering, struct slice asked, const struct query *query,
		const struct told_entry *told, struct remarks *out);

bool has_blocks(const struct node *document);

const char *answer_word(const struct answering *answering, const char *en, const char *ja);

#endif
