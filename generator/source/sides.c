/*
 * Two steps: take the side's own bytes out of the article, then copy them
 * once more with segment borders and steered delimiter runs marked.
 */
#include "sides.h"

#include "base/array.h"
#include "borders.h"
#include "delimiters.h"
#include "directives.h"
#include "marks.h"
#include "table_cells.h"

#include <stdlib.h>

/* Where a segment begins or ends in the plain side. */
struct border {
	size_t at;
	enum mark_kind kind;
	unsigned int segment;
};

struct marker {
	struct side_text *side;
	struct slice plain;
	struct border *borders;
	size_t n_borders;
	size_t next_border;
	struct delimiter_run run; /* the last run written */
	bool after_run;           /* nothing was written since */
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

/* The last step at or before `offset`; steps begin with one from 0. */
static const struct offset_step *step_at(const struct offset_step *steps, size_t count,
					 size_t offset)
{
	size_t low = 0;
	size_t high = count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (steps[middle].from <= offset)
			low = middle;
		else
			high = middle;
	}
	return &steps[low];
}

/* Where `offset` is, as seen from `step`, which is at or before it. */
static size_t follow_step(const struct offset_step *steps, size_t count,
			  const struct offset_step *step, size_t offset)
{
	size_t to = step->to + (offset > step->from ? offset - step->from : 0);
	/* Inside a mark: the character behind it. */
	if (step + 1 < steps + count && to > step[1].to && step[1].to >= step->to)
		to = step[1].to;
	return to;
}

static size_t follow(const struct offset_step *steps, size_t count, size_t offset)
{
	if (count == 0)
		return offset;
	return follow_step(steps, count, step_at(steps, count, offset), offset);
}

size_t side_text_origin(const struct side_text *side, size_t offset)
{
	size_t plain = follow(side->to_plain, side->n_to_plain, offset);
	return follow(side->to_article, side->n_to_article, plain);
}

size_t side_text_origin_end(const struct side_text *side, size_t offset)
{
	size_t plain = follow(side->to_plain, side->n_to_plain, offset);
	if (plain == 0 || side->n_to_article == 0)
		return side_text_origin(side, offset);
	return follow_step(side->to_article, side->n_to_article,
			   step_at(side->to_article, side->n_to_article, plain - 1), plain);
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
   here, where offsets are known, rather than by the parser. */
static enum status take_text(struct side_text *side, struct slice text, size_t origin,
			     struct buffer *plain)
{
	for (size_t at = 0;;) {
		size_t nul = slice_find_char(text, '\0', at);
		if (!note_origin(side, plain->len, origin + at))
			return STATUS_NO_MEMORY;
		marks_clean(plain, slice_sub(text, at, nul));
		if (nul == SLICE_NONE)
			return STATUS_OK;
		if (!note_origin(side, plain->len, origin + nul))
			return STATUS_NO_MEMORY;
		buffer_utf8(plain, 0xFFFD);
		at = nul + 1;
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
	for (size_t i = 0; i < scan->n_pieces && status == STATUS_OK; i++) {
		const struct piece *piece = &scan->pieces[i];
		size_t start = piece->at.start > front ? piece->at.start : front;
		if (!belongs(piece, lang) || start >= piece->at.end)
			continue;
		struct slice text = slice_sub(article->bytes, start, piece->at.end);
		status = take_text(side, piece->mended.ptr ? piece->mended : text, start, plain);
	}
	end_lines(plain);
	return plain->failed ? STATUS_NO_MEMORY : status;
}

static size_t plain_origin(const void *context, size_t offset)
{
	const struct side_text *side = context;
	return follow(side->to_article, side->n_to_article, offset);
}

/* The plain offset of an article's offset, or SLICE_NONE where the side does
   not hold it. Pieces ascend in both. */
static size_t plain_offset(const struct side_text *side, size_t plain_len, size_t article_offset)
{
	const struct offset_step *steps = side->to_article;
	size_t low = 0;
	size_t high = side->n_to_article;
	if (high == 0 || article_offset < steps[0].to)
		return SLICE_NONE;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (steps[middle].to <= article_offset)
			low = middle;
		else
			high = middle;
	}
	size_t plain = steps[low].from + (article_offset - steps[low].to);
	size_t end = low + 1 < side->n_to_article ? steps[low + 1].from : plain_len;
	return plain <= end ? plain : SLICE_NONE;
}

/* --- Borders ------------------------------------------------------------ */

static void borders_collect(struct marker *m, const struct article *article, enum lang lang)
{
	struct border_finder finder;
	border_finder_init(&finder, m->plain);
	size_t last = 0;
	for (size_t i = 0; i < article->n_segments; i++) {
		struct span text = article->segments[i].text[lang];
		struct span place = {plain_offset(m->side, m->plain.len, text.start),
				     plain_offset(m->side, m->plain.len, text.end)};
		if (text.start == text.end || place.start == SLICE_NONE ||
		    place.end == SLICE_NONE || place.start < last || !border_place(&finder, &place))
			continue; /* no text, or within another segment */
		last = place.end;
		m->borders[m->n_borders++] =
			(struct border){place.start, MARK_START, (unsigned int)i};
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

/* Writes what belongs at `at`: borders, or a helper where a run beside it has
   to be steered. `next` is the run that begins here, or NULL. */
static void write_marks(struct marker *m, size_t at, const struct delimiter_run *next)
{
	struct buffer *out = &m->side->text;
	enum mark_class left = m->after_run ? m->run.after : MARK_OTHER;
	enum mark_class right = next ? next->before : MARK_OTHER;
	bool steered = (m->after_run && m->run.is_steered) || (next && next->is_steered);
	size_t len = out->len;
	if (border_at(m) != at && steered)
		mark_write(out, MARK_HELPER, 0, left, right);
	while (m->next_border < m->n_borders && m->borders[m->next_border].at == at) {
		const struct border *border = &m->borders[m->next_border++];
		bool is_last = border_at(m) != at;
		mark_write(out, border->kind, border->segment, left, is_last ? right : MARK_OTHER);
		left = MARK_OTHER;
	}
	if (out->len != len) {
		note_step(m, at);
		m->after_run = false;
	}
}

static bool is_escaped(struct slice text, size_t at)
{
	size_t backslashes = 0;
	while (backslashes < at && text.ptr[at - backslashes - 1] == '\\')
		backslashes++;
	return backslashes % 2 != 0;
}

/* The next run's start at or after `at`, before `limit`. */
static size_t next_delimiter(struct slice text, size_t at, size_t limit)
{
	for (; at < limit; at++)
		if (is_delimiter(text.ptr[at]) && !is_escaped(text, at))
			return at;
	return limit;
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
	note_step(m, 0);
	while (!m->failed) {
		size_t border = border_at(m);
		size_t limit = border < m->plain.len ? border : m->plain.len;
		size_t stop = next_delimiter(m->plain, at, limit);
		if (stop > at && m->after_run)
			write_marks(m, at, NULL);
		if (stop > at)
			m->after_run = false;
		buffer_slice(&m->side->text, slice_sub(m->plain, at, stop));
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

enum status side_text_init(struct side_text *side, struct article *article, const struct scan *scan,
			   enum lang lang)
{
	*side = (struct side_text){0};
	buffer_init(&side->text, BUFFER_MAX_PAGE);
	struct buffer plain;
	buffer_init(&plain, BUFFER_MAX_PAGE);
	struct marker m = {.side = side};
	enum status status = take_pieces(side, article, scan, lang, &plain);
	if (status == STATUS_OK)
		status = directives_replace(plain.ptr, plain.len, lang == LANG_EN ? article : NULL,
					    plain_origin, side);
	side->has_hidden = table_cells_hide(plain.ptr, plain.len);
	m.plain = buffer_view(&plain);
	m.borders = malloc((article->n_segments * 2 + 1) * sizeof(*m.borders));
	if (status == STATUS_OK && m.borders && buffer_reserve(&side->text, plain.len)) {
		borders_collect(&m, article, lang);
		write_marked(&m);
		m.failed |= side->text.failed;
	} else {
		m.failed = true;
	}
	free(m.borders);
	buffer_release(&plain);
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
