/* taiyaku export: segments, sides and the catalogue in other formats. */
#include "base.h"
#include "exchange/catalogue_json.h"
#include "exchange/sides.h"
#include "exchange/tsv.h"

#include <string.h>
#include <sys/stat.h>

enum { FORMAT, OUTPUT, CONTENT, N_OPTIONS };

enum format { FORMAT_TSV, FORMAT_MARKDOWN, FORMAT_JSON };

static const char *const formats[] = {
	[FORMAT_TSV] = "tsv", [FORMAT_MARKDOWN] = "markdown", [FORMAT_JSON] = "json", NULL};

static const struct option_row rows[] = {
	[FORMAT] =
		{.name = "format",
		 .kind = OPTION_CHOICE,
		 .choices = formats,
		 .help = {"tsv: a line per segment; markdown: one language as ordinary files, with "
			  "--lang and -o; json: all error codes with cause and fix.",
			  "tsv は 1 行に 1 セグメント、markdown は 1 言語の Markdown ファイル "
			  "(--lang と "
			  "-o が必要)、json は全エラー コードの原因と対処方法です。"}},
	[OUTPUT] = {.name = "output",
		    .letter = 'o',
		    .kind = OPTION_TEXT,
		    .value = {"FILE|DIR", "ファイル|フォルダー"},
		    .help = {"The file to write (default: standard output); with --format markdown "
			     "the folder of its files.",
			     "出力先のファイル (既定値は標準出力)。--format markdown "
			     "では出力先のフォルダーです。"}},
	[CONTENT] = BASE_OPTION_CONTENT,
};

static const struct command_line line = {
	.name = "export",
	.what = {"Write segments, one language, or all entries in other formats.",
		 "セグメント、片方の言語、エントリを別の形式で書き出します。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands = {"[PATH...]", "[パス...]"},
	.operands_max = SIZE_MAX,
};

/* --- One article at a time ---------------------------------------------- */

struct export
{
	const struct invocation *invocation;
	const struct knowledge_base *base;
	enum format format;
	enum lang lang;
	struct sides sides;
	struct buffer out; /* what is not written yet */
	struct catalogue_json *catalogue;
};

static const char *output_of(const struct export *e)
{
	return e->invocation->options->own[OUTPUT].text;
}

/* A file is written at the end, whole. */
static enum status export_tsv(struct export *e, const struct article *article)
{
	tsv_write(article, &e->out);
	if (e->out.failed)
		return STATUS_NO_MEMORY;
	if (e->out.len && !output_of(e)) {
		(void)fwrite(e->out.ptr, 1, e->out.len, stdout);
		buffer_clear(&e->out);
	}
	return STATUS_OK;
}

/* Below the output folder an article keeps its path; one that was named by
   itself keeps its name. */
static const char *name_below_output(const struct kb_article *known)
{
	return known->is_alone ? path_base(slice_from(known->path)).ptr : known->path;
}

static enum status export_one(struct export *e, const struct kb_article *known,
			      struct article *article)
{
	struct entry_list entries;
	switch (e->format) {
	case FORMAT_TSV:
		return export_tsv(e, article);
	case FORMAT_MARKDOWN:
		return sides_write(&e->sides, article, name_below_output(known), e->lang);
	default:
		if (known->is_include) /* its entries are the article's that takes it in */
			return STATUS_OK;
		if (entries_find(article, config_schemes(e->base->config),
				 config_part_words(e->base->config), &entries) != STATUS_OK)
			return STATUS_NO_MEMORY;
		catalogue_json_add(e->catalogue, known, &entries);
		return STATUS_OK;
	}
}

static enum status export_article(struct export *e, const struct kb_article *known)
{
	struct problems *problems = e->invocation->problems;
	struct arena arena;
	struct article article;
	struct slice bytes;
	arena_init(&arena);
	enum status status = file_read(&arena, known->file, problems, &bytes);
	if (status == STATUS_OK) {
		/* Includes are part of what a reader sees, and of no segment or side. */
		struct article_sources sources = knowledge_sources(&e->base->kb, known);
		status = article_read_from(&article, known->file, bytes,
					   e->format == FORMAT_JSON ? &sources : NULL);
		if (status == STATUS_OK)
			status = export_one(e, known, &article);
		article_release(&article);
	}
	arena_release(&arena);
	return problem_memory(problems, status);
}

static enum status export_all(struct export *e)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < e->base->kb.n_articles && status == STATUS_OK; i++)
		status = export_article(e, &e->base->kb.articles[i]);
	return status;
}

/* --- Formats ------------------------------------------------------------ */

static enum status check_options(const struct invocation *invocation, enum format format)
{
	const struct options *options = invocation->options;
	const char *output = options->own[OUTPUT].text;
	if (output && !*output)
		return problem_report(invocation->problems, (struct place){0},
				      "the name behind -o is empty; name a file or a folder",
				      "-o の名前が空です。ファイルかフォルダーを指定してください");
	if (format != FORMAT_MARKDOWN || (output && options->common[COMMON_LANG].count))
		return STATUS_OK;
	return problem_report(invocation->problems, (struct place){0},
			      "--format markdown needs --lang en or --lang ja, and -o DIR",
			      "--format markdown には --lang en または --lang ja と、-o "
			      "フォルダーが必要です");
}

/* Two articles in one place: the second would take that of the first. */
static enum status refuse_same_place(const struct export *e, const struct kb_article *first,
				     const struct kb_article *second)
{
	return problem_report(
		e->invocation->problems, (struct place){.file = second->file},
		"would be written over %s, as %s; export them separately, each to a folder of its "
		"own, or name the folder above both",
		"%s と同じ %s に書き出されます。出力先のフォルダーを分けて別々に書き出すか、"
		"両方の上位のフォルダーを指定してください",
		first->file,
		path_join(e->invocation->arena, output_of(e), name_below_output(second)));
}

static enum status check_places(const struct export *e)
{
	struct map places;
	enum status status = STATUS_OK;
	map_init(&places);
	for (size_t i = 0; i < e->base->kb.n_articles && status == STATUS_OK; i++) {
		struct kb_article *article = &e->base->kb.articles[i];
		struct slice place = path_resolve(e->invocation->arena, SLICE(""),
						  slice_from(name_below_output(article)));
		const struct kb_article *first = map_get(&places, place);
		status = first ? refuse_same_place(e, first, article)
			       : map_put(&places, place, article);
	}
	map_release(&places);
	return problem_memory(e->invocation->problems, status);
}

static enum status export_markdown(struct export *e)
{
	struct problems *problems = e->invocation->problems;
	enum status status = check_places(e);
	if (status == STATUS_OK)
		status = sides_open(&e->sides, output_of(e), e->base->content, problems);
	if (status != STATUS_OK)
		return status;
	status = export_all(e);
	sides_close(&e->sides);
	return status;
}

/* Its only copy may be the one in the knowledge base. */
static enum status refuse_article(const struct export *e)
{
	struct stat there;
	struct stat article;
	if (stat(output_of(e), &there) != 0)
		return STATUS_OK;
	for (size_t i = 0; i < e->base->kb.n_articles; i++)
		if (stat(e->base->kb.articles[i].file, &article) == 0 &&
		    file_is_same(&article, &there))
			return problem_report(
				e->invocation->problems, (struct place){.file = output_of(e)},
				"is one of the articles; name another file with -o",
				"書き出す記事の 1 つです。-o で別のファイルを指定してください");
	return STATUS_OK;
}

static enum status export_table(struct export *e)
{
	struct problems *problems = e->invocation->problems;
	const char *output = output_of(e);
	if (output && refuse_article(e) != STATUS_OK)
		return STATUS_FAILED;
	buffer_init(&e->out, BUFFER_MAX_PAGE);
	if (e->format == FORMAT_JSON)
		e->catalogue = catalogue_json_begin(e->invocation->arena, &e->out);
	enum status status = export_all(e);
	if (e->format == FORMAT_JSON)
		catalogue_json_end(e->catalogue);
	if (status == STATUS_OK && e->out.failed)
		status = problem_memory(problems, STATUS_NO_MEMORY);
	if (status == STATUS_OK && output)
		status = file_replace(output, buffer_view(&e->out), problems);
	else if (status == STATUS_OK && e->out.len)
		(void)fwrite(e->out.ptr, 1, e->out.len, stdout);
	buffer_release(&e->out);
	return status;
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	struct knowledge_base base;
	struct export e = {.invocation = invocation, .base = &base, .lang = invocation->lang};
	enum exit_status status = EXIT_CANNOT;
	e.format = own[FORMAT].count ? (enum format)own[FORMAT].choice : FORMAT_TSV;
	if (check_options(invocation, e.format) != STATUS_OK)
		return EXIT_CANNOT;
	const struct base_wishes wishes = {.content = own[CONTENT].text};
	if (base_open(&base, invocation, &wishes) == STATUS_OK) {
		enum status done =
			e.format == FORMAT_MARKDOWN ? export_markdown(&e) : export_table(&e);
		status = done == STATUS_OK ? EXIT_CLEAN : EXIT_CANNOT;
	}
	base_close(&base);
	return status;
}

const struct command command_export = {&line, run};
