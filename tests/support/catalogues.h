/*
 * A knowledge base made of a few files, compiled into a catalogue. Include
 * after cmocka.h.
 *
 *     struct catalogue_bed bed;
 *     bed_open(&bed);
 *     bed_put(&bed, "a.md", "# 450 4.4.312 DNS\n\nCause.\n\n## Fix\n\nMend it.\n");
 *     bed_compile(&bed, 2);
 *     …bed.catalogue…
 *     bed_close(&bed);
 */
#ifndef TESTS_SUPPORT_CATALOGUES_H
#define TESTS_SUPPORT_CATALOGUES_H

#include "base/file.h"
#include "lookup/catalogue_writer.h"
#include "lookup/catalogue.h"

struct catalogue_bed {
	struct arena arena;
	struct problems problems; /* told into `told` */
	char *told;
	size_t told_len;
	FILE *out;
	const char *folder;
	struct buffer bytes;
	struct catalogue *catalogue;
};

void bed_open(struct catalogue_bed *bed);
void bed_close(struct catalogue_bed *bed);
void bed_put(struct catalogue_bed *bed, const char *name, const char *text);

/* Reads the files, or another folder's, and opens what was written. `site` is a
   file of configuration in the bed, or one that is not there. */
void bed_compile(struct catalogue_bed *bed, size_t n_threads);
void bed_compile_folder(struct catalogue_bed *bed, const char *content, const char *site,
			size_t n_threads);

#endif
