/* Wrapping by display width, so that Japanese stands in columns too. */
#include "wrap.h"

#include "text/unicode.h"

void wrapper_init(struct wrapper *wrapper, struct buffer *out)
{
	*wrapper = (struct wrapper){.breaker = line_breaker_new(), .out = out};
	if (!wrapper->breaker)
		out_of_memory();
	arena_init_must(&wrapper->arena);
}

void wrapper_release(struct wrapper *wrapper)
{
	line_breaker_free(wrapper->breaker);
	arena_release(&wrapper->arena);
}

static size_t trimmed_width(struct slice text)
{
	while (text.len && text.ptr[text.len - 1] == ' ')
		text.len--;
	return text_width(text);
}

/* ICU would also break behind the dashes of "--strict" and the slashes of
   paths: only blanks and wide characters count here. */
static bool may_break(struct slice text, size_t at)
{
	size_t before = at;
	size_t after = at;
	int32_t left = utf8_previous(text, &before);
	int32_t right = utf8_next(text, &after);
	return left == ' ' || right == CODE_POINT_NONE || code_point_width(left) == 2 ||
	       code_point_width(right) == 2;
}

static void put_line(struct wrapper *wrapper, struct slice line)
{
	while (line.len && line.ptr[line.len - 1] == ' ')
		line.len--;
	buffer_slice(wrapper->out, line);
	buffer_char(wrapper->out, '\n');
}

void wrap_text(struct wrapper *wrapper, struct slice text, size_t indent, size_t width_cells)
{
	struct line_breaks breaks;
	size_t start = 0; /* of the line */
	size_t end = 0;   /* as far as is known to fit */
	if (line_breaks_find(wrapper->breaker, &wrapper->arena, text, &breaks) != STATUS_OK)
		out_of_memory();
	for (size_t i = 0; i < breaks.count; i++) {
		size_t at = breaks.offsets[i];
		if (!may_break(text, at))
			continue;
		if (end > start &&
		    indent + trimmed_width(slice_sub(text, start, at)) > width_cells) {
			put_line(wrapper, slice_sub(text, start, end));
			buffer_repeat(wrapper->out, ' ', indent);
			start = end;
		}
		end = at;
	}
	put_line(wrapper, slice_sub(text, start, text.len));
}
