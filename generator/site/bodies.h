/*
 * The text of articles and entries as HTML, for the pages around it.
 */
#ifndef SITE_BODIES_H
#define SITE_BODIES_H

#include "fragments.h"
#include "kb/knowledge.h"

/* The article's own page without its first heading. Needs the paths of the
   index only, so it may run while the articles are still being read. */
void body_render(const struct knowledge *kb, const struct kb_article *article,
		 const struct article *source, enum lang lang, struct arena *arena,
		 struct fragment *out);

/* An entry, for its page at `path`. Texts are empty where there is none. */
struct entry_html {
	struct slice intro;
	struct slice parts[PART_KINDS];
};

void entry_render(const struct knowledge *kb, const struct kb_article *article,
		  const struct entry_side *side, enum lang lang, const char *path,
		  struct arena *arena, struct entry_html *out);

#endif
