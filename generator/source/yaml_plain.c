/*
 * Line by line; each must be blank, an entry or an item:
 *
 *     entry = key ":" *SP | key ":" 1*SP scalar *SP
 *     item  = *SP "-" 1*SP scalar *SP
 *
 * Items follow an entry that has no scalar, all as far indented as the first.
 */
#include "yaml_plain.h"

#include "text/unicode.h"

enum {
	KEYS_MAX = 64, /* each is compared with all before it */
	KEY_MAX_BYTES = 128,
	ITEMS_MAX = 1000,
};

struct plain_reader {
	struct arena *arena;
	struct slice text;
	struct span line; /* the one at hand, without its end */
	size_t number;    /* its own */
	struct yaml_node *map;
	size_t indent; /* of the items of the last value, where it is a list */
	size_t n_items;
};

static struct slice line_from(const struct plain_reader *reader, size_t at)
{
	return slice_sub(reader->text, at, reader->line.end);
}

static size_t skip_spaces(const struct plain_reader *reader, size_t at)
{
	while (at < reader->line.end && reader->text.ptr[at] == ' ')
		at++;
	return at;
}

/* What stands before it in the line is ASCII. */
static struct yaml_node *new_node(const struct plain_reader *reader, struct span at,
				  struct slice text)
{
	struct yaml_node *node = arena_alloc(reader->arena, sizeof(*node));
	if (!node)
		return NULL;
	node->kind = YAML_SCALAR;
	node->at = at;
	node->start = (struct position){reader->number, at.start - reader->line.start + 1};
	node->text = arena_copy(reader->arena, text);
	return node->text.ptr ? node : NULL;
}

static void append(struct yaml_node *parent, struct yaml_node *node)
{
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
	parent->at.end = node->at.end;
}

/* --- Scalars ------------------------------------------------------------ */

/* Printable, and no line end, by YAML 1.1 (5.1 and 5.4). U+FFFD may stand for
   what is not UTF-8. */
static bool is_usual(int32_t c)
{
	if (c < 0x7F)
		return c >= 0x20;
	return c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c < 0xFFFD;
}

static bool is_usual_text(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		bool is_ascii = text.ptr[at] >= ' ' && text.ptr[at] < 0x7F;
		if (is_ascii)
			at++;
		else if (!is_usual(utf8_next(text, &at)))
			return false;
	}
	return true;
}

/* Whether it can begin no scalar but a plain one: no indicator (4.3). */
static bool begins_plain(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80 || c == '/' || c == '(' || c == '.';
}

/* Neither a key nor a comment is in it. */
static bool is_one_plain(struct slice text)
{
	if (!begins_plain(text.ptr[0]))
		return false;
	for (size_t at = 0; (at = slice_find_char(text, ':', at)) != SLICE_NONE; at++)
		if (at + 1 == text.len || text.ptr[at + 1] == ' ')
			return false;
	for (size_t at = 0; (at = slice_find_char(text, '#', at)) != SLICE_NONE; at++)
		if (text.ptr[at - 1] == ' ')
			return false;
	return true;
}

/* In quotes, with nothing in them that is not what is written. */
static bool is_one_quoted(struct slice text)
{
	char quote = text.ptr[0];
	return text.len > 1 && slice_find_char(text, quote, 1) == text.len - 1 &&
	       (quote == '\'' || slice_find_char(text, '\\', 0) == SLICE_NONE);
}

/* The scalar from `at`, which is no blank, to the end of the line. */
static struct yaml_node *read_scalar(const struct plain_reader *reader, size_t at)
{
	struct slice text = line_from(reader, at);
	while (text.ptr[text.len - 1] == ' ')
		text.len--;
	bool is_quoted = text.ptr[0] == '"' || text.ptr[0] == '\'';
	if (!is_usual_text(text) || !(is_quoted ? is_one_quoted(text) : is_one_plain(text)))
		return NULL;
	struct slice value = is_quoted ? slice_sub(text, 1, text.len - 1) : text;
	struct yaml_node *node = new_node(reader, (struct span){at, at + text.len}, value);
	if (node)
		node->is_quoted = is_quoted;
	return node;
}

/* --- Lines -------------------------------------------------------------- */

static size_t key_end(const struct plain_reader *reader)
{
	const char *bytes = reader->text.ptr;
	size_t at = reader->line.start;
	if (!ascii_is_alpha(bytes[at]))
		return at;
	while (at < reader->line.end && (ascii_is_alnum(bytes[at]) || bytes[at] == '.' ||
					 bytes[at] == '-' || bytes[at] == '_'))
		at++;
	return at;
}

static bool has_key(const struct yaml_node *map, struct slice key)
{
	for (const struct yaml_node *value = map->first; value; value = value->next)
		if (slice_eq(value->key->text, key))
			return true;
	return false;
}

static bool read_entry(struct plain_reader *reader)
{
	struct span at = {reader->line.start, key_end(reader)};
	struct slice key = slice_sub(reader->text, at.start, at.end);
	bool is_key = key.len && key.len <= KEY_MAX_BYTES && at.end < reader->line.end &&
		      reader->text.ptr[at.end] == ':';
	if (!is_key || reader->map->count == KEYS_MAX || has_key(reader->map, key))
		return false;
	size_t colon_end = at.end + 1;
	size_t start = skip_spaces(reader, colon_end);
	bool is_empty = start == reader->line.end;
	if (!is_empty && start == colon_end)
		return false;
	struct yaml_node *name = new_node(reader, at, key);
	struct yaml_node *value =
		is_empty ? new_node(reader, (struct span){colon_end, colon_end}, SLICE(""))
			 : read_scalar(reader, start);
	if (!name || !value)
		return false;
	value->key = name;
	if (!reader->map->first) {
		reader->map->at.start = at.start;
		reader->map->start = name->start;
	}
	append(reader->map, value);
	return true;
}

/* The entry above has a list from here on. */
static bool begin_list(struct plain_reader *reader, struct yaml_node *value, size_t dash)
{
	bool is_open = value->kind == YAML_SCALAR && value->at.start == value->at.end;
	if (!is_open)
		return false;
	value->kind = YAML_LIST;
	value->text = (struct slice){0};
	value->at = (struct span){dash, dash};
	reader->indent = dash - reader->line.start;
	value->start = (struct position){reader->number, reader->indent + 1};
	return true;
}

static bool read_item(struct plain_reader *reader, size_t dash)
{
	struct yaml_node *list = reader->map->last;
	size_t start = skip_spaces(reader, dash + 1);
	bool has_scalar = start > dash + 1 && start < reader->line.end;
	if (!list || !has_scalar || reader->n_items++ == ITEMS_MAX)
		return false;
	if (list->kind != YAML_LIST && !begin_list(reader, list, dash))
		return false;
	struct yaml_node *item = read_scalar(reader, start);
	if (!item || dash - reader->line.start != reader->indent)
		return false;
	append(list, item);
	reader->map->at.end = list->at.end;
	return true;
}

static bool read_line(struct plain_reader *reader)
{
	size_t at = skip_spaces(reader, reader->line.start);
	if (at == reader->line.end)
		return true;
	return reader->text.ptr[at] == '-' ? read_item(reader, at) : read_entry(reader);
}

static bool read_lines(struct plain_reader *reader, struct span part)
{
	struct slice rest = slice_sub(reader->text, part.start, part.end);
	struct slice line;
	for (; slice_next_line(&rest, &line); reader->number++) {
		size_t start = (size_t)(line.ptr - reader->text.ptr);
		reader->line = (struct span){start, start + line.len};
		if (!read_line(reader))
			return false;
	}
	return reader->map->count > 0;
}

struct yaml_node *yaml_plain_read(struct arena *arena, struct slice text, struct span part,
				  size_t line)
{
	struct arena_mark mark = arena_mark(arena);
	struct plain_reader reader = {.arena = arena, .text = text, .number = line};
	reader.map = arena_alloc(arena, sizeof(*reader.map));
	if (reader.map) {
		reader.map->kind = YAML_MAP;
		if (read_lines(&reader, part))
			return reader.map;
	}
	arena_rewind(arena, mark);
	return NULL;
}
