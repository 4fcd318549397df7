/* Plan, render on a pool of threads, publish. */
#include "site/build.h"

#include "anchors.h"
#include "base/pool.h"
#include "feed.h"
#include "keys.h"
#include "layout_data.h"
#include "lookup/catalogue_writer.h"
#include "manual.h"
#include "pages.h"
#include "plan.h"
#include "programs.h"
#include "publish.h"
#include "reading.h"
#include "search_shards.h"
#include "sitemap.h"
#include "text/linebreak.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

const char *site_kept_path(struct arena *arena, const char *output, enum site_kept file)
{
	static const char *const names[] = {[SITE_KEPT_ARTICLES] = "articles",
					    [SITE_KEPT_FINDINGS] = "findings",
					    [SITE_KEPT_SEARCH] = "search"};
	return path_join(arena, publication_work_folder(arena, output), names[file]);
}

enum status site_check_output(const char *output, struct problems *problems)
{
	return publication_check(output, problems);
}

struct site_building {
	struct build_options options;
	struct problems *problems;
	enum status status; /* of what is made ready */
	struct search_index search;
	struct plan plan;
	struct templates templates;
	struct pages pages;
	struct site_keys keys;
	enum status list_status; /* of the list of files */
	struct site_file *files; /* of the outputs, in the same order */
	struct publication *publication;
	struct desk *desks;    /* one per thread */
	enum status *statuses; /* one per job */
};

/* Two lines of 64 bytes, which processors fetch in pairs; and room for most pages' data. */
enum { CACHE_LINE = 128, DATA_BYTES = 64 * 1024 };

/* What a thread makes its outputs with. Each lies in cache lines of its own: a thread
   writes to its desk with every few bytes that it appends, and would wait for the others. */
struct desk {
	alignas(CACHE_LINE) struct buffer out; /* the output being made */
	struct arena page;                     /* its data, if it is a page */
	struct line_breaker *breaker;
};

static struct desk *desks_new(size_t count)
{
	struct desk *desks = aligned_alloc(CACHE_LINE, count * sizeof(*desks));
	if (!desks)
		out_of_memory();
	for (size_t i = 0; i < count; i++) {
		desks[i] = (struct desk){.breaker = line_breaker_new()};
		if (!desks[i].breaker)
			out_of_memory();
		buffer_init(&desks[i].out, BUFFER_MAX_PAGE);
		arena_init_must(&desks[i].page);
		arena_trim(&desks[i].page, arena_array_raw(&desks[i].page, DATA_BYTES, 1), 0);
	}
	return desks;
}

static void desks_free(struct desk *desks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buffer_release(&desks[i].out);
		arena_release(&desks[i].page);
		line_breaker_free(desks[i].breaker);
	}
	free(desks);
}

/* --- One output --------------------------------------------------------- */

static struct site_file *file_of(const struct site_building *b, const struct output *output)
{
	return &b->files[output - b->plan.outputs];
}

static enum status copy_file(struct site_building *b, const struct output *output)
{
	struct arena arena;
	struct slice bytes;
	arena_init_must(&arena);
	enum status status = file_read(&arena, output->source, b->problems, &bytes);
	if (status == STATUS_OK)
		status = publication_write(b->publication, file_of(b, output), bytes);
	arena_release(&arena);
	return status;
}

static enum status render(struct site_building *b, const struct output *output,
			  const struct material *material, struct desk *desk)
{
	struct buffer *out = &desk->out;
	switch (output->kind) {
	case OUTPUT_SITEMAP:
		sitemap_write(&b->options, &b->plan, output, out);
		return STATUS_OK;
	case OUTPUT_FEED:
		return feed_write(&b->options, output, b->problems, out);
	case OUTPUT_LLMS:
		llms_write(&b->options, output, out);
		return STATUS_OK;
	case OUTPUT_JSON:
		codes_json_write(&b->options, output, out);
		return STATUS_OK;
	case OUTPUT_ANCHORS:
	case OUTPUT_ANCHORS_KEPT:
		return anchors_write(&b->options, output, b->problems, out);
	case OUTPUT_MARKDOWN:
		markdown_write(&b->options, output, material->article, out);
		return STATUS_OK;
	case OUTPUT_ROBOTS:
		robots_write(&b->options, out);
		return STATUS_OK;
	case OUTPUT_CATALOGUE:
		catalogue_write(b->options.kb, b->options.config, b->options.base_url, out);
		return STATUS_OK;
	case OUTPUT_SEARCH_INDEX:
		search_write_index(&b->search, config_schemes(b->options.config), b->pages.strings,
				   out);
		return STATUS_OK;
	case OUTPUT_SEARCH_TERMS:
		search_write_terms(&b->search, output->index, out);
		return STATUS_OK;
	case OUTPUT_SEARCH_DOCS:
		search_write_docs(&b->search, output->lang, output->index, out);
		return STATUS_OK;
	case OUTPUT_MAN_ALIAS:
		buffer_printf(out, ".so man7/%s.7\n", output->source);
		return STATUS_OK;
	case OUTPUT_MAN_ARTICLE:
	case OUTPUT_MAN_ENTRY:
		manual_write(&b->options, output, material->article, material->entries,
			     desk->breaker, out);
		return STATUS_OK;
	default:
		return pages_render(&b->pages, output, material, &desk->page, out);
	}
}

enum { KEPT_BYTES = 2 << 20 }; /* of a thread's buffer, from one output to the next */

static enum status make(struct site_building *b, const struct output *output,
			const struct material *material, size_t worker)
{
	if (output->kind == OUTPUT_ASSET || output->kind == OUTPUT_MEDIA)
		return copy_file(b, output);
	struct buffer *out = &b->desks[worker].out;
	buffer_clear(out);
	enum status status = render(b, output, material, &b->desks[worker]);
	if (status == STATUS_OK && out->failed)
		status = problem_memory(b->problems, STATUS_NO_MEMORY);
	if (status == STATUS_OK)
		status = publication_write(b->publication, file_of(b, output), buffer_view(out));
	if (out->capacity > KEPT_BYTES)
		buffer_release(out);
	return status;
}

static enum status make_all(struct site_building *b, size_t job, const struct material *material,
			    size_t worker)
{
	enum status status = STATUS_OK;
	for (size_t i = b->plan.first_of[job]; i < b->plan.first_of[job + 1]; i++)
		if (status == STATUS_OK && !b->files[i].is_done)
			status = make(b, &b->plan.outputs[i], material, worker);
	return status;
}

/* --- One job: an article, or the site's own files ----------------------- */

/* With the article itself, which is read again. */
static enum status make_with_article(struct site_building *b, size_t job,
				     const struct fragment_set *texts, size_t worker)
{
	const struct kb_article *known = &b->options.kb->articles[job];
	struct arena arena;
	struct slice bytes;
	struct article article;
	struct entry_list entries;
	arena_init(&arena);
	enum status status = file_read(&arena, known->file, b->problems, &bytes);
	if (status != STATUS_OK) {
		arena_release(&arena);
		return status;
	}
	struct article_sources sources = knowledge_sources(b->options.kb, known);
	status = article_read_from(&article, known->file, bytes, &sources);
	if (status == STATUS_OK)
		status = entries_find(&article, config_schemes(b->options.config),
				      config_part_words(b->options.config), &entries);
	/* Between the two readings somebody may have edited the file. */
	if (status == STATUS_OK && entries.count != known->n_entries)
		status = problem_report(b->problems, (struct place){.file = known->file},
					"changed while the site was built; build again",
					"ビルド中に変更されました。もう一度ビルドしてください");
	struct material material = {&article, &entries, texts};
	if (status == STATUS_OK)
		status = make_all(b, job, &material, worker);
	article_release(&article);
	arena_release(&arena);
	return problem_memory(b->problems, status);
}

/* Takes over what has not changed. False where nothing is left to be made. */
static bool keep_all(struct site_building *b, size_t job)
{
	bool is_left = false;
	for (size_t i = b->plan.first_of[job]; i < b->plan.first_of[job + 1]; i++) {
		b->files[i].key = key_of_output(&b->keys, &b->plan.outputs[i]);
		is_left |= !publication_keep(b->publication, &b->files[i]);
	}
	return is_left;
}

/* Pages of entries and man pages need the article itself; others may be begun
   already, if it was read in this run. */
static enum status make_of_article(struct site_building *b, size_t job, size_t worker)
{
	const struct build_options *options = &b->options;
	struct arena *arena = &b->desks[worker].page;
	struct arena_mark mark = arena_mark(arena);
	struct fragment_set texts;
	bool has_texts =
		fragments_get(site_reading_fragments(options->reading), job, arena, &texts);
	struct material material = {.texts = has_texts ? &texts : NULL};
	bool is_enough = has_texts && !manual_has_article(options, &options->kb->articles[job]);
	enum status status = is_enough ? make_all(b, job, &material, worker)
				       : make_with_article(b, job, material.texts, worker);
	arena_rewind(arena, mark);
	return status;
}

/* What the next build need not read again; it does not follow the pages, which have
   keys of their own. */
static void save_cache(const struct site_building *b)
{
	struct arena arena;
	arena_init_must(&arena);
	if (b->options.cache)
		kb_cache_save(b->options.cache, b->options.kb,
			      site_kept_path(&arena, b->options.output, SITE_KEPT_ARTICLES));
	arena_release(&arena);
}

/* The search's index comes first: it takes longer than any page, and the search's
   other files wait for it. What else is long comes next: at the end the other
   threads would wait for it. Then the articles, and the search's files. */
enum { TURN_SEARCH, TURN_SITE, TURN_CACHE_AND_LIST, TURNS_BEFORE_ARTICLES };

static size_t job_at(const struct site_building *b, size_t turn)
{
	size_t site = b->options.kb->n_articles;
	if (turn == TURN_SEARCH)
		return site + 1;
	if (turn == TURN_SITE)
		return site;
	size_t article = turn - TURNS_BEFORE_ARTICLES;
	return article < site ? article : turn - 1;
}

static void build_job(void *context, size_t turn, size_t worker)
{
	struct site_building *b = context;
	if (turn == TURN_CACHE_AND_LIST) {
		save_cache(b);
		b->list_status = publication_write_list(b->publication);
		return;
	}
	size_t job = job_at(b, turn);
	if (!keep_all(b, job))
		b->statuses[job] = STATUS_OK;
	else if (job < b->options.kb->n_articles)
		b->statuses[job] = make_of_article(b, job, worker);
	else
		b->statuses[job] = make_all(b, job, &(struct material){0}, worker);
}

static enum status run_jobs(struct site_building *b)
{
	struct arena arena;
	arena_init_must(&arena);
	size_t n_threads = b->options.n_threads;
	b->statuses = arena_array(&arena, b->plan.n_jobs, sizeof(*b->statuses));
	b->desks = desks_new(n_threads);
	pool_run(n_threads, 1 + b->plan.n_jobs, build_job, b); /* and what is not in the plan */
	enum status status = b->list_status;
	for (size_t i = 0; i < b->plan.n_jobs; i++)
		if (b->statuses[i] != STATUS_OK)
			status = b->statuses[i];
	desks_free(b->desks, n_threads);
	arena_release(&arena);
	return status;
}

/* --- All ---------------------------------------------------------------- */

struct ending {
	struct site_building *building;
	enum status status; /* of the commit */
};

static void end_publication(void *context)
{
	struct ending *ending = context;
	ending->status = publication_commit(ending->building->publication);
}

static void end_fragments(void *context)
{
	const struct ending *ending = context;
	fragments_close(site_reading_fragments(ending->building->options.reading));
}

/* The system takes as long to forget the fragments, which nobody needs any more, as the
   new site does to take its place: one beside the other. */
static enum status commit(struct site_building *b, struct build_result *result)
{
	struct ending ending = {.building = b};
	pool_run_both(b->options.n_threads, end_publication, end_fragments, &ending);
	*result = (struct build_result){.n_files = b->plan.count,
					.n_written = b->publication->n_written,
					.bytes = b->publication->bytes};
	return ending.status;
}

/* The folders that a build reads. */
static const char *const *sources_of(const struct build_options *options, struct arena *arena,
				     size_t *count)
{
	size_t max = 1 + options->n_template_folders + options->n_asset_folders;
	const char **sources = arena_array(arena, max, sizeof(*sources));
	*count = 0;
	sources[(*count)++] = options->kb->content;
	for (size_t i = 0; i < options->n_template_folders; i++)
		sources[(*count)++] = options->template_folders[i];
	for (size_t i = 0; i < options->n_asset_folders; i++)
		sources[(*count)++] = options->asset_folders[i];
	return sources;
}

static bool has_redirects(const struct build_options *options)
{
	size_t count;
	(void)config_redirects(options->config, &count);
	for (size_t i = 0; i < options->kb->n_articles && !count; i++)
		count = options->kb->articles[i].redirect_from.len;
	return count > 0;
}

/* Only the plan knows which pages there are. */
enum status site_check_redirects(const struct build_options *options, struct problems *problems)
{
	struct search_index search;
	struct plan plan;
	if (!has_redirects(options))
		return STATUS_OK;
	search_index_init(&search, options->kb, NULL);
	enum status status = plan_make(&plan, options, &search, problems);
	plan_release(&plan);
	search_index_release(&search);
	return status;
}

struct site_building *site_prepare(const struct build_options *options, struct problems *problems)
{
	struct site_building *b = calloc(1, sizeof(*b));
	if (!b)
		out_of_memory();
	b->options = *options;
	b->problems = problems;
	templates_init(&b->templates);
	search_index_init(&b->search, options->kb, options->search_kept);
	b->status = plan_make(&b->plan, &b->options, &b->search, problems);
	if (b->status == STATUS_OK)
		b->status = templates_load(&b->templates, options->template_folders,
					   options->n_template_folders, problems);
	if (b->status == STATUS_OK)
		templates_tell_misnamed(&b->templates, layout_is_template, problems);
	if (b->status == STATUS_OK)
		b->status = pages_init(&b->pages, &b->options, &b->plan, &b->templates, problems);
	if (b->status == STATUS_OK)
		keys_init(&b->keys, &b->pages, &b->search, &b->plan.arena);
	return b;
}

enum status site_build(struct site_building *b, struct build_result *result)
{
	struct arena arena;
	if (b->status != STATUS_OK)
		return b->status;
	arena_init_must(&arena);
	b->publication = site_reading_publication(b->options.reading);
	b->files = arena_array(&arena, b->plan.count, sizeof(*b->files));
	for (size_t i = 0; i < b->plan.count; i++)
		b->files[i].path = b->plan.outputs[i].path;
	struct new_site site = {
		.files = b->files, .n_files = b->plan.count, .names = &b->plan.by_path};
	site.sources = sources_of(&b->options, &arena, &site.n_sources);
	enum status status = publication_begin(b->publication, &site);
	if (status == STATUS_OK)
		status = run_jobs(b);
	if (status == STATUS_OK)
		status = commit(b, result);
	publication_release(b->publication);
	arena_release(&arena);
	return status;
}

void site_building_free(struct site_building *b)
{
	if (!b)
		return;
	pages_release(&b->pages);
	templates_release(&b->templates);
	plan_release(&b->plan);
	search_index_release(&b->search);
	free(b);
}
