/* Tables as a grid (HTML Standard, 4.9.12.1), and definition lists. */
#include "shapes.h"

#include "base/array.h"
#include "base/status.h"

#include <stdlib.h>

/* Cells behind this column span one: an honest table has some dozens. */
enum { COLUMNS_MAX = 4096 };

struct grid {
	size_t *taken; /* of each column: the first row that is free there */
	size_t n_columns;
	size_t capacity;
	bool *begins; /* whether a cell begins in the column */
	size_t begins_capacity;
};

static void grid_release(struct grid *grid)
{
	free(grid->taken);
	free(grid->begins);
}

static bool grid_widen(struct grid *grid, size_t n_columns)
{
	if (!array_room(&grid->taken, &grid->capacity, n_columns) ||
	    !array_room(&grid->begins, &grid->begins_capacity, n_columns))
		return false;
	for (; grid->n_columns < n_columns; grid->n_columns++) {
		grid->taken[grid->n_columns] = 0;
		grid->begins[grid->n_columns] = false;
	}
	return true;
}

static size_t free_column(const struct grid *grid, size_t row, size_t from)
{
	while (from < grid->n_columns && grid->taken[from] > row)
		from++;
	return from;
}

/* --- Placing ------------------------------------------------------------ */

static size_t rows_from(const struct node *row)
{
	size_t n = 0;
	for (; row; row = row->next)
		n++;
	return n;
}

/* As wide as it says, but for what is taken already. */
static size_t width_at(const struct grid *grid, const struct node *cell, size_t row, size_t column)
{
	size_t wanted = cell->cell.columns ? cell->cell.columns : 1;
	if (column + wanted > COLUMNS_MAX)
		return 1;
	size_t width = 1;
	while (width < wanted &&
	       (column + width >= grid->n_columns || grid->taken[column + width] <= row))
		width++;
	return width;
}

static bool place(struct grid *grid, struct node *cell, size_t row, size_t n_left, size_t *column)
{
	*column = free_column(grid, row, *column);
	size_t width = width_at(grid, cell, row, *column);
	size_t height = cell->cell.rows ? cell->cell.rows : 1;
	if (height > n_left)
		height = n_left;
	if (!grid_widen(grid, *column + width))
		return false;
	for (size_t i = 0; i < width; i++)
		grid->taken[*column + i] = row + height;
	grid->begins[*column] = true;
	cell->cell.columns = (unsigned int)width;
	cell->cell.rows = (unsigned int)height;
	*column += width;
	return true;
}

static bool place_all(struct grid *grid, struct node *table)
{
	size_t n_left = rows_from(table->first);
	size_t y = 0;
	for (struct node *row = table->first; row; row = row->next, y++, n_left--) {
		size_t column = 0;
		for (struct node *cell = row->first; cell; cell = cell->next)
			if (!place(grid, cell, y, n_left, &column))
				return false;
	}
	return true;
}

/* --- Mending ------------------------------------------------------------ */

/* How many columns of a span there are, when those in which no cell begins are
   taken out. */
static unsigned int columns_kept(const struct grid *grid, size_t column, size_t width)
{
	unsigned int n = 0;
	for (size_t i = column; i < column + width; i++)
		n += grid->begins[i];
	return n;
}

static struct node *empty_cell(struct arena *arena, const struct node *like, size_t columns)
{
	struct node *cell = node_new(arena, NODE_CELL);
	if (!cell)
		return NULL;
	cell->is_html = true;
	cell->segment = SEGMENT_NONE;
	cell->at = like->at;
	cell->cell.columns = (unsigned int)columns;
	return cell;
}

/* Takes out the columns that no cell begins in, and fills each row with one
   empty cell up to the last column. */
static enum status mend_row(struct grid *grid, struct node *row, size_t y, struct arena *arena)
{
	size_t column = 0;
	for (struct node *cell = row->first; cell; cell = cell->next) {
		size_t width = cell->cell.columns;
		column = free_column(grid, y, column);
		for (size_t i = 0; i < width; i++)
			grid->taken[column + i] = y + cell->cell.rows;
		cell->cell.columns = columns_kept(grid, column, width);
		column += width;
	}
	size_t n_short = 0;
	for (; column < grid->n_columns; column++)
		n_short += grid->begins[column] && grid->taken[column] <= y;
	struct node *filler = n_short ? empty_cell(arena, row, n_short) : NULL;
	if (filler)
		node_append(row, filler);
	return n_short && !filler ? STATUS_NO_MEMORY : STATUS_OK;
}

static void drop_empty_rows(struct node *table)
{
	for (struct node *row = table->first, *next; row; row = next) {
		next = row->next;
		if (!row->first)
			node_unlink(row);
	}
}

static enum status settle_table(struct node *table, struct arena *arena)
{
	struct grid grid = {0};
	enum status status = STATUS_NO_MEMORY;
	drop_empty_rows(table);
	if (!table->first) {
		node_unlink(table);
		return STATUS_OK;
	}
	if (place_all(&grid, table)) {
		size_t y = 0;
		status = STATUS_OK;
		for (size_t i = 0; i < grid.n_columns; i++)
			grid.taken[i] = 0;
		for (struct node *row = table->first; row && status == STATUS_OK; row = row->next)
			status = mend_row(&grid, row, y++, arena);
	}
	grid_release(&grid);
	return status;
}

/* --- Definition lists --------------------------------------------------- */

static bool is_named(const struct node *node, const char *name)
{
	return node && node->kind == NODE_ELEMENT && slice_eq_str(node->element.name, name);
}

static struct node *empty_element(struct arena *arena, const struct node *like, const char *name)
{
	struct node *element = node_new(arena, NODE_ELEMENT);
	if (!element)
		return NULL;
	element->is_html = true;
	element->segment = SEGMENT_NONE;
	element->at = like->at;
	element->element.name = slice_from(name);
	element->element.is_block = true;
	return element;
}

/* A term first, a definition last; each may be empty. */
static enum status settle_definitions(struct node *list, struct arena *arena)
{
	if (!list->first) {
		node_unlink(list);
		return STATUS_OK;
	}
	if (is_named(list->last, "dt")) {
		struct node *definition = empty_element(arena, list, "dd");
		if (!definition)
			return STATUS_NO_MEMORY;
		node_append(list, definition);
	}
	if (is_named(list->first, "dd")) {
		struct node *term = empty_element(arena, list, "dt");
		struct node *first = list->first;
		if (!term)
			return STATUS_NO_MEMORY;
		node_insert_after(first, term); /* then the first behind it */
		node_unlink(first);
		node_insert_after(term, first);
	}
	return STATUS_OK;
}

/* --- All ---------------------------------------------------------------- */

static enum status settle(struct node *node, struct arena *arena)
{
	if (node->kind == NODE_TABLE && node->is_html)
		return settle_table(node, arena);
	return is_named(node, "dl") ? settle_definitions(node, arena) : STATUS_OK;
}

enum status shapes_settle(struct node *root, struct arena *arena)
{
	enum status status = STATUS_OK;
	struct node_walk walk = node_walk_from(root);
	bool more = node_walk_next(&walk);
	/* One step ahead, since what was left may be taken out. */
	while (more && status == STATUS_OK) {
		struct node *node = (struct node *)walk.node;
		bool left = !walk.entering;
		more = node_walk_next(&walk);
		if (left)
			status = settle(node, arena);
	}
	return status;
}
