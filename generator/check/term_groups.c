/* Spots are noted for every word, groups made of those alone that stand often enough:
   most words of an article stand in it once. */
#include "term_groups.h"

#include "base/hash.h"
#include "signs.h"
#include "words.h"

enum {
	WORD_MIN = 4,  /* letters of an English word */
	LOAN_MIN = 3,  /* and of a katakana word */
	KANJI_MIN = 2, /* and of one of kanji */
	KANJI_MAX = 3,
	JAPANESE_MIN = 3 * KANJI_MIN, /* bytes of either */
};

/* --- Words -------------------------------------------------------------- */

static size_t slot_of(uint64_t hash, size_t mask)
{
	return (size_t)(hash ^ hash >> 32) & mask;
}

/* For as many as there can be. */
static bool make_room(struct checking *c, enum lang lang, struct term_spots *side)
{
	size_t bytes_min = lang == LANG_EN ? WORD_MIN : JAPANESE_MIN;
	size_t n_bytes = 0;
	for (size_t i = 0; i < c->pairs->count; i++)
		n_bytes += c->pairs->items[i].sides[lang].prose.len;
	side->items = arena_array_raw(c->scratch, n_bytes / bytes_min + 1, sizeof(*side->items));
	c->failed |= !side->items;
	return !c->failed;
}

static struct term_spot *add_spot(struct term_spots *side, size_t pair, uint64_t hash,
				  struct span at)
{
	struct term_spot *spot = &side->items[side->count++];
	*spot = (struct term_spot){.hash = hash,
				   .pair = (uint32_t)pair,
				   .start = (uint32_t)at.start,
				   .len = (uint32_t)(at.end - at.start)};
	return spot;
}

static void count_spots(struct checking *c, struct term_spots *side)
{
	for (side->mask = 63; side->mask < side->count;)
		side->mask = side->mask * 2 + 1;
	side->times = arena_array(c->scratch, side->mask + 1, sizeof(*side->times));
	c->failed |= !side->times;
	for (size_t i = 0; i < side->count && side->times; i++)
		side->times[slot_of(side->items[i].hash, side->mask)]++;
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

/* The words within one: and/or, user's. */
static void add_parts(struct term_spots *side, size_t pair, struct slice text, struct span whole)
{
	for (size_t at = whole.start; at < whole.end; at++) {
		size_t start = at;
		at = ascii_is_alpha(text.ptr[at]) ? end_of_word(text, at) : at;
		struct slice word = slice_sub(text, start, at);
		word.len -= word_is_plural(word);
		if (word.len >= WORD_MIN)
			add_spot(side, pair, word_hash(word),
				 (struct span){start, start + word.len});
	}
}

static void add_english(struct term_spots *side, size_t pair, struct slice text,
			const struct words *words)
{
	const struct word *end = words->items + words->count;
	for (const struct word *word = words->items; word < end; word++) {
		struct slice letters = {text.ptr + word->first, word->last - word->first};
		if (letters.len < WORD_MIN)
			continue;
		if (!word_is_plain(word))
			add_parts(side, pair, text, (struct span){word->first, word->last});
		else if (word_is_plural(letters))
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

static void add_japanese(struct term_spots *side, size_t pair, const struct signs *text)
{
	const struct sign *end = text->items + text->count;
	for (const struct sign *run = text->items; run < end; run += run->run) {
		if (run->script <= SCRIPT_HIRAGANA || !is_japanese_word(text, run))
			continue;
		struct term_spot *spot = add_spot(side, pair, hash_signs(run, run->run),
						  (struct span){run->at, run[run->run].at});
		spot->is_loan = run->script == SCRIPT_KATAKANA;
	}
}

void term_spots_find(struct checking *c, enum lang lang, struct term_spots *out)
{
	*out = (struct term_spots){0};
	if (!make_room(c, lang, out))
		return;
	for (size_t i = 0; i < c->pairs->count; i++) {
		const struct pair *pair = &c->pairs->items[i];
		if (lang == LANG_EN)
			add_english(out, i, pair->sides[LANG_EN].prose, words_of_prose(c, pair));
		else
			add_japanese(out, i, signs_of_prose(c, pair));
	}
	count_spots(c, out);
}

/* --- Groups ------------------------------------------------------------- */

static struct term_group *group_of(struct term_groups *groups, const struct term_spot *spot)
{
	size_t slot = slot_of(spot->hash, groups->mask);
	while (groups->slots[slot] && groups->items[groups->slots[slot] - 1].hash != spot->hash)
		slot = (slot + 1) & groups->mask;
	if (groups->slots[slot] == 0) {
		groups->slots[slot] = (uint32_t)++groups->count;
		groups->items[groups->count - 1] =
			(struct term_group){.hash = spot->hash, .is_loan = spot->is_loan};
	}
	return &groups->items[groups->slots[slot] - 1];
}

static void join_group(struct term_group *group, struct term_spot *spot)
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

static void name_groups(const struct checking *c, enum lang lang, struct term_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++) {
		struct term_group *group = &groups->items[i];
		const struct term_spot *first = group->first;
		group->word = slice_sub(c->pairs->items[first->pair].sides[lang].prose,
					first->start, first->start + first->len);
	}
}

void term_groups_make(struct checking *c, enum lang lang, const struct term_spots *spots,
		      size_t times_min, struct term_groups *out)
{
	*out = (struct term_groups){.mask = spots->mask};
	out->slots = arena_array(c->scratch, out->mask + 1, sizeof(*out->slots));
	out->items = arena_array_raw(c->scratch, spots->count + 1, sizeof(*out->items));
	c->failed |= !out->slots || !out->items;
	for (size_t i = 0; i < spots->count && !c->failed; i++) {
		struct term_spot *spot = &spots->items[i];
		if (spot->is_loan || spots->times[slot_of(spot->hash, spots->mask)] >= times_min)
			join_group(group_of(out, spot), spot);
	}
	if (!c->failed)
		name_groups(c, lang, out);
}

bool term_group_has(const struct term_group *group, size_t pair)
{
	const struct term_spot *spot = group->first;
	while (spot && spot->pair < pair)
		spot = spot->next;
	return spot && spot->pair == pair;
}

bool term_group_is_within(const struct term_group *inner, const struct term_group *outer)
{
	for (const struct term_spot *spot = inner->first; spot; spot = spot->next)
		if (!term_group_has(outer, spot->pair))
			return false;
	return true;
}
