/* The hashes of an article's units come first, as most units are not looked at any more
   when these are known; then where the texts of each end, and the texts: its shape, its
   Japanese, its place and its segment's id. */
#include "consistency_facts.h"

#include "base/array.h"
#include "facts.h"
#include "tools.h"

#include <string.h>

enum {
	WORDS_MIN = 4,    /* shorter texts mean different things in different places */
	SHOWN_BYTES = 60, /* of it in a message */
	UNITS_MAX = 400,  /* kept of one article */
};

/* --- Writing ------------------------------------------------------------ */

struct writer {
	struct checking *c;
	struct buffer *texts;
	bool has_shapes;
	size_t n_units;
	uint64_t hashes[UNITS_MAX];
	uint32_t ends[UNITS_MAX]; /* in the texts */
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
	facts_put_text(w->texts, bytes);
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
	facts_put_place(w->texts, start, end, &line);
}

static void put_unit(void *context, const struct unit *unit)
{
	struct writer *w = context;
	if (w->n_units == UNITS_MAX)
		return;
	put_shape(w, unit);
	facts_put_text(w->texts, slice_trim(unit_text(unit, LANG_JA)));
	put_place(w, unit);
	facts_put_text(w->texts, unit->pair->segment->id);
	w->hashes[w->n_units] = unit->en + unit->kind;
	w->ends[w->n_units++] = (uint32_t)w->texts->len;
}

void consistency_put_facts(struct checking *c, struct buffer *out)
{
	struct writer w = {.c = c,
			   .texts = &check_tools_facts(c->tools)->item,
			   .has_shapes = consistency_wants_near(c->config)};
	buffer_clear(w.texts);
	units_each(c, WORDS_MIN, put_unit, &w);
	if (!w.n_units)
		return;
	facts_put_text(out, (struct slice){(const char *)w.hashes, w.n_units * sizeof(*w.hashes)});
	facts_put_text(out, (struct slice){(const char *)w.ends, w.n_units * sizeof(*w.ends)});
	facts_put_text(out, buffer_view(w.texts));
	c->failed |= w.texts->failed;
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

/* Those of an article. */
struct unit_facts {
	struct slice hashes;
	struct slice ends;
	struct slice texts;
	size_t count;
};

static struct unit_facts unit_facts_of(const struct base_check *b, size_t article)
{
	struct unit_facts units = {0};
	if (b->kb->articles[article].is_include)
		return units;
	struct facts facts = facts_from(base_facts(b, article));
	units.hashes = facts_text(&facts);
	units.ends = facts_text(&facts);
	units.texts = facts_text(&facts);
	units.count = units.ends.len / sizeof(uint32_t);
	if (units.hashes.len != units.count * sizeof(uint64_t))
		units.count = 0;
	return units;
}

static uint64_t hash_at(const struct unit_facts *units, size_t i)
{
	uint64_t hash;
	memcpy(&hash, units->hashes.ptr + i * sizeof(hash), sizeof(hash));
	return hash;
}

static size_t end_at(const struct unit_facts *units, size_t i)
{
	uint32_t end;
	memcpy(&end, units->ends.ptr + i * sizeof(end), sizeof(end));
	return end;
}

static void see_units(const struct unit_facts *units, struct repeats *repeats)
{
	for (size_t i = 0; i < units->count; i++)
		repeats_see(repeats, hash_at(units, i));
}

static void add_fact(struct base_check *b, size_t article, const struct unit_facts *units, size_t i,
		     struct fact_list *list)
{
	size_t start = i ? end_at(units, i - 1) : 0;
	struct facts facts = facts_from(slice_sub(units->texts, start, end_at(units, i)));
	struct slice shape = facts_text(&facts);
	struct fact fact = {.en = hash_at(units, i),
			    .shape = shape.len == SHAPE_BYTES ? shape.ptr : NULL,
			    .details = facts.rest,
			    .order = (uint32_t)list->count,
			    .article = (uint32_t)article};
	if (!array_room(&list->items, &list->capacity, list->count + 1))
		b->failed = true;
	else
		list->items[list->count++] = fact;
}

static void add_article(struct base_check *b, size_t article, const struct unit_facts *units,
			const struct repeats *repeats, struct fact_list *list)
{
	bool wants_all = consistency_wants_near(b->config);
	for (size_t i = 0; i < units->count && !b->failed; i++)
		if (wants_all || repeats_has(repeats, hash_at(units, i)))
			add_fact(b, article, units, i, list);
}

void consistency_read_facts(struct base_check *b, struct repeats *repeats, struct fact_list *list)
{
	size_t n = b->kb->n_articles;
	size_t count = 0;
	struct unit_facts *units = arena_array_raw(&b->scratch, n, sizeof(*units));
	for (size_t i = 0; units && i < n; i++) {
		units[i] = unit_facts_of(b, i);
		count += units[i].count;
	}
	b->failed |= !repeats_init(repeats, count) || !units;
	for (size_t i = 0; i < n && !b->failed; i++)
		see_units(&units[i], repeats);
	for (size_t i = 0; i < n && !b->failed; i++)
		add_article(b, i, &units[i], repeats, list);
}

struct shape fact_shape(const struct fact *fact)
{
	struct shape shape;
	memcpy(&shape, fact->shape, SHAPE_BYTES);
	return shape;
}

/* --- Telling ------------------------------------------------------------ */

/* What a message shows of a text from `at` on; "…" stands for the rest where that is
   longer. */
static struct slice shown_from(struct base_check *b, struct slice text, size_t at)
{
	struct slice rest = slice_trim(slice_skip(text, at));
	bool is_whole = rest.len <= SHOWN_BYTES + strlen("…");
	struct slice shown = is_whole ? rest : slice_cut(rest, SHOWN_BYTES);
	if (at == 0 && is_whole)
		return rest;
	shown = arena_printf(&b->scratch, "%s%.*s%s", at ? "…" : "", SLICE_ARG(shown),
			     is_whole ? "" : "…");
	b->failed |= !shown.ptr;
	return shown;
}

/* From where two texts differ, some characters before it. */
static struct slice from_difference(struct base_check *b, struct slice text, struct slice other)
{
	size_t at = 0;
	while (at < text.len && at < other.len && text.ptr[at] == other.ptr[at])
		at++;
	if (at + 9 < SHOWN_BYTES || at >= text.len || at >= other.len)
		return shown_from(b, text, 0);
	for (size_t n = 0; at > 0 && n < 4;)
		n += !utf8_is_trail(text.ptr[--at]);
	return shown_from(b, text, at);
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
