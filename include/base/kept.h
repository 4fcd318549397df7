/*
 * Kept files: bytes that a later run of the same program may use again, and
 * must never have to trust. What is missing, damaged, or was written by
 * another version of the program or of a library it uses, reads as nothing.
 */
#ifndef BASE_KEPT_H
#define BASE_KEPT_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdint.h>

/* Changes with the program's file and with those of the libraries it runs
   with. */
uint64_t program_identity(void);

/* One that was read. Its bytes are the file's own, mapped: nobody writes to a kept
   file, as a new one takes the place of the old one. */
struct kept {
	struct slice bytes;
	void *mapping; /* NULL: none */
	size_t mapped; /* its length */
};

/* False where there is nothing to use. `kind` tells kinds of files apart, and
   changes with what is written in them. */
bool kept_open(struct kept *kept, const char *path, const char *kind);
void kept_close(struct kept *kept); /* one that could not be opened, too */

/* Writes one part by part. Nothing is told of what goes wrong: then there is no
   file, and the next run just starts with nothing.
 *
 *     struct kept_writer writer;
 *     kept_begin(&writer, path, "articles 1");
 *     kept_put(&writer, bytes);
 *     …
 *     kept_end(&writer);           // in one step, in place of the old one
 */
struct kept_writer {
	struct arena arena;
	const char *path;
	const char *kind;
	const char *name; /* until it is complete */
	struct buffer block;
	uint64_t hash;
	size_t len;
	int file;
	bool failed;
};

void kept_begin(struct kept_writer *writer, const char *path, const char *kind);
void kept_put(struct kept_writer *writer, struct slice bytes);

/* Puts what is in a buffer, which is empty then and so stays small. */
void kept_hand_over(struct kept_writer *writer, struct buffer *out);

bool kept_end(struct kept_writer *writer);

#endif
