/* Counting codes over many inputs. */
#include "lookup/summary.h"

#include "base/json.h"
#include "base/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
	struct code code;
	size_t count;
	const struct known_entry *entry;
};

struct summary {
	const struct known *known;
	struct arena arena;
	struct map by_code; /* to struct row */
	struct row **rows;  /* sorted, once asked for */
	size_t n_messages;
	size_t n_lines;
	size_t n_without; /* messages in which there is no code */
};

struct summary *summary_new(const struct known *known)
{
	struct summary *summary = calloc(1, sizeof(*summary));
	if (!summary)
		out_of_memory();
	summary->known = known;
	arena_init_must(&summary->arena);
	map_init(&summary->by_code);
	return summary;
}

void summary_free(struct summary *summary)
{
	if (!summary)
		return;
	map_release(&summary->by_code);
	arena_release(&summary->arena);
	free(summary);
}

static struct row *row_of(struct summary *summary, const struct code *code)
{
	struct row *row = map_get(&summary->by_code, code->normal);
	if (row)
		return row;
	row = arena_alloc(&summary->arena, sizeof(*row));
	row->code = *code;
	row->code.normal = arena_copy(&summary->arena, code->normal);
	row->entry = known_find(summary->known, code);
	if (map_put(&summary->by_code, row->code.normal, row) != STATUS_OK)
		out_of_memory();
	return row;
}

void summary_add(struct summary *summary, const struct found *found, enum input_kind kind,
		 size_t n_lines)
{
	bool is_message = kind == INPUT_MAIL;
	summary->n_messages += is_message;
	summary->n_lines += n_lines;
	summary->n_without += is_message && found->count == 0;
	for (size_t i = 0; i < found->count; i++)
		row_of(summary, &found->items[i].code)->count +=
			is_message ? 1 : found->items[i].count;
}

bool summary_is_empty(const struct summary *summary)
{
	return summary->by_code.count == 0;
}

/* --- Order ------------------------------------------------------------------ */

static int compare(const void *left, const void *right)
{
	const struct row *a = *(struct row *const *)left;
	const struct row *b = *(struct row *const *)right;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return slice_compare(a->code.normal, b->code.normal);
}

static size_t sort_rows(struct summary *summary)
{
	size_t n = summary->by_code.count;
	summary->rows = arena_array(&summary->arena, n + 1, sizeof(struct row *));
	for (size_t i = 0; i < n; i++)
		summary->rows[i] = summary->by_code.entries[i].value;
	qsort(summary->rows, n, sizeof(struct row *), compare);
	return n;
}

/* --- Text ------------------------------------------------------------------- */

static size_t digits_of(size_t number)
{
	return (size_t)snprintf(NULL, 0, "%zu", number);
}

static void put_row(const struct show *show, const struct row *row, int count_cells, int code_cells,
		    struct buffer *out)
{
	const char *none = show->lang == LANG_JA ? "(エントリなし)" : "(no entry)";
	struct slice title = row->entry ? show_title(row->entry, show->lang) : slice_from(none);
	struct buffer wrapped;
	buffer_printf(out, "%*zu  %-*.*s  ", count_cells, row->count, code_cells,
		      SLICE_ARG(row->code.normal));
	buffer_init(&wrapped, BUFFER_MAX_PAGE);
	size_t indent = (size_t)(count_cells + code_cells) + 4;
	show_wrapped(show, title, indent, &wrapped);
	buffer_slice(out, slice_skip(buffer_view(&wrapped), indent));
	buffer_release(&wrapped);
}

static void put_totals(const struct summary *summary, const struct show *show, size_t n_missing,
		       struct buffer *out)
{
	bool is_ja = show->lang == LANG_JA;
	buffer_printf(out,
		      is_ja ? "\nコード %zu 種類 (メッセージ %zu 通、ログ %zu 行)。\n"
			    : "\n%zu different codes in %zu messages and %zu lines of text.\n",
		      summary->by_code.count, summary->n_messages, summary->n_lines);
	if (summary->n_without)
		buffer_printf(out,
			      is_ja ? "コードのないメッセージ: %zu 通。\n"
				    : "Messages without a code: %zu.\n",
			      summary->n_without);
	if (n_missing)
		buffer_printf(out,
			      is_ja ? "エントリのないコード: %zu 種類。\n"
				    : "Codes without an entry: %zu.\n",
			      n_missing);
}

void summary_text(struct summary *summary, const struct show *show, struct buffer *out)
{
	size_t n = sort_rows(summary);
	size_t code_cells = 0;
	size_t n_missing = 0;
	for (size_t i = 0; i < n; i++) {
		size_t len = summary->rows[i]->code.normal.len;
		code_cells = len > code_cells ? len : code_cells;
		n_missing += !summary->rows[i]->entry;
	}
	size_t count_cells = n ? digits_of(summary->rows[0]->count) : 0;
	for (size_t i = 0; i < n; i++)
		put_row(show, summary->rows[i], (int)count_cells, (int)code_cells, out);
	put_totals(summary, show, n_missing, out);
}

/* --- JSON ------------------------------------------------------------------- */

static void put_json_row(struct json *json, const struct show *show, struct arena *arena,
			 const struct row *row)
{
	struct slice none = {0};
	json_begin_object(json);
	json_key(json, "code");
	json_put_string(json, row->code.normal);
	json_key(json, "scheme");
	json_put_string(json, scheme_name(row->code.scheme));
	json_key(json, "count");
	json_put_size(json, row->count);
	json_key(json, "article");
	json_put_string_or_null(json, row->entry ? row->entry->article : none);
	json_key(json, "title");
	json_put_string_or_null(json, row->entry ? show_title(row->entry, show->lang) : none);
	json_key(json, "url");
	json_put_string_or_null(json, row->entry ? show_url(show, arena, row->entry) : none);
	json_end_object(json);
}

void summary_json(struct summary *summary, const struct show *show, struct buffer *out)
{
	enum { LINES_DEPTH = 2 }; /* a code a line */
	struct json json;
	size_t n = sort_rows(summary);
	json_init(&json, out, LINES_DEPTH);
	json_begin_object(&json);
	json_key(&json, "version");
	json_put_size(&json, 1);
	json_key(&json, "messages");
	json_put_size(&json, summary->n_messages);
	json_key(&json, "lines");
	json_put_size(&json, summary->n_lines);
	json_key(&json, "without_code");
	json_put_size(&json, summary->n_without);
	json_key(&json, "codes");
	json_begin_array(&json);
	for (size_t i = 0; i < n; i++)
		put_json_row(&json, show, &summary->arena, summary->rows[i]);
	json_end_array(&json);
	json_key(&json, "missing");
	json_begin_array(&json);
	for (size_t i = 0; i < n; i++)
		if (!summary->rows[i]->entry)
			json_put_string(&json, summary->rows[i]->code.normal);
	json_end_array(&json);
	json_end_object(&json);
	json_finish(&json);
}
