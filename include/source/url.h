/*
 * Which addresses an article may name. Everything else would be script, or
 * content in disguise.
 */
#ifndef SOURCE_URL_H
#define SOURCE_URL_H

#include "base/slice.h"

enum url_kind {
	URL_RELATIVE, /* a path, a query or a fragment of this site */
	URL_ABSOLUTE, /* http, https, or //host, with a host as RFC 3986 writes it */
	URL_PROGRAM,  /* mailto, tel, sip; ms-settings and feedback-hub, which open a page
			 of the system's settings or a form: the browser hands them on */
	URL_REFUSED   /* javascript, data, file, and whatever is not listed; http and
			 https without a host, or with a user's name in it */
};

/* As a browser reads it (WHATWG URL: blanks and controls at the ends, tabs and
   line ends anywhere do not count). */
enum url_kind url_classify(struct slice url);

#endif
