/* A merged segment (-pNNN) uses up one of the numbers that count the English
   sentences for each sentence in it. */
#include "align.h"

#include "text/sentence.h"
#include "tools.h"

const struct rule rule_align_merged_count = {
	.id = "align.merged-count",
	.severity = SEVERITY_INFO,
	.message = {"{0} sentences should stand before {2} by its number, but the English has {1}; "
		    "see whether text was lost or added",
		    "番号によると {2} の前には {0} 文あるはずですが、英語は {1} 文です。"
		    "文の欠落や追加がないか確認してください"},
	.explain = {"Segment numbers count the English sentences; a segment of several sentences "
		    "(-p) uses up one for each. Where the gap in the numbers is another, sentences "
		    "were cut, added or moved since the article was translated.",
		    "セグメント番号は英文の数を表し、複数の文をまとめたセグメント (-p) "
		    "は文の数だけ番号を"
		    "使います。番号の間隔が合わない場合、翻訳後に文の削除、追加、移動があったと"
		    "考えられます。"},
	.example = "One. Two.\n- ids 101, p101, 103\n+ ids 101, p101, 104",
};

/* Merged segments between two numbered ones. */
struct merged_run {
	size_t first;
	size_t end;    /* of the numbered segment behind them */
	size_t needed; /* numbers between the two */
};

/* Images outside any pair, counted before each segment: one on its own line uses
   a number up, since its alternative text is a sentence. */
static size_t *images_before(struct checking *c)
{
	size_t *counts = arena_array(c->scratch, c->pairs->count + 1, sizeof(*counts));
	size_t n = 0;
	if (!counts) {
		c->failed = true;
		return NULL;
	}
	struct node_walk walk = node_walk_from(c->article->sides[LANG_EN].root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (!walk.entering || !node_is_leaf(node))
			continue;
		if (node->segment != SEGMENT_NONE)
			counts[node->segment] = n;
		else
			n += node->kind == NODE_IMAGE && !node->is_included;
	}
	return counts;
}

static struct slice english(const struct checking *c, size_t segment)
{
	return c->pairs->items[segment].sides[LANG_EN].text;
}

static size_t count_at_most(const struct checking *c, const struct merged_run *run)
{
	size_t sum = 0;
	for (size_t i = run->first; i < run->end; i++)
		sum += sentences_at_most(english(c, i));
	return sum;
}

static size_t count_exactly(struct checking *c, const struct merged_run *run)
{
	struct sentence_counter *counter = check_tools_sentences(c->tools);
	size_t sum = 0;
	for (size_t i = run->first; i < run->end; i++) {
		size_t n = sentences_count(counter, english(c, i));
		c->failed |= n == SLICE_NONE;
		sum += n;
	}
	return sum;
}

/* A sentence that ends inside brackets may have been counted with the next. */
static size_t count_bracketed(const struct checking *c, const struct merged_run *run)
{
	size_t sum = 0;
	for (size_t i = run->first; i < run->end; i++)
		for (size_t at = 0; (at = slice_find(english(c, i), SLICE(".)"), at)) != SLICE_NONE;
		     at++)
			sum++;
	return sum;
}

/* Those who count by full stops alone find more sentences than there are: a gap
   between the two is right. */
static void check_run(struct checking *c, const struct merged_run *run, size_t **images)
{
	size_t most = count_at_most(c, run);
	if (run->needed == most)
		return;
	if (!*images)
		*images = images_before(c);
	if (!*images)
		return;
	size_t n_images = (*images)[run->end] - (*images)[run->first - 1];
	size_t n = count_exactly(c, run);
	if (n <= run->needed + count_bracketed(c, run) &&
	    run->needed <= (n > most ? n : most) + n_images)
		return;
	const struct pair *pair = &c->pairs->items[run->first];
	struct slice needed = arena_printf(c->scratch, "%zu", run->needed);
	struct slice found = arena_printf(c->scratch, "%zu", n);
	c->failed |= !needed.ptr || !found.ptr;
	say(c, &rule_align_merged_count, pair, LANG_EN, (struct span){0, 0}, 3, needed, found,
	    c->pairs->items[run->end].segment->id);
}

void align_check_merged(struct checking *c)
{
	struct segment_id last = {.is_valid = false};
	struct merged_run run = {0, 0, 0};
	size_t *images = NULL;
	for (size_t i = 0; i < c->pairs->count && !c->failed; i++) {
		struct segment_id id = segment_id_split(c->pairs->items[i].segment->id);
		if (id.is_merged)
			continue;
		run.end = i;
		if (id.is_valid && last.is_valid && run.end > run.first &&
		    slice_eq(id.prefix, last.prefix) && id.number > last.number) {
			run.needed = id.number - last.number - 1;
			check_run(c, &run, &images);
		}
		last = id;
		run.first = i + 1;
	}
}
