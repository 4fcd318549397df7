/*
 * The folders around articles that were named one by one: what stands there was
 * not read, and links into it are looked for on the disk. Each folder is listed
 * once in a run, when it is first asked for. Threads may share it.
 */
#ifndef KB_SURROUNDINGS_H
#define KB_SURROUNDINGS_H

#include "base/arena.h"
#include "base/status.h"

struct surroundings;

/* NULL when memory is out. */
struct surroundings *surroundings_new(void);
void surroundings_free(struct surroundings *around); /* NULL is fine */

/* Whether a link from `folder` to `path` leads to a file or folder, ".md" left out or
   not; its last part in any case. False also where memory is out. */
enum status surroundings_hold(struct surroundings *around, struct arena *scratch,
			      struct slice folder, struct slice path, bool *found);

#endif
