/* A glossary from a table: RFC 4180, the first row names the columns. */
#include "glossary_read.h"

#include "base/buffer.h"
#include "base/nearest.h"

enum { COLUMN_EN, COLUMN_JA, COLUMN_FORBIDDEN, COLUMN_NOTE, COLUMNS, COLUMN_NONE = COLUMNS };
enum { FIELDS_MAX = 16 };

static const char *const column_names[] = {"en", "ja", "forbidden", "note", NULL};

struct csv {
	struct glossary_reader *reader;
	struct slice rest;
	size_t line; /* of what comes next */
	struct slice fields[FIELDS_MAX];
	size_t n_fields;
	size_t row_line;
	int columns[FIELDS_MAX];
	size_t n_columns;
};

static struct place place_of(const struct csv *csv)
{
	return (struct place){.file = csv->reader->path, .line = csv->row_line};
}

#define mistake(csv, ...)                                                                          \
	do {                                                                                       \
		problem_report((csv)->reader->problems, place_of(csv), __VA_ARGS__);               \
		(csv)->reader->n_mistakes++;                                                       \
	} while (0)

/* --- Rows --------------------------------------------------------------- */

/* In quotes; "" is one quote. Leaves `rest` behind the closing one. */
static struct slice take_quoted(struct csv *csv)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	size_t at = 1;
	bool is_closed = false;
	for (; at < csv->rest.len && !is_closed; at++) {
		char c = csv->rest.ptr[at];
		bool is_quote = c == '"';
		bool is_double = is_quote && at + 1 < csv->rest.len && csv->rest.ptr[at + 1] == '"';
		csv->line += c == '\n';
		if (is_double)
			at++;
		if (is_quote && !is_double)
			is_closed = true;
		else
			buffer_char(&text, c);
	}
	csv->rest = slice_skip(csv->rest, at);
	if (!is_closed)
		mistake(csv, "a quote is not closed; end the field with \"",
			"引用符が閉じられていません。フィールドの末尾に \" を書いてください");
	struct slice copy = arena_copy(&csv->reader->glossary->arena, buffer_view(&text));
	csv->reader->failed |= text.failed || !copy.ptr;
	buffer_release(&text);
	return copy;
}

static struct slice take_field(struct csv *csv)
{
	if (csv->rest.len && csv->rest.ptr[0] == '"')
		return take_quoted(csv);
	size_t end = 0;
	while (end < csv->rest.len && csv->rest.ptr[end] != ',' && csv->rest.ptr[end] != '\n')
		end++;
	struct slice field = slice_trim(slice_sub(csv->rest, 0, end));
	csv->rest = slice_skip(csv->rest, end);
	return field;
}

/* False at the end. */
static bool next_row(struct csv *csv)
{
	csv->n_fields = 0;
	csv->row_line = csv->line;
	if (csv->rest.len == 0)
		return false;
	for (;;) {
		struct slice field = take_field(csv);
		if (csv->n_fields < FIELDS_MAX)
			csv->fields[csv->n_fields++] = field;
		if (csv->rest.len && csv->rest.ptr[0] == '\r')
			csv->rest = slice_skip(csv->rest, 1);
		if (csv->rest.len == 0)
			return true;
		char end = csv->rest.ptr[0];
		csv->rest = slice_skip(csv->rest, 1);
		if (end == '\n') {
			csv->line++;
			return true;
		}
		if (end != ',') {
			mistake(csv, "text follows a closing quote; put a comma between fields",
				"閉じ引用符の後に文字があります。フィールドの間にはコンマを書いて"
				"ください");
			size_t line_end = slice_find_char(csv->rest, '\n', 0);
			csv->rest = slice_skip(csv->rest, line_end);
		}
	}
}

static bool is_blank_row(const struct csv *csv)
{
	for (size_t i = 0; i < csv->n_fields; i++)
		if (!slice_is_blank(csv->fields[i]))
			return false;
	return true;
}

/* --- Columns ------------------------------------------------------------ */

static int column_of(struct csv *csv, struct slice name)
{
	for (int i = 0; i < COLUMNS; i++)
		if (slice_eq_nocase(name, slice_from(column_names[i])))
			return i;
	const char *near = nearest_of(name, column_names);
	mistake(csv, "unknown column \"%.*s\"; the columns are en, ja, forbidden and note%s%s%s",
		"不明な列「%.*s」です。使える列は en、ja、forbidden、note です%s%s%s",
		SLICE_ARG(name), near ? " (" : "", near ? near : "", near ? "?)" : "");
	return COLUMN_NONE;
}

static bool read_header(struct csv *csv)
{
	bool has[COLUMNS + 1] = {false};
	if (!next_row(csv) || is_blank_row(csv)) {
		mistake(csv, "the table is empty; begin it with a row \"en,ja,forbidden,note\"",
			"表が空です。最初の行に「en,ja,forbidden,note」と書いてください");
		return false;
	}
	for (size_t i = 0; i < csv->n_fields; i++) {
		csv->columns[i] = column_of(csv, csv->fields[i]);
		has[csv->columns[i]] = true;
	}
	csv->n_columns = csv->n_fields;
	if (!has[COLUMN_EN] || !has[COLUMN_JA])
		mistake(csv,
			"the columns en and ja are needed; begin the table with a row "
			"\"en,ja,forbidden,note\"",
			"列 en と ja "
			"が必要です。最初の行に「en,ja,forbidden,note」と書いてください");
	return csv->reader->n_mistakes == 0;
}

static void take_renderings(struct csv *csv, struct renderings *list, struct slice text)
{
	while (text.len) {
		size_t end = slice_find_char(text, '|', 0);
		renderings_add(csv->reader, list, slice_sub(text, 0, end));
		text = slice_skip(text, end == SLICE_NONE ? end : end + 1);
	}
}

static void take_row(struct csv *csv)
{
	struct term term = {.at = place_of(csv)};
	if (csv->n_fields > csv->n_columns) {
		mistake(csv,
			"the row has more fields than the first one; put texts with commas in "
			"quotes",
			"最初の行より列が多くなっています。コンマを含むフィールドは引用符で囲んで"
			"ください");
		return;
	}
	for (size_t i = 0; i < csv->n_fields; i++) {
		if (csv->columns[i] == COLUMN_EN)
			term.en = csv->fields[i];
		else if (csv->columns[i] == COLUMN_JA)
			take_renderings(csv, &term.ja, csv->fields[i]);
		else if (csv->columns[i] == COLUMN_FORBIDDEN)
			take_renderings(csv, &term.forbidden, csv->fields[i]);
	}
	if (slice_is_blank(term.en))
		mistake(csv, "the row has no English term; write one in the column en",
			"英語の用語がありません。列 en に書いてください");
	else
		glossary_add(csv->reader, &term);
}

void glossary_read_csv(struct glossary_reader *reader, struct slice bytes)
{
	struct csv csv = {.reader = reader, .rest = bytes, .line = 1};
	if (!read_header(&csv))
		return;
	while (next_row(&csv) && !reader->failed)
		if (!is_blank_row(&csv))
			take_row(&csv);
}
