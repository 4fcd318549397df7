/* In the tree, where a table's rows are lines of a paragraph if it is none. */
#include "failed_tables.h"

#include "table_cells.h"
#include "text_rules.h"

/* Cells of the line that ends before `line_end`. */
static size_t cells_before(struct buffer *scratch, const struct node *line_end)
{
	const struct node *first = line_end;
	while (first->previous && first->previous->kind != NODE_SOFT_BREAK)
		first = first->previous;
	buffer_clear(scratch);
	for (const struct node *node = first; node != line_end; node = node->next) {
		struct node_walk walk = node_walk_from(node);
		while (node_walk_next(&walk))
			if (walk.entering && walk.node->kind == NODE_TEXT)
				buffer_slice(scratch, walk.node->text);
	}
	struct slice line = buffer_view(scratch);
	return slice_find_char(line, '|', 0) == SLICE_NONE ? 0 : table_cells_count(line);
}

static enum status tell(struct builder *builder, const struct node *row, size_t head)
{
	struct findings *findings = &builder->article->findings;
	struct arena *arena = &builder->article->arena;
	struct finding *finding =
		findings_add(findings, &rule_text_table, builder->lang, row->parent->at);
	enum status status = finding ? STATUS_OK : STATUS_NO_MEMORY;
	if (status == STATUS_OK)
		status = finding_arg(findings, finding,
				     arena_printf(arena, "%zu", table_cells_count(row->text)));
	if (status == STATUS_OK)
		status = finding_arg(findings, finding, arena_printf(arena, "%zu", head));
	return status;
}

enum status failed_tables_tell(struct builder *builder)
{
	struct node_walk walk = node_walk_from(builder->root);
	enum status status = STATUS_OK;
	while (status == STATUS_OK && node_walk_next(&walk)) {
		const struct node *line_end = walk.node;
		const struct node *row = line_end->next;
		if (!walk.entering || line_end->kind != NODE_SOFT_BREAK || !row ||
		    row->kind != NODE_TEXT || !table_cells_are_delimiters(row->text))
			continue;
		size_t head = cells_before(&builder->scratch, line_end);
		if (head && head != table_cells_count(row->text))
			status = tell(builder, row, head);
	}
	return status;
}
