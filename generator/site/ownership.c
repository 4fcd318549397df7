/* Whose files an output folder holds, by the list of them that lies in it. */
#include "ownership.h"

#include "base/file.h"
#include "base/map.h"
#include "kb/links.h"

#include <string.h>
#include <sys/stat.h>

const char output_list_name[] = ".taiyaku-files";
static const char list_head[] = "taiyaku published these files; nothing else may lie here";

struct ownership {
	const char *output;
	struct problems *problems;
	struct arena *arena;
};

static enum status not_ours(struct ownership *o, const char *file)
{
	return problem_report(
		o->problems, (struct place){.file = o->output},
		"holds \"%s\", which taiyaku did not publish; name another output folder, or move "
		"the file away",
		"taiyaku "
		"が公開したものではないファイル「%s」があります。別の出力フォルダーを指定するか、"
		"ファイルを移動してください",
		file);
}

/* A name may hold a line end, which would end its line. */
static void escape_name(struct buffer *out, const char *name)
{
	while (*name) {
		size_t len = strcspn(name, "\n\r%");
		buffer_append(out, name, len);
		name += len;
		if (*name)
			buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)*name++);
	}
}

void output_list(struct buffer *out, const char *const *paths, size_t n_paths)
{
	buffer_printf(out, "%s\n", list_head);
	for (size_t i = 0; i < n_paths; i++) {
		escape_name(out, paths[i]);
		buffer_char(out, '\n');
	}
}

static struct slice unescape_name(struct arena *arena, struct slice line)
{
	struct slice name = percent_decode(arena, line);
	return name.ptr ? name : line;
}

/* Reads the list into a map of the paths in it. */
static enum status read_list(struct ownership *o, struct map *ours)
{
	static char present;
	const char *path = path_join(o->arena, o->output, output_list_name);
	struct slice text;
	struct slice line;
	if (file_kind(path) == FILE_MISSING)
		return STATUS_OK;
	if (file_read(o->arena, path, o->problems, &text) != STATUS_OK)
		return STATUS_FAILED;
	if (!slice_next_line(&text, &line) || !slice_eq_str(line, list_head))
		return not_ours(o, output_list_name);
	while (slice_next_line(&text, &line))
		if (map_put(ours, unescape_name(o->arena, line), &present) != STATUS_OK)
			out_of_memory();
	return STATUS_OK;
}

static enum status check_files(struct ownership *o, const struct map *ours)
{
	struct file_list files;
	enum status status = folder_walk_all(o->arena, o->output, o->problems, &files);
	for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
		if (strcmp(files.paths[i], output_list_name) != 0 &&
		    !map_has(ours, slice_from(files.paths[i])))
			status = not_ours(o, files.paths[i]);
	file_list_release(&files);
	return status;
}

enum status output_is_folder(const char *output, struct problems *problems, bool *exists)
{
	struct place at = {.file = output};
	struct stat info;
	*exists = lstat(output, &info) == 0;
	if (!*exists)
		return STATUS_OK;
	if (S_ISLNK(info.st_mode))
		return problem_report(
			problems, at,
			"is a link; name the folder that it leads to, so that the site can be "
			"replaced whole",
			"リンクです。サイト全体を一度に置き換えるため、リンク先のフォルダーを"
			"指定してください");
	if (!S_ISDIR(info.st_mode))
		return problem_report(
			problems, at, "is not a folder; name a folder to publish to",
			"フォルダーではありません。公開先のフォルダーを指定してください");
	return STATUS_OK;
}

enum status output_is_ours(const char *output, struct problems *problems)
{
	struct arena arena;
	struct map ours;
	struct ownership o = {output, problems, &arena};
	arena_init_must(&arena);
	map_init(&ours);
	enum status status = read_list(&o, &ours);
	if (status == STATUS_OK)
		status = check_files(&o, &ours);
	map_release(&ours);
	arena_release(&arena);
	return status;
}

/* The old site goes when the new one comes: no source may go with it. And what
   is published in a source would be read by the next build. */
static enum status check_source(const char *output, const char *source, struct problems *problems)
{
	struct place at = {.file = output};
	if (file_kind(source) != FILE_FOLDER)
		return STATUS_OK;
	if (file_kind(output) == FILE_FOLDER && folder_is_inside(source, output))
		return problem_report(
			problems, at,
			"holds %s, which the site is made from; name an output folder of its own, "
			"such as site/public",
			"サイトの元になる %s が含まれています。site/public などの専用の出力"
			"フォルダーを指定してください",
			source);
	if (folder_is_inside(output, source))
		return problem_report(
			problems, at,
			"lies in %s, which the site is made from; name an output folder outside "
			"of it, such as site/public",
			"サイトの元になる %s の中にあります。site/public など、その外の出力"
			"フォルダーを指定してください",
			source);
	return STATUS_OK;
}

enum status output_holds_no_source(const char *output, const char *const *sources, size_t n_sources,
				   struct problems *problems)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < n_sources && status == STATUS_OK; i++)
		if (sources[i])
			status = check_source(output, sources[i], problems);
	return status;
}
