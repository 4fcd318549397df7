/* Eight bytes as one number, the first the lowest: what is asked of each is asked of
   all of them at once, and the answer is the highest bit of each. */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include "base/slice.h"

#include <endian.h>
#include <stdint.h>

/* Times a byte: that byte eight times. */
#define EIGHT_EACH UINT64_C(0x0101010101010101)
#define EIGHT_HIGH (EIGHT_EACH * 0x80)

static inline uint64_t eight_at(const char *bytes)
{
	uint64_t eight;
	memcpy(&eight, bytes, sizeof(eight));
	return le64toh(eight);
}

/* How many bytes stand before the first whose highest bit is set; eight where none is. */
static inline size_t eight_before(uint64_t high)
{
	high &= EIGHT_HIGH;
	return high ? (size_t)__builtin_ctzll(high) / 8 : sizeof(high);
}

/* Of ASCII, those from `first` to `last`. What is carried from a byte beyond ASCII makes
   those behind it wrong. */
static inline uint64_t eight_between(uint64_t eight, unsigned char first, unsigned char last)
{
	return (eight + EIGHT_EACH * (0x80U - first)) & ~(eight + EIGHT_EACH * (0x7FU - last));
}

/* Those below `limit`, 0x80 at most; also of bytes beyond ASCII. What is borrowed from the
   byte behind one of them may make that one wrong. */
static inline uint64_t eight_below(uint64_t eight, unsigned char limit)
{
	return (eight - EIGHT_EACH * limit) & ~eight;
}

/* Those that are `byte`, in the same way. */
static inline uint64_t eight_equal(uint64_t eight, unsigned char byte)
{
	return eight_below(eight ^ EIGHT_EACH * byte, 1);
}

/* The lowest bit of each byte that goes on with a character of UTF-8 (10xxxxxx). */
static inline uint64_t eight_trails(uint64_t eight)
{
	return eight >> 7 & ~eight >> 6 & EIGHT_EACH;
}

/* The last bytes of a text, less than eight, and zeros behind them. */
static inline uint64_t eight_last(struct slice text, size_t at)
{
	size_t left = text.len - at;
	char bytes[sizeof(uint64_t)] = {0};
	if (text.len >= sizeof(bytes))
		return eight_at(text.ptr + text.len - sizeof(bytes)) >> (sizeof(bytes) - left) * 8;
	memcpy(bytes, text.ptr + at, left);
	return eight_at(bytes);
}

/* How many of eight bytes, from the first, are of some kind, which no zero is. */
typedef size_t eight_count(uint64_t eight);

/* Where the run of them at `at` ends. */
static inline size_t eight_end(struct slice text, size_t at, eight_count *count)
{
	while (text.len - at >= sizeof(uint64_t)) {
		size_t n = count(eight_at(text.ptr + at));
		at += n;
		if (n < sizeof(uint64_t))
			return at;
	}
	return at == text.len ? at : at + count(eight_last(text, at));
}

#endif
