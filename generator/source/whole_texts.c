/* Two cheap questions: where the next sign is, known until it is passed, and whether
   a text without signs has characters below the blank. */
#include "whole_texts.h"

#include "base/eight.h"
#include "marks.h"

/* What has a meaning in a line of CommonMark (section 6), of GitHub's tables, or in
   a tag; less "!", which has one only before a bracket. */
static const char signs[] = "\\`*_~[]<>&|\"'()=";

/* A definition ("[label]: address") is looked up by the text of its label. Two hyphens
   may not stand in a comment. */
static bool asks_for_all(struct slice side)
{
	return slice_contains(side, SLICE("]:")) || slice_contains(side, SLICE("<!"));
}

void whole_texts_init(struct whole_texts *texts, struct slice side)
{
	*texts = (struct whole_texts){.text = side, .is_off = side.len == 0 || asks_for_all(side)};
	if (!texts->is_off)
		texts->next_sign = strcspn(side.ptr, signs);
}

static bool has_sign(struct whole_texts *texts, struct span place)
{
	if (texts->next_sign < place.start)
		texts->next_sign = place.start + strcspn(texts->text.ptr + place.start, signs);
	return texts->next_sign < place.end;
}

/* Line ends, tabs and the like. */
static bool has_control(struct slice text)
{
	uint64_t found = 0;
	size_t at = 0;
	for (; at + 8 <= text.len; at += 8) {
		uint64_t eight = eight_at(text.ptr + at);
		found |= (eight - EIGHT_EACH * ' ') & ~eight;
	}
	for (; at < text.len; at++)
		found |= (unsigned char)text.ptr[at] < ' ' ? EIGHT_HIGH : 0;
	return (found & EIGHT_HIGH) != 0;
}

/* A letter first and no blank last: nothing that begins or ends a block. */
static bool has_usual_ends(struct slice text)
{
	char first = text.ptr[0];
	char last = text.ptr[text.len - 1];
	return (ascii_is_alpha(first) || (unsigned char)first >= 0x80) && last != ' ' &&
	       last != '#';
}

bool whole_texts_has(struct whole_texts *texts, struct span place)
{
	struct slice text = slice_sub(texts->text, place.start, place.end);
	return !texts->is_off && text.len != 0 && has_usual_ends(text) && !has_sign(texts, place) &&
	       !has_control(text);
}

static bool is_of(const struct article *article, struct mark mark)
{
	return mark.kind == MARK_WHOLE && mark.segment < article->n_segments;
}

static void put_back(const struct article *article, enum lang lang, struct slice text,
		     struct buffer *out)
{
	struct mark mark;
	size_t from = 0;
	for (size_t at = 0; (at = mark_find(text, at, &mark)) != SLICE_NONE; at += mark.len) {
		if (!is_of(article, mark))
			continue;
		buffer_slice(out, slice_sub(text, from, at));
		mark_write(out, MARK_START, mark.segment, MARK_OTHER, MARK_OTHER);
		buffer_slice(out, segment_text(article, &article->segments[mark.segment], lang));
		mark_write(out, MARK_END, 0, MARK_OTHER, MARK_OTHER);
		from = at + mark.len;
	}
	buffer_slice(out, slice_skip(text, from));
}

struct slice whole_texts_put_back(const struct article *article, enum lang lang,
				  struct arena *arena, struct slice text)
{
	struct mark mark;
	size_t at = 0;
	while ((at = mark_find(text, at, &mark)) != SLICE_NONE && !is_of(article, mark))
		at += mark.len;
	if (at == SLICE_NONE)
		return text;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	put_back(article, lang, text, &out);
	text = out.failed ? (struct slice){NULL, 0} : arena_copy(arena, buffer_view(&out));
	buffer_release(&out);
	return text;
}
