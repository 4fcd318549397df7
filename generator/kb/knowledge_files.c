/* Folders are walked, paths are taken as they were named. */
#include "knowledge_files.h"

#include "alike.h"
#include "base/array.h"
#include "link_text.h"
#include "svg.h"

#include <stdlib.h>
#include <string.h>

/* An article's file; see struct kb_article. */
struct article_file {
	const char *path;
	const char *file;
	bool is_alone;
};

struct file_table {
	struct article_file *articles;
	size_t n_articles;
	size_t articles_capacity;
	const char **media;
	size_t n_media;
	size_t media_capacity;
};

static bool is_markdown(const char *path)
{
	return slice_ends_with_nocase(slice_from(path), SLICE(".md"));
}

/* Which other programs read as Markdown. */
static bool has_other_ending(const char *path)
{
	static const char *const endings[] = {".markdown", ".mdown", ".mkdn", ".mkd"};
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (slice_ends_with_nocase(slice_from(path), slice_from(endings[i])))
			return true;
	return false;
}

static bool is_include(const char *path)
{
	struct slice rest = slice_from(path);
	for (size_t slash; (slash = slice_find_char(rest, '/', 0)) != SLICE_NONE;) {
		if (slice_eq_nocase(slice_sub(rest, 0, slash), SLICE("includes")))
			return true;
		rest = slice_skip(rest, slash + 1);
	}
	return false;
}

static enum status add_article(struct file_table *files, struct article_file article)
{
	if (!article.file ||
	    !array_room(&files->articles, &files->articles_capacity, files->n_articles + 1))
		return STATUS_NO_MEMORY;
	files->articles[files->n_articles++] = article;
	return STATUS_OK;
}

/* What a reader of the folder would take for an article or a picture is not
   left out in silence. Without an article the site would not be whole. */
static enum status tell_passed_over(const char *path, const char *name, struct problems *problems)
{
	struct place at = {.file = path};
	switch (file_kind(path)) {
	case FILE_FOLDER:
		problem_report(problems, at,
			       "is a link to a folder and was not followed; move the folder here",
			       "フォルダーへのリンクのため読み取りません。フォルダーをここに移動し"
			       "てください");
		return STATUS_OK;
	case FILE_REGULAR:
		problem_report(problems, at,
			       "is a link out of the folder of the articles and was not read; "
			       "copy the file here",
			       "記事のフォルダーの外へのリンクのため読み取りません。"
			       "ファイルをここにコピーしてください");
		return STATUS_OK;
	case FILE_MISSING:
		return !is_markdown(name) ? STATUS_OK
					  : problem_report(problems, at,
							   "is a link that leads nowhere; mend or "
							   "delete it",
							   "リンク先がありません。リンクを直すか"
							   "削除してください");
	default:
		return !is_markdown(name)
			       ? STATUS_OK
			       : problem_report(problems, at,
						"is not a regular file; replace or delete it",
						"通常のファイルではありません。置き換えるか"
						"削除してください");
	}
}

static enum status tell_all_passed_over(struct knowledge *kb, const struct file_list *list,
					const char *folder, struct problems *problems)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < list->n_passed_over; i++) {
		const char *name = list->passed_over[i];
		const char *path = path_join(&kb->arena, folder, name);
		if (!path)
			return STATUS_NO_MEMORY;
		if (tell_passed_over(path, name, problems) != STATUS_OK)
			status = STATUS_FAILED;
	}
	return status;
}

static enum status tell_other_ending(struct knowledge *kb, const char *folder, const char *path,
				     struct problems *problems)
{
	const char *file = path_join(&kb->arena, folder, path);
	if (!file)
		return STATUS_NO_MEMORY;
	struct slice name = path_base(slice_from(path));
	struct slice stem = slice_sub(name, 0, (size_t)(strrchr(name.ptr, '.') - name.ptr));
	problem_report(problems, (struct place){.file = file},
		       "does not end in .md and was not read as an article; rename it to %.*s.md",
		       "名前が .md で終わらないため記事として読み取りません。%.*s.md "
		       "に変更してください",
		       SLICE_ARG(stem));
	return STATUS_OK;
}

static enum status add_media(struct knowledge *kb, struct file_table *files, const char *folder,
			     const char *path)
{
	static char present;
	if (!array_room(&files->media, &files->media_capacity, files->n_media + 1))
		return STATUS_NO_MEMORY;
	files->media[files->n_media++] = path;
	if (!svg_is_named(slice_from(path)))
		return STATUS_OK;
	const char *file = path_join(&kb->arena, folder, path);
	if (!file)
		return STATUS_NO_MEMORY;
	return svg_is_harmless(file) ? STATUS_OK
				     : map_put(&kb->unsafe_media, slice_from(path), &present);
}

static enum status add_folder(struct knowledge *kb, struct file_table *files, const char *folder,
			      struct problems *problems)
{
	struct file_list list;
	enum status status = folder_walk(&kb->arena, folder, problems, &list);
	if (status == STATUS_OK)
		status = tell_all_passed_over(kb, &list, folder, problems);
	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		const char *path = list.paths[i];
		if (is_markdown(path)) {
			struct article_file article = {.path = path};
			article.file = path_join(&kb->arena, folder, path);
			status = add_article(files, article);
			continue;
		}
		if (has_other_ending(path))
			status = tell_other_ending(kb, folder, path, problems);
		if (status == STATUS_OK)
			status = add_media(kb, files, folder, path);
	}
	file_list_release(&list);
	return status;
}

static enum status add_path(struct knowledge *kb, struct file_table *files, const char *path,
			    struct problems *problems)
{
	if (file_kind(path) == FILE_FOLDER)
		return add_folder(kb, files, path, problems);
	/* Whatever the way to it is called: files that lie side by side know each
	   other. One that cannot be found is told when it is read. */
	const char *known = path_from_root(&kb->arena, path);
	struct article_file article = {known ? known : path, path, true};
	return add_article(files, article);
}

static int compare_articles(const void *a, const void *b)
{
	const struct article_file *left = a;
	const struct article_file *right = b;
	return strcmp(left->file, right->file);
}

/* The same file named twice, in whatever way, is one article. */
static enum status drop_repeated(struct knowledge *kb, struct file_table *files)
{
	static char present;
	struct map seen;
	enum status status = STATUS_OK;
	size_t kept = 0;
	map_init(&seen);
	for (size_t i = 0; i < files->n_articles && status == STATUS_OK; i++) {
		char *real = realpath(files->articles[i].file, NULL);
		struct slice key = slice_from(real ? real : files->articles[i].file);
		if (!map_has(&seen, key)) {
			key = arena_copy(&kb->arena, key);
			status = key.ptr ? map_put(&seen, key, &present) : STATUS_NO_MEMORY;
			files->articles[kept++] = files->articles[i];
		}
		free(real);
	}
	files->n_articles = kept;
	map_release(&seen);
	return status;
}

/* The first of several keeps the name. */
static enum status keep_name(struct map *names, struct slice name, void *value)
{
	if (!name.ptr)
		return STATUS_NO_MEMORY;
	return name.len == 0 || map_has(names, name) ? STATUS_OK : map_put(names, name, value);
}

static enum status keep_media(struct knowledge *kb, const struct file_table *files)
{
	kb->media = arena_array(&kb->arena, files->n_media, sizeof(*kb->media));
	if (!kb->media)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < files->n_media; i++) {
		char *path = (char *)files->media[i]; /* the map's values are not const */
		struct slice lower = text_lower(&kb->arena, slice_from(path));
		kb->media[kb->n_media++] = path;
		if (!lower.ptr || map_put(&kb->media_by_path, slice_from(path), path) != STATUS_OK)
			return STATUS_NO_MEMORY;
		if (!map_has(&kb->media_by_lower_path, lower) &&
		    map_put(&kb->media_by_lower_path, lower, path) != STATUS_OK)
			return STATUS_NO_MEMORY;
		if (keep_name(&kb->media_by_name, path_base(lower), path) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

static enum status keep_articles(struct knowledge *kb, const struct file_table *files)
{
	kb->articles = arena_array(&kb->arena, files->n_articles, sizeof(*kb->articles));
	if (!kb->articles)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < files->n_articles; i++) {
		const struct article_file *file = &files->articles[i];
		struct kb_article *article = &kb->articles[kb->n_articles++];
		article->path = file->path;
		article->file = file->file;
		article->address = address_of_path(&kb->arena, slice_from(file->path));
		article->is_alone = file->is_alone;
		article->is_include = !file->is_alone && is_include(file->path);
		if (!article->address.ptr)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

enum status knowledge_find_files(struct knowledge *kb, const struct knowledge_options *options,
				 struct problems *problems)
{
	struct file_table files = {0};
	enum status status = STATUS_OK;
	if (options->content)
		status = add_folder(kb, &files, options->content, problems);
	for (size_t i = 0; i < options->n_paths && status == STATUS_OK; i++)
		status = add_path(kb, &files, options->paths[i], problems);
	if (files.n_articles)
		qsort(files.articles, files.n_articles, sizeof(*files.articles), compare_articles);
	if (status == STATUS_OK && options->n_paths > 1)
		status = drop_repeated(kb, &files);
	if (status == STATUS_OK)
		status = keep_articles(kb, &files);
	if (status == STATUS_OK)
		status = keep_media(kb, &files);
	free(files.articles);
	free(files.media);
	return status;
}

static enum status index_path(struct knowledge *kb, struct kb_article *article)
{
	struct slice path = slice_from(article->path);
	struct slice lower = text_lower(&kb->arena, path);
	if (!lower.ptr || map_put(&kb->by_path, path, article) != STATUS_OK)
		return STATUS_NO_MEMORY;
	/* Two may differ in case only: the exact one is found first. */
	if (!map_has(&kb->by_lower_path, lower) &&
	    map_put(&kb->by_lower_path, lower, article) != STATUS_OK)
		return STATUS_NO_MEMORY;
	if (article->is_include)
		return STATUS_OK;
	struct slice name = name_of_page(&kb->arena, path);
	return keep_name(&kb->by_name, name.ptr ? arena_copy(&kb->arena, name) : name, article);
}

static enum status index_names(struct knowledge *kb)
{
	kb->alike = arena_alloc(&kb->arena, sizeof(*kb->alike));
	kb->media_alike = arena_alloc(&kb->arena, sizeof(*kb->media_alike));
	if (!kb->alike || !kb->media_alike)
		return STATUS_NO_MEMORY;
	enum status status = alike_init(kb->alike, &kb->by_name, &kb->arena);
	return status == STATUS_OK ? alike_init(kb->media_alike, &kb->media_by_name, &kb->arena)
				   : status;
}

enum status knowledge_index_paths(struct knowledge *kb)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < kb->n_articles && status == STATUS_OK; i++)
		status = index_path(kb, &kb->articles[i]);
	return status == STATUS_OK ? index_names(kb) : status;
}
