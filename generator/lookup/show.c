/* Answers as text. */
#include "lookup/show.h"

#include "text/unicode.h"
#include "text/visible.h"

#include <string.h>

enum { INDENT = 2, DEEPER = 4, WIDTH_MIN = 20, QUOTE_MAX_BYTES = 300 };

#define BOLD  "\033[1m"
#define FAINT "\033[2m"
#define RESET "\033[0m"

static const char *word(enum lang lang, const char *en, const char *ja)
{
	return lang == LANG_JA ? ja : en;
}

struct slice show_title(const struct known_entry *entry, enum lang lang)
{
	const struct slice *titles = entry->titles;
	return titles[lang].len ? titles[lang] : titles[lang_other(lang)];
}

struct slice show_url(const struct show *show, struct arena *arena, const struct known_entry *entry)
{
	if (!show->catalogue)
		return (struct slice){0};
	struct catalogue_entry of = catalogue_entry_at(show->catalogue, entry->number);
	return catalogue_entry_url(show->catalogue, arena, &of, show->lang);
}

/* --- Wrapping --------------------------------------------------------------- */

static size_t width_of(struct slice text)
{
	while (text.len && text.ptr[text.len - 1] == ' ')
		text.len--; /* blanks may hang over the edge */
	return text_width(text);
}

static void put_line(struct slice line, size_t indent, struct buffer *out)
{
	while (line.len && ascii_is_blank(line.ptr[line.len - 1]))
		line.len--;
	buffer_repeat(out, ' ', indent);
	buffer_slice(out, line);
	buffer_char(out, '\n');
}

static void wrap(const struct show *show, struct slice text, size_t indent, struct buffer *out)
{
	size_t width =
		show->width_cells > indent + WIDTH_MIN ? show->width_cells - indent : WIDTH_MIN;
	struct arena arena;
	struct line_breaks breaks;
	size_t start = 0;
	size_t last = 0; /* the last break that fits */
	arena_init_must(&arena);
	if (line_breaks_find(show->breaker, &arena, text, &breaks) != STATUS_OK)
		out_of_memory();
	for (size_t i = 0; i < breaks.count; i++) {
		size_t end = breaks.offsets[i];
		if (last > start && width_of(slice_sub(text, start, end)) > width) {
			put_line(slice_sub(text, start, last), indent, out);
			start = last;
		}
		last = end;
	}
	if (start < text.len)
		put_line(slice_skip(text, start), indent, out);
	arena_release(&arena);
}

void show_wrapped(const struct show *show, struct slice text, size_t indent, struct buffer *out)
{
	struct buffer visible;
	buffer_init(&visible, BUFFER_MAX_PAGE);
	text_visible(text, &visible);
	wrap(show, buffer_view(&visible), indent, out);
	buffer_release(&visible);
}

static void put_styled(const struct show *show, const char *style, struct slice text,
		       struct buffer *out)
{
	if (show->colour)
		buffer_str(out, style);
	text_visible(text, out);
	if (show->colour)
		buffer_str(out, RESET);
}

/* --- Codes ------------------------------------------------------------------ */

static void put_code(const struct show *show, const struct found_code *code, struct buffer *out)
{
	put_styled(show, BOLD, code->code.normal, out);
	if (code->code.reply.len)
		buffer_printf(out, " (%.*s)", SLICE_ARG(code->code.reply));
	if (code->recipient.len) {
		buffer_str(out, " ");
		text_visible(code->recipient, out);
	}
}

static void put_place(const struct show *show, const struct found_code *code, struct buffer *out)
{
	struct buffer text;
	bool is_ja = show->lang == LANG_JA;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_printf(&text, is_ja ? "検出箇所: %s" : "Found %s",
		      code_place_words(code->place, show->lang));
	if (code->line > 1)
		buffer_printf(&text, is_ja ? " (%zu 行目)" : ", line %zu", code->line);
	if (code->count > 1 && code->line)
		buffer_printf(&text, is_ja ? "、%zu 回" : ", %zu times", code->count);
	show_wrapped(show, buffer_view(&text), INDENT, out);
	buffer_release(&text);
}

static void put_words(const struct show *show, const struct found_code *code, struct buffer *out)
{
	struct slice words = code->words;
	bool is_long = words.len > QUOTE_MAX_BYTES;
	if (words.len == 0)
		return;
	struct arena arena;
	arena_init_must(&arena);
	struct slice quote =
		arena_printf(&arena, "> %.*s%s", SLICE_ARG(slice_cut(words, QUOTE_MAX_BYTES)),
			     is_long ? "…" : "");
	if (show->colour)
		buffer_str(out, FAINT);
	show_wrapped(show, quote, INDENT, out);
	if (show->colour)
		buffer_str(out, RESET);
	arena_release(&arena);
}

static void put_other_codes(const struct show *show, const struct found *found, struct buffer *out)
{
	enum { SHOWN_MAX = 9 };
	struct buffer text;
	if (found->count < 2)
		return;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, word(show->lang, "Other codes: ", "その他のコード: "));
	for (size_t i = 1; i < found->count && i <= SHOWN_MAX; i++) {
		const struct found_code *code = &found->items[i];
		buffer_str(&text, i > 1 ? word(show->lang, ", ", "、") : "");
		buffer_slice(&text, code->code.normal);
		bool is_others = code->recipient.len &&
				 !slice_eq(code->recipient, found->items[0].recipient);
		if (code->count > 1 && code->line)
			buffer_printf(&text, word(show->lang, " (%zu times)", " (%zu 回)"),
				      code->count);
		else if (is_others)
			buffer_printf(&text, " (%.*s)", SLICE_ARG(code->recipient));
	}
	if (found->count > SHOWN_MAX + 1)
		buffer_printf(&text, word(show->lang, " and %zu more", " ほか %zu 個"),
			      found->count - SHOWN_MAX - 1);
	show_wrapped(show, buffer_view(&text), INDENT, out);
	buffer_release(&text);
}

/* --- Entries ---------------------------------------------------------------- */

static void put_entry(const struct show *show, const struct fit *e, bool has_why,
		      struct buffer *out)
{
	struct arena arena;
	struct buffer why;
	arena_init_must(&arena);
	buffer_init(&why, BUFFER_MAX_PAGE);
	if (show->colour)
		buffer_str(out, BOLD);
	show_wrapped(show, show_title(e->entry, show->lang), INDENT, out);
	if (show->colour)
		buffer_str(out, RESET);
	fit_why(e, show->lang, &why);
	if (has_why)
		show_wrapped(show, buffer_view(&why), DEEPER, out);
	struct slice url = show_url(show, &arena, e->entry);
	if (url.len)
		put_line(url, DEEPER, out);
	else if (has_why)
		show_wrapped(show, e->entry->article, DEEPER, out);
	buffer_release(&why);
	arena_release(&arena);
}

static void put_entries(const struct show *show, const struct fits *fits, struct buffer *out)
{
	const struct fit *best = &fits->items[0];
	bool is_of_code = best->why == WHY_CODE || best->why == WHY_RANGE;
	put_entry(show, best, !show->is_brief || !is_of_code, out);
	if (show->is_brief)
		return;
	show_body(show, best->entry, out);
	if (fits->count < 2)
		return;
	buffer_printf(out, "\n%s\n", word(show->lang, "See also:", "関連するエントリ:"));
	for (size_t i = 1; i < fits->count; i++)
		put_entry(show, &fits->items[i], true, out);
}

static void put_nothing(const struct show *show, const struct found *found, const struct fits *fits,
			struct buffer *out)
{
	if (found->recipient.len) {
		buffer_char(out, ' ');
		text_visible(found->recipient, out);
	}
	buffer_printf(out, " %s\n",
		      fits->count ? word(show->lang, "no code, but words that are known",
					 "コードはありませんが、既知の文言があります")
				  : word(show->lang, "no error code found",
					 "エラー コードが見つかりません"));
}

static void put_note(const struct show *show, const char *en, const char *ja, struct buffer *out)
{
	show_wrapped(show, slice_from(word(show->lang, en, ja)), INDENT, out);
}

void show_text(const struct show *show, const char *input, const struct found *found,
	       const struct fits *fits, struct buffer *out)
{
	text_visible(slice_from(strcmp(input, "-") == 0
					? word(show->lang, "standard input", "標準入力")
					: input),
		     out);
	buffer_char(out, ':');
	if (found->count) {
		buffer_char(out, ' ');
		put_code(show, &found->items[0], out);
		buffer_char(out, '\n');
	} else {
		put_nothing(show, found, fits, out);
	}
	if (found->count && !show->is_brief) {
		put_place(show, &found->items[0], out);
		put_words(show, &found->items[0], out);
		put_other_codes(show, found, out);
		buffer_char(out, '\n');
	}
	if (found->count && is_success(&found->items[0].code))
		put_note(show,
			 "Class 2 tells of success: nothing failed here, as far as this says.",
			 "クラス 2 は成功を示すコードです。エラーは報告されていません。", out);
	if (fits->count)
		put_entries(show, fits, out);
	else if (found->count && !is_success(&found->items[0].code))
		put_note(show, "The knowledge base has no entry for this.",
			 "このコードのエントリはナレッジ ベースにありません。", out);
	if (found->is_cut)
		put_note(show, "Some of it was too large and was not read.",
			 "大きすぎるため、一部は読み取っていません。", out);
	if (!show->is_brief)
		buffer_char(out, '\n');
}
