/* Byte by byte, each looked up in a table of what it means for its word. */
#include "words.h"

#include "base/hash.h"

enum {
	IS_BLANK = 1 << 11, /* in the table only */
	IS_WORD = WORD_LETTER | WORD_DIGIT | WORD_OPAQUE,

	S = WORD_LETTER | WORD_SMALL,
	C = WORD_LETTER | WORD_CAPITALS,
	D = WORD_DIGIT,
	L = WORD_SIGN,
	M = WORD_MARK,
	B = IS_BLANK,
	V = IS_BLANK | WORD_ODD,
	P = WORD_OPAQUE,
	X = WORD_ODD,
};

/* Of each byte, sixteen a row. */
static const uint32_t traits_of_bytes[256] = {
	X, P, X, X, X, X, X, X, X, B, B, V, V, V, X, X, /* controls */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* controls */
	B, 0, 0, 0, L, L, 0, 0, L, 0, M, 0, 0, L, L, 0, /*  !"#$%&'()*+,-./ */
	D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0, /* 0123456789:;<=>? */
	L, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* @ABCDEFGHIJKLMNO */
	C, C, C, C, C, C, C, C, C, C, C, 0, L, 0, 0, M, /* PQRSTUVWXYZ[\]^_ */
	M, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* `abcdefghijklmno */
	S, S, S, S, S, S, S, S, S, S, S, 0, 0, 0, 0, X, /* pqrstuvwxyz{|}~ */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* beyond ASCII */
};

static inline uint32_t traits_of(char c)
{
	return traits_of_bytes[(unsigned char)c];
}

static bool is_end(struct slice text, size_t at)
{
	return at == text.len || traits_of(text.ptr[at]) & IS_BLANK;
}

/* Behind the bytes that are neither blank nor of a word. */
static size_t skip_signs(struct slice text, size_t at, uint32_t *traits)
{
	for (; at < text.len; at++) {
		uint32_t here = traits_of(text.ptr[at]);
		if (here & (IS_WORD | IS_BLANK))
			break;
		*traits |= here;
	}
	return at;
}

/* The cases of a letter differ in one bit, which digits have too; what is opaque becomes
   a sign that no run has. */
static inline uint64_t hash_byte(uint64_t hash, char c)
{
	return hash_step(hash, (unsigned char)c | 0x20);
}

uint64_t word_hash(struct slice letters)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < letters.len; i++)
		hash = hash_byte(hash, letters.ptr[i]);
	return hash;
}

/* The letters and digits from `at` on. */
static inline size_t read_run(struct word *word, struct slice text, size_t at)
{
	uint64_t hash = word->hash;
	uint32_t traits = word->traits;
	for (; at < text.len; at++) {
		uint32_t here = traits_of(text.ptr[at]);
		if (!(here & IS_WORD))
			break;
		traits |= here;
		hash = hash_byte(hash, text.ptr[at]);
	}
	word->hash = hash;
	word->traits = traits;
	word->last = (uint32_t)at;
	return at;
}

/* Signs between two runs. */
static void read_joint(struct word *word, struct slice joint)
{
	word->traits |= slice_eq(joint, SLICE("-")) ? WORD_HYPHEN : WORD_PARTS;
	for (size_t i = 0; i < joint.len; i++)
		word->hash = hash_step(word->hash, (unsigned char)joint.ptr[i]);
}

/* Behind a run, where signs are within the word or end it. */
static size_t read_rest(struct word *word, struct slice text, size_t at)
{
	while (!is_end(text, at = skip_signs(text, at, &word->traits))) {
		read_joint(word, slice_sub(text, word->last, at));
		at = read_run(word, text, at);
	}
	return at;
}

/* Most are letters alone, from blank to blank. */
static inline size_t read_word(struct word *word, struct slice text, size_t at)
{
	word->start = (uint32_t)at;
	word->traits = 0;
	word->hash = HASH_START;
	if (!(traits_of(text.ptr[at]) & IS_WORD))
		at = skip_signs(text, at, &word->traits);
	word->first = (uint32_t)at;
	if (at < text.len && traits_of(text.ptr[at]) & WORD_CAPITALS) {
		word->traits |= WORD_LETTER | WORD_CAPITAL;
		word->hash = hash_byte(word->hash, text.ptr[at++]);
	}
	at = read_run(word, text, at);
	if (!is_end(text, at))
		at = read_rest(word, text, at);
	word->end = (uint32_t)at;
	return at;
}

void word_read(struct word *word, struct slice text, size_t at)
{
	read_word(word, text, at);
}

static const struct word no_word;
static const struct words no_words = {.items = &no_word};

void words_read(struct words *out, struct slice text, struct arena *arena)
{
	struct word *items = arena_array_raw(arena, text.len / 2 + 2, sizeof(*items));
	struct word *word = items;
	struct words words = {.items = items};
	*out = no_words;
	if (!items)
		return;
	for (size_t at = 0; at < text.len;) {
		uint32_t here = traits_of(text.ptr[at]);
		if (here & IS_BLANK) {
			words.traits |= here;
			at++;
			continue;
		}
		size_t end = read_word(word, text, at);
		words.n_bytes += end - at;
		words.traits |= word++->traits;
		at = end;
	}
	uint32_t end = (uint32_t)text.len;
	*word = (struct word){.start = end, .end = end, .first = end, .last = end};
	words.count = (size_t)(word - items);
	words.traits &= ~(uint32_t)IS_BLANK;
	arena_trim(arena, items, (words.count + 1) * sizeof(*items));
	*out = words;
}

const struct words *words_read_once(struct checking *c, const struct pair *pair, bool is_text)
{
	const struct pair_side *side = &pair->sides[LANG_EN];
	size_t i = (size_t)(pair - c->pairs->items);
	struct words **all = &c->words[is_text];
	if (!*all)
		*all = arena_array(c->scratch, c->pairs->count, sizeof(**all));
	if (*all && !(*all)[i].items)
		words_read(&(*all)[i], is_text ? side->text : side->prose, c->scratch);
	c->failed |= c->scratch->failed;
	return *all ? &(*all)[i] : &no_words;
}
