/*
 * The files that a knowledge base and an article begin with. Where a person has
 * to write, a pair's two sides are empty: taiyaku check names each of them until
 * it is filled in.
 */
#ifndef CMD_SKELETON_H
#define CMD_SKELETON_H

#include "kb/config.h"
#include "text/locale.h"

/* An article about one code; `path` is its place below the content folder, from
   which the prefix of its segments is made. */
void skeleton_article(const struct config *config, const struct code *code, struct slice path,
		      struct day today, struct buffer *out);

/* The home page of a new base, complete in both languages, and its site.yaml. */
void skeleton_home(struct day today, struct buffer *out);
void skeleton_site(struct buffer *out);

/* The day it is here and now: for files that a person asked for. */
struct day today_here(void);

#endif
