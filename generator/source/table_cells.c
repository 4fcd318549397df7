/* Hides the '|' that is no border, and brings it back. */
#include "table_cells.h"

#include <string.h>

/* One byte, as '|' is; no text holds it (unit separator). */
static const char hidden = '\x1f';

static bool is_border(struct slice line, size_t at)
{
	return line.ptr[at] == '|' && (at == 0 || line.ptr[at - 1] != '\\');
}

size_t table_cells_count(struct slice row)
{
	size_t cells = 1;
	row = slice_trim(row);
	for (size_t i = 1; (i = slice_find_char(row, '|', i)) != SLICE_NONE; i++)
		cells += is_border(row, i) && i + 1 < row.len;
	return cells;
}

/* Quotes and lists stand before a row as well. */
static struct slice without_prefix(struct slice line)
{
	size_t at = 0;
	while (at < line.len && (ascii_is_blank(line.ptr[at]) || line.ptr[at] == '>'))
		at++;
	return slice_skip(line, at);
}

bool table_cells_are_delimiters(struct slice line)
{
	bool has_dash = false;
	bool has_border = false;
	line = slice_trim(without_prefix(line));
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		if (c != '|' && c != '-' && c != ':' && !ascii_is_blank(c))
			return false;
		has_dash |= c == '-';
		has_border |= c == '|';
	}
	return has_dash && has_border;
}

/* The end of the code span that begins at `at`, or `at`. */
static size_t code_end(struct slice line, size_t at)
{
	size_t run = 0;
	while (at + run < line.len && line.ptr[at + run] == '`')
		run++;
	for (size_t i = at + run; i < line.len;) {
		size_t closing = 0;
		while (i + closing < line.len && line.ptr[i + closing] == '`')
			closing++;
		if (closing == run)
			return i + run;
		i += closing ? closing : 1;
	}
	return at;
}

/* In code, as many as are too much. */
static size_t hide_in_code(char *row, size_t len, size_t excess)
{
	enum { SPANS_MAX = 256 }; /* an unclosed run is looked for to the line's end */
	struct slice line = {row, len};
	size_t spans = 0;
	for (size_t i = 0; i < len && excess && spans < SPANS_MAX; i++) {
		size_t end = row[i] == '`' ? code_end(line, i) : i;
		spans += row[i] == '`';
		for (; i < end && excess; i++)
			if (is_border(line, i)) {
				row[i] = hidden;
				excess--;
			}
		while (end == i && i + 1 < len && row[i] == '`' && row[i + 1] == '`')
			end = ++i;
	}
	return excess;
}

static struct slice without_last_blanks(struct slice line)
{
	while (line.len && ascii_is_blank(line.ptr[line.len - 1]))
		line.len--;
	return line;
}

/* Takes the border off that ends the line, if one does, and the blanks before it. */
static bool drop_border(struct slice *line)
{
	if (line->len == 0 || !is_border(*line, line->len - 1))
		return false;
	*line = without_last_blanks(slice_sub(*line, 0, line->len - 1));
	return true;
}

/* What is too much still belongs to the last cell, if it is anything: a cell of blanks may
   be left out, as it is by GitHub. */
static void hide_last(char *row, size_t len, size_t excess)
{
	struct slice line = without_last_blanks((struct slice){row, len});
	drop_border(&line);
	while (excess && drop_border(&line))
		excess--;
	for (size_t i = line.len; i-- > 0 && excess;)
		if (is_border(line, i)) {
			row[i] = hidden;
			excess--;
		}
}

static bool fit_row(char *row, size_t len, size_t columns)
{
	size_t cells = table_cells_count((struct slice){row, len});
	if (cells <= columns)
		return false;
	size_t excess = hide_in_code(row, len, cells - columns);
	hide_last(row, len, excess);
	return true;
}

/* Outside tables: to the next line that may belong to one, if there is any. */
static void skip_to_border(struct slice *rest)
{
	size_t border = slice_find_char(*rest, '|', 0);
	size_t line = rest->len;
	if (border != SLICE_NONE) {
		const char *before = memrchr(rest->ptr, '\n', border);
		line = before ? (size_t)(before - rest->ptr) + 1 : 0;
	}
	*rest = slice_skip(*rest, line);
}

bool table_cells_hide(char *text, size_t len)
{
	struct slice rest = {text, len};
	struct slice line;
	size_t columns = 0; /* of the table the line is in; 0: none */
	bool any = false;
	if (slice_find_char(rest, '|', 0) == SLICE_NONE)
		return false;
	for (;;) {
		if (columns == 0)
			skip_to_border(&rest);
		if (!slice_next_line(&rest, &line))
			return any;
		struct slice row = without_prefix(line);
		if (row.len == 0)
			columns = 0;
		else if (table_cells_are_delimiters(line))
			columns = table_cells_count(row);
		else if (columns)
			any |= fit_row(text + (row.ptr - text), row.len, columns);
	}
}

static void restore(struct slice *text)
{
	char *bytes = (char *)text->ptr; /* in the arena: of the tree alone */
	for (size_t at = 0; (at = slice_find_char(*text, hidden, at)) != SLICE_NONE; at++)
		bytes[at] = '|';
}

void table_cells_restore(struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		struct node *node = (struct node *)walk.node;
		if (!walk.entering)
			continue;
		if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
			restore(&node->text);
		if (node->kind == NODE_CODE_BLOCK)
			restore(&node->code.text);
		if (node->kind == NODE_LINK) {
			restore(&node->link.url);
			restore(&node->link.title);
		}
		if (node->kind == NODE_IMAGE) {
			restore(&node->image.url);
			restore(&node->image.title);
			restore(&node->image.alt);
		}
		if (node->kind == NODE_ANCHOR)
			restore(&node->anchor.name);
		if (node->kind == NODE_ELEMENT)
			for (struct attribute *a = node->element.attributes; a; a = a->next)
				restore(&a->value);
	}
}
