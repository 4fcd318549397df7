/* The list of findings, and the one place that turns a finding into text. */
#include "base/finding.h"

#include "base/array.h"
#include "base/eight.h"

#include <stdlib.h>
#include <string.h>

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_OFF] = "off",
		[SEVERITY_INFO] = "info",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error",
	};
	return names[severity];
}

void findings_init(struct findings *findings, struct arena *arena, const char *file,
		   const struct lines *lines)
{
	*findings = (struct findings){.arena = arena, .file = file, .lines = lines};
}

void findings_release(struct findings *findings)
{
	free(findings->items);
	free(findings->tallies);
	findings->items = NULL;
	findings->tallies = NULL;
	findings->count = findings->capacity = 0;
	findings->n_tallies = findings->tallies_capacity = 0;
}

static struct finding *push(struct findings *findings)
{
	if (!array_room(&findings->items, &findings->capacity, findings->count + 1))
		return NULL;
	struct finding *finding = &findings->items[findings->count++];
	*finding = (struct finding){0};
	return finding;
}

void findings_limit(struct findings *findings, size_t most)
{
	findings->most_of_a_rule = most;
}

/* NULL when memory is out. */
static struct findings_tally *tally_of(struct findings *findings, const struct rule *rule)
{
	for (size_t i = 0; i < findings->n_tallies; i++)
		if (findings->tallies[i].rule == rule)
			return &findings->tallies[i];
	if (!array_room(&findings->tallies, &findings->tallies_capacity, findings->n_tallies + 1))
		return NULL;
	findings->tallies[findings->n_tallies] = (struct findings_tally){.rule = rule};
	return &findings->tallies[findings->n_tallies++];
}

bool findings_are_enough(const struct findings *findings, const struct rule *rule)
{
	for (size_t i = 0; i < findings->n_tallies; i++)
		if (findings->tallies[i].rule == rule)
			return findings->tallies[i].count >= findings->most_of_a_rule;
	return false;
}

/* NULL when memory is out. */
static struct finding *clean_spare(struct findings *findings)
{
	if (!findings->spare)
		findings->spare = arena_alloc(findings->arena, sizeof(*findings->spare));
	if (findings->spare)
		*findings->spare = (struct finding){0};
	return findings->spare;
}

static struct finding *push_of_rule(struct findings *findings, const struct rule *rule)
{
	if (findings->most_of_a_rule) {
		struct findings_tally *tally = tally_of(findings, rule);
		if (!tally)
			return NULL;
		if (++tally->count > findings->most_of_a_rule) {
			return clean_spare(findings);
		}
	}
	return push(findings);
}

struct finding *findings_add(struct findings *findings, const struct rule *rule, enum lang lang,
			     struct span bytes)
{
	struct finding *finding = push_of_rule(findings, rule);
	if (!finding)
		return NULL;
	finding->rule = rule;
	finding->severity = rule->severity;
	finding->lang = lang;
	finding->file = findings->file;
	finding->bytes = bytes;
	finding->start = finding->end = (struct position){1, 1};
	if (findings->lines) {
		finding->start = lines_position(findings->lines, bytes.start);
		finding->end = lines_position_behind(findings->lines, bytes.start, finding->start,
						     bytes.end);
	}
	return finding;
}

enum status finding_arg(struct findings *findings, struct finding *finding, struct slice text)
{
	if (finding->n_args == FINDING_ARGS_MAX)
		return STATUS_OK;
	struct slice copy = arena_copy(findings->arena, text);
	if (!copy.ptr)
		return STATUS_NO_MEMORY;
	finding->args[finding->n_args][LANG_EN] = copy;
	finding->args[finding->n_args++][LANG_JA] = copy;
	return STATUS_OK;
}

void finding_arg_words(struct finding *finding, const char *en, const char *ja)
{
	if (finding->n_args == FINDING_ARGS_MAX)
		return;
	finding->args[finding->n_args][LANG_EN] = slice_from(en);
	finding->args[finding->n_args++][LANG_JA] = slice_from(ja);
}

static enum status copy_text(struct arena *arena, struct slice *text)
{
	if (text->len == 0)
		return STATUS_OK;
	*text = arena_copy(arena, *text);
	return text->ptr ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status copy_arg(struct arena *arena, struct slice arg[LANG_SIDES])
{
	bool is_same = arg[LANG_EN].ptr == arg[LANG_JA].ptr;
	enum status status = copy_text(arena, &arg[LANG_EN]);
	if (is_same)
		arg[LANG_JA] = arg[LANG_EN];
	else if (status == STATUS_OK)
		status = copy_text(arena, &arg[LANG_JA]);
	return status;
}

static enum status copy_one(struct findings *into, const struct finding *from, const char *file)
{
	struct finding *finding = push(into);
	if (!finding)
		return STATUS_NO_MEMORY;
	*finding = *from;
	finding->file = file;
	enum status status = copy_text(into->arena, &finding->segment);
	if (status == STATUS_OK)
		status = copy_text(into->arena, &finding->code);
	for (size_t i = 0; status == STATUS_OK && i < finding->n_args; i++)
		status = copy_arg(into->arena, finding->args[i]);
	return status;
}

enum status findings_reserve(struct findings *findings, size_t count)
{
	if (count <= findings->capacity)
		return STATUS_OK;
	struct finding *items = reallocarray(findings->items, count, sizeof(*items));
	if (!items)
		return STATUS_NO_MEMORY;
	findings->items = items;
	findings->capacity = count;
	return STATUS_OK;
}

enum status findings_move(struct findings *into, struct findings *from)
{
	if (!array_room(&into->items, &into->capacity, into->count + from->count))
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < from->count; i++)
		into->items[into->count++] = from->items[i];
	findings_release(from);
	return STATUS_OK;
}

enum status findings_copy(struct findings *into, const struct findings *from)
{
	const char *known = NULL; /* the last file name copied, and its copy */
	const char *copy = NULL;
	if (findings_reserve(into, into->count + from->count) != STATUS_OK)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < from->count; i++) {
		const char *file = from->items[i].file;
		if (file && (!known || strcmp(file, known) != 0)) {
			copy = arena_copy(into->arena, slice_from(file)).ptr;
			if (!copy)
				return STATUS_NO_MEMORY;
			known = file;
		}
		if (copy_one(into, &from->items[i], file ? copy : NULL) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

static int compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;
	int order = 0;
	if (a->file != b->file) /* all of an article mostly share one name */
		order = strcmp(a->file ? a->file : "", b->file ? b->file : "");
	if (!order)
		order = compare_numbers(a->start.line, b->start.line);
	if (!order)
		order = compare_numbers(a->start.column, b->start.column);
	if (!order)
		order = strcmp(a->rule->id, b->rule->id);
	if (!order)
		order = (int)a->lang - (int)b->lang;
	if (!order)
		order = slice_compare(a->code, b->code);
	for (size_t i = 0; !order && i < a->n_args && i < b->n_args; i++)
		order = slice_compare(a->args[i][LANG_EN], b->args[i][LANG_EN]);
	return order;
}

/* As those of the articles one behind the other mostly are. */
static bool is_sorted(const struct findings *findings)
{
	size_t i = 1;
	while (i < findings->count && compare(&findings->items[i - 1], &findings->items[i]) <= 0)
		i++;
	return i >= findings->count;
}

void findings_sort(struct findings *findings)
{
	if (!is_sorted(findings))
		qsort(findings->items, findings->count, sizeof(*findings->items), compare);
}

size_t findings_count(const struct findings *findings, enum severity severity)
{
	size_t n = 0;
	for (size_t i = 0; i < findings->count; i++)
		n += findings->items[i].severity == severity;
	return n;
}

/* Of an argument in a message: who reads the beginning of what is as long as a picture in a
   data: address sees which one is meant, and the place leads to the rest. */
enum { QUOTE_MAX_BYTES = 200 };

/* How many of eight bytes, from the first, are no control characters. */
static size_t visible_bytes(uint64_t eight)
{
	return eight_before(eight_below(eight, ' ') | eight_equal(eight, 0x7f));
}

/* Arguments are an article's words: a terminal or a page must not obey them. */
static void append_visible(struct buffer *out, struct slice whole)
{
	struct slice text = slice_cut(whole, QUOTE_MAX_BYTES);
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; (at = eight_end(text, at, visible_bytes)) < text.len; at++) {
		char c = text.ptr[at];
		buffer_slice(out, slice_sub(text, from, at));
		buffer_str(out, c == '\n' || c == '\t' ? " " : "\xEF\xBF\xBD");
		from = at + 1;
	}
	buffer_slice(out, slice_skip(text, from));
	if (text.len < whole.len)
		buffer_str(out, "…");
}

static const char *language_word(enum lang about, enum lang in)
{
	static const char *const words[][LANG_SIDES] = {
		[LANG_EN] = {"English", "英語"},
		[LANG_JA] = {"Japanese", "日本語"},
		[LANG_BOTH] = {"both languages", "両言語"},
	};
	return words[about][in];
}

/* Length of the placeholder at the start of `text`, filled in; or 0. */
static size_t append_placeholder(const struct finding *finding, enum lang lang, const char *text,
				 struct buffer *out)
{
	const struct slice language = SLICE("{lang}");
	if (slice_starts_with(slice_from(text), language)) {
		buffer_str(out, language_word(finding->lang, lang));
		return language.len;
	}
	if (text[0] != '{' || !ascii_is_digit(text[1]) || text[2] != '}')
		return 0;
	size_t arg = (size_t)(text[1] - '0');
	if (arg < finding->n_args)
		append_visible(out, finding->args[arg][lang]);
	return 3;
}

void finding_message(const struct finding *finding, enum lang lang, struct buffer *out)
{
	if (lang != LANG_JA)
		lang = LANG_EN;
	for (const char *text = finding->rule->message[lang]; *text;) {
		size_t len = *text == '{' ? append_placeholder(finding, lang, text, out) : 0;
		if (len == 0) {
			const char *next = strchr(text + 1, '{');
			len = next ? (size_t)(next - text) : strlen(text);
			buffer_append(out, text, len);
		}
		text += len;
	}
}
