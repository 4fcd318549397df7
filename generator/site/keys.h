/*
 * Keys: a number for each output that changes with anything its bytes are made
 * of. An output whose key is that of the published file is taken over, and not
 * even rendered.
 *
 * Each kind of output has a row in the table of keys.c that says what it is made
 * of, from the list below. A kind without a row, and an output made of what is
 * in none of these, is always rendered: that costs time, but is never wrong.
 * Where in doubt, leave the row out, or take ON_INDEX.
 */
#ifndef SITE_KEYS_H
#define SITE_KEYS_H

#include "pages.h"
#include "search_index.h"

enum dependency {
	/* The program, the configuration, the options of the build, templates and
	   their strings, the names (not the bytes) of all articles, media and
	   assets, and the assets' version: all outputs but copied files. */
	ON_SITE = 1,
	/* The article's bytes, those of the files it includes, its own row of the
	   index, and which of its entries are duplicates of others. */
	ON_ARTICLE = 2,
	/* The titles and addresses of the articles before and behind it. */
	ON_NEIGHBOURS = 4,
	/* All entries: codes, titles, addresses, and their articles' titles. */
	ON_ENTRIES = 8,
	/* Every row of the index: titles, descriptions, entries, dates, anchors. */
	ON_INDEX = 16,
	/* The bytes of the file that is copied, or carried on. */
	ON_SOURCE = 32,
	/* Which articles have man pages. */
	ON_MANUALS = 64,
	/* The titles, descriptions and addresses of all articles. */
	ON_TEXTS = 128,
	/* The days that all articles were updated. */
	ON_DAYS = 256,
	/* Of ON_TEXTS, what a shard of the search shows. */
	ON_SHARD = 512,
	/* The anchors of all articles, and the addresses of all entries. */
	ON_ANCHORS = 1024,
	/* What the catalogue holds of each entry (knowledge_options.texts). */
	ON_BODIES = 2048,
	/* Of ON_TEXTS, what is in the output's language; of one in both, all. */
	ON_LANG_TEXTS = 4096,
	/* The titles and addresses of all articles, and who has to act on their errors. */
	ON_TITLES = 8192,
};

struct site_keys {
	const struct build_options *options;
	const uint64_t *titles; /* of each article: what its neighbours' pages show */
	uint64_t site;
	uint64_t entries;
	uint64_t index;
	const struct search_index *search;
	const uint64_t *texts; /* of each article: ON_TEXTS */
	uint64_t all_texts[LANG_BOTH + 1];
	uint64_t days;
	uint64_t anchors;
	uint64_t bodies;
	uint64_t all_titles;
};

/* The arena, one that never fails, lives as long as the keys; so does the search index,
   which needs not be filled. */
void keys_init(struct site_keys *keys, const struct pages *pages, const struct search_index *search,
	       struct arena *arena);

/* 0: it is always rendered. Safe from several threads. */
uint64_t key_of_output(const struct site_keys *keys, const struct output *output);

#endif
