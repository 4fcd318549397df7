/*
 * A Japanese text taken apart: its characters one by one, and which kinds of them
 * it holds, so that a rule need not read a text that it has nothing to say about.
 */
#ifndef CHECK_SIGNS_H
#define CHECK_SIGNS_H

#include "checking.h"

#include <stdint.h>

/* Words are mostly of those behind hiragana. */
enum script { SCRIPT_OTHER, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_KANJI, SCRIPT_LATIN };

/* Signs of one script in a row are a run; of SCRIPT_OTHER each is its own. */
struct sign {
	int32_t c;
	uint32_t at;     /* offset in the text */
	uint32_t run;    /* of the first of a run: how many signs of its script it is long */
	uint32_t script; /* enum script; Latin is ASCII alone */
};

/* What there is to be found in a text. */
enum sign_kind {
	KIND_BLANK = 1 << 0,   /* U+0020, U+00A0, U+3000 */
	KIND_LATIN = 1 << 1,   /* letters of ASCII */
	KIND_DIGIT = 1 << 2,   /* 0 to 9, of either width */
	KIND_BRACKET = 1 << 3, /* of ASCII, U+3008 to U+3015, and their other widths */
	KIND_FORM = 1 << 4,    /* Halfwidth and Fullwidth Forms, U+FF00 to U+FFEF */
	KIND_ODD = 1 << 5,     /* sign_is_odd */
	KIND_PAREN = 1 << 6,   /* ( and so on, alone */
	KIND_COLON = 1 << 7,
	KIND_EXCLAMATION = 1 << 8,
	KIND_QUESTION = 1 << 9,
	KIND_WIDE_PAREN = 1 << 10,
	KIND_WIDE_COLON = 1 << 11,
	KIND_WIDE_EXCLAMATION = 1 << 12,
	KIND_WIDE_QUESTION = 1 << 13,
	KIND_MARK = 1 << 14,    /* * _ ` which may be left of markup */
	KIND_NUMERAL = 1 << 15, /* of kanji, from 二 to 十 */
};

/* 2 to 10 where the kanji is that number, else 0. */
static inline int sign_numeral(int32_t c)
{
	switch (c) {
	case 0x4E8C: /* 二 */
		return 2;
	case 0x4E09: /* 三 */
		return 3;
	case 0x56DB: /* 四 */
		return 4;
	case 0x4E94: /* 五 */
		return 5;
	case 0x516D: /* 六 */
		return 6;
	case 0x4E03: /* 七 */
		return 7;
	case 0x516B: /* 八 */
		return 8;
	case 0x4E5D: /* 九 */
		return 9;
	case 0x5341: /* 十 */
		return 10;
	default:
		return 0;
	}
}

struct signs {
	/* In the order of the text; behind them stands one more of CODE_POINT_NONE
	   at the end of the text, of SCRIPT_OTHER. */
	const struct sign *items;
	size_t count;
	const uint32_t *others; /* which of them are of SCRIPT_OTHER: indices, in order */
	size_t n_others;
	size_t n_latin; /* how many are of SCRIPT_LATIN */
	uint32_t kinds; /* of enum sign_kind */
};

/* Memory that is out leaves `out` without any, and its arena says so. */
void signs_read(struct signs *out, struct slice text, struct arena *arena);

/* Private: read them, if nobody has. */
const struct signs *signs_read_once(struct checking *c, const struct pair *pair, bool is_text);

/* Those of a pair's Japanese prose, or of all of its text, read when they are first
   asked for. */
static inline const struct signs *signs_of_prose(struct checking *c, const struct pair *pair)
{
	const struct signs *all = c->signs[0];
	size_t i = (size_t)(pair - c->pairs->items);
	return all && all[i].items ? &all[i] : signs_read_once(c, pair, false);
}

static inline const struct signs *signs_of_text(struct checking *c, const struct pair *pair)
{
	return pair->sides[LANG_JA].is_prose ? signs_of_prose(c, pair)
					     : signs_read_once(c, pair, true);
}

/* Whether there are kana or kanji in a pair's Japanese, code included. */
bool pair_is_japanese(struct checking *c, const struct pair *pair);

/* The sign at an offset, or behind it: an index. */
size_t signs_find(const struct signs *signs, size_t offset);

/* Whether a character is none of those that nearly all texts are made of, and may
   be there by mistake. */
static inline bool sign_is_odd(int32_t c)
{
	bool is_usual = (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t' || c == PAIR_OPAQUE ||
			(c >= 0x3000 && c <= 0x30FF) || (c >= 0x4000 && c <= 0x9FFF) ||
			(c >= 0xFF01 && c <= 0xFF5E);
	return !is_usual || c == 0x3099 || c == 0x309A; /* marks of kana, set apart */
}

#endif
