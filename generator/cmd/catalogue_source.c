/* Looking for a catalogue, and making one in memory. */
#include "catalogue_source.h"

#include "base.h"
#include "installed.h"
#include "lookup/catalogue_writer.h"

#include <string.h>
#include <sys/stat.h>

/* --- From articles ------------------------------------------------------------ */

static enum status read_articles(struct catalogue_source *source,
				 const struct invocation *invocation)
{
	struct knowledge_base base;
	struct options no_operands = *invocation->options;
	struct invocation reading = *invocation;
	const struct base_wishes wishes = {.content = source->content, .texts = catalogue_texts};
	no_operands.n_operands = 0; /* they are codes here */
	reading.options = &no_operands;
	enum status status = base_open(&base, &reading, &wishes);
	if (status == STATUS_OK) {
		catalogue_write(&base.kb, base.config, config_base_url(base.config),
				&source->bytes);
		status = source->bytes.failed ? STATUS_NO_MEMORY : STATUS_OK;
		status = problem_memory(invocation->problems, status);
	}
	base_close(&base);
	if (status != STATUS_OK)
		return status;
	return catalogue_open_bytes(buffer_view(&source->bytes), source->content,
				    invocation->problems, &source->catalogue);
}

/* --- Compiled ----------------------------------------------------------------- */

static void say_which(const struct invocation *invocation, const char *file)
{
	if (invocation->is_verbose)
		fprintf(stderr,
			invocation->lang == LANG_JA ? "%s: カタログを使用します\n"
						    : "%s: using this catalogue\n",
			file);
}

static enum status open_file(struct catalogue_source *source, const struct invocation *invocation,
			     const char *file)
{
	say_which(invocation, file);
	return catalogue_open(file, invocation->problems, &source->catalogue);
}

static enum status nothing_found(const struct invocation *invocation)
{
	return problem_report(invocation->problems, (struct place){.file = invocation->folder},
			      "no knowledge base here, and none is installed; run taiyaku where "
			      "content/ lies, or name that folder with -C DIR, or a compiled "
			      "catalogue with --catalogue FILE",
			      "ナレッジ ベースがなく、インストールもされていません。content/ "
			      "のある場所で実行するか、-C でそのフォルダーを、または --catalogue "
			      "でコンパイル済みのカタログを指定してください");
}

enum status catalogue_source_open(struct catalogue_source *source,
				  const struct invocation *invocation, const char *file,
				  const char *content)
{
	*source = (struct catalogue_source){0};
	buffer_init(&source->bytes, BUFFER_MAX_PAGE);
	if (file)
		return open_file(source, invocation, file);
	const char *own = base_path(invocation, "content");
	source->content = content ? content : file_kind(own) == FILE_FOLDER ? own : NULL;
	const char *built = base_path(invocation, "site/public");
	const char *compiled = path_join(invocation->arena, built, CATALOGUE_FILE);
	if (!content && source->content && file_kind(compiled) == FILE_REGULAR) {
		source->built = built;
		return open_file(source, invocation, compiled);
	}
	if (source->content)
		return read_articles(source, invocation);
	const char *installed = installed_path(invocation, CATALOGUE_FILE);
	if (file_kind(installed) == FILE_REGULAR)
		return open_file(source, invocation, installed);
	return nothing_found(invocation);
}

void catalogue_source_close(struct catalogue_source *source)
{
	catalogue_free(source->catalogue);
	buffer_release(&source->bytes);
	source->catalogue = NULL;
}

/* --- Staleness ---------------------------------------------------------------- */

static bool is_newer(const char *path, struct timespec than)
{
	struct stat about;
	if (stat(path, &about) != 0)
		return true; /* gone: what was compiled is older than that */
	return about.st_mtim.tv_sec != than.tv_sec ? about.st_mtim.tv_sec > than.tv_sec
						   : about.st_mtim.tv_nsec > than.tv_nsec;
}

static bool is_any_newer(const struct catalogue_source *source, const struct invocation *invocation,
			 struct timespec than)
{
	struct problems silent;
	struct file_list list;
	problems_init(&silent, NULL, invocation->lang);
	bool is_stale =
		folder_walk(invocation->arena, source->content, &silent, &list) != STATUS_OK;
	for (size_t i = 0; i < list.count && !is_stale; i++)
		is_stale = is_newer(path_join(invocation->arena, source->content, list.paths[i]),
				    than);
	file_list_release(&list);
	return is_stale;
}

/* The folder is made anew by each build, even where the catalogue in it is the
   old one. */
bool catalogue_source_is_stale(const struct catalogue_source *source,
			       const struct invocation *invocation, struct slice article)
{
	struct stat built;
	if (!source->built || stat(source->built, &built) != 0)
		return false;
	const char *config = base_path(invocation, "site/site.yaml");
	if (file_kind(config) != FILE_MISSING && is_newer(config, built.st_mtim))
		return true;
	if (article.len == 0)
		return is_any_newer(source, invocation, built.st_mtim);
	const char *name = arena_copy(invocation->arena, article).ptr;
	return is_newer(path_join(invocation->arena, source->content, name), built.st_mtim);
}

enum status catalogue_source_refresh(struct catalogue_source *source,
				     const struct invocation *invocation)
{
	catalogue_free(source->catalogue);
	source->catalogue = NULL;
	source->built = NULL;
	return read_articles(source, invocation);
}
