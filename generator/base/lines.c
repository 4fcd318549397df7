/* An index of line starts, searched by bisection, and where a line is long a
   count of the characters before every 2048th byte: a line may be as long as the
   text, and a column in it must not cost a walk along it. */
#include "base/lines.h"

#include "base/eight.h"

#include <string.h>

enum {
	STRIDE = 2048, /* bytes from one count to the next: few lines are as long */
	BATCH = 1024,  /* bytes that are counted at once */
};

/* Every byte that does not go on with a character (10xxxxxx), eight at a time: each
   is counted in a byte of its own, which holds as many as a batch is eights. */
static size_t characters(struct slice text)
{
	const uint64_t odd = UINT64_C(0x00FF00FF00FF00FF);
	size_t n_others = 0;
	size_t i = 0;
	while (i + sizeof(uint64_t) <= text.len) {
		size_t stop = text.len - i > BATCH ? i + BATCH : text.len;
		uint64_t counts = 0;
		for (; i + sizeof(uint64_t) <= stop; i += sizeof(uint64_t))
			counts += eight_trails(eight_at(text.ptr + i));
		counts = (counts & odd) + (counts >> 8 & odd);
		n_others += (size_t)((counts * UINT64_C(0x0001000100010001)) >> 48);
	}
	for (; i < text.len; i++)
		n_others += utf8_is_trail(text.ptr[i]);
	return text.len - n_others;
}

static enum status count_characters(struct lines *lines, struct arena *arena)
{
	size_t n = lines->text.len / STRIDE;
	size_t *counts = arena_array(arena, n + 1, sizeof(*counts));
	if (!counts)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		counts[i + 1] = counts[i] +
				characters(slice_sub(lines->text, i * STRIDE, (i + 1) * STRIDE));
	lines->characters = counts;
	return STATUS_OK;
}

/* As many as there turn out to be; the last thing in the arena. */
struct starts {
	size_t *items; /* NULL: memory is out */
	size_t count;
	size_t room;
};

static void add_start(struct starts *starts, struct arena *arena, size_t at)
{
	if (starts->count == starts->room) { /* what is outgrown stays in the arena */
		size_t *more = arena_array_raw(arena, starts->room * 2, sizeof(*more));
		if (more)
			memcpy(more, starts->items, starts->room * sizeof(*more));
		starts->items = more;
		starts->room *= 2;
	}
	if (starts->items)
		starts->items[starts->count++] = at;
}

enum status lines_find(struct lines *lines, struct arena *arena, struct slice text)
{
	enum { LINE_BYTES = 32 }; /* most texts' are longer */
	*lines = (struct lines){.text = text};
	struct starts starts = {.room = text.len / LINE_BYTES + 1};
	starts.items = arena_array_raw(arena, starts.room, sizeof(*starts.items));
	if (starts.items)
		add_start(&starts, arena, slice_starts_with(text, SLICE("\xEF\xBB\xBF")) ? 3 : 0);
	for (size_t at = 0; starts.items && (at = slice_find_char(text, '\n', at)) != SLICE_NONE;)
		add_start(&starts, arena, ++at);
	if (!starts.items)
		return STATUS_NO_MEMORY;
	arena_trim(arena, starts.items, starts.count * sizeof(*starts.items));
	lines->starts = starts.items;
	lines->count = starts.count;
	return STATUS_OK;
}

static bool has_long_line(const struct lines *lines)
{
	for (size_t line = 1; line <= lines->count; line++)
		if (lines_offset(lines, line + 1) - lines_offset(lines, line) > STRIDE)
			return true;
	return false;
}

enum status lines_init(struct lines *lines, struct arena *arena, struct slice text)
{
	enum status status = lines_find(lines, arena, text);
	if (status == STATUS_OK && has_long_line(lines))
		status = count_characters(lines, arena);
	return status;
}

/* How many characters begin before `offset`. */
static size_t characters_before(const struct lines *lines, size_t offset)
{
	size_t stride = offset / STRIDE;
	return lines->characters[stride] +
	       characters(slice_sub(lines->text, stride * STRIDE, offset));
}

static size_t characters_between(const struct lines *lines, size_t start, size_t end)
{
	if (end <= start + STRIDE)
		return characters(slice_sub(lines->text, start, end));
	return characters_before(lines, end) - characters_before(lines, start);
}

struct position lines_position(const struct lines *lines, size_t offset)
{
	if (lines->count == 0)
		return (struct position){1, 1};
	if (offset > lines->text.len)
		offset = lines->text.len;
	size_t low = 0;
	size_t high = lines->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (lines->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	size_t column = characters_between(lines, lines->starts[low], offset) + 1;
	return (struct position){low + 1, column};
}

struct position lines_position_behind(const struct lines *lines, size_t known,
				      struct position position, size_t offset)
{
	bool is_on_line = position.line > 0 && known <= offset && offset <= lines->text.len &&
			  offset < lines_offset(lines, position.line + 1);
	if (!is_on_line)
		return lines_position(lines, offset);
	position.column += characters_between(lines, known, offset);
	return position;
}

size_t lines_offset(const struct lines *lines, size_t line)
{
	if (line == 0 || line > lines->count)
		return lines->text.len;
	return lines->starts[line - 1];
}

struct slice lines_text(const struct lines *lines, size_t line)
{
	if (line == 0 || line > lines->count)
		return (struct slice){0};
	size_t start = lines->starts[line - 1];
	size_t end = line < lines->count ? lines->starts[line] - 1 : lines->text.len;
	if (end > start && lines->text.ptr[end - 1] == '\r')
		end--;
	return slice_sub(lines->text, start, end);
}
