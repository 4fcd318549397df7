/*
 * taiyaku completion SHELL: what bash, zsh and fish complete, written from the
 * tables that also read the command line. What cannot be known beforehand the
 * scripts ask for when it is needed: `taiyaku completion codes`, a code and its
 * title a line, and `taiyaku completion rules`.
 */
#include "catalogue_source.h"
#include "check/rule_table.h"

#include <string.h>

static const struct command_line line = {
	.name = "completion",
	.what = {"Print a shell's completions: bash, zsh or fish.",
		 "シェル (bash、zsh、fish) の補完定義を出力します。"},
	.operands = {"bash|zsh|fish|codes|rules", "bash|zsh|fish|codes|rules"},
	.operands_min = 1,
	.operands_max = 1,
	.is_hidden = true,
};

/* What an option's value or an operand is, told by its name in --help. */
enum values { VALUES_NONE, VALUES_WORDS, VALUES_FOLDER, VALUES_FILE, VALUES_RULE, VALUES_CODE };

static enum values values_called(const char *name)
{
	static const struct {
		const char *name;
		enum values values;
	} known[] = {
		{"DIR", VALUES_FOLDER},       {"FILE", VALUES_FILE},      {"ID", VALUES_RULE},
		{"ID=SEVERITY", VALUES_RULE}, {"CODE", VALUES_CODE},      {"CODE...", VALUES_CODE},
		{"[PATH...]", VALUES_FILE},   {"[FILE...]", VALUES_FILE}, {"PATH...", VALUES_FILE},
		{"FILE|DIR", VALUES_FILE},
	};
	for (size_t i = 0; name && i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].values;
	return VALUES_NONE;
}

static enum values values_of(const struct option_row *row)
{
	if (row->choices)
		return VALUES_WORDS;
	return row->kind == OPTION_TEXT ? values_called(row->value[LANG_EN]) : VALUES_NONE;
}

/* `row` is NULL for operands, which have no choices. */
static void put_choices(const struct option_row *row)
{
	for (size_t i = 0; row && row->choices[i]; i++)
		printf(i ? " %s" : "%s", row->choices[i]);
}

/* --- bash --------------------------------------------------------------------- */

static const char bash_head[] =
	"# Completions of taiyaku for bash; \"taiyaku completion bash\" writes this file.\n"
	"\n"
	"_taiyaku_words() {\n"
	"\tmapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\")\n"
	"}\n"
	"\n"
	"_taiyaku_ask() {\n"
	"\t_taiyaku_words \"$(\"${COMP_WORDS[0]}\" completion \"$1\" 2>/dev/null | cut -f 1)\"\n"
	"}\n"
	"\n"
	"_taiyaku_paths() {\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"\tmapfile -t COMPREPLY < <(compgen \"$1\" -- \"$current\")\n"
	"}\n"
	"\n"
	"_taiyaku() {\n"
	"\tlocal current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= "
	"i\n"
	"\tCOMPREPLY=()\n"
	"\t# \"--format=json\" is three words for bash.\n"
	"\tif [[ $current == '=' ]]; then\n"
	"\t\tcurrent=\n"
	"\telif [[ $previous == '=' ]]; then\n"
	"\t\tprevious=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\tif [[ ${COMP_WORDS[i]} != -* ]]; then\n"
	"\t\t\tcommand=${COMP_WORDS[i]}\n"
	"\t\t\tbreak\n"
	"\t\tfi\n"
	"\tdone\n"
	"\tcase \"$command $previous\" in\n";

static const char bash_tail[] = "\tesac\n"
				"}\n"
				"\n"
				"complete -F _taiyaku taiyaku\n";

static void put_bash_action(enum values values, const struct option_row *row)
{
	switch (values) {
	case VALUES_WORDS:
		fputs("_taiyaku_words '", stdout);
		put_choices(row);
		fputs("'", stdout);
		break;
	case VALUES_FOLDER:
		fputs("_taiyaku_paths -d", stdout);
		break;
	case VALUES_FILE:
		fputs("_taiyaku_paths -f", stdout);
		break;
	case VALUES_RULE:
		fputs("_taiyaku_ask rules", stdout);
		break;
	case VALUES_CODE:
		fputs("_taiyaku_ask codes", stdout);
		break;
	case VALUES_NONE:
		fputs(":", stdout);
		break;
	}
}

/* An arm for each option that has a value: what stands behind it. */
static void put_bash_values(const char *command, const struct option_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].kind == OPTION_FLAG)
			continue;
		printf("\t%s' --%s'", command, rows[i].name);
		if (rows[i].letter)
			printf(" | %s' -%c'", command, rows[i].letter);
		fputs(") ", stdout);
		put_bash_action(values_of(&rows[i]), &rows[i]);
		fputs("; return ;;\n", stdout);
	}
}

static void put_option_names(const struct option_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf(" --%s", rows[i].name);
}

static void put_bash_command(const struct command_line *command)
{
	printf("\t%s)\n\t\tif [[ $current == -* ]]; then\n\t\t\t_taiyaku_words '", command->name);
	put_option_names(command->rows, command->n_rows);
	put_option_names(common_options, COMMON_OPTIONS);
	fputs("'\n\t\telse\n\t\t\t", stdout);
	put_bash_action(values_called(command->operands[LANG_EN]), NULL);
	fputs("\n\t\tfi\n\t\t;;\n", stdout);
}

static void put_bash(void)
{
	fputs(bash_head, stdout);
	for (const struct command *const *command = command_table; *command; command++)
		if (!(*command)->line->is_hidden)
			put_bash_values((*command)->line->name, (*command)->line->rows,
					(*command)->line->n_rows);
	put_bash_values("*", common_options, COMMON_OPTIONS);
	fputs("\tesac\n\tcase $command in\n\t'') _taiyaku_words '", stdout);
	for (const struct command *const *command = command_table; *command; command++)
		if (!(*command)->line->is_hidden)
			printf("%s ", (*command)->line->name);
	fputs("--help --version' ;;\n", stdout);
	for (const struct command *const *command = command_table; *command; command++)
		if (!(*command)->line->is_hidden)
			put_bash_command((*command)->line);
	fputs(bash_tail, stdout);
}

/* --- zsh ---------------------------------------------------------------------- */

/* Inside '…', and inside the brackets of _arguments where ':' and ']' end things. */
static void put_quoted(const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'') {
			fputs("'\\''", stdout);
			continue;
		}
		if (strchr(special, *text))
			putchar('\\');
		putchar(*text);
	}
}

static void put_zsh_action(enum values values, const struct option_row *row)
{
	switch (values) {
	case VALUES_WORDS:
		fputs("(", stdout);
		put_choices(row);
		fputs(")", stdout);
		break;
	case VALUES_FOLDER:
		fputs("_files -/", stdout);
		break;
	case VALUES_FILE:
		fputs("_files", stdout);
		break;
	case VALUES_RULE:
		fputs("_taiyaku_rules", stdout);
		break;
	case VALUES_CODE:
		fputs("_taiyaku_codes", stdout);
		break;
	case VALUES_NONE:
		fputs(" ", stdout);
		break;
	}
}

static void put_zsh_options(const struct option_row *rows, size_t count, enum lang lang)
{
	for (size_t i = 0; i < count; i++) {
		const struct option_row *row = &rows[i];
		fputs(" \\\n\t\t\t\t", stdout);
		if (row->letter && !row->repeats)
			printf("'(-%c --%s)'", row->letter, row->name);
		if (row->repeats)
			fputs("'*'", stdout);
		if (row->letter)
			printf("{-%c,--%s}'[", row->letter, row->name);
		else
			printf("'--%s[", row->name);
		put_quoted(row->help[lang], "[]:\\");
		putchar(']');
		if (row->kind != OPTION_FLAG) {
			putchar(':');
			put_quoted(row->value[lang] ? row->value[lang] : row->name, ":\\");
			putchar(':');
			put_zsh_action(values_of(row), row);
		}
		putchar('\'');
	}
}

static void put_zsh_command(const struct command_line *command, enum lang lang)
{
	printf("\t\t%s)\n\t\t\t_arguments -s", command->name);
	put_zsh_options(command->rows, command->n_rows, lang);
	put_zsh_options(common_options, COMMON_OPTIONS, lang);
	if (command->operands[lang]) {
		fputs(" \\\n\t\t\t\t'*:", stdout);
		put_quoted(command->operands[lang], ":\\");
		putchar(':');
		put_zsh_action(values_called(command->operands[LANG_EN]), NULL);
		putchar('\'');
	}
	fputs("\n\t\t\t;;\n", stdout);
}

static const char zsh_head[] =
	"#compdef taiyaku\n"
	"# Completions of taiyaku for zsh; \"taiyaku completion zsh\" writes this file.\n"
	"\n"
	"_taiyaku_codes() {\n"
	"\tlocal -a codes\n"
	"\tcodes=(${${(f)\"$(taiyaku completion codes 2>/dev/null)\"}/$'\\t'/:})\n"
	"\t_describe code codes\n"
	"}\n"
	"\n"
	"_taiyaku_rules() {\n"
	"\tlocal -a rules\n"
	"\trules=(${(f)\"$(taiyaku completion rules 2>/dev/null)\"})\n"
	"\tcompadd -a rules\n"
	"}\n"
	"\n"
	"_taiyaku() {\n"
	"\tlocal context state state_descr line\n"
	"\tlocal -a commands\n"
	"\tlocal -A opt_args\n"
	"\tcommands=(\n";

static const char zsh_middle[] =
	"\t)\n"
	"\t_arguments -C '--help' '--version' '1: :->command' '*:: :->rest'\n"
	"\tcase $state in\n"
	"\tcommand) _describe command commands ;;\n"
	"\trest)\n"
	"\t\tcase $words[1] in\n";

static const char zsh_tail[] = "\t\tesac\n"
			       "\t\t;;\n"
			       "\tesac\n"
			       "}\n"
			       "\n"
			       "# Autoloaded, the file is the function; sourced, it defines it.\n"
			       "if [ \"$funcstack[1]\" = _taiyaku ]; then\n"
			       "\t_taiyaku \"$@\"\n"
			       "else\n"
			       "\tcompdef _taiyaku taiyaku\n"
			       "fi\n";

static void put_zsh(enum lang lang)
{
	fputs(zsh_head, stdout);
	for (const struct command *const *command = command_table; *command; command++) {
		if ((*command)->line->is_hidden)
			continue;
		printf("\t\t'%s:", (*command)->line->name);
		put_quoted((*command)->line->what[lang], "\\");
		puts("'");
	}
	fputs(zsh_middle, stdout);
	for (const struct command *const *command = command_table; *command; command++)
		if (!(*command)->line->is_hidden)
			put_zsh_command((*command)->line, lang);
	fputs(zsh_tail, stdout);
}

/* --- fish --------------------------------------------------------------------- */

static void put_fish_action(enum values values, const struct option_row *row)
{
	switch (values) {
	case VALUES_WORDS:
		fputs(" -a '", stdout);
		put_choices(row);
		fputs("'", stdout);
		break;
	case VALUES_FOLDER:
		fputs(" -a '(__fish_complete_directories)'", stdout);
		break;
	case VALUES_FILE:
		fputs(" -F", stdout);
		break;
	case VALUES_RULE:
		fputs(" -a '(taiyaku completion rules 2>/dev/null)'", stdout);
		break;
	case VALUES_CODE:
		fputs(" -a '(taiyaku completion codes 2>/dev/null)'", stdout);
		break;
	case VALUES_NONE:
		break;
	}
}

/* fish takes a backslash and an apostrophe for themselves behind a backslash. */
static void put_fish_text(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('\'');
}

static void put_fish_options(const char *condition, const struct option_row *rows, size_t count,
			     enum lang lang)
{
	for (size_t i = 0; i < count; i++) {
		printf("complete -c taiyaku%s", condition);
		if (rows[i].letter)
			printf(" -s %c", rows[i].letter);
		printf(" -l %s", rows[i].name);
		if (rows[i].kind != OPTION_FLAG) {
			enum values values = values_of(&rows[i]);
			/* -x is -r -f: nothing but what is offered here. */
			fputs(values == VALUES_FILE ? " -r" : " -x", stdout);
			put_fish_action(values, &rows[i]);
		}
		fputs(" -d ", stdout);
		put_fish_text(rows[i].help[lang]);
		putchar('\n');
	}
}

static void put_fish_command(const struct invocation *invocation,
			     const struct command_line *command)
{
	enum lang lang = invocation->lang;
	const char *seen = arena_printf(invocation->arena, " -n '__fish_seen_subcommand_from %s'",
					command->name)
				   .ptr;
	printf("complete -c taiyaku -n __fish_use_subcommand -a %s -d ", command->name);
	put_fish_text(command->what[lang]);
	putchar('\n');
	put_fish_options(seen, command->rows, command->n_rows, lang);
	enum values operands = values_called(command->operands[LANG_EN]);
	if (operands == VALUES_NONE)
		return;
	printf("complete -c taiyaku%s", seen);
	put_fish_action(operands, NULL);
	putchar('\n');
}

static void put_fish(const struct invocation *invocation)
{
	puts("# Completions of taiyaku for fish; \"taiyaku completion fish\" writes this file.\n"
	     "complete -c taiyaku -f");
	put_fish_options("", common_options, COMMON_OPTIONS, invocation->lang);
	for (const struct command *const *command = command_table; *command; command++)
		if (!(*command)->line->is_hidden)
			put_fish_command(invocation, (*command)->line);
}

/* --- What the scripts ask for --------------------------------------------------- */

/* Nothing where there is no catalogue: whoever presses Tab wants no message. */
static void put_codes(const struct invocation *invocation)
{
	struct catalogue_source source;
	struct problems silent;
	struct invocation quiet = *invocation;
	problems_init(&silent, NULL, invocation->lang);
	quiet.problems = &silent;
	if (catalogue_source_open(&source, &quiet, NULL, NULL) == STATUS_OK)
		for (size_t i = 0; i < catalogue_count(source.catalogue); i++) {
			struct catalogue_entry entry = catalogue_entry_at(source.catalogue, i);
			if (!entry.is_duplicate)
				printf("%.*s\t%.*s\n", SLICE_ARG(entry.code),
				       SLICE_ARG(entry.titles[invocation->lang]));
		}
	catalogue_source_close(&source);
}

static void put_rule(void *context, const struct rule *rule)
{
	(void)context;
	puts(rule->id);
}

static enum exit_status run(const struct invocation *invocation)
{
	const char *what = invocation->options->operands[0];
	if (strcmp(what, "bash") == 0)
		put_bash();
	else if (strcmp(what, "zsh") == 0)
		put_zsh(invocation->lang);
	else if (strcmp(what, "fish") == 0)
		put_fish(invocation);
	else if (strcmp(what, "codes") == 0)
		put_codes(invocation);
	else if (strcmp(what, "rules") == 0)
		rules_each(put_rule, NULL);
	else {
		problem_report(invocation->problems, (struct place){0},
			       "there are no completions for \"%s\"; choose bash, zsh or fish",
			       "「%s」の補完定義はありません。bash、zsh、fish "
			       "のいずれかを指定してください",
			       what);
		return EXIT_CANNOT;
	}
	return EXIT_CLEAN;
}

const struct command command_completion = {&line, run};
