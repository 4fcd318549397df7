/* The reports for programs: JSON, read back with jansson, and GitHub's
   workflow commands, byte for byte. */
#include "report_fixture.h"

#include <jansson.h>

static json_t *parse(const char *text)
{
	json_error_t error;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		fail_msg("%s: line %d: %s", text, error.line, error.text);
	return root;
}

/* jansson's own way of writing, keys in their order. */
static void expect_json(const char *report, const char *expected)
{
	json_t *root = parse(report);
	char *text = json_dumps(root, JSON_COMPACT);
	assert_string_equal(text, expected);
	free(text);
	json_decref(root);
}

static void test_json_object(void **state)
{
	struct fixture *f = *state;
	f->options.counts = (struct report_counts){1, 58, 6};
	fixture_file(f, "content/dns.md", SLICE("# 4.4.312\nか  き"));
	struct finding *finding = fixture_find(f, &rule_error, LANG_BOTH, "4.4.312");
	fixture_arg(f, finding, "4.4.312");
	finding->code = SLICE("4.4.312");
	finding->segment = SLICE("1b4da-118");
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	expect_json(fixture_report(f, "json"),
		    "{\"version\":1,\"findings\":["
		    "{\"rule\":\"entry.no-fix\",\"severity\":\"error\","
		    "\"file\":\"content/dns.md\",\"line\":1,\"column\":3,\"end_line\":1,"
		    "\"end_column\":10,\"lang\":\"both\",\"segment\":\"1b4da-118\","
		    "\"code\":\"4.4.312\",\"message\":\"4.4.312 has no fix; write one\"},"
		    "{\"rule\":\"space.double\",\"severity\":\"warning\","
		    "\"file\":\"content/dns.md\",\"line\":2,\"column\":2,\"end_line\":2,"
		    "\"end_column\":4,\"lang\":\"ja\",\"segment\":null,"
		    "\"code\":null,\"message\":\"two blanks; leave one\"}],"
		    "\"summary\":{\"articles\":1,\"segments\":58,\"entries\":6,"
		    "\"error\":1,\"warning\":1,\"info\":0}}");
}

static void test_json_without_findings(void **state)
{
	struct fixture *f = *state;
	expect_json(fixture_report(f, "json"),
		    "{\"version\":1,\"findings\":[],\"summary\":{\"articles\":0,\"segments\":0,"
		    "\"entries\":0,\"error\":0,\"warning\":0,\"info\":0}}");
}

static void test_json_messages_in_japanese(void **state)
{
	struct fixture *f = *state;
	f->options.lang = LANG_JA;
	fixture_file(f, "a.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_EN, "  ");
	json_t *root = parse(fixture_report(f, "json"));
	json_t *first = json_array_get(json_object_get(root, "findings"), 0);
	assert_string_equal(json_string_value(json_object_get(first, "message")),
			    "空白が 2 つあります。1 つにしてください");
	assert_string_equal(json_string_value(json_object_get(first, "severity")), "warning");
	assert_string_equal(json_string_value(json_object_get(first, "lang")), "en");
	json_decref(root);
}

static void test_json_has_a_line_per_finding(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("a  b"));
	fixture_find(f, &rule_warning, LANG_EN, "  ");
	fixture_find(f, &rule_warning, LANG_EN, "b");
	assert_non_null(strstr(fixture_report(f, "json"), "\n    {\"rule\": \"space.double\", "));
}

/* A name that is not UTF-8 and an argument with everything in it. */
static void test_json_of_hostile_text(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a\xFF\".md", SLICE("x"));
	struct finding *finding = fixture_find(f, &rule_error, LANG_EN, "x");
	fixture_arg(f, finding, "\"\\\x01\n\xED\xA0\x80</script>");
	json_decref(parse(fixture_report(f, "json")));
}

/* More than the buffer holds before it goes to the file. */
static void test_json_of_many_findings(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a.md", SLICE("a  b"));
	for (size_t i = 0; i < 20000; i++)
		fixture_find(f, &rule_warning, LANG_EN, "  ")->start.line = i + 1;
	json_t *root = parse(fixture_report(f, "json"));
	json_t *findings = json_object_get(root, "findings");
	assert_int_equal(json_array_size(findings), 20000);
	json_t *last = json_array_get(findings, 19999);
	assert_int_equal(json_integer_value(json_object_get(last, "line")), 20000);
	json_decref(root);
}

static void test_github(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "content/a,b:c%.md", SLICE("# 4.4.312\nか  き\nend\n."));
	struct finding *finding = fixture_find(f, &rule_error, LANG_BOTH, "4.4.312");
	fixture_arg(f, finding, "100%, a::b");
	fixture_find(f, &rule_warning, LANG_JA, "  ");
	finding = fixture_find(f, &rule_info, LANG_EN, "end\n.");
	fixture_arg(f, finding, ".");
	fixture_arg(f, finding, "。");
	assert_string_equal(
		fixture_report(f, "github"),
		"::error file=content/a%2Cb%3Ac%25.md,line=1,endLine=1,col=3,endColumn=10,"
		"title=entry.no-fix::100%25, a::b has no fix; write one\n"
		"::warning file=content/a%2Cb%3Ac%25.md,line=2,endLine=2,col=2,endColumn=4,"
		"title=space.double::two blanks; leave one\n"
		"::notice file=content/a%2Cb%3Ac%25.md,line=3,endLine=4,"
		"title=punct.end::ends with \".\", not \"。\"\n");
}

/* A message must not begin a command of its own. */
static void test_github_commands_cannot_be_injected(void **state)
{
	struct fixture *f = *state;
	fixture_file(f, "a\n::stop-commands::x\r\n.md", SLICE("x"));
	struct finding *finding = fixture_find(f, &rule_error, LANG_EN, "x");
	fixture_arg(f, finding, "\r\n::set-env name=PATH::x\n");
	const char *report = fixture_report(f, "github");
	assert_non_null(strstr(report, "file=a%0A%3A%3Astop-commands%3A%3Ax%0D%0A.md,"));
	assert_ptr_equal(strchr(report, '\n'), report + f->report_len - 1);
	assert_null(strchr(report, '\r'));
}

static void test_github_without_findings(void **state)
{
	struct fixture *f = *state;
	assert_string_equal(fixture_report(f, "github"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_json_object),
		FIXTURE_TEST(test_json_without_findings),
		FIXTURE_TEST(test_json_messages_in_japanese),
		FIXTURE_TEST(test_json_has_a_line_per_finding),
		FIXTURE_TEST(test_json_of_hostile_text),
		FIXTURE_TEST(test_json_of_many_findings),
		FIXTURE_TEST(test_github),
		FIXTURE_TEST(test_github_commands_cannot_be_injected),
		FIXTURE_TEST(test_github_without_findings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
