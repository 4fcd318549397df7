/*
 * taiyaku manual PAGE: the manual's pages about the program itself, for `make
 * install`. They are Markdown in templates/man/, filled with the commands and
 * options of the tables that also read the command line, so that none is
 * missing.
 */
#include "base.h"
#include "render/man_entry.h"
#include "render/mustache.h"
#include "source/article.h"
#include "text/linebreak.h"

static const struct command_line line = {
	.name = "manual",
	.what = {"Print a man page of the program itself.",
		 "プログラム自体の man ページを出力します。"},
	.operands = {"PAGE", "ページ"},
	.operands_min = 1,
	.operands_max = 1,
	.is_hidden = true,
};

/* --- What the tables say ------------------------------------------------------ */

struct filling {
	struct arena *arena;
	enum lang lang;
};

/* "en|ja", or the name of the value. */
static struct slice value_name(const struct filling *f, const struct option_row *row)
{
	struct buffer names;
	if (row->kind == OPTION_FLAG)
		return (struct slice){0};
	if (row->value[f->lang] || row->kind != OPTION_CHOICE)
		return slice_from(row->value[f->lang]);
	buffer_init(&names, BUFFER_MAX_PAGE);
	for (size_t i = 0; row->choices[i]; i++) {
		buffer_str(&names, i ? "|" : "");
		buffer_str(&names, row->choices[i]);
	}
	struct slice copy = arena_copy(f->arena, buffer_view(&names));
	buffer_release(&names);
	return copy;
}

static void add_options(const struct filling *f, struct value *into, const char *key,
			const struct option_row *rows, size_t count)
{
	struct value *list = value_set_list(f->arena, into, key);
	for (size_t i = 0; i < count; i++) {
		struct value *option = value_append_object(f->arena, list);
		value_set_str(f->arena, option, "name", rows[i].name);
		value_set_text(f->arena, option, "value", value_name(f, &rows[i]));
		value_set_str(f->arena, option, "help", rows[i].help[f->lang]);
		if (rows[i].letter)
			value_set_printf(f->arena, option, "letter", "%c", rows[i].letter);
	}
}

static struct value *program_data(const struct filling *f)
{
	struct value *data = value_object(f->arena);
	struct value *list = value_set_list(f->arena, data, "commands");
	for (const struct command *const *command = command_table; *command; command++) {
		const struct command_line *of = (*command)->line;
		if ((*command)->line->is_hidden)
			continue;
		struct value *entry = value_append_object(f->arena, list);
		value_set_str(f->arena, entry, "name", of->name);
		value_set_str(f->arena, entry, "what", of->what[f->lang]);
		value_set_text(f->arena, entry, "operands", slice_from(of->operands[f->lang]));
		value_set_text(f->arena, entry, "notes", slice_from(of->notes[f->lang]));
		add_options(f, entry, "options", of->rows, of->n_rows);
	}
	add_options(f, data, "common", common_options, COMMON_OPTIONS);
	return data;
}

/* --- The page ----------------------------------------------------------------- */

/* "taiyaku-site.5": what a link to another of these pages says. */
static struct man_target resolve(void *context, struct slice url)
{
	(void)context;
	size_t len = url.len;
	bool is_page = len > 2 && url.ptr[len - 2] == '.' && ascii_is_digit(url.ptr[len - 1]);
	if (!is_page || slice_find_char(url, '/', 0) != SLICE_NONE)
		return (struct man_target){.kind = MAN_TARGET_URL, .url = url};
	return (struct man_target){.kind = MAN_TARGET_PAGE,
				   .name = slice_sub(url, 0, len - 2),
				   .section = (unsigned int)(url.ptr[len - 1] - '0')};
}

static struct slice heading_of(struct arena *arena, const struct node *root)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (root->first && root->first->kind == NODE_HEADING)
		node_plain_text(root->first, &text);
	struct slice copy = arena_copy(arena, buffer_view(&text));
	buffer_release(&text);
	return copy;
}

static void put_page(const struct invocation *invocation, const struct article *article,
		     struct buffer *out)
{
	static const char *const manuals[][LANG_SIDES] = {
		{"General Commands Manual", "ユーザー コマンド"},
		{"File Formats Manual", "ファイル形式"},
	};
	enum lang lang = invocation->lang;
	const struct node *root = article->sides[lang].root;
	struct slice page = slice_from(invocation->options->operands[0]);
	struct man_target name = resolve(NULL, page);
	struct man_options options = {.breaker = line_breaker_new(), .resolve = resolve};
	struct man_page_head head = {
		.name = name.name,
		.section = name.section,
		.description = heading_of(invocation->arena, root),
		.lang = lang,
		.source = SLICE("Taiyaku " TAIYAKU_VERSION),
		.manual = slice_from(manuals[name.section != 1][lang]),
	};
	if (!options.breaker)
		out_of_memory();
	(void)day_parse(front_matter_get(&article->front, "ms.date"), &head.date);
	struct man_writer *man = man_begin(invocation->arena, out, &options, &head);
	man_article(man, root, lang);
	man_end(man);
	line_breaker_free(options.breaker);
}

static enum status no_partials(void *context, struct slice name, struct place at,
			       const struct mustache **out)
{
	*out = NULL;
	return problem_report(context, at, "there is no partial \"%.*s\" here; write it out",
			      "ここではパーシャル「%.*s」を使えません。内容を直接書いてください",
			      SLICE_ARG(name));
}

/* The page as Markdown. */
static enum status fill_in(const struct invocation *invocation, const char *path,
			   struct buffer *out)
{
	struct filling filling = {invocation->arena, invocation->lang};
	struct problems *problems = invocation->problems;
	struct mustache *template;
	struct slice text;
	enum status status = file_read(invocation->arena, path, problems, &text);
	if (status == STATUS_OK)
		status = mustache_parse(invocation->arena, path, text, problems, &template);
	if (status == STATUS_OK)
		status = mustache_link(template, no_partials, problems);
	if (status == STATUS_OK)
		status = mustache_run(template, program_data(&filling), problems, out);
	return status;
}

static enum status check_page(const struct invocation *invocation)
{
	const char *page = invocation->options->operands[0];
	if (resolve(NULL, slice_from(page)).kind == MAN_TARGET_PAGE)
		return STATUS_OK;
	return problem_report(invocation->problems, (struct place){0},
			      "\"%s\" is no page; write its name and section, such as taiyaku.1",
			      "「%s」はページではありません。taiyaku.1 "
			      "のように名前とセクションを指定してください",
			      page);
}

static enum exit_status run(const struct invocation *invocation)
{
	struct buffer markdown;
	struct buffer page;
	struct article article;
	buffer_init(&markdown, BUFFER_MAX_PAGE);
	buffer_init(&page, BUFFER_MAX_PAGE);
	enum status status = check_page(invocation);
	const char *path =
		arena_printf(invocation->arena, "%s/%s.%s.mustache",
			     base_path(invocation, "templates/man"),
			     invocation->options->operands[0], lang_name(invocation->lang))
			.ptr;
	if (status == STATUS_OK)
		status = fill_in(invocation, path, &markdown);
	if (status == STATUS_OK) {
		status = problem_memory(invocation->problems,
					article_read(&article, path, buffer_view(&markdown)));
		if (status == STATUS_OK) {
			put_page(invocation, &article, &page);
			(void)fwrite(page.ptr, 1, page.len, stdout);
		}
		article_release(&article);
	}
	buffer_release(&markdown);
	buffer_release(&page);
	return status == STATUS_OK ? EXIT_CLEAN : EXIT_CANNOT;
}

const struct command command_manual = {&line, run};
