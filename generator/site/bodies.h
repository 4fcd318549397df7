/*
 * The text of articles and entries as HTML, for the pages around it.
 */
#ifndef SITE_BODIES_H
#define SITE_BODIES_H

#include "fragments.h"
#include "kb/knowledge.h"

/* What HTML is written in, from one article to the next. */
struct body_room;

struct body_room *body_room_new(void);
void body_room_free(struct body_room *room); /* NULL is fine */

/* The article's own pages without its first heading: both languages, and side by
   side where it has both. Needs the paths of the index only, so it may run while
   the articles are still being read. The HTML stays in the room until another article
   is rendered there; all else is in the arena. */
void body_render(struct body_room *room, const struct knowledge *kb,
		 const struct kb_article *article, const struct article *source,
		 struct arena *arena, struct fragment_set *out);

/* The HTML of one of them: LANG_BOTH is put together in the arena. */
struct slice body_html(const struct fragment_set *set, enum lang lang, struct arena *arena);

/* One of them, all in the arena, and its body put together: LANG_BOTH is side by side. */
void body_render_one(const struct knowledge *kb, const struct kb_article *article,
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
