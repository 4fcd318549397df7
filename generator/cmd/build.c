/* taiyaku build: check, then publish the whole site. */
#include "base.h"
#include "publishing.h"

enum { OUTPUT, CONTENT, BASE_URL, STRICT, KEEP_GOING, STATS, MAN, FRESH, N_OPTIONS };

static const char *const stats_formats[] = {"json", NULL};
enum man_pages { MAN_CODES, MAN_ALL };
static const char *const man_pages[] = {[MAN_CODES] = "codes", [MAN_ALL] = "all", NULL};

static const struct option_row rows[] = {
	[OUTPUT] = PUBLISHING_OPTION_OUTPUT,
	[CONTENT] = BASE_OPTION_CONTENT,
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
	[MAN] = {.name = "man",
		 .kind = OPTION_CHOICE,
		 .choices = man_pages,
		 .help = {"Make man pages of codes and the articles that explain them (codes, the "
			  "default), or of every article (all).",
			  "man ページを作る範囲。codes (既定値) はコードとその説明の記事、"
			  "all はすべての記事です。"}},
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

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	const struct publishing_wishes wishes = {
		.output = own[OUTPUT].text,
		.content = own[CONTENT].text,
		.base_url = own[BASE_URL].text,
		.is_strict = own[STRICT].count > 0,
		.keeps_going = own[KEEP_GOING].count > 0,
		.has_all_manuals = own[MAN].choice == MAN_ALL,
		.is_fresh = own[FRESH].count > 0,
		.prints_numbers = own[STATS].count > 0,
	};
	struct publishing_result result;
	return publishing_run(invocation, &wishes, &result);
}

const struct command command_build = {&line, run};
