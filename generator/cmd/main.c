/* The table of commands, and what comes before all of them. */
#include "command.h"
#include "source/article.h"

#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/nearest.h"
#include "base/pool.h"

/* clang-format off */
const struct command *const command_table[] = {
	&command_build,
	&command_serve,
	&command_check,
	&command_explain,
	&command_export,
	&command_lookup,
	&command_new,
	&command_init,
	&command_stats,
	&command_completion,
	&command_manual,
	NULL,
};
/* clang-format on */

enum { N_COMMANDS = sizeof(command_table) / sizeof(*command_table) - 1, NAME_COLUMN = 12 };

static const char *word(enum lang lang, const char *en, const char *ja)
{
	return lang == LANG_JA ? ja : en;
}

/* --- Help --------------------------------------------------------------- */

static void print_help(enum lang lang)
{
	printf("%s\n\n%s\n\n%s\n",
	       word(lang, "Usage: taiyaku COMMAND [OPTION...] [PATH...]",
		    "使い方: taiyaku コマンド [オプション...] [パス...]"),
	       word(lang,
		    "Error documentation in English and Japanese: checks the translation and\n"
		    "publishes a help site and man pages from one folder of articles.",
		    "英語と日本語のエラー解説を 1 つの記事フォルダーから検査し、\n"
		    "ヘルプ サイトと man ページを公開します。"),
	       word(lang, "Commands:", "コマンド:"));
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (!command_table[i]->line->is_hidden)
			printf("  %-*s %s\n", NAME_COLUMN, command_table[i]->line->name,
			       command_table[i]->line->what[lang]);
	printf("\n%s\n", word(lang, "\"taiyaku COMMAND --help\" tells the options of a command.",
			      "各コマンドのオプションは「taiyaku コマンド --help」で表示します。"));
}

static void print_version(void)
{
	puts("taiyaku " TAIYAKU_VERSION);
}

/* --- Finding the command ------------------------------------------------ */

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(command_table[i]->line->name, name) == 0)
			return command_table[i];
	return NULL;
}

static enum exit_status unknown_command(struct problems *problems, const char *name)
{
	const char *names[N_COMMANDS + 1] = {NULL};
	for (size_t i = 0, n = 0; i < N_COMMANDS; i++)
		if (!command_table[i]->line->is_hidden)
			names[n++] = command_table[i]->line->name;
	const char *near = nearest_of(slice_from(name), names);
	if (near)
		problem_report(problems, (struct place){0},
			       "no command \"%s\"; did you mean \"%s\"?",
			       "コマンド「%s」はありません。「%s」のことですか", name, near);
	else
		problem_report(problems, (struct place){0},
			       "no command \"%s\"; \"taiyaku --help\" lists the commands",
			       "コマンド「%s」はありません。「taiyaku --help」で一覧を表示します",
			       name);
	return EXIT_CANNOT;
}

/* --- Running it --------------------------------------------------------- */

static size_t terminal_width(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

/* https://no-color.org: NO_COLOR, not empty, turns colour off. */
static bool wants_colour(const struct option_value *choice, int output)
{
	if (choice->count && choice->choice != COLOR_AUTO)
		return choice->choice == COLOR_ALWAYS;
	const char *no_color = getenv("NO_COLOR");
	return isatty(output) && !(no_color && *no_color);
}

static enum exit_status run(const struct command *command, struct arena *arena,
			    struct options *options, struct problems *problems)
{
	const struct option_value *common = options->common;
	struct invocation invocation = {
		.arena = arena,
		.options = options,
		.problems = problems,
		.lang = problems->lang,
		.folder = common[COMMON_FOLDER].count ? common[COMMON_FOLDER].text : ".",
		.n_threads =
			common[COMMON_JOBS].count ? common[COMMON_JOBS].number : pool_processors(),
		.is_quiet = common[COMMON_QUIET].count > 0,
		.is_verbose = common[COMMON_VERBOSE].count > 0,
		.colour = wants_colour(&common[COMMON_COLOR], STDOUT_FILENO),
		.colour_errors = wants_colour(&common[COMMON_COLOR], STDERR_FILENO),
		.width_cells = terminal_width(),
	};
	article_setup();
	return command->run(&invocation);
}

static void print_command_help(const struct command *command, enum lang lang)
{
	struct buffer help;
	buffer_init(&help, BUFFER_MAX_PAGE);
	options_help(command->line, lang, &help);
	if (help.len)
		(void)fwrite(help.ptr, 1, help.len, stdout);
	buffer_release(&help);
}

static enum exit_status run_command(const struct command *command, struct arena *arena,
				    size_t n_args, char *const args[], struct problems *problems)
{
	struct options options;
	if (options_parse(&options, arena, command->line, n_args, args, problems) != STATUS_OK)
		return EXIT_CANNOT;
	if (options.common[COMMON_HELP].count) {
		print_command_help(command, problems->lang);
		return EXIT_CLEAN;
	}
	if (options.common[COMMON_VERSION].count) {
		print_version();
		return EXIT_CLEAN;
	}
	return run(command, arena, &options, problems);
}

static bool is_one_of(const char *arg, const char *a, const char *b)
{
	return strcmp(arg, a) == 0 || strcmp(arg, b) == 0;
}

static enum exit_status start(size_t n_args, char *const args[], struct problems *problems)
{
	if (n_args < 2) {
		print_help(problems->lang);
		return EXIT_CANNOT;
	}
	if (is_one_of(args[1], "--help", "-h") || strcmp(args[1], "help") == 0) {
		print_help(problems->lang);
		return EXIT_CLEAN;
	}
	if (strcmp(args[1], "--version") == 0) {
		print_version();
		return EXIT_CLEAN;
	}
	const struct command *command = find_command(args[1]);
	if (!command)
		return unknown_command(problems, args[1]);
	struct arena arena;
	arena_init_must(&arena);
	enum exit_status status = run_command(command, &arena, n_args - 2, args + 2, problems);
	arena_release(&arena);
	return status;
}

/* A full disk or a closed pipe must not pass for success. */
static enum exit_status flush_output(enum exit_status status, struct problems *problems)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	problem_report(problems, (struct place){0},
		       "cannot write to standard output; check the disk or the pipe",
		       "標準出力に書き込めません。ディスクまたはパイプを確認してください");
	return EXIT_CANNOT;
}

/* What one article gives back the next one takes: glibc would hand it to the system, and
   ask for it again page by page. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	enum { MAPPED_FROM = 2 << 20, NEVER_TRIMMED = 1 << 30 };
	mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
	mallopt(M_TRIM_THRESHOLD, NEVER_TRIMMED);
#endif
}

int main(int argc, char *argv[])
{
	struct problems problems;
	size_t n_args = argc > 0 ? (size_t)argc : 0;
	keep_memory();
	problems_init(&problems, stderr, n_args ? messages_lang(n_args - 1, argv + 1) : LANG_EN);
	return (int)flush_output(start(n_args, argv, &problems), &problems);
}
