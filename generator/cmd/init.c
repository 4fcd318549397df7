/* taiyaku init: a knowledge base that can be built at once. */
#include "base/file.h"
#include "command.h"
#include "skeleton.h"

#include <stdio.h>

static const struct command_line line = {
	.name = "init",
	.what = {"Start a knowledge base in a folder.",
		 "フォルダーに新しいナレッジ ベースを作成します。"},
	.operands = {"DIR", "フォルダー"},
	.operands_min = 1,
	.operands_max = 1,
};

/* Nothing of somebody else's is ever overwritten. */
static enum status check_free(const struct invocation *invocation, const char *path)
{
	if (file_kind(path) == FILE_MISSING)
		return STATUS_OK;
	return problem_report(invocation->problems, (struct place){.file = path},
			      "is there already; choose another folder, or move it away",
			      "は既にあります。別のフォルダーを指定するか、移動してください");
}

struct file {
	const char *name;
	void (*write)(struct buffer *out);
};

static void write_home(struct buffer *out)
{
	skeleton_home(today_here(), out);
}

static void write_ignored(struct buffer *out)
{
	buffer_str(out, "/site/public/\n/site/.public.*\n");
}

static const struct file files[] = {
	{"content/index.md", write_home},
	{"site/site.yaml", skeleton_site},
	{".gitignore", write_ignored},
};

enum { N_FILES = sizeof(files) / sizeof(*files) };

static enum status write_file(const struct invocation *invocation, const char *path,
			      const struct file *file)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	file->write(&text);
	enum status status = file_write(path, buffer_view(&text), invocation->problems);
	buffer_release(&text);
	return status;
}

static enum exit_status run(const struct invocation *invocation)
{
	const char *folder = invocation->options->operands[0];
	const char *paths[N_FILES];
	enum status status = STATUS_OK;
	for (size_t i = 0; i < N_FILES; i++) {
		paths[i] = path_join(invocation->arena, folder, files[i].name);
		if (check_free(invocation, paths[i]) != STATUS_OK)
			status = STATUS_FAILED;
	}
	for (size_t i = 0; i < N_FILES && status == STATUS_OK; i++)
		status = write_file(invocation, paths[i], &files[i]);
	if (status != STATUS_OK)
		return EXIT_CANNOT;
	if (!invocation->is_quiet)
		printf(invocation->lang == LANG_JA
			       ? "%s にナレッジ ベースを作成しました。次の手順:\n"
				 "  taiyaku new -C %s 5.7.1    記事を作成する\n"
				 "  taiyaku check -C %s        検査する\n"
				 "  taiyaku build -C %s        サイトを公開する\n"
			       : "%s: a knowledge base; next:\n"
				 "  taiyaku new -C %s 5.7.1    start an article\n"
				 "  taiyaku check -C %s        check it\n"
				 "  taiyaku build -C %s        publish the site\n",
		       folder, folder, folder, folder);
	return EXIT_CLEAN;
}

const struct command command_init = {&line, run};
