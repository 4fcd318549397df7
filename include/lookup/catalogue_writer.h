/*
 * Writing the compiled catalogue. The texts of entries are taken while the
 * articles are read, and wait in their rows until the index is complete:
 *
 *     kb_options.texts = catalogue_texts;
 *     …knowledge_read…
 *     catalogue_write(&kb, config, base_url, &out);
 *
 * The same articles give the same bytes, whatever the number of threads and
 * the byte order of the machine.
 */
#ifndef LOOKUP_CATALOGUE_WRITER_H
#define LOOKUP_CATALOGUE_WRITER_H

#include "kb/knowledge.h"

/* The name of the file in the output folder and among what is installed. */
#define CATALOGUE_FILE "catalogue.bin"

/* A knowledge_texts. */
enum status catalogue_texts(const struct knowledge *kb, size_t index,
			    const struct entry_list *entries, struct arena *keep,
			    struct slice *texts);

/* Appends the whole catalogue of a base that was read with catalogue_texts.
   `base_url` is where the site is published: empty, or ends in '/'. Whether it
   worked is the buffer's to say. */
void catalogue_write(const struct knowledge *kb, const struct config *config, struct slice base_url,
		     struct buffer *out);

#endif
