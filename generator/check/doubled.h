/*
 * Where a word of hiragana stands twice that no longer word can hold: をを, ようにに.
 */
#ifndef CHECK_DOUBLED_H
#define CHECK_DOUBLED_H

#include "signs.h"

/* How many signs the words have that begin with a kana and may stand twice: bit 0 for one,
   bit 1 for two and so on. Asked of each kana, and 0 for most. */
static inline unsigned int doubled_lengths(int32_t c)
{
	enum { FIRST = 0x3040, COUNT = 0x60, ONE = 1, TWO = 2, THREE = 4, FOUR = 8 };
	static const unsigned char lengths[COUNT] = {
		[0x304B - FIRST] = TWO,       /* から */
		[0x304C - FIRST] = ONE,       /* が */
		[0x304F - FIRST] = FOUR,      /* ください */
		[0x3057 - FIRST] = THREE,     /* します */
		[0x3059 - FIRST] = TWO,       /* する */
		[0x3067 - FIRST] = ONE | TWO, /* で, です */
		[0x3068 - FIRST] = ONE,       /* と */
		[0x306B - FIRST] = ONE,       /* に */
		[0x306E - FIRST] = ONE,       /* の */
		[0x3078 - FIRST] = ONE,       /* へ */
		[0x3092 - FIRST] = ONE,       /* を */
	};
	uint32_t place = (uint32_t)c - FIRST;
	return place < COUNT ? lengths[place] : 0;
}

/* How many signs the word has that stands twice from `at` on; 0: none does. */
size_t doubled_kana_at(const struct signs *text, size_t at, struct slice prose);

#endif
