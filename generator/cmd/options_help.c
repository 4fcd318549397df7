/* What --help prints. Everything is placed by display width, so that Japanese
   stands in columns too. */
#include "cmd/options.h"

#include "cmd/common.h"
#include "text/unicode.h"
#include "wrap.h"

#include <string.h>

enum {
	LABEL_INDENT = 2,
	TEXT_COLUMN = 30, /* where the help of an option begins */
	LABEL_MAX_BYTES = 4096,
};

struct help {
	const struct command_line *command;
	enum lang lang;
	struct wrapper wrapper;
	struct buffer *out;
};

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
	wrap_text(&help->wrapper, slice_from(row->help[help->lang]), TEXT_COLUMN, HELP_CELLS);
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
		wrap_text(&help->wrapper, paragraph, 0, HELP_CELLS);
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

static void put_notes(struct help *help)
{
	const char *notes = help->command->notes[help->lang];
	if (!notes)
		return;
	buffer_char(help->out, '\n');
	wrap_text(&help->wrapper, slice_from(notes), 0, HELP_CELLS);
}

void options_help(const struct command_line *command, enum lang lang, struct buffer *out)
{
	struct help help = {
		.command = command,
		.lang = lang == LANG_JA ? LANG_JA : LANG_EN,
		.out = out,
	};
	wrapper_init(&help.wrapper, out);
	put_usage(&help);
	put_what(&help);
	put_options(&help);
	put_notes(&help);
	wrapper_release(&help.wrapper);
}
