/* Entries by code and by the words of their titles. */
#include "lookup/known.h"

#include "words.h"
#include "base/map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Less of a title in a text is chance. */
#define SHARE_MIN         0.6
#define SUBJECT_SHARE_MIN 0.4
enum { MATCHED_MIN = 2, TITLE_WORDS_MAX = 24, TEXT_WORDS_MAX = 400 };

/* The entries in whose titles a word stands. */
struct posting {
	uint32_t title; /* entry * LANG_SIDES + language */
	bool is_of_subject;
	struct posting *next;
};

struct word {
	struct posting *first;
	size_t count; /* of titles */
	double weight;
};

/* How much the words of a title say, or those of a text that stand in it. */
struct weights {
	double all;
	double subject;
	size_t n_words;
};

struct known {
	struct arena arena;
	const struct known_entry *entries;
	size_t count;
	const struct scheme_set *schemes;
	const struct scheme **used_schemes; /* that entries have codes of */
	size_t n_schemes;
	struct map by_code;
	const struct known_entry **ranges;
	size_t n_ranges;
	struct map words;              /* to struct word */
	struct weights *title_weights; /* by posting.title */
};

static void put(struct map *map, struct slice key, void *value)
{
	if (map_put(map, key, value) != STATUS_OK)
		out_of_memory();
}

struct known_entry *known_entries(struct arena *arena, const struct catalogue *catalogue,
				  size_t *count)
{
	size_t n = catalogue_count(catalogue);
	struct known_entry *entries = arena_array(arena, n + 1, sizeof(*entries));
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		struct catalogue_entry from = catalogue_entry_at(catalogue, i);
		if (from.is_duplicate)
			continue;
		struct known_entry *entry = &entries[(*count)++];
		*entry = (struct known_entry){
			.code = catalogue_code_of(catalogue, &from),
			.article = catalogue_article_at(catalogue, from.article).path,
			.number = i,
		};
		memcpy(entry->titles, from.full_titles, sizeof(entry->titles));
	}
	return entries;
}

/* --- The index ------------------------------------------------------------- */

/* What a Japanese title tells of: 接続 of "エラー 450 4.4.316: 接続が拒否されました". That
   it failed, and how, many titles say in the same words. Empty where no particle
   parts the two. */
static struct slice subject_of(struct slice title)
{
	static const struct slice particles[] = {{"が", 3}, {"は", 3}, {"を", 3}, {"に", 3}};
	size_t start = 0;
	size_t end = 0;
	for (size_t at = 0; (at = slice_find(title, SLICE(": "), at)) != SLICE_NONE; at++)
		start = at;
	for (size_t i = 0; i < sizeof(particles) / sizeof(*particles); i++)
		for (size_t at = start; (at = slice_find(title, particles[i], at)) != SLICE_NONE;
		     at++)
			end = at > end ? at : end;
	return slice_sub(title, start, end);
}

/* The title was indexed just now. */
static void mark_subject(struct known *known, uint32_t title, struct slice text)
{
	struct words words = words_of(subject_of(text));
	struct slice text_word;
	while (words_next(&words, &text_word)) {
		struct word *word = map_get(&known->words, text_word);
		if (word && word->first->title == title)
			word->first->is_of_subject = true;
	}
}

static void index_title(struct known *known, uint32_t title, struct slice text)
{
	struct words words = words_of(text);
	struct slice text_word;
	for (size_t n = 0; n < TITLE_WORDS_MAX && words_next(&words, &text_word); n++) {
		struct word *word = map_get(&known->words, text_word);
		if (!word) {
			word = arena_alloc(&known->arena, sizeof(*word));
			put(&known->words, arena_copy(&known->arena, text_word), word);
		}
		if (word->first && word->first->title == title)
			continue; /* twice in one title */
		struct posting *posting = arena_alloc(&known->arena, sizeof(*posting));
		*posting = (struct posting){title, false, word->first};
		word->first = posting;
		word->count++;
	}
	mark_subject(known, title, text);
}

static void add_weight(struct weights *weights, const struct posting *posting, double weight)
{
	weights->all += weight;
	weights->subject += posting->is_of_subject ? weight : 0;
	weights->n_words++;
}

/* A word that few titles have says more (inverse document frequency). */
static void weigh_words(struct known *known)
{
	known->title_weights = arena_array(&known->arena, known->count * LANG_SIDES + 1,
					   sizeof(*known->title_weights));
	for (size_t i = 0; i < known->words.count; i++) {
		struct word *word = known->words.entries[i].value;
		word->weight = log1p((double)known->count / (double)word->count);
		for (const struct posting *p = word->first; p; p = p->next)
			add_weight(&known->title_weights[p->title], p, word->weight);
	}
}

static void note_scheme(struct known *known, const struct scheme *scheme)
{
	for (size_t i = 0; i < known->n_schemes; i++)
		if (known->used_schemes[i] == scheme)
			return;
	if (known->n_schemes < scheme_count(known->schemes))
		known->used_schemes[known->n_schemes++] = scheme;
}

struct known *known_new(const struct known_entry *entries, size_t count,
			const struct scheme_set *schemes)
{
	struct known *known = calloc(1, sizeof(*known));
	if (!known)
		out_of_memory();
	arena_init_must(&known->arena);
	map_init(&known->by_code);
	map_init(&known->words);
	known->entries = entries;
	known->count = count;
	known->schemes = schemes;
	known->ranges = arena_array(&known->arena, count + 1, sizeof(const struct known_entry *));
	known->used_schemes =
		arena_array(&known->arena, scheme_count(schemes), sizeof(const struct scheme *));
	for (size_t i = 0; i < count; i++) {
		note_scheme(known, entries[i].code.scheme);
		if (!map_has(&known->by_code, entries[i].code.normal))
			put(&known->by_code, entries[i].code.normal, (void *)&entries[i]);
		if (entries[i].code.last.len)
			known->ranges[known->n_ranges++] = &entries[i];
		for (size_t lang = 0; lang < LANG_SIDES; lang++)
			index_title(known, (uint32_t)(i * LANG_SIDES + lang),
				    entries[i].titles[lang]);
	}
	weigh_words(known);
	return known;
}

void known_free(struct known *known)
{
	if (!known)
		return;
	map_release(&known->by_code);
	map_release(&known->words);
	arena_release(&known->arena);
	free(known);
}

const struct scheme_set *known_schemes(const struct known *known)
{
	return known->schemes;
}

bool known_has_scheme(const struct known *known, struct slice name)
{
	for (size_t i = 0; i < known->n_schemes; i++)
		if (slice_eq(scheme_name(known->used_schemes[i]), name))
			return true;
	return false;
}

/* --- By code --------------------------------------------------------------- */

const struct known_entry *known_find_normal(const struct known *known, struct slice normal)
{
	return map_get(&known->by_code, normal);
}

const struct known_entry *known_find(const struct known *known, const struct code *code)
{
	const struct known_entry *entry = known_find_normal(known, code->normal);
	for (size_t i = 0; !entry && i < known->n_ranges; i++)
		if (code_covers(&known->ranges[i]->code, code))
			entry = known->ranges[i];
	return entry;
}

/* --- By words -------------------------------------------------------------- */

static void count_word(const struct known *known, struct slice text_word, struct map *seen,
		       struct weights *tallies)
{
	const struct word *word = map_get(&known->words, text_word);
	if (!word)
		return;
	struct slice key = {(const char *)&word->first, sizeof(word->first)}; /* any unique bytes */
	if (map_has(seen, key))
		return;
	put(seen, key, (void *)word);
	for (const struct posting *p = word->first; p; p = p->next)
		add_weight(&tallies[p->title], p, word->weight);
}

/* How much of a title was said; 0 where that is not of what it tells. */
static double share_of(const struct weights *said, const struct weights *title)
{
	if (said->n_words < MATCHED_MIN || said->subject < title->subject * SUBJECT_SHARE_MIN)
		return 0;
	return said->all / title->all;
}

/* Keeps the best of an entry's two titles in its place among `out`. */
static size_t offer(struct known_match *out, size_t n, size_t max, struct known_match match)
{
	for (size_t i = 0; i < n; i++)
		if (out[i].entry == match.entry)
			return n;
	size_t at = n;
	while (at > 0 && out[at - 1].share < match.share)
		at--;
	if (at >= max)
		return n;
	size_t kept = n < max ? n : max - 1;
	memmove(&out[at + 1], &out[at], (kept - at) * sizeof(*out));
	out[at] = match;
	return kept + 1;
}

size_t known_match_words(const struct known *known, struct slice text, struct known_match *out,
			 size_t max)
{
	struct weights *tallies = calloc(known->count * LANG_SIDES + 1, sizeof(*tallies));
	struct words words = words_of(text);
	struct slice word;
	struct map seen;
	size_t n = 0;
	if (!tallies)
		out_of_memory();
	map_init(&seen);
	for (size_t i = 0; i < TEXT_WORDS_MAX && words_next(&words, &word); i++)
		count_word(known, word, &seen, tallies);
	for (size_t i = 0; i < known->count; i++) {
		double best = 0;
		for (size_t title = i * LANG_SIDES; title < (i + 1) * LANG_SIDES; title++) {
			double share = share_of(&tallies[title], &known->title_weights[title]);
			best = share > best ? share : best;
		}
		if (best >= SHARE_MIN)
			n = offer(out, n, max, (struct known_match){&known->entries[i], best});
	}
	map_release(&seen);
	free(tallies);
	return n;
}
