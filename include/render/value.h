/*
 * The data that a template sees: a tree of nothing, true, text, lists and
 * objects. An object is a small table from key to value that keeps the order
 * in which keys were set; a number is text that the caller wrote.
 *
 *     struct value *page = value_object(arena);
 *     value_set_text(arena, page, "title", article->title);
 *     value_set_printf(arena, page, "count", "%zu", count);
 *     value_set_bool(arena, page, "draft", draft);
 *     struct value *codes = value_set_list(arena, page, "codes");
 *     for (…) {
 *             struct value *code = value_append_object(arena, codes);
 *             value_set_text(arena, code, "code", entry->code);
 *     }
 *
 * The tree lives in the arena, which must be one that ends the program when
 * memory is out (arena_init_must). Keys and texts are borrowed: their bytes
 * must live as long as the tree; arena_copy() makes that so.
 *
 * A value that is no longer changed may be a part of several trees and be
 * read by several threads: one menu serves every page. A tree must not
 * contain itself.
 */
#ifndef RENDER_VALUE_H
#define RENDER_VALUE_H

#include "base/arena.h"
#include "base/slice.h"

#include <stdint.h>

enum value_kind { VALUE_NOTHING, VALUE_TRUE, VALUE_TEXT, VALUE_LIST, VALUE_OBJECT, VALUE_LATER };

/* Keys are told apart by marks, small numbers that others may share, before they are
   compared. */
enum { VALUE_MARKS = 64 };

struct value_member {
	struct slice key;
	const struct value *value; /* never NULL */
	size_t mark;               /* private: of the key */
};

/* A key that is asked for often, with its mark. */
struct value_key {
	struct slice name;
	size_t mark;
};

/* Read these fields; change them through the functions below. */
struct value {
	enum value_kind kind;
	bool is_plain; /* of a text: HTML escapes nothing in it */
	union {
		struct slice text;
		struct {
			struct slice before;
			const struct value_key *key;
		} later;
		struct {
			const struct value **items;
			uint32_t count;
			uint32_t capacity;
		} list;
		struct {
			struct value_member *members;
			uint32_t count;
			uint32_t capacity;
			unsigned char *first; /* private: of each mark, where it is first */
		} object;
	};
};

/* Making values. value_bool() gives true, or nothing for false. */
struct value *value_object(struct arena *arena);
struct value *value_list(struct arena *arena);
const struct value *value_text(struct arena *arena, struct slice text);
const struct value *value_bool(bool is_true);

/* A text that is written more than once: whether anything in it has to be escaped is
   asked here, and never again. */
const struct value *value_text_often(struct arena *arena, struct slice text);

/* Of data that is known before the rest (mustache_bind): a text that ends with the value
   that the rest will have under `key`, which names nothing else. */
const struct value *value_later(struct arena *arena, struct slice before, const char *key);

/* Here, so that of a literal all is known when the program is compiled. */
static inline struct value_key value_key(struct slice name)
{
	if (name.len == 0)
		return (struct value_key){0};
	size_t first = (unsigned char)name.ptr[0];
	size_t last = (unsigned char)name.ptr[name.len - 1];
	return (struct value_key){name, (first * 7 + last * 3 + name.len) % VALUE_MARKS};
}

/* Putting values under the key of an object. A key set again keeps its
   place and takes the new value; NULL as the value is nothing. */
void value_set_key(struct arena *arena, struct value *object, struct value_key key,
		   const struct value *value);

static inline void value_set(struct arena *arena, struct value *object, const char *key,
			     const struct value *value)
{
	value_set_key(arena, object, value_key(slice_from(key)), value);
}

static inline void value_set_text(struct arena *arena, struct value *object, const char *key,
				  struct slice text)
{
	value_set(arena, object, key, value_text(arena, text));
}

static inline void value_set_bool(struct arena *arena, struct value *object, const char *key,
				  bool is_true)
{
	value_set(arena, object, key, value_bool(is_true));
}

void value_set_str(struct arena *arena, struct value *object, const char *key,
		   const char *terminated);
__attribute__((format(printf, 4, 5))) void value_set_printf(struct arena *arena,
							    struct value *object, const char *key,
							    const char *format, ...);

/* The same with a new, empty object or list, returned to be filled. */
struct value *value_set_object(struct arena *arena, struct value *object, const char *key);
struct value *value_set_list(struct arena *arena, struct value *object, const char *key);

/* Appending to a list. */
void value_append(struct arena *arena, struct value *list, const struct value *value);
void value_append_text(struct arena *arena, struct value *list, struct slice text);
struct value *value_append_object(struct arena *arena, struct value *list);

/* The value under a key; NULL when there is none, or `value` is no object. */
const struct value *value_get(const struct value *value, struct slice key);

/* Private: the mark where no key has it, or one that only comes later. */
enum { VALUE_NOWHERE = 0xFF };

/* Private: of the members from `at` on, or NULL. */
static inline struct value_member *value_find(const struct value *object,
					      const struct value_key *key, size_t at)
{
	struct value_member *end = object->object.members + object->object.count;
	for (struct value_member *member = object->object.members + at; member < end; member++)
		if (member->mark == key->mark && slice_eq(member->key, key->name))
			return member;
	return NULL;
}

static inline const struct value *value_get_key(const struct value *value,
						const struct value_key *key)
{
	if (!value || value->kind != VALUE_OBJECT)
		return NULL;
	size_t at = value->object.first[key->mark];
	const struct value_member *member = at == VALUE_NOWHERE ? NULL : value_find(value, key, at);
	return member ? member->value : NULL;
}

/* Whether a section over the value is shown: false for NULL, nothing, the
   empty text and the empty list; true for all else, also for an empty object
   and for the text "0". Of what comes later, only what is known counts. */
bool value_is_true(const struct value *value);

#endif
