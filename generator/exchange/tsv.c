/* Segments as tab-separated values. */
#include "exchange/tsv.h"

static void write_field(struct buffer *out, struct slice text)
{
	static const char *const escapes[] = {
		['\t'] = "\\t",
		['\n'] = "\\n",
		['\r'] = "\\r",
		['\\'] = "\\\\",
	};
	size_t done = 0; /* all before it is written */
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c >= sizeof(escapes) / sizeof(escapes[0]) || !escapes[c])
			continue;
		buffer_slice(out, slice_sub(text, done, i));
		buffer_str(out, escapes[c]);
		done = i + 1;
	}
	buffer_slice(out, slice_skip(text, done));
}

static void write_segment(const struct article *article, const struct segment *segment,
			  struct buffer *out)
{
	struct position at = lines_position(&article->lines, segment->whole.start);
	write_field(out, slice_from(article->path));
	buffer_printf(out, "\t%zu\t", at.line);
	write_field(out, segment->id);
	buffer_char(out, '\t');
	write_field(out, segment_text(article, segment, LANG_EN));
	buffer_char(out, '\t');
	write_field(out, segment_text(article, segment, LANG_JA));
	buffer_char(out, '\n');
}

void tsv_write(const struct article *article, struct buffer *out)
{
	for (size_t i = 0; i < article->n_segments; i++)
		write_segment(article, &article->segments[i], out);
}
