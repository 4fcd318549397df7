/*
 * Runs a template on a part of its data: what is known becomes text, what is not
 * stays an op. Partials are put in, so that of a page's many ops few are left.
 * What cannot be bound gives up, and runs as it is with all of the data.
 */
#include "base/array.h"
#include "render/mustache_ops.h"
#include "text/html.h"

#include <stdlib.h>
#include <string.h>

/* Ops looked at: partials that include each other twice at each level would else
   take all memory. */
enum { STEPS_MAX = 1 << 16 };

/* The partials that are being put in, innermost first. One that includes itself
   is not put in again: only data can tell where it ends. */
struct inside {
	const struct mustache *partial;
	const struct inside *outer;
	size_t depth;
};

struct binding {
	struct arena *arena;
	const struct scope *scope; /* a value of NULL: not known yet */
	const struct indent *indent;
	const struct inside *inside;
	struct buffer text; /* at the end, and no op yet */
	struct op *ops;
	size_t n_ops;
	size_t capacity;
	size_t steps;
	bool gives_up;
};

static void bind_ops(struct binding *b, const struct op *ops, size_t n_ops);

/* --- Ops of the copy ------------------------------------------------------ */

static size_t add_op(struct binding *b, struct op op)
{
	if (!array_room(&b->ops, &b->capacity, b->n_ops + 1))
		out_of_memory();
	op.starts_line = false; /* indentation is put in too */
	op.last = b->n_ops;
	b->ops[b->n_ops] = op;
	return b->n_ops++;
}

static void end_text(struct binding *b)
{
	if (b->text.failed)
		out_of_memory();
	if (b->text.len == 0)
		return;
	add_op(b,
	       (struct op){.kind = OP_TEXT, .text = arena_copy(b->arena, buffer_view(&b->text))});
	buffer_clear(&b->text);
}

static size_t keep_op(struct binding *b, const struct op *op)
{
	end_text(b);
	return add_op(b, *op);
}

/* An op whose value, as far as it is known, is this: under the name that the rest of
   the data has for it. */
static size_t keep_named(struct binding *b, const struct op *op, const struct value *value)
{
	struct op named = *op;
	if (value && value->kind == VALUE_LATER) {
		named.keys = value->later.key;
		named.n_keys = 1;
	}
	return keep_op(b, &named);
}

/* --- One handler a kind of op --------------------------------------------- */

/* Nothing is known of the value that is asked for as ".", where none is known
   around it. */
static bool is_known(const struct binding *b, const struct op *op)
{
	if (op->n_keys == 0)
		return b->scope->value != NULL;
	for (const struct scope *scope = b->scope; scope; scope = scope->outer)
		if (value_get_key(scope->value, &op->keys[0]))
			return true;
	return false;
}

static void bind_text(struct binding *b, const struct op *op)
{
	mustache_put_text(&b->text, b->indent, op);
}

static void bind_value(struct binding *b, const struct op *op,
		       void put(struct buffer *, const struct value *))
{
	const struct value *value = mustache_look_up(b->scope, op);
	bool is_later = value && value->kind == VALUE_LATER;
	if (is_later)
		put(&b->text, &(struct value){.kind = VALUE_TEXT, .text = value->later.before});
	if (is_later || !is_known(b, op))
		keep_named(b, op, value);
	else
		put(&b->text, value);
}

static void bind_escaped(struct binding *b, const struct op *op)
{
	bind_value(b, op, mustache_put_escaped);
}

static void bind_raw(struct binding *b, const struct op *op)
{
	bind_value(b, op, mustache_put_raw);
}

/* The ops of a section and its end, which may begin a line. */
static void bind_inner(struct binding *b, const struct op *section)
{
	size_t first = (size_t)(section - section->template->ops) + 1;
	bind_ops(b, section + 1, section->last + 1 - first);
}

static void bind_body(struct binding *b, const struct op *op, const struct value *value)
{
	const struct scope *outer = b->scope;
	const struct scope scope = {value, outer};
	b->scope = &scope;
	bind_inner(b, op);
	b->scope = outer;
}

static void keep_section(struct binding *b, const struct op *op)
{
	size_t at = keep_named(b, op, mustache_look_up(b->scope, op));
	if (op->kind == OP_SECTION)
		bind_body(b, op, NULL);
	else
		bind_inner(b, op);
	size_t end = keep_op(b, &op->template->ops[op->last]);
	b->ops[at].last = end;
}

/* What is still to come may be the empty text, unless text before it is known. */
static bool is_open(const struct binding *b, const struct op *op)
{
	const struct value *value = mustache_look_up(b->scope, op);
	bool is_later = value && value->kind == VALUE_LATER;
	return is_later ? !value_is_true(value) : !is_known(b, op);
}

static void bind_section(struct binding *b, const struct op *op)
{
	if (is_open(b, op)) {
		keep_section(b, op);
		return;
	}
	const struct value *value = mustache_look_up(b->scope, op);
	if (!value_is_true(value))
		return;
	if (value->kind != VALUE_LIST) {
		bind_body(b, op, value);
		return;
	}
	for (size_t i = 0; i < value->list.count; i++)
		bind_body(b, op, value->list.items[i]);
}

static void bind_inverted(struct binding *b, const struct op *op)
{
	if (is_open(b, op))
		keep_section(b, op);
	else if (!value_is_true(mustache_look_up(b->scope, op)))
		bind_inner(b, op);
}

static void bind_end(struct binding *b, const struct op *op)
{
	(void)b;
	(void)op;
}

static bool is_inside(const struct binding *b, const struct mustache *partial)
{
	const struct inside *inside = b->inside;
	while (inside && inside->partial != partial)
		inside = inside->outer;
	return inside != NULL;
}

/* A section over what is known leaves nothing to look up in when the copy runs. */
static bool is_in_known(const struct binding *b)
{
	const struct scope *scope = b->scope;
	while (scope->outer && !scope->value)
		scope = scope->outer;
	return scope->outer != NULL;
}

/* With all of the indentation that it would run with. */
static void keep_partial(struct binding *b, const struct op *op, const struct indent *indent)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	mustache_put_indent(&text, indent);
	size_t at = keep_op(b, op);
	b->ops[at].indent = arena_copy(b->arena, buffer_view(&text));
	buffer_release(&text);
}

/* A partial within a line is not indented. */
static void bind_partial(struct binding *b, const struct op *op)
{
	const struct indent *outer = b->indent;
	const struct indent indent = {op->indent, outer};
	const struct inside *around = b->inside;
	const struct inside inside = {op->partial, around, around ? around->depth + 1 : 1};
	if (!op->partial)
		return;
	if (is_inside(b, op->partial)) {
		b->gives_up |= is_in_known(b);
		keep_partial(b, op, op->alone ? &indent : NULL);
		return;
	}
	b->gives_up |= inside.depth > MUSTACHE_MAX_PARTIALS;
	b->indent = op->alone ? (op->indent.len ? &indent : outer) : NULL;
	b->inside = &inside;
	bind_ops(b, op->partial->ops, op->partial->n_ops);
	b->inside = around;
	b->indent = outer;
}

static void bind_ops(struct binding *b, const struct op *ops, size_t n_ops)
{
	static void (*const handlers[])(struct binding *, const struct op *) = {
		[OP_TEXT] = bind_text,       [OP_ESCAPED] = bind_escaped,   [OP_RAW] = bind_raw,
		[OP_SECTION] = bind_section, [OP_INVERTED] = bind_inverted, [OP_END] = bind_end,
		[OP_PARTIAL] = bind_partial,
	};
	const struct op *end = ops + n_ops;
	while (ops < end && !b->gives_up) {
		b->gives_up = ++b->steps > STEPS_MAX || b->text.len > MUSTACHE_MAX_BYTES;
		if (ops->starts_line && ops->kind != OP_TEXT)
			mustache_put_indent(&b->text, b->indent);
		handlers[ops->kind](b, ops);
		ops = &ops->template->ops[ops->last + 1];
	}
}

struct mustache *mustache_bind(struct arena *arena, const struct mustache *template,
			       const struct value *known)
{
	const struct scope outermost = {known, NULL};
	const struct scope scope = {NULL, &outermost};
	struct binding b = {.arena = arena, .scope = &scope};
	struct mustache *bound = arena_alloc(arena, sizeof(*bound));
	buffer_init(&b.text, BUFFER_MAX_PAGE);
	bind_ops(&b, template->ops, template->n_ops);
	end_text(&b);
	*bound = *template;
	bound->known = known;
	if (!b.gives_up) {
		bound->n_ops = b.n_ops;
		bound->ops = arena_array(arena, b.n_ops, sizeof(*bound->ops));
		if (b.n_ops)
			memcpy(bound->ops, b.ops, b.n_ops * sizeof(*b.ops));
	}
	free(b.ops);
	buffer_release(&b.text);
	return bound;
}
