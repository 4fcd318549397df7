/*
 * Finds the two lines around the front matter, has the YAML between them read
 * and lays its tree out as a flat list of fields. Whatever is wrong, the
 * article is read on.
 */
#include "source/front_matter.h"

#include "front_matter_rules.h"

#include "source/yaml.h"

/* Maps below a longer key stay one value: repeated before each of 100,000 keys,
   a long prefix would fill the memory. */
enum { PREFIX_MAX_BYTES = 256 };

/* Where things lie in the article. */
struct borders {
	struct span opening; /* the first "---", without its line end */
	struct span yaml;
	size_t end; /* behind the closing line */
	bool is_closed;
};

struct filling {
	struct front_matter *front;
	struct arena *arena;
	struct findings *findings;
};

/* A line of just this marker; blanks behind it are allowed. */
static bool is_marker(struct slice line, struct slice marker)
{
	return slice_starts_with(line, marker) && slice_is_blank(slice_skip(line, marker.len));
}

/* False where the text does not begin with front matter. */
static bool find_borders(struct slice bytes, struct borders *borders)
{
	size_t bom = slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
	struct slice rest = slice_skip(bytes, bom);
	struct slice line;
	if (!slice_next_line(&rest, &line) || !is_marker(line, SLICE("---")))
		return false;
	borders->opening = (struct span){bom, bom + line.len};
	borders->is_closed = false;
	size_t start = bytes.len - rest.len;
	for (size_t at = start; slice_next_line(&rest, &line); at = bytes.len - rest.len) {
		if (!is_marker(line, SLICE("---")) && !is_marker(line, SLICE("...")))
			continue;
		borders->yaml = (struct span){start, at};
		borders->end = bytes.len - rest.len;
		borders->is_closed = true;
		break;
	}
	return true;
}

/* The list's items, joined; a map in it as "key: value". Not deeper than
   YAML_DEPTH_MAX. */
static void append_value(const struct yaml_node *node, struct buffer *out)
{
	if (node->kind == YAML_SCALAR) {
		buffer_slice(out, node->text);
		return;
	}
	for (const struct yaml_node *item = node->first; item; item = item->next) {
		if (item->key) {
			buffer_slice(out, item->key->text);
			buffer_str(out, ": ");
		}
		append_value(item, out);
		if (item->next)
			buffer_str(out, ", ");
	}
}

static enum status field_value(struct filling *filling, const struct yaml_node *node,
			       struct slice *out)
{
	*out = node->text;
	if (node->kind == YAML_SCALAR)
		return STATUS_OK;
	struct buffer joined;
	buffer_init(&joined, BUFFER_MAX_PAGE);
	append_value(node, &joined);
	*out = arena_copy(filling->arena, buffer_view(&joined));
	bool is_whole = !joined.failed && out->ptr;
	buffer_release(&joined);
	return is_whole ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status report_repeated(struct filling *filling, const struct yaml_node *value)
{
	struct findings *findings = filling->findings;
	struct finding *finding =
		findings_add(findings, &rule_front_duplicate_key, LANG_BOTH, value->key->at);
	struct slice line = arena_printf(filling->arena, "%zu", value->repeats->start.line);
	if (!finding || !line.ptr)
		return STATUS_NO_MEMORY;
	enum status status = finding_arg(findings, finding, value->key->text);
	return status == STATUS_OK ? finding_arg(findings, finding, line) : status;
}

/* A key of "a.b" for a key "b" below "a". The pointer is NULL when memory is
   out. */
static struct slice field_key(struct filling *filling, struct slice prefix, struct slice key)
{
	if (!prefix.len)
		return key;
	return arena_printf(filling->arena, "%.*s.%.*s", SLICE_ARG(prefix), SLICE_ARG(key));
}

static bool is_laid_out(const struct yaml_node *value, size_t key_bytes)
{
	return value->kind == YAML_MAP && value->count && key_bytes <= PREFIX_MAX_BYTES;
}

static enum status add_fields(struct filling *filling, const struct yaml_node *map,
			      struct slice prefix)
{
	struct front_matter *front = filling->front;
	enum status status = STATUS_OK;
	for (const struct yaml_node *value = map->first; value && status == STATUS_OK;
	     value = value->next) {
		struct slice key = field_key(filling, prefix, value->key->text);
		if (!key.ptr)
			return STATUS_NO_MEMORY;
		if (value->repeats)
			status = report_repeated(filling, value);
		if (status != STATUS_OK)
			return status;
		if (is_laid_out(value, key.len)) {
			status = add_fields(filling, value, key);
			continue;
		}
		struct front_matter_field *field = &front->fields[front->count++];
		*field = (struct front_matter_field){.key = key, .at = value->at};
		status = field_value(filling, value, &field->value);
	}
	return status;
}

/* How many values there are, at any depth: at least as many as fields. */
static size_t count_values(const struct yaml_node *map)
{
	size_t n = map->count;
	for (const struct yaml_node *value = map->first; value; value = value->next)
		n += count_values(value);
	return n;
}

static enum status report_yaml(struct filling *filling, struct span at,
			       const char *const message[LANG_SIDES])
{
	struct findings *findings = filling->findings;
	struct finding *finding = findings_add(findings, &rule_front_yaml, LANG_BOTH, at);
	if (!finding)
		return STATUS_NO_MEMORY;
	enum status status = finding_arg(findings, finding, slice_from(message[LANG_EN]));
	if (status != STATUS_OK)
		return status;
	return finding_arg(findings, finding, slice_from(message[LANG_JA]));
}

/* From a place to the end of its line. */
static struct span rest_of_line(struct slice bytes, size_t start, size_t limit)
{
	struct slice rest = slice_sub(bytes, start, limit);
	struct slice line = {0};
	slice_next_line(&rest, &line);
	return (struct span){start, start + line.len};
}

static enum status take_map(struct filling *filling, const struct yaml_node *map)
{
	size_t n = count_values(map);
	struct front_matter *front = filling->front;
	front->fields = arena_array(filling->arena, n, sizeof(*front->fields));
	if (!front->fields)
		return STATUS_NO_MEMORY;
	return add_fields(filling, map, (struct slice){0});
}

/* A value that stops in the middle of its line, at the error, is half a value:
   "title: Error: denied" must not become the title "Error". */
static void drop_half_value(struct front_matter *front, struct slice bytes, size_t error)
{
	if (front->count == 0)
		return;
	struct span last = front->fields[front->count - 1].at;
	if (last.end <= error && !slice_contains(slice_sub(bytes, last.end, error), SLICE("\n")))
		front->count--;
}

static enum status read_yaml(struct filling *filling, struct slice bytes, struct span yaml)
{
	static const char *const no_map[LANG_SIDES] = {
		"this is no list of keys; write \"key: value\" lines",
		"キーの一覧になっていません。「キー: 値」の行を書いてください"};
	struct yaml_node *root;
	struct yaml_error error;
	enum status status =
		yaml_read(filling->arena, bytes, yaml, YAML_KEEP_REPEATED, &root, &error);
	if (status == STATUS_NO_MEMORY)
		return status;
	bool is_map = root && root->kind == YAML_MAP;
	if (status == STATUS_FAILED)
		status = report_yaml(filling, rest_of_line(bytes, error.offset, yaml.end),
				     error.message);
	else if (root && !is_map)
		status =
			report_yaml(filling, rest_of_line(bytes, root->at.start, yaml.end), no_map);
	if (status == STATUS_OK && is_map)
		status = take_map(filling, root);
	if (error.status == STATUS_FAILED)
		drop_half_value(filling->front, bytes, error.offset);
	return status;
}

enum status front_matter_read(struct front_matter *front, struct arena *arena, struct slice bytes,
			      struct findings *findings)
{
	*front = (struct front_matter){0};
	struct borders borders;
	if (!find_borders(bytes, &borders))
		return STATUS_OK;
	if (!borders.is_closed)
		return findings_add(findings, &rule_front_unclosed, LANG_BOTH, borders.opening)
			       ? STATUS_OK
			       : STATUS_NO_MEMORY;
	front->whole = (struct span){borders.opening.start, borders.end};
	struct filling filling = {front, arena, findings};
	return read_yaml(&filling, bytes, borders.yaml);
}

const struct front_matter_field *front_matter_field(const struct front_matter *front,
						    const char *key)
{
	const struct slice name = slice_from(key);
	for (size_t i = 0; i < front->count; i++)
		if (slice_eq(front->fields[i].key, name))
			return &front->fields[i];
	return NULL;
}

struct slice front_matter_get(const struct front_matter *front, const char *key)
{
	const struct front_matter_field *field = front_matter_field(front, key);
	return field ? field->value : (struct slice){0};
}
