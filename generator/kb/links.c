/* Addresses in articles, resolved against the index. */
#include "kb/links.h"

#include "link_text.h"
#include "source/url.h"

#include <string.h>

bool media_is_of_kind(struct slice path)
{
	static const char *const endings[] = {".png",  ".gif",  ".jpg",  ".jpeg", ".webp", ".svg",
					      ".avif", ".mp4",  ".pdf",  ".zip",  ".csv",  ".txt",
					      ".docx", ".xlsx", ".pptx", ".vsdx", NULL};
	const char *dot = path.len ? memrchr(path.ptr, '.', path.len) : NULL;
	return dot && dot != path.ptr &&
	       slice_is_one_of_nocase(slice_skip(path, (size_t)(dot - path.ptr)), endings);
}

bool media_is_unsafe(const struct knowledge *kb, struct slice path)
{
	return map_has(&kb->unsafe_media, path);
}

bool media_is_published(const struct knowledge *kb, struct slice path)
{
	return media_is_of_kind(path) && !media_is_unsafe(kb, path);
}

/* A path with an ending; `lower` is the path in lower case. Most are of no article,
   in whatever case. What lies under a folder "includes" is a part of pages, and none
   itself. */
static const struct kb_article *article_at(const struct knowledge *kb, struct arena *arena,
					   struct slice path, struct slice lower,
					   struct slice ending)
{
	struct slice name = arena_join(arena, lower, ending);
	const struct kb_article *article = name.ptr ? map_get(&kb->by_lower_path, name) : NULL;
	if (!article)
		return NULL;
	name = arena_join(arena, path, ending);
	const struct kb_article *exact = name.ptr ? map_get(&kb->by_path, name) : NULL;
	if (exact)
		article = exact;
	return article->is_include ? NULL : article;
}

/* "a" is "a.md" before it is "a/index.md"; "a/" the other way round. */
static const struct kb_article *find_article(const struct knowledge *kb, struct arena *arena,
					     struct slice path, struct slice lower, bool is_folder)
{
	static const struct slice endings[] = {
		{"", 0}, {".md", 3}, {"/index.md", 9}, {"/readme.md", 10}};
	const size_t n = sizeof(endings) / sizeof(*endings);
	size_t first = is_folder ? 2 : 0;
	if (path.len == 0)
		return article_at(kb, arena, path, path, SLICE("index.md"));
	if (path.len > strlen(".html") && slice_ends_with_nocase(path, SLICE(".html")))
		path.len = lower.len -= strlen(".html");
	for (size_t i = 0; i < n; i++) {
		const struct kb_article *article =
			article_at(kb, arena, path, lower, endings[(first + i) % n]);
		if (article)
			return article;
	}
	return NULL;
}

static const char *find_media(const struct knowledge *kb, struct slice path, struct slice lower)
{
	const char *media = map_get(&kb->media_by_lower_path, lower);
	const char *exact = media ? map_get(&kb->media_by_path, path) : NULL;
	return exact ? exact : media;
}

/* The site makes a home page of its own where no article is one. */
static bool is_home(struct slice path)
{
	return path.len == 0 || slice_eq_nocase(path, SLICE("index")) ||
	       slice_eq_nocase(path, SLICE("index.md")) ||
	       slice_eq_nocase(path, SLICE("index.html"));
}

/* Without the query and the fragment, nor what follows a NUL. */
static struct slice path_of(struct slice url)
{
	size_t end = 0;
	while (end < url.len && url.ptr[end] != '?' && url.ptr[end] != '#' && url.ptr[end])
		end++;
	return slice_sub(url, 0, end);
}

/* The whole address, query and fragment included, below the configured root,
   which ends in '/'. */
static bool lead_to_root(const struct knowledge *kb, struct slice url, struct arena *arena,
			 struct link_target *target)
{
	if (kb->links_root.len == 0)
		return false;
	target->address = arena_join(arena, kb->links_root, slice_skip(url, 1));
	return target->address.ptr != NULL;
}

static enum link_kind find_page(const struct knowledge *kb, const struct kb_article *from,
				struct arena *arena, struct link_target *target, bool is_folder)
{
	struct slice lower = text_lower(arena, target->path);
	if (lower.ptr)
		target->article = find_article(kb, arena, target->path, lower, is_folder);
	if (target->article)
		return target->article == from ? LINK_SELF : LINK_ARTICLE;
	target->media = lower.ptr ? find_media(kb, target->path, lower) : NULL;
	struct slice media = slice_from(target->media ? target->media : "");
	if (media_is_published(kb, media))
		return LINK_MEDIA;
	target->fault = media_is_unsafe(kb, media) ? LINK_FAULT_UNSAFE
			: target->media            ? LINK_FAULT_UNPUBLISHED
						   : LINK_FAULT_MISSING;
	return is_home(target->path) && kb->content ? LINK_HOME : LINK_BROKEN;
}

struct link_target link_find(const struct knowledge *kb, const struct kb_article *from,
			     struct slice url, struct arena *arena)
{
	struct link_target target = {.kind = LINK_BROKEN, .fault = LINK_FAULT_REFUSED};
	url = slice_trim(url);
	enum url_kind kind = url_classify(url);
	if (kind == URL_ABSOLUTE || kind == URL_PROGRAM)
		target.kind = LINK_EXTERNAL;
	if (kind != URL_RELATIVE || url.len == 0)
		return target;
	size_t hash = slice_find_char(url, '#', 0);
	if (hash != SLICE_NONE)
		target.fragment = slice_skip(url, hash + 1);
	struct slice written = path_of(url);
	if (written.len == 0) {
		target.kind = LINK_SELF;
		target.article = from;
		return target;
	}
	struct slice path = text_percent_decode(arena, written);
	target.is_absolute = path.ptr && slice_starts_with(path, SLICE("/"));
	target.fault = LINK_FAULT_LEAVES;
	if (path.ptr)
		path = path_resolve(arena, slice_from(from ? from->path : "."), path);
	if (!path.ptr)
		return target;
	target.path = path;
	target.kind = find_page(kb, from, arena, &target, slice_ends_with(written, SLICE("/")));
	if (target.kind == LINK_BROKEN && target.is_absolute &&
	    lead_to_root(kb, url, arena, &target))
		target.kind = LINK_EXTERNAL;
	return target;
}

struct link_target link_of(const struct knowledge *kb, const struct kb_article *from,
			   const struct node *node, struct arena *arena)
{
	bool is_image = node->kind == NODE_IMAGE;
	const struct link_target *known = is_image ? node->image.target : node->link.target;
	if (known)
		return *known;
	return link_find(kb, from, is_image ? node->image.url : node->link.url, arena);
}

/* --- Anchors ------------------------------------------------------------ */

/* An id holds no blanks; a heading's page has '-' for them (render/html.c). */
static bool is_same_id(struct slice anchor, struct slice fragment)
{
	bool same = anchor.len == fragment.len;
	for (size_t i = 0; i < anchor.len && same; i++)
		same = anchor.ptr[i] == fragment.ptr[i] ||
		       (ascii_is_blank(anchor.ptr[i]) && fragment.ptr[i] == '-');
	return same;
}

bool link_has_anchor(const struct kb_article *article, enum lang lang, struct slice fragment,
		     struct arena *arena)
{
	struct slice name = text_percent_decode(arena, fragment);
	if (!name.ptr || name.len == 0 || slice_eq_nocase(name, SLICE("top")))
		return true;
	for (size_t i = 0; i < article->n_anchors[lang]; i++)
		if (is_same_id(article->anchors[lang][i], name))
			return true;
	return false;
}
