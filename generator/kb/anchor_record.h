/* The record of published anchors, read line by line (kb/anchors.h). */
#ifndef KB_ANCHOR_RECORD_H
#define KB_ANCHOR_RECORD_H

#include "kb/anchors.h"

/* NULL is an empty record. */
enum status anchor_record_open(struct anchor_record *record, const char *path,
			       struct problems *problems);

/* STATUS_OK and false in `*has_place` at the end. Places come in order, each once:
   all else is reported. */
enum status anchor_record_next(struct anchor_record *record, bool *has_place,
			       struct problems *problems);
void anchor_record_close(struct anchor_record *record);

#endif
