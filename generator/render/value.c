/* The tree that templates read, in an arena; tables that double when full. */
#include "render/value.h"

#include "text/html.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CAPACITY_FIRST = 8 };

static const struct value nothing = {.kind = VALUE_NOTHING};
static const struct value is_so = {.kind = VALUE_TRUE};

/* Items are plain data: the old copy stays in the arena until it is released,
   which costs less than the table itself. */
static void *room(struct arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	*capacity = *capacity ? *capacity * 2 : CAPACITY_FIRST;
	void *grown = arena_array_raw(arena, *capacity, size);
	if (count)
		memcpy(grown, items, count * size);
	return grown;
}

static struct value *new_value(struct arena *arena, enum value_kind kind)
{
	struct value *value = arena_array_raw(arena, 1, sizeof(*value));
	*value = (struct value){.kind = kind};
	return value;
}

/* With the table of marks behind it. */
struct value *value_object(struct arena *arena)
{
	struct value *value = arena_array_raw(arena, 1, sizeof(*value) + VALUE_MARKS);
	unsigned char *first = (unsigned char *)(value + 1);
	memset(first, VALUE_NOWHERE, VALUE_MARKS);
	*value = (struct value){.kind = VALUE_OBJECT, .object.first = first};
	return value;
}

struct value *value_list(struct arena *arena)
{
	return new_value(arena, VALUE_LIST);
}

const struct value *value_text(struct arena *arena, struct slice text)
{
	struct value *value = new_value(arena, VALUE_TEXT);
	value->text = text;
	return value;
}

const struct value *value_text_often(struct arena *arena, struct slice text)
{
	struct value *value = new_value(arena, VALUE_TEXT);
	value->text = text;
	value->is_plain = html_is_plain(text);
	return value;
}

const struct value *value_later(struct arena *arena, struct slice before, const char *key)
{
	struct value *value = new_value(arena, VALUE_LATER);
	struct value_key *later = arena_alloc(arena, sizeof(*later));
	*later = value_key(slice_from(key));
	value->later.before = before;
	value->later.key = later;
	return value;
}

const struct value *value_bool(bool is_true)
{
	return is_true ? &is_so : &nothing;
}

/* Of a mark that comes as late as no byte can say, all before it are looked at. */
static void note_mark(struct value *object, size_t mark)
{
	unsigned char *first = &object->object.first[mark];
	size_t at = object->object.count;
	if (*first == VALUE_NOWHERE)
		*first = at < VALUE_NOWHERE ? (unsigned char)at : VALUE_NOWHERE - 1;
}

void value_set_key(struct arena *arena, struct value *object, struct value_key key,
		   const struct value *value)
{
	assert(object->kind == VALUE_OBJECT);
	if (!value)
		value = &nothing;
	size_t at = object->object.first[key.mark];
	struct value_member *member = at == VALUE_NOWHERE ? NULL : value_find(object, &key, at);
	if (member) {
		member->value = value;
		return;
	}
	object->object.members = room(arena, object->object.members, object->object.count,
				      &object->object.capacity, sizeof(*object->object.members));
	note_mark(object, key.mark);
	object->object.members[object->object.count++] =
		(struct value_member){key.name, value, key.mark};
}

void value_set_str(struct arena *arena, struct value *object, const char *key,
		   const char *terminated)
{
	value_set_text(arena, object, key, slice_from(terminated));
}

void value_set_printf(struct arena *arena, struct value *object, const char *key,
		      const char *format, ...)
{
	va_list args;
	va_start(args, format);
	value_set_text(arena, object, key, arena_vprintf(arena, format, args));
	va_end(args);
}

struct value *value_set_object(struct arena *arena, struct value *object, const char *key)
{
	struct value *value = value_object(arena);
	value_set(arena, object, key, value);
	return value;
}

struct value *value_set_list(struct arena *arena, struct value *object, const char *key)
{
	struct value *value = value_list(arena);
	value_set(arena, object, key, value);
	return value;
}

void value_append(struct arena *arena, struct value *list, const struct value *value)
{
	assert(list->kind == VALUE_LIST);
	list->list.items = room(arena, list->list.items, list->list.count, &list->list.capacity,
				sizeof(*list->list.items));
	list->list.items[list->list.count++] = value ? value : &nothing;
}

void value_append_text(struct arena *arena, struct value *list, struct slice text)
{
	value_append(arena, list, value_text(arena, text));
}

struct value *value_append_object(struct arena *arena, struct value *list)
{
	struct value *value = value_object(arena);
	value_append(arena, list, value);
	return value;
}

const struct value *value_get(const struct value *value, struct slice key)
{
	struct value_key name = value_key(key);
	return value_get_key(value, &name);
}

bool value_is_true(const struct value *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case VALUE_NOTHING:
		return false;
	case VALUE_TEXT:
		return value->text.len > 0;
	case VALUE_LIST:
		return value->list.count > 0;
	case VALUE_LATER:
		return value->later.before.len > 0;
	case VALUE_TRUE:
	case VALUE_OBJECT:
		return true;
	}
	return false;
}
