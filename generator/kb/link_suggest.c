/*
 * "Did you mean …?" for links. A file of the same name in another folder is
 * what was meant nearly always: files move. Else a name a few slips away.
 */
#include "kb/links.h"

#include "base/nearest.h"
#include "link_text.h"

/* More slips than this make another name. */
enum { SLIPS_MAX = 3, NAME_MIN = 3 };

static bool is_alike(struct slice a, struct slice b)
{
	if (a.len + SLIPS_MAX < b.len || b.len + SLIPS_MAX < a.len || a.len < NAME_MIN ||
	    b.len < NAME_MIN)
		return false;
	/* A slip or two leave one of the ends whole: this spares the real
	   comparison with nearly all of some thousand names. */
	return (a.ptr[0] == b.ptr[0] && a.ptr[1] == b.ptr[1]) ||
	       (a.ptr[a.len - 1] == b.ptr[b.len - 1] && a.ptr[a.len - 2] == b.ptr[b.len - 2]);
}

/* `names` has terminated keys. */
static void *find_alike(const struct map *names, struct slice name)
{
	struct nearest nearest;
	void *best = NULL;
	nearest_init(&nearest, name);
	if (nearest.distance > SLIPS_MAX + 1)
		nearest.distance = SLIPS_MAX + 1;
	for (size_t i = 0; i < names->count; i++) {
		const struct map_entry *entry = &names->entries[i];
		if (!is_alike(name, entry->key))
			continue;
		const char *before = nearest.name;
		nearest_offer(&nearest, entry->key.ptr);
		if (nearest.name != before)
			best = entry->value;
	}
	return best;
}

static void *find_named(const struct map *names, struct slice name)
{
	if (name.len == 0)
		return NULL;
	void *exact = map_get(names, name);
	return exact ? exact : find_alike(names, name);
}

static struct slice written_from(const struct kb_article *from, const char *path,
				 struct arena *arena)
{
	return path_relative(arena, slice_from(from ? from->path : ""), slice_from(path));
}

struct slice link_suggest_article(const struct knowledge *kb, const struct kb_article *from,
				  struct slice path, struct arena *arena)
{
	struct slice name = name_of_page(arena, path);
	const struct kb_article *article = find_named(&kb->by_name, name);
	return article ? written_from(from, article->path, arena) : (struct slice){NULL, 0};
}

struct slice link_suggest_media(const struct knowledge *kb, const struct kb_article *from,
				struct slice path, struct arena *arena)
{
	struct slice name = text_lower(arena, path_base(path));
	const char *media = find_named(&kb->media_by_name, name);
	return media ? written_from(from, media, arena) : (struct slice){NULL, 0};
}

/* Letters and digits in lower case: how an anchor sounds, however its blanks and
   dots were written. */
static struct slice bare(struct arena *arena, struct slice text)
{
	struct slice copy = text_lower(arena, text);
	char *bytes = (char *)copy.ptr;
	size_t kept = 0;
	for (size_t i = 0; bytes && i < copy.len; i++)
		if (ascii_is_alnum(bytes[i]) || (unsigned char)bytes[i] >= 0x80)
			bytes[kept++] = bytes[i];
	copy.len = kept;
	return copy;
}

struct slice link_suggest_anchor(const struct kb_article *article, enum lang lang,
				 struct slice fragment, struct arena *arena)
{
	enum { ANCHORS_MAX = 500 };
	struct slice name = text_percent_decode(arena, fragment);
	struct slice sound = bare(arena, name);
	struct nearest nearest;
	if (!name.ptr || !sound.ptr)
		return (struct slice){NULL, 0};
	nearest_init(&nearest, name);
	for (size_t i = 0; i < article->n_anchors[lang] && i < ANCHORS_MAX; i++) {
		struct slice anchor = article->anchors[lang][i];
		struct arena_mark mark = arena_mark(arena);
		bool same = sound.len && slice_eq(bare(arena, anchor), sound);
		arena_rewind(arena, mark);
		if (same)
			return arena_printf(arena, "#%.*s", SLICE_ARG(anchor));
		nearest_offer(&nearest, anchor.ptr);
	}
	return nearest.name ? arena_printf(arena, "#%s", nearest.name) : (struct slice){NULL, 0};
}
