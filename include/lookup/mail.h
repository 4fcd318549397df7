/*
 * A mail message taken apart (RFC 5322, MIME: RFC 2045 to 2049): the texts in
 * it that may say why a delivery failed, decoded to UTF-8.
 *
 *     struct mail mail;
 *     mail_read(&mail, &arena, bytes);
 *     for (size_t i = 0; i < mail.n_parts; i++)
 *             …mail.parts[i].role, mail.parts[i].text…
 *
 * Mail is hostile: how deep parts nest, how many there are, how long each is
 * and how much is read at all are bounded; what lies beyond is passed over,
 * and `is_cut` says so. Whatever the bytes are, there is a result.
 */
#ifndef LOOKUP_MAIL_H
#define LOOKUP_MAIL_H

#include "base/arena.h"

enum {
	MAIL_MAX_BYTES = 16 << 20, /* of a message; a report stands at its front */
	MAIL_PART_MAX_BYTES = 1 << 20,
	MAIL_PARTS_MAX = 500,
	MAIL_DEPTH_MAX = 16,
};

enum mail_role {
	MAIL_TEXT,   /* text for people */
	MAIL_STATUS, /* message/delivery-status (RFC 3464), or global (RFC 6533) */
};

struct mail_part {
	enum mail_role role;
	struct slice text;  /* UTF-8; HTML as plain text */
	bool is_of_carried; /* of a message carried inside, mostly the one that failed */
};

struct mail {
	struct slice subject; /* decoded */
	struct slice failed;  /* X-Failed-Recipients, or empty */
	struct mail_part *parts;
	size_t n_parts;
	size_t capacity;
	bool is_cut;
};

/* `arena` must be one that never fails; everything lives in it or in `bytes`. */
void mail_read(struct mail *mail, struct arena *arena, struct slice bytes);

/* Does a text begin as a message does: with header fields of a mail? */
bool is_mail(struct slice text);

#endif
