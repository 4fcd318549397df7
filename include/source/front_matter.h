/*
 * Front matter: the YAML between two lines of "---" at the top of an
 * article. All scalars are strings, as written; unknown keys are kept.
 */
#ifndef SOURCE_FRONT_MATTER_H
#define SOURCE_FRONT_MATTER_H

#include "base/finding.h"

struct front_matter_field {
	struct slice key;
	struct slice value; /* a scalar's text; a list's items joined by ", " */
	struct span at;     /* of the value, in the article */
};

struct front_matter {
	struct span whole; /* with both lines of "---"; empty where there is none */
	struct front_matter_field *fields;
	size_t count;
};

/* Reads the front matter at the start of `bytes`, if any. What is wrong with it
   becomes a finding and the fields read so far are kept. */
enum status front_matter_read(struct front_matter *front, struct arena *arena, struct slice bytes,
			      struct findings *findings);

/* The value of a key, or an empty slice. */
struct slice front_matter_get(const struct front_matter *front, const char *key);
const struct front_matter_field *front_matter_field(const struct front_matter *front,
						    const char *key);

#endif
