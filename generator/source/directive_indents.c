/* The indentation of what stands in columns, before Markdown is parsed. */
#include "directive_indents.h"

#include "base/array.h"
#include "directive_lines.h"

#include <stdlib.h>

struct outdent {
	struct span *cuts;
	size_t n_cuts;
	size_t capacity;
};

static size_t indent_of(struct slice line)
{
	size_t at = 0;
	while (at < line.len && line.ptr[at] == ' ')
		at++;
	return at;
}

/* The blanks that all lines of a part begin with. */
static size_t common_indent(struct slice part)
{
	size_t least = SLICE_NONE;
	struct slice line;
	while (slice_next_line(&part, &line)) {
		size_t indent = indent_of(line);
		if (!slice_is_blank(line) && indent < least)
			least = indent;
	}
	return least == SLICE_NONE ? 0 : least;
}

static enum status cut(struct outdent *o, const char *text, struct slice part, size_t base)
{
	size_t indent = common_indent(part);
	struct slice line;
	while (indent > base && slice_next_line(&part, &line)) {
		if (slice_is_blank(line))
			continue;
		if (!array_room(&o->cuts, &o->capacity, o->n_cuts + 1))
			return STATUS_NO_MEMORY;
		size_t at = (size_t)(line.ptr - text);
		o->cuts[o->n_cuts++] = (struct span){at + base, at + indent};
	}
	return STATUS_OK;
}

/* 1 where a row or column begins, -1 where one ends, else 0. */
static int change_of_depth(struct slice name)
{
	if (slice_eq_nocase(name, SLICE("row")) || slice_eq_nocase(name, SLICE("column")))
		return 1;
	if (slice_eq_nocase(name, SLICE("row-end")) || slice_eq_nocase(name, SLICE("column-end")))
		return -1;
	return 0;
}

enum status directive_indents_find(struct slice text, struct span **cuts, size_t *n_cuts)
{
	struct outdent o = {0};
	struct directive_lines lines = directive_lines_of(text);
	struct directive directive;
	enum status status = STATUS_OK;
	size_t part = 0; /* begins behind the last row or column */
	size_t base = 0; /* the outermost one's own */
	int depth = 0;
	while (status == STATUS_OK && directive_lines_next(&lines, &directive)) {
		int change = change_of_depth(directive.name);
		if (change == 0)
			continue;
		if (depth > 0)
			status = cut(&o, text.ptr, slice_sub(text, part, directive.line.start),
				     base);
		else
			base = directive.at - directive.line.start;
		depth = depth + change > 0 ? depth + change : 0;
		part = directive.line.end;
	}
	*cuts = o.cuts;
	*n_cuts = o.n_cuts;
	return status;
}
