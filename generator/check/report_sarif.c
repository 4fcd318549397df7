/* The report in SARIF 2.1.0, for code scanning services:
   https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
   They refuse more than 25,000 results or 10 MB, so the worst findings come
   first and a notification tells how many did not fit. */
#include "report_format.h"

#include "base/json.h"
#include "base/map.h"
#include "check/fingerprints.h"

#include <stdlib.h>
#include <string.h>

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

enum {
	RESULTS_MAX = 25000,
	SIZE_MAX_BYTES = 10 * 1000 * 1000,
	TAIL_BYTES = 4096, /* kept free for what follows the results */
	BROKEN_LEVELS = 4, /* a line a result */
};

/* The state of the report. */
struct sarif {
	struct json json;
	const struct rule **rules; /* those that were found, by id */
	size_t n_rules;
	struct fingerprints fingerprints;
	size_t n_results;
	size_t n_left_out;
};

static const char *const levels[] = {
	[SEVERITY_OFF] = "none",
	[SEVERITY_INFO] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

static void member_size(struct json *json, const char *key, size_t number)
{
	json_key(json, key);
	json_put_size(json, number);
}

static void member_text(struct json *json, const char *key, struct slice text)
{
	json_key(json, key);
	json_put_string(json, text);
}

/* A "message" or "multiformatMessageString" object. */
static void member_message(struct json *json, const char *key, struct slice text)
{
	json_key(json, key);
	json_begin_object(json);
	member_text(json, "text", text);
	json_end_object(json);
}

/* --- Rules ----------------------------------------------------------------- */

static int compare_rules(const void *a, const void *b)
{
	const struct rule *left = *(const struct rule *const *)a;
	const struct rule *right = *(const struct rule *const *)b;
	return strcmp(left->id, right->id);
}

static void collect_rules(struct report *report, struct sarif *sarif)
{
	const struct findings *findings = report->findings;
	struct map known;
	map_init(&known);
	sarif->rules = arena_array(&report->arena, findings->count, sizeof(struct rule *));
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		struct slice id = slice_from(finding->rule->id);
		if (finding->severity == SEVERITY_OFF || map_has(&known, id))
			continue;
		if (map_put(&known, id, NULL) != STATUS_OK)
			out_of_memory();
		sarif->rules[sarif->n_rules++] = finding->rule;
	}
	map_release(&known);
	if (sarif->n_rules)
		qsort(sarif->rules, sarif->n_rules, sizeof(*sarif->rules), compare_rules);
}

static size_t rule_index(const struct sarif *sarif, const struct rule *rule)
{
	const struct rule **hit =
		bsearch(&rule, sarif->rules, sarif->n_rules, sizeof(*sarif->rules), compare_rules);
	return (size_t)(hit - sarif->rules);
}

/* A rule's message without a finding: "…" where the arguments would go. */
static void write_short_description(struct json *json, const struct rule *rule, enum lang lang)
{
	struct finding example = {.rule = rule, .n_args = FINDING_ARGS_MAX};
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < FINDING_ARGS_MAX; i++)
		example.args[i][LANG_EN] = example.args[i][LANG_JA] = SLICE("…");
	finding_message(&example, lang, &text);
	member_message(json, "shortDescription", buffer_view(&text));
	buffer_release(&text);
}

static void write_rule(struct json *json, const struct rule *rule, enum lang lang)
{
	struct slice explain = slice_from(rule->explain[lang]);
	size_t paragraph = slice_find(explain, SLICE("\n\n"), 0);
	json_begin_object(json);
	member_text(json, "id", slice_from(rule->id));
	write_short_description(json, rule, lang);
	if (explain.len) {
		member_message(json, "fullDescription", slice_sub(explain, 0, paragraph));
		member_message(json, "help", explain);
	}
	json_key(json, "defaultConfiguration");
	json_begin_object(json);
	member_text(json, "level", slice_from(levels[rule->severity]));
	json_end_object(json);
	json_end_object(json);
}

static void write_tool(struct report *report, struct sarif *sarif, enum lang lang)
{
	struct json *json = &sarif->json;
	json_key(json, "tool");
	json_begin_object(json);
	json_key(json, "driver");
	json_begin_object(json);
	member_text(json, "name", SLICE("taiyaku"));
	member_text(json, "version", slice_from(TAIYAKU_VERSION));
	member_text(json, "language", slice_from(lang_name(lang)));
	json_key(json, "rules");
	json_begin_array(json);
	collect_rules(report, sarif);
	for (size_t i = 0; i < sarif->n_rules; i++)
		write_rule(json, sarif->rules[i], lang);
	json_end_array(json);
	json_end_object(json);
	json_end_object(json);
}

/* --- Results --------------------------------------------------------------- */

/* A path as a URI reference (RFC 3986): of its ASCII only the unreserved
   characters and '/' stand for themselves, so no first segment is taken for a
   scheme. */
static void append_uri(struct buffer *uri, struct slice path)
{
	if (slice_starts_with(path, SLICE("/")))
		buffer_str(uri, "file://");
	while (slice_starts_with(path, SLICE("./")))
		path = slice_skip(path, 2);
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];
		if (ascii_is_alnum(c) || (c && strchr("-._~/", c)))
			buffer_char(uri, c);
		else
			buffer_printf(uri, "%%%02X", (unsigned int)(unsigned char)c);
	}
}

static void write_artifact(struct json *json, const char *file)
{
	struct buffer uri;
	buffer_init(&uri, BUFFER_MAX_PAGE);
	append_uri(&uri, slice_from(file));
	json_key(json, "artifactLocation");
	json_begin_object(json);
	member_text(json, "uri", buffer_view(&uri));
	if (!slice_starts_with(buffer_view(&uri), SLICE("file:")))
		member_text(json, "uriBaseId", SLICE("%SRCROOT%"));
	json_end_object(json);
	buffer_release(&uri);
}

/* Without the line its columns in UTF-16 are not known: then none are given,
   which means the whole line. */
static void write_region(struct json *json, const struct finding *finding,
			 const struct report_place *place)
{
	json_key(json, "region");
	json_begin_object(json);
	member_size(json, "startLine", finding->start.line);
	if (place)
		member_size(json, "startColumn", place->start_utf16);
	member_size(json, "endLine", finding->end.line);
	if (place)
		member_size(json, "endColumn", place->end_utf16);
	json_end_object(json);
}

static void write_location(struct json *json, const struct finding *finding,
			   const struct report_place *place)
{
	json_key(json, "locations");
	json_begin_array(json);
	json_begin_object(json);
	json_key(json, "physicalLocation");
	json_begin_object(json);
	write_artifact(json, finding->file);
	write_region(json, finding, place);
	json_end_object(json);
	json_end_object(json);
	json_end_array(json);
}

/* That of a baseline: it stays the same when lines move. */
static void write_fingerprint(struct report *report, const struct finding *finding)
{
	struct sarif *sarif = report->state;
	const char *fingerprint = fingerprint_of(&sarif->fingerprints, finding);
	json_key(&sarif->json, "partialFingerprints");
	json_begin_object(&sarif->json);
	member_text(&sarif->json, "findingHash/v2", slice_from(fingerprint));
	json_end_object(&sarif->json);
}

static void write_properties(struct json *json, const struct finding *finding)
{
	json_key(json, "properties");
	json_begin_object(json);
	member_text(json, "lang", slice_from(lang_name(finding->lang)));
	if (finding->segment.len)
		member_text(json, "segment", finding->segment);
	if (finding->code.len)
		member_text(json, "code", finding->code);
	json_end_object(json);
}

static void write_result(struct report *report, const struct finding *finding)
{
	struct sarif *sarif = report->state;
	struct json *json = &sarif->json;
	struct report_place found;
	struct report_place *place = report_locate(report, finding, &found) ? &found : NULL;
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	finding_message(finding, report->options->lang, &message);
	json_begin_object(json);
	member_text(json, "ruleId", slice_from(finding->rule->id));
	member_size(json, "ruleIndex", rule_index(sarif, finding->rule));
	member_text(json, "level", slice_from(levels[finding->severity]));
	member_message(json, "message", buffer_view(&message));
	write_location(json, finding, place);
	write_fingerprint(report, finding);
	write_properties(json, finding);
	json_end_object(json);
	buffer_release(&message);
}

/* Takes a result back that made the report too large. */
static void write_result_if_it_fits(struct report *report, const struct finding *finding)
{
	struct sarif *sarif = report->state;
	if (sarif->n_results == RESULTS_MAX) {
		sarif->n_left_out++;
		return;
	}
	const struct json before = sarif->json;
	size_t len = report->out.len;
	write_result(report, finding);
	if (report_size(report) <= SIZE_MAX_BYTES - TAIL_BYTES) {
		sarif->n_results++;
		return;
	}
	sarif->json = before;
	buffer_truncate(&report->out, len);
	sarif->n_left_out++;
}

static void write_results(struct report *report)
{
	const struct findings *findings = report->findings;
	for (enum severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
		for (size_t i = 0; i < findings->count; i++) {
			if (findings->items[i].severity != severity)
				continue;
			write_result_if_it_fits(report, &findings->items[i]);
			report_flush(report);
		}
}

static void write_invocation(struct report *report)
{
	struct sarif *sarif = report->state;
	struct json *json = &sarif->json;
	const char *format = report->options->lang == LANG_JA
				     ? "上限 (結果 25,000 件、10 MB) "
				       "を超えたため、重大度の低いものを省きました: %zu 件"
				     : "left out, the least severe first, to stay below 25,000 "
				       "results and 10 MB: %zu";
	json_key(json, "invocations");
	json_begin_array(json);
	json_begin_object(json);
	json_key(json, "executionSuccessful");
	json_put_bool(json, true);
	if (sarif->n_left_out) {
		struct slice text = arena_printf(&report->arena, format, sarif->n_left_out);
		json_key(json, "toolExecutionNotifications");
		json_begin_array(json);
		json_begin_object(json);
		member_text(json, "level", SLICE("warning"));
		member_message(json, "message", text);
		json_end_object(json);
		json_end_array(json);
	}
	json_end_object(json);
	json_end_array(json);
}

/* --- The document ---------------------------------------------------------- */

/* Not finding by finding: the worst come first. */
static void write_document(struct report *report)
{
	struct sarif *sarif = arena_alloc(&report->arena, sizeof(*sarif));
	struct json *json = &sarif->json;
	enum lang lang = report->options->lang == LANG_JA ? LANG_JA : LANG_EN;
	report->state = sarif;
	fingerprints_init(&sarif->fingerprints, report->options->content);
	json_init(json, &report->out, BROKEN_LEVELS);
	json_begin_object(json);
	member_text(json, "$schema", SLICE(SCHEMA));
	member_text(json, "version", SLICE("2.1.0"));
	json_key(json, "runs");
	json_begin_array(json);
	json_begin_object(json);
	write_tool(report, sarif, lang);
	member_text(json, "language", slice_from(lang_name(lang)));
	member_text(json, "columnKind", SLICE("utf16CodeUnits"));
	json_key(json, "results");
	json_begin_array(json);
	write_results(report);
	json_end_array(json);
	write_invocation(report);
	json_end_object(json);
	json_end_array(json);
	json_end_object(json);
	json_finish(json);
	fingerprints_release(&sarif->fingerprints);
}

const struct report_format report_format_sarif = {
	.name = "sarif",
	.begin = write_document,
};
