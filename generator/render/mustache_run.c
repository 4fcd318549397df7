/*
 * Runs a compiled template. The state is a struct on the stack, so that any
 * number of threads can run one template. Sections and partials recurse; the
 * parser bounds the first, this file the second.
 */
#include "render/html.h"
#include "render/mustache_ops.h"
#include "text/html.h"

/* Ops in one run. A large page takes some hundred thousand; partials that
   include each other twice at each level would otherwise run for years. */
enum { STEPS_MAX = 1 << 25 };

struct run {
	const struct mustache *template;
	const struct scope *scope;
	const struct indent *indent; /* NULL: none */
	size_t n_partials;           /* entered and not yet left */
	size_t steps;                /* at most STEPS_MAX and one template's */
	struct problems *problems;
	struct buffer *out;
};

typedef enum status op_handler(struct run *run, const struct op *op);

/* --- Indentation ---------------------------------------------------------- */

void mustache_put_indent(struct buffer *out, const struct indent *indent)
{
	if (!indent)
		return;
	mustache_put_indent(out, indent->outer);
	buffer_slice(out, indent->text);
}

static bool begins_with_line_end(struct slice text)
{
	return slice_starts_with(text, SLICE("\n")) || slice_starts_with(text, SLICE("\r\n"));
}

static void put_lines(struct buffer *out, const struct indent *indent, struct slice text,
		      bool at_line_start)
{
	while (text.len) {
		if (at_line_start && !begins_with_line_end(text))
			mustache_put_indent(out, indent);
		size_t line_end = slice_find_char(text, '\n', 0);
		size_t len = line_end == SLICE_NONE ? text.len : line_end + 1;
		buffer_slice(out, slice_sub(text, 0, len));
		text = slice_skip(text, len);
		at_line_start = true;
	}
}

void mustache_put_text(struct buffer *out, const struct indent *indent, const struct op *op)
{
	if (indent)
		put_lines(out, indent, op->text, op->starts_line);
	else
		buffer_slice(out, op->text);
}

/* --- Looking up ----------------------------------------------------------- */

static const struct value *find(const struct scope *scope, const struct value_key *key)
{
	const struct value *value = NULL;
	for (; scope && !value; scope = scope->outer)
		value = value_get_key(scope->value, key);
	return value;
}

/* The first key is looked for in every scope, the others only in what it
   led to. */
const struct value *mustache_look_up(const struct scope *scope, const struct op *op)
{
	if (op->n_keys == 0)
		return scope->value;
	const struct value *value = find(scope, &op->keys[0]);
	for (size_t i = 1; i < op->n_keys && value; i++)
		value = value_get_key(value, &op->keys[i]);
	return value;
}

static struct slice text_of(const struct value *value)
{
	if (value && value->kind == VALUE_TEXT)
		return value->text;
	if (value && value->kind == VALUE_TRUE)
		return SLICE("true");
	return (struct slice){0};
}

void mustache_put_escaped(struct buffer *out, const struct value *value)
{
	if (value && value->is_plain)
		buffer_slice(out, value->text);
	else
		html_escape(out, text_of(value));
}

void mustache_put_raw(struct buffer *out, const struct value *value)
{
	buffer_slice(out, text_of(value));
}

/* What has come where a value was still to come: the binder leaves such values in what
   it cannot bind. */
static const struct value *arrived(const struct run *run, const struct value *value)
{
	bool is_later = value && value->kind == VALUE_LATER;
	return is_later ? find(run->scope, value->later.key) : value;
}

/* Here, to be a part of both that call it: most ops are values. */
static inline void put_value(struct run *run, const struct op *op,
			     void put(struct buffer *, const struct value *))
{
	const struct value *value = mustache_look_up(run->scope, op);
	if (value && value->kind == VALUE_LATER) {
		put(run->out, &(struct value){.kind = VALUE_TEXT, .text = value->later.before});
		value = arrived(run, value);
	}
	put(run->out, value);
}

/* --- One handler a kind of op --------------------------------------------- */

static enum status run_ops(struct run *run, size_t from, size_t to);

static enum status run_escaped(struct run *run, const struct op *op)
{
	put_value(run, op, mustache_put_escaped);
	return STATUS_OK;
}

static enum status run_raw(struct run *run, const struct op *op)
{
	put_value(run, op, mustache_put_raw);
	return STATUS_OK;
}

/* Every page that runs a template meets the same mistake in it. */
static bool is_told(const struct op *op)
{
	return atomic_exchange(op->template->was_told, true);
}

/* Counts the ops of a section or partial before they run. A full buffer is
   reported when the run is over. */
static enum status take_steps(struct run *run, const struct op *op, size_t n_ops)
{
	run->steps += n_ops + 1;
	if (run->out->failed)
		return STATUS_FAILED;
	if (run->steps <= STEPS_MAX)
		return STATUS_OK;
	if (is_told(op))
		return STATUS_FAILED;
	return problem_report(
		run->problems, mustache_place(op->template, op->offset),
		"the template takes more than %d steps; look for partials that include each other "
		"more than once",
		"テンプレートの処理が %d ステップを超えました。"
		"互いに何度も読み込み合うパーシャルがないか確認してください",
		STEPS_MAX);
}

static enum status run_body(struct run *run, const struct op *op, const struct value *value)
{
	const struct scope *outer = run->scope;
	const struct scope scope = {value, outer};
	size_t first = (size_t)(op - run->template->ops) + 1;
	if (take_steps(run, op, op->last + 1 - first) != STATUS_OK)
		return STATUS_FAILED;
	run->scope = &scope;
	enum status status = run_ops(run, first, op->last + 1);
	run->scope = outer;
	return status;
}

static enum status run_section(struct run *run, const struct op *op)
{
	const struct value *value = mustache_look_up(run->scope, op);
	if (!value_is_true(value) && !value_is_true(value = arrived(run, value)))
		return STATUS_OK;
	if (value->kind != VALUE_LIST)
		return run_body(run, op, value);
	enum status status = STATUS_OK;
	for (size_t i = 0; i < value->list.count && status == STATUS_OK; i++)
		status = run_body(run, op, value->list.items[i]);
	return status;
}

static enum status run_inverted(struct run *run, const struct op *op)
{
	const struct value *value = mustache_look_up(run->scope, op);
	if (value_is_true(value) || value_is_true(arrived(run, value)))
		return STATUS_OK;
	return run_ops(run, (size_t)(op - run->template->ops) + 1, op->last + 1);
}

static enum status run_end(struct run *run, const struct op *op)
{
	(void)run;
	(void)op;
	return STATUS_OK;
}

static enum status too_deep(const struct run *run, const struct op *op)
{
	if (is_told(op))
		return STATUS_FAILED;
	return problem_report(
		run->problems, mustache_place(op->template, op->offset),
		"the partial %.*s is nested deeper than %d levels; if it includes itself, put its "
		"tag in a section that is not shown at the end",
		"パーシャル %.*s の入れ子が %d 段を超えました。"
		"自分自身を読み込む場合は、終わりで表示されなくなるセクションの中にタグを置いてくだ"
		"さい",
		SLICE_ARG(op->text), MUSTACHE_MAX_PARTIALS);
}

/* A partial within a line is not indented. */
static enum status run_partial(struct run *run, const struct op *op)
{
	if (!op->partial)
		return STATUS_OK;
	if (run->n_partials == MUSTACHE_MAX_PARTIALS)
		return too_deep(run, op);
	if (take_steps(run, op, op->partial->n_ops) != STATUS_OK)
		return STATUS_FAILED;
	const struct run outer = *run;
	const struct indent indent = {op->indent, outer.indent};
	run->template = op->partial;
	run->indent = op->alone ? (op->indent.len ? &indent : outer.indent) : NULL;
	run->n_partials++;
	enum status status = run_ops(run, 0, op->partial->n_ops);
	run->template = outer.template;
	run->indent = outer.indent;
	run->n_partials--;
	return status;
}

static op_handler *const handlers[] = {
	[OP_ESCAPED] = run_escaped,   [OP_RAW] = run_raw, [OP_SECTION] = run_section,
	[OP_INVERTED] = run_inverted, [OP_END] = run_end, [OP_PARTIAL] = run_partial,
};

/* `from` and `to` lie in the same section, so `last` never leads past `to`. Every other
   op is text. */
static enum status run_ops(struct run *run, size_t from, size_t to)
{
	const struct op *ops = run->template->ops;
	for (size_t i = from; i < to; i = ops[i].last + 1) {
		const struct op *op = &ops[i];
		if (op->kind == OP_TEXT) {
			mustache_put_text(run->out, run->indent, op);
			continue;
		}
		if (op->starts_line)
			mustache_put_indent(run->out, run->indent);
		if (handlers[op->kind](run, op) != STATUS_OK)
			return STATUS_FAILED;
	}
	return STATUS_OK;
}

static enum status too_large(const struct mustache *template, const struct buffer *out,
			     struct problems *problems)
{
	return problem_report(
		problems, (struct place){.file = template->file},
		"the text made from the template passes %zu bytes, or memory is out; "
		"spread it over several pages",
		"テンプレートから作った文書が %zu バイトを超えたか、メモリが足りません。"
		"複数のページに分けてください",
		out->max);
}

enum status mustache_run(const struct mustache *template, const struct value *data,
			 struct problems *problems, struct buffer *out)
{
	const struct scope known = {template->known, NULL};
	const struct scope scope = {data, &known};
	struct run run = {
		.template = template,
		.scope = &scope,
		.problems = problems,
		.out = out,
	};
	size_t len = out->len;
	enum status status = run_ops(&run, 0, template->n_ops);
	if (out->failed)
		status = too_large(template, out, problems);
	if (status != STATUS_OK)
		buffer_truncate(out, len);
	return status;
}
