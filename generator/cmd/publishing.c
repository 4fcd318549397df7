/* Checking, then publishing the whole site. */
#include "publishing.h"

#include "base.h"
#include "base/pool.h"
#include "check/report.h"
#include "installed.h"
#include "kb/web_folder.h"
#include "lookup/catalogue_writer.h"
#include "site/build.h"

#include <stdlib.h>
#include <time.h>

/* --- Where and when ---------------------------------------------------------- */

/* --base-url is looked at before anything is read. */
static enum status check_base_url(const struct invocation *invocation, const char *given)
{
	switch (given ? web_folder_kind(slice_from(given)) : WEB_FOLDER_GOOD) {
	case WEB_FOLDER_GOOD:
		return STATUS_OK;
	case WEB_FOLDER_CHARACTER:
		return problem_report(
			invocation->problems, (struct place){0},
			"--base-url %s has a character that must be encoded; write the host in its "
			"ASCII form (xn--…) and what follows percent-encoded (%%E3%%81%%82)",
			"--base-url %s にエンコードの必要な文字があります。ホスト名は ASCII 形式 "
			"(xn--…)、その後は %% エンコード (%%E3%%81%%82) で指定してください",
			given);
	default:
		return problem_report(
			invocation->problems, (struct place){0},
			"--base-url %s is no whole web address without ? and #; write one such as "
			"https://help.example.com/",
			"--base-url %s は ? や # を含まない完全な Web アドレスではありません。"
			"https://help.example.com/ のように指定してください",
			given);
	}
}

/* As wished (--base-url), with a final '/'; or empty. */
static struct slice wished_base_url(const struct invocation *invocation, const char *given)
{
	return given ? web_folder_normal(invocation->arena, slice_from(given)) : SLICE("");
}

/* SOURCE_DATE_EPOCH, where somebody wants the same bytes on any day
   (https://reproducible-builds.org/specs/source-date-epoch/). */
static struct day day_of_build(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = epoch ? strtoll(epoch, &end, 10) : -1;
	if (!epoch || !*epoch || *end || seconds < 0)
		return (struct day){0};
	time_t time = (time_t)seconds;
	struct tm date;
	if (!gmtime_r(&time, &date))
		return (struct day){0};
	return (struct day){date.tm_year + 1900, date.tm_mon + 1, date.tm_mday};
}

/* --- Publishing --------------------------------------------------------- */

struct folders {
	const char *paths[4];
	size_t count;
};

/* The knowledge base's own folder first, then what was installed. */
static struct folders template_folders(const struct invocation *invocation)
{
	const char *own = base_path(invocation, "templates");
	const char *installed = installed_path(invocation, "templates");
	return (struct folders){{own, path_join(invocation->arena, own, "partials"), installed,
				 path_join(invocation->arena, installed, "partials")},
				4};
}

static struct folders asset_folders(const struct invocation *invocation)
{
	return (struct folders){
		{base_path(invocation, "site/assets"), installed_path(invocation, "assets")}, 2};
}

static void print_result(const struct invocation *invocation,
			 const struct publishing_wishes *wishes, const struct knowledge_base *base,
			 const struct build_result *result)
{
	bool ja = invocation->lang == LANG_JA;
	if (wishes->prints_numbers) {
		printf("{\"articles\": %zu, \"segments\": %zu, \"entries\": %zu, \"files\": %zu, "
		       "\"written\": %zu, \"bytes\": %zu}\n",
		       base->kb.n_articles, knowledge_segments(&base->kb), base->kb.n_entries,
		       result->n_files, result->n_written, result->bytes);
		return;
	}
	if (!invocation->is_quiet)
		printf(ja ? "%s: %zu ファイルを公開しました (更新 %zu)\n"
			  : "%s: %zu files published, %zu of them new or changed\n",
		       publishing_output(invocation, wishes), result->n_files, result->n_written);
}

const char *publishing_output(const struct invocation *invocation,
			      const struct publishing_wishes *wishes)
{
	return wishes->output ? wishes->output : base_path(invocation, "site/public");
}

/* Where pages in the making wait: beside the output, on its disk. */
static const char *working_folder(const struct invocation *invocation, const char *output)
{
	struct slice above = path_folder(slice_from(output));
	const char *folder = arena_copy(invocation->arena, above).ptr;
	return file_kind(folder) == FILE_FOLDER ? folder : "/tmp";
}

/* What is kept beside the output from one build to the next; NULL for one that uses
   nothing of that. */
static const char *kept_path(const struct invocation *invocation,
			     const struct publishing_wishes *wishes, enum site_kept file)
{
	const char *output = publishing_output(invocation, wishes);
	return wishes->is_fresh ? NULL : site_kept_path(invocation->arena, output, file);
}

static void say_nothing_published(const struct invocation *invocation)
{
	problem_report(
		invocation->problems, (struct place){0},
		"nothing was published; mend the findings above, or publish all the same with "
		"--keep-going",
		"公開していません。上の指摘を修正するか、--keep-going を付けて公開してください");
}

static enum status tell_findings(const struct knowledge_base *base,
				 const struct invocation *invocation,
				 const struct base_telling *telling)
{
	bool has_any = findings_count(&base->findings, SEVERITY_ERROR) ||
		       findings_count(&base->findings, SEVERITY_WARNING);
	return has_any ? base_report(base, invocation, telling) : STATUS_OK;
}

/* --- The steps of a run --------------------------------------------------- */

struct run {
	const struct invocation *invocation;
	const struct publishing_wishes *wishes;
	const struct base_wishes *base_wishes;
	struct knowledge_base *base;
	struct site_reading *reading;
	enum status read;
	/* The site is made ready before it is known whether it will be published: what is
	   wrong with it waits until then, and until the findings are told. */
	struct build_options options;
	struct problems problems;
	struct problems_held held;
	struct site_building *building;
	struct base_telling telling;
	enum status told;
	struct build_result built;
	enum status published;
};

static void read_base(void *context)
{
	struct run *run = context;
	run->read = base_open(run->base, run->invocation, run->base_wishes);
}

static void look(void *context)
{
	const struct run *run = context;
	site_reading_look(run->reading);
}

/* While the whole base is checked. */
static void prepare(void *context, const struct knowledge *kb)
{
	struct run *run = context;
	const struct knowledge_base *base = run->base;
	struct build_options *options = &run->options;
	options->kb = kb;
	options->config = base->config;
	options->source_url = config_source_url(base->config);
	options->cache = base->cache;
	options->record = base->record;
	if (!options->base_url.len)
		options->base_url = config_base_url(base->config);
	run->building = site_prepare(options, &run->problems);
}

static void tell(void *context)
{
	struct run *run = context;
	run->told = tell_findings(run->base, run->invocation, &run->telling);
	findings_release(&run->base->findings); /* the memory is wanted */
}

static void make_site(void *context)
{
	struct run *run = context;
	const struct publishing_wishes *wishes = run->wishes;
	if (wishes->on_base_url)
		wishes->on_base_url(wishes->context, run->options.base_url);
	run->published = site_build(run->building, &run->built);
}

/* The findings are told while the site is made. */
static enum exit_status tell_and_publish(struct run *run, struct publishing_result *result)
{
	const struct invocation *invocation = run->invocation;
	const struct publishing_wishes *wishes = run->wishes;
	struct problems_held held;
	problems_hold(invocation->problems, &held); /* until the findings are told */
	enum exit_status status = base_status(run->base, invocation, wishes->is_strict);
	bool publishes = status == EXIT_CLEAN || (status == EXIT_FINDINGS && wishes->keeps_going);
	size_t n_threads = invocation->n_threads;
	run->telling = (struct base_telling){
		.format = "text",
		.n_threads = publishes ? pool_beside(n_threads) : n_threads,
		.least = run->base_wishes->rules.least,
		.kept_path = kept_path(invocation, wishes, SITE_KEPT_FINDINGS),
		.out = stderr, /* standard output is for --stats */
	};
	if (publishes)
		pool_run_both(n_threads, tell, make_site, run);
	else
		tell(run);
	problems_let_go(invocation->problems, &held);
	if (publishes)
		problems_let_go(&run->problems, &run->held);
	else
		say_nothing_published(invocation);
	if (run->told != STATUS_OK || run->published != STATUS_OK)
		return EXIT_CANNOT;
	if (publishes) {
		print_result(invocation, wishes, run->base, &run->built);
		*result = (struct publishing_result){true, run->built.n_written};
	}
	return status;
}

/* What the last build published is looked at while the articles are read: most of that
   is waiting for the system. */
static enum exit_status run_steps(struct run *run, struct publishing_result *result)
{
	enum exit_status status = EXIT_CANNOT;
	problems_init(&run->problems, run->invocation->problems->out,
		      run->invocation->problems->lang);
	problems_hold(&run->problems, &run->held);
	pool_run_both(run->invocation->n_threads, read_base, look, run);
	if (run->read == STATUS_OK)
		status = tell_and_publish(run, result);
	problems_forget(&run->problems, &run->held);
	site_building_free(run->building);
	return status;
}

enum exit_status publishing_run(const struct invocation *invocation,
				const struct publishing_wishes *wishes,
				struct publishing_result *result)
{
	const char *output = publishing_output(invocation, wishes);
	*result = (struct publishing_result){0};
	if (check_base_url(invocation, wishes->base_url) != STATUS_OK ||
	    site_check_output(output, invocation->problems) != STATUS_OK)
		return EXIT_CANNOT;
	const struct site_reading_options reading_options = {
		.folder = working_folder(invocation, output),
		.output = output,
		.n_threads = invocation->n_threads,
		.is_fresh = wishes->is_fresh,
	};
	struct knowledge_base base = {0};
	struct run run = {
		.invocation = invocation,
		.wishes = wishes,
		.base = &base,
		.reading = site_reading_new(&reading_options, invocation->problems),
	};
	const struct base_wishes base_wishes = {
		.content = wishes->content,
		.checks_translation = true,
		.rules = {.least = SEVERITY_WARNING}, /* more is left to taiyaku check */
		.texts = catalogue_texts,
		.on_read = site_reading_hook(run.reading),
		.output = output,
		.keeps_rows = true,
		.cache_path = kept_path(invocation, wishes, SITE_KEPT_ARTICLES),
		.on_index = prepare,
		.on_index_context = &run,
	};
	struct folders templates = template_folders(invocation);
	struct folders assets = asset_folders(invocation);
	run.base_wishes = &base_wishes;
	run.options = (struct build_options){
		.output = output,
		.base_url = wished_base_url(invocation, wishes->base_url),
		.template_folders = templates.paths,
		.n_template_folders = templates.count,
		.asset_folders = assets.paths,
		.n_asset_folders = assets.count,
		.today = day_of_build(),
		.n_threads = invocation->n_threads,
		.reading = run.reading,
		.search_kept = kept_path(invocation, wishes, SITE_KEPT_SEARCH),
		.has_all_manuals = wishes->has_all_manuals,
		.has_catalogue = true,
		.is_preview = wishes->is_preview,
	};
	enum exit_status status = run_steps(&run, result);
	base_close(&base);
	site_reading_free(run.reading);
	return status;
}
