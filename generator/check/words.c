/* Byte by byte, each looked up in a table of what it means for its word. */
#include "words.h"

#include "base/hash.h"

enum {
	/* In the table only: the bit in which the two cases of a letter differ. */
	IS_CAPITAL = WORD_CAPITALS,
	IS_BLANK = 1 << 11,
	IS_WORD = WORD_LETTER | WORD_DIGIT | WORD_OPAQUE,

	S = WORD_LETTER | WORD_SMALL,
	C = WORD_LETTER | IS_CAPITAL,
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

static uint64_t hash_byte(uint64_t hash, char c, uint32_t traits)
{
	return hash_step(hash, (unsigned char)c | (traits & IS_CAPITAL));
}

/* The letters and digits from `at` on. */
static size_t read_run(struct word *word, struct slice text, size_t at)
{
	uint64_t hash = word->hash;
	uint64_t stem = word->stem;
	uint32_t traits = word->traits;
	for (; at < text.len; at++) {
		uint32_t here = traits_of(text.ptr[at]);
		if (!(here & IS_WORD))
			break;
		traits |= here;
		stem = hash;
		hash = hash_byte(hash, text.ptr[at], here);
	}
	word->hash = hash;
	word->stem = stem;
	word->traits = traits;
	return at;
}

/* Signs between two runs. */
static void read_joint(struct word *word, struct slice joint)
{
	word->traits |= slice_eq(joint, SLICE("-")) ? WORD_HYPHEN : WORD_PARTS;
	for (size_t i = 0; i < joint.len; i++)
		word->hash = hash_step(word->hash, (unsigned char)joint.ptr[i]);
}

void word_read(struct word *word, struct slice text, size_t at)
{
	*word = (struct word){.start = (uint32_t)at, .hash = HASH_START, .stem = HASH_START};
	at = skip_signs(text, at, &word->traits);
	word->first = (uint32_t)at;
	if (at < text.len && traits_of(text.ptr[at]) & IS_CAPITAL) {
		word->hash = hash_byte(word->hash, text.ptr[at++], IS_CAPITAL);
		word->traits |= WORD_LETTER | WORD_CAPITAL;
	}
	for (;;) {
		size_t last = read_run(word, text, at);
		at = skip_signs(text, last, &word->traits);
		word->last = (uint32_t)last;
		if (at == text.len || traits_of(text.ptr[at]) & IS_BLANK)
			break;
		read_joint(word, slice_sub(text, last, at));
	}
	word->end = (uint32_t)at;
}

static const struct word no_word;
static const struct words no_words = {.items = &no_word};

void words_read(struct words *out, struct slice text, struct arena *arena)
{
	struct word *items = arena_array_raw(arena, text.len / 2 + 2, sizeof(*items));
	struct words words = {.items = items};
	*out = no_words;
	if (!items)
		return;
	for (size_t at = 0; at < text.len;) {
		uint32_t here = traits_of(text.ptr[at]);
		if (here & IS_BLANK) {
			words.traits |= here & ~(uint32_t)IS_BLANK;
			at++;
			continue;
		}
		struct word *word = &items[words.count++];
		word_read(word, text, at);
		words.traits |= word->traits;
		words.n_bytes += word->end - word->start;
		at = word->end;
	}
	uint32_t end = (uint32_t)text.len;
	items[words.count] = (struct word){.start = end, .end = end, .first = end, .last = end};
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
