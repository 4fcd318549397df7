/* Reads all articles on a pool of threads, then indexes them in order. */
#include "kb/knowledge.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/pool.h"
#include "entry_rules.h"
#include "knowledge_files.h"
#include "link_check.h"
#include "link_text.h"
#include "man_names.h"
#include "own_keys.h"
#include "rows.h"
#include "summary.h"
#include "surroundings.h"

#include <stdlib.h>

struct reading {
	struct knowledge *kb;
	const struct config *config;
	struct kb_entry **entries; /* of each article, in its worker's arena */
	enum status *statuses;
	struct problems *problems;
	const struct knowledge_checker *checker; /* or NULL */
	knowledge_texts *texts;                  /* or NULL */
	const struct knowledge_hook *hook;       /* or NULL */
	struct kb_cache *cache;                  /* or NULL */
};

/* --- Reading ------------------------------------------------------------ */

/* An include by its path, in any case; with or without ".md". `*found` is NULL
   where there is none. */
static enum status find_include(const struct knowledge *kb, const char *path, struct arena *arena,
				const struct kb_article **found, struct slice *bytes)
{
	struct problems silent;
	problems_init(&silent, NULL, LANG_EN);
	struct slice name = text_lower(arena, slice_from(path));
	if (!name.ptr)
		return STATUS_NO_MEMORY;
	const struct kb_article *article = map_get(&kb->by_path, slice_from(path));
	if (!article)
		article = map_get(&kb->by_lower_path, name);
	if (!article)
		article = map_get(&kb->by_lower_path,
				  arena_printf(arena, "%.*s.md", SLICE_ARG(name)));
	*found = article;
	if (!article)
		return STATUS_OK;
	enum status status = file_read(arena, article->file, &silent, bytes);
	if (status != STATUS_OK)
		*bytes = (struct slice){NULL, 0};
	return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status read_include(void *context, const char *path, struct arena *arena,
				struct slice *bytes)
{
	const struct kb_article *found;
	return find_include(context, path, arena, &found, bytes);
}

struct article_sources knowledge_sources(const struct knowledge *kb,
					 const struct kb_article *article)
{
	return (struct article_sources){.path = article->path,
					.read = article->is_alone ? NULL : read_include,
					.context = (void *)kb};
}

/* The same, and which files they were. */
struct noting {
	const struct knowledge *kb;
	struct kb_include_list list;
};

static enum status read_and_note(void *context, const char *path, struct arena *arena,
				 struct slice *bytes)
{
	struct noting *noting = context;
	struct kb_include_list *list = &noting->list;
	const struct kb_article *found;
	enum status status = find_include(noting->kb, path, arena, &found, bytes);
	if (status != STATUS_OK || !found)
		return status;
	if (!array_room(&list->items, &list->capacity, list->count + 1))
		return STATUS_NO_MEMORY;
	list->items[list->count++] = (struct kb_include){(size_t)(found - noting->kb->articles),
							 bytes->ptr ? hash_slice(*bytes) : 0};
	return STATUS_OK;
}

/* --- One article -------------------------------------------------------- */

/* An article in memory, and all that is said of it. */
struct work {
	struct article article;
	struct entry_list entries;
	struct slice bytes;
	struct arena bytes_arena;
	struct arena row_arena; /* of a row that goes into the cache */
	struct noting noting;
};

static enum status make_row(struct reading *reading, size_t job, size_t worker, struct work *w)
{
	struct kb_article *row = &reading->kb->articles[job];
	struct arena *kept = &reading->kb->worker_arenas[worker];
	struct arena *arena = reading->cache ? &w->row_arena : kept;
	struct article_sources sources = knowledge_sources(reading->kb, row);
	if (sources.read && reading->cache)
		sources = (struct article_sources){row->path, read_and_note, &w->noting};
	enum status status = article_read_from(&w->article, row->file, w->bytes, &sources);
	row->is_recovered = w->article.bytes.ptr != w->bytes.ptr;
	/* The entries of an include are those of the articles that take it in. */
	if (status == STATUS_OK && !row->is_include)
		status = entries_find(&w->article, config_schemes(reading->config),
				      config_part_words(reading->config), &w->entries);
	if (status == STATUS_OK)
		status = summarise(row, &reading->entries[job], &w->article, &w->entries, arena);
	if (status == STATUS_OK && !row->is_include)
		status = own_keys_read(row, &w->article, &w->entries,
				       config_schemes(reading->config), arena);
	if (status == STATUS_OK)
		status = links_check(reading->kb, row, &w->article, arena);
	if (status == STATUS_OK && reading->checker)
		status = reading->checker->on_article(reading->checker->context, reading->kb, job,
						      &w->article, arena, &row->facts, worker);
	if (status == STATUS_OK && reading->texts && w->entries.count)
		status = reading->texts(reading->kb, job, &w->entries, arena, &row->texts);
	if (status == STATUS_OK)
		status = article_tell_rest(&w->article.findings);
	if (status == STATUS_OK)
		status = keep_findings(row, &w->article, arena);
	if (status == STATUS_OK && reading->cache)
		status = rows_keep(reading->cache, reading->kb, job, &reading->entries[job],
				   w->bytes, &w->noting.list, kept);
	return status;
}

static enum status read_article(struct reading *reading, size_t job, size_t worker)
{
	const struct knowledge_hook *hook = reading->hook;
	struct work w = {.noting.kb = reading->kb};
	arena_init(&w.bytes_arena);
	arena_init(&w.row_arena);
	enum status status = file_read(&w.bytes_arena, reading->kb->articles[job].file,
				       reading->problems, &w.bytes);
	if (status == STATUS_OK) {
		status = make_row(reading, job, worker, &w);
		if (status == STATUS_OK && hook)
			status = hook->on_article(hook->context, reading->kb, job, &w.article,
						  &w.entries, worker);
		article_release(&w.article);
	}
	free(w.noting.list.items);
	arena_release(&w.row_arena);
	arena_release(&w.bytes_arena);
	return status;
}

/* STATUS_FAILED, not reported, where the article has to be read. */
static enum status take_kept(struct reading *reading, size_t job, size_t worker)
{
	const struct knowledge_hook *hook = reading->hook;
	if (!reading->cache || (hook && !hook->on_kept))
		return STATUS_FAILED;
	enum status status = rows_take(reading->cache, reading->kb, job, &reading->entries[job],
				       &reading->kb->worker_arenas[worker]);
	if (status == STATUS_OK && hook)
		status = hook->on_kept(hook->context, reading->kb, job, worker);
	return status;
}

static void look_job(void *context, size_t job, size_t worker)
{
	struct reading *reading = context;
	(void)worker;
	rows_look(reading->cache, reading->kb, job);
}

static void read_job(void *context, size_t job, size_t worker)
{
	struct reading *reading = context;
	enum status status = take_kept(reading, job, worker);
	if (status == STATUS_FAILED)
		status = read_article(reading, job, worker);
	reading->statuses[job] = status;
}

/* Every file is tried, so that one run tells of all that cannot be read. */
static enum status worst(const enum status *statuses, size_t count)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < count; i++)
		if (statuses[i] != STATUS_OK && status != STATUS_NO_MEMORY)
			status = statuses[i];
	return status;
}

/* --- Indexing ----------------------------------------------------------- */

static enum status report_duplicate(struct knowledge *kb, struct kb_article *article,
				    const struct kb_entry *entry, const struct kb_entry *first)
{
	const struct kb_article *other = &kb->articles[first->article];
	struct findings *findings = &article->findings;
	if (entry->is_repeated) /* of this article, which has told so */
		return STATUS_OK;
	struct finding *finding =
		findings_add(findings, &rule_entry_duplicate, LANG_BOTH, (struct span){0, 0});
	if (!finding)
		return STATUS_NO_MEMORY;
	finding->segment = entry->segment;
	finding->start = entry->start;
	finding->end = entry->end;
	finding->code = entry->code.normal;
	if (finding_arg(findings, finding, entry->code.normal) != STATUS_OK)
		return STATUS_NO_MEMORY;
	struct slice where =
		arena_printf(findings->arena, "%s:%zu", other->file, first->start.line);
	return where.ptr ? finding_arg(findings, finding, where) : STATUS_NO_MEMORY;
}

static enum status index_entry(struct knowledge *kb, struct kb_article *article,
			       struct kb_entry *entry)
{
	const struct kb_entry *first = map_get(&kb->by_code, entry->code.normal);
	if (!first)
		return map_put(&kb->by_code, entry->code.normal, entry);
	entry->is_duplicate = true;
	return report_duplicate(kb, article, entry, first);
}

static enum status index_articles(struct knowledge *kb, struct kb_entry **entries)
{
	for (size_t i = 0; i < kb->n_articles; i++)
		kb->n_entries += kb->articles[i].n_entries;
	kb->entries = arena_array(&kb->arena, kb->n_entries, sizeof(*kb->entries));
	if (!kb->entries)
		return STATUS_NO_MEMORY;
	size_t next = 0;
	for (size_t i = 0; i < kb->n_articles; i++) {
		struct kb_article *article = &kb->articles[i];
		article->first_entry = next;
		for (size_t n = 0; n < article->n_entries; n++, next++) {
			struct kb_entry *entry = &kb->entries[next];
			*entry = entries[i][n];
			entry->article = i;
			entry->in_article = n;
			if (index_entry(kb, article, entry) != STATUS_OK)
				return STATUS_NO_MEMORY;
		}
		if (links_check_anchors(article) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

static void sort_job(void *context, size_t job, size_t worker)
{
	struct knowledge *kb = context;
	(void)worker;
	findings_sort(&kb->articles[job].findings);
}

/* What is done when all is indexed. */
struct last_steps {
	struct knowledge *kb;
	const struct knowledge_options *options;
	enum status checked;
	enum status named;
};

static void check_base(void *context)
{
	struct last_steps *steps = context;
	struct knowledge *kb = steps->kb;
	const struct knowledge_checker *checker = steps->options->checker;
	if (checker && checker->on_base)
		steps->checked = checker->on_base(checker->context, kb);
	pool_run_small(kb->n_workers, kb->n_articles, sort_job, kb);
}

/* Of which no check has to know. */
static void give_names(void *context)
{
	struct last_steps *steps = context;
	const struct knowledge_options *options = steps->options;
	steps->named = man_names_give(steps->kb);
	if (steps->named == STATUS_OK && options->on_index)
		options->on_index(options->on_index_context, steps->kb);
}

static enum status take_last_steps(struct knowledge *kb, const struct knowledge_options *options)
{
	struct last_steps steps = {.kb = kb, .options = options};
	pool_run_both(kb->n_workers, check_base, give_names, &steps);
	return steps.checked == STATUS_OK ? steps.named : steps.checked;
}

static enum status read_all(struct knowledge *kb, const struct knowledge_options *options,
			    struct problems *problems)
{
	struct reading reading = {.kb = kb,
				  .config = options->config,
				  .problems = problems,
				  .checker = options->checker,
				  .texts = options->texts,
				  .hook = options->on_read,
				  .cache = options->cache};
	size_t n = kb->n_articles;
	reading.entries = arena_array(&kb->arena, n, sizeof(*reading.entries));
	reading.statuses = arena_array(&kb->arena, n, sizeof(*reading.statuses));
	kb->worker_arenas = arena_array(&kb->arena, options->n_threads, sizeof(*kb->worker_arenas));
	if (!reading.entries || !reading.statuses || !kb->worker_arenas)
		return STATUS_NO_MEMORY;
	kb->n_workers = options->n_threads;
	for (size_t i = 0; i < kb->n_workers; i++)
		arena_init(&kb->worker_arenas[i]);
	enum status begun = STATUS_OK;
	if (reading.hook)
		begun = reading.hook->begin(reading.hook->context, kb, kb->n_workers);
	if (begun == STATUS_OK && reading.cache)
		begun = rows_begin(reading.cache, kb, options->config);
	if (begun != STATUS_OK)
		return begun;
	if (reading.cache)
		pool_run(kb->n_workers, n, look_job, &reading);
	pool_run(kb->n_workers, n, read_job, &reading);
	enum status status = worst(reading.statuses, n);
	if (status == STATUS_OK)
		status = index_articles(kb, reading.entries);
	return status == STATUS_OK ? take_last_steps(kb, options) : status;
}

enum status knowledge_read(struct knowledge *kb, const struct knowledge_options *options,
			   struct problems *problems)
{
	*kb = (struct knowledge){.content = options->content,
				 .folder = options->folder,
				 .links_root = config_links_root(options->config)};
	arena_init(&kb->arena);
	map_init(&kb->by_path);
	map_init(&kb->by_lower_path);
	map_init(&kb->media_by_path);
	map_init(&kb->unsafe_media);
	map_init(&kb->media_by_lower_path);
	map_init(&kb->by_name);
	map_init(&kb->media_by_name);
	map_init(&kb->by_code);
	enum status status = knowledge_find_files(kb, options, problems);
	if (status == STATUS_OK && !kb->content && !(kb->surroundings = surroundings_new()))
		status = STATUS_NO_MEMORY;
	if (status == STATUS_OK)
		status = knowledge_index_paths(kb);
	if (status == STATUS_OK)
		status = read_all(kb, options, problems);
	return problem_memory(problems, status);
}

void knowledge_release(struct knowledge *kb)
{
	for (size_t i = 0; i < kb->n_articles && kb->articles; i++) {
		findings_release(&kb->articles[i].findings);
		free(kb->articles[i].links);
	}
	for (size_t i = 0; i < kb->n_workers; i++)
		arena_release(&kb->worker_arenas[i]);
	map_release(&kb->by_path);
	map_release(&kb->by_lower_path);
	map_release(&kb->media_by_path);
	map_release(&kb->unsafe_media);
	map_release(&kb->media_by_lower_path);
	map_release(&kb->by_name);
	map_release(&kb->media_by_name);
	map_release(&kb->by_code);
	surroundings_free(kb->surroundings);
	arena_release(&kb->arena);
	*kb = (struct knowledge){0};
}

size_t knowledge_segments(const struct knowledge *kb)
{
	size_t n = 0;
	for (size_t i = 0; i < kb->n_articles; i++)
		n += kb->articles[i].n_segments;
	return n;
}
