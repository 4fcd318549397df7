/*
 * What pages of one kind and language have in common at one depth below the root. In
 * some of it a place is left open (value_later) for what a page gives by itself:
 *
 *     path       of the page, below the folder of its language
 *     pair_path  of a code: the same of where its text stands side by side
 *     address    the path in the world, as absolute_url has it
 *     title      and of a code: code
 *     json_…     see linked_data.h
 */
#ifndef SITE_LAYOUT_DATA_H
#define SITE_LAYOUT_DATA_H

#include "pages.h"

/* Whose layout it is. */
struct layout_key {
	enum output_kind kind;
	enum lang lang;
	struct slice root; /* the way to the site's root, as its pages write it */
	bool has_pair;     /* its text stands side by side too */
};

/* The template, by its name. */
const char *layout_template(enum output_kind kind);
bool layout_is_template(struct slice name);

/* An object for mustache_bind. No object of a page's data has one of its keys. */
const struct value *layout_data(const struct pages *pages, const struct layout_key *key,
				struct arena *arena);

#endif
