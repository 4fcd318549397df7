/*
 * Who has to act on an error. An article says so in its front matter:
 *
 *     taiyaku:
 *       act: [sender, recipient-admin]
 *
 * in the order in which they should try.
 */
#ifndef KB_ROLE_H
#define KB_ROLE_H

#include "base/arena.h"
#include "base/lang.h"

enum role {
	ROLE_SENDER,
	ROLE_SENDER_ADMIN,
	ROLE_RECIPIENT,
	ROLE_RECIPIENT_ADMIN,
	ROLE_PARTNER, /* whose server or service stands between the two */
	ROLES
};

/* Each role at most once. */
struct role_list {
	enum role items[ROLES];
	size_t count;
};

/* "sender-admin": the word of the front matter. */
const char *role_name(enum role role);

/* False where it is none of them. */
bool role_find(struct slice name, enum role *out);

/* "the sender and the recipient's admin", in the arena, which must be one that never
   fails; empty for nobody. */
struct slice roles_text(const struct role_list *roles, enum lang lang, struct arena *arena);

/* The nearest name to what somebody wrote, or NULL. */
const char *role_suggest(struct slice name);

#endif
