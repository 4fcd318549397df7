/* Reports: the table of formats, the way to the file, and the places of
   findings in their sources. */
#include "report_format.h"

#include "base/eight.h"

#include <errno.h>
#include <string.h>

enum { FLUSH_BYTES = 64 * 1024 };

#define REPORT_FORMAT_NAME(name) #name,
const char *const report_format_names[] = {REPORT_FORMATS(REPORT_FORMAT_NAME) NULL};

#define REPORT_FORMAT_ADDRESS(name) &report_format_##name,
static const struct report_format *const formats[] = {REPORT_FORMATS(REPORT_FORMAT_ADDRESS) NULL};

const struct report_format *report_format_find(struct slice name)
{
	for (size_t i = 0; formats[i]; i++)
		if (slice_eq_str(name, formats[i]->name))
			return formats[i];
	return NULL;
}

/* --- The way to the file --------------------------------------------------- */

size_t report_size(const struct report *report)
{
	return report->n_flushed + report->out.len;
}

static void write_out(struct report *report)
{
	if (report->out.failed)
		out_of_memory();
	size_t len = report->out.len;
	if (len && !report->error && fwrite(report->out.ptr, 1, len, report->file) != len)
		report->error = errno ? errno : EIO;
	report->n_flushed += len;
	buffer_clear(&report->out);
}

void report_flush(struct report *report)
{
	if (report->out.failed || report->out.len >= FLUSH_BYTES)
		write_out(report);
}

/* --- Places ---------------------------------------------------------------- */

static void enter_line(struct report_cursor *cursor, size_t line, size_t start)
{
	struct slice rest = slice_skip(cursor->text, start);
	struct slice text = {rest.ptr, 0};
	slice_next_line(&rest, &text);
	cursor->line = line;
	cursor->line_start = cursor->offset = start;
	cursor->line_end = start + text.len;
	cursor->column = cursor->column_utf16 = 1;
}

static void enter_first_line(struct report_cursor *cursor)
{
	bool has_mark = slice_starts_with(cursor->text, SLICE("\xEF\xBB\xBF"));
	enter_line(cursor, 1, has_mark ? 3 : 0);
}

static bool go_to_line(struct report_cursor *cursor, size_t line)
{
	if (line < cursor->line)
		enter_first_line(cursor);
	size_t start = cursor->line_start;
	for (size_t at = cursor->line; at < line; at++) {
		size_t end = slice_find_char(cursor->text, '\n', start);
		if (end == SLICE_NONE)
			return false;
		start = end + 1;
	}
	if (line > cursor->line)
		enter_line(cursor, line, start);
	return true;
}

static bool is_trail(const struct report_cursor *cursor)
{
	return utf8_is_trail(cursor->text.ptr[cursor->offset]);
}

static size_t sum_of_bytes(uint64_t ones)
{
	return (size_t)((ones * EIGHT_EACH) >> 56);
}

/* Eight bytes at once, as long as no more than eight characters begin before the column.
   The last of them may end behind. */
static void skip_bytes(struct report_cursor *cursor, size_t column)
{
	const char *at = cursor->text.ptr + cursor->offset;
	size_t left = column - cursor->column;
	size_t n_bytes = cursor->line_end - cursor->offset;
	size_t n_pairs = 0;
	uint64_t bytes;
	for (; left > sizeof(bytes) && n_bytes > sizeof(bytes); n_bytes -= sizeof(bytes)) {
		bytes = eight_at(at);
		at += sizeof(bytes);
		left -= sizeof(bytes);
		if (!(bytes & EIGHT_HIGH)) /* as most of a line of spans */
			continue;
		uint64_t pairs = bytes >> 7 & bytes >> 6 & bytes >> 5 & bytes >> 4 & EIGHT_EACH;
		left += sum_of_bytes(eight_trails(bytes));
		n_pairs += sum_of_bytes(pairs);
	}
	cursor->column_utf16 += column - left - cursor->column + n_pairs;
	cursor->column = column - left;
	cursor->offset = cursor->line_end - n_bytes;
}

/* Counts as lines_position does: every byte that is not a trail byte. */
static void go_to_column(struct report_cursor *cursor, size_t column)
{
	if (column < cursor->column)
		enter_line(cursor, cursor->line, cursor->line_start);
	skip_bytes(cursor, column);
	while (cursor->column < column && cursor->offset < cursor->line_end) {
		unsigned char byte = (unsigned char)cursor->text.ptr[cursor->offset];
		bool begins = !is_trail(cursor);
		cursor->offset++;
		cursor->column += begins;
		cursor->column_utf16 += byte >= 0xF0 ? 2 : begins;
	}
	while (cursor->offset < cursor->line_end && is_trail(cursor))
		cursor->offset++;
}

static bool go_to(struct report_cursor *cursor, struct position at)
{
	if (!go_to_line(cursor, at.line))
		return false;
	go_to_column(cursor, at.column);
	return true;
}

static bool open_file(struct report *report, const char *file)
{
	struct report_cursor *cursor = &report->cursor;
	const struct report_source *source = &report->options->source;
	if (!source->read || !file)
		return false;
	if (cursor->file && strcmp(cursor->file, file) == 0)
		return cursor->is_readable;
	*cursor = (struct report_cursor){.file = file};
	arena_release(&report->text);
	cursor->is_readable = source->read(source->context, file, &report->text, &cursor->text);
	if (cursor->is_readable)
		enter_first_line(cursor);
	return cursor->is_readable;
}

/* Whether `cursor` is between `start` and `end`, in its file. */
static bool is_on_way(const struct report_cursor *cursor, const struct report_cursor *start,
		      struct position end)
{
	return cursor->file == start->file && cursor->line == end.line &&
	       cursor->column <= end.column && cursor->offset > start->offset;
}

bool report_locate(struct report *report, const struct finding *finding, struct report_place *out)
{
	struct report_cursor *start = &report->cursor;
	if (!open_file(report, finding->file) || !go_to(start, finding->start))
		return false;
	/* Many findings of a long line end where the last one did. */
	struct report_cursor end =
		is_on_way(&report->end, start, finding->end) ? report->end : *start;
	bool has_end = finding->end.line >= finding->start.line && go_to(&end, finding->end);
	report->end = end;
	if (!has_end || end.offset < start->offset)
		end = *start;
	out->line = slice_sub(start->text, start->line_start, start->line_end);
	out->start = start->offset - start->line_start;
	out->end = end.line == start->line ? end.offset - start->line_start : out->line.len;
	out->start_utf16 = start->column_utf16;
	out->end_utf16 = end.column_utf16;
	return true;
}

/* --- The run --------------------------------------------------------------- */

static void write_findings(struct report *report, const struct report_format *format)
{
	const struct findings *findings = report->findings;
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].severity != SEVERITY_OFF)
			format->finding(report, &findings->items[i]);
		report_flush(report);
	}
}

static void write_all(struct report *report, const struct report_format *format)
{
	const struct report_options *options = report->options;
	if (format->begin)
		format->begin(report);
	if (format->is_finding_alone && (options->n_threads > 1 || options->kept_path))
		report_write_parts(report, format);
	else if (format->finding)
		write_findings(report, format);
	if (format->end)
		format->end(report);
	write_out(report);
	if (fflush(report->file) != 0 && !report->error)
		report->error = errno ? errno : EIO;
}

enum status report_write(const struct report_format *format, const struct report_options *options,
			 const struct findings *findings, FILE *out, struct problems *problems)
{
	struct report report = {.options = options, .findings = findings, .file = out};
	arena_init_must(&report.arena);
	arena_init_must(&report.text);
	buffer_init(&report.out, BUFFER_MAX_PAGE);
	buffer_init(&report.scratch, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < findings->count; i++)
		report.n_of[findings->items[i].severity]++;
	errno = 0;
	write_all(&report, format);
	buffer_release(&report.out);
	buffer_release(&report.scratch);
	arena_release(&report.text);
	arena_release(&report.arena);
	if (!report.error)
		return STATUS_OK;
	return problem_report(
		problems, (struct place){0},
		"cannot write the report: %s; check where the output goes and the free space",
		"レポートを書き込めません (%s)。出力先と空き容量を確認してください",
		problem_of_system(problems, report.error));
}
