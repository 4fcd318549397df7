/* The tree builder: containers, leaves, and text with its segments. */
#include "builder.h"

#include "marks.h"
#include "whole_texts.h"

enum status builder_init(struct builder *builder, struct article *article, enum lang lang)
{
	*builder = (struct builder){.article = article, .lang = lang, .segment = SEGMENT_NONE};
	buffer_init(&builder->text, BUFFER_MAX_PAGE);
	buffer_init(&builder->scratch, BUFFER_MAX_PAGE);
	builder->root = node_new(&article->arena, NODE_DOCUMENT);
	builder->current = builder->root;
	return builder->root ? STATUS_OK : STATUS_NO_MEMORY;
}

void builder_release(struct builder *builder)
{
	buffer_release(&builder->text);
	buffer_release(&builder->scratch);
}

static struct span place_of(const struct builder *builder, int segment)
{
	if (segment == SEGMENT_NONE)
		return builder->block;
	return builder->article->segments[segment].text[builder->lang];
}

struct span builder_place(const struct builder *builder)
{
	return place_of(builder, builder->segment);
}

static struct finding *report(struct builder *builder, const struct rule *rule, struct span at,
			      int segment, struct slice argument)
{
	struct findings *findings = &builder->article->findings;
	struct finding *finding = findings_add(findings, rule, builder->lang, at);
	if (!finding || finding_arg(findings, finding, argument) != STATUS_OK) {
		builder->failed = true;
		return NULL;
	}
	if (segment != SEGMENT_NONE)
		finding->segment = builder->article->segments[segment].id;
	return finding;
}

void builder_report(struct builder *builder, const struct rule *rule, struct slice argument)
{
	report(builder, rule, builder_place(builder), builder->segment, argument);
}

/* Where an address, or its beginning, stands in the place that is being read; that as a
   whole where it is written otherwise, with entities or escapes. */
static struct span place_of_address(const struct builder *builder, struct slice address)
{
	enum { LOOKED_FOR = 40 };
	struct span place = builder_place(builder);
	struct slice text = slice_sub(builder->article->bytes, place.start, place.end);
	size_t at = slice_find(text, address, 0);
	if (at == SLICE_NONE)
		at = slice_find(text, slice_sub(address, 0, LOOKED_FOR), 0);
	if (at == SLICE_NONE || address.len == 0)
		return place;
	size_t end = place.start + at + address.len;
	return (struct span){place.start + at, end < place.end ? end : place.end};
}

struct finding *builder_report_address(struct builder *builder, const struct rule *rule,
				       struct slice address, struct slice shown)
{
	return report(builder, rule, place_of_address(builder, address), builder->segment, shown);
}

void builder_report_at(struct builder *builder, const struct rule *rule, const struct node *node,
		       struct slice argument)
{
	report(builder, rule, node->at, node->segment, argument);
}

static struct node *append_new(struct builder *builder, enum node_kind kind)
{
	struct node *node = node_new(&builder->article->arena, kind);
	if (!node) {
		builder->failed = true;
		return NULL;
	}
	node->segment = builder->segment;
	node->at = builder_place(builder);
	node_append(builder->current, node);
	return node;
}

void builder_flush(struct builder *builder)
{
	builder->failed |= builder->text.failed; /* there may be no text for want of memory */
	if (builder->text.len == 0)
		return;
	struct slice text = arena_copy(&builder->article->arena, buffer_view(&builder->text));
	struct node *node = text.ptr ? append_new(builder, NODE_TEXT) : NULL;
	if (node)
		node->text = text;
	builder->failed |= !node;
	buffer_clear(&builder->text);
}

struct node *builder_open(struct builder *builder, enum node_kind kind)
{
	builder_flush(builder);
	struct node *node = append_new(builder, kind);
	if (!node)
		return NULL;
	builder->current = node;
	builder->n_links += kind == NODE_LINK;
	builder->has_quotes |= kind == NODE_QUOTE;
	return node;
}

void builder_up(struct builder *builder, const struct node *node)
{
	for (; builder->current != node; builder->current = builder->current->parent) {
		builder->n_html -= builder->current->is_html;
		builder->n_links -= builder->current->kind == NODE_LINK;
	}
}

void builder_close(struct builder *builder, struct node *node)
{
	builder_flush(builder);
	builder_up(builder, node->parent);
}

struct node *builder_leaf(struct builder *builder, enum node_kind kind)
{
	builder_flush(builder);
	return append_new(builder, kind);
}

static void follow_mark(struct builder *builder, struct mark mark)
{
	if (mark.kind == MARK_HELPER)
		return;
	builder_flush(builder);
	bool begins = mark.kind == MARK_START && mark.segment < builder->article->n_segments;
	builder->segment = begins ? (int)mark.segment : SEGMENT_NONE;
}

static void show_segment(struct builder *builder, unsigned int number)
{
	const struct article *article = builder->article;
	builder->segment = (int)number;
	struct node *node = append_new(builder, NODE_TEXT);
	if (node)
		node->text = segment_text(article, &article->segments[number], builder->lang);
	builder->segment = SEGMENT_NONE;
}

static void show_whole(struct builder *builder, unsigned int number)
{
	struct slice anchor = whole_texts_name(builder->article, number);
	builder_flush(builder);
	if (anchor.len == 0) {
		show_segment(builder, number);
		return;
	}
	struct node *node = append_new(builder, NODE_ANCHOR);
	if (node)
		node->anchor.name = anchor;
}

void builder_text(struct builder *builder, struct slice text)
{
	size_t from = 0;
	struct mark mark;
	for (size_t at; from < text.len && (at = mark_find(text, from, &mark)) != SLICE_NONE;) {
		buffer_slice(&builder->text, slice_sub(text, from, at));
		if (mark.kind == MARK_WHOLE)
			show_whole(builder, mark.segment);
		else
			follow_mark(builder, mark);
		from = at + mark.len;
	}
	buffer_slice(&builder->text, slice_skip(text, from));
}

struct slice builder_put_back(struct builder *builder, struct slice text)
{
	struct slice all = whole_texts_put_back(builder->article, builder->lang,
						&builder->article->arena, text);
	builder->failed |= text.ptr && !all.ptr;
	return all;
}

struct slice builder_literal(struct builder *builder, struct slice text)
{
	size_t from = 0;
	text = builder_put_back(builder, text);
	builder->literal_segment = builder->segment;
	struct mark mark;
	for (size_t at; (at = mark_find(text, from, &mark)) != SLICE_NONE;) {
		follow_mark(builder, mark);
		from = at + mark.len;
		if (at == 0 || (builder->literal_segment == SEGMENT_NONE && from < text.len))
			builder->literal_segment = builder->segment;
	}
	struct slice stripped = marks_strip(&builder->article->arena, text);
	if (stripped.ptr && stripped.ptr == text.ptr)
		stripped = arena_copy(&builder->article->arena, text);
	if (!stripped.ptr)
		builder->failed |= text.len != 0;
	return stripped;
}

struct node *builder_literal_leaf(struct builder *builder, enum node_kind kind)
{
	struct node *node = builder_leaf(builder, kind);
	if (!node)
		return NULL;
	node->segment = builder->literal_segment;
	node->at = place_of(builder, node->segment);
	return node;
}
