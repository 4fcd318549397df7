/*
 * Man pages lie all in one folder: the folders of articles become parts of
 * their names, and a name that is taken gets a number. Codes come first, for
 * they are what people type; then articles in the order of their paths.
 */
#include "man_names.h"

/* A file's name has at most 255 bytes, with ".7" and a number. */
enum { NAME_BYTES_MAX = 200 };

struct naming {
	struct knowledge *kb;
	struct map taken; /* name to the number that was last put behind it */
};

static enum status take(struct naming *n, struct slice name, size_t number)
{
	if (!name.ptr)
		return STATUS_NO_MEMORY;
	return map_put(&n->taken, name, (void *)(uintptr_t)number);
}

static enum status take_codes(struct naming *n)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < n->kb->n_entries && status == STATUS_OK; i++) {
		const struct kb_entry *entry = &n->kb->entries[i];
		status = take(n, entry->man_name, 1);
		if (status == STATUS_OK && entry->code.reply.len)
			status = take(n, code_man_name_with_reply(&n->kb->arena, &entry->code), 1);
	}
	return status;
}

/* The end tells more than the folders it began with. */
static struct slice shortened(struct slice name)
{
	size_t at = name.len > NAME_BYTES_MAX ? name.len - NAME_BYTES_MAX : 0;
	size_t dash = at ? slice_find_char(name, '-', at) : SLICE_NONE;
	if (dash != SLICE_NONE && dash + 1 < name.len)
		return slice_skip(name, dash + 1);
	while (at < name.len && utf8_is_trail(name.ptr[at]))
		at++;
	return slice_skip(name, at);
}

/* "smtp/4-4-312" as "smtp-4-4-312". The home page, which has no address, is
   known by its title: "help-for-mail-errors". */
static struct slice wanted_name(struct arena *arena, const struct kb_article *article)
{
	struct slice title = article->titles[LANG_EN];
	struct slice name = arena_copy(arena, article->address);
	if (article->address.len == 0)
		name = address_of_path(arena, title.len ? title : SLICE("home"));
	char *bytes = (char *)name.ptr;
	for (size_t i = 0; bytes && i < name.len; i++)
		if (bytes[i] == '/')
			bytes[i] = '-';
	return name.ptr ? shortened(name) : name;
}

static enum status name_article(struct naming *n, struct kb_article *article)
{
	struct arena *arena = &n->kb->arena;
	struct slice wanted = wanted_name(arena, article);
	article->man_name = wanted;
	if (!wanted.ptr)
		return STATUS_NO_MEMORY;
	if (!map_has(&n->taken, wanted))
		return take(n, wanted, 1);
	size_t number = (size_t)(uintptr_t)map_get(&n->taken, wanted);
	while (article->man_name.ptr && map_has(&n->taken, article->man_name))
		article->man_name = arena_printf(arena, "%.*s-%zu", SLICE_ARG(wanted), ++number);
	enum status status = take(n, article->man_name, 1);
	return status == STATUS_OK ? take(n, wanted, number) : status;
}

enum status man_names_give(struct knowledge *kb)
{
	struct naming n = {.kb = kb};
	map_init(&n.taken);
	enum status status = take_codes(&n);
	for (size_t i = 0; i < kb->n_articles && status == STATUS_OK; i++)
		if (!kb->articles[i].is_include)
			status = name_article(&n, &kb->articles[i]);
	map_release(&n.taken);
	return status;
}

struct slice man_name_of_article(const struct knowledge *kb, const struct kb_article *article)
{
	const struct kb_entry *entry = &kb->entries[article->first_entry];
	if (article->n_entries == 1 && !entry->is_duplicate)
		return entry->man_name;
	return article->man_name;
}
