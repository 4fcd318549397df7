/* The plain side, copied with segment borders and steered delimiter runs marked. */
#include "sides.h"

#include "base/array.h"
#include "base/finder.h"
#include "borders.h"
#include "delimiters.h"
#include "marks.h"
#include "plain_side.h"
#include "whole_texts.h"

#include <stdlib.h>

/* Where a segment begins or ends in the plain side, or a helper keeps its text from being
   read as something else. */
struct border {
	size_t at;
	enum mark_kind kind;
	unsigned int segment;
};

struct marker {
	const struct article *article;
	struct side_text *side;
	const struct plain_side *plain_side;
	struct slice plain;
	struct border *borders;
	size_t n_borders;
	size_t next_border;
	size_t step; /* of the last offset that was asked for */
	struct finder stars;
	struct finder underscores;
	struct finder tildes;
	struct finder angles;
	size_t anchor_step;    /* of the way to the article, of the last anchor */
	size_t next_delimiter; /* the nearest of the three */
	struct whole_texts whole_texts;
	struct delimiter_run run; /* the last run written */
	bool after_run;           /* nothing was written since */
	bool is_whole;            /* the text that comes next is not shown */
	bool failed;
};

size_t side_text_origin(struct side_text *side, size_t offset)
{
	size_t plain = offset_steps_follow(&side->to_plain, &side->near_plain, offset);
	return offset_steps_follow(&side->to_article, &side->near_article, plain);
}

size_t side_text_origin_end(struct side_text *side, size_t offset)
{
	size_t near = side->near_plain; /* an end may lie far behind: the next begins here */
	size_t plain = offset_steps_follow(&side->to_plain, &near, offset);
	if (plain == 0 || side->to_article.count == 0)
		return side_text_origin(side, offset);
	size_t step = offset_steps_at(&side->to_article, side->near_article, plain - 1);
	return offset_steps_from(&side->to_article, step, plain);
}

/* --- Borders ------------------------------------------------------------ */

/* Whether the parser need not see a segment's text: what stands for it is read in the
   article, so it must be there as it is in the side. */
static bool is_whole(struct marker *m, struct slice written, struct span place)
{
	return whole_texts_has(&m->whole_texts, place) &&
	       slice_eq(written, slice_sub(m->plain, place.start, place.end));
}

/* A translator's words are no address, and would be lost as one. */
static bool is_address(struct slice text)
{
	size_t end = 0;
	while (end < text.len && !ascii_is_blank(text.ptr[end]))
		end++;
	struct slice word = slice_sub(text, 0, end);
	bool is_ascii = true;
	for (size_t i = 0; i < word.len; i++)
		is_ascii &= (unsigned char)word.ptr[i] < 0x80;
	return is_ascii || slice_find_char(word, '/', 0) != SLICE_NONE;
}

/* Where "[label]: " begins that makes a link's definition (CommonMark 4.7) of the text
   behind it though it is none: a footnote's, or one with words for an address. Else
   SLICE_NONE. */
static size_t false_definition(struct slice plain, struct span text)
{
	size_t at = text.start;
	while (at && plain.ptr[at - 1] == ' ')
		at--;
	if (at < 3 || plain.ptr[at - 1] != ':' || plain.ptr[at - 2] != ']')
		return SLICE_NONE;
	for (at -= 2; at && plain.ptr[at - 1] != '\n' && plain.ptr[at - 1] != '['; at--)
		;
	if (at == 0 || plain.ptr[at - 1] != '[')
		return SLICE_NONE;
	bool is_footnote = plain.ptr[at] == '^';
	return is_footnote || !is_address(slice_sub(plain, text.start, text.end)) ? at - 1
										  : SLICE_NONE;
}

static void add_border(struct marker *m, size_t at, enum mark_kind kind, size_t segment)
{
	m->borders[m->n_borders++] = (struct border){at, kind, (unsigned int)segment};
}

static void borders_collect(struct marker *m, const struct article *article, enum lang lang)
{
	struct border_finder finder;
	border_finder_init(&finder, m->plain);
	size_t last = 0;
	whole_texts_init(&m->whole_texts, m->plain);
	m->whole_texts.is_off |= m->plain_side->has_hidden; /* brought back in the tree's memory */
	for (size_t i = 0; i < article->n_segments; i++) {
		const struct segment *segment = &article->segments[i];
		struct span text = segment->text[lang];
		struct span place = {plain_side_offset(m->plain_side, &m->step, text.start),
				     plain_side_offset(m->plain_side, &m->step, text.end)};
		if (text.start == text.end || place.start == SLICE_NONE ||
		    place.end == SLICE_NONE || place.start < last)
			continue; /* no text, or within another segment */
		bool whole = is_whole(m, segment_text(article, segment, lang), place);
		if (!whole && !border_place(&finder, &place))
			continue;
		size_t definition = false_definition(m->plain, place);
		if (definition != SLICE_NONE && definition >= last)
			add_border(m, definition, MARK_HELPER, 0);
		last = place.end;
		add_border(m, place.start, whole ? MARK_WHOLE : MARK_START, i);
		add_border(m, place.end, MARK_END, i);
	}
}

/* --- Writing with marks ------------------------------------------------- */

static void note_step(struct marker *m, size_t plain)
{
	struct side_text *side = m->side;
	if (!offset_steps_push(&side->to_plain, side->text.len, plain))
		m->failed = true;
}

static size_t border_at(const struct marker *m)
{
	return m->next_border < m->n_borders ? m->borders[m->next_border].at : SLICE_NONE;
}

static bool has_blank(const struct marker *m, size_t start, size_t end)
{
	return slice_find_char(slice_sub(m->plain, start, end), ' ', 0) != SLICE_NONE;
}

/* A text that is not shown has ended with its mark, unless a run beside it asks for
   an edge. */
static void write_border(struct marker *m, const struct border *border, enum mark_class left,
			 enum mark_class right, bool is_at_run)
{
	struct buffer *out = &m->side->text;
	bool has_ended = m->is_whole && !is_at_run;
	m->is_whole = border->kind == MARK_WHOLE;
	if (m->is_whole)
		mark_write_whole(out, border->segment, left,
				 has_blank(m, border->at, border_at(m)));
	else if (!has_ended)
		mark_write(out, border->kind, border->segment, left, right);
}

/* Writes what belongs at `at`: borders, or a helper where a run beside it has
   to be steered. `next` is the run that begins here, or NULL. */
static void write_marks(struct marker *m, size_t at, const struct delimiter_run *next)
{
	bool is_border = border_at(m) == at;
	bool steered = (m->after_run && m->run.is_steered) || (next && next->is_steered);
	if (!is_border && !steered)
		return;
	enum mark_class left = m->after_run ? m->run.after : MARK_OTHER;
	enum mark_class right = next ? next->before : MARK_OTHER;
	if (!is_border)
		mark_write(&m->side->text, MARK_HELPER, 0, left, right);
	while (border_at(m) == at) {
		const struct border *border = &m->borders[m->next_border++];
		bool is_last = border_at(m) != at;
		write_border(m, border, left, is_last ? right : MARK_OTHER, next != NULL);
		left = MARK_OTHER;
	}
	m->after_run = false;
	if (!m->is_whole)
		note_step(m, at);
}

/* An anchor that need not be shown is given as a mark: behind it, or `at`. */
static size_t write_anchor(struct marker *m, size_t written, size_t at, size_t end)
{
	struct side_text *side = m->side;
	size_t behind = whole_texts_anchor(&m->whole_texts, at);
	if (behind == 0 || behind > end)
		return written;
	struct slice tag = slice_sub(m->plain, at, behind);
	size_t origin = offset_steps_follow(&m->plain_side->to_article, &m->anchor_step, at);
	if (!slice_starts_with(slice_skip(m->article->bytes, origin), tag))
		return written;
	buffer_slice(&side->text, slice_sub(m->plain, written, at));
	mark_write_whole(&side->text, whole_texts_number(m->article, origin), MARK_OTHER, false);
	note_step(m, behind);
	return behind;
}

static void write_text(struct marker *m, size_t start, size_t end)
{
	size_t written = start;
	for (size_t at = start; (at = finder_next(&m->angles, at)) < end; at++)
		written = write_anchor(m, written, at, end);
	buffer_slice(&m->side->text, slice_sub(m->plain, written, end));
}

static bool is_escaped(struct slice text, size_t at)
{
	size_t backslashes = 0;
	while (backslashes < at && text.ptr[at - backslashes - 1] == '\\')
		backslashes++;
	return backslashes % 2 != 0;
}

static size_t nearest_delimiter(struct marker *m, size_t at)
{
	size_t star = finder_next(&m->stars, at);
	size_t underscore = finder_next(&m->underscores, at);
	size_t tilde = finder_next(&m->tildes, at);
	size_t next = star < underscore ? star : underscore;
	return tilde < next ? tilde : next;
}

static size_t next_delimiter(struct marker *m, size_t at)
{
	if (m->next_delimiter < at)
		m->next_delimiter = nearest_delimiter(m, at);
	return m->next_delimiter;
}

/* The next run's start at or after `at`, before `limit`; or `limit`. */
static size_t next_run(struct marker *m, size_t at, size_t limit)
{
	while ((at = next_delimiter(m, at)) < limit && is_escaped(m->plain, at))
		at++;
	return at < limit ? at : limit;
}

static void write_run(struct marker *m, size_t at)
{
	size_t border = border_at(m);
	size_t next = m->next_border;
	while (border == at) /* those at the run's start are written before it */
		border = ++next < m->n_borders ? m->borders[next].at : SLICE_NONE;
	struct delimiter_run run = delimiter_run_read(m->plain, at, border);
	write_marks(m, at, &run);
	buffer_slice(&m->side->text, slice_sub(m->plain, run.at.start, run.at.end));
	m->run = run;
	m->after_run = true;
}

static void write_marked(struct marker *m)
{
	size_t at = 0;
	m->stars = finder_of(m->plain, '*');
	m->underscores = finder_of(m->plain, '_');
	m->tildes = finder_of(m->plain, '~');
	m->angles = finder_of(m->plain, '<');
	m->next_delimiter = nearest_delimiter(m, 0);
	note_step(m, 0);
	while (!m->failed) {
		size_t border = border_at(m);
		size_t limit = border < m->plain.len ? border : m->plain.len;
		size_t stop = next_run(m, at, limit);
		if (stop > at && m->after_run)
			write_marks(m, at, NULL);
		if (stop > at)
			m->after_run = false;
		if (!m->is_whole)
			write_text(m, at, stop);
		at = stop;
		bool is_run = at < m->plain.len && is_delimiter(m->plain.ptr[at]) &&
			      !is_escaped(m->plain, at);
		if (is_run) {
			write_run(m, at);
			at = m->run.at.end;
			continue;
		}
		write_marks(m, at, NULL);
		if (at >= m->plain.len)
			break;
	}
}

/* A mark is two or three characters of three bytes, mostly. */
static bool make_room(struct marker *m)
{
	enum { MARK_BYTES = 9 };
	struct side_text *side = m->side;
	return buffer_reserve(&side->text, m->plain.len + m->n_borders * MARK_BYTES) &&
	       array_room(&side->to_plain.items, &side->to_plain.capacity, m->n_borders + 1);
}

/* True: the side is written, and marked. */
static bool mark_side(struct marker *m, struct side_text *side, enum lang lang)
{
	enum { BORDERS_OF_SEGMENT = 3 };
	m->side = side;
	m->plain = buffer_view(&m->plain_side->text);
	m->borders =
		malloc((m->article->n_segments * BORDERS_OF_SEGMENT + 1) * sizeof(*m->borders));
	if (!m->borders)
		return false;
	borders_collect(m, m->article, lang);
	if (make_room(m))
		write_marked(m);
	else
		m->failed = true;
	free(m->borders);
	return !m->failed && !side->text.failed;
}

enum status side_text_init(struct side_text *side, struct article *article, const struct scan *scan,
			   enum lang lang)
{
	struct plain_side plain;
	struct marker m = {.article = article, .plain_side = &plain};
	*side = (struct side_text){0};
	buffer_init(&side->text, BUFFER_MAX_PAGE);
	bool done =
		plain_side_init(&plain, article, scan, lang) == STATUS_OK &&
		mark_side(&m, side, lang) &&
		lines_find(&side->lines, &article->arena, buffer_view(&side->text)) == STATUS_OK;
	side->has_hidden = plain.has_hidden;
	side->to_article = plain.to_article;
	plain.to_article = (struct offset_steps){0};
	plain_side_release(&plain);
	if (!done)
		side_text_release(side);
	return done ? STATUS_OK : STATUS_NO_MEMORY;
}

void side_text_release(struct side_text *side)
{
	buffer_release(&side->text);
	free(side->to_plain.items);
	free(side->to_article.items);
	*side = (struct side_text){0};
}
