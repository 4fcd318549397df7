/* The single files of a publication, for publish.c. */
#ifndef SITE_PUBLISH_FILES_H
#define SITE_PUBLISH_FILES_H

#include "publish.h"

/* Reports errno. */
enum status publication_cannot(struct publication *publication);

/* The files of the former site and its spare that the new site does not have. */
void publication_collect_gone(struct publication *publication);

/* Takes out of the spare what the new site does not have. */
enum status publication_drop_removed(struct publication *publication);

/* Behind the first site of an output folder: the twin becomes the folder of the new
   site. False, with nothing left there, where the file system made none. */
bool publication_take_twin(struct publication *publication);

/* What is there now. */
void publication_snapshot(const struct publication *publication, bool has_spare,
			  struct snapshot *out);

#endif
