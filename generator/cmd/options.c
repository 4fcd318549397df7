/* Reading the command line by its tables, and telling what is wrong with it. */
#include "cmd/options.h"

#include "base/nearest.h"
#include "cmd/common.h"
#include "text/unicode.h"
#include "text/visible.h"

#include <stdint.h>
#include <string.h>

enum { SHOWN_MAX_CHARACTERS = 60, LIST_MAX_BYTES = 1024 };

struct parser {
	struct options *out;
	struct arena *arena;
	const struct command_line *command;
	struct problems *problems;
	char *const *args;
	size_t n_args;
	size_t at; /* the next argument */
	bool has_failed;
};

/* An option met: its row, where its values go, and how it was written. */
struct match {
	const struct option_row *row; /* NULL: no such option */
	struct option_value *value;
	const char *label; /* "--output" or "-o" */
};

/* --- Words for messages ---------------------------------------------------- */

/* Arguments come from outside: cut to a length and made visible. */
static const char *shown(const struct parser *parser, const char *text)
{
	struct slice rest = slice_from(text);
	struct buffer out;
	size_t at = 0;
	buffer_init(&out, LIST_MAX_BYTES);
	for (size_t n = 0; n < SHOWN_MAX_CHARACTERS && at < rest.len; n++)
		code_point_visible(utf8_next(rest, &at), &out);
	if (at < rest.len)
		buffer_str(&out, "…");
	const char *copy = arena_copy(parser->arena, buffer_view(&out)).ptr;
	buffer_release(&out);
	return copy;
}

/* "check --help", to name what lists the options. */
static const char *help_of(const struct parser *parser)
{
	const char *name = parser->command->name;
	return arena_printf(parser->arena, "taiyaku%s%s --help", name ? " " : "", name ? name : "")
		.ptr;
}

/* "a, b or c" / 「a、b、c」. */
static const char *list_of(const struct parser *parser, const char *const *choices)
{
	bool is_japanese_text = parser->problems->lang == LANG_JA;
	struct buffer out;
	buffer_init(&out, LIST_MAX_BYTES);
	buffer_str(&out, "");
	for (size_t i = 0; choices[i]; i++) {
		if (i && is_japanese_text)
			buffer_str(&out, "、");
		else if (i)
			buffer_str(&out, choices[i + 1] ? ", " : " or ");
		buffer_str(&out, choices[i]);
	}
	const char *copy = arena_copy(parser->arena, buffer_view(&out)).ptr;
	buffer_release(&out);
	return copy;
}

/* --- The nearest name ------------------------------------------------------- */

static const char *nearest_name(const struct parser *parser, struct slice typed)
{
	struct nearest nearest;
	nearest_init(&nearest, typed);
	for (size_t i = 0; i < parser->command->n_rows; i++)
		nearest_offer(&nearest, parser->command->rows[i].name);
	for (size_t i = 0; i < COMMON_OPTIONS; i++)
		nearest_offer(&nearest, common_options[i].name);
	return nearest.name;
}

/* --- Mistakes --------------------------------------------------------------- */

static const struct place nowhere = {0};

static void unknown_option(struct parser *parser, struct slice name, const char *label)
{
	const char *nearest = nearest_name(parser, name);
	parser->has_failed = true;
	if (nearest)
		problem_report(parser->problems, nowhere,
			       "unknown option %s; did you mean --%s? %s lists them all",
			       "%s というオプションはありません。--%s "
			       "ではありませんか? 一覧は %s で表示できます",
			       shown(parser, label), nearest, help_of(parser));
	else
		problem_report(parser->problems, nowhere, "unknown option %s; %s lists them all",
			       "%s というオプションはありません。一覧は %s で表示できます",
			       shown(parser, label), help_of(parser));
}

static void missing_value(struct parser *parser, const struct match *match)
{
	enum lang lang = parser->problems->lang == LANG_JA ? LANG_JA : LANG_EN;
	const char *value = match->row->value[lang];
	parser->has_failed = true;
	if (match->row->kind == OPTION_CHOICE)
		problem_report(parser->problems, nowhere, "%s needs a value; choose %s",
			       "%s には値が必要です。%s のいずれかを指定してください", match->label,
			       list_of(parser, match->row->choices));
	else
		problem_report(parser->problems, nowhere, "%s needs a value; write %s %s",
			       "%s には値が必要です。「%s %s」のように指定してください",
			       match->label, match->label, value ? value : "…");
}

static void unwanted_value(struct parser *parser, const struct match *match, const char *value)
{
	parser->has_failed = true;
	problem_report(parser->problems, nowhere, "%s takes no value; leave out \"=%s\"",
		       "%s に値は指定できません。「=%s」を削除してください", match->label,
		       shown(parser, value));
}

static void bad_choice(struct parser *parser, const struct match *match, const char *value)
{
	parser->has_failed = true;
	problem_report(parser->problems, nowhere, "%s cannot be \"%s\"; choose %s",
		       "%s に「%s」は指定できません。%s のいずれかを指定してください", match->label,
		       shown(parser, value), list_of(parser, match->row->choices));
}

static void bad_number(struct parser *parser, const struct match *match, const char *value)
{
	parser->has_failed = true;
	problem_report(parser->problems, nowhere,
		       "%s cannot be \"%s\"; give a whole number from %zu to %zu",
		       "%s に「%s」は指定できません。%zu から %zu までの整数を指定してください",
		       match->label, shown(parser, value), match->row->min, match->row->max);
}

static void wrong_operands(struct parser *parser)
{
	const struct command_line *command = parser->command;
	const struct options *options = parser->out;
	enum lang lang = parser->problems->lang == LANG_JA ? LANG_JA : LANG_EN;
	bool is_too_few = options->n_operands < command->operands_min;
	if (!is_too_few && options->n_operands <= command->operands_max)
		return;
	if (is_too_few && parser->has_failed)
		return; /* "--lang 5.1.1": what is wrong with that is what is wrong */
	parser->has_failed = true;
	if (is_too_few)
		problem_report(parser->problems, nowhere, "%s is missing; %s says how to call it",
			       "「%s」が指定されていません。使い方は %s で表示できます",
			       command->operands[lang], help_of(parser));
	else
		problem_report(parser->problems, nowhere,
			       "\"%s\" is one argument too many; %s says how to call it",
			       "余分な引数「%s」があります。使い方は %s で表示できます",
			       shown(parser, options->operands[command->operands_max]),
			       help_of(parser));
}

/* --- Finding options -------------------------------------------------------- */

static size_t find_name(const struct option_row *rows, size_t n, struct slice name)
{
	size_t i = 0;
	while (i < n && !slice_eq_str(name, rows[i].name))
		i++;
	return i;
}

static size_t find_letter(const struct option_row *rows, size_t n, char letter)
{
	size_t i = 0;
	while (i < n && rows[i].letter != letter)
		i++;
	return i;
}

static void match_own(const struct parser *parser, size_t row, struct match *match)
{
	match->row = &parser->command->rows[row];
	match->value = &parser->out->own[row];
}

static void match_common(const struct parser *parser, size_t row, struct match *match)
{
	match->row = &common_options[row];
	match->value = &parser->out->common[row];
}

/* A command's own row hides a common one of the same name. */
static struct match match_name(const struct parser *parser, struct slice name, const char *label)
{
	const struct command_line *command = parser->command;
	struct match match = {.label = label};
	size_t own = find_name(command->rows, command->n_rows, name);
	size_t common = find_name(common_options, COMMON_OPTIONS, name);
	if (own < command->n_rows)
		match_own(parser, own, &match);
	else if (common < COMMON_OPTIONS)
		match_common(parser, common, &match);
	return match;
}

static struct match match_letter(const struct parser *parser, char letter)
{
	const struct command_line *command = parser->command;
	struct match match = {.label = arena_printf(parser->arena, "-%c", letter).ptr};
	size_t own = find_letter(command->rows, command->n_rows, letter);
	size_t common = find_letter(common_options, COMMON_OPTIONS, letter);
	if (own < command->n_rows)
		match_own(parser, own, &match);
	else if (common < COMMON_OPTIONS)
		match_common(parser, common, &match);
	return match;
}

/* --- Values ------------------------------------------------------------------ */

/* Digits only: no sign, no blanks, no overflow. */
static bool read_number(const char *text, size_t *number)
{
	*number = 0;
	if (!*text)
		return false;
	for (; *text; text++) {
		if (!ascii_is_digit(*text) || *number > (SIZE_MAX - 9) / 10)
			return false;
		*number = *number * 10 + (size_t)(*text - '0');
	}
	return true;
}

static void set_number(struct parser *parser, const struct match *match, const char *text)
{
	size_t number;
	if (read_number(text, &number) && number >= match->row->min && number <= match->row->max)
		match->value->number = number;
	else
		bad_number(parser, match, text);
}

static void set_choice(struct parser *parser, const struct match *match, const char *text)
{
	for (size_t i = 0; match->row->choices[i]; i++)
		if (strcmp(match->row->choices[i], text) == 0) {
			match->value->choice = i;
			return;
		}
	bad_choice(parser, match, text);
}

static void keep_all(struct parser *parser, const struct match *match, const char *text)
{
	struct option_value *value = match->value;
	if (!value->all)
		value->all = arena_array(parser->arena, parser->n_args, sizeof(*value->all));
	value->all[value->count] = text;
}

static void set_value(struct parser *parser, const struct match *match, const char *text)
{
	if (!*text) {
		missing_value(parser, match);
		return;
	}
	if (match->row->kind == OPTION_NUMBER)
		set_number(parser, match, text);
	if (match->row->kind == OPTION_CHOICE)
		set_choice(parser, match, text);
	if (match->row->repeats)
		keep_all(parser, match, text);
	match->value->text = text;
	match->value->count++;
}

/* What begins with a dash is the next option: "-o --strict" means that a
   name was forgotten, not a folder called "--strict". */
static bool is_value(const struct match *match, const char *arg)
{
	bool is_option = arg[0] == '-' && arg[1];
	bool is_negative = is_option && ascii_is_digit(arg[1]);
	return !is_option || (is_negative && match->row->kind == OPTION_NUMBER);
}

static void set_from_next(struct parser *parser, const struct match *match)
{
	if (parser->at < parser->n_args && is_value(match, parser->args[parser->at]))
		set_value(parser, match, parser->args[parser->at++]);
	else
		missing_value(parser, match);
}

/* --- Arguments ---------------------------------------------------------------- */

static void read_long(struct parser *parser, const char *arg)
{
	struct slice name = slice_skip(slice_from(arg), 2);
	size_t equals = slice_find_char(name, '=', 0);
	const char *value = NULL;
	if (equals != SLICE_NONE) {
		value = name.ptr + equals + 1;
		name = slice_sub(name, 0, equals);
	}
	const char *label = arena_printf(parser->arena, "--%.*s", SLICE_ARG(name)).ptr;
	struct match match = match_name(parser, name, label);
	if (!match.row)
		unknown_option(parser, name, label);
	else if (match.row->kind == OPTION_FLAG && value)
		unwanted_value(parser, &match, value);
	else if (match.row->kind == OPTION_FLAG)
		match.value->count++;
	else if (value)
		set_value(parser, &match, value);
	else
		set_from_next(parser, &match);
}

static void unknown_letter(struct parser *parser, struct slice rest)
{
	size_t end = 0;
	utf8_next(rest, &end);
	rest = slice_sub(rest, 0, end);
	unknown_option(parser, (struct slice){0},
		       arena_printf(parser->arena, "-%.*s", SLICE_ARG(rest)).ptr);
}

/* One letter after the other, until one takes the rest as its value. */
static void read_letters(struct parser *parser, const char *letters)
{
	for (; *letters; letters++) {
		struct match match = match_letter(parser, *letters);
		if (!match.row) {
			unknown_letter(parser, slice_from(letters));
			return;
		}
		if (match.row->kind == OPTION_FLAG) {
			match.value->count++;
			continue;
		}
		if (letters[1])
			set_value(parser, &match, letters + 1);
		else
			set_from_next(parser, &match);
		return;
	}
}

/* -2147024891 is how Windows writes a code; no option is a digit. */
static bool is_operand(const char *arg)
{
	return arg[0] != '-' || !arg[1] || ascii_is_digit(arg[1]);
}

static void read_all(struct parser *parser)
{
	struct options *out = parser->out;
	bool is_behind_dashes = false;
	while (parser->at < parser->n_args) {
		const char *arg = parser->args[parser->at++];
		if (is_behind_dashes || is_operand(arg))
			out->operands[out->n_operands++] = arg;
		else if (strcmp(arg, "--") == 0)
			is_behind_dashes = true;
		else if (arg[1] == '-')
			read_long(parser, arg);
		else
			read_letters(parser, arg + 1);
	}
}

enum status options_parse(struct options *options, struct arena *arena,
			  const struct command_line *command, size_t n_args, char *const args[],
			  struct problems *problems)
{
	struct parser parser = {
		.out = options,
		.arena = arena,
		.command = command,
		.problems = problems,
		.args = args,
		.n_args = n_args,
	};
	*options = (struct options){
		.own = arena_array(arena, command->n_rows, sizeof(*options->own)),
		.common = arena_array(arena, COMMON_OPTIONS, sizeof(*options->common)),
		.operands = arena_array(arena, n_args, sizeof(*options->operands)),
	};
	read_all(&parser);
	/* Who asks how to call it need not have called it right. */
	bool is_question =
		options->common[COMMON_HELP].count || options->common[COMMON_VERSION].count;
	if (!is_question)
		wrong_operands(&parser);
	return parser.has_failed ? STATUS_FAILED : STATUS_OK;
}
