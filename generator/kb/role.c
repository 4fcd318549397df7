/* The words for who has to act. */
#include "kb/role.h"

#include "base/nearest.h"

static const char *const names[ROLES + 1] = {
	[ROLE_SENDER] = "sender",       [ROLE_SENDER_ADMIN] = "sender-admin",
	[ROLE_RECIPIENT] = "recipient", [ROLE_RECIPIENT_ADMIN] = "recipient-admin",
	[ROLE_PARTNER] = "partner",     [ROLES] = NULL,
};

const char *role_name(enum role role)
{
	return names[role];
}

bool role_find(struct slice name, enum role *out)
{
	for (enum role role = ROLE_SENDER; role < ROLES; role++)
		if (slice_eq_str(name, names[role])) {
			*out = role;
			return true;
		}
	return false;
}

const char *role_suggest(struct slice name)
{
	return nearest_of(name, names);
}
