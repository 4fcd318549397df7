/* Most characters are kana, kanji or letters, and known at a glance. */
#include "signs.h"

#include "text/unicode.h"

#include <string.h>

static const struct sign no_sign = {.c = CODE_POINT_NONE};
static const struct signs no_signs = {.items = &no_sign};

enum {
	B = KIND_BLANK,
	D = KIND_DIGIT,
	E = KIND_EXCLAMATION,
	K = KIND_BRACKET,
	L = KIND_LATIN,
	M = KIND_MARK,
	N = KIND_COLON,
	P = KIND_BRACKET | KIND_PAREN,
	Q = KIND_QUESTION,
	X = KIND_ODD,
};

/* Of each character of ASCII, sixteen a row. */
static const uint16_t kinds_of_ascii[0x80] = {
	X, 0, X, X, X, X, X, X, X, 0, 0, X, X, X, X, X, /* controls */
	X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, /* controls */
	B, E, 0, 0, 0, 0, 0, 0, P, K, M, 0, 0, 0, 0, 0, /*  !"#$%&'()*+,-./ */
	D, D, D, D, D, D, D, D, D, D, N, 0, 0, 0, 0, Q, /* 0123456789:;<=>? */
	0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ABCDEFGHIJKLMNO */
	L, L, L, L, L, L, L, L, L, L, L, K, 0, K, 0, M, /* PQRSTUVWXYZ[\]^_ */
	M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* `abcdefghijklmno */
	L, L, L, L, L, L, L, L, L, L, L, K, 0, K, 0, X, /* pqrstuvwxyz{|}~ */
};

static uint32_t kinds_of_form(int32_t c)
{
	switch (c) {
	case 0xFF08: /* （ */
		return KIND_BRACKET | KIND_WIDE_PAREN;
	case 0xFF09: /* ） */
	case 0xFF3B: /* ［ */
	case 0xFF3D: /* ］ */
	case 0xFF5B: /* ｛ */
	case 0xFF5D: /* ｝ */
	case 0xFF62: /* ｢ */
	case 0xFF63: /* ｣ */
		return KIND_BRACKET;
	case 0xFF1A: /* ： */
		return KIND_WIDE_COLON;
	case 0xFF01: /* ！ */
		return KIND_WIDE_EXCLAMATION;
	case 0xFF1F: /* ？ */
		return KIND_WIDE_QUESTION;
	default:
		return c >= 0xFF10 && c <= 0xFF19 ? KIND_DIGIT : 0;
	}
}

/* What is neither ASCII nor kana nor of the usual kanji. */
static uint32_t kinds_of_other(int32_t c)
{
	uint32_t kinds = sign_is_odd(c) ? KIND_ODD : 0;
	if (c == 0x3000 || c == 0xA0)
		kinds |= KIND_BLANK;
	else if (c >= 0x3008 && c <= 0x3015)
		kinds |= KIND_BRACKET;
	else if (c >= 0xFF00 && c <= 0xFFEF)
		kinds |= KIND_FORM | kinds_of_form(c);
	return kinds;
}

static inline enum script read_ascii(int32_t c, struct signs *signs)
{
	uint32_t kind = kinds_of_ascii[c];
	signs->kinds |= kind;
	signs->n_latin += kind == KIND_LATIN;
	return kind == KIND_LATIN ? SCRIPT_LATIN : SCRIPT_OTHER;
}

/* Beyond ASCII. Kana and kanji are of no kind, but for numerals. */
static inline enum script script_of(int32_t c, uint32_t *kinds)
{
	enum { LAST_NUMERAL = 0x56DB };
	if (is_hiragana(c))
		return SCRIPT_HIRAGANA;
	if (is_plain_kanji(c)) {
		if (c <= LAST_NUMERAL && sign_numeral(c))
			*kinds |= KIND_NUMERAL;
		return SCRIPT_KANJI;
	}
	if (is_katakana(c))
		return SCRIPT_KATAKANA;
	*kinds |= kinds_of_other(c);
	return is_kanji(c) ? SCRIPT_KANJI : SCRIPT_OTHER;
}

/* Puts the list of the others behind the signs, of which there are fewer than was room
   for, and gives back the rest. */
static void settle(struct signs *signs, struct sign *items, const uint32_t *others,
		   struct arena *arena)
{
	size_t n_bytes = signs->n_others * sizeof(*others);
	uint32_t *behind = (uint32_t *)(items + signs->count + 1);
	memmove(behind, others, n_bytes);
	signs->items = items;
	signs->others = behind;
	arena_trim(arena, items, (signs->count + 1) * sizeof(*items) + n_bytes);
}

/* Begins a run with a sign, unless it goes on with the last one. Gives its start. */
static inline struct sign *join_run(struct sign *run, struct sign *sign)
{
	if (sign->script == run->script && sign->script != SCRIPT_OTHER)
		return run;
	run->run = (uint32_t)(sign - run);
	return sign;
}

void signs_read(struct signs *out, struct slice text, struct arena *arena)
{
	size_t max = text.len + 1;
	struct sign *items = arena_array_raw(arena, max, sizeof(struct sign) + sizeof(uint32_t));
	*out = no_signs;
	if (!items)
		return;
	uint32_t *others = (uint32_t *)(items + max);
	uint32_t *next_other = others;
	struct sign *run = items;
	struct sign *sign = items;
	struct signs signs = {0};
	for (size_t at = 0; at < text.len; sign++) {
		sign->at = (uint32_t)at;
		sign->run = 0;
		if ((unsigned char)text.ptr[at] < 0x80) {
			sign->c = (unsigned char)text.ptr[at++];
			sign->script = read_ascii(sign->c, &signs);
		} else {
			sign->c = utf8_next(text, &at);
			sign->script = script_of(sign->c, &signs.kinds);
		}
		run = join_run(run, sign);
		if (sign->script == SCRIPT_OTHER)
			*next_other++ = (uint32_t)(sign - items);
	}
	*sign = (struct sign){.c = CODE_POINT_NONE, .at = (uint32_t)text.len};
	run->run = (uint32_t)(sign - run);
	signs.count = (size_t)(sign - items);
	signs.n_others = (size_t)(next_other - others);
	settle(&signs, items, others, arena);
	*out = signs;
}

const struct signs *signs_read_once(struct checking *c, const struct pair *pair, bool is_text)
{
	const struct pair_side *side = &pair->sides[LANG_JA];
	size_t i = (size_t)(pair - c->pairs->items);
	struct signs **all = &c->signs[is_text];
	if (!*all)
		*all = arena_array(c->scratch, c->pairs->count, sizeof(**all));
	if (*all && !(*all)[i].items)
		signs_read(&(*all)[i], is_text ? side->text : side->prose, c->scratch);
	c->failed |= c->scratch->failed;
	return *all ? &(*all)[i] : &no_signs;
}

/* The prose mostly says so. */
bool pair_is_japanese(struct checking *c, const struct pair *pair)
{
	const struct signs *prose = signs_of_prose(c, pair);
	return prose->count > prose->n_latin + prose->n_others ||
	       has_japanese(pair->sides[LANG_JA].text);
}

size_t signs_find(const struct signs *signs, size_t offset)
{
	size_t low = 0;
	size_t high = signs->count;
	if (offset == 0 || offset >= signs->items[high].at)
		return offset == 0 ? 0 : high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (signs->items[middle].at < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
