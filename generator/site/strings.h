/*
 * What the pages say around the articles: templates/strings/LANG.yaml of every folder
 * of templates. The last of the folders has all texts, and those before it replace
 * single ones.
 */
#ifndef SITE_STRINGS_H
#define SITE_STRINGS_H

#include "pages.h"

/* Into pages->strings and pages->strings_hash. Every mistake is told: a value that is
   no text, and a key that neither another folder nor a template has. */
enum status strings_load(struct pages *pages, enum lang lang);

#endif
