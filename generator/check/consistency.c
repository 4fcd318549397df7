/*
 * The same English, and other Japanese: in an article any such pair is told, in
 * the whole base only where nearly everybody writes the other. Sentences inside
 * merged segments count too. Where only blanks or punctuation differ it is the
 * same Japanese.
 */
#include "base/array.h"
#include "chains.h"
#include "consistency_facts.h"

#include <stdlib.h>

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

static const struct rule *const rules[] = {&rule_exact, &rule_consistency_near, NULL};

/* Facts of one English text. */
struct group {
	struct fact **facts; /* by their Japanese, and in the order of the base */
	size_t count;
	size_t capacity;
};

static int compare_facts(const void *a, const void *b)
{
	const struct fact *left = *(struct fact *const *)a;
	const struct fact *right = *(struct fact *const *)b;
	if (left->ja != right->ja)
		return left->ja > right->ja ? 1 : -1;
	return (left->order > right->order) - (left->order < right->order);
}

/* Those of a group with the same Japanese. */
struct version {
	struct fact *const *facts;
	size_t count;
	size_t n_articles;
};

static struct version version_at(const struct group *group, size_t first)
{
	struct version version = {.facts = group->facts + first};
	size_t last = SLICE_NONE;
	for (size_t i = first; i < group->count; i++) {
		const struct fact *fact = group->facts[i];
		if (fact->ja != version.facts[0]->ja)
			break;
		version.count++;
		version.n_articles += fact->article != last;
		last = fact->article;
	}
	return version;
}

static bool is_better(const struct version *a, const struct version *b)
{
	if (a->n_articles != b->n_articles)
		return a->n_articles > b->n_articles;
	if (a->count != b->count)
		return a->count > b->count;
	return a->facts[0]->order < b->facts[0]->order;
}

/* The usual version's fact in the article itself, or, where the base is sure
   enough, its first one anywhere. */
static const struct fact *other_of(const struct version *usual, const struct fact *fact,
				   size_t n_other_articles)
{
	for (size_t i = 0; i < usual->count; i++)
		if (usual->facts[i]->article == fact->article)
			return usual->facts[i];
	bool is_sure = usual->n_articles >= ARTICLES_MIN &&
		       usual->n_articles >= MAJORITY_TIMES * n_other_articles;
	return is_sure ? usual->facts[0] : NULL;
}

/* Most are the same to the letter. */
static bool is_one_version(const struct group *group)
{
	struct slice first = fact_text(group->facts[0]);
	for (size_t i = 1; i < group->count; i++)
		if (!slice_eq(fact_text(group->facts[i]), first))
			return false;
	return true;
}

/* Mostly a text is the first one again, or that before it. */
static void hash_texts(struct base_check *b, const struct group *group)
{
	struct fact *const *facts = group->facts;
	for (size_t i = 0; i < group->count; i++) {
		struct slice text = fact_text(facts[i]);
		if (i && slice_eq(text, fact_text(facts[0])))
			facts[i]->ja = facts[0]->ja;
		else if (i && slice_eq(text, fact_text(facts[i - 1])))
			facts[i]->ja = facts[i - 1]->ja;
		else
			facts[i]->ja = units_hash_japanese(text, &b->scratch);
	}
	b->failed |= b->scratch.failed;
}

static void check_group(struct base_check *b, struct group *group)
{
	if (is_one_version(group))
		return;
	hash_texts(b, group);
	qsort(group->facts, group->count, sizeof(*group->facts), compare_facts);
	struct version usual = version_at(group, 0);
	size_t n_articles = usual.n_articles;
	for (size_t i = usual.count; i < group->count;) {
		struct version version = version_at(group, i);
		n_articles += version.n_articles;
		if (is_better(&version, &usual))
			usual = version;
		i += version.count;
	}
	for (size_t i = 0; i < group->count && !b->failed; i++) {
		struct fact *fact = group->facts[i];
		if (fact->ja == usual.facts[0]->ja)
			continue;
		const struct fact *other = other_of(&usual, fact, n_articles - usual.n_articles);
		if (other)
			consistency_tell(b, &rule_exact, QUOTED_ALL, fact, other);
	}
}

static void check_chain(struct base_check *b, const struct chains *chains, struct fact_list *list,
			size_t first, struct group *group)
{
	group->count = 0;
	for (size_t i = first; i != CHAIN_END; i = chains_next(chains, i)) {
		b->failed |= !array_room(&group->facts, &group->capacity, group->count + 1);
		if (b->failed)
			return;
		group->facts[group->count++] = &list->items[i];
	}
	check_group(b, group);
}

static void check_exact(struct base_check *b, const struct repeats *repeats, struct fact_list *list)
{
	struct chains chains;
	struct group group = {0};
	b->failed |= !chains_init(&chains, list->count);
	for (size_t i = list->count; i-- > 0 && !b->failed;)
		if (repeats_has(repeats, list->items[i].en))
			chains_add(&chains, i, list->items[i].en);
	for (size_t slot = 0; slot < chains.n_slots && !b->failed; slot++) {
		size_t first = chains_first_of_many(&chains, slot);
		if (first != CHAIN_END)
			check_chain(b, &chains, list, first, &group);
	}
	chains_release(&chains);
	free(group.facts);
}

/* Near comes second: what exact tells is told. */
static void check_base(struct base_check *b)
{
	struct repeats repeats;
	struct fact_list list = {0};
	consistency_read_facts(b, &repeats, &list);
	if (list.count && !b->failed)
		check_exact(b, &repeats, &list);
	if (list.count && !b->failed && consistency_wants_near(b->config))
		consistency_check_near(b, &list);
	repeats_release(&repeats);
	free(list.items);
}

const struct family family_consistency = {
	.rules = rules, .facts = consistency_put_facts, .base = check_base};
