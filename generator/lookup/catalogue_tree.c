/* Both directions in one file, so that they stay alike. No recursion: depth is
   a number here, in both. */
#include "catalogue_tree.h"

#include "base/record.h"

/* More than an article's lists and elements nest (source/limits.h,
   source/placing.h). */
enum { TREE_DEPTH_MAX = 400 };

enum node_flag {
	FLAG_HTML = 1,
	FLAG_BLOCK = 2,   /* of an element */
	FLAG_ORDERED = 2, /* of a list */
	FLAG_TIGHT = 4,
	FLAG_TASK = 2, /* of an item */
	FLAG_DONE = 4,
	FLAG_HEADER = 2, /* of a row or a cell */
};

/* --- Writing ------------------------------------------------------------------ */

struct tree_writer {
	catalogue_tree_resolve *resolve;
	void *context;
	struct buffer *out;
};

static void put_address(struct tree_writer *writer, const struct node *node)
{
	struct buffer address;
	buffer_init(&address, BUFFER_MAX_PAGE);
	writer->resolve(writer->context, node, &address);
	record_put_text(writer->out, buffer_view(&address));
	buffer_release(&address);
}

static void put_attributes(struct buffer *out, const struct node *node)
{
	size_t count = 0;
	for (const struct attribute *a = node->element.attributes; a; a = a->next)
		count++;
	record_put_text(out, node->element.name);
	record_put_number(out, count);
	for (const struct attribute *a = node->element.attributes; a; a = a->next) {
		record_put_text(out, a->name);
		record_put_text(out, a->value);
	}
}

static unsigned int flags_of(const struct node *node)
{
	unsigned int flags = node->is_html ? FLAG_HTML : 0;
	switch (node->kind) {
	case NODE_LIST:
		return flags | (node->list.ordered ? FLAG_ORDERED : 0) |
		       (node->list.tight ? FLAG_TIGHT : 0);
	case NODE_ITEM:
		return flags | (node->item.is_task ? FLAG_TASK : 0) |
		       (node->item.is_done ? FLAG_DONE : 0);
	case NODE_ROW:
		return flags | (node->row.is_header ? FLAG_HEADER : 0);
	case NODE_CELL:
		return flags | (node->cell.is_header ? FLAG_HEADER : 0);
	case NODE_ELEMENT:
		return flags | (node->element.is_block ? FLAG_BLOCK : 0);
	default:
		return flags;
	}
}

static void put_fields(struct tree_writer *writer, const struct node *node)
{
	struct buffer *out = writer->out;
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_CODE:
		record_put_text(out, node->text);
		break;
	case NODE_HEADING:
		record_put_number(out, node->heading.level);
		record_put_text(out, node->heading.anchor);
		break;
	case NODE_LIST:
		record_put_number(out, node->list.start);
		break;
	case NODE_CODE_BLOCK:
		record_put_text(out, node->code.text);
		record_put_text(out, node->code.language);
		break;
	case NODE_CELL:
		record_put_number(out, node->cell.align);
		record_put_number(out, node->cell.columns);
		record_put_number(out, node->cell.rows);
		break;
	case NODE_ALERT:
		record_put_number(out, node->alert.kind);
		break;
	case NODE_LINK:
		put_address(writer, node);
		record_put_text(out, node->link.title);
		break;
	case NODE_IMAGE:
		put_address(writer, node);
		record_put_text(out, node->image.title);
		record_put_text(out, node->image.alt);
		break;
	case NODE_ELEMENT:
		put_attributes(out, node);
		break;
	default:
		break;
	}
}

static bool is_leaf(enum node_kind kind)
{
	switch (kind) {
	case NODE_CODE_BLOCK:
	case NODE_RULE:
	case NODE_TEXT:
	case NODE_SOFT_BREAK:
	case NODE_HARD_BREAK:
	case NODE_CODE:
	case NODE_IMAGE:
		return true;
	default:
		return false;
	}
}

/* Anchors are addresses of a page that is not here. */
void catalogue_tree_write(const struct node *first, const struct node *end,
			  catalogue_tree_resolve *resolve, void *context, struct buffer *out)
{
	struct tree_writer writer = {resolve, context, out};
	for (const struct node *node = first; node && node != end; node = node->next) {
		struct node_walk walk = node_walk_from(node);
		while (node_walk_next(&walk)) {
			if (walk.node->kind == NODE_ANCHOR)
				continue;
			if (!walk.entering) {
				buffer_char(out, (char)(unsigned char)TREE_END);
				continue;
			}
			buffer_char(out, (char)walk.node->kind);
			buffer_char(out, (char)flags_of(walk.node));
			put_fields(&writer, walk.node);
		}
	}
}

/* --- Reading ------------------------------------------------------------------ */

struct tree_reader {
	struct record record;
	struct arena *arena;
};

/* Kinds, flags and ends. */
static unsigned int take_byte(struct tree_reader *reader)
{
	struct record *record = &reader->record;
	if (record->failed || record->rest.len == 0) {
		record->failed = true;
		return TREE_END;
	}
	unsigned int byte = (unsigned char)record->rest.ptr[0];
	record->rest = slice_skip(record->rest, 1);
	return byte;
}

static unsigned int take_number(struct tree_reader *reader, unsigned int max)
{
	return (unsigned int)record_take_up_to(&reader->record, max);
}

static struct slice take_text(struct tree_reader *reader)
{
	return record_take_text(&reader->record);
}

static void take_attributes(struct tree_reader *reader, struct node *node)
{
	struct attribute **end = &node->element.attributes;
	node->element.name = take_text(reader);
	for (size_t n = record_take_count(&reader->record); n && !reader->record.failed; n--) {
		struct attribute *attribute = arena_alloc(reader->arena, sizeof(*attribute));
		attribute->name = take_text(reader);
		attribute->value = take_text(reader);
		*end = attribute;
		end = &attribute->next;
	}
}

static void take_flags(struct node *node, unsigned int flags)
{
	node->is_html = flags & FLAG_HTML;
	switch (node->kind) {
	case NODE_LIST:
		node->list.ordered = flags & FLAG_ORDERED;
		node->list.tight = flags & FLAG_TIGHT;
		break;
	case NODE_ITEM:
		node->item.is_task = flags & FLAG_TASK;
		node->item.is_done = flags & FLAG_DONE;
		break;
	case NODE_ROW:
		node->row.is_header = flags & FLAG_HEADER;
		break;
	case NODE_CELL:
		node->cell.is_header = flags & FLAG_HEADER;
		break;
	case NODE_ELEMENT:
		node->element.is_block = flags & FLAG_BLOCK;
		break;
	default:
		break;
	}
}

enum { LEVEL_MAX = 6, SPAN_MAX = 1000, START_MAX = 999999999 }; /* CommonMark 5.2 */

static void take_fields(struct tree_reader *reader, struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_CODE:
		node->text = take_text(reader);
		break;
	case NODE_HEADING:
		node->heading.level = take_number(reader, LEVEL_MAX);
		node->heading.anchor = take_text(reader);
		reader->record.failed |= node->heading.level == 0;
		break;
	case NODE_LIST:
		node->list.start = take_number(reader, START_MAX);
		break;
	case NODE_CODE_BLOCK:
		node->code.text = take_text(reader);
		node->code.language = take_text(reader);
		break;
	case NODE_CELL:
		node->cell.align = take_number(reader, ALIGN_RIGHT);
		node->cell.columns = take_number(reader, SPAN_MAX);
		node->cell.rows = take_number(reader, SPAN_MAX);
		break;
	case NODE_ALERT:
		node->alert.kind = take_number(reader, ALERT_CAUTION);
		break;
	case NODE_LINK:
		node->link.url = take_text(reader);
		node->link.title = take_text(reader);
		break;
	case NODE_IMAGE:
		node->image.url = take_text(reader);
		node->image.title = take_text(reader);
		node->image.alt = take_text(reader);
		break;
	case NODE_ELEMENT:
		take_attributes(reader, node);
		break;
	default:
		break;
	}
}

/* Whether a node of this kind may stand in that one: renderers rely on it. */
static bool may_hold(const struct node *parent, const struct node *child)
{
	switch (child->kind) {
	case NODE_DOCUMENT:
	case NODE_ANCHOR:
		return false;
	case NODE_ROW:
		return parent->kind == NODE_TABLE;
	case NODE_CELL:
		return parent->kind == NODE_ROW;
	case NODE_ITEM:
		return parent->kind == NODE_LIST;
	default:
		return parent->kind != NODE_TABLE && parent->kind != NODE_ROW &&
		       parent->kind != NODE_LIST;
	}
}

static struct node *take_node(struct tree_reader *reader, unsigned int kind, struct node *parent)
{
	if (kind >= NODE_KINDS) {
		reader->record.failed = true;
		return NULL;
	}
	struct node *node = node_new(reader->arena, (enum node_kind)kind);
	take_flags(node, take_byte(reader));
	take_fields(reader, node);
	reader->record.failed |= !may_hold(parent, node);
	if (reader->record.failed)
		return NULL;
	node_append(parent, node);
	return node;
}

struct node *catalogue_tree_read(struct slice *bytes, struct arena *arena)
{
	struct tree_reader reader = {.record = {.rest = *bytes}, .arena = arena};
	struct node *root = node_new(arena, NODE_DOCUMENT);
	struct node *parent = root;
	size_t depth = 0;
	while (parent) {
		unsigned int kind = take_byte(&reader);
		if (kind == TREE_END && !reader.record.failed) {
			parent = parent->parent;
			depth--;
			continue;
		}
		struct node *node = take_node(&reader, kind, parent);
		if (!node || depth >= TREE_DEPTH_MAX)
			return NULL;
		if (!is_leaf(node->kind)) {
			parent = node;
			depth++;
		}
	}
	*bytes = reader.record.rest;
	return root;
}
