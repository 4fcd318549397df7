/* A unit's hash comes first, then its shape, and as one text its Japanese, its place and
   its segment's id. */
#include "consistency_facts.h"

#include "base/array.h"
#include "facts.h"
#include "tools.h"

#include <string.h>

enum {
	WORDS_MIN = 4,    /* shorter texts mean different things in different places */
	TOLD_BYTES = 120, /* of the Japanese */
	SHOWN_BYTES = 60, /* of it in a message */
	UNITS_MAX = 400,  /* kept of one article */
};

static struct slice cut(struct slice text, size_t len)
{
	text = slice_trim(text);
	if (text.len <= len)
		return text;
	text.len = len;
	while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
		text.len--;
	return text;
}

/* --- Writing ------------------------------------------------------------ */

struct writer {
	struct checking *c;
	struct buffer *out;
	struct buffer *details; /* of one unit */
	bool has_shapes;
	size_t n_units;
	/* Behind the last one, or at its start where its sentences come next: the next one
	   mostly stands on the same line. */
	size_t offset;
	struct position position;
};

/* A whole segment is not compared where its sentences are. */
static void put_shape(const struct writer *w, const struct unit *unit)
{
	const struct frame_words *frame = check_tools_frame_words(w->c->tools);
	struct shape shape;
	struct slice bytes = {(const char *)&shape, SHAPE_BYTES};
	if (!w->has_shapes || unit->has_parts || !shape_make(&shape, unit, frame))
		bytes.len = 0;
	facts_put_text(w->out, bytes);
}

static void put_place(struct writer *w, const struct unit *unit)
{
	const struct lines *lines = &w->c->article->lines;
	size_t line = 0;
	struct span at = unit->pair->segment->text[LANG_JA];
	if (unit->is_sentence)
		at = pair_place(w->c->article, unit->pair, LANG_JA, unit->at[LANG_JA]);
	struct position start = lines_position_behind(lines, w->offset, w->position, at.start);
	struct position end = lines_position_behind(lines, at.start, start, at.end);
	w->position = unit->has_parts ? start : end;
	w->offset = unit->has_parts ? at.start : at.end;
	facts_put_place(w->details, start, end, &line);
}

static void put_details(struct writer *w, const struct unit *unit)
{
	buffer_clear(w->details);
	facts_put_text(w->details, slice_trim(unit_text(unit, LANG_JA)));
	put_place(w, unit);
	facts_put_text(w->details, unit->pair->segment->id);
	w->c->failed |= w->details->failed;
	facts_put_text(w->out, buffer_view(w->details));
}

static void put_unit(void *context, const struct unit *unit)
{
	struct writer *w = context;
	if (w->n_units++ >= UNITS_MAX)
		return;
	facts_put_hash(w->out, unit->en + unit->kind);
	put_shape(w, unit);
	put_details(w, unit);
}

void consistency_put_facts(struct checking *c, struct buffer *out)
{
	struct writer w = {.c = c,
			   .out = out,
			   .details = &check_tools_facts(c->tools)->item,
			   .has_shapes = consistency_wants_near(c->config)};
	units_each(c, WORDS_MIN, put_unit, &w);
}

/* --- Reading ------------------------------------------------------------ */

struct details {
	struct base_place at;
	struct slice text;
};

static struct details details_of(const struct fact *fact)
{
	struct facts facts = facts_from(fact->details);
	struct details details = {.at.article = fact->article};
	size_t line = 0;
	details.text = facts_text(&facts);
	facts_place(&facts, &details.at.start, &details.at.end, &line);
	details.at.segment = facts_text(&facts);
	return details;
}

struct slice fact_text(const struct fact *fact)
{
	struct facts facts = facts_from(fact->details);
	return facts_text(&facts);
}

static void read_facts(struct base_check *b, size_t article, struct fact_list *list)
{
	struct facts facts = facts_from(base_facts(b, article));
	while (facts_remain(&facts) && !b->failed) {
		struct fact fact = {.order = (uint32_t)list->count, .article = (uint32_t)article};
		fact.en = facts_hash(&facts);
		struct slice shape = facts_text(&facts);
		fact.shape = shape.len == SHAPE_BYTES ? shape.ptr : NULL;
		fact.details = facts_text(&facts);
		if (!array_room(&list->items, &list->capacity, list->count + 1))
			b->failed = true;
		else
			list->items[list->count++] = fact;
	}
}

void consistency_read_facts(struct base_check *b, struct fact_list *list)
{
	for (size_t i = 0; i < b->kb->n_articles && !b->failed; i++)
		if (!b->kb->articles[i].is_include)
			read_facts(b, i, list);
}

struct shape fact_shape(const struct fact *fact)
{
	struct shape shape;
	memcpy(&shape, fact->shape, SHAPE_BYTES);
	return shape;
}

/* --- Telling ------------------------------------------------------------ */

/* From where two texts differ, some characters before it. */
static struct slice from_difference(struct base_check *b, struct slice text, struct slice other)
{
	size_t at = 0;
	while (at < text.len && at < other.len && text.ptr[at] == other.ptr[at])
		at++;
	if (at + 9 < SHOWN_BYTES || at >= text.len || at >= other.len)
		return cut(text, SHOWN_BYTES);
	for (size_t n = 0; at > 0 && n < 4;)
		n += ((unsigned char)text.ptr[--at] & 0xC0) != 0x80;
	struct slice rest = cut(slice_skip(text, at), SHOWN_BYTES);
	struct slice shown = arena_printf(&b->scratch, "…%.*s", SLICE_ARG(rest));
	b->failed |= !shown.ptr;
	return shown;
}

/* 「構成の概要」を参照 is 「…」を参照. */
static struct slice without_titles(struct base_check *b, struct slice text)
{
	static const char *const brackets[][2] = {{"「", "」"}, {"[", "]"}};
	for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++) {
		struct slice open = slice_from(brackets[i][0]);
		struct slice close = slice_from(brackets[i][1]);
		for (size_t at = 0; (at = slice_find(text, open, at)) != SLICE_NONE;) {
			at += open.len;
			size_t end = slice_find(text, close, at);
			struct slice rest = slice_skip(text, end); /* empty: not closed */
			text = arena_printf(&b->scratch, "%.*s…%.*s",
					    SLICE_ARG(slice_sub(text, 0, at)), SLICE_ARG(rest));
			b->failed |= !text.ptr;
		}
	}
	return text;
}

void consistency_tell(struct base_check *b, const struct rule *rule, enum quoted quoted,
		      struct fact *fact, const struct fact *other)
{
	struct details here = details_of(fact);
	struct details there = details_of(other);
	here.text = cut(here.text, TOLD_BYTES);
	there.text = cut(there.text, TOLD_BYTES);
	if (fact->article == other->article && slice_eq(here.at.segment, there.at.segment))
		return;
	if (quoted == QUOTED_WORDING) {
		here.text = without_titles(b, here.text);
		there.text = without_titles(b, there.text);
	}
	struct slice where = arena_printf(
		&b->scratch, "%s:%zu", b->kb->articles[other->article].file, there.at.start.line);
	b->failed |= !where.ptr;
	say_in_base(b, rule, LANG_JA, &here.at, 3, from_difference(b, here.text, there.text),
		    from_difference(b, there.text, here.text), where);
	fact->shape = NULL;
}
