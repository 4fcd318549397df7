/*
 * The texts of findings, kept from one build to the next: most findings of a base with
 * many are the same each time, and to quote their lines all of their files would have
 * to be read again.
 *
 *     struct report_kept kept;
 *     report_kept_open(&kept, report, format);
 *     uint64_t key = report_kept_key(&kept, findings, count);
 *     struct slice text = report_kept_find(&kept, key);   // no ptr: to be written
 *     …
 *     report_kept_begin(&kept);                   // where many had to be written, then
 *     report_kept_put(&kept, key, text);          // all of them, in any order
 *     report_kept_close(&kept);
 */
#ifndef CHECK_REPORT_KEPT_H
#define CHECK_REPORT_KEPT_H

#include "report_format.h"

#include "base/kept.h"
#include "base/map.h"

struct report_kept {
	const struct report *report;
	struct buffer scratch;
	uint64_t options; /* a hash of what all texts are made with */
	struct kept file; /* of the last build */
	struct map texts; /* in it, by the bytes of their keys */
	struct arena arena;
	struct buffer waiting; /* for the file to be written, while it cannot be */
	struct kept_writer writer;
	bool is_wanted; /* it is to be written, */
	bool is_begun;  /* and that has begun */
};

void report_kept_open(struct report_kept *kept, const struct report *report,
		      const struct report_format *format);

/* Of findings of one file: changes with anything that their text shows. 0: it is not
   kept. */
uint64_t report_kept_key(struct report_kept *kept, const struct finding *findings, size_t count);

/* Stays until the close. */
struct slice report_kept_find(const struct report_kept *kept, uint64_t key);

void report_kept_begin(struct report_kept *kept);
void report_kept_put(struct report_kept *kept, uint64_t key, struct slice text);

/* Nothing is told of what goes wrong: then there is nothing to use next time. */
void report_kept_close(struct report_kept *kept);

#endif
