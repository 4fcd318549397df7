/* Fingerprints, and the file of them: written by base/json.h, read by jansson. */
#include "check/baseline.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "check/rule_table.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

enum { FINGERPRINT_MAX = 48, VERSION = 1 };

/* --- Fingerprints ------------------------------------------------------- */

/* "content/smtp/a.md" without "content/". */
static struct slice path_below(const char *file, const char *content)
{
	struct slice path = slice_from(file);
	struct slice folder = slice_from(content);
	if (folder.len && slice_starts_with(path, folder))
		path = slice_skip(path, folder.len);
	while (slice_starts_with(path, SLICE("/")) || slice_starts_with(path, SLICE("./")))
		path = slice_skip(path, path.ptr[0] == '/' ? 1 : 2);
	return path;
}

/* Without what other edits change: counts, and the line of another place. */
static struct slice lasting_part(struct slice arg)
{
	size_t len = arg.len;
	while (len && ascii_is_digit(arg.ptr[len - 1]))
		len--;
	bool is_line = len && len < arg.len && arg.ptr[len - 1] == ':';
	return len == 0 || is_line ? slice_sub(arg, 0, len) : arg;
}

uint64_t finding_fingerprint(const struct finding *finding, const char *content)
{
	uint64_t hash = hash_slice(slice_from(finding->rule->id));
	hash = hash_more(hash, path_below(finding->file, content));
	hash = hash_more(hash, finding->segment);
	hash = hash_more(hash, finding->code);
	for (size_t i = 0; i < finding->n_args; i++)
		hash = hash_more(hash, lasting_part(finding->args[i][LANG_EN]));
	return hash;
}

/* Tells alike findings apart by their number. */
struct numbering {
	struct arena arena;
	struct map counts; /* hash to size_t */
};

static void numbering_init(struct numbering *numbering)
{
	arena_init_must(&numbering->arena);
	map_init(&numbering->counts);
}

static void numbering_release(struct numbering *numbering)
{
	map_release(&numbering->counts);
	arena_release(&numbering->arena);
}

static void write_fingerprint(struct numbering *numbering, const struct finding *finding,
			      const char *content, char *out)
{
	uint64_t hash = finding_fingerprint(finding, content);
	struct slice key = {(const char *)&hash, sizeof(hash)};
	size_t *count = map_get(&numbering->counts, key);
	if (!count) {
		count = arena_alloc(&numbering->arena, sizeof(*count));
		if (map_put(&numbering->counts, arena_copy(&numbering->arena, key), count) !=
		    STATUS_OK)
			out_of_memory();
	}
	snprintf(out, FINGERPRINT_MAX, "%016" PRIx64 ":%zu", hash, ++*count);
}

/* --- Writing ------------------------------------------------------------ */

static void put_finding(struct json *json, const struct finding *finding, const char *content,
			const char *fingerprint)
{
	json_begin_object(json);
	json_key(json, "fingerprint");
	json_put_str(json, fingerprint);
	json_key(json, "rule");
	json_put_str(json, finding->rule->id);
	json_key(json, "file");
	json_put_string(json, path_below(finding->file, content));
	json_key(json, "segment");
	json_put_string_or_null(json, finding->segment);
	json_end_object(json);
}

enum status baseline_write(const char *path, const struct findings *findings, const char *content,
			   struct problems *problems)
{
	struct numbering numbering;
	struct buffer out;
	struct json json;
	char fingerprint[FINGERPRINT_MAX];
	numbering_init(&numbering);
	buffer_init(&out, BUFFER_MAX_PAGE);
	json_init(&json, &out, 2);
	json_begin_object(&json);
	json_key(&json, "version");
	json_put_size(&json, VERSION);
	json_key(&json, "findings");
	json_begin_array(&json);
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].severity == SEVERITY_OFF)
			continue;
		write_fingerprint(&numbering, &findings->items[i], content, fingerprint);
		put_finding(&json, &findings->items[i], content, fingerprint);
	}
	json_end_array(&json);
	json_end_object(&json);
	json_finish(&json);
	enum status status =
		out.failed ? STATUS_NO_MEMORY : file_write(path, buffer_view(&out), problems);
	buffer_release(&out);
	numbering_release(&numbering);
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
	struct numbering numbering;
	char fingerprint[FINGERPRINT_MAX];
	numbering_init(&numbering);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		if (finding->severity == SEVERITY_OFF)
			continue;
		write_fingerprint(&numbering, finding, content, fingerprint);
		if (map_has(known, slice_from(fingerprint)))
			finding->severity = SEVERITY_OFF;
	}
	numbering_release(&numbering);
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
