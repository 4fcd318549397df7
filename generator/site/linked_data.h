/* A page's text in the words of schema.org, as JSON-LD. */
#ifndef SITE_LINKED_DATA_H
#define SITE_LINKED_DATA_H

#include "page.h"

/* For a page of an article or an entry that has an address in the world, once its
   title and description are set: JSON as it may stand in a <script>, in NFC, in the
   page's arena. */
struct slice linked_data(struct page *page);

#endif
