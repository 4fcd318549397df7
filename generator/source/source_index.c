/* Built at the first question: good articles never ask one. */
#include "source_index.h"

#include "base/array.h"

#include <stdlib.h>

struct source_place {
	struct slice id;
	size_t offset;
	struct source_place *next; /* with the same id */
};

void source_index_init(struct source_index *index, struct slice bytes)
{
	*index = (struct source_index){.bytes = bytes};
	map_init(&index->by_id);
}

void source_index_release(struct source_index *index)
{
	map_release(&index->by_id);
	free(index->places);
}

/* The id in quotes, plain or escaped, at the start of `text`. */
static struct slice quoted_id(struct slice text)
{
	const struct slice escaped = SLICE("&quot;");
	text = slice_skip(text, slice_starts_with(text, escaped) ? escaped.len : 1);
	size_t len = 0;
	while (len < text.len && (ascii_is_alnum(text.ptr[len]) || text.ptr[len] == '-'))
		len++;
	return slice_sub(text, 0, len);
}

static enum status build(struct source_index *index)
{
	const struct slice name = SLICE("data-stu-id=");
	size_t count = 0;
	size_t capacity = 0;
	for (size_t at = 0; (at = slice_find(index->bytes, name, at)) != SLICE_NONE; at++) {
		if (!array_room(&index->places, &capacity, count + 1))
			return STATUS_NO_MEMORY;
		struct slice id = quoted_id(slice_skip(index->bytes, at + name.len));
		index->places[count++] = (struct source_place){.id = id, .offset = at};
	}
	while (count-- > 0) {
		struct source_place *place = &index->places[count];
		place->next = map_get(&index->by_id, place->id);
		if (map_put(&index->by_id, place->id, place) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

/* The line end before the next line that is blank, or the end of the text. */
static size_t find_blank_line(struct slice bytes, size_t from)
{
	for (size_t at = from; (at = slice_find_char(bytes, '\n', at)) != SLICE_NONE; at++) {
		size_t next = at + 1;
		while (next < bytes.len && bytes.ptr[next] != '\n' &&
		       ascii_is_blank(bytes.ptr[next]))
			next++;
		if (next == bytes.len || bytes.ptr[next] == '\n')
			return at;
	}
	return bytes.len;
}

bool source_index_follows(struct source_index *index, struct slice id, size_t from)
{
	if (!index->is_built) {
		index->is_built = true;
		index->failed = build(index) != STATUS_OK;
	}
	struct source_place *place = index->failed ? NULL : map_get(&index->by_id, id);
	if (!place)
		return false;
	while (place && place->offset < from)
		place = place->next;
	(void)map_put(&index->by_id, id, place); /* the key is there: no memory is needed */
	if (index->blank_line < from || index->blank_line == 0)
		index->blank_line = find_blank_line(index->bytes, from);
	return place && place->offset < index->blank_line;
}
