/* Lists every output, by the article that it is made from. */
#include "plan.h"

#include "anchors.h"
#include "base/array.h"
#include "feed.h"
#include "kb/anchors.h"
#include "kb/links.h"
#include "lookup/catalogue_writer.h"
#include "sitemap.h"
#include "manual.h"
#include "page_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool output_is_indexed(const struct output *output)
{
	return output->kind == OUTPUT_ARTICLE || output->kind == OUTPUT_HOME ||
	       output->kind == OUTPUT_ENTRY || output->kind == OUTPUT_CODES;
}

bool output_is_not_found(const struct output *output)
{
	return output->kind == OUTPUT_NOT_FOUND || output->kind == OUTPUT_ROOT_NOT_FOUND;
}

const struct kb_article *output_article(const struct output *output, const struct knowledge *kb)
{
	switch (output->kind) {
	case OUTPUT_ARTICLE:
	case OUTPUT_PAIR:
		return &kb->articles[output->index];
	case OUTPUT_HOME:
		return output->index == PLAN_NONE ? NULL : &kb->articles[output->index];
	case OUTPUT_ENTRY:
		return &kb->articles[kb->entries[output->index].article];
	default:
		return NULL;
	}
}

struct planner {
	struct plan *plan;
	const struct build_options *options;
	struct problems *problems;
	bool failed;
};

/* The file that an output is made from, NULL for the site's own. */
static const char *file_of(const struct planner *p, const struct output *output)
{
	const struct knowledge *kb = p->options->kb;
	switch (output->kind) {
	case OUTPUT_ARTICLE:
	case OUTPUT_PAIR:
	case OUTPUT_MARKDOWN:
	case OUTPUT_HOME:
	case OUTPUT_MAN_ARTICLE:
		return output->index == PLAN_NONE ? NULL : kb->articles[output->index].file;
	case OUTPUT_ENTRY:
	case OUTPUT_MAN_ENTRY:
	case OUTPUT_MAN_ALIAS:
		return kb->articles[kb->entries[output->index].article].file;
	default:
		return output->source;
	}
}

/* Two redirects are told apart by their lines. */
static struct place place_of(const struct planner *p, const struct output *output)
{
	if (output->kind == OUTPUT_REDIRECT)
		return p->plan->redirects.items[output->index].at;
	return (struct place){.file = file_of(p, output)};
}

static void report_clash(struct planner *p, const struct output *output, const struct output *other)
{
	struct place first = place_of(p, other);
	const char *name = p->problems->lang == LANG_JA ? "サイト自体" : "the site itself";
	if (first.file)
		name = first.file;
	if (first.file && first.line)
		name = arena_printf(&p->plan->arena, "%s:%zu", first.file, first.line).ptr;
	p->failed = true;
	if (output->lang == LANG_JA)
		return; /* told of the English one, whose path clashes likewise */
	if (output->kind == OUTPUT_REDIRECT)
		problem_report(p->problems, place_of(p, output),
			       "would be published as \"%s\", which %s is already; remove this "
			       "redirect, or name another old address",
			       "公開先「%s」が %s と重複しています。このリダイレクトを削除するか、"
			       "別の以前のアドレスを指定してください",
			       output->path, name);
	else
		problem_report(
			p->problems, place_of(p, output),
			"would be published as \"%s\", which %s takes already; rename one "
			"of them",
			"公開先「%s」は %s がすでに使っています。どちらかの名前を変えてください",
			output->path, name);
}

static void add(struct planner *p, struct output output)
{
	struct plan *plan = p->plan;
	if (!array_room(&plan->outputs, &plan->capacity, plan->count + 1))
		out_of_memory();
	/* The map's values are numbers: the array still moves. */
	size_t other = (size_t)(uintptr_t)map_get(&plan->by_path, slice_from(output.path));
	if (other) {
		report_clash(p, &output, &plan->outputs[other - 1]);
		return;
	}
	plan->outputs[plan->count++] = output;
	if (map_put(&plan->by_path, slice_from(output.path), (void *)(uintptr_t)plan->count) !=
	    STATUS_OK)
		out_of_memory();
}

/* A path in the folder of a language. */
static const char *in_lang(struct planner *p, enum lang lang, struct slice page)
{
	return path_in_lang(&p->plan->arena, lang, page).ptr;
}

static const char *man_path(struct planner *p, enum lang lang, struct slice name)
{
	return arena_printf(&p->plan->arena, "man/%sman7/%.*s.7", lang == LANG_JA ? "ja/" : "",
			    SLICE_ARG(name))
		.ptr;
}

static void add_entry(struct planner *p, size_t index, enum lang lang)
{
	const struct kb_entry *entry = &p->options->kb->entries[index];
	struct arena *arena = &p->plan->arena;
	if (entry->is_duplicate)
		return;
	struct output page = {.kind = OUTPUT_ENTRY, .lang = lang, .index = index};
	page.path = in_lang(p, lang, entry_page(arena, entry));
	add(p, page);
	struct output man = {.kind = OUTPUT_MAN_ENTRY, .lang = lang, .index = index};
	man.path = man_path(p, lang, entry->man_name);
	add(p, man);
	if (entry->code.reply.len == 0)
		return;
	struct output alias = {.kind = OUTPUT_MAN_ALIAS, .lang = lang, .index = index};
	alias.source = entry->man_name.ptr;
	alias.path = man_path(p, lang, code_man_name_with_reply(arena, &entry->code));
	add(p, alias);
}

/* An article in one language has nothing to set beside it. */
static void add_pair(struct planner *p, size_t index, struct slice page)
{
	const struct kb_article *article = &p->options->kb->articles[index];
	struct output pair = {.kind = OUTPUT_PAIR, .lang = LANG_JA, .index = index};
	if (article->lang != LANG_BOTH)
		return;
	pair.path = in_lang(p, LANG_BOTH, page);
	add(p, pair);
}

static void add_markdown(struct planner *p, size_t index, enum lang lang)
{
	const struct kb_article *article = &p->options->kb->articles[index];
	struct output markdown = {.kind = OUTPUT_MARKDOWN, .lang = lang, .index = index};
	markdown.path = in_lang(p, lang, article_markdown(&p->plan->arena, article));
	add(p, markdown);
}

static void add_article(struct planner *p, size_t index)
{
	const struct knowledge *kb = p->options->kb;
	const struct kb_article *article = &kb->articles[index];
	if (article->is_include)
		return;
	struct slice page_path = article_page(&p->plan->arena, article);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		bool is_home = article->address.len == 0;
		struct output page = {.kind = is_home ? OUTPUT_HOME : OUTPUT_ARTICLE,
				      .lang = lang,
				      .index = index};
		page.path = in_lang(p, lang, page_path);
		add(p, page);
		for (size_t i = 0; i < article->n_entries; i++)
			add_entry(p, article->first_entry + i, lang);
		if (article->n_entries)
			add_markdown(p, index, lang);
		if (!manual_has_article(p->options, article))
			continue;
		struct output man = {.kind = OUTPUT_MAN_ARTICLE, .lang = lang, .index = index};
		man.path = man_path(p, lang, article->man_name);
		add(p, man);
	}
	add_pair(p, index, page_path);
}

/* A folder "404.html" of articles wants to lie where a file does. */
static bool has_room(struct planner *p, const struct output *output)
{
	const struct plan *plan = p->plan;
	struct slice path = slice_from(output->path);
	bool is_free = true;
	for (size_t at = 0; (at = slice_find_char(path, '/', at)) != SLICE_NONE; at++) {
		size_t other = (size_t)(uintptr_t)map_get(&plan->by_path, slice_sub(path, 0, at));
		if (other)
			report_clash(p, output, &plan->outputs[other - 1]);
		is_free &= !other;
	}
	return is_free;
}

static void check_folders(struct planner *p)
{
	static const char free_for_all[] = "";
	struct map folders; /* known to be free, which one of their files shows */
	map_init(&folders);
	for (size_t i = 0; i < p->plan->count; i++) {
		const struct output *output = &p->plan->outputs[i];
		struct slice folder = path_folder(slice_from(output->path));
		if (map_has(&folders, folder) || !has_room(p, output))
			continue;
		if (map_put(&folders, folder, (void *)free_for_all) != STATUS_OK)
			out_of_memory();
	}
	map_release(&folders);
}

/* --- The site's own files ----------------------------------------------- */

/* For other programs. */
static void add_lists(struct planner *p, enum lang lang)
{
	struct output llms = {.kind = OUTPUT_LLMS, .lang = lang};
	llms.path = in_lang(p, lang, SLICE("llms.txt"));
	add(p, llms);
	struct output feed = {.kind = OUTPUT_FEED, .lang = lang};
	feed.path = in_lang(p, lang, SLICE("feed.xml"));
	if (feed_is_possible(p->options))
		add(p, feed);
}

static void add_site_pages(struct planner *p)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct output codes = {.kind = OUTPUT_CODES, .lang = lang};
		codes.path = in_lang(p, lang, SLICE("codes/index.html"));
		add(p, codes);
		struct output missing = {.kind = OUTPUT_NOT_FOUND, .lang = lang};
		missing.path = in_lang(p, lang, SLICE("404.html"));
		add(p, missing);
		add_lists(p, lang);
	}
	add(p, (struct output){.kind = OUTPUT_ROOT, .path = "index.html"});
	add(p, (struct output){.kind = OUTPUT_ROOT_NOT_FOUND, .path = "404.html"});
	add(p, (struct output){.kind = OUTPUT_LLMS, .lang = LANG_BOTH, .path = "llms.txt"});
	add(p, (struct output){.kind = OUTPUT_JSON, .path = "codes.json"});
	if (p->options->has_catalogue)
		add(p, (struct output){.kind = OUTPUT_CATALOGUE, .path = CATALOGUE_FILE});
	add(p,
	    (struct output){.kind = p->options->is_preview ? OUTPUT_ANCHORS_KEPT : OUTPUT_ANCHORS,
			    .path = ANCHORS_FILE,
			    .source = anchors_source(p->options, &p->plan->arena)});
	if (p->options->base_url.len == 0)
		return;
	add(p, (struct output){.kind = OUTPUT_ROBOTS, .path = "robots.txt"});
}

/* A home page for languages where no article is one. */
static void add_home(struct planner *p)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		const char *path = in_lang(p, lang, SLICE("index.html"));
		if (map_has(&p->plan->by_path, slice_from(path)))
			continue;
		struct output home = {
			.kind = OUTPUT_HOME, .lang = lang, .index = PLAN_NONE, .path = path};
		add(p, home);
	}
}

/* Behind all pages that are in it. */
static void add_sitemap(struct planner *p)
{
	struct output map = {.kind = OUTPUT_SITEMAP, .path = "sitemap.xml"};
	size_t n_parts = sitemap_parts(p->plan);
	if (p->options->base_url.len == 0)
		return;
	if (n_parts > 1)
		map.index = PLAN_NONE;
	add(p, map);
	for (map.index = 0; map.index < n_parts && n_parts > 1; map.index++) {
		map.path = arena_printf(&p->plan->arena, "sitemap-%zu.xml", map.index + 1).ptr;
		add(p, map);
	}
}

static void add_media(struct planner *p)
{
	const struct knowledge *kb = p->options->kb;
	struct arena *arena = &p->plan->arena;
	for (size_t i = 0; i < kb->n_media; i++) {
		if (!media_is_published(kb, slice_from(kb->media[i])))
			continue;
		struct output media = {.kind = OUTPUT_MEDIA};
		media.path = path_join(arena, "media", kb->media[i]);
		media.source = path_join(arena, kb->content, kb->media[i]);
		add(p, media);
	}
}

/* Assets come from the first folder that has their name. */
static enum status add_assets(struct planner *p)
{
	struct arena *arena = &p->plan->arena;
	for (size_t f = 0; f < p->options->n_asset_folders; f++) {
		const char *folder = p->options->asset_folders[f];
		struct file_list list;
		if (file_kind(folder) != FILE_FOLDER)
			continue;
		enum status status = folder_walk(arena, folder, p->problems, &list);
		for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
			struct output asset = {.kind = OUTPUT_ASSET};
			asset.path = path_join(arena, "assets", list.paths[i]);
			asset.source = path_join(arena, folder, list.paths[i]);
			if (!map_has(&p->plan->by_path, slice_from(asset.path)))
				add(p, asset);
		}
		file_list_release(&list);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static size_t n_search_files(const struct search_index *search)
{
	return 1 + search->n_term_shards + LANG_SIDES * search->n_doc_shards;
}

/* Each is a job: together they may be more than all pages of an article. */
static void add_search_file(struct planner *p, size_t *job, struct output output)
{
	p->plan->first_of[(*job)++] = p->plan->count;
	add(p, output);
}

static void add_search(struct planner *p, const struct search_index *search, size_t job)
{
	struct arena *arena = &p->plan->arena;
	struct output file = {.kind = OUTPUT_SEARCH_INDEX, .path = "search/index.js"};
	add_search_file(p, &job, file);
	file.kind = OUTPUT_SEARCH_TERMS;
	for (file.index = 0; file.index < search->n_term_shards; file.index++) {
		file.path = arena_printf(arena, "search/t%zu.js", file.index).ptr;
		add_search_file(p, &job, file);
	}
	file.kind = OUTPUT_SEARCH_DOCS;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		for (file.index = 0; file.index < search->n_doc_shards; file.index++) {
			file.lang = lang;
			file.path =
				arena_printf(arena, "search/%s%zu.js", lang_name(lang), file.index)
					.ptr;
			add_search_file(p, &job, file);
		}
}

static enum status add_redirects(struct planner *p)
{
	struct plan *plan = p->plan;
	enum status status = redirects_find(p->options, &plan->by_path, &plan->arena, p->problems,
					    &plan->redirects);
	for (size_t i = 0; i < plan->redirects.count; i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct slice page = slice_from(plan->redirects.items[i].from);
			add(p, (struct output){.kind = OUTPUT_REDIRECT,
					       .lang = lang,
					       .index = i,
					       .path = in_lang(p, lang, page)});
		}
	return status;
}

enum status plan_make(struct plan *plan, const struct build_options *options,
		      const struct search_index *search, struct problems *problems)
{
	struct planner p = {.plan = plan, .options = options, .problems = problems};
	size_t site_job = options->kb->n_articles;
	*plan = (struct plan){.n_jobs = site_job + 1 + n_search_files(search)};
	arena_init_must(&plan->arena);
	map_init(&plan->by_path);
	plan->first_of = arena_array(&plan->arena, plan->n_jobs + 1, sizeof(*plan->first_of));
	for (size_t i = 0; i < options->kb->n_articles; i++) {
		plan->first_of[i] = plan->count;
		add_article(&p, i);
	}
	plan->first_of[site_job] = plan->count;
	add_site_pages(&p);
	add_home(&p);
	add_sitemap(&p);
	add_media(&p);
	enum status status = add_assets(&p);
	if (add_redirects(&p) != STATUS_OK)
		status = STATUS_FAILED;
	add_search(&p, search, site_job + 1);
	plan->first_of[plan->n_jobs] = plan->count;
	check_folders(&p);
	return p.failed ? STATUS_FAILED : status;
}

void plan_release(struct plan *plan)
{
	free(plan->outputs);
	map_release(&plan->by_path);
	arena_release(&plan->arena);
	*plan = (struct plan){0};
}
