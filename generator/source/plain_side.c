/* Piece by piece, and then what Markdown alone would read otherwise. */
#include "plain_side.h"

#include "base/array.h"
#include "base/finder.h"
#include "directive_indents.h"
#include "directives.h"
#include "marks.h"
#include "table_cells.h"

#include <stdlib.h>
#include <string.h>

/* --- Taking -------------------------------------------------------------- */

static bool belongs(const struct piece *piece, enum lang lang)
{
	return !piece->is_tag && !piece->is_remark &&
	       (piece->lang == lang || piece->lang == LANG_BOTH);
}

/* A NUL is read as U+FFFD (CommonMark, 2.3), which is two bytes longer: done
   here, where offsets are known, rather than by the parser. `origin`: where the
   text of the finder begins in the article. */
static enum status take_text(struct plain_side *side, struct finder *nuls, struct span at,
			     size_t origin)
{
	for (;;) {
		size_t nul = finder_next(nuls, at.start);
		size_t end = nul < at.end ? nul : at.end;
		if (!offset_steps_push(&side->to_article, side->text.len, origin + at.start))
			return STATUS_NO_MEMORY;
		buffer_slice(&side->text, slice_sub(nuls->text, at.start, end));
		if (end == at.end)
			return STATUS_OK;
		if (!offset_steps_push(&side->to_article, side->text.len, origin + nul))
			return STATUS_NO_MEMORY;
		buffer_utf8(&side->text, 0xFFFD);
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

static enum status take_pieces(struct plain_side *side, const struct article *article,
			       const struct scan *scan, enum lang lang)
{
	struct buffer *plain = &side->text;
	size_t front = article->front.whole.end;
	enum status status = STATUS_OK;
	struct finder nuls = finder_of(article->bytes, '\0');
	if (!buffer_reserve(plain, article->bytes.len) ||
	    !array_room(&side->to_article.items, &side->to_article.capacity, scan->n_pieces))
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < scan->n_pieces && status == STATUS_OK; i++) {
		const struct piece *piece = &scan->pieces[i];
		size_t start = piece->at.start > front ? piece->at.start : front;
		if (!belongs(piece, lang) || start >= piece->at.end)
			continue;
		if (!piece->mended.ptr) {
			status = take_text(side, &nuls, (struct span){start, piece->at.end}, 0);
			continue;
		}
		struct finder mended = finder_of(piece->mended, '\0');
		status = take_text(side, &mended, (struct span){0, piece->mended.len}, start);
	}
	marks_clean(plain->ptr, plain->len);
	end_lines(plain);
	return plain->failed ? STATUS_NO_MEMORY : status;
}

/* --- Cutting ------------------------------------------------------------- */

/* The step behind a cut, if none begins there: `last` is the one it lies in. */
static bool note_cut(struct offset_steps *to, const struct offset_step *last,
		     const struct offset_step *next, struct span cut, size_t gone)
{
	if (next && next->from == cut.end)
		return true;
	return offset_steps_push(to, cut.start - gone, last->to + (cut.end - last->from));
}

/* Takes places out, which come in their order. */
static enum status take_out(struct plain_side *side, const struct span *cuts, size_t n_cuts)
{
	struct buffer *plain = &side->text;
	struct offset_steps to = {0};
	const struct offset_step *steps = side->to_article.items;
	size_t n = side->to_article.count;
	size_t gone = 0;
	size_t i = 0;
	bool done = true;
	for (size_t c = 0; c <= n_cuts && done; c++) {
		struct span cut = c < n_cuts ? cuts[c] : (struct span){plain->len, plain->len};
		size_t kept = c ? cuts[c - 1].end : 0;
		memmove(plain->ptr + kept - gone, plain->ptr + kept, cut.start - kept);
		for (; i < n && steps[i].from <= cut.start && done; i++)
			done = offset_steps_push(&to, steps[i].from - gone, steps[i].to);
		while (i < n && steps[i].from < cut.end)
			i++;
		if (c < n_cuts && i > 0 && done)
			done = note_cut(&to, &steps[i - 1], i < n ? &steps[i] : NULL, cut, gone);
		gone += cut.end - cut.start;
	}
	buffer_truncate(plain, plain->len - gone);
	free(side->to_article.items);
	side->to_article = to;
	return done ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status outdent(struct plain_side *side)
{
	struct span *cuts;
	size_t n_cuts;
	enum status status = directive_indents_find(buffer_view(&side->text), &cuts, &n_cuts);
	if (status == STATUS_OK && n_cuts)
		status = take_out(side, cuts, n_cuts);
	free(cuts);
	return status;
}

/* --- Looking up ------------------------------------------------------------ */

/* The last step that begins at or before the article's offset. Offsets are asked
   for in their order, nearly always: the step of the last answer, `from`, is near. */
static size_t step_of_article(const struct offset_steps *steps, size_t from, size_t article_offset)
{
	while (from && steps->items[from].to > article_offset)
		from--;
	while (from + 1 < steps->count && steps->items[from + 1].to <= article_offset)
		from++;
	return from;
}

/* Pieces ascend in both. */
size_t plain_side_offset(const struct plain_side *side, size_t *near, size_t article_offset)
{
	const struct offset_steps *steps = &side->to_article;
	if (steps->count == 0 || article_offset < steps->items[0].to)
		return SLICE_NONE;
	*near = step_of_article(steps, *near, article_offset);
	const struct offset_step *step = &steps->items[*near];
	size_t plain = step->from + (article_offset - step->to);
	size_t end = *near + 1 < steps->count ? step[1].from : side->text.len;
	return plain <= end ? plain : SLICE_NONE;
}

/* --- Rows ---------------------------------------------------------------- */

/* Whether a text stands in a table's row: its line begins with a border, and one follows. */
static bool is_in_row(struct slice plain, struct span text)
{
	size_t start = text.start;
	while (start && plain.ptr[start - 1] != '\n')
		start--;
	while (start < text.start && (plain.ptr[start] == ' ' || plain.ptr[start] == '>'))
		start++;
	size_t end = slice_find_char(plain, '\n', text.end);
	struct slice behind = slice_sub(plain, text.end, end);
	return plain.ptr[start] == '|' && slice_find_char(behind, '|', 0) != SLICE_NONE;
}

/* A row is one line (GFM 4.10): line ends in the text of a cell are blanks. */
static void join_rows(struct plain_side *side, const struct article *article, enum lang lang)
{
	size_t near = 0;
	for (size_t i = 0; i < article->n_segments; i++) {
		struct span text = article->segments[i].text[lang];
		struct slice written = slice_sub(article->bytes, text.start, text.end);
		if (slice_find_char(written, '\n', 0) == SLICE_NONE)
			continue;
		struct span place = {plain_side_offset(side, &near, text.start),
				     plain_side_offset(side, &near, text.end)};
		if (place.start == SLICE_NONE || place.end == SLICE_NONE ||
		    !is_in_row(buffer_view(&side->text), place))
			continue;
		for (size_t at = place.start; at < place.end; at++)
			if (side->text.ptr[at] == '\n' || side->text.ptr[at] == '\r')
				side->text.ptr[at] = ' ';
	}
}
/* --- All ------------------------------------------------------------------ */

static size_t plain_origin(const void *context, size_t offset)
{
	const struct plain_side *side = context;
	size_t near = 0;
	return offset_steps_follow(&side->to_article, &near, offset);
}

static enum status settle_directives(struct plain_side *side, struct article *article)
{
	enum status status = outdent(side);
	return status == STATUS_OK ? directives_replace(side->text.ptr, side->text.len, article,
							plain_origin, side)
				   : status;
}

enum status plain_side_init(struct plain_side *side, struct article *article,
			    const struct scan *scan, enum lang lang)
{
	*side = (struct plain_side){0};
	buffer_init(&side->text, BUFFER_MAX_PAGE);
	enum status status = take_pieces(side, article, scan, lang);
	if (status == STATUS_OK && slice_contains(buffer_view(&side->text), SLICE(":::")))
		status = settle_directives(side, lang == LANG_EN ? article : NULL);
	if (status != STATUS_OK)
		return status;
	if (slice_find_char(buffer_view(&side->text), '|', 0) != SLICE_NONE)
		join_rows(side, article, lang);
	side->has_hidden = table_cells_hide(side->text.ptr, side->text.len);
	return STATUS_OK;
}

void plain_side_release(struct plain_side *side)
{
	buffer_release(&side->text);
	free(side->to_article.items);
	*side = (struct plain_side){0};
}
