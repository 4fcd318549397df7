/* Numbers and texts, one behind the other. */
#include "facts.h"

void facts_put_large(struct buffer *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		buffer_char(out, (char)(number | 0x80));
	buffer_char(out, (char)number);
}

void facts_put_text(struct buffer *out, struct slice text)
{
	facts_put_number(out, text.len);
	buffer_slice(out, text);
}

/* Lines may go back (a finding above another): then the difference is large, and
   wraps around on both ways alike. */
void facts_put_place(struct buffer *out, struct position start, struct position end, size_t *line)
{
	facts_put_number(out, (uint64_t)start.line - *line);
	facts_put_number(out, start.column);
	facts_put_number(out, (uint64_t)end.line - start.line);
	facts_put_number(out, end.column);
	*line = start.line;
}

struct facts facts_from(struct slice bytes)
{
	return (struct facts){bytes};
}

bool facts_remain(const struct facts *facts)
{
	return facts->rest.len > 0;
}

uint64_t facts_number(struct facts *facts)
{
	uint64_t number = 0;
	for (unsigned int shift = 0; facts->rest.len && shift < 64; shift += 7) {
		unsigned char byte = (unsigned char)facts->rest.ptr[0];
		facts->rest = slice_skip(facts->rest, 1);
		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			break;
	}
	return number;
}

struct slice facts_text(struct facts *facts)
{
	size_t len = facts_number(facts);
	struct slice text = slice_sub(facts->rest, 0, len);
	facts->rest = slice_skip(facts->rest, text.len);
	return text;
}

void facts_place(struct facts *facts, struct position *start, struct position *end, size_t *line)
{
	start->line = *line + facts_number(facts);
	start->column = facts_number(facts);
	end->line = start->line + facts_number(facts);
	end->column = facts_number(facts);
	*line = start->line;
}
