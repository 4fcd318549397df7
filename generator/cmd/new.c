/* taiyaku new: an article about a code, to be filled in. */
#include "base.h"
#include "skeleton.h"

#include <stdio.h>

enum { CONTENT, N_OPTIONS };

static const struct option_row rows[] = {
	[CONTENT] = {.name = "content",
		     .kind = OPTION_TEXT,
		     .value = {"DIR", "フォルダー"},
		     .help = {"Put the article into another folder.",
			      "別のフォルダーに記事を作成します。"}},
};

static const struct command_line line = {
	.name = "new",
	.what = {"Start an article about an error code.",
		 "エラー コードの記事を新しく作成します。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands = {"CODE...", "コード..."},
	.operands_min = 1,
	.operands_max = SIZE_MAX,
};

/* --- The code ----------------------------------------------------------- */

static enum status tell_no_code(const struct invocation *invocation, const struct config *config,
				const char *written)
{
	struct buffer schemes;
	const struct scheme_set *set = config_schemes(config);
	buffer_init(&schemes, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < scheme_count(set); i++)
		buffer_printf(&schemes, "%s%.*s", i ? ", " : "",
			      SLICE_ARG(scheme_name(scheme_at(set, i))));
	problem_report(invocation->problems, (struct place){0},
		       "\"%s\" is no code of the schemes %s; write one such as 5.7.1, or define a "
		       "scheme in site/site.yaml",
		       "「%s」はどのスキーム (%s) のコードでもありません。5.7.1 "
		       "のように指定するか、site/site.yaml でスキームを定義してください",
		       written, schemes.ptr);
	buffer_release(&schemes);
	return STATUS_FAILED;
}

static enum status tell_fault(const struct invocation *invocation, const char *written,
			      unsigned int faults)
{
	unsigned int fault = faults & (~faults + 1); /* the first */
	return problem_report(invocation->problems, (struct place){0},
			      "\"%s\" is no valid code: %s",
			      "「%s」は正しいコードではありません: %s", written,
			      code_fault_text((enum code_fault)fault, invocation->lang));
}

static enum status parse_code(const struct invocation *invocation, const struct config *config,
			      const char *written, struct code *code)
{
	if (scheme_parse(config_schemes(config), invocation->arena, slice_from(written), code) !=
	    STATUS_OK)
		out_of_memory();
	if (!code->scheme)
		return tell_no_code(invocation, config, written);
	if (code->faults)
		return tell_fault(invocation, written, code->faults);
	return STATUS_OK;
}

static enum status check_unknown(const struct invocation *invocation,
				 const struct knowledge_base *base, const struct code *code)
{
	for (size_t i = 0; i < base->kb.n_entries; i++) {
		const struct kb_entry *entry = &base->kb.entries[i];
		if (!code_covers(&entry->code, code))
			continue;
		struct place at = {base->kb.articles[entry->article].file, entry->start.line,
				   entry->start.column};
		return problem_report(invocation->problems, at,
				      "%.*s has its entry here already; edit this one",
				      "%.*s のエントリはここにあります。これを編集してください",
				      SLICE_ARG(code->normal));
	}
	return STATUS_OK;
}

/* --- The file ----------------------------------------------------------- */

static enum status write_article(const struct invocation *invocation,
				 const struct knowledge_base *base, const struct code *code)
{
	struct arena *arena = invocation->arena;
	struct slice name =
		arena_printf(arena, "%.*s/%.*s.md", SLICE_ARG(scheme_name(code->scheme)),
			     SLICE_ARG(code_address(arena, code)));
	const char *path = path_join(arena, base->content, name.ptr);
	struct buffer text;
	if (file_kind(path) != FILE_MISSING)
		return problem_report(invocation->problems, (struct place){.file = path},
				      "is there already; edit it, or move it away",
				      "は既にあります。編集するか、移動してください");
	buffer_init(&text, BUFFER_MAX_PAGE);
	skeleton_article(base->config, code, name, today_here(), &text);
	enum status status = file_write(path, buffer_view(&text), invocation->problems);
	buffer_release(&text);
	if (status == STATUS_OK && !invocation->is_quiet)
		printf(invocation->lang == LANG_JA
			       ? "%s を作成しました。空の対訳に書き込み、taiyaku check %s "
				 "で確認してください\n"
			       : "%s: written; fill in its empty pairs, then run taiyaku check "
				 "%s\n",
		       path, path);
	return status;
}

static enum status start_article(const struct invocation *invocation,
				 const struct knowledge_base *base, const char *written)
{
	struct code code;
	enum status status = parse_code(invocation, base->config, written, &code);
	if (status == STATUS_OK)
		status = check_unknown(invocation, base, &code);
	return status == STATUS_OK ? write_article(invocation, base, &code) : status;
}

/* "550 5.7.1" is one code, with quotes around it or not. */
static bool is_reply(const char *operand)
{
	struct slice text = slice_from(operand);
	return text.len == 3 && ascii_is_digit(text.ptr[0]) && ascii_is_digit(text.ptr[1]) &&
	       ascii_is_digit(text.ptr[2]);
}

static enum status start_all(const struct invocation *invocation, const struct knowledge_base *base)
{
	const struct options *given = invocation->options;
	enum status status = STATUS_OK;
	for (size_t i = 0; i < given->n_operands; i++) {
		const char *written = given->operands[i];
		if (is_reply(written) && i + 1 < given->n_operands)
			written = arena_printf(invocation->arena, "%s %s", written,
					       given->operands[++i])
					  .ptr;
		if (start_article(invocation, base, written) != STATUS_OK)
			status = STATUS_FAILED;
	}
	return status;
}

/* The base is read without the operands, which are no paths here. */
static enum exit_status run(const struct invocation *invocation)
{
	struct options options = *invocation->options;
	struct invocation without = *invocation;
	const struct base_wishes wishes = {.content = invocation->options->own[CONTENT].text,
					   .may_be_empty = true};
	struct knowledge_base base;
	options.n_operands = 0;
	without.options = &options;
	enum status status = base_open(&base, &without, &wishes);
	if (status == STATUS_OK)
		status = start_all(invocation, &base);
	base_close(&base);
	return status == STATUS_OK ? EXIT_CLEAN : EXIT_CANNOT;
}

const struct command command_new = {&line, run};
