/* Pairs the headings that stand in the same line of the article. */
#include "headings.h"

#include "base/buffer.h"

/* The headings of one side that are still to be paired. */
struct heading_row {
	const struct node **nodes;
	size_t count;
};

static enum status collect(struct article *article, enum lang lang, struct heading_row *out)
{
	const struct node *first = article->sides[lang].root->first;
	size_t count = 0;
	for (const struct node *node = first; node; node = node->next)
		count += node->kind == NODE_HEADING;
	out->nodes = arena_array(&article->arena, count, sizeof(*out->nodes));
	if (!out->nodes)
		return STATUS_NO_MEMORY;
	for (const struct node *node = first; node; node = node->next)
		if (node->kind == NODE_HEADING)
			out->nodes[out->count++] = node;
	return STATUS_OK;
}

/* Both sides have the article's lines, so that a heading stands in the same line
   of both. */
static size_t line_of(const struct article *article, const struct node *heading)
{
	return lines_position(&article->lines, heading->at.start).line;
}

static enum status plain_text(struct arena *arena, const struct node *heading, struct slice *out)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (heading)
		node_plain_text(heading, &text);
	*out = arena_copy(arena, slice_trim(buffer_view(&text)));
	enum status status = text.failed || !out->ptr ? STATUS_NO_MEMORY : STATUS_OK;
	buffer_release(&text);
	return status;
}

static enum status pair_push(struct article *article, struct heading_pairs *out,
			     const struct node *en, const struct node *ja)
{
	struct heading_pair pair = {.nodes = {[LANG_EN] = en, [LANG_JA] = ja}};
	const struct node *either = en ? en : ja;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		if (plain_text(&article->arena, pair.nodes[lang], &pair.texts[lang]) != STATUS_OK)
			return STATUS_NO_MEMORY;
	if (either) {
		pair.level = either->heading.level;
		pair.anchor = either->heading.anchor;
	}
	out->items[out->count++] = pair;
	return STATUS_OK;
}

/* Which of two headings comes next: one side's alone, or the same on both. */
static enum status pair_next(struct article *article, struct heading_row *en,
			     struct heading_row *ja, struct heading_pairs *out)
{
	const struct node *en_node = en->count ? *en->nodes : NULL;
	const struct node *ja_node = ja->count ? *ja->nodes : NULL;
	if (en_node && ja_node) {
		size_t en_line = line_of(article, en_node);
		size_t ja_line = line_of(article, ja_node);
		bool same_level = en_node->heading.level == ja_node->heading.level;
		if (en_line < ja_line || (en_line == ja_line && !same_level))
			ja_node = NULL;
		else if (ja_line < en_line)
			en_node = NULL;
	}
	en->nodes += en_node != NULL;
	en->count -= en_node != NULL;
	ja->nodes += ja_node != NULL;
	ja->count -= ja_node != NULL;
	return pair_push(article, out, en_node, ja_node);
}

enum status headings_pair(struct article *article, struct heading_pairs *out)
{
	struct heading_row en = {0};
	struct heading_row ja = {0};
	*out = (struct heading_pairs){0};
	if (collect(article, LANG_EN, &en) != STATUS_OK ||
	    collect(article, LANG_JA, &ja) != STATUS_OK)
		return STATUS_NO_MEMORY;
	out->items = arena_array(&article->arena, en.count + ja.count, sizeof(*out->items));
	if (!out->items)
		return STATUS_NO_MEMORY;
	enum status status = STATUS_OK;
	while (status == STATUS_OK && (en.count || ja.count))
		status = pair_next(article, &en, &ja, out);
	return status;
}

struct slice heading_segment(const struct article *article, const struct node *heading)
{
	struct node_walk walk = node_walk_from(heading);
	while (node_walk_next(&walk))
		if (walk.node->segment != SEGMENT_NONE)
			return article->segments[walk.node->segment].id;
	return (struct slice){NULL, 0};
}
