/* The sections of pages about entries and articles, wherever they are made
   from. */
#ifndef RENDER_MAN_ENTRY_H
#define RENDER_MAN_ENTRY_H

#include "render/man.h"

enum man_entry_section { MAN_ENTRY_DESCRIPTION, MAN_ENTRY_CAUSE, MAN_ENTRY_FIX };

/* Starts the section, with its heading in the language. */
void man_entry_section(struct man_writer *man, enum man_entry_section section, enum lang lang);

/* Who has to act (kb/role.h), below the description; nothing for nobody. */
void man_entry_acts(struct man_writer *man, struct slice roles, enum lang lang);

/* A whole article: the text above the first heading of the second level, then a
   section for each of these. The article's own heading is left out. */
void man_article(struct man_writer *man, const struct node *root, enum lang lang);

/* The title of the collection: page.head.manual. */
struct slice man_entry_manual(enum lang lang);

#endif
