/*
 * Which file of a published folder the path of a request means.
 */
#ifndef SITE_PREVIEW_FILE_H
#define SITE_PREVIEW_FILE_H

#include "base/arena.h"

#include <stdint.h>

enum preview_found {
	PREVIEW_FILE,
	PREVIEW_FOLDER,   /* without a final '/': relative links would go astray */
	PREVIEW_MISSING,  /* no such file in the folder, or no path at all */
	PREVIEW_NO_FOLDER /* nothing is published */
};

struct preview_file {
	int fd; /* the caller closes it; open only for PREVIEW_FILE */
	uint64_t size;
	const char *type; /* the media type (RFC 9110, section 8.3.1) */
	bool is_page;     /* HTML */
};

/* `path` is the path of a URL as it was sent, from its '/', percent-encoded
   (RFC 3986, section 3.3). That of a folder, with a final '/', means its
   index.html. Nothing outside `folder` is opened, nor anything through a link,
   nor what begins with a dot; `folder` itself is no link. */
enum preview_found preview_find(const char *folder, struct slice path, struct preview_file *out);

#endif
