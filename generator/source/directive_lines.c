/* Line by line, with an eye on fences. */
#include "directive_lines.h"

static const struct slice colons = {":::", 3};

struct directive_lines directive_lines_of(struct slice text)
{
	return (struct directive_lines){.text = text, .rest = text};
}

/* The run of ` or ~ that opens or closes a code fence at the start of a line. */
static size_t fence_of(struct slice line, char *mark)
{
	enum { FENCE_MIN = 3 };
	size_t at = 0;
	while (at < line.len &&
	       (line.ptr[at] == ' ' || line.ptr[at] == '>' || line.ptr[at] == '\t'))
		at++;
	if (at >= line.len || (line.ptr[at] != '`' && line.ptr[at] != '~'))
		return 0;
	*mark = line.ptr[at];
	size_t run = 0;
	while (at + run < line.len && line.ptr[at + run] == *mark)
		run++;
	return run >= FENCE_MIN ? run : 0;
}

/* Whether the line is code, or a fence. */
static bool passes_fence(struct directive_lines *lines, struct slice line)
{
	char mark = 0;
	size_t run = fence_of(line, &mark);
	if (run && !lines->fence_len) {
		lines->fence = mark;
		lines->fence_len = run;
	} else if (run >= lines->fence_len && mark == lines->fence) {
		lines->fence_len = 0;
	}
	return lines->fence_len != 0;
}

static struct slice name_of(struct slice body)
{
	size_t end = 0;
	while (end < body.len && (ascii_is_alnum(body.ptr[end]) || body.ptr[end] == '-'))
		end++;
	return slice_sub(body, 0, end);
}

static bool is_file(struct slice name)
{
	return slice_eq_nocase(name, SLICE("image")) || slice_eq_nocase(name, SLICE("code"));
}

/* The attributes of an image may go on in the next lines, up to the last colons. */
static struct slice whole_of(struct directive_lines *lines, struct slice text)
{
	enum { LINES_MAX = 8 };
	struct slice rest = lines->rest;
	struct slice line;
	for (int n = 0; n < LINES_MAX && slice_next_line(&rest, &line); n++) {
		struct slice words = slice_trim(line);
		if (words.len == 0 || slice_starts_with(words, colons))
			break;
		if (!slice_ends_with(words, colons))
			continue;
		lines->rest = rest;
		return (struct slice){text.ptr, (size_t)(words.ptr + words.len - text.ptr)};
	}
	return text;
}

static bool read_directive(struct directive_lines *lines, struct slice line, struct directive *out)
{
	size_t start = 0;
	while (start < line.len && (ascii_is_blank(line.ptr[start]) || line.ptr[start] == '>'))
		start++;
	struct slice text = slice_trim(slice_skip(line, start));
	if (!slice_starts_with(text, colons))
		return false;
	out->at = (size_t)(text.ptr - lines->text.ptr);
	out->line.start = (size_t)(line.ptr - lines->text.ptr);
	while (text.len && text.ptr[0] == ':')
		text = slice_skip(text, 1);
	out->name = name_of(slice_trim(text));
	if (is_file(out->name) && !slice_ends_with(text, colons))
		text = whole_of(lines, text);
	out->line.end = lines->text.len - lines->rest.len;
	while (text.len && text.ptr[text.len - 1] == ':')
		text.len--;
	out->body = slice_trim(text);
	return true;
}

bool directive_lines_next(struct directive_lines *lines, struct directive *out)
{
	struct slice line;
	while (slice_next_line(&lines->rest, &line))
		if (!passes_fence(lines, line) && read_directive(lines, line, out))
			return true;
	return false;
}
