/* Most characters are kana, kanji or letters, and known at a glance. */
#include "signs.h"

#include "text/unicode.h"

#include <string.h>

static const struct sign no_sign = {.c = CODE_POINT_NONE};
static const struct signs no_signs = {.items = &no_sign};

static uint32_t kinds_of_ascii(char c)
{
	if (ascii_is_alpha(c))
		return KIND_LATIN;
	if (ascii_is_digit(c))
		return KIND_DIGIT;
	switch (c) {
	case ' ':
		return KIND_BLANK;
	case '(':
		return KIND_BRACKET | KIND_PAREN;
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
		return KIND_BRACKET;
	case ':':
		return KIND_COLON;
	case '!':
		return KIND_EXCLAMATION;
	case '?':
		return KIND_QUESTION;
	case '*':
	case '_':
	case '`':
		return KIND_MARK;
	default:
		return sign_is_odd(c) ? KIND_ODD : 0;
	}
}

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
	if (c == 0x3000)
		kinds |= KIND_BLANK;
	else if (c >= 0x3008 && c <= 0x3015)
		kinds |= KIND_BRACKET;
	else if (c >= 0xFF00 && c <= 0xFFEF)
		kinds |= KIND_FORM | kinds_of_form(c);
	return kinds;
}

/* Kana and kanji are of no kind. */
static inline enum script script_of(int32_t c, uint32_t *kinds)
{
	if (is_hiragana(c))
		return SCRIPT_HIRAGANA;
	if (is_plain_kanji(c))
		return SCRIPT_KANJI;
	if (is_katakana(c))
		return SCRIPT_KATAKANA;
	if (c < 0x80) {
		uint32_t kind = kinds_of_ascii((char)c);
		*kinds |= kind;
		return kind == KIND_LATIN ? SCRIPT_LATIN : SCRIPT_OTHER;
	}
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

void signs_read(struct signs *out, struct slice text, struct arena *arena)
{
	size_t max = text.len + 1;
	struct sign *items = arena_array_raw(arena, max, sizeof(struct sign) + sizeof(uint32_t));
	uint32_t *others = items ? (uint32_t *)(items + max) : NULL;
	struct signs signs = {0};
	*out = no_signs;
	if (!items)
		return;
	for (size_t at = 0; at < text.len; signs.count++) {
		struct sign *sign = &items[signs.count];
		sign->at = (uint32_t)at;
		sign->c = utf8_next(text, &at);
		sign->script = (uint8_t)script_of(sign->c, &signs.kinds);
		if (sign->script == SCRIPT_OTHER)
			others[signs.n_others++] = (uint32_t)signs.count;
		signs.n_latin += sign->script == SCRIPT_LATIN;
	}
	items[signs.count] = (struct sign){.c = CODE_POINT_NONE, .at = (uint32_t)text.len};
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
