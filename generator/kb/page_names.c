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

/* One folder for many pages: making a folder costs a file system more than making
   the page in it. */
struct slice article_page(struct arena *arena, const struct kb_article *article)
{
	if (article->address.len == 0)
		return arena_copy(arena, SLICE("index.html"));
	if (wants_folder(article))
		return arena_join(arena, article->address, SLICE("/index.html"));
	return arena_join(arena, article->address, SLICE(".html"));
}

struct slice article_markdown(struct arena *arena, const struct kb_article *article)
{
	if (article->address.len == 0)
		return arena_copy(arena, SLICE("index.md"));
	if (is_index(article))
		return arena_join(arena, article->address, SLICE("/index.md"));
	return arena_join(arena, article->address, SLICE(".md"));
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
