/*
 * Layouts: templates in which all is filled in that pages of one kind and language
 * have in common at one depth below the root: the header, the footer, the words
 * around the text, the links to the assets. Each is made when a first page asks.
 */
#ifndef SITE_LAYOUTS_H
#define SITE_LAYOUTS_H

#include "pages.h"

struct layouts *layouts_new(void);
void layouts_free(struct layouts *layouts);

/* For an output that is a page; NULL, and reported, where there is no template of
   its kind. Safe from several threads. */
const struct mustache *layout_of(const struct pages *pages, const struct output *output);

#endif
