/*
 * Lines of man(7) source. Everything from an article passes man_escape here,
 * so that nothing of it can become a request or an escape.
 *
 * Each line is closed in itself: it begins and ends in the roman font, for
 * macros between lines change the font behind the text's back.
 */
#include "man_parts.h"

#include "text/transform.h"
#include "text/unicode.h"

#include <stdarg.h>

static const char *const font_escape[] = {
	[FONT_ROMAN] = "\\fR",
	[FONT_BOLD] = "\\fB",
	[FONT_ITALIC] = "\\fI",
	[FONT_BOLD_ITALIC] = "\\f(BI",
};

/* What stands for a character that roff or a reader's font would change:
   groff shows a plain '-' as a hyphen that cannot be pasted into a shell, and
   plain quotes as curly ones. */
static const char *escape_of(int32_t c)
{
	switch (c) {
	case '\\':
		return "\\e";
	case '-':
		return "\\-";
	case '\'':
		return "\\(aq";
	case '`':
		return "\\(ga";
	case '^':
		return "\\(ha";
	case '~':
		return "\\(ti";
	case '"':
		return "\\(dq";
	case 0xA0: /* no-break space */
		return "\\~";
	case '\n':
	case '\t':
		return " ";
	default:
		return NULL;
	}
}

void man_escape(struct slice text, struct buffer *out)
{
	size_t from = 0; /* all before it is written */
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		const char *escape = escape_of(utf8_next(text, &at));
		if (!escape)
			continue;
		buffer_slice(out, slice_sub(text, from, start));
		buffer_str(out, escape);
		from = at;
	}
	buffer_slice(out, slice_skip(text, from));
}

/* A buffer's text, kept in the writer's arena. */
static struct slice keep(struct man_writer *man, struct buffer *text)
{
	struct slice kept = arena_copy(man->arena, buffer_view(text));
	buffer_release(text);
	return kept;
}

struct slice man_printable(struct man_writer *man, struct slice text)
{
	struct buffer printable;
	buffer_init(&printable, man->out->max);
	if (text_printable(text, &printable) != STATUS_OK)
		man->out->failed = true;
	return keep(man, &printable);
}

const char *man_escaped(struct man_writer *man, struct slice text)
{
	struct buffer escaped;
	buffer_init(&escaped, man->out->max);
	man_escape(man_printable(man, text), &escaped);
	man->out->failed |= escaped.failed;
	return keep(man, &escaped).ptr;
}

/* groff's ja.tmac forbids a break behind these, yet breaks there when the
   line is exactly full; "\&" parts the two characters' rules. */
static bool is_opening_for_groff(int32_t c)
{
	switch (c) {
	case 0x300C: /* 「 */
	case 0x300E: /* 『 */
	case 0x3010: /* 【 */
	case 0x3014: /* 〔 */
	case 0xFF08: /* （ */
	case 0xFF3B: /* ［ */
		return true;
	default:
		return false;
	}
}

static void escape_japanese(struct slice text, struct buffer *out)
{
	size_t start = 0;
	for (size_t at = 0; at < text.len;) {
		if (!is_opening_for_groff(utf8_next(text, &at)))
			continue;
		man_escape(slice_sub(text, start, at), out);
		buffer_str(out, "\\&");
		start = at;
	}
	man_escape(slice_skip(text, start), out);
}

void man_text(struct man_writer *man, struct slice text, enum man_font font)
{
	while (!man->line.len && text.len && text.ptr[0] == ' ')
		text = slice_skip(text, 1);
	if (!text.len)
		return;
	if (font != man->font)
		buffer_str(&man->line, font_escape[font]);
	man->font = font;
	if (!man->line.len && text.ptr[0] == '.')
		buffer_str(&man->line, "\\&");
	if (man->head->lang == LANG_JA)
		escape_japanese(text, &man->line);
	else
		man_escape(text, &man->line);
}

void man_raw(struct man_writer *man, const char *roff)
{
	buffer_str(&man->line, roff);
}

/* mandoc calls a line long by its bytes, counts each character beyond ASCII
   as eight, and looks away when the line begins with an escape, a request or
   a wide character. */
static bool is_long_for_mandoc(struct slice line)
{
	enum { LIMIT = 80, BEYOND_ASCII = 8 };
	size_t count = 0, first = 0;
	int32_t c = utf8_next(line, &first);
	if (c == '\\' || c == '.' || code_point_width(c) == 2)
		return false;
	for (size_t at = 0; at < line.len && count <= LIMIT;)
		count += utf8_next(line, &at) < 0x80 ? 1 : BEYOND_ASCII;
	return count > LIMIT;
}

void man_roman(struct man_writer *man)
{
	if (man->font != FONT_ROMAN)
		man_raw(man, font_escape[FONT_ROMAN]);
	man->font = FONT_ROMAN;
}

void man_line_end_with(struct man_writer *man, const char *tail)
{
	struct buffer *line = &man->line;
	man_roman(man);
	man_raw(man, tail);
	if (is_long_for_mandoc(buffer_view(line)))
		buffer_str(&man->body, "\\&");
	buffer_slice(&man->body, buffer_view(line));
	buffer_char(&man->body, '\n');
	man->out->failed |= line->failed;
	buffer_clear(line);
}

void man_line_end(struct man_writer *man)
{
	struct buffer *line = &man->line;
	while (line->len && line->ptr[line->len - 1] == ' ')
		buffer_truncate(line, line->len - 1);
	if (line->len)
		man_line_end_with(man, "");
}

void man_request(struct man_writer *man, const char *format, ...)
{
	va_list args;
	man_line_end(man);
	va_start(args, format);
	buffer_char(&man->body, '.');
	buffer_vprintf(&man->body, format, args);
	buffer_char(&man->body, '\n');
	va_end(args);
}

bool man_ends_sentence(struct slice text)
{
	while (text.len) {
		char last = text.ptr[--text.len];
		if (last == '.' || last == '?' || last == '!')
			return true;
		if (last != ')' && last != ']' && last != '\'' && last != '"' && last != '*')
			return false;
	}
	return false;
}
