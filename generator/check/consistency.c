/*
 * The same English, and other Japanese: in an article any such pair is told, in
 * the whole base only where nearly everybody writes the other. Sentences inside
 * merged segments count too. Where only blanks or punctuation differ it is the
 * same Japanese.
 */
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
		version.n_articles += facts[version.count].article != last;
		last = facts[version.count].article;
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
		if (usual->facts[i].article == fact->article)
			return &usual->facts[i];
	bool is_sure = usual->n_articles >= ARTICLES_MIN &&
		       usual->n_articles >= MAJORITY_TIMES * n_other_articles;
	return is_sure ? &usual->facts[0] : NULL;
}

static void check_group(struct base_check *b, struct fact *facts, size_t count)
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
		if (other)
			consistency_tell(b, &rule_exact, QUOTED_ALL, &facts[i], other);
	}
}

static void check_exact(struct base_check *b, struct fact_list *list)
{
	qsort(list->items, list->count, sizeof(*list->items), compare_facts);
	for (size_t i = 0; i < list->count && !b->failed;) {
		size_t n = 1;
		while (i + n < list->count && list->items[i + n].en == list->items[i].en)
			n++;
		check_group(b, list->items + i, n);
		i += n;
	}
}

/* Near comes second: what exact tells is told. */
static void check_base(struct base_check *b)
{
	struct fact_list list = {0};
	consistency_read_facts(b, &list);
	if (list.count && !b->failed) {
		check_exact(b, &list);
		consistency_check_near(b, &list);
	}
	free(list.items);
}

const struct family family_consistency = {
	.rules = rules, .facts = consistency_put_facts, .base = check_base};
