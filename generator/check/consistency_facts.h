/*
 * What the consistency rules keep of each unit (units.h) of the base. Of most of
 * them only the hashes are looked at again, so the place and the words stay in
 * the facts until they are asked for.
 */
#ifndef CHECK_CONSISTENCY_FACTS_H
#define CHECK_CONSISTENCY_FACTS_H

#include "checking.h"
#include "repeats.h"
#include "shape.h"

enum {
	ARTICLES_MIN = 3,   /* that agree, before others are told by them */
	MAJORITY_TIMES = 4, /* as many as do not */
};

struct fact {
	uint64_t en;          /* hash of the English and its kind */
	uint64_t ja;          /* and of the Japanese (units.h), where it is compared; else 0 */
	const char *shape;    /* to be read by fact_shape, or NULL: not to be compared */
	struct slice details; /* its place and words, to be read when it is told */
	uint32_t order;       /* of the unit among those of the list */
	uint32_t article;
};

struct fact_list {
	struct fact *items;
	size_t count;
	size_t capacity;
};

void consistency_put_facts(struct checking *c, struct buffer *out);

/* Of all articles, those that can be compared: English that stands in the base more than
   once, and shapes. Both are the caller's to free. */
void consistency_read_facts(struct base_check *b, struct repeats *repeats, struct fact_list *list);

struct shape fact_shape(const struct fact *fact);
struct slice fact_text(const struct fact *fact); /* its Japanese */

/* What of the Japanese is quoted: all of it, or not what stands in brackets. */
enum quoted { QUOTED_ALL, QUOTED_WORDING };

/* Says that a fact differs from another one: "{0}" here, "{1}" at {2}. Not where
   both stand in one segment: what a segment repeats is its author's wish. */
void consistency_tell(struct base_check *b, const struct rule *rule, enum quoted quoted,
		      struct fact *fact, const struct fact *other);

/* consistency_near.c */
extern const struct rule rule_consistency_near;
bool consistency_wants_near(const struct config *config); /* else facts have no shape */
void consistency_check_near(struct base_check *b, struct fact_list *list);

#endif
