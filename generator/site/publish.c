/* The folder of the new site, and the change of places. */
#include "publish.h"

#include "base/file.h"
#include "base/hash.h"
#include "ownership.h"
#include "publish_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Names --------------------------------------------------------------- */

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

const char *publication_work_folder(struct arena *arena, const char *output)
{
	struct slice path = slice_from(output);
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	struct slice folder = path_folder(path);
	return arena_printf(arena, "%.*s/.%.*s.taiyaku", SLICE_ARG(folder),
			    SLICE_ARG(path_base(path)))
		.ptr;
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
	p->work = publication_work_folder(&p->arena, p->output);
	p->staging = path_join(&p->arena, p->work, "new");
	p->twin = path_join(&p->arena, p->work, "twin");
	p->spare = path_join(&p->arena, p->work, "spare");
	p->backup = path_join(&p->arena, p->work, "old");
	p->state = path_join(&p->arena, p->work, "site");
	return STATUS_OK;
}

/* --- Beginning ------------------------------------------------------------ */

static enum status make_work_folder(struct publication *p)
{
	struct slice above = arena_copy(&p->arena, path_folder(slice_from(p->output)));
	if (folder_make(above.ptr, p->problems) != STATUS_OK)
		return STATUS_FAILED;
	return mkdir(p->work, 0755) == 0 || errno == EEXIST ? STATUS_OK : publication_cannot(p);
}

/* The lock is held where it is not closed. */
static int open_lock(struct publication *p, int flags)
{
	const char *path = path_join(&p->arena, p->work, "lock");
	int lock = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0644);
	if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0)
		return lock;
	int error = errno;
	close(lock);
	errno = error;
	return -1;
}

static enum status take_lock(struct publication *p)
{
	if (p->lock < 0)
		p->lock = open_lock(p, O_CREAT);
	if (p->lock >= 0)
		return STATUS_OK;
	if (errno != EWOULDBLOCK)
		return publication_cannot(p);
	return problem_report(p->problems, (struct place){.file = p->output},
			      "another build is publishing here; wait until it has ended",
			      "別のビルドがここに公開しています。終わるまで待ってください");
}

/* Puts in order what a build that was killed left behind. */
static enum status clean_up(struct publication *p)
{
	if (file_kind(p->output) == FILE_MISSING && file_kind(p->backup) == FILE_FOLDER &&
	    rename(p->backup, p->output) != 0)
		return publication_cannot(p);
	if (folder_remove(p->backup, p->problems) != STATUS_OK ||
	    folder_remove(p->twin, p->problems) != STATUS_OK)
		return STATUS_FAILED;
	return folder_remove(p->staging, p->problems);
}

static int open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Whether the output is as the last build left it; and its spare. */
static bool look_at_known(struct publication *p, size_t n_threads)
{
	snapshot_release(&p->old); /* of an earlier look */
	p->is_known = !p->is_fresh && snapshot_read(&p->old, p->state) &&
		      snapshot_holds_site(&p->old, p->site, n_threads);
	p->new = p->is_known && p->old.has_spare ? open_folder(p->spare) : -1;
	if (p->new >= 0 && !snapshot_holds_spare(&p->old, p->new, n_threads)) {
		close(p->new);
		p->new = -1;
	}
	return p->is_known;
}

/* As the last build left it; else the output is looked at name by name. */
static enum status know_output(struct publication *p)
{
	if (output_is_folder(p->output, p->problems, &p->has_old) != STATUS_OK)
		return STATUS_FAILED;
	if (!p->has_old)
		return STATUS_OK;
	if (p->site < 0)
		p->site = open_folder(p->output);
	if (p->site < 0)
		return publication_cannot(p);
	if (!p->is_known && !look_at_known(p, p->n_threads))
		return output_is_ours(p->output, p->problems);
	publication_collect_gone(p);
	return STATUS_OK;
}

/* From here until the snapshot is written again the spare has another name, so
   that nobody takes a half-made site for it. */
static bool take_spare(struct publication *p)
{
	if (p->new >= 0 && rename(p->spare, p->staging) == 0)
		return true;
	if (p->new >= 0)
		close(p->new);
	p->new = -1;
	return false;
}

/* A site can be published without it. */
static void make_twin(struct publication *p)
{
	struct problems silent;
	problems_init(&silent, NULL, LANG_EN);
	if (folder_make(p->twin, &silent) == STATUS_OK)
		p->second = open_folder(p->twin);
}

static enum status make_staging(struct publication *p)
{
	p->is_spared = take_spare(p);
	p->is_staged = p->is_spared;
	if (p->is_spared)
		return publication_drop_removed(p);
	if (folder_remove(p->spare, p->problems) != STATUS_OK ||
	    folder_make(p->staging, p->problems) != STATUS_OK)
		return STATUS_FAILED;
	p->is_staged = true;
	p->new = open_folder(p->staging);
	if (p->new < 0)
		return publication_cannot(p);
	if (!p->is_known)
		make_twin(p);
	return STATUS_OK;
}

/* Whether the output may be replaced. */
static enum status look_at_output(const struct publication *p)
{
	bool exists;
	if (output_is_folder(p->output, p->problems, &exists) != STATUS_OK)
		return STATUS_FAILED;
	if (!exists || file_kind(p->work) != FILE_MISSING)
		return STATUS_OK;
	return output_is_ours(p->output, p->problems);
}

enum status publication_check(const char *output, struct problems *problems)
{
	struct publication p = {.problems = problems};
	arena_init_must(&p.arena);
	enum status status = name_output(&p, output);
	if (status == STATUS_OK)
		status = look_at_output(&p);
	arena_release(&p.arena);
	return status;
}

void publication_init(struct publication *p, const struct publication_options *options,
		      struct problems *problems)
{
	*p = (struct publication){.output = options->output,
				  .list = {.path = output_list_name},
				  .n_threads = options->n_threads,
				  .is_fresh = options->is_fresh,
				  .problems = problems,
				  .lock = -1,
				  .site = -1,
				  .new = -1,
				  .second = -1};
	arena_init_must(&p->arena);
	snapshot_init(&p->old);
}

/* No build was killed while it published. */
static bool is_tidy(const struct publication *p)
{
	return file_kind(p->backup) == FILE_MISSING && file_kind(p->twin) == FILE_MISSING &&
	       file_kind(p->staging) == FILE_MISSING;
}

void publication_look(struct publication *p)
{
	struct problems silent;
	struct problems *problems = p->problems;
	problems_init(&silent, NULL, LANG_EN);
	p->problems = &silent;
	if (!p->is_fresh && name_output(p, p->output) == STATUS_OK) {
		p->lock = open_lock(p, 0);
		if (p->lock >= 0 && is_tidy(p))
			p->site = open_folder(p->output);
		if (p->site >= 0)
			look_at_known(p, 1); /* the others have work */
	}
	p->problems = problems;
}

enum status publication_begin(struct publication *p, const struct new_site *site)
{
	p->files = site->files;
	p->n_files = site->n_files;
	p->names = site->names;
	if (name_output(p, p->output) != STATUS_OK ||
	    output_holds_no_source(p->output, site->sources, site->n_sources, p->problems) !=
		    STATUS_OK)
		return STATUS_FAILED;
	/* The output is looked at before anything is written at all, and again when no
	   other build can change it. */
	if (look_at_output(p) != STATUS_OK)
		return STATUS_FAILED;
	if (make_work_folder(p) != STATUS_OK || take_lock(p) != STATUS_OK ||
	    clean_up(p) != STATUS_OK || know_output(p) != STATUS_OK)
		return STATUS_FAILED;
	return make_staging(p);
}

/* --- Ending ----------------------------------------------------------------- */

enum status publication_write_list(struct publication *p)
{
	struct buffer list;
	const char **paths = arena_array(&p->arena, p->n_files, sizeof(*paths));
	for (size_t i = 0; i < p->n_files; i++)
		paths[i] = p->files[i].path;
	buffer_init(&list, BUFFER_MAX_PAGE);
	output_list(&list, paths, p->n_files);
	if (list.failed)
		out_of_memory();
	p->list.key = hash_slice(buffer_view(&list));
	enum status status = STATUS_OK;
	if (!publication_keep(p, &p->list))
		status = publication_write(p, &p->list, buffer_view(&list));
	buffer_release(&list);
	return status;
}

/* On a file system that cannot exchange: the old site makes way for a moment. */
static enum status replace(struct publication *p)
{
	if (rename(p->output, p->backup) != 0)
		return publication_cannot(p);
	if (rename(p->staging, p->output) != 0) {
		enum status status = publication_cannot(p);
		if (rename(p->backup, p->output) != 0)
			status = publication_cannot(p);
		return status;
	}
	if (rename(p->backup, p->staging) != 0)
		return publication_cannot(p);
	return STATUS_OK;
}

/* Leaves the former site, if any, in the folder of the new one. */
static enum status change_places(struct publication *p)
{
	if (!p->has_old) {
		if (rename(p->staging, p->output) != 0)
			return publication_cannot(p);
		p->is_staged = false;
		return STATUS_OK;
	}
	if (renameat2(AT_FDCWD, p->staging, AT_FDCWD, p->output, RENAME_EXCHANGE) == 0)
		return STATUS_OK;
	return errno == EINVAL || errno == ENOSYS ? replace(p) : publication_cannot(p);
}

/* What the next build needs to be quick. Whatever goes wrong here, the site is
   published. */
static void leave_snapshot(struct publication *p)
{
	struct snapshot snapshot;
	if (!p->is_known && p->is_staged) {
		struct problems silent;
		problems_init(&silent, NULL, LANG_EN);
		folder_remove(p->staging, &silent);
		p->is_staged = false;
	}
	bool has_spare = p->is_known || publication_take_twin(p);
	publication_snapshot(p, has_spare, &snapshot);
	if (snapshot_write(&snapshot, p->state) && has_spare && rename(p->staging, p->spare) == 0)
		p->is_staged = false;
	snapshot_release(&snapshot);
}

enum status publication_commit(struct publication *p)
{
	if (change_places(p) != STATUS_OK)
		return STATUS_FAILED;
	int former = p->site;
	p->site = p->new;
	p->new = former;
	leave_snapshot(p);
	return STATUS_OK;
}

static void close_all(struct publication *p)
{
	const int fds[] = {p->new, p->second, p->site, p->lock};
	for (size_t i = 0; i < sizeof(fds) / sizeof(*fds); i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

void publication_release(struct publication *p)
{
	if (p->is_staged)
		folder_remove(p->staging, p->problems);
	if (p->second >= 0)
		folder_remove(p->twin, p->problems);
	close_all(p);
	snapshot_release(&p->old);
	arena_release(&p->arena);
	*p = (struct publication){.lock = -1, .site = -1, .new = -1, .second = -1};
}
