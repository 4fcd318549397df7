/* Opening a knowledge base, for every command that needs one. */
#include "base.h"

#include "check/report.h"
#include "check/rule_table.h"
#include "kb/anchors.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

const char *base_path(const struct invocation *invocation, const char *name)
{
	return path_join(invocation->arena, invocation->folder, name);
}

static enum status check_content(const struct invocation *invocation, const char *content)
{
	switch (file_kind(content)) {
	case FILE_FOLDER:
		return STATUS_OK;
	case FILE_MISSING:
		return problem_report(
			invocation->problems, (struct place){.file = content},
			"no folder of articles; run taiyaku where content/ lies, or name it with "
			"-C DIR or --content DIR",
			"記事のフォルダーがありません。content/ のある場所で実行するか、-C または "
			"--content で指定してください");
	default:
		return problem_report(
			invocation->problems, (struct place){.file = content},
			"is not a folder; name the folder of the articles",
			"フォルダーではありません。記事のフォルダーを指定してください");
	}
}

/* Named paths are told about one by one, before any of them is read. */
static enum status check_paths(const struct invocation *invocation)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < invocation->options->n_operands; i++) {
		const char *path = invocation->options->operands[i];
		if (file_kind(path) != FILE_MISSING)
			continue;
		status = problem_report(invocation->problems, (struct place){.file = path},
					"no such file or folder; check the name",
					"ファイルもフォルダーもありません。名前を確認してください");
	}
	return status;
}

static void say_what_was_read(const struct knowledge_base *base,
			      const struct invocation *invocation)
{
	const struct knowledge *kb = &base->kb;
	const char *format =
		invocation->lang == LANG_JA
			? "%s: 記事 %zu 件、セグメント %zu 件、エントリ %zu 件を読み取りました "
			  "(スレッド %zu)\n"
			: "%s: read %zu articles, %zu segments, %zu entries (%zu threads)\n";
	if (invocation->is_verbose)
		fprintf(stderr, format, base->content ? base->content : "taiyaku", kb->n_articles,
			knowledge_segments(kb), kb->n_entries, invocation->n_threads);
}

static void add_rule(void *rules, const struct rule *rule)
{
	if (map_put(rules, slice_from(rule->id), (void *)rule) != STATUS_OK)
		out_of_memory();
}

/* The original at the same path; of an article that was named by itself, by its
   path as it was named, or by its name. */
static enum status read_original(void *context, const char *path, struct arena *arena,
				 struct slice *bytes)
{
	struct problems silent;
	problems_init(&silent, NULL, LANG_EN);
	const char *const names[] = {path, path_base(slice_from(path)).ptr};
	for (size_t i = 0; i < 2; i++) {
		struct slice below = path_resolve(arena, SLICE("."), slice_from(names[i]));
		const char *file = below.ptr ? path_join(arena, context, below.ptr) : NULL;
		if (!file || file_kind(file) != FILE_REGULAR)
			continue;
		enum status status = file_read(arena, file, &silent, bytes);
		if (status != STATUS_OK)
			*bytes = (struct slice){0};
		return status == STATUS_NO_MEMORY ? status : STATUS_OK;
	}
	return STATUS_OK;
}

/* Empty, or its front matter is broken: there was nothing to work on. */
static bool is_unreadable(const struct kb_article *article)
{
	static const char *const ids[] = {"text.empty", "front.yaml", "front.unclosed"};
	for (size_t f = 0; f < article->findings.count; f++)
		for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
			if (strcmp(article->findings.items[f].rule->id, ids[i]) == 0)
				return true;
	return false;
}

/* One broken article costs that article; nothing but broken ones is no base. */
static bool is_all_unreadable(const struct knowledge *kb)
{
	for (size_t i = 0; i < kb->n_articles; i++)
		if (!is_unreadable(&kb->articles[i]))
			return false;
	return true;
}

/* Another folder's articles are not those that site/public was made of. */
static const char *published_record(const struct invocation *invocation,
				    const struct base_wishes *wishes)
{
	const char *site = wishes->content ? NULL : base_path(invocation, "site/public");
	const char *const folders[] = {wishes->output, site};
	for (size_t i = 0; i < 2; i++) {
		const char *path =
			folders[i] ? path_join(invocation->arena, folders[i], ANCHORS_FILE) : NULL;
		if (path && file_kind(path) != FILE_MISSING)
			return path;
	}
	return NULL;
}

static bool has_no_file(const char *path)
{
	enum file_kind kind = file_kind(path);
	return kind == FILE_MISSING || kind == FILE_FOLDER;
}

/* Paths that are named by themselves are no base, and lack most pages. */
static enum status find_record(struct knowledge_base *base, const struct invocation *invocation,
			       const struct base_wishes *wishes)
{
	struct place at;
	const char *named = config_anchor_record(base->config, &at);
	if (!base->content)
		return STATUS_OK;
	base->record = named ? named : published_record(invocation, wishes);
	if (named && has_no_file(named))
		return problem_report(
			invocation->problems, at,
			"there is no file %s; copy the " ANCHORS_FILE " of the published site "
			"there, or take anchors: record: out of site.yaml",
			"%s というファイルがありません。公開したサイトの " ANCHORS_FILE
			" をコピーするか、site.yaml の anchors の record を削除してください",
			named);
	checker_set_record(base->checker, base->record, invocation->problems);
	return STATUS_OK;
}

static enum status read_base(struct knowledge_base *base, const struct invocation *invocation,
			     const struct base_wishes *wishes)
{
	struct problems *problems = invocation->problems;
	const struct options *options = invocation->options;
	struct knowledge_options kb_options = {.content = base->content,
					       .folder = base->folder,
					       .paths = options->operands,
					       .n_paths = options->n_operands,
					       .config = base->config,
					       .n_threads = invocation->n_threads,
					       .texts = wishes->texts,
					       .on_read = wishes->on_read,
					       .on_index = wishes->on_index,
					       .on_index_context = wishes->on_index_context};
	if (wishes->checks_translation) {
		base->checker = checker_new(base->config, invocation->n_threads);
		if (wishes->source_dir)
			checker_set_originals(
				base->checker,
				&(struct originals){read_original, (void *)wishes->source_dir});
		if (find_record(base, invocation, wishes) != STATUS_OK)
			return STATUS_FAILED;
		kb_options.checker = checker_hook(base->checker);
	}
	if (wishes->keeps_rows) {
		rules_each(add_rule, &base->rules);
		base->cache = kb_cache_new(wishes->cache_path, &base->rules);
		kb_options.cache = base->cache;
	}
	enum status status = knowledge_read(&base->kb, &kb_options, problems);
	if (status != STATUS_OK)
		return status;
	if (base->kb.n_articles == 0 && !wishes->may_be_empty)
		return problem_report(
			problems,
			(struct place){.file = base->content ? base->content
							     : options->operands[0]},
			"no articles (*.md) found; write one, or name another folder",
			"記事 (*.md) がありません。記事を書くか、別のフォルダーを指定してください");
	say_what_was_read(base, invocation);
	base->is_all_unreadable = is_all_unreadable(&base->kb);
	return problem_memory(problems,
			      knowledge_take_findings(&base->kb, base->config, &base->findings));
}

/* `given` on the command line, or else what the configuration names. */
static enum status read_glossary(struct config *config, const char *given,
				 struct problems *problems)
{
	struct glossary *glossary;
	struct place at;
	const char *named = config_glossary_path(config, &at);
	const char *path = given ? given : named;
	if (!path)
		return STATUS_OK;
	if (path == named && has_no_file(path))
		return problem_report(
			problems, at,
			"there is no file %s; correct the name, or take glossary: out of site.yaml",
			"%s というファイルがありません。名前を直すか、site.yaml の glossary "
			"を削除してください",
			path);
	enum status status = glossary_read(path, problems, &glossary);
	if (status == STATUS_OK)
		config_set_glossary(config, glossary);
	return status;
}

enum status base_config(const struct invocation *invocation, const struct base_wishes *wishes,
			struct config **out)
{
	struct problems *problems = invocation->problems;
	enum status status = config_read(base_path(invocation, "site/site.yaml"), problems, out);
	if (status == STATUS_OK)
		status = rules_settle(*out, &wishes->rules, problems);
	if (status != STATUS_OK)
		return status;
	return read_glossary(*out, wishes->glossary, problems);
}

enum status base_open(struct knowledge_base *base, const struct invocation *invocation,
		      const struct base_wishes *wishes)
{
	*base = (struct knowledge_base){0};
	findings_init(&base->findings, invocation->arena, NULL, NULL);
	map_init(&base->rules);
	base->folder = wishes->content ? wishes->content : base_path(invocation, "content");
	if (invocation->options->n_operands == 0)
		base->content = base->folder;
	if (base->content ? check_content(invocation, base->content) != STATUS_OK
			  : check_paths(invocation) != STATUS_OK)
		return STATUS_FAILED;
	if (base_config(invocation, wishes, &base->config) != STATUS_OK)
		return STATUS_FAILED;
	return read_base(base, invocation, wishes);
}

void base_close(struct knowledge_base *base)
{
	findings_release(&base->findings);
	knowledge_release(&base->kb);
	checker_free(base->checker);
	kb_cache_free(base->cache);
	map_release(&base->rules);
	config_free(base->config);
}

/* --- Reports ------------------------------------------------------------ */

static int compare_file(const void *file, const void *article)
{
	return strcmp(file, ((const struct kb_article *)article)->file);
}

static const struct kb_article *article_of(const struct knowledge *kb, const char *file)
{
	return kb->n_articles ? bsearch(file, kb->articles, kb->n_articles, sizeof(*kb->articles),
					compare_file)
			      : NULL;
}

/* Whether an article's text is the file's: it was looked through when it was read. */
static bool is_known_text(const struct knowledge *kb, const char *file)
{
	const struct kb_article *article = article_of(kb, file);
	return article && !article->is_recovered;
}

static uint64_t hash_of_quoted(void *kb, const char *file)
{
	const struct kb_article *article = article_of(kb, file);
	return article ? article->hash : 0;
}

/* The text as findings count it: a file in another encoding is recovered as it
   was when the article was read. */
static bool read_quoted(void *kb, const char *file, struct arena *arena, struct slice *text)
{
	struct problems silent;
	problems_init(&silent, NULL, LANG_EN);
	if (!file || file_read(arena, file, &silent, text) != STATUS_OK)
		return false;
	bool is_article = slice_ends_with(slice_from(file), SLICE(".md"));
	if (!is_article && slice_find_char(*text, '\0', 0) != SLICE_NONE)
		return false; /* a picture */
	if (is_known_text(kb, file) || utf8_invalid_at(*text) == SLICE_NONE)
		return true;
	struct buffer recovered;
	const char *encoding;
	buffer_init(&recovered, BUFFER_MAX_PAGE);
	bool done = text_recover(*text, &recovered, &encoding) == STATUS_OK;
	if (done)
		*text = arena_copy(arena, buffer_view(&recovered));
	buffer_release(&recovered);
	return done;
}

enum status base_report(const struct knowledge_base *base, const struct invocation *invocation,
			const struct base_telling *telling)
{
	struct report_options options = {
		.lang = invocation->lang,
		.colour = telling->out == stderr ? invocation->colour_errors : invocation->colour,
		.width_cells = invocation->width_cells,
		.counts = {.articles = base->kb.n_articles,
			   .segments = knowledge_segments(&base->kb),
			   .entries = base->kb.n_entries},
		.source = {.read = read_quoted,
			   .hash = hash_of_quoted,
			   .context = (void *)&base->kb},
		.content = base->folder,
		.n_threads = telling->n_threads,
		.least = telling->least,
		.kept_path = telling->kept_path,
	};
	return report_write(report_format_find(slice_from(telling->format)), &options,
			    &base->findings, telling->out, invocation->problems);
}

static void say_unreadable(const struct knowledge_base *base, const struct invocation *invocation)
{
	bool is_one = base->kb.n_articles == 1;
	const char *file = is_one ? base->kb.articles[0].file : base->content;
	problem_report(invocation->problems, (struct place){.file = file},
		       "there is nothing to work on: no text, or broken front matter; mend what is "
		       "said above, or name other articles",
		       "処理できる記事がありません (本文がないか、フロント マターが壊れています)。"
		       "上の指摘を修正するか、別の記事を指定してください");
}

enum exit_status base_findings_status(const struct knowledge_base *base, bool is_strict)
{
	if (findings_count(&base->findings, SEVERITY_ERROR))
		return EXIT_FINDINGS;
	if (is_strict && findings_count(&base->findings, SEVERITY_WARNING))
		return EXIT_FINDINGS;
	return EXIT_CLEAN;
}

enum exit_status base_status(const struct knowledge_base *base, const struct invocation *invocation,
			     bool is_strict)
{
	if (base->is_all_unreadable) {
		say_unreadable(base, invocation);
		return EXIT_CANNOT;
	}
	return base_findings_status(base, is_strict);
}
