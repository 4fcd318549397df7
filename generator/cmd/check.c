/* taiyaku check: every finding, nothing written. */
#include "base.h"
#include "check/report.h"

enum { CONTENT, FORMAT, STRICT, N_OPTIONS };

static const struct option_row rows[] = {
	[CONTENT] = {.name = "content",
		     .kind = OPTION_TEXT,
		     .value = {"DIR", "フォルダー"},
		     .help = {"Check the articles of another folder.",
			      "別のフォルダーの記事を検査します。"}},
	[FORMAT] = {.name = "format",
		    .kind = OPTION_CHOICE,
		    .choices = report_format_names,
		    .help = {"How to print the findings.", "指摘の出力形式を選びます。"}},
	[STRICT] = {.name = "strict",
		    .kind = OPTION_FLAG,
		    .help = {"Fail on warnings too.", "警告だけでも失敗とします。"}},
};

static const struct command_line line = {
	.name = "check",
	.what = {"Check entries, alignment and links; write nothing.",
		 "エントリ、対訳、リンクを検査します (何も書き込みません)。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands = {"[PATH...]", "[パス...]"},
	.operands_max = SIZE_MAX,
};

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	struct knowledge_base base;
	enum exit_status status = EXIT_CANNOT;
	const struct base_wishes wishes = {.content = own[CONTENT].text,
					   .checks_translation = true};
	size_t format = own[FORMAT].count ? own[FORMAT].choice : 0;
	if (base_open(&base, invocation, &wishes) == STATUS_OK &&
	    base_report(&base, invocation, report_format_names[format], stdout) == STATUS_OK)
		status = base_status(&base, invocation, own[STRICT].count > 0);
	base_close(&base);
	return status;
}

const struct command command_check = {&line, run};
