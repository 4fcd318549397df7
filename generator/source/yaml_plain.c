/* A line at a time, each a key or an item of the list below the last key. */
#include "yaml_plain.h"

#include "yaml_tree.h"

#include "text/unicode.h"

#include <string.h>

enum {
	PART_MAX = 16384, /* bytes; a quarter of them may be nodes: far from any limit */
	KEYS_MAX = 64,    /* each is compared with all before it */
	KEY_MAX = 128     /* bytes; of more than 1,024 libyaml makes no key */
};

struct reader {
	struct arena *arena;
	struct slice text;
	struct slice line; /* without its end and the blanks before it */
	size_t line_start;
	size_t line_number;
	struct yaml_node *root;
	size_t indent; /* of the items of the list at hand */
};

static size_t behind_blanks(struct slice line, size_t at)
{
	while (at < line.len && line.ptr[at] == ' ')
		at++;
	return at;
}

/* Not the line ends that only YAML knows (U+0085, U+2028, U+2029), nor anything that
   libyaml refuses. No tabs. */
static bool has_plain_characters(struct slice line)
{
	for (size_t at = 0; at < line.len;) {
		if ((signed char)line.ptr[at] >= ' ') {
			if (line.ptr[at++] == 0x7F)
				return false;
			continue;
		}
		int32_t c = utf8_next(line, &at);
		bool is_east_asian = c >= 0x3000 && c < 0xD800;
		bool is_wide_or_narrow = c >= 0xFF00 && c < 0xFFF0;
		if (!is_east_asian && !is_wide_or_narrow)
			return false;
	}
	return true;
}

/* What a value begins with that is more than a text: YAML 1.1 section 5.3. */
static bool is_indicator(char c)
{
	return strchr("-?:,[]{}#&*!|>'\"%@`", c) != NULL;
}

/* Without a colon or a number sign that would end it. */
static bool is_plain_value(struct slice value)
{
	if (is_indicator(value.ptr[0]))
		return false;
	for (size_t i = 1; i < value.len; i++) {
		bool is_colon = value.ptr[i] == ':';
		if (is_colon && (i + 1 == value.len || value.ptr[i + 1] == ' '))
			return false;
		if (value.ptr[i] == '#' && value.ptr[i - 1] == ' ')
			return false;
	}
	return true;
}

/* In one pair of quotes, where nothing stands for something else. */
static bool is_quoted_value(struct slice value)
{
	char quote = value.ptr[0];
	if ((quote != '"' && quote != '\'') || slice_find_char(value, quote, 1) != value.len - 1)
		return false;
	return quote == '\'' || slice_find_char(value, '\\', 1) == SLICE_NONE;
}

static struct yaml_node *new_node(const struct reader *reader, enum yaml_kind kind, size_t start,
				  size_t end)
{
	struct yaml_node *node = arena_alloc(reader->arena, sizeof(*node));
	if (!node)
		return NULL;
	node->kind = kind;
	node->at = (struct span){reader->line_start + start, reader->line_start + end};
	/* Before it are only blanks, a dash, a key: each byte is a character. */
	node->start = (struct position){reader->line_number, start + 1};
	return node;
}

static struct yaml_node *new_scalar(const struct reader *reader, size_t start, size_t end,
				    bool is_quoted)
{
	struct yaml_node *node = new_node(reader, YAML_SCALAR, start, end);
	if (!node)
		return NULL;
	node->is_quoted = is_quoted;
	node->text = arena_copy(reader->arena,
				slice_sub(reader->line, start + is_quoted, end - is_quoted));
	return node->text.ptr ? node : NULL;
}

/* What stands from here to the end of the line. */
static struct yaml_node *read_value(const struct reader *reader, size_t start)
{
	struct slice value = slice_skip(reader->line, start);
	bool is_quoted = is_quoted_value(value);
	if (!is_quoted && !is_plain_value(value))
		return NULL;
	return new_scalar(reader, start, reader->line.len, is_quoted);
}

static bool is_key_character(char c)
{
	return ascii_is_alnum(c) || c == '.' || c == '_' || c == '-';
}

/* How long the key is that the line begins with, before its colon; 0 where it begins
   with none. */
static size_t key_length(struct slice line)
{
	size_t len = 0;
	while (len < line.len && is_key_character(line.ptr[len]))
		len++;
	bool ends = len < line.len && line.ptr[len] == ':' &&
		    (len + 1 == line.len || line.ptr[len + 1] == ' ');
	return ends && len <= KEY_MAX && ascii_is_alpha(line.ptr[0]) ? len : 0;
}

static bool read_field(struct reader *reader, size_t key_len)
{
	struct yaml_node *root = reader->root;
	if (root->count == KEYS_MAX || yaml_find(root, slice_sub(reader->line, 0, key_len)))
		return false;
	struct yaml_node *key = new_scalar(reader, 0, key_len, false);
	size_t start = behind_blanks(reader->line, key_len + 1);
	struct yaml_node *value = NULL;
	if (start == reader->line.len)
		value = new_scalar(reader, key_len + 1, key_len + 1, false);
	else
		value = read_value(reader, start);
	if (!key || !value)
		return false;
	value->key = key;
	yaml_append(root, value);
	return true;
}

/* A key without a value, which its first item makes a list. */
static void begin_list(struct reader *reader, struct yaml_node *value, size_t dash)
{
	value->kind = YAML_LIST;
	value->text = (struct slice){0};
	value->at.start = reader->line_start + dash;
	value->start = (struct position){reader->line_number, dash + 1};
	reader->indent = dash;
}

static bool read_item(struct reader *reader)
{
	struct yaml_node *list = reader->root->last;
	size_t dash = behind_blanks(reader->line, 0);
	size_t start = behind_blanks(reader->line, dash + 1);
	if (!list || start >= reader->line.len || start == dash + 1 ||
	    reader->line.ptr[dash] != '-')
		return false;
	if (list->kind == YAML_SCALAR && !list->text.len && !list->is_quoted)
		begin_list(reader, list, dash);
	if (list->kind != YAML_LIST || dash != reader->indent)
		return false;
	struct yaml_node *item = read_value(reader, start);
	if (!item)
		return false;
	yaml_append(list, item);
	list->at.end = item->at.end;
	return true;
}

static struct slice without_blanks_behind(struct slice line)
{
	while (line.len && line.ptr[line.len - 1] == ' ')
		line.len--;
	return line;
}

static bool read_line(struct reader *reader, struct slice line)
{
	reader->line = without_blanks_behind(line);
	if (!has_plain_characters(reader->line))
		return false;
	size_t key_len = key_length(reader->line);
	return key_len ? read_field(reader, key_len) : read_item(reader);
}

static bool read_lines(struct reader *reader, struct span part)
{
	struct slice rest = slice_sub(reader->text, part.start, part.end);
	struct slice line;
	for (; slice_next_line(&rest, &line); reader->line_number++) {
		reader->line_start = (size_t)(line.ptr - reader->text.ptr);
		if (!read_line(reader, line))
			return false;
	}
	struct yaml_node *root = reader->root;
	if (root->last)
		root->at.end = root->last->at.end;
	return root->last != NULL;
}

struct yaml_node *yaml_plain_read(struct arena *arena, struct slice text, struct span part,
				  size_t line)
{
	struct reader reader = {
		.arena = arena, .text = text, .line_start = part.start, .line_number = line};
	struct arena_mark mark = arena_mark(arena);
	if (part.end - part.start <= PART_MAX)
		reader.root = new_node(&reader, YAML_MAP, 0, 0);
	if (reader.root && read_lines(&reader, part))
		return reader.root;
	arena_rewind(arena, mark);
	return NULL;
}
