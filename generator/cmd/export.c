/* taiyaku export: segments, sides and the catalogue in other formats. */
#include "base.h"
#include "exchange/catalogue_json.h"
#include "exchange/sides.h"
#include "exchange/tsv.h"

#include <string.h>

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
		    .value = {"DIR", "フォルダー"},
		    .help = {"Where --format markdown writes its files.",
			     "--format markdown の出力先フォルダー。"}},
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
	struct catalogue_json *catalogue;
};

static enum status export_tsv(const struct article *article)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	tsv_write(article, &out);
	enum status status = out.failed ? STATUS_NO_MEMORY : STATUS_OK;
	if (out.len)
		(void)fwrite(out.ptr, 1, out.len, stdout);
	buffer_release(&out);
	return status;
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
		return export_tsv(article);
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
	if (format != FORMAT_MARKDOWN ||
	    (options->own[OUTPUT].text && options->common[COMMON_LANG].count))
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
		path_join(e->invocation->arena, e->invocation->options->own[OUTPUT].text,
			  name_below_output(second)));
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
	const struct options *options = e->invocation->options;
	const char *output = options->own[OUTPUT].text;
	enum status status = check_places(e);
	if (status == STATUS_OK)
		status = sides_open(&e->sides, output, e->base->content, problems);
	if (status != STATUS_OK)
		return status;
	status = export_all(e);
	sides_close(&e->sides);
	return status;
}

static enum status export_json(struct export *e)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	e->catalogue = catalogue_json_begin(e->invocation->arena, &out);
	enum status status = export_all(e);
	catalogue_json_end(e->catalogue);
	if (status == STATUS_OK && out.len)
		(void)fwrite(out.ptr, 1, out.len, stdout);
	buffer_release(&out);
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
		enum status done = e.format == FORMAT_MARKDOWN ? export_markdown(&e)
				   : e.format == FORMAT_JSON   ? export_json(&e)
							       : export_all(&e);
		status = done == STATUS_OK ? EXIT_CLEAN : EXIT_CANNOT;
	}
	base_close(&base);
	return status;
}

const struct command command_export = {&line, run};
