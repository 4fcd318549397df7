/*
 * What an SMTP enhanced status code says by its numbers alone: the class and the
 * subject of RFC 3463 section 3, and the detail as IANA's registry has it (RFC
 * 5248; its entries come from RFC 3463, 4468, 4954, 5321, 6531, 6710, 7293, 7372,
 * 7505, 8617 and 8689). The words are our own.
 */
#ifndef KB_STATUS_MEANING_H
#define KB_STATUS_MEANING_H

#include "kb/scheme.h"

/* Constant texts, indexed by language; sentences without a full stop in English,
   with neither in Japanese. */
struct status_meaning {
	unsigned int numbers[3];         /* class, subject, detail */
	const char *subject[LANG_SIDES]; /* "Security and policy" */
	const char *detail[LANG_SIDES];  /* NULL where the registry has no such detail:
					    somebody's own number */
};

/* False where the code is none of SMTP's, is a range, or has a subject that the
   registry does not know. */
bool status_meaning(const struct code *code, struct status_meaning *out);

#endif
