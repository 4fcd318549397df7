/* Templates from folders: first all are compiled, then all are linked, so
   that partials may include each other in any order. */
#include "render/templates.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/nearest.h"

#define SUFFIX SLICE(".mustache")

struct loading {
	struct templates *templates;
	struct problems *problems;
};

void templates_init(struct templates *templates)
{
	arena_init_must(&templates->arena);
	map_init(&templates->by_name);
	map_init(&templates->by_file);
	templates->searched = "";
	templates->hash = 0;
}

void templates_release(struct templates *templates)
{
	map_release(&templates->by_name);
	map_release(&templates->by_file);
	arena_release(&templates->arena);
	templates->searched = "";
}

/* NULL, and told, for one that cannot be used. */
static struct mustache *read_template(const struct loading *loading, const char *file)
{
	struct templates *templates = loading->templates;
	struct mustache *template = NULL;
	struct slice text;
	if (file_read(&templates->arena, file, loading->problems, &text) != STATUS_OK)
		return NULL;
	templates->hash = hash_more(templates->hash, text);
	return mustache_parse(&templates->arena, file, text, loading->problems, &template) ==
			       STATUS_OK
		       ? template
		       : NULL;
}

/* "a/partials" may be a folder of the list as well as "a": then "head" and
   "partials/head" are one file, whose mistakes are told once. One that cannot be used
   is listed all the same, with NULL: the partials that name it are not at fault, and
   the next folder's must not hide it. */
static enum status load_file(const struct loading *loading, const char *folder, const char *path,
			     struct slice name)
{
	struct templates *templates = loading->templates;
	struct slice file = slice_from(path_join(&templates->arena, folder, path));
	struct mustache *template = map_get(&templates->by_file, file);
	templates->hash = hash_more(templates->hash, name);
	if (!map_has(&templates->by_file, file))
		template = read_template(loading, file.ptr);
	if (map_put(&templates->by_file, file, template) != STATUS_OK ||
	    map_put(&templates->by_name, name, template) != STATUS_OK)
		out_of_memory();
	return template ? STATUS_OK : STATUS_FAILED;
}

/* The manual's pages about the program itself (cmd/manual.c): no page needs them. */
#define MANUAL_FOLDER SLICE("man/")

static enum status load_folder(const struct loading *loading, const char *folder)
{
	struct templates *templates = loading->templates;
	struct file_list files;
	enum status status = folder_walk(&templates->arena, folder, loading->problems, &files);
	for (size_t i = 0; i < files.count; i++) {
		struct slice name = slice_from(files.paths[i]);
		if (!slice_ends_with(name, SUFFIX))
			continue;
		name.len -= SUFFIX.len;
		if (slice_starts_with(name, MANUAL_FOLDER))
			continue;
		if (map_has(&templates->by_name, name))
			continue;
		if (load_file(loading, folder, files.paths[i], name) != STATUS_OK)
			status = STATUS_FAILED;
	}
	file_list_release(&files);
	return status;
}

static enum status find_partial(void *context, struct slice name, struct place at,
				const struct mustache **out)
{
	const struct loading *loading = context;
	const struct map *by_name = &loading->templates->by_name;
	*out = map_get(by_name, name);
	if (map_has(by_name, name))
		return STATUS_OK;
	return problem_report(loading->problems, at,
			      "there is no %.*s.mustache for this partial; correct the name, or "
			      "add the file (searched: %s)",
			      "パーシャル %.*s.mustache がありません。名前を直すか、"
			      "ファイルを追加してください (検索先: %s)",
			      SLICE_ARG(name), loading->templates->searched);
}

static enum status link_all(struct loading *loading)
{
	const struct map *by_file = &loading->templates->by_file;
	enum status status = STATUS_OK;
	for (size_t i = 0; i < by_file->count; i++) {
		struct mustache *template = by_file->entries[i].value;
		if (template && mustache_link(template, find_partial, loading) != STATUS_OK)
			status = STATUS_FAILED;
	}
	return status;
}

static const char *join(struct arena *arena, const char *const *folders, size_t n_folders)
{
	const char *joined = n_folders ? folders[0] : "";
	for (size_t i = 1; i < n_folders; i++)
		joined = arena_printf(arena, "%s, %s", joined, folders[i]).ptr;
	return arena_copy(arena, slice_from(joined)).ptr;
}

static void keep_folders(struct templates *templates, const char *const *folders, size_t n_folders)
{
	templates->searched = join(&templates->arena, folders, n_folders);
	templates->folders = arena_array(&templates->arena, n_folders, sizeof(*templates->folders));
	templates->n_folders = n_folders;
	for (size_t i = 0; i < n_folders; i++)
		templates->folders[i] = arena_copy(&templates->arena, slice_from(folders[i])).ptr;
}

enum status templates_load(struct templates *templates, const char *const *folders,
			   size_t n_folders, struct problems *problems)
{
	struct loading loading = {templates, problems};
	enum status status = STATUS_OK;
	size_t n_found = 0;
	keep_folders(templates, folders, n_folders);
	for (size_t i = 0; i < n_folders; i++) {
		if (file_kind(folders[i]) == FILE_MISSING)
			continue;
		n_found++;
		if (load_folder(&loading, folders[i]) != STATUS_OK)
			status = STATUS_FAILED;
	}
	if (n_found == 0)
		return problem_report(
			problems, (struct place){0},
			"no templates found; install the program with \"make install\", "
			"or copy templates/ from its source here (searched: %s)",
			"テンプレートがありません。\"make install\" でインストールするか、"
			"ソースの templates/ をここにコピーしてください (検索先: %s)",
			templates->searched);
	return link_all(&loading) == STATUS_OK ? status : STATUS_FAILED;
}

/* A folder that has a template's name. */
static const char *folder_called(struct arena *arena, const struct templates *templates,
				 const char *name)
{
	for (size_t i = 0; i < templates->n_folders; i++) {
		const char *path =
			arena_printf(arena, "%s/%s.mustache", templates->folders[i], name).ptr;
		if (file_kind(path) == FILE_FOLDER)
			return path;
	}
	return NULL;
}

/* Templates are shared by threads, and their arena is not. */
static void report_missing(const struct templates *templates, const char *name,
			   struct problems *problems)
{
	struct arena arena;
	arena_init_must(&arena);
	const char *folder = folder_called(&arena, templates, name);
	if (folder)
		problem_report(problems, (struct place){.file = folder},
			       "is a folder where the template %s is expected; move it away and "
			       "put a file there, or leave it out to use the template that "
			       "comes with taiyaku",
			       "テンプレート %s のファイルがあるべき場所に、フォルダーがあります。"
			       "フォルダーを移動してファイルを置くか、何も置かずに taiyaku 付属の"
			       "テンプレートを使ってください",
			       name);
	else
		problem_report(problems, (struct place){0},
			       "there is no template %s.mustache; add the file to a folder of "
			       "templates (searched: %s)",
			       "テンプレート %s.mustache がありません。テンプレートのフォルダーに"
			       "追加してください (検索先: %s)",
			       name, templates->searched);
	arena_release(&arena);
}

const struct mustache *templates_get(const struct templates *templates, const char *name,
				     struct problems *problems)
{
	const struct mustache *template = map_get(&templates->by_name, slice_from(name));
	if (!template)
		report_missing(templates, name, problems);
	return template;
}

typedef bool is_page_name(struct slice name);

static bool is_included(const struct templates *templates, const struct mustache *template)
{
	const struct map *by_file = &templates->by_file;
	for (size_t i = 0; i < by_file->count; i++)
		if (mustache_includes(by_file->entries[i].value, template))
			return true;
	return false;
}

static bool is_used(const struct templates *templates, const struct mustache *template,
		    is_page_name *is_page)
{
	const struct map *by_name = &templates->by_name;
	for (size_t i = 0; i < by_name->count; i++)
		if (by_name->entries[i].value == template && is_page(by_name->entries[i].key))
			return true;
	return is_included(templates, template);
}

static struct slice name_of_file(struct slice file)
{
	struct slice name = path_base(file);
	return slice_sub(name, 0, name.len - SUFFIX.len);
}

/* Of one that nothing uses. */
static void tell_misnamed(const struct templates *templates, struct slice file,
			  is_page_name *is_page, struct problems *problems)
{
	const struct map *by_file = &templates->by_file;
	struct arena arena;
	struct nearest nearest;
	bool is_replaced = false; /* by one of the same name */
	arena_init_must(&arena);
	nearest_init(&nearest, name_of_file(file));
	for (size_t i = 0; i < by_file->count && !is_replaced; i++) {
		struct slice name = name_of_file(by_file->entries[i].key);
		if (!is_used(templates, by_file->entries[i].value, is_page))
			continue;
		is_replaced = slice_eq(name, nearest.typed);
		nearest_offer(&nearest, arena_copy(&arena, name).ptr);
	}
	if (nearest.name && !is_replaced)
		problem_report(problems, (struct place){.file = file.ptr},
			       "no page uses this template; did you mean %s.mustache?",
			       "どのページにも使われないテンプレートです。%s.mustache "
			       "の間違いではありませんか",
			       nearest.name);
	arena_release(&arena);
}

void templates_tell_misnamed(const struct templates *templates, is_page_name *is_page,
			     struct problems *problems)
{
	const struct map *by_file = &templates->by_file;
	for (size_t i = 0; i < by_file->count; i++)
		if (!is_used(templates, by_file->entries[i].value, is_page))
			tell_misnamed(templates, by_file->entries[i].key, is_page, problems);
}

bool templates_use(const struct templates *templates, struct slice key)
{
	const struct map *by_file = &templates->by_file;
	for (size_t i = 0; i < by_file->count; i++)
		if (by_file->entries[i].value && mustache_names(by_file->entries[i].value, key))
			return true;
	return false;
}

enum status templates_run(const struct templates *templates, const char *name,
			  const struct value *data, struct problems *problems, struct buffer *out)
{
	const struct mustache *template = templates_get(templates, name, problems);
	return template ? mustache_run(template, data, problems, out) : STATUS_FAILED;
}
