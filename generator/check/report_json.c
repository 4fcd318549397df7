/* The report for programs: one JSON object, a line a finding. */
#include "report_format.h"

#include "base/json.h"

enum { VERSION = 1, BROKEN_LEVELS = 2 };

static void begin(struct report *report)
{
	struct json *json = arena_alloc(&report->arena, sizeof(*json));
	report->state = json;
	json_init(json, &report->out, BROKEN_LEVELS);
	json_begin_object(json);
	json_key(json, "version");
	json_put_size(json, VERSION);
	json_key(json, "findings");
	json_begin_array(json);
}

static void member_size(struct json *json, const char *key, size_t number)
{
	json_key(json, key);
	json_put_size(json, number);
}

static void member_text(struct json *json, const char *key, struct slice text)
{
	json_key(json, key);
	json_put_string_or_null(json, text);
}

static void finding_write(struct report *report, const struct finding *finding)
{
	struct json *json = report->state;
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	finding_message(finding, report->options->lang, &message);
	json_begin_object(json);
	member_text(json, "rule", slice_from(finding->rule->id));
	member_text(json, "severity", slice_from(severity_name(finding->severity)));
	member_text(json, "file", slice_from(finding->file));
	member_size(json, "line", finding->start.line);
	member_size(json, "column", finding->start.column);
	member_size(json, "end_line", finding->end.line);
	member_size(json, "end_column", finding->end.column);
	member_text(json, "lang", slice_from(lang_name(finding->lang)));
	member_text(json, "segment", finding->segment);
	member_text(json, "code", finding->code);
	json_key(json, "message");
	json_put_string(json, buffer_view(&message));
	json_end_object(json);
	buffer_release(&message);
}

static void end(struct report *report)
{
	struct json *json = report->state;
	const struct report_counts *counts = &report->options->counts;
	json_end_array(json);
	json_key(json, "summary");
	json_begin_object(json);
	member_size(json, "articles", counts->articles);
	member_size(json, "segments", counts->segments);
	member_size(json, "entries", counts->entries);
	member_size(json, "error", report->n_of[SEVERITY_ERROR]);
	member_size(json, "warning", report->n_of[SEVERITY_WARNING]);
	member_size(json, "info", report->n_of[SEVERITY_INFO]);
	json_end_object(json);
	json_end_object(json);
	json_finish(json);
}

const struct report_format report_format_json = {
	.name = "json",
	.begin = begin,
	.finding = finding_write,
	.end = end,
};
