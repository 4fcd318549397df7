/* The staging folder, the list of our files, and the change of places. */
#include "publish.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/map.h"
#include "kb/links.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char list_name[] = ".taiyaku-files";
static const char list_head[] = "taiyaku published these files; nothing else may lie here";

/* --- Is the output folder ours? ----------------------------------------- */

static enum status not_ours(struct publication *p, const char *file)
{
	return problem_report(
		p->problems, (struct place){.file = p->output},
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
	for (; *name; name++)
		if (*name == '\n' || *name == '\r' || *name == '%')
			buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)*name);
		else
			buffer_char(out, *name);
}

static struct slice unescape_name(struct arena *arena, struct slice line)
{
	struct slice name = percent_decode(arena, line);
	return name.ptr ? name : line;
}

/* Reads the list into a map of the paths in it. */
static enum status read_list(struct publication *p, struct map *ours)
{
	static char present;
	const char *path = path_join(&p->arena, p->output, list_name);
	struct slice text;
	struct slice line;
	if (file_kind(path) == FILE_MISSING)
		return STATUS_OK;
	if (file_read(&p->arena, path, p->problems, &text) != STATUS_OK)
		return STATUS_FAILED;
	if (!slice_next_line(&text, &line) || !slice_eq_str(line, list_head))
		return not_ours(p, list_name);
	while (slice_next_line(&text, &line))
		if (map_put(ours, unescape_name(&p->arena, line), &present) != STATUS_OK)
			out_of_memory();
	return STATUS_OK;
}

static enum status check_files(struct publication *p, const struct map *ours)
{
	struct file_list files;
	enum status status = folder_walk_all(&p->arena, p->output, p->problems, &files);
	for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
		if (strcmp(files.paths[i], list_name) != 0 &&
		    !map_has(ours, slice_from(files.paths[i])))
			status = not_ours(p, files.paths[i]);
	file_list_release(&files);
	return status;
}

static enum status check_output(struct publication *p)
{
	struct place at = {.file = p->output};
	struct stat info;
	p->has_old = lstat(p->output, &info) == 0;
	if (!p->has_old)
		return STATUS_OK;
	if (S_ISLNK(info.st_mode))
		return problem_report(
			p->problems, at,
			"is a link; name the folder that it leads to, so that the site can be "
			"replaced whole",
			"リンクです。サイト全体を一度に置き換えるため、リンク先のフォルダーを"
			"指定してください");
	if (!S_ISDIR(info.st_mode))
		return problem_report(
			p->problems, at, "is not a folder; name a folder to publish to",
			"フォルダーではありません。公開先のフォルダーを指定してください");
	struct map ours;
	map_init(&ours);
	enum status status = read_list(p, &ours);
	if (status == STATUS_OK)
		status = check_files(p, &ours);
	map_release(&ours);
	return status;
}

/* The old site goes when the new one comes: no source may go with it. And what
   is published in a source would be read by the next build. */
static enum status check_source(struct publication *p, const char *source)
{
	struct place at = {.file = p->output};
	if (file_kind(source) != FILE_FOLDER)
		return STATUS_OK;
	if (file_kind(p->output) == FILE_FOLDER && folder_is_inside(source, p->output))
		return problem_report(
			p->problems, at,
			"holds %s, which the site is made from; name an output folder of its own, "
			"such as site/public",
			"サイトの元になる %s が含まれています。site/public などの専用の出力"
			"フォルダーを指定してください",
			source);
	if (folder_is_inside(p->output, source))
		return problem_report(
			p->problems, at,
			"lies in %s, which the site is made from; name an output folder outside "
			"of it, such as site/public",
			"サイトの元になる %s の中にあります。site/public など、その外の出力"
			"フォルダーを指定してください",
			source);
	return STATUS_OK;
}

static enum status check_sources(struct publication *p, const char *const *sources,
				 size_t n_sources)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < n_sources && status == STATUS_OK; i++)
		if (sources[i])
			status = check_source(p, sources[i]);
	return status;
}

/* --- Staging ------------------------------------------------------------ */

static enum status cannot(struct publication *p)
{
	struct place at = {.file = p->output};
	if (errno == EXDEV || errno == EBUSY)
		return problem_report(
			p->problems, at,
			"is the root of a file system and cannot be replaced; name a folder in it, "
			"such as %s/public",
			"ファイル システムのルートのため置き換えられません。%s/public など、"
			"その中のフォルダーを指定してください",
			p->output);
	return problem_report(
		p->problems, at,
		"cannot publish: %s; check the folder above it, its permissions and the free space",
		"公開できません (%s)。上位のフォルダー、アクセス許可、空き容量を確認してください",
		strerror(errno));
}

enum lock_result { LOCK_TAKEN, LOCK_STALE, LOCK_BUSY, LOCK_FAILED };

static enum lock_result try_lock(struct publication *p)
{
	struct stat ours;
	struct stat there;
	int fd = open(p->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return LOCK_FAILED;
	enum lock_result result = LOCK_TAKEN;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		result = errno == EWOULDBLOCK ? LOCK_BUSY : LOCK_FAILED;
	/* Between the two calls another build may have ended and unlinked it. */
	else if (fstat(fd, &ours) != 0 || stat(p->lock_path, &there) != 0 ||
		 ours.st_ino != there.st_ino || ours.st_dev != there.st_dev)
		result = LOCK_STALE;
	if (result == LOCK_TAKEN) {
		p->lock = fd;
	} else {
		int error = errno;
		close(fd);
		errno = error;
	}
	return result;
}

static enum status take_lock(struct publication *p)
{
	enum lock_result result;
	do
		result = try_lock(p);
	while (result == LOCK_STALE);
	if (result == LOCK_TAKEN)
		return STATUS_OK;
	if (result == LOCK_FAILED)
		return cannot(p);
	return problem_report(p->problems, (struct place){.file = p->output},
			      "another build is publishing here; wait until it has ended",
			      "別のビルドがここに公開しています。終わるまで待ってください");
}

static const char *beside(struct publication *p, const char *ending)
{
	struct slice folder = path_folder(slice_from(p->output));
	struct slice name = path_base(slice_from(p->output));
	return arena_printf(&p->arena, "%.*s/.%.*s%s", SLICE_ARG(folder), SLICE_ARG(name), ending)
		.ptr;
}

static enum status make_parent(struct publication *p)
{
	struct slice folder = arena_copy(&p->arena, path_folder(slice_from(p->output)));
	return folder_make(folder.ptr, p->problems);
}

static bool has_step_up(struct slice path)
{
	while (path.len) {
		if (slice_eq_str(path_base(path), ".."))
			return true;
		size_t len = path_folder(path).len;
		if (len >= path.len || slice_find_char(path, '/', 0) == SLICE_NONE)
			return false;
		path.len = len;
	}
	return false;
}

/* Names that would replace far more than a site, and "missing/../x", which is
   somewhere only once a folder is made on the way. */
static bool is_forbidden(struct publication *p)
{
	struct slice path = slice_from(p->output);
	struct slice name = path_base(path);
	if (name.len == 0 || slice_eq_str(name, ".") || slice_eq_str(name, ".."))
		return true;
	return has_step_up(path) &&
	       file_kind(arena_copy(&p->arena, path_folder(path)).ptr) != FILE_FOLDER;
}

static enum status name_output(struct publication *p, const char *output)
{
	struct slice name = slice_from(output);
	while (name.len > 1 && name.ptr[name.len - 1] == '/')
		name.len--;
	p->output = arena_copy(&p->arena, name).ptr;
	if (name.len == 0)
		return problem_report(p->problems, (struct place){0},
				      "the name of the output folder is empty; name one with -o",
				      "出力フォルダーの名前が空です。-o で指定してください");
	if (is_forbidden(p))
		return problem_report(
			p->problems, (struct place){.file = output},
			"cannot be the output folder; name a folder of its own, such as "
			"site/public",
			"出力先にできません。site/public などの専用のフォルダーを指定してください");
	p->staging = beside(p, ".taiyaku-new");
	p->backup = beside(p, ".taiyaku-old");
	p->lock_path = beside(p, ".taiyaku-lock");
	return STATUS_OK;
}

/* Puts in order what a build that was killed left behind. */
static enum status clean_up(struct publication *p)
{
	if (file_kind(p->output) == FILE_MISSING && file_kind(p->backup) == FILE_FOLDER &&
	    rename(p->backup, p->output) != 0)
		return cannot(p);
	if (folder_remove(p->backup, p->problems) != STATUS_OK)
		return STATUS_FAILED;
	return folder_remove(p->staging, p->problems);
}

enum status publication_begin(struct publication *p, const char *output, const char *const *sources,
			      size_t n_sources, struct problems *problems)
{
	*p = (struct publication){.problems = problems, .lock = -1};
	arena_init_must(&p->arena);
	/* The output is looked at before anything is written at all, the lock
	   included, and again when no other build can change it. */
	if (name_output(p, output) != STATUS_OK ||
	    check_sources(p, sources, n_sources) != STATUS_OK || check_output(p) != STATUS_OK ||
	    make_parent(p) != STATUS_OK || take_lock(p) != STATUS_OK || clean_up(p) != STATUS_OK ||
	    check_output(p) != STATUS_OK || folder_make(p->staging, problems) != STATUS_OK)
		return STATUS_FAILED;
	p->is_staged = true;
	return STATUS_OK;
}

/* Links the file to the published one, where that holds these bytes. */
static bool keep(struct publication *p, const char *path, const char *staged, struct slice bytes)
{
	char *published;
	if (!p->has_old)
		return false;
	if (asprintf(&published, "%s/%s", p->output, path) < 0)
		out_of_memory();
	bool kept = file_holds(published, bytes) &&
		    file_link(published, staged, p->problems) == STATUS_OK;
	free(published);
	return kept;
}

static enum status stage(struct publication *p, const char *path, struct slice bytes, bool *kept)
{
	char *staged;
	if (asprintf(&staged, "%s/%s", p->staging, path) < 0)
		out_of_memory();
	*kept = keep(p, path, staged, bytes);
	enum status status = *kept ? STATUS_OK : file_write(staged, bytes, p->problems);
	free(staged);
	return status;
}

enum status publication_write(struct publication *p, const char *path, struct slice bytes)
{
	bool kept;
	enum status status = stage(p, path, bytes, &kept);
	p->n_written += !kept;
	p->bytes += bytes.len;
	return status;
}

static enum status write_list(struct publication *p, const char *const *paths, size_t n_paths)
{
	struct buffer list;
	bool kept;
	buffer_init(&list, BUFFER_MAX_PAGE);
	buffer_printf(&list, "%s\n", list_head);
	for (size_t i = 0; i < n_paths; i++) {
		escape_name(&list, paths[i]);
		buffer_char(&list, '\n');
	}
	if (list.failed)
		out_of_memory();
	enum status status = stage(p, list_name, buffer_view(&list), &kept);
	buffer_release(&list);
	return status;
}

/* On a file system that cannot exchange: the old site makes way for a moment. */
static enum status replace(struct publication *p)
{
	if (rename(p->output, p->backup) != 0)
		return cannot(p);
	if (rename(p->staging, p->output) != 0) {
		enum status status = cannot(p);
		if (rename(p->backup, p->output) != 0)
			status = cannot(p);
		return status;
	}
	p->is_staged = false;
	return folder_remove(p->backup, p->problems);
}

static enum status change_places(struct publication *p)
{
	if (!p->has_old) {
		if (rename(p->staging, p->output) != 0)
			return cannot(p);
		p->is_staged = false;
		return STATUS_OK;
	}
	if (renameat2(AT_FDCWD, p->staging, AT_FDCWD, p->output, RENAME_EXCHANGE) == 0)
		return STATUS_OK; /* the staging folder now holds the old site */
	return errno == EINVAL || errno == ENOSYS ? replace(p) : cannot(p);
}

enum status publication_commit(struct publication *p, const char *const *paths, size_t n_paths)
{
	enum status status = write_list(p, paths, n_paths);
	return status == STATUS_OK ? change_places(p) : status;
}

void publication_release(struct publication *p)
{
	if (p->is_staged)
		folder_remove(p->staging, p->problems);
	if (p->lock >= 0) {
		unlink(p->lock_path);
		close(p->lock);
	}
	arena_release(&p->arena);
	*p = (struct publication){.lock = -1};
}
