/* Where the pages of articles and of entries are. */
#include "kb/knowledge.h"

#include <string.h>

/* "a/index.md" is the page of the folder "a". */
static bool is_index(const struct kb_article *article)
{
	return slice_eq_nocase(path_base(slice_from(article->path)), SLICE("index.md"));
}

/* "404.html" is the page of what is missing; an article of that name is read in a
   folder. */
static bool wants_folder(const struct kb_article *article)
{
	return is_index(article) || slice_eq_str(article->address, "404");
}

/* `index` is the name in a folder of the article's own, as "/index.html": its ending is
   that of all names. The home page has no address. */
static struct slice name_at(struct arena *arena, struct slice address, bool has_folder,
			    struct slice index)
{
	if (address.len == 0)
		return arena_copy(arena, slice_skip(index, strlen("/")));
	return arena_join(arena, address, has_folder ? index : slice_skip(index, strlen("/index")));
}

/* One folder for many pages: making a folder costs a file system more than making
   the page in it. */
struct slice article_page(struct arena *arena, const struct kb_article *article)
{
	return name_at(arena, article->address, wants_folder(article), SLICE("/index.html"));
}

struct slice article_markdown(struct arena *arena, const struct kb_article *article)
{
	return name_at(arena, article->address, is_index(article), SLICE("/index.md"));
}

struct slice entry_page(struct arena *arena, const struct kb_entry *entry)
{
	return arena_printf(arena, "codes/%.*s.html", SLICE_ARG(entry->address));
}

struct slice page_address(struct slice page)
{
	if (slice_eq_str(path_base(page), "index.html"))
		page.len -= strlen("index.html");
	return page;
}
