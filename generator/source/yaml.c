/*
 * libyaml's events made into a tree. It promises exact places: libyaml counts
 * characters, so a cursor walks along with it and turns each count into byte,
 * line and column.
 */
#include "source/yaml.h"

#include "yaml_fault.h"
#include "yaml_plain.h"
#include "yaml_tree.h"

#include "base/eight.h"
#include "base/map.h"

#include <string.h>
#include <yaml.h>

/* A place in the text, by libyaml's count and by ours. */
struct cursor {
	size_t index;  /* characters from the start of the part */
	size_t offset; /* bytes from the start of the text */
	struct position at;
};

/* A list or map that is open. */
struct frame {
	struct yaml_node *node;
	struct yaml_node *key; /* read, its value still to come */
	const struct yaml_node *repeats;
	bool is_flow;
	struct map keys; /* of a map with many: text to key node */
};

struct reader {
	yaml_parser_t parser;
	struct arena *arena;
	struct slice text;
	size_t end;  /* where the part ends */
	bool is_cut; /* …at a byte that libyaml refuses */
	unsigned int flags;
	struct cursor first;
	struct cursor latest; /* start of the event at hand */
	struct cursor near;   /* of the last place that was asked for */
	struct frame frames[YAML_DEPTH_MAX];
	size_t depth;
	size_t n_nodes;
	size_t n_documents;
	struct yaml_node *root;
	struct yaml_error *error;
};

/* libyaml has checked the bytes: the first of a character tells its length. */
static size_t character_bytes(char c)
{
	unsigned char byte = (unsigned char)c;
	if (byte < 0xC0)
		return 1;
	return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Over ASCII within a line, eight characters at a time. */
static void leap_to(const struct reader *reader, struct cursor *cursor, size_t index)
{
	while (cursor->index + 8 <= index && cursor->offset + 8 <= reader->end) {
		uint64_t eight = eight_at(reader->text.ptr + cursor->offset);
		if (eight_before(eight | eight_equal(eight, '\n')) < sizeof(eight))
			return;
		cursor->offset += 8;
		cursor->index += 8;
		cursor->at.column += 8;
	}
}

static void step_to(const struct reader *reader, struct cursor *cursor, size_t index)
{
	leap_to(reader, cursor, index);
	while (cursor->index < index && cursor->offset < reader->end) {
		char c = reader->text.ptr[cursor->offset];
		cursor->offset += character_bytes(c);
		cursor->index++;
		cursor->at.column++;
		if (c == '\n')
			cursor->at = (struct position){cursor->at.line + 1, 1};
	}
}

/* Events come in the order of the text, and so do their starts and ends: the walk is
   one pass; only the place of an error may lie behind. */
static struct cursor place_of(struct reader *reader, yaml_mark_t mark)
{
	struct cursor *near = &reader->near;
	if (mark.index < near->index)
		*near = mark.index < reader->latest.index ? reader->first : reader->latest;
	step_to(reader, near, mark.index);
	return *near;
}

static void put_error(struct reader *reader, enum yaml_fault fault, struct cursor place)
{
	reader->error->status = STATUS_FAILED;
	reader->error->fault = fault;
	reader->error->offset = place.offset;
	reader->error->at = place.at;
}

static enum status fail(struct reader *reader, enum yaml_fault fault, struct slice name,
			size_t line)
{
	put_error(reader, fault, reader->latest);
	enum status status = yaml_fault_message(reader->arena, reader->error, name, line);
	return status == STATUS_OK ? STATUS_FAILED : status;
}

static bool same(const char *a, const char *b)
{
	return a && strcmp(a, b) == 0;
}

static bool is_behind_all(const struct reader *reader, struct cursor place)
{
	struct slice rest = slice_sub(reader->text, place.offset, reader->end);
	return !reader->is_cut && slice_is_blank(rest);
}

/* Where something is opened and never closed, libyaml stops at the end of the
   text; people need the place where it was opened. */
static bool starts_at_context(const struct reader *reader, struct cursor problem)
{
	const yaml_parser_t *parser = &reader->parser;
	if (!parser->context)
		return false;
	if (same(parser->problem, "could not find expected ':'"))
		return true;
	if (!same(parser->context, "while scanning a quoted scalar"))
		return false;
	return same(parser->problem, "found unexpected document indicator") ||
	       is_behind_all(reader, problem);
}

/* The same for the brackets of a list or map. */
static const struct yaml_node *unclosed_flow(const struct reader *reader, struct cursor problem)
{
	if (reader->depth == 0 || !is_behind_all(reader, problem))
		return NULL;
	const struct frame *frame = &reader->frames[reader->depth - 1];
	return frame->is_flow ? frame->node : NULL;
}

static enum status fail_syntax(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	if (parser->error == YAML_MEMORY_ERROR)
		return STATUS_NO_MEMORY;
	const char *problem = parser->problem ? parser->problem : "?";
	struct cursor place = place_of(reader, parser->problem_mark);
	const struct yaml_node *flow = unclosed_flow(reader, place);
	if (starts_at_context(reader, place)) {
		place = place_of(reader, parser->context_mark);
	} else if (flow) {
		place = (struct cursor){0, flow->at.start, flow->start};
		problem = flow->kind == YAML_LIST ? "did not find expected ',' or ']'"
						  : "did not find expected ',' or '}'";
	}
	put_error(reader, YAML_FAULT_SYNTAX, place);
	enum status status =
		yaml_syntax_message(reader->arena, reader->error, problem, parser->context);
	return status == STATUS_OK ? STATUS_FAILED : status;
}

/* Hangs a node below the open list or map. */
static void attach(struct reader *reader, struct yaml_node *node)
{
	if (reader->depth == 0) {
		reader->root = node;
		return;
	}
	struct frame *frame = &reader->frames[reader->depth - 1];
	struct yaml_node *parent = frame->node;
	node->key = frame->key;
	node->repeats = frame->repeats;
	frame->key = NULL;
	frame->repeats = NULL;
	yaml_append(parent, node);
}

static bool wants_key(const struct reader *reader)
{
	if (reader->depth == 0)
		return false;
	const struct frame *frame = &reader->frames[reader->depth - 1];
	return frame->node->kind == YAML_MAP && !frame->key;
}

/* The key of this text that the map has already. Among few it is looked for one by
   one: most front matter is done before a table has been made for it. */
static const struct yaml_node *known_key(const struct frame *frame, struct slice text)
{
	if (frame->keys.count)
		return map_get(&frame->keys, text);
	const struct yaml_node *value = yaml_find(frame->node, text);
	return value ? value->key : NULL;
}

static enum status note_key(struct frame *frame, struct yaml_node *key)
{
	enum { FEW = 32 };
	struct map *keys = &frame->keys;
	enum status status = STATUS_OK;
	if (frame->node->count < FEW)
		return STATUS_OK;
	const struct yaml_node *value = keys->count ? NULL : frame->node->first;
	for (; value && status == STATUS_OK; value = value->next)
		if (!value->repeats)
			status = map_put(keys, value->key->text, value->key);
	return status == STATUS_OK ? map_put(keys, key->text, key) : status;
}

static enum status take_key(struct reader *reader, struct yaml_node *key)
{
	struct frame *frame = &reader->frames[reader->depth - 1];
	const struct yaml_node *before = known_key(frame, key->text);
	if (before && !(reader->flags & YAML_KEEP_REPEATED))
		return fail(reader, YAML_FAULT_REPEATED, key->text, before->start.line);
	frame->key = key;
	frame->repeats = before;
	return before ? STATUS_OK : note_key(frame, key);
}

/* What any node may carry and ours must not. */
static enum status refuse_properties(struct reader *reader, const yaml_char_t *anchor,
				     const yaml_char_t *tag)
{
	if (anchor)
		return fail(reader, YAML_FAULT_ANCHOR, slice_from((const char *)anchor), 0);
	if (tag)
		return fail(reader, YAML_FAULT_TAG, slice_from((const char *)tag), 0);
	return STATUS_OK;
}

static enum status new_node(struct reader *reader, enum yaml_kind kind, struct yaml_node **out)
{
	if (reader->n_nodes == YAML_NODES_MAX)
		return fail(reader, YAML_FAULT_NODES, (struct slice){0}, 0);
	struct yaml_node *node = arena_alloc(reader->arena, sizeof(*node));
	if (!node)
		return STATUS_NO_MEMORY;
	reader->n_nodes++;
	node->kind = kind;
	node->at = (struct span){reader->latest.offset, reader->latest.offset};
	node->start = reader->latest.at;
	*out = node;
	return STATUS_OK;
}

static enum status on_document(struct reader *reader, const yaml_event_t *event)
{
	(void)event;
	if (reader->n_documents++ == 0)
		return STATUS_OK;
	return fail(reader, YAML_FAULT_DOCUMENTS, (struct slice){0}, 0);
}

static enum status on_alias(struct reader *reader, const yaml_event_t *event)
{
	return fail(reader, YAML_FAULT_ALIAS, slice_from((const char *)event->data.alias.anchor),
		    0);
}

static enum status on_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct yaml_node *node = NULL;
	enum status status =
		refuse_properties(reader, event->data.scalar.anchor, event->data.scalar.tag);
	if (status == STATUS_OK)
		status = new_node(reader, YAML_SCALAR, &node);
	if (status != STATUS_OK)
		return status;
	struct slice text = {(const char *)event->data.scalar.value, event->data.scalar.length};
	node->text = arena_copy(reader->arena, text);
	if (!node->text.ptr)
		return STATUS_NO_MEMORY;
	node->at.end = place_of(reader, event->end_mark).offset;
	node->is_quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
			  event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	if (wants_key(reader))
		return take_key(reader, node);
	attach(reader, node);
	return STATUS_OK;
}

static enum status open_container(struct reader *reader, enum yaml_kind kind, bool is_flow)
{
	if (wants_key(reader))
		return fail(reader, YAML_FAULT_KEY, (struct slice){0}, 0);
	if (reader->depth == YAML_DEPTH_MAX)
		return fail(reader, YAML_FAULT_DEPTH, (struct slice){0}, 0);
	struct yaml_node *node = NULL;
	enum status status = new_node(reader, kind, &node);
	if (status != STATUS_OK)
		return status;
	attach(reader, node);
	struct frame *frame = &reader->frames[reader->depth++];
	*frame = (struct frame){.node = node, .is_flow = is_flow};
	map_init(&frame->keys);
	return STATUS_OK;
}

static enum status on_list(struct reader *reader, const yaml_event_t *event)
{
	enum status status = refuse_properties(reader, event->data.sequence_start.anchor,
					       event->data.sequence_start.tag);
	if (status != STATUS_OK)
		return status;
	return open_container(reader, YAML_LIST,
			      event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
}

static enum status on_map(struct reader *reader, const yaml_event_t *event)
{
	enum status status = refuse_properties(reader, event->data.mapping_start.anchor,
					       event->data.mapping_start.tag);
	if (status != STATUS_OK)
		return status;
	return open_container(reader, YAML_MAP,
			      event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
}

/* libyaml ends a block where the next one begins, behind comments and blank
   lines; ours ends with its last value. */
static struct frame *close_container(struct reader *reader)
{
	struct frame *frame = &reader->frames[--reader->depth];
	if (frame->node->last)
		frame->node->at.end = frame->node->last->at.end;
	map_release(&frame->keys);
	return frame;
}

static enum status on_end(struct reader *reader, const yaml_event_t *event)
{
	const struct frame *frame = close_container(reader);
	if (frame->is_flow)
		frame->node->at.end = place_of(reader, event->end_mark).offset;
	return STATUS_OK;
}

static enum status (*const handlers[])(struct reader *, const yaml_event_t *) = {
	[YAML_DOCUMENT_START_EVENT] = on_document, [YAML_ALIAS_EVENT] = on_alias,
	[YAML_SCALAR_EVENT] = on_scalar,           [YAML_SEQUENCE_START_EVENT] = on_list,
	[YAML_SEQUENCE_END_EVENT] = on_end,        [YAML_MAPPING_START_EVENT] = on_map,
	[YAML_MAPPING_END_EVENT] = on_end,
};

static enum status read_event(struct reader *reader, bool *is_done)
{
	yaml_event_t event;
	if (!yaml_parser_parse(&reader->parser, &event))
		return fail_syntax(reader);
	*is_done = event.type == YAML_STREAM_END_EVENT || event.type == YAML_NO_EVENT;
	enum status status = STATUS_OK;
	size_t type = (size_t)event.type;
	if (type < sizeof(handlers) / sizeof(*handlers) && handlers[type]) {
		reader->latest = place_of(reader, event.start_mark);
		status = handlers[type](reader, &event);
	}
	yaml_event_delete(&event);
	return status;
}

static enum status read_events(struct reader *reader)
{
	if (!yaml_parser_initialize(&reader->parser))
		return STATUS_NO_MEMORY;
	struct slice part = slice_sub(reader->text, reader->first.offset, reader->end);
	/* UTF-8, whatever the first bytes look like. */
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser,
				     (const unsigned char *)(part.len ? part.ptr : ""), part.len);
	enum status status = STATUS_OK;
	for (bool is_done = false; status == STATUS_OK && !is_done;)
		status = read_event(reader, &is_done);
	while (reader->depth)
		close_container(reader);
	return status;
}

/* The first character of the part; a byte order mark belongs to no column.
   libyaml is not shown the mark: it would count it as indentation. */
static struct cursor part_start(struct slice text, size_t start)
{
	size_t bom = slice_starts_with(text, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
	struct cursor cursor = {0, start < bom ? bom : start, {1, 1}};
	for (size_t i = bom; i < cursor.offset && i < text.len; i++) {
		if (text.ptr[i] == '\n')
			cursor.at = (struct position){cursor.at.line + 1, 1};
		else if (!utf8_is_trail(text.ptr[i]))
			cursor.at.column++;
	}
	return cursor;
}

static void start_reader(struct reader *reader)
{
	memset(&reader->parser, 0, sizeof(reader->parser));
	reader->latest = reader->near = reader->first;
	reader->depth = reader->n_nodes = reader->n_documents = 0;
	reader->root = NULL;
	*reader->error =
		(struct yaml_error){.at = reader->first.at, .offset = reader->first.offset};
}

/* libyaml decodes far ahead, so a bad byte near the end would hide all that
   stands before it. Then the part is cut before that byte and read again. */
static enum status read_up_to_bad_byte(struct reader *reader)
{
	struct arena_mark mark = arena_mark(reader->arena);
	for (;;) {
		start_reader(reader);
		enum status status = read_events(reader);
		bool is_bad_byte =
			status == STATUS_FAILED && reader->parser.error == YAML_READER_ERROR;
		size_t bad = reader->first.offset + reader->parser.problem_offset;
		yaml_parser_delete(&reader->parser);
		if (!is_bad_byte || bad >= reader->end)
			return status;
		arena_rewind(reader->arena, mark);
		reader->end = bad;
		reader->is_cut = true;
	}
}

/* The bad byte is what to report, unless something is wrong before it. */
static enum status read_part(struct reader *reader)
{
	enum status status = read_up_to_bad_byte(reader);
	if (!reader->is_cut || status == STATUS_NO_MEMORY)
		return status;
	if (status == STATUS_FAILED && reader->error->offset < reader->end)
		return status;
	reader->latest = reader->first;
	step_to(reader, &reader->latest, SLICE_NONE);
	return fail(reader, YAML_FAULT_CHARACTER, (struct slice){0}, 0);
}

static bool read_plain(struct reader *reader)
{
	struct span part = {reader->first.offset, reader->end};
	if (reader->first.at.column == 1)
		reader->root =
			yaml_plain_read(reader->arena, reader->text, part, reader->first.at.line);
	return reader->root != NULL;
}

enum status yaml_read(struct arena *arena, struct slice text, struct span part, unsigned int flags,
		      struct yaml_node **root, struct yaml_error *error)
{
	struct reader reader = {.arena = arena, .text = text, .flags = flags, .error = error};
	reader.end = part.end < text.len ? part.end : text.len;
	reader.first = part_start(text, part.start);
	if (reader.end < reader.first.offset)
		reader.end = reader.first.offset;
	start_reader(&reader);
	enum status status = STATUS_OK;
	if (!read_plain(&reader))
		status = read_part(&reader);
	*root = status == STATUS_NO_MEMORY ? NULL : reader.root;
	error->status = status;
	return status;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	if (!map || map->kind != YAML_MAP)
		return NULL;
	return yaml_find(map, slice_from(key));
}
