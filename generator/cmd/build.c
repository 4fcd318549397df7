/* taiyaku build: check, then publish the whole site. */
#include "base.h"
#include "check/report.h"
#include "installed.h"
#include "lookup/catalogue_writer.h"
#include "site/build.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OUTPUT, CONTENT, BASE_URL, STRICT, KEEP_GOING, STATS, FRESH, N_OPTIONS };

static const char *const stats_formats[] = {"json", NULL};

static const struct option_row rows[] = {
	[OUTPUT] = {.name = "output",
		    .letter = 'o',
		    .kind = OPTION_TEXT,
		    .value = {"DIR", "フォルダー"},
		    .help = {"Where to publish (default: site/public).",
			     "公開先のフォルダー。既定値は site/public です。"}},
	[CONTENT] = {.name = "content",
		     .kind = OPTION_TEXT,
		     .value = {"DIR", "フォルダー"},
		     .help = {"Take the articles from another folder.",
			      "別のフォルダーの記事を使います。"}},
	[BASE_URL] = {.name = "base-url",
		      .kind = OPTION_TEXT,
		      .value = {"URL", "URL"},
		      .help = {"Where the site will be served (default: base_url of site.yaml).",
			       "サイトを公開する URL。既定値は site.yaml の base_url です。"}},
	[STRICT] = {.name = "strict",
		    .kind = OPTION_FLAG,
		    .help = {"Warnings keep the site from being published too.",
			     "警告だけでも公開しません。"}},
	[KEEP_GOING] = {.name = "keep-going",
			.kind = OPTION_FLAG,
			.help = {"Publish although there are errors; the exit status is still 1.",
				 "エラーがあっても公開します。終了ステータスは 1 のままです。"}},
	[STATS] = {.name = "stats",
		   .kind = OPTION_CHOICE,
		   .choices = stats_formats,
		   .help = {"Print the numbers of the build on standard output.",
			    "ビルドの統計を標準出力に書き出します。"}},
	[FRESH] = {.name = "fresh",
		   .kind = OPTION_FLAG,
		   .help = {"Read and make everything anew, whatever earlier builds kept.",
			    "以前のビルドの結果を使わずに、すべてを読み込んで作り直します。"}},
};

static const struct command_line line = {
	.name = "build",
	.what = {"Check, then publish the help site and the man pages.",
		 "検査してから、ヘルプ サイトと man ページを公開します。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands_max = 0,
};

/* --- Options ------------------------------------------------------------ */

/* Absolute, and a folder: what follows it must not end up in a query. */
static bool is_web_folder(struct slice url)
{
	size_t host = slice_starts_with(url, SLICE("https://"))  ? 8
		      : slice_starts_with(url, SLICE("http://")) ? 7
								 : 0;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' || url.ptr[i] == 0x7f ||
		    strchr("?#\"<>\\^`{|}", url.ptr[i]))
			return false;
	return host && url.len > host && url.ptr[host] != '/';
}

/* From --base-url or the configuration, with a final '/'. */
static enum status find_base_url(const struct invocation *invocation, const struct config *config,
				 struct slice *out)
{
	const char *given = invocation->options->own[BASE_URL].text;
	*out = config_base_url(config);
	if (!given)
		return STATUS_OK;
	*out = slice_from(given);
	if (!is_web_folder(*out))
		return problem_report(
			invocation->problems, (struct place){0},
			"--base-url %s is no whole web address without ? and #; write one such as "
			"https://help.example.com/",
			"--base-url %s は ? や # を含まない完全な Web アドレスではありません。"
			"https://help.example.com/ のように指定してください",
			given);
	if (!slice_ends_with(*out, SLICE("/")))
		*out = arena_printf(invocation->arena, "%s/", given);
	return STATUS_OK;
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

static void print_result(const struct invocation *invocation, const struct knowledge_base *base,
			 const struct build_result *result, const char *output)
{
	bool ja = invocation->lang == LANG_JA;
	if (invocation->options->own[STATS].count) {
		printf("{\"articles\": %zu, \"segments\": %zu, \"entries\": %zu, \"files\": %zu, "
		       "\"written\": %zu, \"bytes\": %zu}\n",
		       base->kb.n_articles, knowledge_segments(&base->kb), base->kb.n_entries,
		       result->n_files, result->n_written, result->bytes);
		return;
	}
	if (!invocation->is_quiet)
		printf(ja ? "%s: %zu ファイルを公開しました (更新 %zu)\n"
			  : "%s: %zu files published, %zu of them new or changed\n",
		       output, result->n_files, result->n_written);
}

static const char *output_folder(const struct invocation *invocation)
{
	const char *given = invocation->options->own[OUTPUT].text;
	return given ? given : base_path(invocation, "site/public");
}

/* Where pages in the making wait: beside the output, on its disk. */
static const char *working_folder(const struct invocation *invocation)
{
	struct slice above = path_folder(slice_from(output_folder(invocation)));
	const char *folder = arena_copy(invocation->arena, above).ptr;
	return file_kind(folder) == FILE_FOLDER ? folder : "/tmp";
}

static enum exit_status publish(const struct invocation *invocation,
				const struct knowledge_base *base,
				const struct site_reading *reading)
{
	const char *output = output_folder(invocation);
	struct folders templates = template_folders(invocation);
	struct folders assets = asset_folders(invocation);
	struct build_result result;
	struct build_options options = {
		.kb = &base->kb,
		.config = base->config,
		.output = output,
		.template_folders = templates.paths,
		.n_template_folders = templates.count,
		.asset_folders = assets.paths,
		.n_asset_folders = assets.count,
		.source_url = config_source_url(base->config),
		.today = day_of_build(),
		.n_threads = invocation->n_threads,
		.fragments = site_reading_fragments(reading),
		.cache = base->cache,
		.is_fresh = invocation->options->own[FRESH].count > 0,
		.has_catalogue = true,
	};
	if (find_base_url(invocation, base->config, &options.base_url) != STATUS_OK ||
	    site_build(&options, invocation->problems, &result) != STATUS_OK)
		return EXIT_CANNOT;
	print_result(invocation, base, &result, output);
	return EXIT_CLEAN;
}

static void say_nothing_published(const struct invocation *invocation)
{
	problem_report(
		invocation->problems, (struct place){0},
		"nothing was published; mend the findings above, or publish all the same with "
		"--keep-going",
		"公開していません。上の指摘を修正するか、--keep-going を付けて公開してください");
}

/* Findings go to standard error: standard output is for --stats. What is only
   information is left to taiyaku check. */
static enum status tell_findings(struct knowledge_base *base, const struct invocation *invocation)
{
	struct findings *findings = &base->findings;
	size_t kept = 0;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].severity >= SEVERITY_WARNING)
			findings->items[kept++] = findings->items[i];
	findings->count = kept;
	if (kept == 0)
		return STATUS_OK;
	return base_report(base, invocation, "text", stderr);
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	struct knowledge_base base;
	enum exit_status status = EXIT_CANNOT;
	struct site_reading *reading =
		site_reading_new(working_folder(invocation), invocation->problems);
	const struct base_wishes wishes = {
		.content = own[CONTENT].text,
		.checks_translation = true,
		.texts = catalogue_texts,
		.on_read = site_reading_hook(reading),
		.keeps_rows = true,
		.cache_path = own[FRESH].count ? NULL
					       : site_cache_path(invocation->arena,
								 output_folder(invocation)),
	};
	if (base_open(&base, invocation, &wishes) == STATUS_OK &&
	    tell_findings(&base, invocation) == STATUS_OK) {
		status = base_status(&base, invocation, own[STRICT].count > 0);
		bool publishes =
			status == EXIT_CLEAN || (status == EXIT_FINDINGS && own[KEEP_GOING].count);
		enum exit_status published =
			publishes ? publish(invocation, &base, reading) : EXIT_CLEAN;
		if (!publishes)
			say_nothing_published(invocation);
		if (published != EXIT_CLEAN)
			status = published;
	}
	base_close(&base);
	site_reading_free(reading);
	return status;
}

const struct command command_build = {&line, run};
