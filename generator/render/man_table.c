/*
 * Tables: tbl where every line of the table fits on the page, for only then
 * all readers lay it out alike (mandoc overflows Japanese cells, groff breaks
 * them); else a list, a term for each row.
 */
#include "man_parts.h"

#include "text/unicode.h"

enum {
	TABLE_PAGE_COLUMNS = 76,
	TABLE_COLUMNS_MAX = 20, /* more never fit */
	TABLE_GUTTER = 3,
};

/* Rows of a table of either kind; row[0] is the header if there is one. */
struct grid {
	const struct node **rows;
	size_t n_rows;
	size_t n_columns;
	bool has_header;
	size_t widths[TABLE_COLUMNS_MAX];
};

/* --- Reading -------------------------------------------------------------------- */

static bool is_row(const struct node *node)
{
	return node->kind == NODE_ROW || man_is_element(node, "tr");
}

static bool is_section(const struct node *node)
{
	return man_is_element(node, "thead") || man_is_element(node, "tbody") ||
	       man_is_element(node, "tfoot");
}

/* What stands in a row is a cell, but for the blanks between cells. */
static const struct node *cell_from(const struct node *node)
{
	while (node && (node->kind == NODE_SOFT_BREAK ||
			(node->kind == NODE_TEXT && slice_is_blank(node->text))))
		node = node->next;
	return node;
}

static size_t count_cells(const struct node *row)
{
	size_t count = 0;
	for (const struct node *cell = cell_from(row->first); cell; cell = cell_from(cell->next))
		count++;
	return count;
}

static bool is_header(const struct node *row)
{
	if (row->kind == NODE_ROW)
		return row->row.is_header || !row->parent || row->parent->first == row;
	for (const struct node *cell = cell_from(row->first); cell; cell = cell_from(cell->next))
		if (!man_is_element(cell, "th"))
			return false;
	return cell_from(row->first) != NULL;
}

static void add_row(struct grid *grid, const struct node *row)
{
	size_t cells = count_cells(row);
	if (!cells)
		return;
	if (grid->rows) {
		if (!grid->n_rows)
			grid->has_header = is_header(row);
		grid->rows[grid->n_rows] = row;
	}
	grid->n_rows++;
	grid->n_columns = cells > grid->n_columns ? cells : grid->n_columns;
}

static void add_rows(struct grid *grid, const struct node *table)
{
	for (const struct node *child = table->first; child; child = child->next) {
		if (is_row(child))
			add_row(grid, child);
		for (const struct node *row = is_section(child) ? child->first : NULL; row;
		     row = row->next)
			if (is_row(row))
				add_row(grid, row);
	}
}

static void add_cell(struct man_run *run, const struct node *cell)
{
	if (cell)
		man_run_nodes(run, cell, cell->next);
}

static bool is_empty_cell(struct man_writer *man, const struct node *cell)
{
	struct man_run run;
	man_run_init(&run, man, man_columns(man), RUN_FLAT);
	add_cell(&run, cell);
	bool is_empty = man_run_is_empty(&run);
	man_run_release(&run);
	return is_empty;
}

static const struct node *next_cell(const struct node *cell)
{
	return cell ? cell_from(cell->next) : NULL;
}

static bool has_more(struct man_writer *man, const struct node *cell)
{
	while (cell && is_empty_cell(man, cell))
		cell = next_cell(cell);
	return cell != NULL;
}

/* Rows without any text are left out, a header among them. */
static struct grid grid_of(struct man_writer *man, const struct node *table)
{
	struct grid grid = {0};
	add_rows(&grid, table);
	grid.rows = arena_array(man->arena, grid.n_rows + 1, sizeof(*grid.rows));
	grid.n_rows = 0;
	add_rows(&grid, table);
	size_t kept = 0;
	for (size_t i = 0; i < grid.n_rows; i++) {
		bool is_kept = has_more(man, cell_from(grid.rows[i]->first));
		grid.has_header &= is_kept || i > 0;
		if (is_kept)
			grid.rows[kept++] = grid.rows[i];
	}
	grid.n_rows = kept;
	return grid;
}

/* --- Fits? ----------------------------------------------------------------------- */

static bool measure_row(struct man_writer *man, struct grid *grid, const struct node *row)
{
	size_t column = 0;
	bool is_one_line = true;
	for (const struct node *cell = cell_from(row->first); cell;
	     cell = cell_from(cell->next), column++) {
		struct man_run run;
		man_run_init(&run, man, man_columns(man), RUN_FLAT);
		add_cell(&run, cell);
		size_t width = man_run_width(&run);
		if (width > grid->widths[column])
			grid->widths[column] = width;
		is_one_line &= slice_find_char(buffer_view(&run.text), '\n', 0) == SLICE_NONE;
		man_run_release(&run);
	}
	return is_one_line;
}

static bool fits(struct man_writer *man, struct grid *grid)
{
	if (grid->n_columns > TABLE_COLUMNS_MAX)
		return false;
	for (size_t i = 0; i < grid->n_rows; i++)
		if (!measure_row(man, grid, grid->rows[i]))
			return false;
	size_t width = MAN_INDENT + man->indent + TABLE_GUTTER * (grid->n_columns - 1) + 1;
	for (size_t i = 0; i < grid->n_columns; i++)
		width += grid->widths[i];
	return width <= TABLE_PAGE_COLUMNS;
}

/* --- tbl --------------------------------------------------------------------------- */

static void write_format(struct man_writer *man, const struct grid *grid, const char *font,
			 const char *end)
{
	static const char align[] = {
		[ALIGN_NONE] = 'l', [ALIGN_LEFT] = 'l', [ALIGN_CENTER] = 'c', [ALIGN_RIGHT] = 'r'};
	const struct node *cell = cell_from(grid->rows[0]->first);
	for (size_t i = 0; i < grid->n_columns; i++) {
		bool is_cell = cell && cell->kind == NODE_CELL;
		buffer_printf(&man->line, "%s%c%s", i ? " " : "",
			      align[is_cell ? cell->cell.align : ALIGN_NONE], font);
		cell = cell ? cell_from(cell->next) : NULL;
	}
	man_line_end_with(man, end);
}

/* A cell of only "_" would be a rule, "T{" begins a block, and so on. */
static bool may_be_request(struct slice text)
{
	return !text.len || text.ptr[0] == 'T' || ascii_is_punct(text.ptr[0]);
}

static void write_row(struct man_writer *man, const struct grid *grid, const struct node *row,
		      bool is_plain)
{
	const struct node *cell = cell_from(row->first);
	for (size_t i = 0; i < grid->n_columns; i++) {
		struct man_run run;
		man_run_init(&run, man, man_columns(man), RUN_FLAT);
		add_cell(&run, cell);
		if (i)
			man_raw(man, "\t");
		if (may_be_request(buffer_view(&run.text)))
			man_raw(man, "\\&");
		if (is_plain) /* the format makes it bold */
			man_text(man, buffer_view(&run.text), FONT_ROMAN);
		else
			man_fill_line(man, &run);
		man_run_release(&run);
		cell = cell ? cell_from(cell->next) : NULL;
	}
	man_line_end_with(man, "");
}

static void write_table(struct man_writer *man, const struct grid *grid)
{
	man_gap(man);
	man->has_table = true;
	man_request(man, "TS");
	/* Kept together, a table across groff's page length draws a warning. */
	man_raw(man, "nokeep;");
	man_line_end(man);
	if (grid->has_header)
		write_format(man, grid, "B", "");
	write_format(man, grid, "", ".");
	for (size_t i = 0; i < grid->n_rows; i++) {
		write_row(man, grid, grid->rows[i], grid->has_header && i == 0);
		if (grid->has_header && i == 0) {
			man_raw(man, "_");
			man_line_end(man);
		}
	}
	man_request(man, "TE");
	man->wants_gap = true;
}

/* --- A list ------------------------------------------------------------------------- */

/* "Header: " before a cell of its column. */
static void add_label(struct man_run *run, const struct node *header)
{
	if (!header)
		return;
	add_cell(run, header);
	struct slice text = buffer_view(&run->text);
	if (!text.len)
		return;
	man_run_join(run);
	bool has_colon =
		slice_ends_with(text, SLICE(":")) || slice_ends_with(text, SLICE("\uff1a"));
	man_run_text(run, has_colon ? SLICE(" ") : SLICE(": "));
}

/* The cells behind the first, each on a line of its own. */
static void write_explanation(struct man_writer *man, const struct man_term *term,
			      const struct node *cell, const struct node *header)
{
	bool is_first = true;
	for (; cell; cell = next_cell(cell), header = next_cell(header)) {
		struct man_run run;
		if (is_empty_cell(man, cell))
			continue;
		if (!is_first)
			man_request(man, "br");
		man_run_init(&run, man, term->columns, RUN_FILLED);
		man_run_italic(&run, true);
		add_label(&run, header);
		man_run_italic(&run, false);
		add_cell(&run, cell);
		man_fill(man, &run, term->columns);
		man_run_release(&run);
		is_first = false;
	}
}

static void write_item(struct man_writer *man, const struct node *cell, const struct node *header)
{
	bool is_term = has_more(man, next_cell(cell));
	struct man_run run;
	man_run_init(&run, man, man_columns(man), is_term ? RUN_FLAT : RUN_FILLED);
	if (is_term)
		man_run_bold(&run, true);
	add_label(&run, header);
	add_cell(&run, cell);
	if (is_term && man_run_is_empty(&run))
		man_run_text(&run, SLICE("\u2014"));
	if (is_term) {
		struct man_term term = man_term_begin(man, &run);
		write_explanation(man, &term, next_cell(cell), next_cell(header));
		man_term_end(man, &term);
	} else {
		man_run_paragraph(man, &run);
	}
	man_run_release(&run);
}

static void write_list(struct man_writer *man, const struct grid *grid)
{
	const struct node *header = NULL;
	if (grid->has_header && grid->n_rows > 1)
		header = cell_from(grid->rows[0]->first);
	for (size_t i = header ? 1 : 0; i < grid->n_rows; i++)
		write_item(man, cell_from(grid->rows[i]->first), header);
}

static void write_section_rest(struct man_writer *man, const struct node *section)
{
	for (const struct node *child = section->first; child; child = child->next)
		if (!is_row(child))
			man_flow(man, child, child->next);
}

/* A caption, or whatever else is no row. */
static void write_rest(struct man_writer *man, const struct node *parent)
{
	for (const struct node *child = parent->first; child; child = child->next) {
		if (is_section(child))
			write_section_rest(man, child);
		else if (!is_row(child))
			man_flow(man, child, child->next);
	}
}

void man_table(struct man_writer *man, const struct node *table)
{
	struct arena_mark mark = arena_mark(man->arena);
	struct grid grid = grid_of(man, table);
	write_rest(man, table);
	if (grid.n_rows && fits(man, &grid))
		write_table(man, &grid);
	else if (grid.n_rows)
		write_list(man, &grid);
	arena_rewind(man->arena, mark);
}
