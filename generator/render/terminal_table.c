/* Tables: a grid where it fits into the line, else each row as a list of what
   its cells say under which heading. */
#include "terminal_parts.h"
#include "text/unicode.h"

enum { TABLE_COLUMNS_MAX = 20, GUTTER = 2, CELL_COLUMNS = 2 };

struct grid {
	size_t n_columns;
	size_t widths[TABLE_COLUMNS_MAX];
	bool is_flat; /* no cell has several lines */
};

static void fill_cell(struct run *run, const struct node *cell)
{
	run_nodes(run, cell->first, NULL);
}

static void look_at_row(struct terminal_writer *writer, const struct node *row, struct grid *grid)
{
	size_t i = 0;
	for (const struct node *cell = row->first; cell; cell = cell->next, i++) {
		struct run run;
		if (i >= TABLE_COLUMNS_MAX) {
			grid->is_flat = false;
			return;
		}
		run_init(&run, writer);
		fill_cell(&run, cell);
		size_t width = run_width(&run);
		grid->widths[i] = width > grid->widths[i] ? width : grid->widths[i];
		grid->is_flat &= slice_find_char(buffer_view(&run.text), '\n', 0) == SLICE_NONE &&
				 cell->cell.columns <= 1 && cell->cell.rows <= 1;
		run_release(&run);
	}
	grid->n_columns = i > grid->n_columns ? i : grid->n_columns;
}

static size_t grid_width(const struct grid *grid)
{
	size_t width = grid->n_columns ? (grid->n_columns - 1) * GUTTER : 0;
	for (size_t i = 0; i < grid->n_columns; i++)
		width += grid->widths[i];
	return width;
}

static void put_cell(struct terminal_writer *writer, const struct node *cell, bool is_header,
		     size_t width)
{
	struct run run;
	run_init(&run, writer);
	run.bold = is_header;
	fill_cell(&run, cell);
	size_t blanks = width - run_width(&run);
	bool is_right = cell->cell.align == ALIGN_RIGHT;
	buffer_repeat(writer->out, ' ', is_right ? blanks : 0);
	run_append(&run);
	buffer_repeat(writer->out, ' ', (is_right ? 0 : blanks) + (cell->next ? GUTTER : 0));
	run_release(&run);
}

static void put_line_of_rules(struct terminal_writer *writer, const struct grid *grid)
{
	terminal_begin_line(writer);
	for (size_t i = 0; i < grid->n_columns; i++) {
		for (size_t n = 0; n < grid->widths[i]; n++)
			buffer_str(writer->out, "─");
		buffer_repeat(writer->out, ' ', GUTTER);
	}
	terminal_end_line(writer);
}

static void put_grid(struct terminal_writer *writer, const struct node *table,
		     const struct grid *grid)
{
	for (const struct node *row = table->first; row; row = row->next) {
		bool is_header = row == table->first;
		size_t i = 0;
		terminal_begin_line(writer);
		for (const struct node *cell = row->first; cell; cell = cell->next)
			put_cell(writer, cell, is_header, grid->widths[i++]);
		terminal_end_line(writer);
		if (is_header)
			put_line_of_rules(writer, grid);
	}
}

/* --- As a list ---------------------------------------------------------------- */

static const struct node *cell_at(const struct node *row, size_t i)
{
	const struct node *cell = row ? row->first : NULL;
	for (; cell && i; i--)
		cell = cell->next;
	return cell;
}

static bool has_text(struct terminal_writer *writer, const struct node *cell)
{
	struct run run;
	run_init(&run, writer);
	fill_cell(&run, cell);
	bool has = run.text.len > 0;
	run_release(&run);
	return has;
}

/* "Heading: text". */
static void put_labelled(struct terminal_writer *writer, const struct node *head,
			 const struct node *cell, bool is_term)
{
	struct run run;
	if (!has_text(writer, cell))
		return;
	run_init(&run, writer);
	if (!is_term && head && has_text(writer, head)) {
		fill_cell(&run, head);
		run_text(&run, SLICE(": "));
	}
	run.bold += is_term;
	fill_cell(&run, cell);
	run_fill(&run);
	run_release(&run);
}

static void put_record(struct terminal_writer *writer, const struct node *header,
		       const struct node *row)
{
	size_t i = 0;
	for (const struct node *cell = row->first; cell; cell = cell->next, i++) {
		put_labelled(writer, cell_at(header, i), cell, i == 0);
		if (i == 0)
			terminal_indent(writer, CELL_COLUMNS);
	}
	if (i)
		terminal_indent(writer, -CELL_COLUMNS);
}

/* A table of a header alone is one record. */
static void put_list(struct terminal_writer *writer, const struct node *table)
{
	const struct node *header = table->first->next ? table->first : NULL;
	for (const struct node *row = header ? header->next : table->first; row; row = row->next) {
		put_record(writer, header, row);
		writer->wants_gap = row->next != NULL;
		terminal_gap(writer);
	}
}

void terminal_table(struct terminal_writer *writer, const struct node *table)
{
	struct grid grid = {.is_flat = true};
	if (!table->first)
		return;
	for (const struct node *row = table->first; row; row = row->next)
		look_at_row(writer, row, &grid);
	terminal_gap(writer);
	if (grid.is_flat && grid_width(&grid) <= terminal_columns(writer))
		put_grid(writer, table, &grid);
	else
		put_list(writer, table);
	writer->wants_gap = true;
}
