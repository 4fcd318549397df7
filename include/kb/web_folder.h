/*
 * Web addresses that others are written behind, such as that of the site:
 * "https://help.example.com/errors/".
 */
#ifndef KB_WEB_FOLDER_H
#define KB_WEB_FOLDER_H

#include "base/arena.h"
#include "base/slice.h"

enum web_folder {
	WEB_FOLDER_GOOD,
	WEB_FOLDER_NONE,      /* not absolute, no host, or with a query or a fragment */
	WEB_FOLDER_CHARACTER, /* something in it must be encoded first */
};

enum web_folder web_folder_kind(struct slice url);

/* A good one with the scheme in lower case (RFC 3986, 3.1) and a final '/'. The
   pointer is NULL when memory is out. */
struct slice web_folder_normal(struct arena *arena, struct slice url);

#endif
