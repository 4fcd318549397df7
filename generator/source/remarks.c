/* Line by line, and only where the word occurs at all. */
#include "remarks.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { FENCE_MIN = 3 };

#define OPENING "<!--"
#define CLOSING "-->"
#define NAME    "taiyaku:"

struct finder {
	struct article *article;
	struct remark *items;
	size_t count;
	size_t capacity;
	size_t block_first; /* lines of the block of the last remark that stands alone */
	size_t block_last;
	char fence; /* the character of the fence that is open, or 0 */
	size_t fence_len;
	bool failed;
};

/* --- Lines -------------------------------------------------------------- */

/* Behind blanks and the marks of a quote. */
static size_t text_start(struct slice line)
{
	size_t at = 0;
	while (at < line.len && (ascii_is_blank(line.ptr[at]) || line.ptr[at] == '>'))
		at++;
	return at;
}

/* Whether the line opens or closes a code fence (CommonMark 0.31, 4.5). */
static bool pass_fence(struct finder *f, struct slice line)
{
	size_t start = text_start(line);
	size_t end = start;
	char mark = start < line.len ? line.ptr[start] : '\0';
	if (mark != '`' && mark != '~')
		return false;
	while (end < line.len && line.ptr[end] == mark)
		end++;
	if (end - start < FENCE_MIN)
		return false;
	if (!f->fence) {
		bool is_span = mark == '`' && slice_find_char(line, '`', end) != SLICE_NONE;
		f->fence = is_span ? '\0' : mark;
		f->fence_len = end - start;
		return !is_span;
	}
	if (mark == f->fence && end - start >= f->fence_len &&
	    slice_is_blank(slice_skip(line, end)))
		f->fence = '\0';
	return true;
}

/* An odd number of backticks before it: it is shown, not said. */
static bool is_in_code(struct slice line, size_t at)
{
	size_t n = 0;
	for (size_t i = 0; i < at; i++)
		n += line.ptr[i] == '`';
	return n % 2 != 0;
}

/* Where a remark begins in the line, and what it says. */
static bool find_in_line(struct slice line, size_t *start, size_t *words)
{
	for (size_t at = 0; (at = slice_find(line, SLICE(OPENING), at)) != SLICE_NONE; at++) {
		size_t name = at + sizeof(OPENING) - 1;
		while (name < line.len && ascii_is_blank(line.ptr[name]))
			name++;
		if (!slice_starts_with(slice_skip(line, name), SLICE(NAME)))
			continue;
		*start = at;
		*words = name + sizeof(NAME) - 1;
		return true;
	}
	return false;
}

/* --- What it is about --------------------------------------------------- */

/* The lines behind `line` up to the next blank one: where remarks follow each other,
   that is the same for all of them. */
static void find_block(struct finder *f, size_t line, struct remark *remark)
{
	const struct lines *lines = &f->article->lines;
	size_t first = line + 1;
	while (first <= lines->count && slice_is_blank(lines_text(lines, first)))
		first++;
	size_t last = first;
	if (first >= f->block_first && first <= f->block_last)
		last = f->block_last;
	while (last < lines->count && !slice_is_blank(lines_text(lines, last + 1)))
		last++;
	f->block_first = remark->first_line = first;
	f->block_last = remark->last_line = last;
}

static void take_remark(struct finder *f, size_t number, struct slice line, size_t start,
			size_t words)
{
	const struct article *article = f->article;
	size_t offset = (size_t)(line.ptr - article->bytes.ptr);
	size_t close = slice_find(line, SLICE(CLOSING), words);
	size_t end = close == SLICE_NONE ? line.len : close + sizeof(CLOSING) - 1;
	struct slice said = slice_trim(slice_sub(line, words, close));
	bool begins = text_start(line) == start;
	struct remark remark = {.at = {offset + start, offset + end},
				.words = said,
				.first_line = number,
				.last_line = number,
				.is_closed = close != SLICE_NONE,
				.ends_line = slice_is_blank(slice_skip(line, end))};
	remark.whole = remark.at;
	if (begins && remark.is_closed && remark.ends_line) {
		remark.whole = (struct span){offset, lines_offset(&article->lines, number + 1)};
		find_block(f, number, &remark);
	} else if (remark.is_closed && remark.ends_line) {
		/* With the blanks before it: two would be a line break. */
		while (remark.whole.start > offset &&
		       ascii_is_blank(article->bytes.ptr[remark.whole.start - 1]))
			remark.whole.start--;
		remark.whole.end = offset + line.len;
	}
	if (!array_room(&f->items, &f->capacity, f->count + 1))
		f->failed = true;
	else
		f->items[f->count++] = remark;
}

static void find_all(struct finder *f)
{
	const struct article *article = f->article;
	size_t front = article->front.whole.end;
	for (size_t number = 1; number <= article->lines.count && !f->failed; number++) {
		struct slice line = lines_text(&article->lines, number);
		size_t start;
		size_t words;
		if (lines_offset(&article->lines, number) < front || pass_fence(f, line) ||
		    f->fence)
			continue;
		if (find_in_line(line, &start, &words) && !is_in_code(line, start))
			take_remark(f, number, line, start, words);
	}
}

/* --- Taking them out ---------------------------------------------------- */

static bool is_taken_out(const struct remark *remark)
{
	return remark->is_closed && remark->ends_line;
}

static void push_part(struct piece *pieces, size_t *n, const struct piece *piece, size_t start,
		      size_t end, bool is_remark)
{
	if (start >= end)
		return;
	pieces[*n] = *piece;
	pieces[*n].at = (struct span){start, end};
	pieces[(*n)++].is_remark = is_remark;
}

/* Each remark cuts the pieces that it crosses. */
static enum status cut_pieces(struct finder *f, struct scan *scan)
{
	size_t capacity = scan->n_pieces + 3 * f->count;
	struct piece *pieces = arena_array(&f->article->arena, capacity, sizeof(*pieces));
	size_t n = 0;
	size_t next = 0;
	if (!pieces)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < scan->n_pieces; i++) {
		const struct piece *piece = &scan->pieces[i];
		size_t at = piece->at.start;
		while (next < f->count && f->items[next].whole.end <= at)
			next++;
		for (size_t r = next; r < f->count && f->items[r].whole.start < piece->at.end &&
				      !piece->is_tag && !piece->mended.ptr;
		     r++) {
			struct span whole = f->items[r].whole;
			if (!is_taken_out(&f->items[r]))
				continue;
			size_t start = whole.start > at ? whole.start : at;
			size_t end = whole.end < piece->at.end ? whole.end : piece->at.end;
			push_part(pieces, &n, piece, at, start, false);
			push_part(pieces, &n, piece, start, end, true);
			at = end > at ? end : at;
		}
		push_part(pieces, &n, piece, at, piece->at.end, false);
	}
	*scan = (struct scan){pieces, n};
	return STATUS_OK;
}

static enum status keep(struct finder *f, struct scan *scan)
{
	struct article *article = f->article;
	if (f->failed)
		return STATUS_NO_MEMORY;
	if (f->count == 0)
		return STATUS_OK;
	article->remarks = arena_array(&article->arena, f->count, sizeof(*article->remarks));
	if (!article->remarks)
		return STATUS_NO_MEMORY;
	memcpy(article->remarks, f->items, f->count * sizeof(*f->items));
	article->n_remarks = f->count;
	return cut_pieces(f, scan);
}

enum status remarks_find(struct article *article, struct scan *scan)
{
	struct finder f = {.article = article};
	/* A comment is rarer than the name's letters are. */
	if (!slice_contains(article->bytes, SLICE("!--")) ||
	    !slice_contains(article->bytes, SLICE(NAME)))
		return STATUS_OK;
	find_all(&f);
	enum status status = keep(&f, scan);
	free(f.items);
	return status;
}
