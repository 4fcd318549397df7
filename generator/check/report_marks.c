/* Overlapping places are cut at each other's borders, so that marks nest. */
#include "report_marks.h"

#include "text/html.h"

#include <stdlib.h>

struct place {
	struct span at;
	enum severity severity;
};

/* Characters are counted as lines_position does. */
static size_t offset_of(const struct article *article, struct position position)
{
	size_t at = lines_offset(&article->lines, position.line);
	size_t column = 1;
	if (position.line == 1 && slice_starts_with(article->bytes, SLICE("\xEF\xBB\xBF")))
		at = 3;
	for (; column < position.column && at < article->bytes.len; column++) {
		at++;
		while (at < article->bytes.len && utf8_is_trail(article->bytes.ptr[at]))
			at++;
	}
	return at;
}

struct span report_marks_place(const struct article *article, const struct finding *finding)
{
	return (struct span){offset_of(article, finding->start), offset_of(article, finding->end)};
}

static size_t collect(const struct article *article, struct span part,
		      const struct finding *findings, size_t count, struct place *places)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		struct span at = report_marks_place(article, &findings[i]);
		bool is_whole = at.start <= part.start && at.end >= part.end;
		if (findings[i].severity == SEVERITY_OFF || is_whole || at.start >= part.end ||
		    at.end <= part.start)
			continue;
		at.start = at.start > part.start ? at.start : part.start;
		at.end = at.end < part.end ? at.end : part.end;
		places[n++] = (struct place){at, findings[i].severity};
	}
	return n;
}

static int compare_borders(const void *a, const void *b)
{
	size_t left = *(const size_t *)a;
	size_t right = *(const size_t *)b;
	return (left > right) - (left < right);
}

static enum severity worst_at(const struct place *places, size_t n, size_t offset)
{
	enum severity worst = SEVERITY_OFF;
	for (size_t i = 0; i < n; i++)
		if (places[i].at.start <= offset && offset < places[i].at.end &&
		    places[i].severity > worst)
			worst = places[i].severity;
	return worst;
}

static void write_piece(const struct article *article, struct span at, enum severity severity,
			struct buffer *out)
{
	if (severity != SEVERITY_OFF)
		buffer_printf(out, "<mark class=\"%s\">", severity_name(severity));
	html_escape(out, slice_sub(article->bytes, at.start, at.end));
	if (severity != SEVERITY_OFF)
		buffer_str(out, "</mark>");
}

void report_marks_write(struct arena *arena, const struct article *article, struct span part,
			const struct finding *findings, size_t count, struct buffer *out)
{
	struct place *places = arena_array(arena, count + 1, sizeof(*places));
	size_t *borders = arena_array(arena, 2 * count + 2, sizeof(*borders));
	size_t n = collect(article, part, findings, count, places);
	size_t n_borders = 0;
	borders[n_borders++] = part.start;
	borders[n_borders++] = part.end;
	for (size_t i = 0; i < n; i++) {
		borders[n_borders++] = places[i].at.start;
		borders[n_borders++] = places[i].at.end;
	}
	qsort(borders, n_borders, sizeof(*borders), compare_borders);
	for (size_t i = 0; i + 1 < n_borders; i++)
		if (borders[i] < borders[i + 1])
			write_piece(article, (struct span){borders[i], borders[i + 1]},
				    worst_at(places, n, borders[i]), out);
}
