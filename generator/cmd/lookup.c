/* taiyaku lookup: from a bounce message or a log to the entries that explain it. */
#include "base/pool.h"
#include "catalogue_source.h"
#include "lookup/fits.h"
#include "lookup/input.h"
#include "lookup/show.h"
#include "lookup/summary.h"
#include "pager.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT, SUMMARY, CONTENT, CATALOGUE, N_OPTIONS };

enum format { FORMAT_TEXT, FORMAT_JSON };

enum { WIDTH_MAX_CELLS = 100, WIDTH_PIPED_CELLS = 80 };

static const char *const formats[] = {[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", NULL};

static const struct option_row rows[] = {
	[FORMAT] = {.name = "format",
		    .kind = OPTION_CHOICE,
		    .choices = formats,
		    .help = {"How to print the answers: for people, or one JSON object a line "
			     "for each message or file.",
			     "回答の出力形式。json では、メッセージまたはファイルごとに JSON "
			     "オブジェクトを 1 行で出力します。"}},
	[SUMMARY] = {.name = "summary",
		     .kind = OPTION_FLAG,
		     .help = {"Count the codes of all inputs, and tell which have no entry.",
			      "すべての入力のコードを集計し、エントリのないコードを示します。"}},
	[CONTENT] = CATALOGUE_SOURCE_CONTENT,
	[CATALOGUE] = CATALOGUE_SOURCE_FILE,
};

static const struct command_line line = {
	.name = "lookup",
	.what = {"Explain the errors in bounce messages, mailboxes and logs.",
		 "バウンス メッセージ、メールボックス、ログのエラーを説明します。"},
	.notes =
		{"A FILE is a message, a mailbox file, a log or any other text, or a folder of "
		 "them; standard input is read without one, and for \"-\". Codes of success "
		 "(class 2) are no errors: they are shown only for a message that has no other. "
		 "The exit status is 0 where something was found, 1 where nothing was, and 2 "
		 "where something could not be read.",
		 "ファイルには、メッセージ、メールボックス ファイル、ログなどのテキスト、または"
		 "それらを含むフォルダーを指定します。省略するか「-」を指定すると、標準入力を読み取"
		 "ります。成功を示すコード (クラス 2) はエラーとして扱わず、ほかにコードがないメッ"
		 "セージについてのみ表示します。終了ステータスは、見つかった場合は 0、見つからない"
		 "場合は 1、読み取れないものがある場合は 2 です。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands = {"[FILE...]", "[ファイル...]"},
	.operands_max = SIZE_MAX,
};

/* --- One round -------------------------------------------------------------- */

struct result {
	struct arena arena;
	struct found found;
	struct fits fits;
	size_t n_lines;
};

struct lookup {
	const struct invocation *invocation;
	const struct known *known;
	struct show show;
	struct summary *summary; /* or NULL */
	enum format format;
	struct input *round;
	struct result *results;
	bool has_found;
	_Atomic bool has_failed;
};

/* A short text is a log too where lines are to be counted. */
static void search_one(void *context, size_t job, size_t worker)
{
	struct lookup *lookup = context;
	struct result *result = &lookup->results[job];
	struct input *input = &lookup->round[job];
	(void)worker;
	arena_init_must(&result->arena);
	found_init(&result->found, &result->arena, lookup->known);
	if (lookup->summary && input->kind == INPUT_TEXT)
		input->kind = INPUT_LOG;
	if (input_search(input, &result->found, lookup->invocation->problems, &result->n_lines) !=
	    STATUS_OK)
		lookup->has_failed = true;
	if (!lookup->summary)
		fits_find(&result->fits, &result->arena, &result->found);
}

static void print(struct buffer *out)
{
	if (out->failed)
		out_of_memory();
	if (out->len)
		(void)fwrite(out->ptr, 1, out->len, stdout);
	buffer_clear(out);
}

static void print_one(struct lookup *lookup, size_t i)
{
	const struct result *result = &lookup->results[i];
	const char *name = lookup->round[i].name;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	if (lookup->summary)
		summary_add(lookup->summary, &result->found, lookup->round[i].kind,
			    result->n_lines);
	else if (lookup->format == FORMAT_JSON)
		show_json(&lookup->show, name, &result->found, &result->fits, &out);
	else
		show_text(&lookup->show, name, &result->found, &result->fits, &out);
	print(&out);
	buffer_release(&out);
	lookup->has_found |= result->found.count > 0 || result->fits.count > 0;
}

static void run_rounds(struct lookup *lookup, struct inputs *inputs)
{
	struct arena arena;
	size_t n;
	bool is_first = true;
	arena_init_must(&arena);
	lookup->round =
		arena_array(lookup->invocation->arena, INPUT_ROUND_MAX, sizeof(*lookup->round));
	lookup->results =
		arena_array(lookup->invocation->arena, INPUT_ROUND_MAX, sizeof(*lookup->results));
	while ((n = inputs_next(inputs, &arena, lookup->round))) {
		if (is_first)
			lookup->show.is_brief = n > 1;
		is_first = false;
		pool_run(lookup->invocation->n_threads, n, search_one, lookup);
		for (size_t i = 0; i < n; i++) {
			print_one(lookup, i);
			arena_release(&lookup->results[i].arena);
		}
		arena_release(&arena);
		arena_init_must(&arena);
	}
	arena_release(&arena);
}

/* --- The command ------------------------------------------------------------ */

static void print_summary(struct lookup *lookup)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	if (lookup->format == FORMAT_JSON)
		summary_json(lookup->summary, &lookup->show, &out);
	else
		summary_text(lookup->summary, &lookup->show, &out);
	print(&out);
	buffer_release(&out);
	lookup->has_found = !summary_is_empty(lookup->summary);
}

static enum exit_status look_up(struct lookup *lookup)
{
	const struct options *options = lookup->invocation->options;
	struct inputs *inputs =
		inputs_new(options->operands, options->n_operands, lookup->invocation->problems);
	bool is_summary = options->own[SUMMARY].count > 0;
	lookup->summary = is_summary ? summary_new(lookup->known) : NULL;
	run_rounds(lookup, inputs);
	if (is_summary)
		print_summary(lookup);
	bool is_good = inputs_status(inputs) == STATUS_OK && !lookup->has_failed;
	summary_free(lookup->summary);
	inputs_free(inputs);
	if (!is_good)
		return EXIT_CANNOT;
	return lookup->has_found ? EXIT_CLEAN : EXIT_FINDINGS;
}

static size_t width_of(const struct invocation *invocation)
{
	size_t width = invocation->width_cells ? invocation->width_cells : WIDTH_PIPED_CELLS;
	return width < WIDTH_MAX_CELLS ? width : WIDTH_MAX_CELLS;
}

static enum status open_catalogue(struct catalogue_source *source,
				  const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	enum status status =
		catalogue_source_open(source, invocation, own[CATALOGUE].text, own[CONTENT].text);
	if (status == STATUS_OK && catalogue_source_is_stale(source, invocation, (struct slice){0}))
		status = catalogue_source_refresh(source, invocation);
	return status;
}

static enum exit_status look_up_in(struct lookup *lookup, const struct catalogue *catalogue)
{
	size_t count;
	const struct known_entry *entries =
		known_entries(lookup->invocation->arena, catalogue, &count);
	struct known *known = known_new(entries, count, catalogue_schemes(catalogue));
	lookup->known = known;
	lookup->show.catalogue = catalogue;
	enum exit_status status = look_up(lookup);
	known_free(known);
	return status;
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	struct catalogue_source source;
	struct lookup lookup = {
		.invocation = invocation,
		.format = own[FORMAT].count ? (enum format)own[FORMAT].choice : FORMAT_TEXT,
		.show = {.lang = invocation->lang,
			 .colour = invocation->colour,
			 .has_links =
				 invocation->colour && isatty(STDOUT_FILENO) && pager_has_links(),
			 .width_cells = width_of(invocation),
			 .breaker = line_breaker_new(),
			 .problems = invocation->problems},
	};
	enum exit_status status = EXIT_CANNOT;
	if (!lookup.show.breaker)
		out_of_memory();
	if (open_catalogue(&source, invocation) == STATUS_OK)
		status = look_up_in(&lookup, source.catalogue);
	catalogue_source_close(&source);
	line_breaker_free(lookup.show.breaker);
	return status;
}

const struct command command_lookup = {&line, run};
