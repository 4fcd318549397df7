/* The SARIF report: its parts, its limits, and the schema when Python's
   jsonschema (Debian: python3-jsonschema) and the schema are there. */
#include "report_fixture.h"

#include <jansson.h>
#include <unistd.h>

static json_t *sarif(struct fixture *f)
{
	json_error_t error;
	json_t *root = json_loads(fixture_report(f, "sarif"), JSON_REJECT_DUPLICATES, &error);
	if (!root)
		fail_msg("line %d: %s", error.line, error.text);
	return root;
}

/* The value at a path such as "runs.0.results.1.level". */
static json_t *at(json_t *value, const char *path)
{
	char part[64];
	while (*path) {
		size_t len = strcspn(path, ".");
		assert_true(len < sizeof(part));
		memcpy(part, path, len);
		part[len] = '\0';
		value = json_is_array(value) ? json_array_get(value, strtoul(part, NULL, 10))
					     : json_object_get(value, part);
		path += len + (path[len] == '.');
	}
	return value;
}

static const char *text_at(json_t *value, const char *path)
{
	const char *text = json_string_value(at(value, path));
	return text ? text : "(none)";
}

static json_int_t number_at(json_t *value, const char *path)
{
	json_t *number = at(value, path);
	return json_is_integer(number) ? json_integer_value(number) : -1;
}

static void fill(struct fixture *f)
{
	fixture_file(f, "content/a b.md", SLICE("# 4.4.312\n\r\n𠮟る 😀  end\n"));
	struct finding *finding = fixture_find(f, &rule_info, LANG_EN, "end");
	fixture_arg(f, finding, "d");
	fixture_arg(f, finding, "。");
	finding->segment = SLICE("1b4da-118");
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	finding = fixture_find(f, &rule_error, LANG_BOTH, "4.4.312\n\r\n𠮟");
	fixture_arg(f, finding, "4.4.312");
	finding->code = SLICE("4.4.312");
}

static void test_document(void **state)
{
	struct fixture *f = *state;
	fill(f);
	json_t *root = sarif(f);
	assert_string_equal(text_at(root, "version"), "2.1.0");
	json_t *run = at(root, "runs.0");
	assert_string_equal(text_at(run, "columnKind"), "utf16CodeUnits");
	assert_string_equal(text_at(run, "language"), "en");
	assert_string_equal(text_at(run, "tool.driver.name"), "taiyaku");
	assert_true(json_is_true(at(run, "invocations.0.executionSuccessful")));
	assert_null(at(run, "invocations.0.toolExecutionNotifications"));
	json_decref(root);
}

static void test_rules(void **state)
{
	struct fixture *f = *state;
	fill(f);
	json_t *root = sarif(f);
	json_t *rules = at(root, "runs.0.tool.driver.rules");
	assert_int_equal(json_array_size(rules), 3);
	assert_string_equal(text_at(rules, "0.id"), "entry.no-fix");
	assert_string_equal(text_at(rules, "0.shortDescription.text"), "… has no fix; write one");
	assert_string_equal(text_at(rules, "0.fullDescription.text"), "Readers come for the fix.");
	assert_string_equal(text_at(rules, "0.help.text"),
			    "Readers come for the fix.\n\nSay what to do.");
	assert_string_equal(text_at(rules, "0.defaultConfiguration.level"), "error");
	assert_string_equal(text_at(rules, "1.id"), "punct.end");
	assert_string_equal(text_at(rules, "1.defaultConfiguration.level"), "note");
	assert_null(at(rules, "1.help")); /* it explains nothing */
	assert_string_equal(text_at(rules, "2.id"), "space.double");
	assert_string_equal(text_at(rules, "2.fullDescription.text"), "It looks careless.");
	assert_string_equal(text_at(rules, "2.defaultConfiguration.level"), "warning");
	json_decref(root);
}

static void test_japanese(void **state)
{
	struct fixture *f = *state;
	fill(f);
	f->options.lang = LANG_JA;
	json_t *root = sarif(f);
	assert_string_equal(text_at(root, "runs.0.language"), "ja");
	assert_string_equal(text_at(root, "runs.0.results.1.message.text"),
			    "空白が 2 つあります。1 つにしてください");
	assert_string_equal(text_at(root, "runs.0.tool.driver.rules.2.fullDescription.text"),
			    "不注意に見えます。");
	json_decref(root);
}

static void test_results_worst_first(void **state)
{
	struct fixture *f = *state;
	fill(f);
	json_t *root = sarif(f);
	json_t *results = at(root, "runs.0.results");
	assert_int_equal(json_array_size(results), 3);
	static const struct {
		const char *rule, *level;
		int index;
	} expected[] = {
		{"entry.no-fix", "error", 0},
		{"space.double", "warning", 2},
		{"punct.end", "note", 1},
	};
	for (size_t i = 0; i < 3; i++) {
		json_t *result = json_array_get(results, i);
		assert_string_equal(text_at(result, "ruleId"), expected[i].rule);
		assert_string_equal(text_at(result, "level"), expected[i].level);
		assert_int_equal(number_at(result, "ruleIndex"), expected[i].index);
	}
	assert_string_equal(text_at(results, "0.message.text"), "4.4.312 has no fix; write one");
	assert_string_equal(text_at(results, "0.properties.code"), "4.4.312");
	assert_string_equal(text_at(results, "0.properties.lang"), "both");
	assert_string_equal(text_at(results, "2.properties.segment"), "1b4da-118");
	json_decref(root);
}

static void expect_region(json_t *result, json_int_t line, json_int_t column, json_int_t end_line,
			  json_int_t end_column)
{
	json_t *region = at(result, "locations.0.physicalLocation.region");
	assert_int_equal(number_at(region, "startLine"), line);
	assert_int_equal(number_at(region, "startColumn"), column);
	assert_int_equal(number_at(region, "endLine"), end_line);
	assert_int_equal(number_at(region, "endColumn"), end_column);
}

static void test_columns_are_utf16(void **state)
{
	struct fixture *f = *state;
	fill(f);
	json_t *root = sarif(f);
	json_t *results = at(root, "runs.0.results");
	expect_region(json_array_get(results, 0), 1, 3, 3, 3);
	expect_region(json_array_get(results, 1), 3, 7, 3, 9);
	expect_region(json_array_get(results, 2), 3, 9, 3, 12);
	json_decref(root);
}

static void test_columns_are_left_out_without_the_line(void **state)
{
	struct fixture *f = *state;
	fill(f);
	f->options.source.read = NULL;
	json_t *root = sarif(f);
	expect_region(at(root, "runs.0.results.1"), 3, -1, 3, -1);
	json_decref(root);
}

static void expect_uri(struct fixture *f, const char *file, const char *uri, const char *base)
{
	f->findings.count = 0;
	f->n_files = 0;
	fixture_file(f, file, SLICE("x"));
	fixture_find(f, &rule_warning, LANG_JA, "x");
	json_t *root = sarif(f);
	json_t *artifact =
		at(root, "runs.0.results.0.locations.0.physicalLocation.artifactLocation");
	assert_string_equal(text_at(artifact, "uri"), uri);
	assert_string_equal(text_at(artifact, "uriBaseId"), base);
	json_decref(root);
}

static void test_uris(void **state)
{
	struct fixture *f = *state;
	expect_uri(f, "content/a b.md", "content/a%20b.md", "%SRCROOT%");
	expect_uri(f, "./a.md", "a.md", "%SRCROOT%");
	expect_uri(f, "エラー.md", "%E3%82%A8%E3%83%A9%E3%83%BC.md", "%SRCROOT%");
	expect_uri(f, "a:b%#?[].md", "a%3Ab%25%23%3F%5B%5D.md", "%SRCROOT%");
	expect_uri(f, "\xFF.md", "%FF.md", "%SRCROOT%");
	expect_uri(f, "/srv/a.md", "file:///srv/a.md", "(none)");
	expect_uri(f, "file:/a.md", "file%3A/a.md", "%SRCROOT%");
}

static char *fingerprint(json_t *root, const char *path)
{
	const char *text = json_string_value(
		json_object_get(at(at(root, path), "partialFingerprints"), "findingHash/v2"));
	assert_non_null(text);
	return strdup(text);
}

/* Same file with two lines above, the line indented, another severity. */
static void test_fingerprints_outlive_edits_above(void **state)
{
	struct fixture *f = *state;
	char *prints[2][3];
	static const struct slice texts[2] = {SLICE("a  b\nx\na  b\nc  d\n"),
					      SLICE("new\n\n  a  b\nx\na  b\nc  d\n")};
	static const size_t starts[2][3] = {{1, 8, 13}, {8, 15, 20}};
	for (size_t version = 0; version < 2; version++) {
		f->findings.count = f->n_files = 0;
		fixture_file(f, "a.md", texts[version]);
		for (size_t i = 0; i < 3; i++) {
			size_t start = starts[version][i];
			findings_add(&f->findings, &rule_warning, LANG_JA,
				     (struct span){start, start + 2});
		}
		json_t *root = sarif(f);
		prints[version][0] = fingerprint(root, "runs.0.results.0");
		prints[version][1] = fingerprint(root, "runs.0.results.1");
		prints[version][2] = fingerprint(root, "runs.0.results.2");
		json_decref(root);
	}
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(prints[0][i], prints[1][i]);
	assert_string_not_equal(prints[0][0], prints[0][1]); /* the second alike */
	assert_string_not_equal(prints[0][0], prints[0][2]);
	for (size_t i = 0; i < 6; i++)
		free(prints[i / 3][i % 3]);
}

static void test_fingerprints_tell_rules_and_files_apart(void **state)
{
	struct fixture *f = *state;
	char *prints[3];
	fixture_file(f, "a.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	fixture_find(f, &rule_error, LANG_JA, "  ")->severity = SEVERITY_WARNING;
	fixture_file(f, "b.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	json_t *root = sarif(f);
	prints[0] = fingerprint(root, "runs.0.results.0");
	prints[1] = fingerprint(root, "runs.0.results.1");
	prints[2] = fingerprint(root, "runs.0.results.2");
	assert_string_not_equal(prints[0], prints[1]);
	assert_string_not_equal(prints[1], prints[2]);
	assert_string_not_equal(prints[0], prints[2]);
	for (size_t i = 0; i < 3; i++)
		free(prints[i]);
	json_decref(root);
}

/* Small results: the number is what stops them. */
static void test_no_more_than_25000_results(void **state)
{
	struct fixture *f = *state;
	static const struct rule tiny = {.id = "a", .severity = SEVERITY_INFO, .message = {"", ""}};
	f->findings.file = "a";
	for (size_t i = 0; i < 26000; i++)
		findings_add(&f->findings, &tiny, LANG_EN, (struct span){0, 0});
	fixture_file(f, "z.md", SLICE("x"));
	fixture_arg(f, fixture_find(f, &rule_error, LANG_EN, "x"), "last");
	json_t *root = sarif(f);
	json_t *run = at(root, "runs.0");
	assert_true(f->report_len < 10 * 1000 * 1000);
	assert_int_equal(json_array_size(at(run, "results")), 25000);
	assert_string_equal(text_at(run, "results.0.level"), "error");
	const char *note = text_at(run, "invocations.0.toolExecutionNotifications.0.message.text");
	assert_non_null(strstr(note, ": 1001"));
	json_decref(root);
}

static void test_no_more_than_10_megabytes(void **state)
{
	struct fixture *f = *state;
	char *words = malloc(2001);
	assert_non_null(words);
	memset(words, '"', 2000); /* each is two bytes in JSON */
	words[2000] = '\0';
	fixture_file(f, "a.md", SLICE("x"));
	for (size_t i = 0; i < 5000; i++) {
		struct finding *finding = fixture_find(f, &rule_info, LANG_EN, "x");
		fixture_arg(f, finding, "");
		fixture_arg(f, finding, "");
		finding->segment = slice_from(words); /* which is quoted whole */
	}
	f->options.lang = LANG_JA;
	json_t *root = sarif(f);
	size_t n_results = json_array_size(at(root, "runs.0.results"));
	assert_true(f->report_len < 10 * 1000 * 1000);
	assert_true(f->report_len > 9900 * 1000);
	char expected[32];
	snprintf(expected, sizeof(expected), ": %zu 件", 5000 - n_results);
	const char *note =
		text_at(root, "runs.0.invocations.0.toolExecutionNotifications.0.message.text");
	assert_non_null(strstr(note, expected));
	json_decref(root);
	free(words);
}

/* A result that is over the limit by itself. */
static void fill_monstrous(struct fixture *f)
{
	size_t len = 11 * 1000 * 1000;
	char *words = malloc(len + 1);
	assert_non_null(words);
	memset(words, 'x', len);
	words[len] = '\0';
	fixture_file(f, "日本 語.md", SLICE("x y"));
	struct finding *finding = fixture_find(f, &rule_error, LANG_EN, "x");
	finding->segment = arena_copy(f->findings.arena, slice_from(words));
	fixture_find(f, &rule_warning, LANG_EN, "y");
	free(words);
}

/* It must not keep the others out. */
static void test_monstrous_result_is_left_out(void **state)
{
	struct fixture *f = *state;
	fill_monstrous(f);
	json_t *root = sarif(f);
	assert_int_equal(json_array_size(at(root, "runs.0.results")), 1);
	assert_string_equal(text_at(root, "runs.0.results.0.ruleId"), "space.double");
	json_decref(root);
}

static void test_same_findings_same_bytes(void **state)
{
	struct fixture *f = *state;
	fill(f);
	char *first = strdup(fixture_report(f, "sarif"));
	assert_string_equal(fixture_report(f, "sarif"), first);
	free(first);
}

/* --- The schema ------------------------------------------------------------ */

static void skip_or_fail(const char *missing)
{
	if (getenv("CI"))
		fail_msg("%s", missing);
	print_message("SKIPPED: %s\n", missing);
	skip();
}

static void validate(struct fixture *f)
{
	static const char script[] = "import json, sys, jsonschema; "
				     "jsonschema.Draft4Validator(json.load(open(sys.argv[1])))"
				     ".validate(json.load(sys.stdin))";
	const char *shared = getenv("TAIYAKU_SHARED");
	char command[2048];
	char schema[1024];
	snprintf(schema, sizeof(schema), "%s/schemas/sarif-schema-2.1.0.json",
		 shared ? shared : "../shared");
	if (access(schema, R_OK) != 0)
		skip_or_fail("no SARIF schema: set TAIYAKU_SHARED");
	if (system("python3 -c 'import jsonschema' 2>/dev/null") != 0)
		skip_or_fail("no validator: install python3-jsonschema");
	snprintf(command, sizeof(command), "python3 -c '%s' '%s'", script, schema);
	const char *report = fixture_report(f, "sarif");
	FILE *validator = popen(command, "w");
	assert_non_null(validator);
	fputs(report, validator);
	if (pclose(validator) != 0)
		fail_msg("not valid: %s", report);
}

static void test_valid_against_the_schema(void **state)
{
	struct fixture *f = *state;
	fill(f);
	validate(f);
}

static void test_valid_without_findings(void **state)
{
	struct fixture *f = *state;
	validate(f);
}

static void test_valid_when_cut(void **state)
{
	struct fixture *f = *state;
	fill_monstrous(f);
	f->options.source.read = NULL;
	validate(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_document),
		FIXTURE_TEST(test_rules),
		FIXTURE_TEST(test_japanese),
		FIXTURE_TEST(test_results_worst_first),
		FIXTURE_TEST(test_columns_are_utf16),
		FIXTURE_TEST(test_columns_are_left_out_without_the_line),
		FIXTURE_TEST(test_uris),
		FIXTURE_TEST(test_fingerprints_outlive_edits_above),
		FIXTURE_TEST(test_fingerprints_tell_rules_and_files_apart),
		FIXTURE_TEST(test_no_more_than_25000_results),
		FIXTURE_TEST(test_no_more_than_10_megabytes),
		FIXTURE_TEST(test_monstrous_result_is_left_out),
		FIXTURE_TEST(test_same_findings_same_bytes),
		FIXTURE_TEST(test_valid_against_the_schema),
		FIXTURE_TEST(test_valid_without_findings),
		FIXTURE_TEST(test_valid_when_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
