/* A test bed for one template and the partials it names. A test includes
   cmocka.h before this. */
#ifndef TESTS_RENDER_BED_H
#define TESTS_RENDER_BED_H

#include "render/mustache.h"
#include "render/told.h"

#include <string.h>

enum { BED_PARTIALS = 80 };

/* A template with named partials, as the suite has them. */
struct bed {
	struct arena arena;
	struct told told;
	struct buffer out;
	struct slice names[BED_PARTIALS];
	struct mustache *partials[BED_PARTIALS];
	size_t n_partials;
	char *blocks[BED_PARTIALS + 1]; /* the texts, to the byte */
	size_t n_blocks;
};

static inline void bed_init(struct bed *bed, enum lang lang)
{
	memset(bed, 0, sizeof(*bed));
	arena_init_must(&bed->arena);
	told_init(&bed->told, lang);
	buffer_init(&bed->out, BUFFER_MAX_PAGE);
}

static inline void bed_release(struct bed *bed)
{
	for (size_t i = 0; i < bed->n_blocks; i++)
		free(bed->blocks[i]);
	buffer_release(&bed->out);
	told_release(&bed->told);
	arena_release(&bed->arena);
}

/* In a block of exactly its size, so that a byte read too far is seen. */
static inline enum status bed_parse(struct bed *bed, const char *file, struct slice text,
				    struct mustache **out)
{
	char *block = malloc(text.len ? text.len : 1);
	assert_non_null(block);
	if (text.len)
		memcpy(block, text.ptr, text.len);
	bed->blocks[bed->n_blocks++] = block;
	*out = NULL;
	return mustache_parse(&bed->arena, file, (struct slice){block, text.len},
			      &bed->told.problems, out);
}

static inline void bed_partial(struct bed *bed, const char *name, struct slice text)
{
	struct mustache *partial;
	assert_int_equal(bed_parse(bed, name, text, &partial), STATUS_OK);
	bed->names[bed->n_partials] = slice_from(name);
	bed->partials[bed->n_partials++] = partial;
}

static inline enum status bed_find(void *context, struct slice name, struct place at,
				   const struct mustache **out)
{
	struct bed *bed = context;
	assert_non_null(at.file);
	assert_true(at.line > 0 && at.column > 0);
	*out = NULL; /* the suite wants the empty text where there is none */
	for (size_t i = 0; i < bed->n_partials; i++)
		if (slice_eq(bed->names[i], name))
			*out = bed->partials[i];
	return STATUS_OK;
}

static inline struct mustache *bed_template(struct bed *bed, struct slice text)
{
	struct mustache *template;
	if (bed_parse(bed, "t.mustache", text, &template) != STATUS_OK)
		fail_msg("%s", told_text(&bed->told));
	assert_int_equal(mustache_link(template, bed_find, bed), STATUS_OK);
	for (size_t i = 0; i < bed->n_partials; i++)
		assert_int_equal(mustache_link(bed->partials[i], bed_find, bed), STATUS_OK);
	return template;
}

/* How much of the data a template is bound to before it runs with the rest. */
enum bound { UNBOUND, BOUND_TO_NOTHING, BOUND_TO_ALL, BOUND_TO_STARTS, BOUND_TO_ENDS, BOUND_KINDS };

/* The data with its own texts still to come, under other keys of `rest`, to their end or
   from their start. */
static inline const struct value *bed_later(struct bed *bed, const struct value *data,
					    enum bound bound, struct value *rest)
{
	struct value *known = value_object(&bed->arena);
	for (size_t i = 0; i < data->object.count; i++) {
		const struct value_member *member = &data->object.members[i];
		const struct value *value = member->value;
		const char *key = arena_printf(&bed->arena, "later_%s", member->key.ptr).ptr;
		if (value->kind == VALUE_TEXT) {
			bool is_start = bound == BOUND_TO_STARTS;
			value_set_text(&bed->arena, rest, key, is_start ? SLICE("") : value->text);
			value = value_later(&bed->arena, is_start ? value->text : SLICE(""), key);
		}
		value_set(&bed->arena, known, member->key.ptr, value);
	}
	return known;
}

static inline enum status bed_run(struct bed *bed, const struct mustache *template,
				  const struct value *data, enum bound bound)
{
	struct value *nothing = value_object(&bed->arena);
	struct value *rest = value_object(&bed->arena);
	/* What "." is of data that is no object stays unknown. */
	bool is_all = bound > BOUND_TO_NOTHING && data && data->kind == VALUE_OBJECT;
	const struct value *known = is_all ? data : nothing;
	if (is_all && bound != BOUND_TO_ALL)
		known = bed_later(bed, data, bound, rest);
	if (bound != UNBOUND)
		template = mustache_bind(&bed->arena, template, known);
	return mustache_run(template, is_all ? rest : data, &bed->told.problems, &bed->out);
}

static inline void bed_expect(struct bed *bed, struct slice text, const struct value *data,
			      const char *expected)
{
	struct mustache *template = bed_template(bed, text);
	for (enum bound bound = UNBOUND; bound < BOUND_KINDS; bound++) {
		buffer_clear(&bed->out);
		buffer_str(&bed->out, "");
		enum status status = bed_run(bed, template, data, bound);
		assert_string_equal(told_text(&bed->told), "");
		assert_int_equal(status, STATUS_OK);
		assert_string_equal(bed->out.ptr, expected);
	}
}

#endif
