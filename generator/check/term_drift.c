/*
 * One English term, several Japanese words for it in an article. No dictionary is
 * needed where the usual word is a loan: it sounds like the English. What
 * stands in the other segments of the term, and nowhere else, is its rival.
 */
#include "base/hash.h"
#include "kb/glossary.h"
#include "loanword.h"
#include "signs.h"
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
	uint64_t hash;     /* of the word, without case */
	uint32_t pair;
	uint32_t start; /* of the first, in the side's text */
	uint32_t len;
	uint32_t n_times : 31; /* in the segment */
	uint32_t is_loan : 1;  /* katakana */
};

/* All words of a side, and how often each stands there, counted by its hash: words of
   one slot are counted as one, which is never too little. */
struct side_spots {
	struct spot *items;
	size_t count;
	uint32_t *times;
	size_t mask;
};

/* The spots of one word, one a segment, in order. */
struct group {
	uint64_t hash;
	struct spot *first;
	struct spot *last;
	size_t count;
	struct slice word;    /* as it first stands */
	struct sounds sounds; /* of English that may be a term, and katakana */
	bool is_loan;
};

/* Found by their hash: a table of their numbers, from 1. */
struct groups {
	struct group *items; /* in the order in which their words first stand */
	size_t count;
	uint32_t *slots;
	size_t mask;
};

struct drift {
	struct checking *c;
	struct side_spots spots[LANG_SIDES];
	struct groups english;  /* that stand often enough to be terms */
	struct groups explains; /* and often enough to explain a rival; none until then */
	struct groups japanese; /* rivals and loans */
};

/* --- Words -------------------------------------------------------------- */

static size_t slot_of(uint64_t hash, size_t mask)
{
	return (size_t)(hash ^ hash >> 32) & mask;
}

/* Room for a spot each so many bytes of the article's texts. */
static bool make_room(struct drift *d, enum lang lang, size_t bytes_min)
{
	struct side_spots *side = &d->spots[lang];
	size_t n_bytes = 0;
	for (size_t i = 0; i < d->c->pairs->count; i++)
		n_bytes += d->c->pairs->items[i].sides[lang].prose.len;
	side->items = arena_array_raw(d->c->scratch, n_bytes / bytes_min + 1, sizeof(*side->items));
	d->c->failed |= !side->items;
	return !d->c->failed;
}

static struct spot *add_spot(struct side_spots *side, size_t pair, uint64_t hash, struct span at)
{
	struct spot *spot = &side->items[side->count++];
	*spot = (struct spot){.hash = hash,
			      .pair = (uint32_t)pair,
			      .start = (uint32_t)at.start,
			      .len = (uint32_t)(at.end - at.start)};
	return spot;
}

static bool count_spots(struct drift *d, struct side_spots *side)
{
	for (side->mask = 63; side->mask < side->count;)
		side->mask = side->mask * 2 + 1;
	side->times = arena_array(d->c->scratch, side->mask + 1, sizeof(*side->times));
	d->c->failed |= !side->times;
	for (size_t i = 0; i < side->count && side->times; i++)
		side->times[slot_of(side->items[i].hash, side->mask)]++;
	return !d->c->failed;
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
static void add_parts(struct side_spots *side, size_t pair, struct slice text, struct span whole)
{
	for (size_t at = whole.start; at < whole.end; at++) {
		size_t start = at;
		at = ascii_is_alpha(text.ptr[at]) ? end_of_word(text, at) : at;
		struct slice word = slice_sub(text, start, at);
		word.len -= is_plural(word);
		if (word.len >= WORD_MIN)
			add_spot(side, pair, word_hash(word),
				 (struct span){start, start + word.len});
	}
}

static void add_english(struct side_spots *side, size_t pair, struct slice text,
			const struct words *words)
{
	const struct word *end = words->items + words->count;
	for (const struct word *word = words->items; word < end; word++) {
		struct slice letters = {text.ptr + word->first, word->last - word->first};
		if (letters.len < WORD_MIN)
			continue;
		if (!word_is_plain(word))
			add_parts(side, pair, text, (struct span){word->first, word->last});
		else if (is_plural(letters))
			add_spot(side, pair, word_hash(slice_sub(letters, 0, letters.len - 1)),
				 (struct span){word->first, word->last - 1});
		else
			add_spot(side, pair, word->hash, (struct span){word->first, word->last});
	}
}

/* 報告します and 制御できる say what is done, アクセス制御 is a word of its own:
   neither is the rival of a loan word. */
static bool is_noun_alone(const struct signs *text, const struct sign *run)
{
	const struct sign *behind = run + run->run;
	if (run > text->items && run[-1].script == SCRIPT_KATAKANA)
		return false;
	switch (behind->c) {
	case 0x3057: /* し */
	case 0x3059: /* す */
	case 0x3055: /* さ */
	case 0x305B: /* せ */
	case 0x5316: /* 化 */
		return false;
	case 0x3067: /* で */
		return behind[1].c != 0x304D /* き */;
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

static bool is_japanese_word(const struct signs *text, const struct sign *run)
{
	switch (run->script) {
	case SCRIPT_KATAKANA:
		return run->run >= LOAN_MIN;
	case SCRIPT_KANJI:
		return run->run >= KANJI_MIN && run->run <= KANJI_MAX && is_noun_alone(text, run);
	default:
		return false;
	}
}

static void add_japanese(struct side_spots *side, size_t pair, const struct signs *text)
{
	const struct sign *end = text->items + text->count;
	for (const struct sign *run = text->items; run < end; run += run->run) {
		if (run->script <= SCRIPT_HIRAGANA || !is_japanese_word(text, run))
			continue;
		struct spot *spot = add_spot(side, pair, hash_signs(run, run->run),
					     (struct span){run->at, run[run->run].at});
		spot->is_loan = run->script == SCRIPT_KATAKANA;
	}
}

/* --- Groups ------------------------------------------------------------- */

static struct group *group_of(struct groups *groups, const struct spot *spot)
{
	size_t slot = slot_of(spot->hash, groups->mask);
	while (groups->slots[slot] && groups->items[groups->slots[slot] - 1].hash != spot->hash)
		slot = (slot + 1) & groups->mask;
	if (groups->slots[slot] == 0) {
		groups->slots[slot] = (uint32_t)++groups->count;
		groups->items[groups->count - 1] =
			(struct group){.hash = spot->hash, .is_loan = spot->is_loan};
	}
	return &groups->items[groups->slots[slot] - 1];
}

static void join_group(struct group *group, struct spot *spot)
{
	if (group->last && group->last->pair == spot->pair) {
		group->last->n_times++;
		return;
	}
	spot->next = NULL;
	spot->n_times = 1;
	if (group->last)
		group->last->next = spot;
	else
		group->first = spot;
	group->last = spot;
	group->count++;
}

static void name_groups(const struct drift *d, enum lang lang, struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++) {
		struct group *group = &groups->items[i];
		const struct spot *first = group->first;
		group->word = slice_sub(d->c->pairs->items[first->pair].sides[lang].prose,
					first->start, first->start + first->len);
	}
}

/* The groups of words that may stand at least so often, and of all loans. Again from
   the same spots, they come out as they were, with others among them. */
static void make_groups(struct drift *d, enum lang lang, size_t times_min, struct groups *out)
{
	struct side_spots *side = &d->spots[lang];
	struct arena *scratch = d->c->scratch;
	out->mask = side->mask;
	out->slots = arena_array(scratch, out->mask + 1, sizeof(*out->slots));
	out->items = arena_array_raw(scratch, side->count + 1, sizeof(*out->items));
	d->c->failed |= !out->slots || !out->items;
	for (size_t i = 0; i < side->count && !d->c->failed; i++) {
		struct spot *spot = &side->items[i];
		if (spot->is_loan || side->times[slot_of(spot->hash, side->mask)] >= times_min)
			join_group(group_of(out, spot), spot);
	}
	if (!d->c->failed)
		name_groups(d, lang, out);
}

static bool is_often(const struct group *group)
{
	return group->count >= USUAL_MIN + RIVAL_MIN;
}

static bool is_term(const struct group *group)
{
	return is_often(group) && group->sounds.count >= SOUNDS_SURE;
}

static void hear_loans(struct groups *japanese)
{
	for (size_t i = 0; i < japanese->count; i++) {
		struct group *group = &japanese->items[i];
		if (group->is_loan)
			group->sounds = sounds_of_katakana(group->word);
	}
}

/* Whether any may be a term. */
static bool hear_terms(struct groups *english)
{
	bool has_term = false;
	for (size_t i = 0; i < english->count; i++) {
		struct group *group = &english->items[i];
		if (is_often(group))
			group->sounds = sounds_of_english(group->word);
		has_term |= is_term(group);
	}
	return has_term;
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

/* Whether the Japanese has the term itself: where it is left in English, nothing else
   stands for it. */
static bool keeps_term(const struct drift *d, size_t pair, const struct group *term)
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
		word.len -= is_plural(word);
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
		else if (!keeps_term(d, spot->pair, term))
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
	for (size_t i = 0; i < d->japanese.count; i++) {
		const struct group *loan = &d->japanese.items[i];
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
static bool is_explained(struct drift *d, const struct group *rival, const struct group *term)
{
	if (!d->explains.items)
		make_groups(d, LANG_EN, RIVAL_MIN, &d->explains);
	for (size_t i = 0; i < d->explains.count; i++) {
		const struct group *other = &d->explains.items[i];
		bool is_loaned = false;
		if (other->hash == term->hash || !is_within(rival, other) ||
		    other->count > rival->count + 1)
			continue;
		struct sounds sounds = sounds_of_english(other->word);
		for (size_t j = 0; j < d->japanese.count && !is_loaned; j++) {
			const struct group *loan = &d->japanese.items[j];
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
		if (n >= of_term->n_times || keeps_term(d, spot->pair, term))
			return false;
		is_alone |= n == 0;
	}
	return is_alone;
}

/* The hash of the word behind a term where only a blank stands between them, or 0. */
static uint64_t word_behind(const struct drift *d, const struct spot *term)
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
static bool is_other_term(const struct drift *d, const struct group *rival,
			  const struct group *term, const struct group *usual)
{
	uint64_t behind = 0;
	for (const struct spot *spot = term->first; spot; spot = spot->next) {
		if (has_pair(rival, spot->pair) || !count_times(d, spot->pair, usual->word))
			continue;
		uint64_t next = word_behind(d, spot);
		if (next == 0 || (behind && next != behind))
			return false;
		behind = next;
	}
	for (const struct spot *spot = term->first; spot && behind; spot = spot->next)
		if (has_pair(rival, spot->pair) && word_behind(d, spot) == behind)
			return false;
	return behind != 0;
}

static bool is_rival(struct drift *d, const struct group *rival, const struct group *term,
		     const struct group *usual, struct tally tally)
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
	for (size_t i = 0; i < d->japanese.count; i++) {
		const struct group *rival = &d->japanese.items[i];
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
	if (!make_room(d, LANG_EN, WORD_MIN))
		return false;
	for (size_t i = 0; i < c->pairs->count; i++)
		add_english(&d->spots[LANG_EN], i, c->pairs->items[i].sides[LANG_EN].prose,
			    words_of_prose(c, &c->pairs->items[i]));
	if (!count_spots(d, &d->spots[LANG_EN]))
		return false;
	make_groups(d, LANG_EN, USUAL_MIN + RIVAL_MIN, &d->english);
	return !c->failed && hear_terms(&d->english);
}

static void find_words(struct drift *d)
{
	struct checking *c = d->c;
	if (!make_room(d, LANG_JA, JAPANESE_MIN))
		return;
	for (size_t i = 0; i < c->pairs->count; i++)
		add_japanese(&d->spots[LANG_JA], i, signs_of_prose(c, &c->pairs->items[i]));
	if (!count_spots(d, &d->spots[LANG_JA]))
		return;
	make_groups(d, LANG_JA, RIVAL_MIN, &d->japanese);
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
