/*
 * The line of the last question is remembered: places ascend, so a long line
 * with many segments is looked through once.
 */
#include "borders.h"

#include "html_tokens.h"
#include "raw_html.h"

#include <string.h>

void border_finder_init(struct border_finder *finder, struct slice text)
{
	*finder = (struct border_finder){.text = text};
	finder->line.end = SLICE_NONE; /* none yet */
}

/* --- Lines -------------------------------------------------------------- */

static bool is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

bool introduces_block(char c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '>':
	case '*':
	case '-':
	case '+':
	case '.':
	case ')':
		return true;
	default:
		return ascii_is_digit(c);
	}
}

/* Looks at the line that holds `at`. */
static void look_at(struct border_finder *finder, size_t at)
{
	struct slice text = finder->text;
	bool is_known = finder->line.end != SLICE_NONE;
	if (is_known && at <= finder->line.end)
		return;
	size_t from = is_known ? finder->line.end : 0;
	const char *before = at > from ? memrchr(text.ptr + from, '\n', at - from) : NULL;
	finder->line.start = before ? (size_t)(before - text.ptr) + 1 : from;
	size_t end = slice_find_char(text, '\n', at);
	finder->line.end = end == SLICE_NONE ? text.len : end;
	finder->prefix_end = finder->line.start;
	while (finder->prefix_end < finder->line.end &&
	       introduces_block(text.ptr[finder->prefix_end]))
		finder->prefix_end++;
}

/* Whether only what can introduce a block stands before `at` in its line. */
static bool is_at_block_start(struct border_finder *finder, size_t at)
{
	look_at(finder, at);
	return at <= finder->prefix_end;
}

/* --- The start ---------------------------------------------------------- */

static bool blank_or_end(struct slice text, size_t at)
{
	return at >= text.len || ascii_is_blank(text.ptr[at]);
}

/* Bytes of a list number with its point or bracket, or 0. */
static size_t list_number(struct slice text, size_t at)
{
	size_t n = 0;
	while (at + n < text.len && ascii_is_digit(text.ptr[at + n]) && n < 9)
		n++;
	if (n == 0 || at + n >= text.len)
		return 0;
	char c = text.ptr[at + n];
	return (c == '.' || c == ')') && blank_or_end(text, at + n + 1) ? n + 1 : 0;
}

/* Bytes of what may begin a block of HTML at `at`, or 0: certain tags, any that
   stands alone in its line, and all that is no tag. */
static size_t raw_tag(struct slice text, size_t at, size_t end)
{
	struct html_reader reader = html_reader_from(slice_sub(text, at, end));
	struct html_token token;
	if (!html_token_next(&reader, &token) || token.kind == HTML_TEXT)
		return 0;
	size_t behind = 0;
	while (behind < reader.rest.len && is_gap(reader.rest.ptr[behind]))
		behind++;
	bool is_alone = behind < reader.rest.len && reader.rest.ptr[behind] == '\n';
	bool begins = token.kind == HTML_OTHER || is_alone || raw_html_is_block(token.name);
	return begins ? token.raw.len : 0;
}

/* What may stand in a task's box. */
static bool is_box(char c)
{
	return c == ' ' || c == 'x' || c == 'X';
}

/* Bytes of a task's box, "[ ]", or of an alert's word, "[!NOTE]"; or 0: a mark
   before any other bracket keeps `[保存]: …` from being a link's definition, and
   one in "[!INCLUDE [title](path)]" would keep that from being a link. */
static size_t bracket(struct slice text, size_t at, size_t end)
{
	struct slice rest = slice_sub(text, at, end);
	if (rest.len > 3 && is_box(rest.ptr[1]) && rest.ptr[2] == ']' &&
	    ascii_is_blank(rest.ptr[3]))
		return 3;
	if (!slice_starts_with(rest, SLICE("[!")) || slice_starts_with(rest, SLICE("[![")))
		return 0;
	size_t i = 2;
	while (i < rest.len && rest.ptr[i] != '\n' && rest.ptr[i] != '[' && rest.ptr[i] != ']')
		i++;
	return i < rest.len && rest.ptr[i] == ']' ? i + 1 : 0;
}

static bool is_sign_of_structure(char c)
{
	switch (c) {
	case '-':
	case '=':
	case '_':
	case '*':
	case '~':
	case '`':
	case '#':
	case '>':
	case '|':
	case ':':
	case '+':
		return true;
	default:
		return is_gap(c) || c == '\n';
	}
}

static bool is_structure(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_sign_of_structure(text.ptr[i]))
			return false;
	return true;
}

/* Whether nothing but signs of structure stands from `at` to the end of the line. */
static bool is_structure_line(struct slice text, size_t at)
{
	return is_structure(slice_sub(text, at, slice_find_char(text, '\n', at)));
}

/* Bytes at `at` that would begin a block (CommonMark sections 4 and 5), which
   a mark in front of them would prevent; 0 where none. */
static size_t block_opener(struct slice text, size_t at, size_t end)
{
	size_t run = 1;
	while (at + run < end && text.ptr[at + run] == text.ptr[at])
		run++;
	switch (text.ptr[at]) {
	case '>':
	case '|':
	case ':':
	case '=':
		return run;
	case '#':
		return run <= 6 && blank_or_end(text, at + run) ? run : 0;
	case '-':
	case '+':
	case '*':
	case '_':
		/* A list's item has one of them; more are bold, or a line across. */
		return blank_or_end(text, at + run) && (run == 1 || is_structure_line(text, at))
			       ? run
			       : 0;
	case '`':
	case '~':
		return run >= 3 ? run : 0;
	case '<':
		return raw_tag(text, at, end);
	case '[':
		return bracket(text, at, end);
	default:
		return list_number(text, at);
	}
}

/* A segment's first mark must not stand before blanks, nor before what begins
   a block in a line where nothing else has begun. */
static size_t shift_start(struct border_finder *finder, size_t at, size_t end)
{
	for (;;) {
		while (at < end && ascii_is_blank(finder->text.ptr[at]))
			at++;
		if (at >= end || !is_at_block_start(finder, at))
			return at;
		size_t opener = block_opener(finder->text, at, end);
		if (opener == 0)
			return at;
		at += opener;
	}
}

/* --- The end ------------------------------------------------------------ */

/* Behind the line end before `at`, or `start`. */
static size_t last_line(struct slice text, size_t start, size_t at)
{
	const char *before = at > start ? memrchr(text.ptr + start, '\n', at - start) : NULL;
	return before ? (size_t)(before - text.ptr) + 1 : start;
}

/* Without the number signs that close a heading. */
static size_t before_closing(struct slice text, size_t start, size_t at)
{
	size_t closing = at;
	while (closing > start && text.ptr[closing - 1] == '#')
		closing--;
	bool closes = closing < at && closing > start &&
		      (text.ptr[closing - 1] == ' ' || text.ptr[closing - 1] == '\t');
	return closes ? closing : at;
}

/* "[label]: address": an address is ASCII, as a sentence in Japanese is not. */
static bool is_definition(struct slice text)
{
	size_t end =
		slice_starts_with(text, SLICE("[")) ? slice_find(text, SLICE("]:"), 0) : SLICE_NONE;
	if (end == SLICE_NONE)
		return false;
	struct slice address = slice_trim(slice_skip(text, end + 2));
	bool is_address = false;
	for (size_t i = 0; i < address.len; i++) {
		if ((unsigned char)address.ptr[i] >= 0x80)
			return false;
		is_address |= address.ptr[i] == '/' || address.ptr[i] == '#';
	}
	return is_address && !ascii_is_blank(address.ptr[0]);
}

/* Its last mark must not hide blanks, a backslash at the end of a line, a
   table's last border, or a line that closes a block: a fence, an underline, a
   tag, a definition. */
static size_t shift_end(struct border_finder *finder, size_t start, size_t at)
{
	struct slice text = finder->text;
	for (;;) {
		while (at > start && (ascii_is_blank(text.ptr[at - 1]) ||
				      text.ptr[at - 1] == '\\' || text.ptr[at - 1] == '|'))
			at--;
		size_t line = last_line(text, start, at);
		if (line == start)
			break;
		struct slice last = slice_sub(text, line, at);
		if (!is_structure(last) && html_has_text(last) && !is_definition(slice_trim(last)))
			break;
		at = line;
	}
	look_at(finder, at);
	if (finder->prefix_end < at && text.ptr[finder->prefix_end] == '#')
		at = before_closing(text, start, at);
	while (at > start && ascii_is_blank(text.ptr[at - 1]))
		at--;
	return at;
}

/* --- Both --------------------------------------------------------------- */

/* A line of text, or a part of one, from its first letter to its full stop, with
   nothing at either end that a mark might hide: as most segments are. */
static bool is_usual(struct slice text)
{
	if (text.len == 0)
		return false;
	char first = text.ptr[0];
	char last = text.ptr[text.len - 1];
	return (ascii_is_alpha(first) || (unsigned char)first >= 0x80) && !ascii_is_blank(last) &&
	       last != '\\' && last != '|' && last != '#' &&
	       slice_find_char(text, '\n', 0) == SLICE_NONE;
}

bool border_place(struct border_finder *finder, struct span *place)
{
	struct slice text = slice_sub(finder->text, place->start, place->end);
	if (is_usual(text))
		return true;
	if (is_structure(text) || !html_has_text(text))
		return false;
	size_t start = place->start;
	if (is_at_block_start(finder, start) && is_definition(slice_trim(text)))
		return false;
	start = shift_start(finder, start, place->end);
	if (start >= place->end)
		return false;
	size_t end = shift_end(finder, start, place->end);
	if (start >= end)
		return false;
	*place = (struct span){start, end};
	return true;
}
