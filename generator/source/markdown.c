/*
 * cmark-gfm behind one function. Its tree is walked once and rebuilt as
 * ours; nothing of it survives the call.
 *
 * cmark-gfm keeps the characters that extensions make special in tables of
 * its own, and every parse with the strikethrough extension writes the entry
 * of `~` in them, whatever other threads do meanwhile. So a text with a `~` is
 * parsed under a lock, and one without never looks at that entry.
 */
#include "markdown.h"

#include "checked_url.h"
#include "cmark_memory.h"
#include "marks.h"
#include "placing.h"
#include "raw_html.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <pthread.h>

/* Guards cmark-gfm's own state, not ours. */
static pthread_mutex_t tilde_lock = PTHREAD_MUTEX_INITIALIZER;

void markdown_setup(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

struct reader {
	struct builder *builder;
	struct side_text *side;
	cmark_node_type type; /* of the node being entered */
	size_t n_cells;       /* of the row being read */
	size_t known_end;     /* the end last asked for, */
	size_t text_end;      /* without blanks, */
	size_t text_origin;   /* and where that is in the article */
};

static struct slice literal_of(cmark_node *node)
{
	return slice_from(cmark_node_get_literal(node));
}

/* A place that cmark names, which in tables may lie behind the line's end. */
static size_t offset_of(const struct reader *reader, int line, int n_columns)
{
	size_t start = lines_offset(&reader->side->lines, (size_t)line);
	size_t len = lines_text(&reader->side->lines, (size_t)line).len;
	size_t column = n_columns > 0 ? (size_t)n_columns : 0;
	return start + (column < len ? column : len);
}

/* The article's end of a block, without the blank lines that cmark counts to it.
   Blocks within each other end in one place, which is looked at once. */
static size_t origin_of_end(struct reader *reader, size_t end)
{
	if (end == reader->known_end)
		return reader->text_origin;
	const struct slice text = reader->side->lines.text;
	reader->known_end = end;
	while (end && ascii_is_blank(text.ptr[end - 1]))
		end--;
	if (end != reader->text_end)
		reader->text_origin = side_text_origin_end(reader->side, end);
	reader->text_end = end;
	return reader->text_origin;
}

/* Where a line of the side's text stands in the article. */
static struct span line_place(struct reader *reader, int line)
{
	size_t start = offset_of(reader, line, 0);
	size_t end = start + lines_text(&reader->side->lines, (size_t)line).len;
	return (struct span){side_text_origin(reader->side, start), origin_of_end(reader, end)};
}

/* Where a block stands in the article. */
static struct span block_place(struct reader *reader, cmark_node *node)
{
	/* A paragraph whose last line turned out to be a table's head has no place
	   of its own: the table begins where it did. */
	cmark_node *table = cmark_node_get_start_line(node) > 0 ? NULL : cmark_node_next(node);
	if (table && cmark_node_get_start_line(table) > 0)
		return line_place(reader, cmark_node_get_start_line(table));
	size_t start = offset_of(reader, cmark_node_get_start_line(node),
				 cmark_node_get_start_column(node) - 1);
	size_t end =
		offset_of(reader, cmark_node_get_end_line(node), cmark_node_get_end_column(node));
	struct span place = {
		side_text_origin(reader->side, start),
		origin_of_end(reader, end),
	};
	if (place.end < place.start)
		place.end = place.start;
	return place;
}

/* --- What is made of each kind ------------------------------------------ */

typedef void on_node(struct reader *reader, cmark_node *node);

static struct node *open_node(struct reader *reader, cmark_node *node, enum node_kind kind)
{
	struct node *made = builder_open(reader->builder, kind);
	/* A segment may have begun before the block. */
	if (made && node_is_block(made))
		made->at = reader->builder->block;
	cmark_node_set_user_data(node, made);
	return made;
}

static void on_quote(struct reader *reader, cmark_node *node)
{
	open_node(reader, node, NODE_QUOTE);
}

static void on_list(struct reader *reader, cmark_node *node)
{
	struct node *list = open_node(reader, node, NODE_LIST);
	if (!list)
		return;
	list->list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	list->list.tight = cmark_node_get_list_tight(node) != 0;
	list->list.start = (unsigned int)cmark_node_get_list_start(node);
}

static void on_item(struct reader *reader, cmark_node *node)
{
	struct node *item = open_node(reader, node, NODE_ITEM);
	if (!item || !cmark_node_get_syntax_extension(node))
		return;
	item->item.is_task = true;
	item->item.is_done = cmark_gfm_extensions_get_tasklist_item_checked(node);
}

static void on_paragraph(struct reader *reader, cmark_node *node)
{
	open_node(reader, node, NODE_PARAGRAPH);
}

static void on_heading(struct reader *reader, cmark_node *node)
{
	struct node *heading = open_node(reader, node, NODE_HEADING);
	if (heading)
		heading->heading.level = (unsigned int)cmark_node_get_heading_level(node);
}

static void on_code_block(struct reader *reader, cmark_node *node)
{
	struct builder *builder = reader->builder;
	struct slice info = builder_literal(builder, slice_from(cmark_node_get_fence_info(node)));
	struct slice text = builder_literal(builder, literal_of(node));
	struct node *code = builder_literal_leaf(builder, NODE_CODE_BLOCK);
	if (!code)
		return;
	size_t end = 0;
	while (end < info.len && !ascii_is_blank(info.ptr[end]))
		end++;
	code->code.text = text;
	code->code.language = slice_sub(info, 0, end);
}

static void on_html_block(struct reader *reader, cmark_node *node)
{
	struct builder *builder = reader->builder;
	raw_html_block(builder, builder_put_back(builder, literal_of(node)));
}

static void on_rule(struct reader *reader, cmark_node *node)
{
	(void)node;
	builder_leaf(reader->builder, NODE_RULE);
}

static void on_text(struct reader *reader, cmark_node *node)
{
	builder_text(reader->builder, literal_of(node));
}

static bool may_be_dashes(cmark_node *line)
{
	const char *text = line ? cmark_node_get_literal(line) : NULL;
	return text && (*text == '|' || *text == '-' || *text == ':');
}

static void on_soft_break(struct reader *reader, cmark_node *node)
{
	reader->builder->has_odd_lines |= may_be_dashes(cmark_node_next(node));
	builder_flush(reader->builder);
	if (node_takes_inlines(reader->builder->current))
		builder_leaf(reader->builder, NODE_SOFT_BREAK);
}

static void on_hard_break(struct reader *reader, cmark_node *node)
{
	(void)node;
	builder_leaf(reader->builder, NODE_HARD_BREAK);
}

static void on_code(struct reader *reader, cmark_node *node)
{
	struct slice text = builder_literal(reader->builder, literal_of(node));
	struct node *code = builder_literal_leaf(reader->builder, NODE_CODE);
	if (code)
		code->text = text;
}

static void on_html_inline(struct reader *reader, cmark_node *node)
{
	struct builder *builder = reader->builder;
	raw_html_inline(builder, builder_put_back(builder, literal_of(node)));
}

static void on_emphasis(struct reader *reader, cmark_node *node)
{
	open_node(reader, node, NODE_EMPHASIS);
}

static void on_strong(struct reader *reader, cmark_node *node)
{
	open_node(reader, node, NODE_STRONG);
}

static struct slice address(struct reader *reader, const char *text)
{
	struct builder *builder = reader->builder;
	struct arena *arena = &builder->article->arena;
	if (!text || !*text)
		return SLICE("");
	struct slice url = marks_strip(arena, builder_put_back(builder, slice_from(text)));
	url = arena_copy(arena, url);
	builder->failed |= !url.ptr;
	return url;
}

static void on_link(struct reader *reader, cmark_node *node)
{
	struct slice url = checked_url(reader->builder, address(reader, cmark_node_get_url(node)));
	struct slice title = address(reader, cmark_node_get_title(node));
	/* Inside a link of HTML its text is enough. */
	bool is_nested = reader->builder->n_links != 0;
	struct node *link = is_nested ? NULL : open_node(reader, node, NODE_LINK);
	if (!link)
		return;
	link->link.url = url;
	link->link.title = title;
}

/* The alternative text is what stands between the brackets, read as text. */
static void on_image(struct reader *reader, cmark_node *node)
{
	struct builder *builder = reader->builder;
	struct buffer *alt = &builder->scratch;
	buffer_clear(alt);
	cmark_iter *iter = cmark_iter_new(node);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *inside = cmark_iter_get_node(iter);
		if (cmark_iter_get_event_type(iter) != CMARK_EVENT_ENTER)
			continue;
		cmark_node_type type = cmark_node_get_type(inside);
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buffer_slice(alt, literal_of(inside));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buffer_char(alt, ' ');
	}
	cmark_iter_free(iter);
	struct slice url = checked_url(builder, address(reader, cmark_node_get_url(node)));
	struct slice title = address(reader, cmark_node_get_title(node));
	struct slice text = builder_literal(builder, buffer_view(alt));
	struct node *image = builder_literal_leaf(builder, NODE_IMAGE);
	if (image) {
		image->image.url = url;
		image->image.title = title;
		image->image.alt = text;
	}
	builder->failed |= alt->failed;
}

static void on_table(struct reader *reader, cmark_node *node)
{
	open_node(reader, node, NODE_TABLE);
}

static void on_row(struct reader *reader, cmark_node *node)
{
	struct node *row = open_node(reader, node, NODE_ROW);
	reader->n_cells = 0;
	if (row)
		row->row.is_header = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
}

static void on_cell(struct reader *reader, cmark_node *node)
{
	cmark_node *row = cmark_node_parent(node);
	cmark_node *table = cmark_node_parent(row);
	uint16_t n_columns = cmark_gfm_extensions_get_table_columns(table);
	const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(table);
	size_t column = reader->n_cells++;
	struct node *cell = open_node(reader, node, NODE_CELL);
	if (!cell)
		return;
	cell->cell.is_header = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
	char align = alignments && column < n_columns ? (char)alignments[column] : 0;
	if (align == 'l')
		cell->cell.align = ALIGN_LEFT;
	else if (align == 'c')
		cell->cell.align = ALIGN_CENTER;
	else if (align == 'r')
		cell->cell.align = ALIGN_RIGHT;
}

static void on_strike(struct reader *reader, cmark_node *node)
{
	open_node(reader, node, NODE_STRIKE);
}

enum { TYPE_MASK = 0x3fff, N_TYPES = 0x10 };

static on_node *const block_handlers[N_TYPES] = {
	[CMARK_NODE_BLOCK_QUOTE & TYPE_MASK] = on_quote,
	[CMARK_NODE_LIST & TYPE_MASK] = on_list,
	[CMARK_NODE_ITEM & TYPE_MASK] = on_item,
	[CMARK_NODE_CODE_BLOCK & TYPE_MASK] = on_code_block,
	[CMARK_NODE_HTML_BLOCK & TYPE_MASK] = on_html_block,
	[CMARK_NODE_PARAGRAPH & TYPE_MASK] = on_paragraph,
	[CMARK_NODE_HEADING & TYPE_MASK] = on_heading,
	[CMARK_NODE_THEMATIC_BREAK & TYPE_MASK] = on_rule,
};

static on_node *const inline_handlers[N_TYPES] = {
	[CMARK_NODE_TEXT & TYPE_MASK] = on_text,
	[CMARK_NODE_SOFTBREAK & TYPE_MASK] = on_soft_break,
	[CMARK_NODE_LINEBREAK & TYPE_MASK] = on_hard_break,
	[CMARK_NODE_CODE & TYPE_MASK] = on_code,
	[CMARK_NODE_HTML_INLINE & TYPE_MASK] = on_html_inline,
	[CMARK_NODE_EMPH & TYPE_MASK] = on_emphasis,
	[CMARK_NODE_STRONG & TYPE_MASK] = on_strong,
	[CMARK_NODE_LINK & TYPE_MASK] = on_link,
	[CMARK_NODE_IMAGE & TYPE_MASK] = on_image,
};

/* Extensions' kinds are numbered when they are registered. */
static on_node *extension_handler(cmark_node *node)
{
	static const struct {
		const char *type;
		on_node *handler;
	} kinds[] = {
		{"table", on_table},     {"table_header", on_row},     {"table_row", on_row},
		{"table_cell", on_cell}, {"strikethrough", on_strike}, {"tasklist", on_item},
	};
	struct slice type = slice_from(cmark_node_get_type_string(node));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (slice_eq_str(type, kinds[i].type))
			return kinds[i].handler;
	return NULL;
}

static bool is_block_type(cmark_node_type type)
{
	return ((unsigned int)type & (unsigned int)CMARK_NODE_TYPE_MASK) ==
	       (unsigned int)CMARK_NODE_TYPE_BLOCK;
}

static on_node *handler_of(cmark_node *node, cmark_node_type type)
{
	size_t number = (size_t)type & TYPE_MASK;
	on_node *handler = NULL;
	if (number < N_TYPES)
		handler = is_block_type(type) ? block_handlers[number] : inline_handlers[number];
	return handler ? handler : extension_handler(node);
}

/* --- The walk ----------------------------------------------------------- */

static void begin_block(struct reader *reader, cmark_node *node)
{
	struct builder *builder = reader->builder;
	builder_flush(builder);
	builder->block = block_place(reader, node);
	/* A mark may have been lost with what the parser swallowed. */
	const struct segment *segments = builder->article->segments;
	if (builder->segment != SEGMENT_NONE &&
	    segments[builder->segment].whole.end <= builder->block.start)
		builder->segment = SEGMENT_NONE;
	bool is_html = reader->type == CMARK_NODE_HTML_BLOCK;
	if (!is_html && builder->current->is_html)
		place_block(builder);
	builder->floor = is_html ? NULL : builder->current;
}

/* HTML may have left the paragraph, or opened a table in it. */
static void begin_inline(struct reader *reader, cmark_node *node)
{
	struct builder *builder = reader->builder;
	cmark_node_type type = reader->type;
	if (node_takes_inlines(builder->current) || type == CMARK_NODE_HTML_INLINE ||
	    type == CMARK_NODE_SOFTBREAK ||
	    (type == CMARK_NODE_TEXT && marks_are_all(literal_of(node))))
		return;
	place_inline(builder);
}

static void enter(struct reader *reader, cmark_node *node)
{
	reader->type = cmark_node_get_type(node);
	if (is_block_type(reader->type))
		begin_block(reader, node);
	else
		begin_inline(reader, node);
	on_node *handler = handler_of(node, reader->type);
	if (handler)
		handler(reader, node);
}

static void leave(struct reader *reader, cmark_node *node)
{
	struct node *made = cmark_node_get_user_data(node);
	if (!made)
		return;
	report_left_open(reader->builder, made);
	builder_close(reader->builder, made);
}

/* The node behind all of this one, and out of what ends with it. */
static cmark_node *leave_up_to_next(struct reader *reader, cmark_node *node)
{
	for (; node; node = cmark_node_parent(node)) {
		leave(reader, node);
		cmark_node *next = cmark_node_next(node);
		if (next)
			return next;
	}
	return NULL;
}

static void walk(struct reader *reader, cmark_node *document)
{
	cmark_node *node = cmark_node_first_child(document);
	while (node && !reader->builder->failed) {
		enter(reader, node);
		bool is_image = reader->type == CMARK_NODE_IMAGE;
		cmark_node *inside = is_image ? NULL : cmark_node_first_child(node);
		node = inside ? inside : leave_up_to_next(reader, node);
	}
}

static void attach(cmark_parser *parser, const char *extension)
{
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extension));
}

/* An extension is asked at every line: only those that may have an answer. */
static cmark_node *parse(const struct side_text *side, bool has_tilde)
{
	static cmark_mem memory = {cmark_memory_calloc, cmark_memory_realloc, cmark_memory_free};
	struct slice text = buffer_view(&side->text);
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	if (side->may_have_tables)
		attach(parser, "table");
	if (side->may_have_tasks)
		attach(parser, "tasklist");
	if (has_tilde)
		attach(parser, "strikethrough");
	if (text.len)
		cmark_parser_feed(parser, text.ptr, text.len);
	return cmark_parser_finish(parser);
}

/* Everything that calls cmark, and so may leave by a jump: what it allocates
   belongs to an arena or to the builder. */
static void parse_and_walk(struct reader *reader, bool has_tilde)
{
	walk(reader, parse(reader->side, has_tilde));
	report_left_open(reader->builder, reader->builder->root);
	builder_flush(reader->builder);
}

enum status markdown_parse(struct builder *builder, struct side_text *side)
{
	struct reader reader = {
		.builder = builder, .side = side, .known_end = SLICE_NONE, .text_end = SLICE_NONE};
	struct cmark_memory memory;
	bool has_tilde = slice_find_char(buffer_view(&side->text), '~', 0) != SLICE_NONE;
	if (has_tilde)
		pthread_mutex_lock(&tilde_lock);
	cmark_memory_begin(&memory);
	if (setjmp(memory.out_of_memory) == 0)
		parse_and_walk(&reader, has_tilde);
	else
		builder->failed = true;
	cmark_memory_end(&memory);
	if (has_tilde)
		pthread_mutex_unlock(&tilde_lock);
	return builder->failed ? STATUS_NO_MEMORY : STATUS_OK;
}
