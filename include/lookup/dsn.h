/*
 * The fields of a delivery status notification (RFC 3464 section 2.3), a group
 * for each recipient. Reads any text: what are no such fields is passed over,
 * so that a report pasted out of its message is read as well.
 */
#ifndef LOOKUP_DSN_H
#define LOOKUP_DSN_H

#include "base/arena.h"

enum { DSN_RECIPIENTS_MAX = 1000 };

enum dsn_action { DSN_FAILED, DSN_DELAYED, DSN_OTHER }; /* the worse first */

struct dsn_recipient {
	enum dsn_action action;  /* DSN_FAILED where it does not say */
	struct slice recipient;  /* "user@example.com"; or empty */
	struct slice status;     /* "5.1.1 (bad address)", in one line */
	struct slice diagnostic; /* without "smtp;", in one line */
	struct slice remote;     /* the server that refused; or empty */
	struct slice others;     /* bodies of fields that other programs add, a line each */
};

struct dsn {
	struct dsn_recipient *recipients;
	size_t count;
	bool is_cut; /* there were more recipients */
};

/* `arena` must be one that never fails; everything lives in it. */
void dsn_read(struct dsn *dsn, struct arena *arena, struct slice text);

/* Does a text hold such fields, at the beginning of lines? */
bool has_dsn_fields(struct slice text);

#endif
