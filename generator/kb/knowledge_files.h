/* Which files a knowledge base is made of, and their names for those who look for one. */
#ifndef KB_KNOWLEDGE_FILES_H
#define KB_KNOWLEDGE_FILES_H

#include "kb/knowledge.h"

/* Fills kb->articles, of which nothing but the names is known, and kb->media. Folders and
   paths that cannot be read are reported. */
enum status knowledge_find_files(struct knowledge *kb, const struct knowledge_options *options,
				 struct problems *problems);

/* Fills the maps of names. */
enum status knowledge_index_paths(struct knowledge *kb);

#endif
