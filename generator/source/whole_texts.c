/* Cheap questions: where the next sign is, known until it is passed; whether a text
   without signs has characters below the blank; whether a link or a tag may have begun. */
#include "whole_texts.h"

#include "base/eight.h"
#include "borders.h"
#include "delimiters.h"
#include "marks.h"

/* What has a meaning in a line of CommonMark (section 6), of GitHub's tables, or in
   a tag; less "!", which has one only before a bracket. */
static const char signs[] = "\\`*_~[]<>&|\"'()=";

/* Those that have one outside of links and tags too. */
static const char hard_signs[] = "\\`*_~[]<>&|";

/* Two hyphens may not stand in a comment, nor one at its end (6.6). */
static const char signs_with_comments[] = "-\\`*_~[]<>&|\"'()=";

/* Where the next of what opens or closes a link or a tag may be: a byte, at first that at
   the beginning of the side. */
static size_t next_opening(struct slice side, size_t at)
{
	return at < side.len ? at + strcspn(side.ptr + at, "[<\n") : side.len;
}

/* --- The side ----------------------------------------------------------- */

/* What ends a paragraph (2.1): form feeds do not. */
static bool is_blank_line(const char *line)
{
	while (*line == ' ' || *line == '\t' || *line == '\r')
		line++;
	return *line == '\n';
}

/* Whether a paragraph of which a line begins with a bracket holds "]:": it may define
   a link (CommonMark 4.7), which is looked up by the text of its label. */
static bool has_definition(struct slice side)
{
	bool may_define = slice_starts_with(side, SLICE("\xEF\xBB\xBF[")); /* passed over */
	struct slice line;
	while (slice_next_line(&side, &line)) {
		size_t first = 0;
		while (first < line.len && introduces_block(line.ptr[first]))
			first++;
		if (is_blank_line(line.ptr))
			may_define = false;
		may_define |= first < line.len && line.ptr[first] == '[';
		if (may_define && slice_contains(line, SLICE("]:")))
			return true;
	}
	return false;
}

/* Whether there are comments; `others` tells of instructions, declarations and CDATA. */
static bool has_comments(struct slice side, bool *others)
{
	bool has_any = false;
	*others = false;
	for (size_t at = 0; (at = slice_find_char(side, '<', at)) != SLICE_NONE; at++) {
		struct slice rest = slice_skip(side, at + 1);
		bool is_comment = slice_starts_with(rest, SLICE("!--"));
		has_any |= is_comment;
		*others |= rest.len && (rest.ptr[0] == '?' || (rest.ptr[0] == '!' && !is_comment));
	}
	return has_any;
}

void whole_texts_init(struct whole_texts *texts, struct slice side)
{
	bool others;
	*texts = (struct whole_texts){.text = side, .signs = signs};
	if (has_comments(side, &others))
		texts->signs = signs_with_comments;
	texts->is_off = side.len == 0 || others ||
			(slice_contains(side, SLICE("]:")) && has_definition(side));
	texts->next_sign = texts->next_hard = SLICE_NONE;
}

/* --- A text ------------------------------------------------------------- */

/* Whether a link or a tag may have begun before `at`, and not ended with a paragraph. */
static bool is_open_at(struct whole_texts *texts, size_t at)
{
	const char *text = texts->text.ptr;
	while (texts->looked_to < at) {
		const char *c = text + texts->looked_to;
		if (*c == '[' || *c == '<')
			texts->is_open = true;
		else if (*c == '\n' && is_blank_line(c + 1))
			texts->is_open = false;
		texts->looked_to = next_opening(texts->text, texts->looked_to + 1);
	}
	return texts->is_open;
}

/* Whether one of a set stands in a place. `next` is where the next one is; it is looked
   for at first, and when it has been passed. */
static bool stands_in(struct slice side, struct span place, const char *set, size_t *next)
{
	if (*next == SLICE_NONE || *next < place.start)
		*next = place.start + strcspn(side.ptr + place.start, set);
	return *next < place.end;
}

static bool has_sign(struct whole_texts *texts, struct span place)
{
	if (!stands_in(texts->text, place, texts->signs, &texts->next_sign))
		return false;
	return texts->signs != signs ||
	       stands_in(texts->text, place, hard_signs, &texts->next_hard) ||
	       is_open_at(texts, place.start);
}

/* How many of eight bytes, from the first, are not below the blank. */
static size_t shown_bytes(uint64_t eight)
{
	return eight_before(eight_below(eight, ' '));
}

/* Line ends, tabs and the like. */
static bool has_control(struct slice text)
{
	return eight_end(text, 0, shown_bytes) < text.len;
}

/* A letter first and no blank last: nothing that begins or ends a block. */
static bool has_usual_ends(struct slice text)
{
	char first = text.ptr[0];
	char last = text.ptr[text.len - 1];
	return (ascii_is_alpha(first) || (unsigned char)first >= 0x80) && last != ' ' &&
	       last != '#';
}

bool whole_texts_has(struct whole_texts *texts, struct span place)
{
	struct slice text = slice_sub(texts->text, place.start, place.end);
	return !texts->is_off && text.len != 0 && has_usual_ends(text) && !has_sign(texts, place) &&
	       !has_control(text);
}

/* --- Anchors ------------------------------------------------------------ */

static const struct slice opening = {"<a name=\"", 9};
static const struct slice closing = {"\"></a>", 6};

/* Whether "# ", or a deeper heading's, is all that stands before `at` in its line. */
static bool begins_heading(struct slice text, size_t at)
{
	enum { LEVELS = 6 };
	size_t level = 0;
	if (at == 0 || text.ptr[at - 1] != ' ')
		return false;
	for (at--; at > 0 && text.ptr[at - 1] == '#'; at--)
		level++;
	return level > 0 && level <= LEVELS && (at == 0 || text.ptr[at - 1] == '\n');
}

static size_t name_end(struct slice text, size_t at)
{
	while (at < text.len && (ascii_is_alnum(text.ptr[at]) || text.ptr[at] == '-'))
		at++;
	return at;
}

size_t whole_texts_anchor(const struct whole_texts *texts, size_t at)
{
	struct slice text = texts->text;
	if (texts->is_off || !begins_heading(text, at) ||
	    !slice_starts_with(slice_skip(text, at), opening))
		return 0;
	size_t start = at + opening.len;
	size_t end = name_end(text, start);
	if (end == start || !slice_starts_with(slice_skip(text, end), closing))
		return 0;
	end += closing.len;
	/* To a run of delimiters it is punctuation, which a mark is not. */
	return end < text.len && is_delimiter(text.ptr[end]) ? 0 : end;
}

struct slice whole_texts_name(const struct article *article, unsigned int number)
{
	if (number < article->n_segments)
		return (struct slice){NULL, 0};
	size_t start = number - article->n_segments + opening.len;
	return slice_sub(article->bytes, start, name_end(article->bytes, start));
}

/* --- Back again --------------------------------------------------------- */

static void put_back_one(const struct article *article, enum lang lang, unsigned int number,
			 struct buffer *out)
{
	if (number >= article->n_segments) {
		buffer_slice(out, opening);
		buffer_slice(out, whole_texts_name(article, number));
		buffer_slice(out, closing);
		return;
	}
	mark_write(out, MARK_START, number, MARK_OTHER, MARK_OTHER);
	buffer_slice(out, segment_text(article, &article->segments[number], lang));
	mark_write(out, MARK_END, 0, MARK_OTHER, MARK_OTHER);
}

/* The next MARK_WHOLE at or after `from`. */
static size_t find_whole(struct slice text, size_t from, struct mark *mark)
{
	size_t at = from;
	while ((at = mark_find(text, at, mark)) != SLICE_NONE && mark->kind != MARK_WHOLE)
		at += mark->len;
	return at;
}

struct slice whole_texts_put_back(const struct article *article, enum lang lang,
				  struct arena *arena, struct slice text)
{
	struct mark mark;
	size_t from = 0;
	size_t at = find_whole(text, 0, &mark);
	if (at == SLICE_NONE)
		return text;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (; at != SLICE_NONE; at = find_whole(text, from, &mark)) {
		buffer_slice(&out, slice_sub(text, from, at));
		put_back_one(article, lang, mark.segment, &out);
		from = at + mark.len;
	}
	buffer_slice(&out, slice_skip(text, from));
	text = out.failed ? (struct slice){NULL, 0} : arena_copy(arena, buffer_view(&out));
	buffer_release(&out);
	return text;
}
