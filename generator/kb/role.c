/* The words for who has to act. */
#include "kb/role.h"

#include "base/nearest.h"
#include "text/locale.h"

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

/* The site's own are in templates/strings, for its owner to change. */
static struct slice title_of(enum role role, enum lang lang)
{
	static const char *const titles[ROLES][LANG_SIDES] = {
		[ROLE_SENDER] = {"the sender", "送信者"},
		[ROLE_SENDER_ADMIN] = {"the sender's admin", "送信者側の管理者"},
		[ROLE_RECIPIENT] = {"the recipient", "受信者"},
		[ROLE_RECIPIENT_ADMIN] = {"the recipient's admin", "受信者側の管理者"},
		[ROLE_PARTNER] = {"the organization between the two", "両者の間で中継する組織"},
	};
	return slice_from(titles[role][lang]);
}

struct slice roles_text(const struct role_list *roles, enum lang lang, struct arena *arena)
{
	struct slice titles[ROLES];
	struct buffer text;
	if (roles->count == 0)
		return (struct slice){0};
	for (size_t i = 0; i < roles->count; i++)
		titles[i] = title_of(roles->items[i], lang);
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (list_write(lang, titles, roles->count, &text) != STATUS_OK)
		out_of_memory();
	struct slice copy = arena_copy(arena, buffer_view(&text));
	buffer_release(&text);
	return copy;
}

const char *role_suggest(struct slice name)
{
	return nearest_of(name, names);
}
