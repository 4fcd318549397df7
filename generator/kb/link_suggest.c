/*
 * "Did you mean …?" for links. A file of the same name in another folder is
 * what was meant nearly always: files move. Else a name a few slips away.
 */
#include "kb/links.h"

#include "alike.h"
#include "base/nearest.h"
#include "link_text.h"

static void *find_named(const struct map *names, const struct alike *alike, struct slice name)
{
	if (name.len == 0)
		return NULL;
	void *exact = map_get(names, name);
	return exact ? exact : alike_find(alike, name);
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
	const struct kb_article *article = find_named(&kb->by_name, kb->alike, name);
	return article ? written_from(from, article->path, arena) : (struct slice){NULL, 0};
}

struct slice link_suggest_media(const struct knowledge *kb, const struct kb_article *from,
				struct slice path, struct arena *arena)
{
	struct slice name = text_lower(arena, path_base(path));
	const char *media = find_named(&kb->media_by_name, kb->media_alike, name);
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
