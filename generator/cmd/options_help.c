/* What --help prints. Everything is placed by display width, so that Japanese
   stands in columns too. */
#include "cmd/options.h"

#include "cmd/common.h"
#include "text/linebreak.h"
#include "text/unicode.h"

#include <string.h>

enum {
	LABEL_INDENT = 2,
	TEXT_COLUMN = 30, /* where the help of an option begins */
	LABEL_MAX_BYTES = 4096,
};

struct help {
	const struct command_line *command;
	enum lang lang;
	struct arena arena; /* scratch */
	struct line_breaker *breaker;
	struct buffer *out;
};

/* --- Wrapping ---------------------------------------------------------------- */

static size_t trimmed_width(struct slice text)
{
	while (text.len && text.ptr[text.len - 1] == ' ')
		text.len--;
	return text_width(text);
}

/* ICU would also break behind the dashes of "--strict" and the slashes of
   paths: only blanks and wide characters count here. */
static bool may_break(struct slice text, size_t at)
{
	size_t before = at;
	size_t after = at;
	int32_t left = utf8_previous(text, &before);
	int32_t right = utf8_next(text, &after);
	return left == ' ' || right == CODE_POINT_NONE || code_point_width(left) == 2 ||
	       code_point_width(right) == 2;
}

static void put_line(struct help *help, struct slice line)
{
	while (line.len && line.ptr[line.len - 1] == ' ')
		line.len--;
	buffer_slice(help->out, line);
	buffer_char(help->out, '\n');
}

/* One paragraph; its first line goes on where the cursor stands, at column
   `indent`, and the next ones begin there. */
static void put_wrapped(struct help *help, struct slice text, size_t indent)
{
	struct line_breaks breaks;
	size_t start = 0; /* of the line */
	size_t end = 0;   /* as far as is known to fit */
	if (line_breaks_find(help->breaker, &help->arena, text, &breaks) != STATUS_OK)
		out_of_memory();
	for (size_t i = 0; i < breaks.count; i++) {
		size_t at = breaks.offsets[i];
		if (!may_break(text, at))
			continue;
		if (end > start &&
		    indent + trimmed_width(slice_sub(text, start, at)) > HELP_CELLS) {
			put_line(help, slice_sub(text, start, end));
			buffer_repeat(help->out, ' ', indent);
			start = end;
		}
		end = at;
	}
	put_line(help, slice_sub(text, start, text.len));
}

/* --- Parts ------------------------------------------------------------------- */

static void put_value_name(const struct help *help, const struct option_row *row,
			   struct buffer *label)
{
	const char *name = row->value[help->lang];
	if (row->kind == OPTION_FLAG)
		return;
	buffer_char(label, ' ');
	if (name || row->kind != OPTION_CHOICE) {
		buffer_str(label, name ? name : "…");
		return;
	}
	for (size_t i = 0; row->choices[i]; i++) {
		if (i)
			buffer_char(label, '|');
		buffer_str(label, row->choices[i]);
	}
}

static void put_row(struct help *help, const struct option_row *row)
{
	struct buffer label;
	buffer_init(&label, LABEL_MAX_BYTES);
	buffer_repeat(&label, ' ', LABEL_INDENT);
	if (row->letter)
		buffer_printf(&label, "-%c, ", row->letter);
	else
		buffer_str(&label, "    ");
	buffer_printf(&label, "--%s", row->name);
	put_value_name(help, row, &label);
	size_t width = text_width(buffer_view(&label));
	buffer_slice(help->out, buffer_view(&label));
	buffer_release(&label);
	if (width + 2 > TEXT_COLUMN) {
		buffer_char(help->out, '\n');
		width = 0;
	}
	buffer_repeat(help->out, ' ', TEXT_COLUMN - width);
	put_wrapped(help, slice_from(row->help[help->lang]), TEXT_COLUMN);
}

static bool is_hidden(const struct help *help, const char *common_name)
{
	for (size_t i = 0; i < help->command->n_rows; i++)
		if (strcmp(help->command->rows[i].name, common_name) == 0)
			return true;
	return false;
}

static void put_usage(struct help *help)
{
	const struct command_line *command = help->command;
	bool is_japanese_text = help->lang == LANG_JA;
	buffer_str(help->out, is_japanese_text ? "使い方: taiyaku" : "Usage: taiyaku");
	if (command->name)
		buffer_printf(help->out, " %s", command->name);
	buffer_str(help->out, is_japanese_text ? " [オプション...]" : " [OPTION...]");
	if (command->operands[help->lang])
		buffer_printf(help->out, " %s", command->operands[help->lang]);
	buffer_char(help->out, '\n');
}

static void put_what(struct help *help)
{
	struct slice rest = slice_from(help->command->what[help->lang]);
	struct slice paragraph;
	buffer_char(help->out, '\n');
	while (slice_next_line(&rest, &paragraph))
		put_wrapped(help, paragraph, 0);
}

static void put_options(struct help *help)
{
	const struct command_line *command = help->command;
	bool is_japanese_text = help->lang == LANG_JA;
	if (command->n_rows)
		buffer_str(help->out, is_japanese_text ? "\nオプション:\n" : "\nOptions:\n");
	for (size_t i = 0; i < command->n_rows; i++)
		put_row(help, &command->rows[i]);
	buffer_str(help->out, is_japanese_text ? "\n共通のオプション:\n" : "\nCommon options:\n");
	for (size_t i = 0; i < COMMON_OPTIONS; i++)
		if (!is_hidden(help, common_options[i].name))
			put_row(help, &common_options[i]);
}

void options_help(const struct command_line *command, enum lang lang, struct buffer *out)
{
	struct help help = {
		.command = command,
		.lang = lang == LANG_JA ? LANG_JA : LANG_EN,
		.breaker = line_breaker_new(),
		.out = out,
	};
	if (!help.breaker)
		out_of_memory();
	arena_init_must(&help.arena);
	put_usage(&help);
	put_what(&help);
	put_options(&help);
	arena_release(&help.arena);
	line_breaker_free(help.breaker);
}
