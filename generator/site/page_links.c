/* Links from page to page, always relative, so that the site works from a disk
   as from a server. */
#include "page_links.h"

#include "kb/links.h"
#include "render/html.h"
#include "source/url.h"

#include <string.h>

struct slice root_of(struct arena *arena, const char *path)
{
	static const char up[] = "../../../../../../../../../../../../../../../../";
	const size_t step = strlen("../");
	size_t depth = 0;
	for (const char *slash = path; (slash = strchr(slash, '/')); slash++)
		depth++;
	if (depth * step < sizeof(up))
		return (struct slice){up, depth * step};
	struct buffer root;
	buffer_init(&root, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < depth; i++)
		buffer_str(&root, "../");
	struct slice copy = arena_copy(arena, buffer_view(&root));
	buffer_release(&root);
	return copy;
}

struct slice path_in_lang(struct arena *arena, enum lang lang, struct slice page)
{
	static const char *const folders[] = {
		[LANG_EN] = "en/", [LANG_JA] = "ja/", [LANG_BOTH] = "ja-en/"};
	return arena_join(arena, slice_from(folders[lang]), page);
}

struct slice link_to(struct arena *arena, const char *path, struct slice target)
{
	return arena_join(arena, root_of(arena, path), target);
}

/* Appends a path or a fragment with those of its characters encoded that would
   end it in an address; the writer of the page encodes the rest. */
static void append_encoded(struct buffer *out, struct slice text, const char *also)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '%' || (c && strchr(also, c)))
			buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)c);
		else
			buffer_char(out, c);
	}
}

struct slice url_path(struct arena *arena, struct slice path)
{
	struct slice address = page_address(path);
	struct buffer url;
	if (html_url_is_plain(address))
		return address;
	buffer_init(&url, BUFFER_MAX_PAGE);
	html_url_text(&url, address);
	struct slice copy = arena_copy(arena, buffer_view(&url));
	buffer_release(&url);
	return copy;
}

struct slice absolute_url(struct arena *arena, const struct build_options *options,
			  struct slice path)
{
	return arena_join(arena, options->base_url, url_path(arena, path));
}

/* --- Fragments ---------------------------------------------------------- */

enum { MATCH_EXACT, MATCH_ID, MATCH_LETTERS, MATCHES };

static bool is_match(struct page_links *links, struct slice anchor, struct slice name, int how)
{
	if (anchor.len != name.len)
		return false;
	switch (how) {
	case MATCH_EXACT:
		return slice_eq(anchor, name);
	case MATCH_ID:
		return slice_eq(html_id(&links->arena, anchor), html_id(&links->arena, name));
	default:
		return slice_eq_nocase(anchor, name);
	}
}

/* The anchor of an article's page that a fragment means: as it is written, with
   other blanks, or in other letters. NULL where there is none. */
static const struct slice *find_anchor(struct page_links *links, const struct kb_article *article,
				       struct slice fragment)
{
	struct slice name = percent_decode(&links->arena, fragment);
	const struct slice *anchors = article->anchors[links->lang];
	for (int how = MATCH_EXACT; how < MATCHES && name.ptr; how++)
		for (size_t i = 0; i < article->n_anchors[links->lang]; i++)
			if (is_match(links, anchors[i], name, how))
				return &anchors[i];
	return NULL;
}

/* False where the page has no such place. */
static bool append_fragment(struct page_links *links, const struct kb_article *article,
			    struct slice fragment, struct buffer *out)
{
	if (fragment.len == 0)
		return true;
	const struct slice *anchor = find_anchor(links, article, fragment);
	if (!anchor)
		return false;
	buffer_char(out, '#');
	append_encoded(out, html_id(&links->arena, *anchor), "");
	return true;
}

/* Into another article, whose row of the index may not be filled yet. */
static void append_foreign_fragment(struct page_links *links, struct slice fragment,
				    struct buffer *out)
{
	struct slice name = percent_decode(&links->arena, fragment);
	if (!name.ptr || name.len == 0)
		return;
	buffer_char(out, '#');
	append_encoded(out, html_id(&links->arena, name), "");
}

/* --- Targets ------------------------------------------------------------ */

static void append_article(struct page_links *links, const struct kb_article *article,
			   struct buffer *out)
{
	struct slice page = links->is_markdown && article->n_entries
				    ? article_markdown(&links->arena, article)
				    : article_page(&links->arena, article);
	struct slice target = path_in_lang(&links->arena, links->lang, page);
	buffer_slice(out, link_to(&links->arena, links->path, target));
}

/* "#top" is the top of a page that has no such anchor (HTML, 7.4.6.4). */
static bool write_self(struct page_links *links, struct slice fragment, struct buffer *out)
{
	bool is_top = fragment.len == 0 || slice_eq_nocase(fragment, SLICE("top"));
	if (!links->is_own_page)
		append_article(links, links->article, out);
	bool is_found = append_fragment(links, links->article, fragment, out);
	if (links->is_own_page && out->len == 0)
		buffer_char(out, '#');
	return is_found || is_top;
}

static bool write_target(struct page_links *links, const struct link_target *target,
			 struct slice written, struct buffer *out)
{
	switch (target->kind) {
	case LINK_EXTERNAL:
		buffer_slice(out, target->address.len ? target->address : written);
		return true;
	case LINK_HOME:
		buffer_slice(out, link_to(&links->arena, links->path,
					  path_in_lang(&links->arena, links->lang,
						       SLICE("index.html"))));
		return true;
	case LINK_SELF:
		return write_self(links, target->fragment, out);
	case LINK_ARTICLE:
		append_article(links, target->article, out);
		append_foreign_fragment(links, target->fragment, out);
		return true;
	case LINK_MEDIA:
		buffer_slice(out, link_to(&links->arena, links->path, SLICE("media/")));
		append_encoded(out, slice_from(target->media), "?#");
		return true;
	case LINK_BROKEN:
		break;
	}
	return false;
}

bool resolve_link(void *context, const struct node *node, struct buffer *out)
{
	struct page_links *links = context;
	bool is_image = node->kind == NODE_IMAGE;
	struct slice written = is_image ? node->image.url : node->link.url;
	/* An image is loaded without being asked for: from the site itself or https. */
	if (is_image && url_classify(written) == URL_PROGRAM)
		return false;
	struct link_target target = link_of(links->kb, links->article, node, &links->arena);
	if (is_image && target.kind != LINK_MEDIA && target.kind != LINK_EXTERNAL)
		return false;
	return write_target(links, &target, written, out);
}
