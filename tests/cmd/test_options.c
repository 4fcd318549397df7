/* The command line: what is understood, what is refused and in which words,
   and what --help looks like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "cmd/common.h"
#include "text/unicode.h"

enum { OUTPUT, FORMAT, LIMIT, STRICT, RULE, N_ROWS };

static const char *const formats[] = {"text", "json", "sarif", NULL};

static const struct option_row rows[] = {
	[OUTPUT] = {.name = "output",
		    .letter = 'o',
		    .kind = OPTION_TEXT,
		    .value = {"DIR", "フォルダー"},
		    .help = {"Write to DIR.", "フォルダーに書き込みます。"}},
	[FORMAT] = {.name = "format",
		    .kind = OPTION_CHOICE,
		    .choices = formats,
		    .help = {"What to print, with words that need more than one line so that "
			     "they wrap behind blanks, not in --strict or site/public.",
			     "出力の形式です。1 行に収まらない長さの説明は、--strict や "
			     "site/public の途中ではなく、日本語の文字の間で折り返されます。"}},
	[LIMIT] = {.name = "limit",
		   .letter = 'l',
		   .kind = OPTION_NUMBER,
		   .min = 1,
		   .max = 500,
		   .value = {"N", "数"},
		   .help = {"At most N.", "最大数。"}},
	[STRICT] = {.name = "strict",
		    .letter = 's',
		    .help = {"Warnings fail too.", "警告も失敗とみなします。"}},
	[RULE] = {.name = "rule",
		  .letter = 'r',
		  .kind = OPTION_TEXT,
		  .repeats = true,
		  .value = {"ID", "ID"},
		  .help = {"Only this rule.", "このルールだけ。"}},
};

static const struct command_line command = {
	.name = "check",
	.what = {"Checks articles.", "記事を検査します。"},
	.rows = rows,
	.n_rows = N_ROWS,
	.operands = {"[PATH...]", "[パス...]"},
	.operands_max = SIZE_MAX,
};

enum { ARGS_MAX = 16 };

struct fixture {
	struct arena arena;
	struct options options;
	struct problems problems;
	enum lang lang;
	char *errors;
	size_t errors_len;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	assert_non_null(f);
	arena_init_must(&f->arena);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_release(&f->arena);
	free(f->errors);
	free(f);
	return 0;
}

static enum status parse_args(struct fixture *f, const struct command_line *line, size_t n,
			      char *args[])
{
	free(f->errors);
	f->errors = NULL;
	FILE *out = open_memstream(&f->errors, &f->errors_len);
	assert_non_null(out);
	problems_init(&f->problems, out, f->lang);
	enum status status = options_parse(&f->options, &f->arena, line, n, args, &f->problems);
	fclose(out);
	return status;
}

/* `text` is the arguments, apart by one blank each; "''" is an empty one. */
static enum status parse_line(struct fixture *f, const struct command_line *line, const char *text)
{
	char *args[ARGS_MAX];
	size_t n = 0;
	struct slice rest = slice_from(text);
	while (rest.len) {
		size_t end = slice_find_char(rest, ' ', 0);
		struct slice arg = slice_sub(rest, 0, end);
		if (slice_eq_str(arg, "''"))
			arg = SLICE("");
		assert_true(n < ARGS_MAX);
		args[n++] = (char *)arena_copy(&f->arena, arg).ptr;
		rest = slice_skip(rest, end == SLICE_NONE ? rest.len : end + 1);
	}
	return parse_args(f, line, n, args);
}

static void expect_parsed(struct fixture *f, const char *text)
{
	if (parse_line(f, &command, text) != STATUS_OK)
		fail_msg("%s: %s", text, f->errors);
	assert_string_equal(f->errors, "");
}

static void expect_refused(struct fixture *f, const char *text, const char *errors)
{
	assert_int_equal(parse_line(f, &command, text), STATUS_FAILED);
	assert_string_equal(f->errors, errors);
}

static const struct option_value *own(const struct fixture *f, size_t row)
{
	return &f->options.own[row];
}

static void test_nothing(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "");
	assert_int_equal(f->options.n_operands, 0);
	for (size_t i = 0; i < N_ROWS; i++) {
		assert_int_equal(own(f, i)->count, 0);
		assert_null(own(f, i)->text);
	}
}

static void test_values_long_and_short(void **state)
{
	struct fixture *f = *state;
	static const char *const ways[] = {"--output a=b", "--output=a=b", "-o a=b",
					   "-oa=b",        "-so a=b",      "-soa=b"};
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		expect_parsed(f, ways[i]);
		assert_int_equal(own(f, OUTPUT)->count, 1);
		assert_string_equal(own(f, OUTPUT)->text, "a=b");
		assert_int_equal(own(f, STRICT)->count, i >= 4);
	}
}

static void test_numbers_and_choices(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "--limit 500 --format=sarif");
	assert_int_equal(own(f, LIMIT)->number, 500);
	assert_int_equal(own(f, FORMAT)->choice, 2);
	assert_string_equal(own(f, FORMAT)->text, "sarif");
	expect_parsed(f, "-l1 --format text");
	assert_int_equal(own(f, LIMIT)->number, 1);
	assert_int_equal(own(f, FORMAT)->choice, 0);
	assert_int_equal(own(f, FORMAT)->count, 1);
}

static void test_flags_count(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "-vqv --verbose");
	assert_int_equal(f->options.common[COMMON_VERBOSE].count, 3);
	assert_int_equal(f->options.common[COMMON_QUIET].count, 1);
}

static void test_options_and_operands_mix(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "a.md -s b.md --limit 3 - -- -o --strict --");
	static const char *const operands[] = {"a.md", "b.md", "-", "-o", "--strict", "--"};
	assert_int_equal(f->options.n_operands, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(f->options.operands[i], operands[i]);
	assert_int_equal(own(f, STRICT)->count, 1);
	assert_int_equal(own(f, OUTPUT)->count, 0);
}

static void test_empty_operand_is_kept(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "''");
	assert_int_equal(f->options.n_operands, 1);
	assert_string_equal(f->options.operands[0], "");
}

static void test_last_value_counts_and_repeated_are_kept(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "-o a --rule x -o b -ry --rule=z --format json --format text");
	assert_string_equal(own(f, OUTPUT)->text, "b");
	assert_int_equal(own(f, OUTPUT)->count, 2);
	assert_int_equal(own(f, FORMAT)->choice, 0);
	assert_int_equal(own(f, RULE)->count, 3);
	assert_string_equal(own(f, RULE)->all[0], "x");
	assert_string_equal(own(f, RULE)->all[1], "y");
	assert_string_equal(own(f, RULE)->all[2], "z");
}

static void test_common_options(void **state)
{
	struct fixture *f = *state;
	expect_parsed(f, "-C kb --jobs 4 --lang ja --color=never --help --version");
	assert_string_equal(f->options.common[COMMON_FOLDER].text, "kb");
	assert_int_equal(f->options.common[COMMON_JOBS].number, 4);
	assert_int_equal(f->options.common[COMMON_LANG].choice, LANG_JA);
	assert_int_equal(f->options.common[COMMON_COLOR].choice, COLOR_NEVER);
	assert_int_equal(f->options.common[COMMON_HELP].count, 1);
	assert_int_equal(f->options.common[COMMON_VERSION].count, 1);
	expect_parsed(f, "--lang en --color auto -h");
	assert_int_equal(f->options.common[COMMON_LANG].choice, LANG_EN);
	assert_int_equal(f->options.common[COMMON_COLOR].choice, COLOR_AUTO);
	assert_int_equal(f->options.common[COMMON_HELP].count, 1);
}

static void test_own_row_hides_a_common_one(void **state)
{
	struct fixture *f = *state;
	static const struct option_row side[] = {
		{.name = "lang", .kind = OPTION_TEXT, .help = {"A side.", "片側。"}}};
	static const struct command_line line = {
		.name = "export", .what = {"x", "x"}, .rows = side, .n_rows = 1};
	assert_int_equal(parse_line(f, &line, "--lang fr"), STATUS_OK);
	assert_string_equal(f->options.own[0].text, "fr");
	assert_int_equal(f->options.common[COMMON_LANG].count, 0);
}

static void test_unknown_options(void **state)
{
	struct fixture *f = *state;
	expect_refused(f, "--fromat json",
		       "taiyaku: unknown option --fromat; did you mean --format? "
		       "taiyaku check --help lists them all\n");
	expect_refused(f, "--colour=never",
		       "taiyaku: unknown option --colour; did you mean --color? "
		       "taiyaku check --help lists them all\n");
	expect_refused(f, "--out x",
		       "taiyaku: unknown option --out; did you mean --output? "
		       "taiyaku check --help lists them all\n");
	expect_refused(f, "--frobnicate",
		       "taiyaku: unknown option --frobnicate; "
		       "taiyaku check --help lists them all\n");
	expect_refused(f, "-sx",
		       "taiyaku: unknown option -x; "
		       "taiyaku check --help lists them all\n");
	expect_refused(f, "-s日",
		       "taiyaku: unknown option -日; "
		       "taiyaku check --help lists them all\n");
	expect_refused(f, "--=x",
		       "taiyaku: unknown option --; "
		       "taiyaku check --help lists them all\n");
	f->lang = LANG_JA;
	expect_refused(f, "--strcit",
		       "taiyaku: --strcit というオプションはありません。--strict "
		       "ではありませんか? 一覧は taiyaku check --help で表示できます\n");
	expect_refused(f, "-x",
		       "taiyaku: -x というオプションはありません。"
		       "一覧は taiyaku check --help で表示できます\n");
}

static void test_missing_values(void **state)
{
	struct fixture *f = *state;
	expect_refused(f, "a.md --output", "taiyaku: --output needs a value; write --output DIR\n");
	expect_refused(f, "-so", "taiyaku: -o needs a value; write -o DIR\n");
	expect_refused(f, "--output=", "taiyaku: --output needs a value; write --output DIR\n");
	expect_refused(f, "-o ''", "taiyaku: -o needs a value; write -o DIR\n");
	expect_refused(f, "--format",
		       "taiyaku: --format needs a value; choose text, json or sarif\n");
	f->lang = LANG_JA;
	expect_refused(f, "-o",
		       "taiyaku: -o には値が必要です。"
		       "「-o フォルダー」のように指定してください\n");
	expect_refused(f, "--format",
		       "taiyaku: --format には値が必要です。"
		       "text、json、sarif のいずれかを指定してください\n");
}

/* "-o --strict" must not make a folder called "--strict". */
static void test_next_option_is_no_value(void **state)
{
	struct fixture *f = *state;
	expect_refused(f, "-o --strict", "taiyaku: -o needs a value; write -o DIR\n");
	assert_int_equal(own(f, STRICT)->count, 1);
	expect_refused(f, "-o -s", "taiyaku: -o needs a value; write -o DIR\n");
	expect_parsed(f, "--output=--strict");
	assert_string_equal(own(f, OUTPUT)->text, "--strict");
	expect_parsed(f, "-o -");
	assert_string_equal(own(f, OUTPUT)->text, "-");
}

static void test_values_that_flags_do_not_take(void **state)
{
	struct fixture *f = *state;
	expect_refused(f, "--strict=yes", "taiyaku: --strict takes no value; leave out \"=yes\"\n");
	f->lang = LANG_JA;
	expect_refused(f, "--strict=",
		       "taiyaku: --strict に値は指定できません。「=」を削除してください\n");
}

static void test_bad_choices(void **state)
{
	struct fixture *f = *state;
	expect_refused(f, "--format xml",
		       "taiyaku: --format cannot be \"xml\"; choose text, json or sarif\n");
	expect_refused(f, "--format JSON",
		       "taiyaku: --format cannot be \"JSON\"; choose text, json or sarif\n");
	expect_refused(f, "--lang both", "taiyaku: --lang cannot be \"both\"; choose en or ja\n");
	f->lang = LANG_JA;
	expect_refused(f, "--format xml",
		       "taiyaku: --format に「xml」は指定できません。"
		       "text、json、sarif のいずれかを指定してください\n");
}

static void test_bad_numbers(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = {"0", "501", "-1",  "+1", "1x",
					  "x", "1.5", "0x1", "１", "18446744073709551617"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char text[64];
		char errors[256];
		snprintf(text, sizeof(text), "--limit %s", bad[i]);
		snprintf(errors, sizeof(errors),
			 "taiyaku: --limit cannot be \"%s\"; "
			 "give a whole number from 1 to 500\n",
			 bad[i]);
		expect_refused(f, text, errors);
	}
	f->lang = LANG_JA;
	expect_refused(f, "-l0",
		       "taiyaku: -l に「0」は指定できません。"
		       "1 から 500 までの整数を指定してください\n");
}

static void test_every_mistake_is_told(void **state)
{
	struct fixture *f = *state;
	expect_refused(f, "--frobnicate --limit x -y",
		       "taiyaku: unknown option --frobnicate; "
		       "taiyaku check --help lists them all\n"
		       "taiyaku: --limit cannot be \"x\"; give a whole number from 1 to 500\n"
		       "taiyaku: unknown option -y; taiyaku check --help lists them all\n");
	assert_int_equal(f->problems.count, 3);
}

static void test_number_of_operands(void **state)
{
	struct fixture *f = *state;
	static const struct command_line one = {.name = "new",
						.what = {"x", "x"},
						.operands = {"CODE", "コード"},
						.operands_min = 1,
						.operands_max = 1};
	assert_int_equal(parse_line(f, &one, "4.4.312"), STATUS_OK);
	assert_int_equal(parse_line(f, &one, "--lang 4.4.312"), STATUS_FAILED);
	assert_null(strstr(f->errors, "CODE is missing"));
	assert_int_equal(parse_line(f, &one, ""), STATUS_FAILED);
	assert_string_equal(f->errors,
			    "taiyaku: CODE is missing; taiyaku new --help says how to call it\n");
	assert_int_equal(parse_line(f, &one, "a b c"), STATUS_FAILED);
	assert_string_equal(f->errors, "taiyaku: \"b\" is one argument too many; "
				       "taiyaku new --help says how to call it\n");
	assert_int_equal(parse_line(f, &one, "--help"), STATUS_OK);
	f->lang = LANG_JA;
	assert_int_equal(parse_line(f, &one, ""), STATUS_FAILED);
	assert_string_equal(f->errors, "taiyaku: 「コード」が指定されていません。"
				       "使い方は taiyaku new --help で表示できます\n");
	assert_int_equal(parse_line(f, &one, "a b"), STATUS_FAILED);
	assert_string_equal(f->errors, "taiyaku: 余分な引数「b」があります。"
				       "使い方は taiyaku new --help で表示できます\n");
}

static void test_hostile_arguments(void **state)
{
	struct fixture *f = *state;
	enum { LONG = 200000 };
	char *text = malloc(LONG + 3);
	assert_non_null(text);
	memset(text, '-', 2);
	memset(text + 2, 'x', LONG);
	text[LONG + 2] = '\0';
	char *args[] = {text, (char *)"--\033[31m\xFF\xE6=\n", (char *)"-\xE6", (char *)"--"};
	assert_int_equal(parse_args(f, &command, 4, args), STATUS_FAILED);
	assert_int_equal(f->problems.count, 3);
	assert_true(f->errors_len < 1000);
	assert_null(strchr(f->errors, '\033'));
	assert_int_equal(utf8_invalid_at((struct slice){f->errors, f->errors_len}), SLICE_NONE);
	text[1] = 's';
	text[2] = 'o';
	assert_int_equal(parse_args(f, &command, 1, args), STATUS_OK);
	assert_int_equal(strlen(own(f, OUTPUT)->text), LONG - 1);
	free(text);
}

/* --- Language ------------------------------------------------------------------ */

static void expect_lang(enum lang expected, const char *all, const char *lang, char *first,
			char *second)
{
	char *args[] = {first, second};
	setenv("LC_ALL", all, 1);
	setenv("LC_MESSAGES", "", 1);
	setenv("LANG", lang, 1);
	assert_int_equal(messages_lang(second ? 2 : first ? 1 : 0, args), expected);
}

static void test_language_of_messages(void **state)
{
	(void)state;
	char plain[] = "--lang", both[] = "--lang=ja", ja[] = "ja", en[] = "en", bad[] = "fr";
	char dashes[] = "--";
	expect_lang(LANG_EN, "", "", NULL, NULL);
	expect_lang(LANG_JA, "", "ja_JP.UTF-8", NULL, NULL);
	expect_lang(LANG_JA, "", "ja", NULL, NULL);
	expect_lang(LANG_EN, "", "jam_JM", NULL, NULL);
	expect_lang(LANG_EN, "C.UTF-8", "ja_JP.UTF-8", NULL, NULL);
	expect_lang(LANG_JA, "C", "C", both, NULL);
	expect_lang(LANG_JA, "C", "C", plain, ja);
	expect_lang(LANG_EN, "ja_JP", "", plain, en);
	expect_lang(LANG_JA, "ja_JP", "", plain, bad);
	expect_lang(LANG_EN, "C", "", plain, NULL);
	expect_lang(LANG_EN, "C", "", dashes, both);
}

/* --- Help ----------------------------------------------------------------------- */

static void help(struct buffer *out, enum lang lang)
{
	buffer_init(out, BUFFER_MAX_PAGE);
	options_help(&command, lang, out);
	assert_false(out->failed);
}

static void test_help_in_english(void **state)
{
	(void)state;
	struct buffer out;
	help(&out, LANG_EN);
	assert_string_equal(
		out.ptr,
		"Usage: taiyaku check [OPTION...] [PATH...]\n"
		"\n"
		"Checks articles.\n"
		"\n"
		"Options:\n"
		"  -o, --output DIR            Write to DIR.\n"
		"      --format text|json|sarif\n"
		"                              What to print, with words that need more than one\n"
		"                              line so that they wrap behind blanks, not in\n"
		"                              --strict or site/public.\n"
		"  -l, --limit N               At most N.\n"
		"  -s, --strict                Warnings fail too.\n"
		"  -r, --rule ID               Only this rule.\n"
		"\n"
		"Common options:\n"
		"  -C, --directory DIR         The knowledge base: the folder of content/,\n"
		"                              templates/ and site/site.yaml (default: the\n"
		"                              current one).\n"
		"  -j, --jobs N                How many articles to work on at once (default: one\n"
		"                              for each processor).\n"
		"      --lang en|ja            The language of the messages (default: from the\n"
		"                              locale).\n"
		"      --color auto|always|never\n"
		"                              Use colours (\"auto\", the default: on a "
		"terminal).\n"
		"  -q, --quiet                 Say only what went wrong.\n"
		"  -v, --verbose               Say what is done.\n"
		"  -h, --help                  Show this help.\n"
		"      --version               Show the version.\n");
	buffer_release(&out);
}

static void test_help_in_japanese(void **state)
{
	(void)state;
	struct buffer out;
	help(&out, LANG_JA);
	assert_string_equal(
		out.ptr,
		"使い方: taiyaku check [オプション...] [パス...]\n"
		"\n"
		"記事を検査します。\n"
		"\n"
		"オプション:\n"
		"  -o, --output フォルダー     フォルダーに書き込みます。\n"
		"      --format text|json|sarif\n"
		"                              出力の形式です。1 行に収まらない長さの説明\n"
		"                              は、--strict や site/public の途中ではなく、日本語\n"
		"                              の文字の間で折り返されます。\n"
		"  -l, --limit 数              最大数。\n"
		"  -s, --strict                警告も失敗とみなします。\n"
		"  -r, --rule ID               このルールだけ。\n"
		"\n"
		"共通のオプション:\n"
		"  -C, --directory フォルダー  ナレッジ ベース (content/、templates/、\n"
		"                              site/site.yaml があるフォルダー)。既定値は現在の\n"
		"                              フォルダーです。\n"
		"  -j, --jobs 数               同時に処理する記事の数。既定値はプロセッサ数です。\n"
		"      --lang en|ja            メッセージの言語。既定値はロケールで決まります。\n"
		"      --color auto|always|never\n"
		"                              色を使うかどうか。既定値の auto では、ターミナルに\n"
		"                              出力するときだけ使います。\n"
		"  -q, --quiet                 問題があったときだけ表示します。\n"
		"  -v, --verbose               処理の内容を表示します。\n"
		"  -h, --help                  このヘルプを表示します。\n"
		"      --version               バージョンを表示します。\n");
	buffer_release(&out);
}

static void test_help_fits_and_is_aligned(void **state)
{
	(void)state;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct buffer out;
		struct slice line;
		help(&out, lang);
		struct slice rest = buffer_view(&out);
		while (slice_next_line(&rest, &line)) {
			if (text_width(line) > HELP_CELLS)
				fail_msg("too wide: %.*s", SLICE_ARG(line));
			assert_false(slice_ends_with(line, SLICE(" ")));
		}
		buffer_release(&out);
	}
}

static void test_help_of_the_program_itself(void **state)
{
	(void)state;
	static const struct command_line program = {.what = {"One.\n\nTwo.", "一。"},
						    .operands = {"COMMAND", "コマンド"}};
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	options_help(&program, LANG_EN, &out);
	assert_true(slice_starts_with(buffer_view(&out),
				      SLICE("Usage: taiyaku [OPTION...] COMMAND\n\nOne.\n\nTwo.\n"
					    "\nCommon options:\n  -C, ")));
	buffer_release(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nothing),
		TEST(test_values_long_and_short),
		TEST(test_numbers_and_choices),
		TEST(test_flags_count),
		TEST(test_options_and_operands_mix),
		TEST(test_empty_operand_is_kept),
		TEST(test_last_value_counts_and_repeated_are_kept),
		TEST(test_common_options),
		TEST(test_own_row_hides_a_common_one),
		TEST(test_unknown_options),
		TEST(test_missing_values),
		TEST(test_next_option_is_no_value),
		TEST(test_values_that_flags_do_not_take),
		TEST(test_bad_choices),
		TEST(test_bad_numbers),
		TEST(test_every_mistake_is_told),
		TEST(test_number_of_operands),
		TEST(test_hostile_arguments),
		TEST(test_language_of_messages),
		TEST(test_help_in_english),
		TEST(test_help_in_japanese),
		TEST(test_help_fits_and_is_aligned),
		TEST(test_help_of_the_program_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
