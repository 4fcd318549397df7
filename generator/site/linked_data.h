/* What a page says in the words of schema.org, as JSON-LD: templates/partials/
   linked_data.mustache has the words. */
#ifndef SITE_LINKED_DATA_H
#define SITE_LINKED_DATA_H

#include "page.h"

/* A text for a JSON string in a <script>, without its quotes, in NFC: itself, or a copy
   in the arena. */
struct slice linked_text(struct arena *arena, struct slice text);

/* Of a page of an article or an entry, once its title and description are set: these as
   json_title and json_description, its address as json_address, and a code's names as
   json_about. */
void page_set_linked_data(struct page *page);

#endif
