/* taiyaku explain: the entry of a code, in the terminal. */
#include "catalogue_source.h"
#include "lookup/answer.h"
#include "pager.h"
#include "text/linebreak.h"
#include "text/visible.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT, CONTENT, CATALOGUE, N_OPTIONS };
enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_MAN, FORMAT_MARKDOWN };

static const char *const formats[] = {[FORMAT_TEXT] = "text",
				      [FORMAT_JSON] = "json",
				      [FORMAT_MAN] = "man",
				      [FORMAT_MARKDOWN] = "markdown",
				      NULL};

static const struct option_row rows[] = {
	[FORMAT] = {.name = "format",
		    .kind = OPTION_CHOICE,
		    .choices = formats,
		    .help = {"How to print the entry; \"man\" is for \"man -l -\".",
			     "エントリの出力形式を選びます。man は「man -l -」で表示できます。"}},
	[CONTENT] = CATALOGUE_SOURCE_CONTENT,
	[CATALOGUE] = CATALOGUE_SOURCE_FILE,
};

static const struct command_line line = {
	.name = "explain",
	.what = {"Show the entry of a code: what it means, its cause and its fix.",
		 "コードの意味、原因、対処方法を表示します。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands = {"CODE...", "コード..."},
	.operands_min = 1,
	.operands_max = SIZE_MAX,
};

enum { COLUMNS_DEFAULT = 80, COLUMNS_MAX = 1000 };

struct explain {
	const struct invocation *invocation;
	enum format format;
	const char **asked;
	size_t n_asked;
	struct query *queries;
	struct catalogue_source source;
	struct buffer out;
	enum exit_status status;
};

/* --- What was asked ----------------------------------------------------------- */

static bool is_reply(const char *text)
{
	return strlen(text) == 3 && strchr("245", text[0]) && ascii_is_digit(text[1]) &&
	       ascii_is_digit(text[2]);
}

/* "4.4.312", "#4.4.312": what a basic reply code may stand before. */
static bool is_status(const char *text)
{
	text += *text == '#';
	return text[0] && strchr("245", text[0]) && text[1] == '.';
}

/* A reply code and the code behind it come as two words from a shell. */
static void join_replies(struct explain *e)
{
	const struct options *options = e->invocation->options;
	e->asked = arena_array(e->invocation->arena, options->n_operands, sizeof(*e->asked));
	for (size_t i = 0; i < options->n_operands; i++) {
		const char *text = options->operands[i];
		bool joins = is_reply(text) && i + 1 < options->n_operands &&
			     is_status(options->operands[i + 1]);
		if (joins)
			text = arena_printf(e->invocation->arena, "%s %s", text,
					    options->operands[++i])
				       .ptr;
		e->asked[e->n_asked++] = text;
	}
}

/* --- Finding ------------------------------------------------------------------ */

static enum status find_all(struct explain *e)
{
	for (size_t i = 0; i < e->n_asked; i++) {
		enum status status = query_find(e->source.catalogue, e->invocation->arena,
						slice_from(e->asked[i]), &e->queries[i]);
		if (status != STATUS_OK)
			return problem_memory(e->invocation->problems, status);
	}
	return STATUS_OK;
}

static bool is_any_stale(const struct explain *e)
{
	for (size_t i = 0; i < e->n_asked; i++) {
		struct slice article = {0};
		const struct catalogue *catalogue = e->source.catalogue;
		if (e->queries[i].result == QUERY_FOUND) {
			size_t at = catalogue_entry_at(catalogue, e->queries[i].entry).article;
			article = catalogue_article_at(catalogue, at).path;
		}
		if (catalogue_source_is_stale(&e->source, e->invocation, article))
			return true;
	}
	return false;
}

/* --- Telling ------------------------------------------------------------------ */

static void worse(struct explain *e, enum exit_status status)
{
	if (status > e->status)
		e->status = status;
}

/* The code as it was meant: without the zeros. Empty where that is none, or has
   no entry. */
static struct slice meant_instead(struct explain *e, struct slice normal)
{
	struct buffer text;
	struct query query;
	struct slice meant = {0};
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < normal.len; i++) {
		bool is_first = i == 0 || !ascii_is_digit(normal.ptr[i - 1]);
		bool has_more = i + 1 < normal.len && ascii_is_digit(normal.ptr[i + 1]);
		while (is_first && normal.ptr[i] == '0' && has_more)
			has_more = ++i + 1 < normal.len && ascii_is_digit(normal.ptr[i + 1]);
		buffer_char(&text, normal.ptr[i]);
	}
	struct slice kept = arena_copy(e->invocation->arena, buffer_view(&text));
	if (query_find(e->source.catalogue, e->invocation->arena, kept, &query) == STATUS_OK &&
	    query.result == QUERY_FOUND)
		meant = query.code.normal;
	buffer_release(&text);
	return meant;
}

static void say_faulty(struct explain *e, const struct query *query)
{
	struct problems *problems = e->invocation->problems;
	struct slice code = query->code.normal;
	struct slice meant = meant_instead(e, code);
	const char *reason = "";
	for (unsigned int fault = 1; fault <= CODE_RANGE; fault *= 2)
		if (query->code.faults & fault & CODE_BAD) {
			reason = code_fault_text((enum code_fault)fault, problems->lang);
			break;
		}
	if (meant.len)
		problem_report(problems, (struct place){0}, "%.*s: %s; did you mean %.*s?",
			       "%.*s: %s。%.*s のことですか", SLICE_ARG(code), reason,
			       SLICE_ARG(meant));
	else
		problem_report(problems, (struct place){0}, "%.*s: %s", "%.*s: %s", SLICE_ARG(code),
			       reason);
}

static void say_no_code(struct explain *e, const char *asked)
{
	struct buffer shown;
	buffer_init(&shown, BUFFER_MAX_PAGE);
	text_visible(slice_from(asked), &shown);
	problem_report(e->invocation->problems, (struct place){0},
		       "\"%.*s\" is no error code; write one such as 4.4.312, \"550 5.1.1\" or "
		       "0x80070005",
		       "「%.*s」はエラー コードではありません。4.4.312、\"550 5.1.1\"、0x80070005 "
		       "のように指定してください",
		       SLICE_ARG(buffer_view(&shown)));
	buffer_release(&shown);
}

/* False where there is nothing to tell on standard output. */
static bool is_tellable(struct explain *e, size_t i)
{
	const struct query *query = &e->queries[i];
	switch (query->result) {
	case QUERY_FOUND:
		return true;
	case QUERY_FAULTY:
		say_faulty(e, query);
		worse(e, EXIT_CANNOT);
		return false;
	case QUERY_NO_CODE:
		say_no_code(e, e->asked[i]);
		worse(e, EXIT_CANNOT);
		return false;
	default:
		worse(e, EXIT_FINDINGS);
		return true;
	}
}

static void put_border(struct explain *e, struct slice border)
{
	if (e->out.len)
		buffer_slice(&e->out, border);
}

static enum status tell(struct explain *e, const struct answering *answering, size_t i)
{
	struct slice asked = slice_from(e->asked[i]);
	if (!is_tellable(e, i))
		return STATUS_OK;
	switch (e->format) {
	case FORMAT_MAN:
		return answer_man(answering, &e->queries[i], &e->out);
	case FORMAT_MARKDOWN:
		put_border(e, SLICE("\n"));
		return answer_markdown(answering, asked, &e->queries[i], &e->out);
	default:
		put_border(e, SLICE("\n\n"));
		return answer_text(answering, asked, &e->queries[i], &e->out);
	}
}

static enum status tell_json(struct explain *e, const struct answering *answering)
{
	enum { LINES_DEPTH = 2 };
	struct json json;
	enum status status = STATUS_OK;
	json_init(&json, &e->out, LINES_DEPTH);
	json_begin_object(&json);
	json_key(&json, "version");
	json_put_size(&json, 1);
	json_key(&json, "answers");
	json_begin_array(&json);
	for (size_t i = 0; i < e->n_asked && status == STATUS_OK; i++) {
		(void)is_tellable(e, i);
		status = answer_json(answering, slice_from(e->asked[i]), &e->queries[i], &json);
	}
	if (status != STATUS_OK)
		return status;
	json_end_array(&json);
	json_end_object(&json);
	json_finish(&json);
	return STATUS_OK;
}

static enum status tell_all(struct explain *e, const struct answering *answering)
{
	enum status status = STATUS_OK;
	if (e->format == FORMAT_JSON)
		return tell_json(e, answering);
	for (size_t i = 0; i < e->n_asked && status == STATUS_OK; i++)
		status = tell(e, answering, i);
	return status;
}

/* --- The terminal ------------------------------------------------------------- */

/* The window's, or what the shell says of it, or the usual one. */
static size_t columns_of(const struct invocation *invocation)
{
	const char *given = getenv("COLUMNS");
	size_t columns = 0;
	if (invocation->width_cells)
		return invocation->width_cells;
	for (; given && ascii_is_digit(*given) && columns < COLUMNS_MAX; given++)
		columns = columns * 10 + (size_t)(*given - '0');
	return columns && columns < COLUMNS_MAX ? columns : COLUMNS_DEFAULT;
}

/* Bold type is no colour: NO_COLOR does not concern it. */
static bool is_styled(const struct invocation *invocation)
{
	const struct option_value *color = &invocation->options->common[COMMON_COLOR];
	const char *term = getenv("TERM");
	if (color->count && color->choice != COLOR_AUTO)
		return color->choice == COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static enum status answer(struct explain *e)
{
	const struct invocation *invocation = e->invocation;
	struct answering answering = {
		.catalogue = e->source.catalogue,
		.arena = invocation->arena,
		.problems = invocation->problems,
		.breaker = line_breaker_new(),
		.lang = invocation->lang,
		.columns = columns_of(invocation),
		.is_styled = is_styled(invocation),
	};
	answering.has_links = answering.is_styled && isatty(STDOUT_FILENO) && pager_has_links();
	if (!answering.breaker)
		out_of_memory();
	enum status status = tell_all(e, &answering);
	line_breaker_free(answering.breaker);
	return status;
}

static enum status explain(struct explain *e)
{
	const struct option_value *own = e->invocation->options->own;
	enum status status = catalogue_source_open(&e->source, e->invocation, own[CATALOGUE].text,
						   own[CONTENT].text);
	if (status == STATUS_OK)
		status = find_all(e);
	if (status == STATUS_OK && is_any_stale(e)) {
		status = catalogue_source_refresh(&e->source, e->invocation);
		if (status == STATUS_OK)
			status = find_all(e);
	}
	return status == STATUS_OK ? answer(e) : status;
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	struct explain e = {.invocation = invocation, .status = EXIT_CLEAN};
	e.format = own[FORMAT].count ? (enum format)own[FORMAT].choice : FORMAT_TEXT;
	buffer_init(&e.out, BUFFER_MAX_PAGE);
	join_replies(&e);
	e.queries = arena_array(invocation->arena, e.n_asked, sizeof(*e.queries));
	if (explain(&e) != STATUS_OK)
		e.status = EXIT_CANNOT;
	else if (e.format == FORMAT_TEXT)
		pager_show(buffer_view(&e.out));
	else if (e.out.len)
		(void)fwrite(e.out.ptr, 1, e.out.len, stdout);
	catalogue_source_close(&e.source);
	buffer_release(&e.out);
	return e.status;
}

const struct command command_explain = {&line, run};
