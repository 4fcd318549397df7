/*
 * From what a person types to an entry: "450 4.4.312", "#4.4.312", "44312",
 * "０ｘ８００７０００５", "-2147024891".
 *
 *     struct query query;
 *     status = query_find(catalogue, &arena, SLICE("44312"), &query);
 *     if (query.result == QUERY_FOUND)
 *             …catalogue_entry_at(catalogue, query.entry)…
 */
#ifndef LOOKUP_QUERY_H
#define LOOKUP_QUERY_H

#include "lookup/catalogue.h"

enum query_result {
	QUERY_FOUND,     /* `entry` is the code's, or that of a range with it */
	QUERY_UNKNOWN,   /* a code without an entry */
	QUERY_AMBIGUOUS, /* several codes look like this without their dots */
	QUERY_FAULTY,    /* meant as a code, but against its scheme's rules */
	QUERY_REPLY,     /* a basic reply code alone (RFC 5321, 4.2.1) */
	QUERY_NO_CODE
};

struct query {
	enum query_result result;
	struct code code;   /* of QUERY_FOUND, QUERY_UNKNOWN, QUERY_FAULTY */
	size_t entry;       /* of QUERY_FOUND */
	bool is_in_range;   /* the entry is a range that holds the code */
	size_t *candidates; /* entries: of QUERY_AMBIGUOUS; of QUERY_REPLY, those that come
			       with it; of QUERY_UNKNOWN, the nearest, best first */
	size_t n_candidates;
};

/* Candidates live in the arena, which is one that never fails. Fails only when
   memory is out. */
enum status query_find(const struct catalogue *catalogue, struct arena *arena, struct slice text,
		       struct query *out);

#endif
