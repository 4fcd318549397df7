/* Prints errors, one line each, in the language of the messages. */
#include "base/problem.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 64 * 1024 };

void problems_init(struct problems *problems, FILE *out, enum lang lang)
{
	problems->out = out;
	problems->lang = lang;
	problems->count = 0;
}

/* File names come from outside: a terminal must not obey them. */
static void append_visible(struct buffer *line, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		buffer_char(line, c < 0x20 || c == 0x7f ? '?' : *text);
	}
}

static void append_place(struct buffer *line, struct place at)
{
	if (!at.file)
		return;
	append_visible(line, at.file);
	if (at.line)
		buffer_printf(line, ":%zu", at.line);
	if (at.line && at.column)
		buffer_printf(line, ":%zu", at.column);
	buffer_str(line, ": ");
}

enum status problem_report(struct problems *problems, struct place at, const char *en,
			   const char *ja, ...)
{
	problems->count++;
	if (!problems->out)
		return STATUS_FAILED;
	struct buffer line;
	struct buffer text;
	va_list args;
	buffer_init(&line, LINE_MAX_BYTES);
	buffer_init(&text, LINE_MAX_BYTES);
	buffer_str(&line, "taiyaku: ");
	append_place(&line, at);
	va_start(args, ja);
	if (problems->lang == LANG_JA)
		buffer_vprintf(&text, ja, args);
	else
		buffer_vprintf(&text, en, args);
	va_end(args);
	if (text.ptr)
		append_visible(&line, text.ptr);
	buffer_char(&line, '\n');
	if (line.len)
		(void)fwrite(line.ptr, 1, line.len, problems->out);
	buffer_release(&text);
	buffer_release(&line);
	return STATUS_FAILED;
}

enum status problem_report_text(struct problems *problems, struct place at,
				const char *const text[LANG_SIDES])
{
	const char *message = text[problems->lang == LANG_JA ? LANG_JA : LANG_EN];
	return problem_report(problems, at, "%s", "%s", message);
}

/* Of files and folders; the system's own words follow its locale, and not the
   language of the messages. */
static const struct {
	int error;
	const char *words;
} system_words[] = {
	{EPERM, "操作が許可されていません"},
	{ENOENT, "ファイルまたはフォルダーがありません"},
	{EIO, "入出力エラーが発生しました"},
	{EBADF, "開いていません"},
	{EACCES, "アクセスが許可されていません"},
	{EBUSY, "使用中です"},
	{EEXIST, "同じ名前のファイルがあります"},
	{EXDEV, "別のファイル システムにあります"},
	{ENOTDIR, "フォルダーではありません"},
	{EISDIR, "フォルダーです"},
	{EMFILE, "開いているファイルが多すぎます"},
	{ENFILE, "開いているファイルが多すぎます"},
	{EFBIG, "ファイルが大きすぎます"},
	{ENOSPC, "空き容量がありません"},
	{EROFS, "読み取り専用です"},
	{EPIPE, "出力先が閉じられました"},
	{ENAMETOOLONG, "名前が長すぎます"},
	{ENOTEMPTY, "フォルダーが空ではありません"},
	{ELOOP, "リンクをたどりきれません"},
	{EDQUOT, "ディスクの割り当てを使い切りました"},
};

const char *problem_of_system(const struct problems *problems, int error)
{
	for (size_t i = 0; i < sizeof(system_words) / sizeof(*system_words); i++)
		if (problems->lang == LANG_JA && system_words[i].error == error)
			return system_words[i].words;
	return strerror(error);
}

enum status problem_memory(struct problems *problems, enum status status)
{
	if (status != STATUS_NO_MEMORY)
		return status;
	return problem_report(
		problems, (struct place){0}, "out of memory; close other programs or use --jobs 1",
		"メモリが足りません。ほかのプログラムを終了するか、--jobs 1 を指定してください");
}

void problems_hold(struct problems *problems, struct problems_held *held)
{
	*held = (struct problems_held){.out = problems->out};
	if (held->out)
		problems->out = open_memstream(&held->text, &held->len);
	if (held->out && !problems->out)
		out_of_memory();
}

/* Whether anything is held. What is told from now on goes where it went before. */
static bool end_hold(struct problems *problems, struct problems_held *held)
{
	if (!held->out)
		return false;
	if (fclose(problems->out) != 0)
		out_of_memory();
	problems->out = held->out;
	held->out = NULL;
	return true;
}

void problems_let_go(struct problems *problems, struct problems_held *held)
{
	if (!end_hold(problems, held))
		return;
	fputs(held->text, problems->out);
	free(held->text);
}

void problems_forget(struct problems *problems, struct problems_held *held)
{
	if (end_hold(problems, held))
		free(held->text);
}
