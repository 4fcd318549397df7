/*
 * Two steps: take the side's own bytes out of the article, then copy them
 * once more with segment borders and steered delimiter runs marked.
 */
#include "sides.h"

#include "base/array.h"
#include "base/finder.h"
#include "borders.h"
#include "delimiters.h"
#include "directives.h"
#include "marks.h"
#include "table_cells.h"
#include "whole_texts.h"

#include <stdlib.h>

/* Where a segment begins or ends in the plain side. */
struct border {
	size_t at;
	enum mark_kind kind;
	unsigned int segment;
};

struct marker {
	const struct article *article;
	struct side_text *side;
	struct slice plain;
	struct border *borders;
	size_t n_borders;
	size_t next_border;
	size_t step; /* of side->to_article, the last that was asked for */
	struct finder stars;
	struct finder underscores;
	struct finder tildes;
	struct finder angles;
	size_t anchor_step;    /* of side->to_article, of the last anchor */
	size_t next_delimiter; /* the nearest of the three */
	struct whole_texts whole_texts;
	struct delimiter_run run; /* the last run written */
	bool after_run;           /* nothing was written since */
	bool is_whole;            /* the text that comes next is not shown */
	bool failed;
};

static bool step_push(struct offset_step **steps, size_t *count, size_t *capacity, size_t from,
		      size_t to)
{
	if (!array_room(steps, capacity, *count + 1))
		return false;
	(*steps)[(*count)++] = (struct offset_step){from, to};
	return true;
}

/* The last step at or before `offset`; steps begin with one from 0. `near` is that
   of the last answer: what is asked for next lies behind it, mostly not far. */
static size_t step_at(const struct offset_step *steps, size_t count, size_t near, size_t offset)
{
	enum { NEARBY = 8 };
	size_t low = near < count && steps[near].from <= offset ? near : 0;
	size_t high = low + 1;
	for (size_t nearby = count - low > NEARBY ? low + NEARBY : count; high < nearby; high++)
		if (steps[high].from > offset)
			return high - 1;
	low = high - 1;
	for (size_t stride = 1; high < count && steps[high].from <= offset; stride *= 2) {
		low = high;
		high = count - high > stride ? high + stride : count;
	}
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (steps[middle].from <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Where `offset` is, as seen from step `i`, which is at or before it. */
static size_t follow_step(const struct offset_step *steps, size_t count, size_t i, size_t offset)
{
	const struct offset_step *step = &steps[i];
	size_t to = step->to + (offset > step->from ? offset - step->from : 0);
	/* Inside a mark: the character behind it. */
	if (i + 1 < count && to > step[1].to && step[1].to >= step->to)
		to = step[1].to;
	return to;
}

static size_t follow(const struct offset_step *steps, size_t count, size_t *near, size_t offset)
{
	if (count == 0)
		return offset;
	*near = step_at(steps, count, *near, offset);
	return follow_step(steps, count, *near, offset);
}

size_t side_text_origin(struct side_text *side, size_t offset)
{
	size_t plain = follow(side->to_plain, side->n_to_plain, &side->near_plain, offset);
	return follow(side->to_article, side->n_to_article, &side->near_article, plain);
}

size_t side_text_origin_end(struct side_text *side, size_t offset)
{
	size_t near = side->near_plain; /* an end may lie far behind: the next begins here */
	size_t plain = follow(side->to_plain, side->n_to_plain, &near, offset);
	if (plain == 0 || side->n_to_article == 0)
		return side_text_origin(side, offset);
	size_t step = step_at(side->to_article, side->n_to_article, side->near_article, plain - 1);
	return follow_step(side->to_article, side->n_to_article, step, plain);
}

/* --- The plain side ----------------------------------------------------- */

static bool belongs(const struct piece *piece, enum lang lang)
{
	return !piece->is_tag && !piece->is_remark &&
	       (piece->lang == lang || piece->lang == LANG_BOTH);
}

static bool note_origin(struct side_text *side, size_t plain, size_t origin)
{
	return step_push(&side->to_article, &side->n_to_article, &side->to_article_capacity, plain,
			 origin);
}

/* A NUL is read as U+FFFD (CommonMark, 2.3), which is two bytes longer: done
   here, where offsets are known, rather than by the parser. `origin`: where the
   text of the finder begins in the article. */
static enum status take_text(struct side_text *side, struct finder *nuls, struct span at,
			     size_t origin, struct buffer *plain)
{
	for (;;) {
		size_t nul = finder_next(nuls, at.start);
		size_t end = nul < at.end ? nul : at.end;
		if (!note_origin(side, plain->len, origin + at.start))
			return STATUS_NO_MEMORY;
		buffer_slice(plain, slice_sub(nuls->text, at.start, end));
		if (end == at.end)
			return STATUS_OK;
		if (!note_origin(side, plain->len, origin + nul))
			return STATUS_NO_MEMORY;
		buffer_utf8(plain, 0xFFFD);
		at.start = nul + 1;
	}
}

/* A carriage return alone ends a line (CommonMark, 2.1): written as a line feed,
   so that lines are counted in one way. */
static void end_lines(struct buffer *plain)
{
	struct slice text = buffer_view(plain);
	for (size_t at = 0; (at = slice_find_char(text, '\r', at)) != SLICE_NONE; at++)
		if (at + 1 == text.len || text.ptr[at + 1] != '\n')
			plain->ptr[at] = '\n';
}

static enum status take_pieces(struct side_text *side, const struct article *article,
			       const struct scan *scan, enum lang lang, struct buffer *plain)
{
	size_t front = article->front.whole.end;
	enum status status = STATUS_OK;
	struct finder nuls = finder_of(article->bytes, '\0');
	if (!buffer_reserve(plain, article->bytes.len) ||
	    !array_room(&side->to_article, &side->to_article_capacity, scan->n_pieces))
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < scan->n_pieces && status == STATUS_OK; i++) {
		const struct piece *piece = &scan->pieces[i];
		size_t start = piece->at.start > front ? piece->at.start : front;
		if (!belongs(piece, lang) || start >= piece->at.end)
			continue;
		if (!piece->mended.ptr) {
			status = take_text(side, &nuls, (struct span){start, piece->at.end}, 0,
					   plain);
			continue;
		}
		struct finder mended = finder_of(piece->mended, '\0');
		status =
			take_text(side, &mended, (struct span){0, piece->mended.len}, start, plain);
	}
	marks_clean(plain->ptr, plain->len);
	end_lines(plain);
	return plain->failed ? STATUS_NO_MEMORY : status;
}

static size_t plain_origin(const void *context, size_t offset)
{
	const struct side_text *side = context;
	size_t near = 0;
	return follow(side->to_article, side->n_to_article, &near, offset);
}

/* The last step that begins at or before the article's offset. Offsets are asked
   for in their order, nearly always: the step of the last answer, `from`, is near. */
static size_t step_of_article(const struct side_text *side, size_t from, size_t article_offset)
{
	const struct offset_step *steps = side->to_article;
	while (from && steps[from].to > article_offset)
		from--;
	while (from + 1 < side->n_to_article && steps[from + 1].to <= article_offset)
		from++;
	return from;
}

/* The plain offset of an article's offset, or SLICE_NONE where the side does
   not hold it. Pieces ascend in both. */
static size_t plain_offset(struct marker *m, size_t article_offset)
{
	const struct side_text *side = m->side;
	const struct offset_step *steps = side->to_article;
	if (side->n_to_article == 0 || article_offset < steps[0].to)
		return SLICE_NONE;
	m->step = step_of_article(side, m->step, article_offset);
	size_t plain = steps[m->step].from + (article_offset - steps[m->step].to);
	size_t end = m->step + 1 < side->n_to_article ? steps[m->step + 1].from : m->plain.len;
	return plain <= end ? plain : SLICE_NONE;
}

/* --- Borders ------------------------------------------------------------ */

/* Whether the parser need not see a segment's text: what stands for it is read in the
   article, so it must be there as it is in the side. */
static bool is_whole(struct marker *m, struct slice written, struct span place)
{
	return whole_texts_has(&m->whole_texts, place) &&
	       slice_eq(written, slice_sub(m->plain, place.start, place.end));
}

static void borders_collect(struct marker *m, const struct article *article, enum lang lang)
{
	struct border_finder finder;
	border_finder_init(&finder, m->plain);
	size_t last = 0;
	whole_texts_init(&m->whole_texts, m->plain);
	m->whole_texts.is_off |= m->side->has_hidden; /* brought back in the tree's memory */
	for (size_t i = 0; i < article->n_segments; i++) {
		const struct segment *segment = &article->segments[i];
		struct span text = segment->text[lang];
		struct span place = {plain_offset(m, text.start), plain_offset(m, text.end)};
		if (text.start == text.end || place.start == SLICE_NONE ||
		    place.end == SLICE_NONE || place.start < last)
			continue; /* no text, or within another segment */
		bool whole = is_whole(m, segment_text(article, segment, lang), place);
		if (!whole && !border_place(&finder, &place))
			continue;
		last = place.end;
		m->borders[m->n_borders++] = (struct border){
			place.start, whole ? MARK_WHOLE : MARK_START, (unsigned int)i};
		m->borders[m->n_borders++] = (struct border){place.end, MARK_END, (unsigned int)i};
	}
}

/* --- Writing with marks ------------------------------------------------- */

static void note_step(struct marker *m, size_t plain)
{
	struct side_text *side = m->side;
	if (!step_push(&side->to_plain, &side->n_to_plain, &side->to_plain_capacity, side->text.len,
		       plain))
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
	size_t origin = follow(side->to_article, side->n_to_article, &m->anchor_step, at);
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
	       array_room(&side->to_plain, &side->to_plain_capacity, m->n_borders + 1);
}

enum status side_text_init(struct side_text *side, struct article *article, const struct scan *scan,
			   enum lang lang)
{
	*side = (struct side_text){0};
	buffer_init(&side->text, BUFFER_MAX_PAGE);
	struct buffer plain;
	buffer_init(&plain, BUFFER_MAX_PAGE);
	struct marker m = {.article = article, .side = side};
	enum status status = take_pieces(side, article, scan, lang, &plain);
	if (status == STATUS_OK)
		status = directives_replace(plain.ptr, plain.len, lang == LANG_EN ? article : NULL,
					    plain_origin, side);
	side->has_hidden = table_cells_hide(plain.ptr, plain.len);
	m.plain = buffer_view(&plain);
	m.borders = malloc((article->n_segments * 2 + 1) * sizeof(*m.borders));
	m.failed = status != STATUS_OK || !m.borders;
	if (!m.failed) {
		borders_collect(&m, article, lang);
		m.failed = !make_room(&m);
		write_marked(&m);
		m.failed |= side->text.failed;
	}
	free(m.borders);
	buffer_release(&plain);
	m.failed = m.failed ||
		   lines_find(&side->lines, &article->arena, buffer_view(&side->text)) != STATUS_OK;
	if (m.failed)
		side_text_release(side);
	return m.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

void side_text_release(struct side_text *side)
{
	buffer_release(&side->text);
	free(side->to_plain);
	free(side->to_article);
	*side = (struct side_text){0};
}
