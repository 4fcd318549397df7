/*
 * Fragments: what of an article's page can be rendered while the article is
 * first read, before the rest of the knowledge base is known. An article is so
 * read once. They wait in memory, up to some megabytes in all, and the others in
 * nameless files, so that memory does not follow the text.
 */
#ifndef SITE_FRAGMENTS_H
#define SITE_FRAGMENTS_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/problem.h"

#include <sys/types.h>

/* One article in one language, or in both (LANG_BOTH: side by side). */
struct fragment {
	struct slice heading_html; /* inside of its first heading; empty: none */
	struct slice heading_anchor;
	struct slice body;                 /* HTML without that heading; side by side: */
	struct slice parts;                /* what html_woven makes it of (html_pairs.h) */
	struct fragment_heading *headings; /* of the second and third level */
	size_t n_headings;
};

struct fragment_heading {
	unsigned int level;
	struct slice title;        /* plain text */
	struct slice second_title; /* side by side: in the other language; or empty */
	struct slice anchor;
};

/* All of one article; an article in one language has an empty one for both. */
struct fragment_set {
	struct fragment by_lang[LANG_SIDES + 1];
};

/* Where an article's set lies; len 0: none was stored. */
struct fragment_slot {
	const char *bytes; /* in memory; or NULL: in the worker's file */
	size_t worker;
	off_t offset;
	size_t len;
};

/* What a worker has put. */
struct fragment_store {
	struct arena arena; /* in memory */
	size_t room;        /* left there */
	int file;           /* -1: none yet */
	off_t size;         /* of the file */
};

struct fragments {
	struct arena arena;
	struct fragment_store *stores; /* one per worker */
	size_t n_workers;
	const char *folder;          /* of the files */
	struct fragment_slot *slots; /* of each article */
	size_t n_articles;
	struct problems *problems;
};

/* `folder` is where files are made, if any are; they have no name there. */
void fragments_init(struct fragments *fragments, size_t n_articles, size_t n_workers,
		    const char *folder, struct problems *problems);

/* Gives back memory and files; none are put or got from then on. */
void fragments_close(struct fragments *fragments);
void fragments_release(struct fragments *fragments);

/* Safe from several threads, one per worker number. */
enum status fragments_put(struct fragments *fragments, size_t article, size_t worker,
			  const struct fragment_set *set);

/* False where there is none; else its strings live as long as the arena and the
   fragments. */
bool fragments_get(const struct fragments *fragments, size_t article, struct arena *arena,
		   struct fragment_set *out);

#endif
