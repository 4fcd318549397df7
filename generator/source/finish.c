/* The last passes over the two trees. */
#include "finish.h"

#include "base/array.h"
#include "base/map.h"
#include "directives.h"
#include "shapes.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>

/* --- Blanks in Japanese ------------------------------------------------- */

/* What stands between two leaves and may be no blank after all. */
struct gap {
	struct node *node; /* NULL: none */
	int32_t before;    /* the character before it */
};

/* The blank that sets two segments apart belongs to neither. */
static bool is_separator(const struct node *node)
{
	return node->kind == NODE_TEXT && node->segment == SEGMENT_NONE && node->text.len &&
	       slice_is_blank(node->text);
}

/* Korean is CJK too, and has blanks between its words. */
static bool is_unspaced(int32_t c)
{
	return is_cjk(c) && !is_hangul(c);
}

/* Japanese is written without blanks: a line end between two CJK characters is
   none (CSS Text 3, 4.1.3 does the same to segment breaks), nor is what
   separates two segments there, or behind a full stop or a bracket. */
static bool closes_up(const struct gap *gap, int32_t next)
{
	if (!is_unspaced(gap->before))
		return false;
	return is_unspaced(next) || (gap->node->kind == NODE_TEXT && is_unicode_punct(gap->before));
}

/* The gaps of a side, node by node. Their neighbours are only read where there is
   one. */
struct gaps {
	struct gap gap;
	struct slice before; /* the text before the node; empty: none in its block */
};

static int32_t last_character(struct slice text)
{
	size_t at = text.len;
	return at ? utf8_previous(text, &at) : CODE_POINT_NONE;
}

static void gaps_settle(struct gaps *gaps, struct slice next)
{
	struct gap *gap = &gaps->gap;
	size_t at = 0;
	gaps->before = next;
	if (!gap->node)
		return;
	if (closes_up(gap, utf8_next(next, &at))) {
		gap->node->kind = NODE_TEXT;
		gap->node->text = SLICE("");
	}
	gap->node = NULL;
}

static void gaps_close(struct gaps *gaps, struct node *node)
{
	if (node->kind == NODE_SOFT_BREAK || is_separator(node)) {
		gaps->gap = (struct gap){node, last_character(gaps->before)};
		return;
	}
	if (node->kind == NODE_CODE || node->kind == NODE_IMAGE || node->kind == NODE_HARD_BREAK)
		gaps_settle(gaps, SLICE("x"));
	else if (node->kind == NODE_TEXT && node->text.len)
		gaps_settle(gaps, node->text);
}

/* --- Headings' addresses ------------------------------------------------ */

struct heading_list {
	struct node **items;
	size_t count;
	size_t capacity;
};

static enum status heading_add(struct heading_list *list, struct node *heading)
{
	if (!array_room(&list->items, &list->capacity, list->count + 1))
		return STATUS_NO_MEMORY;
	list->items[list->count++] = heading;
	return STATUS_OK;
}

/* The anchor written in a heading, which is taken out of its inlines. */
static struct slice anchor_take(struct node *heading)
{
	for (struct node *child = heading->first; child; child = child->next)
		if (child->kind == NODE_ANCHOR) {
			struct slice name = child->anchor.name;
			node_unlink(child);
			return name;
		}
	return (struct slice){0};
}

static struct slice anchor_make(struct arena *arena, const struct node *heading)
{
	struct buffer text;
	struct buffer slug;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&slug, BUFFER_MAX_PAGE);
	node_plain_text(heading, &text);
	struct slice made = {NULL, 0};
	if (!text.failed && text_slug(buffer_view(&text), &slug) == STATUS_OK)
		made = arena_copy(arena, slug.len ? buffer_view(&slug) : SLICE("section"));
	buffer_release(&text);
	buffer_release(&slug);
	return made;
}

/* The first of several equal anchors keeps its name; the others get -1, -2 …
   The map holds the number to try next for each name, so that a name used by
   every heading costs each of them one look. */
static struct slice anchor_unique(struct arena *arena, struct map *taken, struct slice name)
{
	unsigned int *repeats = map_get(taken, name);
	struct slice candidate = name;
	while (repeats && candidate.ptr && map_has(taken, candidate))
		candidate = arena_printf(arena, "%.*s-%u", SLICE_ARG(name), ++*repeats);
	unsigned int *none = arena_alloc(arena, sizeof(*none));
	if (!candidate.ptr || !none || map_put(taken, candidate, none) != STATUS_OK)
		candidate.ptr = NULL;
	return candidate;
}

/* `english` are the other side's headings where the two are parallel: an
   anchor that nobody wrote is made from the English there. */
static enum status headings_name(struct arena *arena, const struct heading_list *headings,
				 const struct heading_list *english)
{
	struct map taken;
	map_init(&taken);
	enum status status = STATUS_OK;
	for (size_t i = 0; i < headings->count && status == STATUS_OK; i++) {
		struct node *heading = headings->items[i];
		struct slice name = anchor_take(heading);
		if (name.len == 0 && heading->is_included)
			name = heading->heading.anchor; /* made where it comes from */
		if (name.len == 0 && english)
			name = english->items[i]->heading.anchor;
		else if (name.len == 0)
			name = anchor_make(arena, heading);
		if (name.ptr)
			name = anchor_unique(arena, &taken, name);
		heading->heading.anchor = name;
		status = name.ptr ? STATUS_OK : STATUS_NO_MEMORY;
	}
	map_release(&taken);
	return status;
}

static enum status headings_name_both(struct article *article, struct heading_list *lists)
{
	bool parallel = lists[LANG_EN].count == lists[LANG_JA].count;
	enum status status = headings_name(&article->arena, &lists[LANG_EN], NULL);
	if (status == STATUS_OK)
		status = headings_name(&article->arena, &lists[LANG_JA],
				       parallel ? &lists[LANG_EN] : NULL);
	return status;
}

/* --- All ---------------------------------------------------------------- */

static enum status walk_side(struct article *article, enum lang lang, bool has_markers,
			     struct heading_list *headings)
{
	struct gaps gaps = {0};
	enum status status = STATUS_OK;
	struct node_walk walk = node_walk_from(article->sides[lang].root);
	while (status == STATUS_OK && node_walk_next(&walk)) {
		struct node *node = (struct node *)walk.node;
		if (node_is_block(node))
			gaps = (struct gaps){0};
		if (!walk.entering)
			continue;
		if (node->kind == NODE_HEADING)
			status = heading_add(headings, node);
		if (has_markers && node->kind == NODE_TEXT)
			status = stray_settle(article, lang, node);
		if (!node_is_block(node))
			gaps_close(&gaps, node);
	}
	return status;
}

static enum status finish_side(struct article *article, enum lang lang, bool has_markers,
			       struct heading_list *headings)
{
	const struct side *side = &article->sides[lang];
	enum status status = STATUS_OK;
	if (side->has_quotes && has_markers)
		status = directives_apply(article, lang);
	if (status == STATUS_OK && side->has_html)
		status = shapes_settle(side->root, &article->arena);
	return status == STATUS_OK ? walk_side(article, lang, has_markers, headings) : status;
}

enum status finish_article(struct article *article, bool has_markers)
{
	struct heading_list headings[LANG_SIDES] = {{0}};
	enum status status = STATUS_OK;
	for (enum lang lang = LANG_EN; lang <= LANG_JA && status == STATUS_OK; lang++)
		status = finish_side(article, lang, has_markers, &headings[lang]);
	if (status == STATUS_OK)
		status = headings_name_both(article, headings);
	free(headings[LANG_EN].items);
	free(headings[LANG_JA].items);
	return status;
}
