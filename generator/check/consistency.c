/*
 * The same English, and other Japanese: in an article any such pair is told, in
 * the whole base only where nearly everybody writes the other. Sentences inside
 * merged segments count too. Where only blanks or punctuation differ it is the
 * same Japanese.
 */
#include "facts.h"
#include "units.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static const struct rule rule_exact = {
	.id = "consistency.exact",
	.severity = SEVERITY_WARNING,
	.message = {"the same English is \"{0}\" here and \"{1}\" in {2}; use one translation",
		    "同じ英文の訳がここでは「{0}」、{2} では「{1}」です。訳をそろえてください"},
	.explain = {"One English sentence needs one Japanese one, or a reader looks for the "
		    "difference. In an article any difference is told, elsewhere only where at "
		    "least three articles agree and hardly any does not.",
		    "同じ英文に異なる訳があると、読者は違いを探してしまいます。1 つの記事の中では"
		    "すべて、記事の間では 3 件以上の記事の訳が一致し、ほかの訳がわずかな場合だけ"
		    "指摘します。"},
	.example = "Wait until the queue is empty.\n"
		   "  (elsewhere:) キューが空になるまで待ちます。\n"
		   "- 待ち行列がなくなるまで待機してください。\n+ キューが空になるまで待ちます。",
};

static const struct rule *const rules[] = {&rule_exact, NULL};

enum {
	WORDS_MIN = 4,      /* shorter texts mean different things in different places */
	KEPT_BYTES = 120,   /* of the Japanese */
	SHOWN_BYTES = 42,   /* of it in a message */
	ARTICLES_MIN = 3,   /* that agree */
	MAJORITY_TIMES = 4, /* as many as do not */
	UNITS_MAX = 400,    /* kept of one article */
};

/* --- Facts -------------------------------------------------------------- */

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

static void put_facts(struct checking *c, struct buffer *out)
{
	struct unit_list units;
	size_t line = 0;
	if (units_make(&units, c, WORDS_MIN) != STATUS_OK) {
		c->failed = true;
		return;
	}
	for (size_t i = 0; i < units.count && i < UNITS_MAX; i++) {
		const struct unit *unit = &units.items[i];
		struct span at = unit->pair->segment->text[LANG_JA];
		if (unit->is_sentence)
			at = pair_place(c->article, unit->pair, LANG_JA, unit->at[LANG_JA]);
		facts_put_hash(out, unit->en + unit->kind);
		facts_put_number(out, unit->ja & 0xFFFFFFFF);
		facts_put_place(out, lines_position(&c->article->lines, at.start),
				lines_position(&c->article->lines, at.end), &line);
		facts_put_text(out, unit->pair->segment->id);
		facts_put_text(out, cut(unit_text(unit, LANG_JA), KEPT_BYTES));
	}
}

/* --- Groups ------------------------------------------------------------- */

struct fact {
	uint64_t en;
	uint32_t ja;
	uint32_t order; /* of the unit among all */
	struct base_place at;
	struct slice text;
};

struct fact_list {
	struct fact *items;
	size_t count;
	size_t capacity;
};

static void read_facts(struct base_check *b, size_t article, struct fact_list *list)
{
	struct facts facts = facts_from(base_facts(b, article));
	size_t line = 0;
	while (facts_remain(&facts) && !b->failed) {
		struct fact fact = {.order = (uint32_t)list->count, .at.article = article};
		fact.en = facts_hash(&facts);
		fact.ja = (uint32_t)facts_number(&facts);
		facts_place(&facts, &fact.at.start, &fact.at.end, &line);
		fact.at.segment = facts_text(&facts);
		fact.text = facts_text(&facts);
		if (!array_room(&list->items, &list->capacity, list->count + 1))
			b->failed = true;
		else
			list->items[list->count++] = fact;
	}
}

static int compare_facts(const void *a, const void *b)
{
	const struct fact *left = a;
	const struct fact *right = b;
	if (left->en != right->en)
		return left->en > right->en ? 1 : -1;
	if (left->ja != right->ja)
		return left->ja > right->ja ? 1 : -1;
	return (left->order > right->order) - (left->order < right->order);
}

/* Facts of one English text with the same Japanese. */
struct version {
	const struct fact *facts;
	size_t count;
	size_t n_articles;
};

static struct version version_at(const struct fact *facts, size_t count)
{
	struct version version = {.facts = facts};
	size_t last = SLICE_NONE;
	for (; version.count < count && facts[version.count].ja == facts[0].ja; version.count++) {
		version.n_articles += facts[version.count].at.article != last;
		last = facts[version.count].at.article;
	}
	return version;
}

static bool is_better(const struct version *a, const struct version *b)
{
	if (a->n_articles != b->n_articles)
		return a->n_articles > b->n_articles;
	if (a->count != b->count)
		return a->count > b->count;
	return a->facts[0].order < b->facts[0].order;
}

/* The usual version's fact in the article itself, or, where the base is sure
   enough, its first one anywhere. */
static const struct fact *other_of(const struct version *usual, const struct fact *fact,
				   size_t n_other_articles)
{
	for (size_t i = 0; i < usual->count; i++)
		if (usual->facts[i].at.article == fact->at.article)
			return &usual->facts[i];
	bool is_sure = usual->n_articles >= ARTICLES_MIN &&
		       usual->n_articles >= MAJORITY_TIMES * n_other_articles;
	return is_sure ? &usual->facts[0] : NULL;
}

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
	struct slice shown = arena_printf(b->scratch, "…%.*s", SLICE_ARG(rest));
	b->failed |= !shown.ptr;
	return shown;
}

static void tell(struct base_check *b, const struct fact *fact, const struct fact *other)
{
	struct slice where =
		arena_printf(b->scratch, "%s:%zu", b->kb->articles[other->at.article].file,
			     other->at.start.line);
	b->failed |= !where.ptr;
	say_in_base(b, &rule_exact, LANG_JA, &fact->at, 3,
		    from_difference(b, fact->text, other->text),
		    from_difference(b, other->text, fact->text), where);
}

static bool is_same_segment(const struct fact *a, const struct fact *b)
{
	return a->at.article == b->at.article && slice_eq(a->at.segment, b->at.segment);
}

static void check_group(struct base_check *b, const struct fact *facts, size_t count)
{
	struct version usual = version_at(facts, count);
	size_t n_articles = usual.n_articles;
	if (usual.count == count)
		return;
	for (size_t i = usual.count; i < count;) {
		struct version version = version_at(facts + i, count - i);
		n_articles += version.n_articles;
		if (is_better(&version, &usual))
			usual = version;
		i += version.count;
	}
	for (size_t i = 0; i < count && !b->failed; i++) {
		if (facts[i].ja == usual.facts[0].ja)
			continue;
		const struct fact *other =
			other_of(&usual, &facts[i], n_articles - usual.n_articles);
		/* A sentence that a segment repeats is its author's wish. */
		if (other && !is_same_segment(other, &facts[i]))
			tell(b, &facts[i], other);
	}
}

static void check_base(struct base_check *b)
{
	struct fact_list list = {0};
	for (size_t i = 0; i < b->kb->n_articles && !b->failed; i++)
		if (!b->kb->articles[i].is_include)
			read_facts(b, i, &list);
	if (list.count)
		qsort(list.items, list.count, sizeof(*list.items), compare_facts);
	for (size_t i = 0; i < list.count && !b->failed;) {
		size_t n = 1;
		while (i + n < list.count && list.items[i + n].en == list.items[i].en)
			n++;
		check_group(b, list.items + i, n);
		i += n;
	}
	free(list.items);
}

const struct family family_consistency = {.rules = rules, .facts = put_facts, .base = check_base};
