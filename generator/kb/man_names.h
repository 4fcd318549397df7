/* Names of the articles' man pages, when all entries are indexed. */
#ifndef KB_MAN_NAMES_H
#define KB_MAN_NAMES_H

#include "kb/knowledge.h"

/* Fills kb_article.man_name of each article that has pages. */
enum status man_names_give(struct knowledge *kb);

#endif
