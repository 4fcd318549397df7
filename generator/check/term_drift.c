/*
 * One English term, several Japanese words for it in an article. No dictionary is
 * needed where the usual word is a loan: it sounds like the English. What
 * stands in the other segments of the term, and nowhere else, is its rival.
 */
#include "base/hash.h"
#include "kb/glossary.h"
#include "loanword.h"
#include "signs.h"
#include "text/unicode.h"
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
	WORD_MIN = 4,  /* letters of an English word */
	LOAN_MIN = 3,  /* and of a katakana word */
	KANJI_MIN = 2, /* and of one of kanji */
	KANJI_MAX = 3,
	JAPANESE_MIN = 3 * KANJI_MIN, /* bytes of either */
	USUAL_MIN = 4,                /* segments that have the usual word */
	RIVAL_MIN = 2,                /* and the rival */
};

/* A word in a segment: small, since there are hundreds in each article. */
struct spot {
	struct spot *next; /* of the same word, in a later segment */
	uint32_t pair;
	uint32_t start; /* of the first, in the side's text */
	uint32_t len;
	uint32_t n_times; /* in the segment */
};

/* The spots of one word, one a segment, in order. */
struct group {
	uint64_t hash; /* of the word, without case */
	struct spot *first;
	struct spot *last;
	size_t count;
	struct slice word;    /* as it first stands */
	struct sounds sounds; /* of English that may be a term, and katakana */
	bool is_loan;         /* katakana */
};

/* The groups are found by their hash: a table of their numbers, from 1. */
struct side_words {
	struct spot *spots;
	size_t n_spots;
	struct group *groups; /* in the order in which their words first stand */
	size_t n_groups;
	uint32_t *slots;
	size_t mask;
};

struct drift {
	struct checking *c;
	struct side_words sides[LANG_SIDES];
};

/* --- Words -------------------------------------------------------------- */

static uint64_t hash_letters(struct slice word)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < word.len; i++)
		hash = hash_step(hash, (unsigned char)ascii_lower(word.ptr[i]));
	return hash;
}

/* Room for a spot each so many bytes of the article's texts. */
static bool make_room(struct drift *d, enum lang lang, size_t bytes_min)
{
	struct side_words *side = &d->sides[lang];
	struct arena *scratch = d->c->scratch;
	size_t n_bytes = 0;
	for (size_t i = 0; i < d->c->pairs->count; i++)
		n_bytes += d->c->pairs->items[i].sides[lang].prose.len;
	size_t max = n_bytes / bytes_min + 1;
	for (side->mask = 63; side->mask < max;)
		side->mask = side->mask * 2 + 1;
	side->slots = arena_array(scratch, side->mask + 1, sizeof(*side->slots));
	side->spots = arena_array_raw(scratch, max, sizeof(*side->spots));
	side->groups = arena_array_raw(scratch, max, sizeof(*side->groups));
	d->c->failed |= !side->slots || !side->spots || !side->groups;
	return !d->c->failed;
}

static struct group *group_of(struct side_words *side, uint64_t hash)
{
	size_t slot = (size_t)(hash ^ hash >> 32) & side->mask;
	while (side->slots[slot] && side->groups[side->slots[slot] - 1].hash != hash)
		slot = (slot + 1) & side->mask;
	if (side->slots[slot] == 0) {
		side->slots[slot] = (uint32_t)++side->n_groups;
		side->groups[side->n_groups - 1] = (struct group){.hash = hash};
	}
	return &side->groups[side->slots[slot] - 1];
}

static void add_spot(struct drift *d, enum lang lang, size_t pair, uint64_t hash, struct span at)
{
	struct side_words *side = &d->sides[lang];
	struct group *group = group_of(side, hash);
	if (group->last && group->last->pair == pair) {
		group->last->n_times++;
		return;
	}
	struct spot *spot = &side->spots[side->n_spots++];
	*spot = (struct spot){NULL, (uint32_t)pair, (uint32_t)at.start,
			      (uint32_t)(at.end - at.start), 1};
	if (group->last)
		group->last->next = spot;
	else
		group->first = spot;
	group->last = spot;
	group->count++;
}

/* Behind the word at `at`, hyphens between letters included. */
static size_t end_of_word(struct slice text, size_t at)
{
	while (at < text.len &&
	       (ascii_is_alpha(text.ptr[at]) ||
		(text.ptr[at] == '-' && at + 1 < text.len && ascii_is_alpha(text.ptr[at + 1]) &&
		 ascii_is_alpha(text.ptr[at - 1]))))
		at++;
	return at;
}

/* More letters than the shortest word has, and the s of a plural. */
static bool is_plural(struct slice word)
{
	return word.len > WORD_MIN && word.ptr[word.len - 1] == 's' &&
	       word.ptr[word.len - 2] != 's';
}

/* The words within one: and/or, user's. */
static void add_parts(struct drift *d, size_t pair, struct slice text, struct span whole)
{
	for (size_t at = whole.start; at < whole.end; at++) {
		size_t start = at;
		at = ascii_is_alpha(text.ptr[at]) ? end_of_word(text, at) : at;
		struct slice word = slice_sub(text, start, at);
		word.len -= is_plural(word);
		if (word.len >= WORD_MIN)
			add_spot(d, LANG_EN, pair, hash_letters(word),
				 (struct span){start, start + word.len});
	}
}

static void add_english(struct drift *d, size_t pair, struct slice text, const struct words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->items[i];
		struct slice letters = word_text(word, text);
		if (letters.len < WORD_MIN)
			continue;
		if (!word_is_plain(word))
			add_parts(d, pair, text, (struct span){word->first, word->last});
		else if (is_plural(letters))
			add_spot(d, LANG_EN, pair, word->stem,
				 (struct span){word->first, word->last - 1});
		else
			add_spot(d, LANG_EN, pair, word->hash,
				 (struct span){word->first, word->last});
	}
}

/* 報告します and 制御できる say what is done, アクセス制御 is a word of its own:
   neither is the rival of a loan word. */
static bool is_noun_alone(const struct signs *text, size_t start, size_t end)
{
	if (start > 0 && text->items[start - 1].script == SCRIPT_KATAKANA)
		return false;
	switch (text->items[end].c) {
	case 0x3057: /* し */
	case 0x3059: /* す */
	case 0x3055: /* さ */
	case 0x305B: /* せ */
	case 0x5316: /* 化 */
		return false;
	case 0x3067: /* で */
		return text->items[end + 1].c != 0x304D /* き */;
	default:
		return true;
	}
}

static uint64_t hash_signs(const struct sign *signs, size_t count)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < count; i++)
		hash = hash_step(hash, (uint32_t)signs[i].c);
	return hash;
}

static bool is_japanese_word(const struct signs *text, size_t start, size_t end)
{
	size_t len = end - start;
	switch (text->items[start].script) {
	case SCRIPT_KATAKANA:
		return len >= LOAN_MIN;
	case SCRIPT_KANJI:
		return len >= KANJI_MIN && len <= KANJI_MAX && is_noun_alone(text, start, end);
	default:
		return false;
	}
}

static void add_japanese(struct drift *d, size_t pair, const struct signs *text)
{
	for (size_t start = 0, end; start < text->count; start = end) {
		end = start + text->items[start].run;
		if (is_japanese_word(text, start, end))
			add_spot(d, LANG_JA, pair, hash_signs(text->items + start, end - start),
				 (struct span){text->items[start].at, text->items[end].at});
	}
}

/* --- Groups ------------------------------------------------------------- */

static void name_groups(struct drift *d, enum lang lang)
{
	for (size_t i = 0; i < d->sides[lang].n_groups; i++) {
		struct group *group = &d->sides[lang].groups[i];
		const struct spot *first = group->first;
		group->word = slice_sub(d->c->pairs->items[first->pair].sides[lang].prose,
					first->start, first->start + first->len);
	}
}

static bool is_often(const struct group *group)
{
	return group->count >= USUAL_MIN + RIVAL_MIN;
}

static bool is_term(const struct group *group)
{
	return is_often(group) && group->sounds.count >= SOUNDS_SURE;
}

static void hear_loans(struct drift *d)
{
	for (size_t i = 0; i < d->sides[LANG_JA].n_groups; i++) {
		struct group *group = &d->sides[LANG_JA].groups[i];
		struct slice word = group->word;
		size_t at = 0;
		group->is_loan = is_katakana(utf8_next(word, &at));
		if (group->is_loan)
			group->sounds = sounds_of_katakana(word);
	}
}

/* Whether there is a term that stands often enough to have a rival. */
static bool has_term(struct side_words *english)
{
	for (size_t i = 0; i < english->n_groups; i++)
		if (is_often(&english->groups[i]) &&
		    sounds_of_english(english->groups[i].word).count >= SOUNDS_SURE)
			return true;
	return false;
}

static void hear_terms(struct side_words *english)
{
	for (size_t i = 0; i < english->n_groups; i++)
		if (is_often(&english->groups[i]))
			english->groups[i].sounds = sounds_of_english(english->groups[i].word);
}

static bool has_pair(const struct group *group, size_t pair)
{
	const struct spot *spot = group->first;
	while (spot && spot->pair < pair)
		spot = spot->next;
	return spot && spot->pair == pair;
}

static bool is_within(const struct group *inner, const struct group *outer)
{
	for (const struct spot *spot = inner->first; spot; spot = spot->next)
		if (!has_pair(outer, spot->pair))
			return false;
	return true;
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
static bool has_as_often(const struct drift *d, const struct spot *term, const struct group *word,
			 const struct spot *in_pair)
{
	return (in_pair && in_pair->pair == term->pair && in_pair->n_times >= term->n_times) ||
	       count_times(d, term->pair, word->word) >= term->n_times;
}

/* How often the usual word is missing where the term stands. */
struct tally {
	size_t n_with;    /* segments that have it as often as the English */
	size_t n_without; /* segments that do not */
};

static struct tally count_usual(const struct drift *d, const struct group *term,
				const struct group *loan)
{
	struct tally tally = {0};
	const struct spot *in_pair = loan->first; /* or behind it */
	for (const struct spot *spot = term->first; spot; spot = spot->next) {
		while (in_pair && in_pair->pair < spot->pair)
			in_pair = in_pair->next;
		if (has_as_often(d, spot, loan, in_pair))
			tally.n_with++;
		else
			tally.n_without++;
	}
	return tally;
}

/* The loan word that the term's segments mostly have; of several the one that stands
   in most, since サーバ is found in サーバー too. */
static const struct group *usual_of(const struct drift *d, const struct group *term,
				    struct tally *tally)
{
	const struct group *usual = NULL;
	for (size_t i = 0; i < d->sides[LANG_JA].n_groups; i++) {
		const struct group *loan = &d->sides[LANG_JA].groups[i];
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
static bool is_explained(const struct drift *d, const struct group *rival, const struct group *term)
{
	for (size_t i = 0; i < d->sides[LANG_EN].n_groups; i++) {
		const struct group *other = &d->sides[LANG_EN].groups[i];
		bool is_loaned = false;
		if (other == term || !is_within(rival, other) || other->count > rival->count + 1)
			continue;
		struct sounds sounds = sounds_of_english(other->word);
		for (size_t j = 0; j < d->sides[LANG_JA].n_groups && !is_loaned; j++) {
			const struct group *loan = &d->sides[LANG_JA].groups[j];
			is_loaned = loan->is_loan && loan != rival &&
				    sounds_match(&sounds, &loan->sounds);
		}
		if (!is_loaned)
			return true;
	}
	return false;
}

/* In each of its segments the usual word is missing, in one of them wholly. */
static bool takes_place(const struct drift *d, const struct group *rival, const struct group *term,
			const struct group *usual)
{
	bool is_alone = false;
	const struct spot *of_term = term->first;
	for (const struct spot *spot = rival->first; spot; spot = spot->next) {
		while (of_term && of_term->pair < spot->pair)
			of_term = of_term->next;
		if (!of_term || of_term->pair != spot->pair)
			return false;
		size_t n = count_times(d, spot->pair, usual->word);
		if (n >= of_term->n_times)
			return false;
		is_alone |= n == 0;
	}
	return is_alone;
}

static bool is_rival(const struct drift *d, const struct group *rival, const struct group *term,
		     const struct group *usual, struct tally tally)
{
	bool is_enough = rival->count == tally.n_without ||
			 (rival->count > RIVAL_MIN && rival->count * 2 >= tally.n_without);
	if (rival == usual || rival->count < RIVAL_MIN || !is_enough)
		return false;
	if (rival->is_loan && !sounds_match(&term->sounds, &rival->sounds))
		return false;
	return takes_place(d, rival, term, usual) && !is_explained(d, rival, term);
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

static struct span span_of(const struct spot *spot)
{
	return (struct span){spot->start, spot->start + spot->len};
}

static void tell(struct drift *d, const struct group *rival, const struct group *term,
		 const struct group *usual, size_t n_with)
{
	struct slice count = arena_printf(d->c->scratch, "%zu", n_with);
	d->c->failed |= !count.ptr;
	for (const struct spot *spot = rival->first; spot; spot = spot->next)
		say(d->c, &rule_drift, &d->c->pairs->items[spot->pair], LANG_JA, span_of(spot), 4,
		    rival->word, usual->word, lower_copy(d, term->word), count);
}

static bool is_better(const struct group *a, const struct group *b)
{
	if (a->count != b->count)
		return a->count > b->count;
	if (a->first->pair != b->first->pair)
		return a->first->pair < b->first->pair;
	return a->first->start < b->first->start;
}

static void check_term(struct drift *d, const struct group *term)
{
	struct tally tally = {0};
	if (!is_term(term))
		return;
	const struct group *usual = usual_of(d, term, &tally);
	if (!usual || tally.n_without < RIVAL_MIN)
		return;
	const struct group *best = NULL;
	for (size_t i = 0; i < d->sides[LANG_JA].n_groups; i++) {
		const struct group *rival = &d->sides[LANG_JA].groups[i];
		if ((!best || is_better(rival, best)) && is_rival(d, rival, term, usual, tally))
			best = rival;
	}
	if (best)
		tell(d, best, term, usual, tally.n_with);
}

static bool find_terms(struct drift *d)
{
	struct checking *c = d->c;
	if (!make_room(d, LANG_EN, WORD_MIN))
		return false;
	for (size_t i = 0; i < c->pairs->count && !c->failed; i++)
		add_english(d, i, c->pairs->items[i].sides[LANG_EN].prose,
			    words_of_prose(c, &c->pairs->items[i]));
	name_groups(d, LANG_EN);
	return !c->failed && has_term(&d->sides[LANG_EN]);
}

static void find_words(struct drift *d)
{
	struct checking *c = d->c;
	if (!make_room(d, LANG_JA, JAPANESE_MIN))
		return;
	for (size_t i = 0; i < c->pairs->count && !c->failed; i++)
		add_japanese(d, i, signs_of_prose(c, &c->pairs->items[i]));
	name_groups(d, LANG_JA);
	hear_terms(&d->sides[LANG_EN]);
	hear_loans(d);
}

static void check_article(struct checking *c)
{
	struct drift d = {.c = c};
	if (c->pairs->count >= USUAL_MIN + RIVAL_MIN && find_terms(&d)) {
		find_words(&d);
		for (size_t i = 0; i < d.sides[LANG_EN].n_groups && !c->failed; i++)
			check_term(&d, &d.sides[LANG_EN].groups[i]);
	}
}

const struct family family_term_drift = {.rules = rules, .article = check_article};
