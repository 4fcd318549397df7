/* Sentences end with . ? ! before a blank and a capital, or with 。？！. */
#include "units.h"

#include "base/array.h"
#include "sentences.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { SENTENCES_MAX = 32 };

struct collector {
	struct checking *c;
	struct unit *items;
	size_t count;
	size_t capacity;
	size_t words_min;
	bool failed;
};

/* --- Sentences ---------------------------------------------------------- */

/* A look before the question: it is put for every byte. */
static bool may_end(char c)
{
	return c == '.' || c == '?' || c == '!';
}

/* How many sentences; SENTENCES_MAX + 1 where there are more. */
static size_t split_english(struct slice text, struct span *out)
{
	size_t n = 0;
	size_t start = 0;
	for (size_t at = 0; at < text.len && n <= SENTENCES_MAX; at++) {
		bool is_last = at + 1 == text.len;
		if (!is_last && (!may_end(text.ptr[at]) || !english_sentence_ends(text, at)))
			continue;
		if (n < SENTENCES_MAX)
			out[n] = (struct span){start, at + 1};
		n++;
		start = at + 1;
		while (start < text.len && ascii_is_blank(text.ptr[start]))
			start++;
		at = start > at + 1 ? start - 1 : at;
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
	for (size_t i = 0; i < signs->count && n <= SENTENCES_MAX; i++) {
		size_t at = signs->items[i + 1].at;
		bool ends = ends_japanese(signs->items[i].c) || at == text.len;
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

/* FNV-1a */
#define FNV_START UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME UINT64_C(0x100000001B3)

static uint64_t add_byte(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * FNV_PRIME;
}

static uint64_t hash_english(struct slice text, size_t *n_words)
{
	uint64_t hash = FNV_START;
	bool is_in_word = false;
	*n_words = 0;
	while (text.len &&
	       (ascii_is_blank(text.ptr[text.len - 1]) || strchr(".:!?", text.ptr[text.len - 1])))
		text.len--;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (ascii_is_blank(c)) {
			is_in_word = false;
			continue;
		}
		if (!is_in_word) {
			hash = add_byte(hash, ' ');
			*n_words += ascii_is_alpha(c);
		}
		is_in_word = true;
		hash = add_byte(hash, ascii_lower(c));
	}
	return hash;
}

/* Whether a character beyond ASCII is a letter or digit. Most are kana or kanji, of which
   nobody need be asked. */
static bool is_said(const struct sign *sign)
{
	return sign->script != SCRIPT_OTHER ||
	       (!is_unicode_punct(sign->c) && !is_unicode_blank(sign->c));
}

/* And whether there are any kana or kanji. */
static uint64_t hash_japanese(const struct signs *signs, struct span at, bool *has_kana)
{
	const struct sign *sign = signs->items + signs_find(signs, at.start);
	const struct sign *end = signs->items + signs_find(signs, at.end);
	uint64_t hash = FNV_START;
	*has_kana = false;
	for (; sign < end; sign++) {
		if (sign->c < 0x80) {
			if (ascii_is_alnum((char)sign->c))
				hash = add_byte(hash, ascii_lower((char)sign->c));
		} else if (is_said(sign)) {
			*has_kana |= sign->c >= 0x3041 && sign->c <= 0x9FFF;
			hash = (hash ^ (uint64_t)sign->c) * FNV_PRIME;
		}
	}
	return hash;
}

/* --- Units -------------------------------------------------------------- */

static void add_unit(struct collector *k, struct unit unit)
{
	bool has_kana;
	unit.kind = unit.pair->is_heading ? UNIT_HEADING
		    : unit.pair->is_cell  ? UNIT_CELL
					  : UNIT_TEXT;
	unit.en = hash_english(unit_text(&unit, LANG_EN), &unit.n_words);
	if (unit.n_words < k->words_min)
		return;
	unit.ja = hash_japanese(signs_of_text(k->c, unit.pair), unit.at[LANG_JA], &has_kana);
	if (!has_kana)
		return;
	if (!array_room(&k->items, &k->capacity, k->count + 1))
		k->failed = true;
	else
		k->items[k->count++] = unit;
}

static void add_pair(struct collector *k, const struct pair *pair)
{
	struct slice en = pair->sides[LANG_EN].text;
	struct slice ja = pair->sides[LANG_JA].text;
	struct span sentences[LANG_SIDES][SENTENCES_MAX];
	if (en.len == 0 || ja.len == 0)
		return;
	size_t n = split_english(en, sentences[LANG_EN]);
	bool has_parts = n >= 2 && n <= SENTENCES_MAX &&
			 split_japanese(ja, signs_of_text(k->c, pair), sentences[LANG_JA]) == n;
	add_unit(k, (struct unit){.pair = pair,
				  .signs = signs_of(k->c, pair),
				  .at = {[LANG_EN] = {0, en.len}, [LANG_JA] = {0, ja.len}},
				  .has_parts = has_parts});
	for (size_t i = 0; i < n && has_parts; i++)
		add_unit(k, (struct unit){.pair = pair,
					  .signs = signs_of(k->c, pair),
					  .at = {[LANG_EN] = sentences[LANG_EN][i],
						 [LANG_JA] = sentences[LANG_JA][i]},
					  .is_sentence = true});
}

enum status units_make(struct unit_list *out, struct checking *c, size_t words_min)
{
	struct collector k = {.c = c, .words_min = words_min};
	*out = (struct unit_list){0};
	for (size_t i = 0; i < c->pairs->count && !k.failed; i++)
		add_pair(&k, &c->pairs->items[i]);
	out->items = arena_array(c->scratch, k.count + 1, sizeof(*out->items));
	out->count = k.count;
	if (out->items && k.count)
		memcpy(out->items, k.items, k.count * sizeof(*k.items));
	free(k.items);
	return k.failed || c->failed || !out->items ? STATUS_NO_MEMORY : STATUS_OK;
}

struct slice unit_text(const struct unit *unit, enum lang lang)
{
	return slice_sub(unit->pair->sides[lang].text, unit->at[lang].start, unit->at[lang].end);
}
