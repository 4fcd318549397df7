/* Sentences end with . ? ! before a blank and a capital, or with 。？！. */
#include "units.h"

#include "base/hash.h"
#include "text/unicode.h"

enum { SENTENCES_MAX = 32 };

struct collector {
	struct checking *c;
	size_t words_min;
	unit_visit *visit;
	void *context;
};

/* --- Sentences ---------------------------------------------------------- */

static bool ends_english(struct slice text, const struct word *word)
{
	char last = text.ptr[word->end - 1];
	bool is_end = last == '.' || last == '?' || last == '!';
	return is_end && ascii_is_upper(text.ptr[word[1].start]);
}

/* Words in a row. */
struct run {
	const struct word *first;
	const struct word *end;
};

/* How many sentences; SENTENCES_MAX + 1 where there are more. */
static size_t split_english(struct slice text, struct run all, struct run *out)
{
	size_t n = 0;
	const struct word *first = all.first;
	for (const struct word *word = first; word < all.end && n <= SENTENCES_MAX; word++) {
		if (word + 1 < all.end && !ends_english(text, word))
			continue;
		if (n < SENTENCES_MAX)
			out[n] = (struct run){first, word + 1};
		n++;
		first = word + 1;
	}
	return n;
}

static bool ends_japanese(int32_t c)
{
	return c == 0x3002 || c == 0xFF1F || c == 0xFF01 || c == '?' || c == '!';
}

static size_t split_japanese(struct slice text, const struct signs *signs, struct span *out)
{
	size_t n = 0;
	size_t start = 0;
	for (size_t i = 0; i <= signs->n_others && n <= SENTENCES_MAX; i++) {
		size_t end = i < signs->n_others ? signs->others[i] + 1 : signs->count;
		size_t at = signs->items[end].at;
		bool ends = at == text.len || ends_japanese(signs->items[end - 1].c);
		if (!ends || slice_is_blank(slice_sub(text, start, at)))
			continue;
		if (n < SENTENCES_MAX)
			out[n] = (struct span){start, at};
		n++;
		start = at;
	}
	return n;
}

/* --- Hashes ------------------------------------------------------------- */

static bool is_final(char c)
{
	return c == '.' || c == ':' || c == '!' || c == '?';
}

/* How much of the last word of a text is no final punctuation. */
static size_t end_of_last(struct slice text, const struct word *last)
{
	size_t end = last->end;
	while (end > last->start && is_final(text.ptr[end - 1]))
		end--;
	return end;
}

static uint64_t hash_signs(uint64_t hash, struct slice signs)
{
	for (size_t i = 0; i < signs.len; i++)
		hash = hash_step(hash, (unsigned char)signs.ptr[i]);
	return hash;
}

/* A word and the signs around it, up to `end`. */
static uint64_t hash_word(uint64_t hash, struct slice text, const struct word *word, size_t end)
{
	hash = hash_step(hash, ' ');
	if (word->first > word->start)
		hash = hash_signs(
			hash, slice_sub(text, word->start, word->first < end ? word->first : end));
	hash = hash_step(hash, word->hash);
	return word->last < end ? hash_signs(hash, slice_sub(text, word->last, end)) : hash;
}

static uint64_t hash_english(struct slice text, struct run run, size_t *n_words)
{
	uint64_t hash = HASH_START;
	*n_words = 0;
	while (run.end > run.first && end_of_last(text, run.end - 1) == run.end[-1].start)
		run.end--;
	const struct word *last = run.end - 1;
	size_t last_end = run.end > run.first ? end_of_last(text, last) : 0;
	for (const struct word *word = run.first; word < run.end; word++) {
		hash = hash_word(hash, text, word, word < last ? word->end : last_end);
		*n_words += ascii_is_alpha(text.ptr[word->start]);
	}
	return hash;
}

/* Whether a sign of no script is a digit, or a letter of another language. */
static bool is_said(int32_t c)
{
	return c < 0x80 ? ascii_is_digit((char)c) : !is_unicode_punct(c) && !is_unicode_blank(c);
}

/* Goes on with a run of kana, kanji or letters. */
static uint64_t hash_run(uint64_t hash, const struct sign *run)
{
	const struct sign *end = run + run->run;
	int32_t lower = run->script == SCRIPT_LATIN ? 0x20 : 0; /* the cases differ in it */
	for (const struct sign *sign = run; sign < end; sign++)
		hash = hash_step(hash, (uint32_t)(sign->c | lower));
	return hash;
}

uint64_t units_hash_japanese(struct slice text, struct arena *scratch)
{
	struct signs signs;
	struct arena_mark mark = arena_mark(scratch);
	signs_read(&signs, text, scratch);
	const struct sign *end = signs.items + signs.count;
	uint64_t hash = HASH_START;
	for (const struct sign *run = signs.items; run < end; run += run->run)
		if (run->script != SCRIPT_OTHER)
			hash = hash_run(hash, run);
		else if (is_said(run->c))
			hash = hash_step(hash, (uint64_t)run->c);
	arena_rewind(scratch, mark);
	return hash;
}

/* --- Units -------------------------------------------------------------- */

/* Whether there are any kana or kanji; the part begins and ends where runs do. */
static bool is_japanese_part(const struct signs *signs, struct span at)
{
	const struct sign *run = signs->items + signs_find(signs, at.start);
	while (run->at < at.end && (run->script == SCRIPT_LATIN || run->script == SCRIPT_OTHER))
		run += run->run;
	return run->at < at.end;
}

static void give_unit(const struct collector *k, struct unit unit, struct run english)
{
	const struct pair *pair = unit.pair;
	unit.kind = pair->is_heading ? UNIT_HEADING : pair->is_cell ? UNIT_CELL : UNIT_TEXT;
	unit.en = hash_english(pair->sides[LANG_EN].text, english, &unit.n_words);
	if (unit.n_words < k->words_min ||
	    !is_japanese_part(signs_of_text(k->c, pair), unit.at[LANG_JA]))
		return;
	unit.at[LANG_EN] = (struct span){english.first->start, english.end[-1].end};
	unit.words =
		pair->sides[LANG_EN].is_prose ? english.first : words_of_prose(k->c, pair)->items;
	unit.signs = signs_of_prose(k->c, pair);
	k->visit(k->context, &unit);
}

static void give_units(const struct collector *k, const struct pair *pair)
{
	struct slice en = pair->sides[LANG_EN].text;
	struct slice ja = pair->sides[LANG_JA].text;
	struct run english[SENTENCES_MAX];
	struct span japanese[SENTENCES_MAX];
	if (en.len == 0 || ja.len == 0)
		return;
	const struct words *words = words_of_text(k->c, pair);
	struct run all = {words->items, words->items + words->count};
	size_t n = split_english(en, all, english);
	bool has_parts = n >= 2 && n <= SENTENCES_MAX &&
			 split_japanese(ja, signs_of_text(k->c, pair), japanese) == n;
	give_unit(k,
		  (struct unit){
			  .pair = pair, .at = {[LANG_JA] = {0, ja.len}}, .has_parts = has_parts},
		  all);
	for (size_t i = 0; i < n && has_parts; i++)
		give_unit(k,
			  (struct unit){.pair = pair,
					.at = {[LANG_JA] = japanese[i]},
					.is_sentence = true},
			  english[i]);
}

void units_each(struct checking *c, size_t words_min, unit_visit *visit, void *context)
{
	struct collector k = {c, words_min, visit, context};
	for (size_t i = 0; i < c->pairs->count && !c->failed; i++)
		give_units(&k, &c->pairs->items[i]);
}

struct slice unit_text(const struct unit *unit, enum lang lang)
{
	return slice_sub(unit->pair->sides[lang].text, unit->at[lang].start, unit->at[lang].end);
}
