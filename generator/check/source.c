/*
 * The English as it is now against the English that was translated, sentence by
 * sentence: the longest common run of sentences is what has not changed; what
 * lies between was changed, is new, or is gone.
 */
#include "checking.h"
#include "sentences.h"

#include <stdlib.h>
#include <string.h>

static const struct rule rule_stale = {
	.id = "source.stale",
	.severity = SEVERITY_WARNING,
	.message = {"the original now says \"{0}\" ({1}); translate it again",
		    "原文が「{0}」に変わっています ({1})。訳し直してください"},
	.explain = {"The English original of this segment has been changed since it was "
		    "translated. --source-dir names the folder of the originals.",
		    "このセグメントの英語の原文は、翻訳後に変更されています。原文のフォルダーは "
		    "--source-dir で指定します。"},
	.example = "Wait 24 hours. (now: Wait 48 hours.)\n- 24 時間待ちます。\n+ 48 時間待ちます。",
};

static const struct rule rule_new = {
	.id = "source.new",
	.severity = SEVERITY_WARNING,
	.message =
		{"the original says \"{0}\" next (its line {1}), which is not here ({2}); "
		 "translate it",
		 "この後に、原文にある「{0}」(原文の {1} 行目) がありません ({2})。訳してください"},
	.explain = {"The original has a sentence that was not there when the article was "
		    "translated.",
		    "原文に、翻訳時にはなかった文があります。"},
	.example = "Wait. Then try again. (the second is new)\n- 待ちます。\n"
		   "+ 待ちます。次に、やり直します。",
};

static const struct rule rule_gone = {
	.id = "source.gone",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is no longer in the original ({1}); remove the segment",
		    "「{0}」は原文からなくなりました ({1})。セグメントを削除してください"},
	.explain = {"What the original does not say any more is mostly wrong by now.",
		    "原文から削除された内容は、多くの場合、現在は正しくありません。"},
	.example = "(no longer in the original)\n- 古い手順です。\n+ (none)",
};

static const struct rule rule_missing = {
	.id = "source.missing",
	.severity = SEVERITY_INFO,
	.message = {"there is no original at \"{0}\"; delete the article, or correct --source-dir",
		    "原文「{0}」がありません。記事を削除するか、--source-dir を修正してください"},
	.explain = {"The original was deleted or moved, or the folder is another one.",
		    "原文が削除または移動されたか、フォルダーが異なります。"},
	.example = "- smtp/old.md (no such original)\n+ smtp/4-4-312.md",
};

static const struct rule *const rules[] = {&rule_stale, &rule_new, &rule_gone, &rule_missing, NULL};

enum { CELLS_MAX = 16 * 1024 * 1024 };

struct comparison {
	struct checking *c;
	struct sentence_list ours;
	struct sentence_list theirs;
	const struct article *original;
	struct slice commit; /* that was translated, or empty */
};

/* --- Telling ------------------------------------------------------------ */

/* A segment is told once, however many of its sentences differ. */
static struct span place_of(const struct comparison *k, const struct sentence *sentence,
			    struct slice *segment)
{
	*segment = (struct slice){0};
	if (sentence->segment == SEGMENT_NONE)
		return (struct span){sentence->at, sentence->at};
	const struct segment *found = &k->c->article->segments[sentence->segment];
	*segment = found->id;
	return found->text[LANG_EN];
}

/* Which English was translated, as the last argument. */
static void add_version(struct comparison *k, struct finding *finding)
{
	struct arena *arena = k->c->article->findings.arena;
	if (!finding)
		return;
	if (k->commit.len)
		say_words(k->c, finding,
			  arena_printf(arena, "translated from commit %.*s", SLICE_ARG(k->commit)),
			  arena_printf(arena, "翻訳元のコミット: %.*s", SLICE_ARG(k->commit)));
	else
		finding_arg_words(finding, "no ms.sourcegitcommit",
				  "ms.sourcegitcommit の指定なし");
}

static void tell(struct comparison *k, const struct rule *rule, const struct sentence *ours,
		 struct slice words)
{
	struct slice segment;
	struct span at = place_of(k, ours, &segment);
	struct finding *finding =
		say_at(k->c, rule, LANG_EN, at, 1, words_at(words, (struct span){0, words.len}));
	add_version(k, finding);
	if (finding)
		finding->segment = segment;
}

static void tell_new(struct comparison *k, const struct sentence *before,
		     const struct sentence *theirs)
{
	struct slice segment = {0};
	struct span at = before ? place_of(k, before, &segment) : (struct span){0, 0};
	size_t line = lines_position(&k->original->lines, theirs->at).line;
	struct slice number = arena_printf(k->c->scratch, "%zu", line);
	k->c->failed |= !number.ptr;
	struct finding *finding =
		say_at(k->c, &rule_new, LANG_EN, (struct span){at.end, at.end}, 2,
		       words_at(theirs->text, (struct span){0, theirs->text.len}), number);
	add_version(k, finding);
	if (finding)
		finding->segment = segment;
}

/* --- Comparing ---------------------------------------------------------- */

/* Half of the shorter one's words, or more, are in the other. */
static bool is_alike(struct slice a, struct slice b)
{
	size_t n = 0;
	size_t n_in_both = 0;
	struct slice shorter = a.len <= b.len ? a : b;
	struct slice longer = a.len <= b.len ? b : a;
	while (shorter.len) {
		size_t end = slice_find_char(shorter, ' ', 0);
		n++;
		n_in_both += slice_contains(longer, slice_sub(shorter, 0, end));
		shorter = slice_skip(shorter, end == SLICE_NONE ? end : end + 1);
	}
	return n_in_both * 2 >= n;
}

/* Ours [i, to_i) became theirs [j, to_j). */
static void tell_gap(struct comparison *k, size_t i, size_t to_i, size_t j, size_t to_j)
{
	while (i < to_i || j < to_j) {
		const struct sentence *ours = i < to_i ? &k->ours.items[i] : NULL;
		const struct sentence *theirs = j < to_j ? &k->theirs.items[j] : NULL;
		if (ours && theirs && is_alike(ours->text, theirs->text)) {
			tell(k, &rule_stale, ours, theirs->text);
			i++;
			j++;
		} else if (ours && (!theirs || to_i - i >= to_j - j)) {
			tell(k, &rule_gone, ours, ours->text);
			i++;
		} else {
			tell_new(k, i ? &k->ours.items[i - 1] : NULL, theirs);
			j++;
		}
	}
}

/* Lengths of the longest common run behind each pair of places. */
static uint16_t *run_lengths(const struct comparison *k, size_t start, size_t n, size_t m)
{
	uint16_t *lengths = calloc((n + 1) * (m + 1), sizeof(*lengths));
	if (!lengths)
		return NULL;
	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;) {
			const uint16_t *row = &lengths[i * (m + 1)];
			const uint16_t *below = row + m + 1;
			bool is_same =
				k->ours.items[start + i].hash == k->theirs.items[start + j].hash;
			lengths[i * (m + 1) + j] = is_same ? (uint16_t)(below[j + 1] + 1)
						   : below[j] >= row[j + 1] ? below[j]
									    : row[j + 1];
		}
	return lengths;
}

static void compare_middle(struct comparison *k, size_t start, size_t n, size_t m)
{
	size_t i = 0;
	size_t j = 0;
	size_t from_i = 0;
	size_t from_j = 0;
	bool is_small = n < UINT16_MAX && m < UINT16_MAX && (n + 1) * (m + 1) <= CELLS_MAX;
	uint16_t *lengths = is_small ? run_lengths(k, start, n, m) : NULL;
	k->c->failed |= is_small && !lengths;
	while (lengths && i < n && j < m) {
		if (k->ours.items[start + i].hash == k->theirs.items[start + j].hash) {
			tell_gap(k, start + from_i, start + i, start + from_j, start + j);
			from_i = ++i;
			from_j = ++j;
		} else if (lengths[(i + 1) * (m + 1) + j] >= lengths[i * (m + 1) + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	if (!k->c->failed)
		tell_gap(k, start + from_i, start + n, start + from_j, start + m);
	free(lengths);
}

static void compare(struct comparison *k)
{
	size_t n = k->ours.count;
	size_t m = k->theirs.count;
	size_t start = 0;
	while (start < n && start < m && k->ours.items[start].hash == k->theirs.items[start].hash)
		start++;
	while (n > start && m > start && k->ours.items[n - 1].hash == k->theirs.items[m - 1].hash) {
		n--;
		m--;
	}
	compare_middle(k, start, n - start, m - start);
}

/* --- One article -------------------------------------------------------- */

static void compare_with(struct checking *c, struct slice bytes)
{
	struct article original;
	struct comparison k = {.c = c,
			       .original = &original,
			       .commit =
				       front_matter_get(&c->article->front, "ms.sourcegitcommit")};
	enum status status = article_read(&original, c->row->path, bytes);
	if (status == STATUS_OK)
		status = sentences_of(&k.theirs, original.sides[LANG_EN].root, c->scratch);
	if (status == STATUS_OK)
		status = sentences_of(&k.ours, c->article->sides[LANG_EN].root, c->scratch);
	if (status == STATUS_OK)
		compare(&k);
	c->failed |= status != STATUS_OK;
	article_release(&original);
}

static void check_article(struct checking *c)
{
	struct slice bytes = {0};
	if (!c->originals)
		return;
	if (c->originals->read(c->originals->context, c->row->path, c->scratch, &bytes) !=
	    STATUS_OK)
		c->failed = true;
	else if (bytes.ptr)
		compare_with(c, bytes);
	else
		say_at(c, &rule_missing, LANG_EN, (struct span){0, 0}, 1, slice_from(c->row->path));
}

const struct family family_source = {.rules = rules, .article = check_article};
