/*
 * English that is alike to nine tenths, and Japanese of another shape. All facts
 * of which the English is the same but for one of its ten parts come together in
 * a table; that is done ten times, so no fact is ever compared with all others.
 * Where one part differs, all of the other half is the same: a fact of which
 * neither half stands anywhere else, as most, is left out from the start. Of those
 * that came together the most usual Japanese shape is what the others are held
 * against.
 */
#include "base/array.h"
#include "chains.h"
#include "consistency_facts.h"

#include <stdlib.h>

const struct rule rule_consistency_near = {
	.id = "consistency.near",
	.severity = SEVERITY_INFO,
	.message = {"nearly the same English is worded \"{0}\" here and \"{1}\" in {2}; use one "
		    "wording",
		    "ほぼ同じ英文の訳が、ここでは「{0}」、{2} では「{1}」となっています。"
		    "表現をそろえてください"},
	.explain = {"Sentences that differ in English by a name, a number or a word ought to "
		    "differ in Japanese by no more, or a reader looks for the difference. Only "
		    "what joins the words is compared. In an article any such pair is told, "
		    "elsewhere only where at least three articles agree and hardly any does not.",
		    "英語で名前、数値、または 1 語だけが異なる文は、日本語でも違いはそこだけで"
		    "十分です。そうでないと、読者は違いを探してしまいます。語と語をつなぐ表現"
		    "だけを比較します。1 つの記事の中ではすべて、記事の間では 3 件以上の記事の"
		    "表現が一致し、ほかの表現がわずかな場合だけ指摘します。"},
	.example = "Wait until the Exchange queue is empty.\n"
		   "  (elsewhere: Wait until the Postfix queue is empty.) Postfix "
		   "のキューが空になるまで待ちます。\n"
		   "- Exchange のキューが空であれば待機を終えてください。\n"
		   "+ Exchange のキューが空になるまで待ちます。",
};

enum { ALIKE_MIN = 55 }; /* percent; shapes less alike than that are others */

bool consistency_wants_near(const struct config *config)
{
	return config_severity(config, &rule_consistency_near) != SEVERITY_OFF;
}

/* A fact that may have its like. */
struct candidate {
	struct fact *fact; /* without its shape once it is told */
	struct shape shape;
	bool shares_half[2]; /* which half stands elsewhere too, or seems to */
};

/* One of those that came together. */
struct member {
	struct fact *fact;
	uint64_t shape;
};

struct group {
	struct member *items;
	size_t count;
	size_t capacity;
};

/* --- Candidates --------------------------------------------------------- */

static void see_halves(struct repeats *halves, const struct fact_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (!list->items[i].shape)
			continue;
		struct shape shape = fact_shape(&list->items[i]);
		repeats_see(halves, shape_half_key(&shape, 0));
		repeats_see(halves, shape_half_key(&shape, 1));
	}
}

/* The caller frees them. */
static struct candidate *find_candidates(struct base_check *b, struct fact_list *list,
					 size_t *count)
{
	struct repeats halves;
	struct candidate *candidates = NULL;
	size_t capacity = 0;
	*count = 0;
	b->failed |= !repeats_init(&halves, 2 * list->count);
	if (!b->failed)
		see_halves(&halves, list);
	for (size_t i = 0; i < list->count && !b->failed; i++) {
		struct candidate candidate = {.fact = &list->items[i]};
		if (!candidate.fact->shape)
			continue;
		candidate.shape = fact_shape(candidate.fact);
		for (size_t half = 0; half < 2; half++)
			candidate.shares_half[half] =
				repeats_has(&halves, shape_half_key(&candidate.shape, half));
		if (!candidate.shares_half[0] && !candidate.shares_half[1])
			continue;
		b->failed |= !array_room(&candidates, &capacity, *count + 1);
		if (!b->failed)
			candidates[(*count)++] = candidate;
	}
	repeats_release(&halves);
	return candidates;
}

/* --- Groups ------------------------------------------------------------- */

static bool is_alike(uint64_t a, uint64_t b)
{
	return a == b || shape_likeness(a, b) >= ALIKE_MIN;
}

static int compare_members(const void *a, const void *b)
{
	const struct member *left = a;
	const struct member *right = b;
	if (left->shape != right->shape)
		return left->shape > right->shape ? 1 : -1;
	return (left->fact->order > right->fact->order) - (left->fact->order < right->fact->order);
}

/* The first of those with the shape that most members have. */
static const struct member *usual_of(const struct group *group)
{
	const struct member *usual = group->items;
	size_t most = 0;
	for (size_t i = 0, n; i < group->count; i += n) {
		for (n = 1; i + n < group->count; n++)
			if (group->items[i + n].shape != group->items[i].shape)
				break;
		bool is_earlier = group->items[i].fact->order < usual->fact->order;
		if (n > most || (n == most && is_earlier)) {
			usual = &group->items[i];
			most = n;
		}
	}
	return usual;
}

static int compare_order(const void *a, const void *b)
{
	const struct fact *left = ((const struct member *)a)->fact;
	const struct fact *right = ((const struct member *)b)->fact;
	return (left->order > right->order) - (left->order < right->order);
}

/* Whether so many articles use a shape, and so few another, that it is told to
   those in which it does not stand. */
static bool is_sure(const struct group *group, uint64_t usual)
{
	size_t n_usual = 0;
	size_t n_other = 0;
	for (size_t i = 0; i < group->count;) {
		uint32_t article = group->items[i].fact->article;
		bool has_usual = false;
		for (; i < group->count && group->items[i].fact->article == article; i++)
			has_usual |= is_alike(group->items[i].shape, usual);
		n_usual += has_usual;
		n_other += !has_usual;
	}
	return n_usual >= ARTICLES_MIN && n_usual >= MAJORITY_TIMES * n_other;
}

/* What a member is held against: the same shape in its article, or, where it is
   sure, the first anywhere. English that is the same is not near. */
static const struct member *other_of(const struct group *group, const struct member *member,
				     uint64_t usual, bool is_sure)
{
	const struct member *first = NULL;
	for (size_t i = 0; i < group->count; i++) {
		const struct member *other = &group->items[i];
		if (!is_alike(other->shape, usual) || other->fact->en == member->fact->en)
			continue;
		if (other->fact->article == member->fact->article)
			return other;
		if (!first)
			first = other;
	}
	return is_sure ? first : NULL;
}

static bool is_one_shape(const struct group *group)
{
	for (size_t i = 1; i < group->count; i++)
		if (!is_alike(group->items[i].shape, group->items[0].shape))
			return false;
	return true;
}

static void check_group(struct base_check *b, struct group *group)
{
	if (is_one_shape(group))
		return;
	qsort(group->items, group->count, sizeof(*group->items), compare_members);
	uint64_t usual = usual_of(group)->shape;
	qsort(group->items, group->count, sizeof(*group->items), compare_order);
	bool sure = is_sure(group, usual);
	for (size_t i = 0; i < group->count && !b->failed; i++) {
		if (is_alike(group->items[i].shape, usual))
			continue;
		const struct member *other = other_of(group, &group->items[i], usual, sure);
		if (other)
			consistency_tell(b, &rule_consistency_near, QUOTED_WORDING,
					 group->items[i].fact, other->fact);
	}
}

static void check_chain(struct base_check *b, const struct chains *chains,
			const struct candidate *candidates, size_t first, struct group *group)
{
	group->count = 0;
	for (size_t i = first; i != CHAIN_END; i = chains_next(chains, i)) {
		const struct candidate *candidate = &candidates[i];
		b->failed |= !array_room(&group->items, &group->capacity, group->count + 1);
		if (b->failed)
			return;
		group->items[group->count++] =
			(struct member){candidate->fact, candidate->shape.ja};
	}
	check_group(b, group);
}

/* --- All but one part --------------------------------------------------- */

static void fill_chains(struct chains *chains, const struct candidate *candidates, size_t count,
			size_t without)
{
	size_t other_half = without < SHAPE_PARTS / 2;
	chains_clear(chains);
	for (size_t i = count; i-- > 0;)
		if (candidates[i].shares_half[other_half] && candidates[i].fact->shape)
			chains_add(chains, i, shape_key(&candidates[i].shape, without));
}

void consistency_check_near(struct base_check *b, struct fact_list *list)
{
	size_t count;
	struct chains chains;
	struct group group = {0};
	struct candidate *candidates = find_candidates(b, list, &count);
	b->failed |= !chains_init(&chains, count);
	for (size_t without = 0; without < SHAPE_PARTS && !b->failed; without++) {
		fill_chains(&chains, candidates, count, without);
		for (size_t slot = 0; slot < chains.n_slots && !b->failed; slot++) {
			size_t first = chains_first_of_many(&chains, slot);
			if (first != CHAIN_END)
				check_chain(b, &chains, candidates, first, &group);
		}
	}
	chains_release(&chains);
	free(candidates);
	free(group.items);
}
