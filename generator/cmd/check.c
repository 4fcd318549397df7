/* taiyaku check: every finding, nothing written. */
#include "base.h"
#include "check/baseline.h"
#include "check/report.h"
#include "rules.h"
#include "site/build.h"

enum {
	CONTENT,
	FORMAT,
	STRICT,
	RULE,
	PROFILE,
	GLOSSARY,
	SOURCE_DIR,
	BASELINE,
	WRITE_BASELINE,
	LIST_RULES,
	EXPLAIN_RULE,
	N_OPTIONS
};

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
	[RULE] = {.name = "rule",
		  .kind = OPTION_TEXT,
		  .repeats = true,
		  .value = {"ID=SEVERITY", "ID=重大度"},
		  .help = {"How bad a rule's findings are: off, info, warning or error. May be "
			   "repeated.",
			   "規則の重大度を off、info、warning、error から選びます。繰り返し"
			   "指定できます。"}},
	[PROFILE] = {.name = "profile",
		     .kind = OPTION_TEXT,
		     .choices = profile_names,
		     .value = {"microsoft|jtf", "microsoft|jtf"},
		     .help = {"The house style to check against (default: profile of site.yaml).",
			      "検査に使う表記スタイル。既定値は site.yaml の profile です。"}},
	[GLOSSARY] = {.name = "glossary",
		      .kind = OPTION_TEXT,
		      .value = {"FILE", "ファイル"},
		      .help = {"A glossary in TBX-Basic or CSV (default: glossary of site.yaml).",
			       "用語集 (TBX-Basic または CSV)。既定値は site.yaml の glossary "
			       "です。"}},
	[SOURCE_DIR] =
		{.name = "source-dir",
		 .kind = OPTION_TEXT,
		 .value = {"DIR", "フォルダー"},
		 .help = {"The English originals as they are now: tell what has changed since "
			  "it was translated.",
			  "現在の英語の原文のフォルダー。翻訳後に変わった箇所を表示します。"}},
	[BASELINE] = {.name = "baseline",
		      .kind = OPTION_TEXT,
		      .value = {"FILE", "ファイル"},
		      .help = {"Tell only findings that are not in this file.",
			       "このファイルにない指摘だけを表示します。"}},
	[WRITE_BASELINE] = {.name = "write-baseline",
			    .kind = OPTION_TEXT,
			    .value = {"FILE", "ファイル"},
			    .help = {"Write the findings to a file for --baseline, and end.",
				     "指摘を --baseline 用のファイルに書き込んで終了します。"}},
	[LIST_RULES] = {.name = "list-rules",
			.kind = OPTION_FLAG,
			.help = {"List all rules and end.", "規則の一覧を表示して終了します。"}},
	[EXPLAIN_RULE] = {.name = "explain-rule",
			  .kind = OPTION_TEXT,
			  .value = {"ID", "ID"},
			  .help = {"Explain a rule, with an example, and end.",
				   "規則の説明と例を表示して終了します。"}},
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

static struct rule_wishes rule_wishes_of(const struct option_value *own)
{
	return (struct rule_wishes){.profile = own[PROFILE].text,
				    .severities = own[RULE].all,
				    .n_severities = own[RULE].count};
}

static enum exit_status tell_rules(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	const struct base_wishes wishes = {.rules = rule_wishes_of(own)};
	struct config *config;
	enum exit_status status = EXIT_CANNOT;
	if (base_config(invocation, &wishes, &config) == STATUS_OK) {
		bool is_done = true;
		if (own[LIST_RULES].count)
			rules_list(invocation, config);
		if (own[EXPLAIN_RULE].count)
			is_done = rules_explain(invocation, config, own[EXPLAIN_RULE].text);
		status = is_done ? EXIT_CLEAN : EXIT_CANNOT;
	}
	config_free(config);
	return status;
}

static enum exit_status write_baseline(const struct knowledge_base *base,
				       const struct invocation *invocation)
{
	const char *path = invocation->options->own[WRITE_BASELINE].text;
	size_t count = base->findings.count - findings_count(&base->findings, SEVERITY_OFF);
	if (baseline_write(path, &base->findings, base->folder, invocation->problems) != STATUS_OK)
		return EXIT_CANNOT;
	if (!invocation->is_quiet)
		printf(invocation->lang == LANG_JA ? "%s: 指摘を書き込みました (%zu 件)\n"
						   : "%s: findings written: %zu\n",
		       path, count);
	return EXIT_CLEAN;
}

static enum exit_status tell_findings(struct knowledge_base *base,
				      const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	size_t format = own[FORMAT].count ? own[FORMAT].choice : 0;
	if (own[BASELINE].count && baseline_apply(own[BASELINE].text, &base->findings, base->folder,
						  invocation->problems) != STATUS_OK)
		return EXIT_CANNOT;
	const struct base_telling telling = {
		.format = report_format_names[format],
		.n_threads = invocation->n_threads,
		.out = stdout,
	};
	if (base_report(base, invocation, &telling) != STATUS_OK)
		return EXIT_CANNOT;
	return base_findings_status(base, own[STRICT].count > 0);
}

/* Of the base's own articles: the redirects of site.yaml lead to them. */
static enum status check_redirects(const struct knowledge_base *base,
				   const struct invocation *invocation)
{
	const struct build_options options = {
		.kb = &base->kb,
		.config = base->config,
		.base_url = config_base_url(base->config),
	};
	bool is_own = base->content && !invocation->options->own[CONTENT].text;
	return is_own ? site_check_redirects(&options, invocation->problems) : STATUS_OK;
}

static enum status check_source_dir(const struct invocation *invocation)
{
	const char *path = invocation->options->own[SOURCE_DIR].text;
	if (!path || file_kind(path) == FILE_FOLDER)
		return STATUS_OK;
	return problem_report(invocation->problems, (struct place){.file = path},
			      "no such folder; name that of the English originals",
			      "フォルダーがありません。英語の原文のフォルダーを指定してください");
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	struct knowledge_base base;
	enum exit_status status = EXIT_CANNOT;
	if (own[LIST_RULES].count || own[EXPLAIN_RULE].count)
		return tell_rules(invocation);
	const struct base_wishes wishes = {.content = own[CONTENT].text,
					   .checks_translation = true,
					   .rules = rule_wishes_of(own),
					   .glossary = own[GLOSSARY].text,
					   .source_dir = own[SOURCE_DIR].text};
	if (check_source_dir(invocation) != STATUS_OK)
		return EXIT_CANNOT;
	if (base_open(&base, invocation, &wishes) == STATUS_OK) {
		status = own[WRITE_BASELINE].count ? write_baseline(&base, invocation)
						   : tell_findings(&base, invocation);
		if (check_redirects(&base, invocation) != STATUS_OK)
			status = EXIT_CANNOT;
	}
	base_close(&base);
	return status;
}

const struct command command_check = {&line, run};
