/* A file of fingerprints: written by base/json.h, read by jansson. */
#include "check/baseline.h"

#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include "check/fingerprints.h"
#include "check/rule_table.h"

#include <jansson.h>
#include <string.h>

enum { VERSION = 1 };

/* --- Writing ------------------------------------------------------------ */

static void put_finding(struct json *json, const struct finding *finding,
			struct fingerprints *fingerprints)
{
	json_begin_object(json);
	json_key(json, "fingerprint");
	json_put_str(json, fingerprint_of(fingerprints, finding));
	json_key(json, "rule");
	json_put_str(json, finding->rule->id);
	json_key(json, "file");
	json_put_string(json, fingerprint_article(fingerprints, finding));
	json_key(json, "segment");
	json_put_string_or_null(json, finding->segment);
	json_end_object(json);
}

enum status baseline_write(const char *path, const struct findings *findings, const char *content,
			   struct problems *problems)
{
	struct fingerprints fingerprints;
	struct buffer out;
	struct json json;
	fingerprints_init(&fingerprints, content);
	buffer_init(&out, BUFFER_MAX_PAGE);
	json_init(&json, &out, 2);
	json_begin_object(&json);
	json_key(&json, "version");
	json_put_size(&json, VERSION);
	json_key(&json, "findings");
	json_begin_array(&json);
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].severity != SEVERITY_OFF)
			put_finding(&json, &findings->items[i], &fingerprints);
	json_end_array(&json);
	json_end_object(&json);
	json_finish(&json);
	enum status status =
		out.failed ? STATUS_NO_MEMORY : file_write(path, buffer_view(&out), problems);
	buffer_release(&out);
	fingerprints_release(&fingerprints);
	return problem_memory(problems, status);
}

/* --- Reading ------------------------------------------------------------ */

static enum status not_a_baseline(const char *path, struct problems *problems)
{
	return problem_report(problems, (struct place){.file = path},
			      "is no baseline of this version; make one with --write-baseline",
			      "このバージョンのベースラインではありません。--write-baseline で"
			      "作成してください");
}

static enum status take_known(const char *path, const json_t *list, struct map *known,
			      struct problems *problems)
{
	static char present;
	enum status status = STATUS_OK;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		const char *fingerprint = json_string_value(json_object_get(item, "fingerprint"));
		const char *rule = json_string_value(json_object_get(item, "rule"));
		if (!fingerprint || !rule)
			return not_a_baseline(path, problems);
		if (!rule_find(slice_from(rule)))
			status = rule_report_unknown(slice_from(rule), (struct place){.file = path},
						     problems);
		if (map_put(known, slice_from(fingerprint), &present) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return status;
}

static void take_away(struct findings *findings, const char *content, const struct map *known)
{
	struct fingerprints fingerprints;
	fingerprints_init(&fingerprints, content);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		if (finding->severity != SEVERITY_OFF &&
		    map_has(known, slice_from(fingerprint_of(&fingerprints, finding))))
			finding->severity = SEVERITY_OFF;
	}
	fingerprints_release(&fingerprints);
}

static enum status apply_json(const char *path, const json_t *root, struct findings *findings,
			      const char *content, struct problems *problems)
{
	const json_t *list = json_object_get(root, "findings");
	struct map known;
	if (json_integer_value(json_object_get(root, "version")) != VERSION || !json_is_array(list))
		return not_a_baseline(path, problems);
	map_init(&known);
	enum status status = take_known(path, list, &known, problems);
	if (status == STATUS_OK)
		take_away(findings, content, &known);
	map_release(&known);
	return status;
}

enum status baseline_apply(const char *path, struct findings *findings, const char *content,
			   struct problems *problems)
{
	struct arena arena;
	struct slice bytes;
	json_error_t error;
	arena_init_must(&arena);
	enum status status = file_read(&arena, path, problems, &bytes);
	if (status == STATUS_OK) {
		json_t *root = json_loadb(bytes.ptr, bytes.len, 0, &error);
		if (root)
			status = apply_json(path, root, findings, content, problems);
		else
			status = problem_report(
				problems,
				(struct place){path, error.line > 0 ? (size_t)error.line : 0,
					       error.column > 0 ? (size_t)error.column : 0},
				"the baseline is not JSON (%s); make it anew with --write-baseline",
				"ベースラインが JSON ではありません (%s)。--write-baseline で作り"
				"直してください",
				error.text);
		json_decref(root);
	}
	arena_release(&arena);
	return problem_memory(problems, status);
}
