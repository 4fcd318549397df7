/* The configuration: what is read, what is refused, and where it says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kb/config.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
	char path[64];
	struct config *config;
	char *said; /* all that was reported */
	size_t said_len;
	size_t n_said;
};

/* Reads a text as a configuration file, reporting in a language. */
static enum status read_in(struct fixture *f, struct slice text, enum lang lang)
{
	*f = (struct fixture){.path = "/tmp/taiyaku-config-XXXXXX"};
	int fd = mkstemp(f->path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.ptr, text.len), (ssize_t)text.len);
	close(fd);
	FILE *out = open_memstream(&f->said, &f->said_len);
	struct problems problems;
	problems_init(&problems, out, lang);
	enum status status = config_read(f->path, &problems, &f->config);
	fclose(out);
	f->n_said = problems.count;
	unlink(f->path);
	return status;
}

static void read_good(struct fixture *f, const char *text)
{
	if (read_in(f, slice_from(text), LANG_EN) != STATUS_OK)
		fail_msg("%s", f->said);
	assert_int_equal(f->n_said, 0);
}

static void done(struct fixture *f)
{
	config_free(f->config);
	free(f->said);
}

static void assert_slice(struct slice is, const char *wanted)
{
	if (!slice_eq_str(is, wanted))
		fail_msg("is \"%.*s\", not \"%s\"", SLICE_ARG(is), wanted);
}

static void assert_is_default(const struct config *config)
{
	static const struct rule rule = {.id = "entry.no-fix", .severity = SEVERITY_ERROR};
	static const char *const known[] = {NULL};
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	for (int lang = 0; lang < LANG_SIDES; lang++) {
		assert_slice(config_title(config, (enum lang)lang),
			     lang == LANG_JA ? "エラー ヘルプ" : "Error help");
		assert_int_equal(config_description(config, (enum lang)lang).len, 0);
		for (int kind = 0; kind < PART_KINDS; kind++)
			assert_int_equal(config_part_words(config)->counts[kind][lang],
					 part_words_default()->counts[kind][lang]);
	}
	assert_int_equal(config_base_url(config).len, 0);
	assert_int_equal(config_source_url(config).len, 0);
	assert_int_equal(scheme_count(config_schemes(config)), 4);
	assert_int_equal(config_severity(config, &rule), SEVERITY_ERROR);
	assert_int_equal(config_check_rules(config, known, &problems), STATUS_OK);
}

static void nothing_is_the_default(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "# nothing yet\n", "\xEF\xBB\xBF", "---\n", "{}"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct fixture f;
		read_good(&f, texts[i]);
		assert_is_default(f.config);
		done(&f);
	}
	struct problems problems;
	struct config *config;
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(config_read("/nowhere/site.yaml", &problems, &config), STATUS_OK);
	assert_is_default(config);
	config_free(config);
	config_free(NULL);
}

static void texts_and_addresses(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "title:\n  en: Errors\n  ja: エラー\ndescription: {en: \"a: b\", ja: 説明}\n"
		      "base_url: https://help.example.com/x\nsource_url: http://localhost:8080/\n");
	assert_slice(config_title(f.config, LANG_EN), "Errors");
	assert_slice(config_title(f.config, LANG_JA), "エラー");
	assert_slice(config_description(f.config, LANG_EN), "a: b");
	assert_slice(config_description(f.config, LANG_JA), "説明");
	assert_slice(config_base_url(f.config), "https://help.example.com/x/");
	assert_slice(config_source_url(f.config), "http://localhost:8080/");
	done(&f);
	read_good(&f, "base_url: HTTPS://Help.Example.com/X\nsource_url: Http://[::1]:80\n");
	assert_slice(config_base_url(f.config), "https://Help.Example.com/X/");
	assert_slice(config_source_url(f.config), "http://[::1]:80/");
	done(&f);
}

static bool has_word(const struct part_words *words, enum part_kind kind, enum lang lang,
		     const char *word)
{
	for (size_t i = 0; i < words->counts[kind][lang]; i++)
		if (slice_eq_str(words->words[kind][lang][i], word))
			return true;
	return false;
}

static void heading_words(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "headings:\n  cause:\n    en: [What happened]\n    ja: 発生理由\n"
		      "  fix:\n    ja:\n    - 復旧手順\n    replace: true\n");
	const struct part_words *words = config_part_words(f.config);
	assert_true(has_word(words, PART_CAUSE, LANG_EN, "What happened"));
	assert_true(has_word(words, PART_CAUSE, LANG_EN, "Cause"));
	assert_true(has_word(words, PART_CAUSE, LANG_JA, "発生理由"));
	assert_true(has_word(words, PART_CAUSE, LANG_JA, "原因"));
	assert_true(has_word(words, PART_FIX, LANG_JA, "復旧手順"));
	assert_int_equal(words->counts[PART_FIX][LANG_JA], 1);
	assert_true(has_word(words, PART_FIX, LANG_EN, "Resolution"));
	bool is_match = false;
	assert_int_equal(
		part_words_match(words, PART_FIX, LANG_JA, SLICE("復旧手順について"), &is_match),
		STATUS_OK);
	assert_true(is_match);
	done(&f);
}

static void schemes(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "schemes:\n- name: shop\n  pattern: '(?i)\\berr-([0-9]+)'\n  normal: ERR-$1\n"
		      "  letters: upper\n- {name: plain, pattern: 'P[0-9]+'}\n");
	const struct scheme_set *set = config_schemes(f.config);
	assert_int_equal(scheme_count(set), 6);
	assert_slice(scheme_name(scheme_at(set, 5)), "plain");
	struct arena arena;
	struct code_list codes;
	arena_init(&arena);
	assert_int_equal(scheme_find(set, &arena, SLICE("err-404, P12 and 5.1.1"), &codes),
			 STATUS_OK);
	assert_int_equal(codes.count, 3);
	assert_slice(codes.items[0].normal, "ERR-404");
	assert_slice(codes.items[1].normal, "P12");
	arena_release(&arena);
	done(&f);
}

static void anchors(void **state)
{
	(void)state;
	struct fixture f;
	struct place at;
	read_good(&f, "title: {en: x, ja: y}\n");
	assert_null(config_anchor_record(f.config, &at));
	assert_false(config_is_retired(f.config, SLICE("a#b")));
	done(&f);
	read_good(&f, "anchors:\n  record: sub/kept.txt\n"
		      "  retired: [a#b, /en/old/Page.html#古い, ja/gone/, '#home', x.html]\n");
	assert_string_equal(config_anchor_record(f.config, &at), "/tmp/sub/kept.txt");
	assert_int_equal(at.line, 2);
	assert_int_equal(at.column, 11);
	static const struct {
		const char *place;
		bool is_retired;
	} cases[] = {{"a#b", true},           {"a#c", false},        {"a", false},
		     {"old/page#古い", true}, {"old/page#b", false}, {"gone#x", true},
		     {"gone/x#x", false},     {"#home", true},       {"#b", false},
		     {"x.html#b", true},      {"x#b", true},         {"b", false}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (config_is_retired(f.config, slice_from(cases[i].place)) != cases[i].is_retired)
			fail_msg("%s", cases[i].place);
	done(&f);
	read_good(&f, "anchors: {retired: [index]}\n");
	assert_true(config_is_retired(f.config, SLICE("#home")));
	assert_false(config_is_retired(f.config, SLICE("a#home")));
	done(&f);
}

static void severities(void **state)
{
	(void)state;
	static const struct rule no_fix = {.id = "entry.no-fix", .severity = SEVERITY_ERROR};
	static const struct rule same = {.id = "content.same", .severity = SEVERITY_WARNING};
	static const struct rule other = {.id = "align.empty", .severity = SEVERITY_INFO};
	static const char *const known[] = {"align.empty", "content.same", "entry.no-fix", NULL};
	static const char *const fewer[] = {"align.empty", "content.some", NULL};
	struct fixture f;
	read_good(&f, "rules:\n  entry.no-fix: warning\n  content.same: off\n");
	assert_int_equal(config_severity(f.config, &no_fix), SEVERITY_WARNING);
	assert_int_equal(config_severity(f.config, &same), SEVERITY_OFF);
	assert_int_equal(config_severity(f.config, &other), SEVERITY_INFO);
	struct problems problems;
	char *said;
	size_t said_len;
	FILE *out = open_memstream(&said, &said_len);
	problems_init(&problems, out, LANG_EN);
	assert_int_equal(config_check_rules(f.config, known, &problems), STATUS_OK);
	assert_int_equal(config_check_rules(f.config, fewer, &problems), STATUS_FAILED);
	fclose(out);
	assert_int_equal(problems.count, 2);
	assert_non_null(strstr(said, ":2:3: there is no rule \"entry.no-fix\""));
	assert_non_null(strstr(said, ":3:3: there is no rule \"content.same\"; did you mean "
				     "\"content.some\"?"));
	free(said);
	done(&f);
}

struct bad {
	const char *text;
	const char *says; /* behind the file's name, in English */
};

static const struct bad bad_texts[] = {
	{"title: [\n", ":1:8: "},
	{"a: 1\na: 2\n", ":2:1: the key \"a\""},
	{"- title\n", ":1:1: \"key: value\" lines"},
	{"words\n", ":1:1: \"key: value\" lines"},
	{"anchors: {recrod: x}\n", ":1:11: unknown key \"recrod\"; did you mean \"record\"?"},
	{"anchors: x\n", ":1:10: \"key: value\" lines"},
	{"anchors: {record: []}\n", ":1:19: \"record\" must be a text"},
	{"anchors: {retired: x}\n", ":1:20: \"retired\" must be a list"},
	{"anchors: {retired: [[x]]}\n", ":1:21: \"\" is no place of this site"},
	{"anchors: {retired: ['../x#y']}\n", ":1:21: \"../x#y\" is no place of this site"},
	{"titel: x\n", ":1:1: unknown key \"titel\"; did you mean \"title\"?"},
	{"\xEF\xBB\xBF"
	 "# 注\nbase-url: x\n",
	 ":2:1: unknown key \"base-url\"; did you mean \"base_url\"?"},
	{"zzz: 1\n", ":1:1: unknown key \"zzz\"; the keys here are title, "},
	{"title: x\n", ":1:8: \"key: value\" lines"},
	{"title: {en: x}\n", ":1:1: \"title\" has no text in one language; add \"ja: "},
	{"title: {en: [x], ja: y}\n", ":1:13: \"en\" must be a text"},
	{"title: {en: '', ja: y}\n", ":1:13: \"en\" must be a text"},
	{"title: {en: x, jp: y, ja: z}\n", ":1:16: unknown key \"jp\"; did you mean \"ja\"?"},
	{"base_url: help.example.com\n", ":1:11: \"base_url\" must be a whole web address"},
	{"base_url: /help/\n", ":1:11: \"base_url\""},
	{"base_url: https://例え.jp/\n",
	 ":1:11: \"base_url\" has a character that must be encoded"},
	{"base_url: https://help.example.com/ヘルプ/\n", ":1:11: \"base_url\" has a character"},
	{"base_url: 'https://help.example.com/a b/'\n", ":1:11: \"base_url\" has a character"},
	{"base_url: ヘルプ\n", ":1:11: \"base_url\" must be a whole web address"},
	{"base_url: https://help.example.com/?ヘルプ\n", ":1:11: \"base_url\" must be a whole web"},
	{"base_url: ftp://example.com/\n", ":1:11: \"base_url\""},
	{"base_url: https://\n", ":1:11: \"base_url\""},
	{"base_url: https:///x\n", ":1:11: \"base_url\""},
	{"base_url: javascript:alert(1)\n", ":1:11: \"base_url\""},
	{"base_url: https://example.com/?a\n", ":1:11: \"base_url\""},
	{"base_url: 'https://例え.jp/'\n", ":1:11: \"base_url\""},
	{"base_url: 'https://a.example/\"><b>'\n", ":1:11: \"base_url\""},
	{"base_url: [x]\n", ":1:11: \"base_url\""},
	{"base_url:\n", ":1:10: \"base_url\""},
	{"source_url: x\n", ":1:13: \"source_url\""},
	{"headings: {cause: {en: []}}\n", ":1:24: \"en\" must be a list"},
	{"headings: {cause: {en: [a, '']}}\n", ":1:24: \"en\" must be a list"},
	{"headings: {cause: {en: {a: b}}}\n", ":1:24: \"en\" must be a list"},
	{"headings: {fix: {replace: maybe}}\n", ":1:27: \"replace\" must be true or false"},
	{"headings: {fixes: {}}\n", ":1:12: unknown key \"fixes\"; the keys here are cause, fix"},
	{"schemes: {name: a}\n", ":1:10: \"schemes\" must be a list"},
	{"schemes: [a]\n", ":1:11: \"key: value\" lines"},
	{"schemes:\n- pattern: x\n", ":2:3: a scheme needs a \"name\""},
	{"schemes:\n- name: x\n", ":2:3: a scheme needs a \"pattern\""},
	{"schemes:\n- {name: x, pattern: '('}\n", ":2:22: the pattern of the scheme \"x\""},
	{"schemes:\n- {name: x, pattern: a, normal: $3}\n", ":2:33: the normal form of the scheme"},
	{"schemes:\n- {name: smtp, pattern: a}\n", ":2:10: there is a scheme \"smtp\" already"},
	{"schemes:\n- {name: X, pattern: a}\n", ":2:10: \"X\" is no name for a scheme"},
	{"schemes:\n- {name: x, pattern: a, letters: big}\n", ":2:34: \"letters\" must be upper"},
	{"rules: [x]\n", ":1:8: \"rules\" must name rules"},
	{"rules: {a.b: loud}\n", ":1:14: \"a.b\" must be off, info"},
	{"rules: {a.b: [off]}\n", ":1:14: \"a.b\" must be off, info"},
	{"x: \x01\n", ":1:4: a control character"},
};

static void mistakes_have_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_texts) / sizeof(*bad_texts); i++) {
		struct fixture f;
		struct slice text = slice_from(bad_texts[i].text);
		char wanted[200];
		assert_int_equal(read_in(&f, text, LANG_EN), STATUS_FAILED);
		assert_null(f.config);
		snprintf(wanted, sizeof(wanted), "taiyaku: %s%s", f.path, bad_texts[i].says);
		if (!strstr(f.said, wanted))
			fail_msg("%s gives %s", bad_texts[i].text, f.said);
		size_t n = f.n_said;
		done(&f);
		assert_int_equal(read_in(&f, text, LANG_JA), STATUS_FAILED);
		assert_int_equal(f.n_said, n);
		if (!strstr(f.said, "。") && !strstr(f.said, "ください") && !strstr(f.said, "です"))
			fail_msg("%s gives %s", bad_texts[i].text, f.said);
		done(&f);
	}
}

static void all_mistakes_are_told_at_once(void **state)
{
	(void)state;
	struct fixture f;
	assert_int_equal(read_in(&f,
				 SLICE("titel: x\nbase_url: y\nrules: {a: b, c: d}\nschemes:\n"
				       "- {name: x, pattern: '['}\n- {name: y, pattern: '('}\n"),
				 LANG_EN),
			 STATUS_FAILED);
	assert_int_equal(f.n_said, 6);
	done(&f);
}

static void a_folder_is_no_file(void **state)
{
	(void)state;
	struct problems problems;
	struct config *config;
	problems_init(&problems, NULL, LANG_EN);
	assert_int_equal(config_read("/tmp", &problems, &config), STATUS_FAILED);
	assert_null(config);
	assert_int_equal(problems.count, 1);
}

/* The project's own file, and what its comments offer, once it is uncommented. */
static void own_configuration(void **state)
{
	(void)state;
	struct arena arena;
	struct problems problems;
	struct config *config;
	struct slice text;
	struct slice line;
	arena_init(&arena);
	problems_init(&problems, stderr, LANG_EN);
	if (file_kind("site/site.yaml") == FILE_MISSING)
		skip(); /* not run from the project's folder */
	assert_int_equal(config_read("site/site.yaml", &problems, &config), STATUS_OK);
	assert_slice(config_title(config, LANG_EN), "Mail delivery errors");
	assert_slice(config_title(config, LANG_JA), "メール配信エラー");
	assert_slice(config_base_url(config), "https://taiyaku.example/");
	config_free(config);

	struct buffer all;
	buffer_init(&all, BUFFER_MAX_PAGE);
	assert_int_equal(file_read(&arena, "site/site.yaml", &problems, &text), STATUS_OK);
	while (slice_next_line(&text, &line)) {
		/* "#key: value" is an example, "#  more of it", and "# words" are prose. */
		bool is_comment = slice_starts_with(line, SLICE("#"));
		bool is_prose = slice_starts_with(line, SLICE("# ")) &&
				!slice_starts_with(line, SLICE("#  "));
		if (is_prose)
			continue;
		buffer_slice(&all, slice_skip(line, is_comment ? 1 : 0));
		buffer_char(&all, '\n');
	}
	struct fixture f;
	if (read_in(&f, buffer_view(&all), LANG_EN) != STATUS_OK)
		fail_msg("%s\n%s", f.said, all.ptr);
	assert_int_equal(scheme_count(config_schemes(f.config)), 5);
	assert_int_equal(config_part_words(f.config)->counts[PART_FIX][LANG_JA], 1);
	assert_true(config_source_url(f.config).len > 0);
	done(&f);
	buffer_release(&all);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_the_default),
		cmocka_unit_test(texts_and_addresses),
		cmocka_unit_test(heading_words),
		cmocka_unit_test(schemes),
		cmocka_unit_test(anchors),
		cmocka_unit_test(severities),
		cmocka_unit_test(mistakes_have_places),
		cmocka_unit_test(all_mistakes_are_told_at_once),
		cmocka_unit_test(a_folder_is_no_file),
		cmocka_unit_test(own_configuration),
	};
	return cmocka_run_group_tests_name("kb/config", tests, NULL, NULL);
}
