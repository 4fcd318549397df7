/*
 * One English term, several Japanese words for it in an article. No dictionary is
 * needed where the usual word is a loan: it sounds like the English. What
 * stands in the other segments of the term, and nowhere else, is its rival.
 */
#include "kb/glossary.h"
#include "signs.h"
#include "term_groups.h"
#include "words.h"

#include <string.h>

static const struct rule rule_drift = {
	.id = "term.drift",
	.severity = SEVERITY_WARNING,
	.message =
		{"\"{0}\" stands here for \"{2}\", and \"{1}\" in {3} other segments; use one word",
		 "「{2}」の訳がここでは「{0}」ですが、ほかの {3} 個のセグメントでは「{1}」です。"
		 "訳語をそろえてください"},
	.explain = {"A reader who meets two words for one thing looks for two things.",
		    "1 つの事柄を 2 つの語で書くと、読者は別のものと受け取ります。"},
	.example = "your on-premises server\n- 設置型のサーバー\n+ オンプレミスのサーバー",
};

static const struct rule *const rules[] = {&rule_drift, NULL};

enum {
	USUAL_MIN = 4, /* segments that have the usual word */
	RIVAL_MIN = 2, /* and the rival */
};

struct drift {
	struct checking *c;
	struct term_spots english_spots;
	struct term_groups english;  /* that stand often enough to be terms */
	struct term_groups explains; /* and often enough to explain a rival, */
	bool has_explains;           /* when one has been asked for */
	struct term_groups japanese; /* rivals and loans */
};

/* --- Sounds ------------------------------------------------------------ */

static bool is_often(const struct term_group *group)
{
	return group->count >= USUAL_MIN + RIVAL_MIN;
}

static bool is_term(const struct term_group *group)
{
	return is_often(group) && group->sounds.count >= SOUNDS_SURE;
}

static void hear_loans(struct term_groups *japanese)
{
	for (size_t i = 0; i < japanese->count; i++) {
		struct term_group *group = &japanese->items[i];
		if (group->is_loan)
			group->sounds = sounds_of_katakana(group->word);
	}
}

/* Whether any may be a term. */
static bool hear_terms(struct term_groups *english)
{
	bool has_term = false;
	for (size_t i = 0; i < english->count; i++) {
		struct term_group *group = &english->items[i];
		if (is_often(group))
			group->sounds = sounds_of_english(group->word);
		has_term |= is_term(group);
	}
	return has_term;
}

/* --- Rivals ------------------------------------------------------------- */

static size_t count_times(const struct drift *d, size_t pair, struct slice word)
{
	struct slice text = d->c->pairs->items[pair].sides[LANG_JA].text;
	size_t n = 0;
	for (struct span at = rendering_find(text, word, 0); at.start != SLICE_NONE;
	     at = rendering_find(text, word, at.end))
		n++;
	return n;
}

/* Whether the Japanese has a word as often as the English has the term. Mostly it
   stands there by itself; else it may be a part of others. */
static bool has_as_often(const struct drift *d, const struct term_spot *term,
			 const struct term_group *word, const struct term_spot *in_pair)
{
	return (in_pair && in_pair->pair == term->pair && in_pair->n_times >= term->n_times) ||
	       count_times(d, term->pair, word->word) >= term->n_times;
}

/* Whether the Japanese has the term itself: where it is left in English, nothing else
   stands for it. */
static bool keeps_term(const struct drift *d, size_t pair, const struct term_group *term)
{
	const struct pair *in = &d->c->pairs->items[pair];
	const struct signs *text = signs_of_prose(d->c, in);
	const struct sign *end = text->items + text->count;
	if (!(text->kinds & KIND_LATIN))
		return false;
	for (const struct sign *run = text->items; run < end; run += run->run) {
		if (run->script != SCRIPT_LATIN)
			continue;
		struct slice word = slice_sub(in->sides[LANG_JA].prose, run->at, run[run->run].at);
		word.len -= word_is_plural(word);
		if (slice_eq_nocase(word, term->word))
			return true;
	}
	return false;
}

/* How often the usual word is missing where the term stands. */
struct tally {
	size_t n_with;    /* segments that have it as often as the English */
	size_t n_without; /* segments that do not, nor keep the English */
};

static struct tally count_usual(const struct drift *d, const struct term_group *term,
				const struct term_group *loan)
{
	struct tally tally = {0};
	const struct term_spot *in_pair = loan->first; /* or behind it */
	for (const struct term_spot *spot = term->first; spot; spot = spot->next) {
		while (in_pair && in_pair->pair < spot->pair)
			in_pair = in_pair->next;
		if (has_as_often(d, spot, loan, in_pair))
			tally.n_with++;
		else if (!keeps_term(d, spot->pair, term))
			tally.n_without++;
	}
	return tally;
}

/* The loan word that the term's segments mostly have; of several the one that stands
   in most, since サーバ is found in サーバー too. */
static const struct term_group *usual_of(const struct drift *d, const struct term_group *term,
					 struct tally *tally)
{
	const struct term_group *usual = NULL;
	for (size_t i = 0; i < d->japanese.count; i++) {
		const struct term_group *loan = &d->japanese.items[i];
		if (!loan->is_loan || (usual && loan->count <= usual->count) ||
		    !sounds_match(&term->sounds, &loan->sounds))
			continue;
		struct tally counted = count_usual(d, term, loan);
		if (counted.n_with < USUAL_MIN || counted.n_with * 3 < term->count * 2)
			continue;
		usual = loan;
		*tally = counted;
	}
	return usual;
}

/* Another English word of the same segments that the Japanese one may stand
   for: one that no loan word of theirs sounds like. */
static bool is_explained(struct drift *d, const struct term_group *rival,
			 const struct term_group *term)
{
	if (!d->has_explains)
		term_groups_make(d->c, LANG_EN, &d->english_spots, RIVAL_MIN, &d->explains);
	d->has_explains = true;
	for (size_t i = 0; i < d->explains.count; i++) {
		const struct term_group *other = &d->explains.items[i];
		bool is_loaned = false;
		if (other->hash == term->hash || !term_group_is_within(rival, other) ||
		    other->count > rival->count + 1)
			continue;
		struct sounds sounds = sounds_of_english(other->word);
		for (size_t j = 0; j < d->japanese.count && !is_loaned; j++) {
			const struct term_group *loan = &d->japanese.items[j];
			is_loaned = loan->is_loan && loan != rival &&
				    sounds_match(&sounds, &loan->sounds);
		}
		if (!is_loaned)
			return true;
	}
	return false;
}

/* In each of its segments the usual word is missing, in one of them wholly. */
static bool takes_place(const struct drift *d, const struct term_group *rival,
			const struct term_group *term, const struct term_group *usual)
{
	bool is_alone = false;
	const struct term_spot *of_term = term->first;
	for (const struct term_spot *spot = rival->first; spot; spot = spot->next) {
		while (of_term && of_term->pair < spot->pair)
			of_term = of_term->next;
		if (!of_term || of_term->pair != spot->pair)
			return false;
		size_t n = count_times(d, spot->pair, usual->word);
		if (n >= of_term->n_times || keeps_term(d, spot->pair, term))
			return false;
		is_alone |= n == 0;
	}
	return is_alone;
}

/* The hash of the word behind a term where only a blank stands between them, or 0. */
static uint64_t word_behind(const struct drift *d, const struct term_spot *term)
{
	const struct words *words = words_of_prose(d->c, &d->c->pairs->items[term->pair]);
	const struct word *end = words->items + words->count;
	const struct word *word = words->items;
	while (word < end && word->first != term->start)
		word++;
	bool is_next = word + 1 < end && word->end == word->last && word[1].start == word[1].first;
	return is_next ? word[1].hash : 0;
}

/* Whether the usual word always stands for a term of two words, and the rival never: a
   product has other names than a product key. */
static bool is_other_term(const struct drift *d, const struct term_group *rival,
			  const struct term_group *term, const struct term_group *usual)
{
	uint64_t behind = 0;
	for (const struct term_spot *spot = term->first; spot; spot = spot->next) {
		if (term_group_has(rival, spot->pair) || !count_times(d, spot->pair, usual->word))
			continue;
		uint64_t next = word_behind(d, spot);
		if (next == 0 || (behind && next != behind))
			return false;
		behind = next;
	}
	for (const struct term_spot *spot = term->first; spot && behind; spot = spot->next)
		if (term_group_has(rival, spot->pair) && word_behind(d, spot) == behind)
			return false;
	return behind != 0;
}

static bool is_rival(struct drift *d, const struct term_group *rival, const struct term_group *term,
		     const struct term_group *usual, struct tally tally)
{
	bool is_enough = rival->count == tally.n_without ||
			 (rival->count > RIVAL_MIN && rival->count * 2 >= tally.n_without);
	if (rival == usual || rival->count < RIVAL_MIN || !is_enough)
		return false;
	if (rival->is_loan && !sounds_match(&term->sounds, &rival->sounds))
		return false;
	return takes_place(d, rival, term, usual) && !is_other_term(d, rival, term, usual) &&
	       !is_explained(d, rival, term);
}

static struct slice lower_copy(struct drift *d, struct slice word)
{
	struct slice copy = arena_copy(d->c->scratch, word);
	char *letters = (char *)copy.ptr;
	for (size_t i = 0; i < copy.len && letters; i++)
		letters[i] = ascii_lower(letters[i]);
	d->c->failed |= !copy.ptr;
	return copy;
}

static struct span span_of(const struct term_spot *spot)
{
	return (struct span){spot->start, spot->start + spot->len};
}

static void tell(struct drift *d, const struct term_group *rival, const struct term_group *term,
		 const struct term_group *usual, size_t n_with)
{
	struct slice count = arena_printf(d->c->scratch, "%zu", n_with);
	d->c->failed |= !count.ptr;
	for (const struct term_spot *spot = rival->first; spot; spot = spot->next)
		say(d->c, &rule_drift, &d->c->pairs->items[spot->pair], LANG_JA, span_of(spot), 4,
		    rival->word, usual->word, lower_copy(d, term->word), count);
}

static bool is_better(const struct term_group *a, const struct term_group *b)
{
	if (a->count != b->count)
		return a->count > b->count;
	if (a->first->pair != b->first->pair)
		return a->first->pair < b->first->pair;
	return a->first->start < b->first->start;
}

static void check_term(struct drift *d, const struct term_group *term)
{
	struct tally tally = {0};
	if (!is_term(term))
		return;
	const struct term_group *usual = usual_of(d, term, &tally);
	if (!usual || tally.n_without < RIVAL_MIN)
		return;
	const struct term_group *best = NULL;
	for (size_t i = 0; i < d->japanese.count; i++) {
		const struct term_group *rival = &d->japanese.items[i];
		if ((!best || is_better(rival, best)) && is_rival(d, rival, term, usual, tally))
			best = rival;
	}
	if (best)
		tell(d, best, term, usual, tally.n_with);
}

/* Whether there is a term that stands often enough to have a rival. */
static bool find_terms(struct drift *d)
{
	struct checking *c = d->c;
	term_spots_find(c, LANG_EN, &d->english_spots);
	if (c->failed)
		return false;
	term_groups_make(c, LANG_EN, &d->english_spots, USUAL_MIN + RIVAL_MIN, &d->english);
	return !c->failed && hear_terms(&d->english);
}

static void find_words(struct drift *d)
{
	struct checking *c = d->c;
	struct term_spots spots;
	term_spots_find(c, LANG_JA, &spots);
	if (c->failed)
		return;
	term_groups_make(c, LANG_JA, &spots, RIVAL_MIN, &d->japanese);
	hear_loans(&d->japanese);
}

static void check_article(struct checking *c)
{
	struct drift d = {.c = c};
	if (c->pairs->count >= USUAL_MIN + RIVAL_MIN && find_terms(&d)) {
		find_words(&d);
		for (size_t i = 0; i < d.english.count && !c->failed; i++)
			check_term(&d, &d.english.items[i]);
	}
}

const struct family family_term_drift = {.rules = rules, .article = check_article};
